//! Photos of the answer being given: their bytes lie beside the draft, locked with its key, and go with it.

use super::{state::Respond, vault::DraftRow};
use crate::{random, storage::StorageError};
use domain::{
    answer::{Answer, Answers},
    photo::Photo,
    questionnaire::QuestionKind,
};
use intake::{PhotoFile, outbox::sha256_hex};
use leptos::prelude::*;

/// Why an answer cannot be sent with its photos.
pub(super) enum Lost {
    /// The photo of this question is not there any more.
    Photo(String),
    Storage(StorageError),
}

impl Respond {
    /// Whether what is answered is kept: not in a preview.
    pub fn keeps(self) -> bool {
        self.host.read_value().draft.is_some()
    }

    /// The draft, and the place of a question among those that ask for a photo.
    fn slot(self, key: &str) -> Option<(DraftRow, usize)> {
        let (asked, row) = self.asked().zip(self.host.read_value().draft.clone())?;
        let photos = asked.questionnaire.questions.iter();
        let mut photos = photos.filter(|question| question.kind == QuestionKind::Photo);
        let place = photos.position(|question| question.key == key)?;
        Some((row, place))
    }

    /// Makes the photo durable, then names it in the answer.
    ///
    /// # Errors
    /// `Quota` and what else the storage says; the answer is then as it was.
    pub async fn keep_photo(
        self,
        key: &str,
        photo: Photo,
        bytes: &[u8],
    ) -> Result<(), StorageError> {
        if let Some(((row, place), vault)) = self.slot(key).zip(self.vault()) {
            let locked = row.key.lock_bytes(random::bytes(), row.campaign, bytes);
            let keep = async || vault.keep_photo(&row, place, &locked).await;
            // Somebody else may be at the screen by now, or the answer in another tab.
            if !vault.fit(keep).await? {
                self.lose(&row);
            }
            if !self.has(&row) {
                return Ok(());
            }
        }
        self.answer(key, Some(Answer::Photo(photo)));
        Ok(())
    }

    /// The bytes of the photo that the answer names; none when they are not there, or are another's.
    ///
    /// # Errors
    /// What the storage says.
    pub async fn photo(self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let named = match self.person.read_untracked().answers.get(key) {
            Some(Answer::Photo(photo)) => photo.sha256,
            _ => return Ok(None),
        };
        let Some(((row, place), vault)) = self.slot(key).zip(self.vault()) else {
            return Ok(None);
        };
        let locked = vault.photo(&row, place).await?;
        let bytes = locked.and_then(|locked| row.key.open_bytes(row.campaign, &locked));
        Ok(bytes.filter(|bytes| sha256_hex(bytes) == named.to_string()))
    }

    pub async fn drop_photo(self, key: &str) {
        if let Some(((row, place), vault)) = self.slot(key).zip(self.vault()) {
            // It goes with the draft at the latest.
            let _ = vault.drop_photo(&row, place).await;
        }
    }

    /// The photos that go with the answers.
    pub(super) async fn photos(self, answers: &Answers) -> Result<Vec<PhotoFile>, Lost> {
        let mut photos = Vec::new();
        for (key, answer) in answers {
            if matches!(answer, Answer::Photo(_)) {
                let bytes = self.photo(key).await.map_err(Lost::Storage)?;
                photos.push(PhotoFile(bytes.ok_or_else(|| Lost::Photo(key.clone()))?));
            }
        }
        Ok(photos)
    }
}
