//! The work that waits here as a locked file, the bytes of attached files with it, and such a file taken in: another of
//! the person's devices sends it.

use super::{
    account::Account,
    commands::{CommandError, Commands},
    log::Log,
};
use crate::{
    attachments::{Files, Problem, store::Prepared},
    locked::{self, stream},
};
use domain::{
    attachment::{Attachment, FileHash},
    ids::{OrgId, PersonId},
};
use js_sys::{ArrayBuffer, Uint8Array};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sync::{Op, blob::chunks, device::Fate};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

const FORMAT: &str = "boucle.work.v1";

/// The first frame of the file; after it the chunks of each file, in this order.
#[derive(Serialize, Deserialize)]
struct Work {
    format: String,
    organisation: OrgId,
    person: PersonId,
    ops: Vec<Op>,
    #[serde(default)]
    files: Vec<Attachment>,
}

/// Where work is taken from and put.
#[derive(Clone, Copy)]
pub struct Carrier {
    pub log: Log,
    pub account: Account,
    pub commands: Commands,
    pub files: Files,
}

/// Why there is no file. Everything stays where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotOut {
    /// This browser cannot lock.
    Insecure,
    /// The bytes of this file do not read.
    Unreadable(String),
}

/// Why a file was not taken in. No change in it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotTaken {
    /// Another passphrase, another file, or a damaged one.
    Locked,
    /// Work is never sent as another person.
    OtherAccount,
    NotKept(CommandError),
    /// An attached file finds no place.
    FileNotKept(Problem),
}

/// What was new here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Taken {
    pub changes: usize,
    pub files: usize,
}

impl Carrier {
    /// What waits on this device, locked; it all stays here as well.
    ///
    /// # Errors
    /// As [`NotOut`] says.
    pub async fn work_out(self, passphrase: &str) -> Result<Blob, NotOut> {
        let waiting = self.log.unsettled_now().into_iter();
        let waiting = waiting.filter(|one| one.fate == Fate::Waiting);
        let me = self.account.me_now();
        let work = Work {
            format: FORMAT.to_owned(),
            organisation: me.organisation.id,
            person: me.person,
            ops: waiting.map(|one| one.op).collect(),
            files: self.files.waiting_now(),
        };
        let text = serde_json::to_vec(&work).map_err(|_| NotOut::Insecure)?;
        let out = stream::Writer::new(passphrase).await;
        let mut out = out.ok_or(NotOut::Insecure)?;
        let text = Uint8Array::from(&text[..]).buffer();
        out.put(&text).await.map_err(|_| NotOut::Insecure)?;
        for file in &work.files {
            for number in 0..chunks(file.size) {
                let chunk = self.files.chunk(file.sha256, number).await;
                let chunk = chunk.ok_or_else(|| NotOut::Unreadable(file.name.clone()))?;
                out.put(&chunk).await.map_err(|_| NotOut::Insecure)?;
            }
        }
        out.finish().await.map_err(|_| NotOut::Insecure)
    }

    /// Takes in a file's work under this device's numbers; what is here already is left alone, and the server takes twice
    /// nothing it has. Attached files first, as when they are chosen: what names them is never without them.
    ///
    /// # Errors
    /// As [`NotTaken`] says.
    pub async fn work_in(self, passphrase: &str, file: &Blob) -> Result<Taken, NotTaken> {
        let mut taken = Taken::default();
        let work = match stream::Reader::open(passphrase, file).await {
            Some(mut frames) => {
                let first = frames.next().await.map_err(|_| NotTaken::Locked)?;
                let work = self.mine(&Uint8Array::new(&first).to_vec())?;
                for file in &work.files {
                    taken.files += usize::from(self.file_in(&mut frames, file).await?);
                }
                frames.end().await.map_err(|_| NotTaken::Locked)?;
                work
            }
            None => {
                let text = JsFuture::from(file.text()).await.ok();
                let text = text.and_then(|text| text.as_string()).unwrap_or_default();
                let text = locked::unlock(passphrase, &text).await;
                self.mine(text.ok_or(NotTaken::Locked)?.as_bytes())?
            }
        };
        let mut new = work.ops;
        new.retain(|op| !self.log.made_here(op.id));
        taken.changes = new.len();
        let adopted = self.commands.adopt(new).await;
        adopted.map_err(NotTaken::NotKept)?;
        Ok(taken)
    }

    fn mine(self, text: &[u8]) -> Result<Work, NotTaken> {
        let work: Option<Work> = serde_json::from_slice(text).ok();
        let work = work.filter(|work| work.format == FORMAT);
        let work = work.ok_or(NotTaken::Locked)?;
        let me = self.account.me_now();
        let mine = (work.organisation, work.person) == (me.organisation.id, me.person);
        if mine {
            Ok(work)
        } else {
            Err(NotTaken::OtherAccount)
        }
    }

    /// Whether it was new here. One file at a time is in memory, as when one is chosen.
    async fn file_in(
        self,
        frames: &mut stream::Reader,
        file: &Attachment,
    ) -> Result<bool, NotTaken> {
        let mut hash = Sha256::new();
        let mut pieces: Vec<ArrayBuffer> = Vec::new();
        for _ in 0..chunks(file.size) {
            let chunk = frames.next().await.map_err(|_| NotTaken::Locked)?;
            hash.update(Uint8Array::new(&chunk).to_vec());
            pieces.push(chunk);
        }
        if FileHash(hash.finalize().into()) != file.sha256 {
            return Err(NotTaken::Locked);
        }
        if self.files.holds(file.sha256) {
            return Ok(false);
        }
        let prepared = Prepared {
            file: file.clone(),
            chunks: pieces,
            thumbnail: None,
        };
        let kept = self.files.take(prepared).await;
        kept.map(|_| true).map_err(NotTaken::FileNotKept)
    }
}
