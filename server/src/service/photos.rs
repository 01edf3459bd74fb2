//! Photos given as answers: kept before the answer is, shown to whoever may see single answers, gone before the answer is
//! reduced.

use super::{App, Failure, results};
use crate::{
    auth::{Answers, Granted},
    blobs::{Blobs, File, Shelf, Whole},
};
use bytes::Bytes;
use domain::{
    answer::{Place, ReleasedAnswer},
    attachment::FileHash,
    entity::EntityKind,
    figures::PhotoLine,
    ids::{AnswerId, OrgId},
};
use ledger::{Core, LogError, Pending, Photos};

/// The photos of one organisation's answers.
pub(super) struct PhotosOf {
    pub org: OrgId,
    pub blobs: Blobs,
}

impl Photos for PhotosOf {
    fn keep<'a>(&'a self, sha: FileHash, bytes: &'a [u8]) -> Pending<'a, ()> {
        Box::pin(async move {
            let bytes = Bytes::copy_from_slice(bytes);
            let kept = self.blobs.keep_photo(self.org, sha, bytes).await;
            kept.map_err(|error| LogError::Away(error.to_string()))
        })
    }

    fn remove(&self, sha: FileHash) -> Pending<'_, ()> {
        Box::pin(async move {
            let removed = self.blobs.remove_photo(self.org, sha).await;
            removed.map_err(|error| LogError::Away(error.to_string()))
        })
    }
}

impl App {
    /// The photo that an answer gives to a question: the results name it, so it is of a group that is large enough.
    ///
    /// # Errors
    /// `NotFound`, also for one that may not be shown; `FileAltered`.
    pub async fn photo(
        &self,
        actor: &Granted<Answers>,
        answer: AnswerId,
        question: &str,
    ) -> Result<File, Failure> {
        let shown = {
            let core = actor.org.read().await?;
            let all = of_the_group(&core, &actor.org.results, answer);
            let mut all = all.into_iter();
            all.find(|line| line.answer == answer && line.question == question)
        };
        let sha = shown.ok_or(Failure::NotFound)?.photo.sha256;
        let there = self
            .blobs
            .look_at(actor.organisation(), Shelf::Photos, sha)
            .await?;
        if there == Whole::Altered {
            return Err(Failure::FileAltered);
        }
        let file = self.blobs.photo(actor.organisation(), sha).await?;
        file.ok_or(Failure::NotFound)
    }
}

/// The photos that are shown with an answer.
fn of_the_group(core: &Core, cache: &results::Cache, answer: AnswerId) -> Vec<PhotoLine> {
    let details = match core.record::<ReleasedAnswer>(EntityKind::Answer, answer.0) {
        None => return Vec::new(),
        Some(ReleasedAnswer {
            place: Place::Campaign(id),
            ..
        }) => vec![results::of_campaign(core, cache, id).and_then(|one| one.detail)],
        Some(ReleasedAnswer {
            place: Place::Pool {
                service, quarter, ..
            },
            ..
        }) => {
            let pools = results::of_pools(core, (service, &quarter)).into_iter();
            pools.map(|pool| pool.detail).collect()
        }
    };
    let details = details.into_iter().flatten();
    details.flat_map(|detail| detail.photos).collect()
}
