//! Records from spreadsheets, already read and mapped. A row that came before is known again, so that the same file
//! twice doubles nothing.

use super::{App, Failure, Progress};
use crate::auth::{Answers, Granted, Plan};
use ::intake::{
    Payload,
    wire::{Item, ItemStatus, Receipt},
};
use ::sync::{Body, EntityRef};
use domain::{
    Day, Lang,
    answer::Channel,
    campaign::Campaign,
    entity::{self, EntityKind, Fields},
    ids::{CampaignId, DeviceId, ItemId, ServiceId},
    import::{ImportedAnswer, ImportedSession, RowIdentity},
    questionnaire::check_answers,
    service::Service,
    session::Session,
};
use ledger::{Arrived, Core, Host, OwnOp, Source, Wanted, instant};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Answers written in one transaction.
const CHUNK_ROWS: usize = 500;
/// Sessions are written in this many transactions: each looks at all that are known, so there are not more of them.
const SESSION_PARTS: usize = 20;
/// The fewest rows that are worth one.
const SESSION_PART_ROWS_MIN: usize = 100;

/// Rows written (or that would be), and rows already there from an earlier file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Taken {
    pub new: u32,
    pub known: u32,
}

impl App {
    /// Part by part; writes nothing without `progress`, which is told of it.
    ///
    /// # Errors
    /// `NotFound` for an unknown campaign, `Refused` when a row does not fit its questionnaire, `Busy`.
    pub async fn import_answers(
        &self,
        actor: &Granted<Answers>,
        campaign: CampaignId,
        rows: Vec<ImportedAnswer>,
        mut progress: Option<Progress>,
    ) -> Result<Taken, Failure> {
        let record = {
            let core = actor.org.read().await?;
            let record = core.campaign(campaign).ok_or(Failure::NotFound)?;
            let questionnaire = core.questionnaire(&record.questionnaire);
            let questionnaire = questionnaire.ok_or(Failure::NotFound)?;
            for row in &rows {
                check_answers(&questionnaire, &row.answers)
                    .map_err(|(field, refusal)| Failure::refused(&field, refusal))?;
            }
            record
        };
        let arrived: Vec<Arrived> = rows
            .into_iter()
            .map(|row| arrived(campaign, &record, row))
            .collect();
        let mut taken = Taken::default();
        if let Some(progress) = &mut progress {
            progress.of(arrived.len());
        }
        // Equal parts: a last part of two or three rows would wait for its group.
        let parts = arrived.len().div_ceil(CHUNK_ROWS).max(1);
        let part_rows = arrived.len().div_ceil(parts).max(1);
        for part in arrived.chunks(part_rows) {
            let known = if let Some(progress) = &mut progress {
                let receipts = actor.org.take(&Source::Team, part).await?.receipts;
                let known = |receipt: &&Receipt| receipt.status == ItemStatus::Duplicate;
                progress.more(part.len());
                receipts.iter().filter(known).count()
            } else {
                let wanted = Wanted {
                    items: part.iter().map(|arrived| arrived.item.id).collect(),
                    ..Wanted::default()
                };
                actor.org.log().look_up(&wanted).await?.items.len()
            };
            taken.known += count(known);
            taken.new += count(part.len() - known);
        }
        Ok(taken)
    }

    /// Creates missing services too, part by part: whoever drops this leaves whole parts behind. Writes nothing without
    /// `progress`, which is told of it.
    ///
    /// # Errors
    /// `Refused` when a row makes no valid record, with nothing written; `Busy`.
    pub async fn import_sessions(
        &self,
        actor: &Granted<Plan>,
        rows: Vec<ImportedSession>,
        progress: Option<Progress>,
    ) -> Result<Taken, Failure> {
        let would_take = {
            let core = actor.org.read().await?;
            new_records(&core, &*self.host, &rows)?.1
        };
        let Some(mut progress) = progress else {
            return Ok(would_take);
        };
        progress.of(rows.len());
        let mut taken = Taken::default();
        let part_rows = rows
            .len()
            .div_ceil(SESSION_PARTS)
            .max(SESSION_PART_ROWS_MIN);
        for part in rows.chunks(part_rows) {
            let more = self.take_sessions(actor, part).await?;
            taken.new += more.new;
            taken.known += more.known;
            progress.more(part.len());
        }
        Ok(taken)
    }

    /// In one transaction.
    async fn take_sessions(
        &self,
        actor: &Granted<Plan>,
        rows: &[ImportedSession],
    ) -> Result<Taken, Failure> {
        let received_at = instant(self.host.now());
        let nothing = Wanted::default();
        let write = actor.org.write(&nothing, |draft, _| {
            let (records, taken) = new_records(draft.core, draft.host, rows)?;
            let ops = records.into_iter().map(|(entity, fields)| OwnOp {
                device: DeviceId::SERVER,
                actor: actor.person,
                entity,
                base: None,
                body: Body::Create { fields },
                received_at: received_at.clone(),
            });
            let ops = ops.collect();
            draft.own(ops);
            Ok(taken)
        });
        write.await
    }
}

/// What stands for one row for ever: the same row is the same id, however its columns are read.
fn digest(domain: &[u8], parent: Uuid, row: &RowIdentity) -> [u8; 32] {
    Sha256::new()
        .chain_update(domain)
        .chain_update(parent.as_bytes())
        .chain_update((row.cells.len() as u64).to_be_bytes())
        .chain_update(row.cells.as_bytes())
        .chain_update(row.occurrence.to_be_bytes())
        .finalize()
        .into()
}

pub(super) fn id_of(digest: &[u8; 32]) -> Uuid {
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
}

/// A row as an item.
fn arrived(campaign: CampaignId, record: &Campaign, row: ImportedAnswer) -> Arrived {
    let digest = digest(b"boucle.import.v1", campaign.0, &row.row);
    let item = Item {
        id: ItemId(id_of(&digest)),
        alg: "none".to_owned(),
        kid: "import".to_owned(),
        // Kept only when the row cannot be counted, and then without the columns nobody chose: they may name people.
        sealed: serde_json::to_vec(&row.answers).unwrap_or_default(),
    };
    Arrived {
        item,
        sha: ::sync::hash::hex(&digest),
        content: Ok(Payload::Answers {
            campaign,
            questionnaire: record.questionnaire.clone(),
            day: row.day,
            lang: Lang::Fr,
            channel: Channel::Import,
            answers: row.answers,
            token: None,
            photos: Vec::new(),
        }),
    }
}

/// The services and sessions that are not there yet.
fn new_records(
    core: &Core,
    host: &dyn Host,
    rows: &[ImportedSession],
) -> Result<(Vec<(EntityRef, Fields)>, Taken), Failure> {
    let mut services: BTreeMap<_, ServiceId> = core
        .all::<Service>(EntityKind::Service)
        .map(|(id, service)| ((service.kind, folded(&service.title)), ServiceId(id)))
        .collect();
    let mut sessions: HashSet<_> = core
        .all::<Session>(EntityKind::Session)
        .map(|(_, known)| same_run(&known))
        .collect();
    let (mut records, mut taken) = (Vec::new(), Taken::default());
    let mut add = |kind, id, fields: Fields| {
        entity::check(kind, &fields).map_err(|refusal| Failure::refused("", refusal))?;
        records.push((EntityRef { kind, id }, fields));
        Ok::<_, Failure>(())
    };
    for row in rows {
        let id = id_of(&digest(b"boucle.import.session.v1", Uuid::nil(), &row.row));
        let at = EntityRef {
            kind: EntityKind::Session,
            id,
        };
        if core.state.get(at).is_some() {
            taken.known += 1;
            continue;
        }
        let key = (row.kind, folded(&row.service));
        let service = match services.get(&key) {
            Some(service) => *service,
            None => {
                let id: Uuid = host.ordered_id();
                let service = Service {
                    kind: row.kind,
                    title: row.service.clone(),
                };
                add(EntityKind::Service, id, entity::fields(&service))?;
                services.insert(key, ServiceId(id));
                ServiceId(id)
            }
        };
        let session = session(service, row);
        if sessions.insert(same_run(&session)) {
            add(EntityKind::Session, id, entity::fields(&session))?;
            taken.new += 1;
        } else {
            taken.known += 1;
        }
    }
    Ok((records, taken))
}

/// What makes two sessions one: parallel groups of a service differ by place, trainer or company.
fn same_run(session: &Session) -> (ServiceId, Day, [String; 4]) {
    let words = [
        &session.title,
        &session.site,
        &session.trainer,
        &session.company,
    ];
    (
        session.service,
        session.starts,
        words.map(|text| folded(text)),
    )
}

fn session(service: ServiceId, row: &ImportedSession) -> Session {
    Session {
        service,
        title: row.title.clone(),
        starts: row.starts,
        ends: row.ends,
        site: row.site.clone(),
        trainer: row.trainer.clone(),
        company: row.company.clone(),
        funder: row.funder.clone(),
        subcontracted_for: row.subcontracted_for.clone(),
        headcount: row.headcount,
        absent: row.absent,
        minors: false,
    }
}

/// Titles that differ in case or outer blanks only are the same.
fn folded(title: &str) -> String {
    title.trim().to_lowercase()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
