//! A server that takes files by the rules of the protocol, with a network that fails when told to.

use app::{
    attachments::{
        files::Shelf,
        memory_files::MemoryFiles,
        remote::{Call, Chunk, FileRemote},
    },
    net::NetError,
};
use domain::attachment::FileHash;
use js_sys::Uint8Array;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    future::ready,
    rc::Rc,
};
use sync::blob::{Uploaded, chunk_len};
use web_sys::Blob;

/// What happens to the next chunks, in this order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    Offline,
    /// The chunk arrives, the answer does not.
    AnswerLost,
    /// Kept, but other bytes.
    Damaged,
    Refused(&'static str),
}

#[derive(Default)]
pub(super) struct Server {
    parts: RefCell<BTreeMap<FileHash, Vec<u8>>>,
    whole: RefCell<BTreeMap<FileHash, Vec<u8>>>,
    pub(super) faults: RefCell<VecDeque<Fault>>,
    pub(super) puts: Cell<usize>,
}

impl Server {
    pub(super) fn bytes(&self, sha: FileHash) -> Option<Vec<u8>> {
        self.whole.borrow().get(&sha).cloned()
    }

    /// As after a restore without the folder of files.
    pub(super) fn lose(&self, sha: FileHash) {
        self.whole.borrow_mut().remove(&sha);
    }

    fn state(&self, sha: FileHash) -> Uploaded {
        if let Some(whole) = self.whole.borrow().get(&sha) {
            return Uploaded {
                have: whole.len() as u64,
                complete: true,
            };
        }
        let have = self.parts.borrow().get(&sha).map_or(0, Vec::len);
        Uploaded {
            have: have as u64,
            complete: false,
        }
    }

    fn take(&self, chunk: &Chunk, damaged: bool) -> Result<Uploaded, NetError> {
        let state = self.state(chunk.sha);
        if state.complete {
            return Ok(state);
        }
        if chunk.off != state.have {
            return Err(refused(409, "wrong_offset", state.have));
        }
        let mut bytes = Uint8Array::new(&chunk.bytes).to_vec();
        assert_eq!(chunk_len(chunk.size, chunk.off), Some(bytes.len() as u64));
        if damaged {
            bytes[0] ^= 1;
        }
        let mut parts = self.parts.borrow_mut();
        let part = parts.entry(chunk.sha).or_default();
        part.extend(bytes);
        if part.len() as u64 == chunk.size {
            let part = parts.remove(&chunk.sha).unwrap();
            if FileHash(Sha256::digest(&part).into()) != chunk.sha {
                return Err(refused(422, "wrong_hash", 0));
            }
            self.whole.borrow_mut().insert(chunk.sha, part);
        }
        drop(parts);
        Ok(self.state(chunk.sha))
    }
}

fn refused(status: u16, code: &str, have: u64) -> NetError {
    NetError::Refused {
        status,
        code: code.to_owned(),
        message: String::new(),
        body: json!({ "code": code, "message": "", "have": have }).to_string(),
    }
}

impl FileRemote for Server {
    fn have(&self, sha: FileHash) -> Call<'_, Uploaded> {
        Box::pin(ready(Ok(self.state(sha))))
    }

    fn put(&self, chunk: Chunk) -> Call<'_, Uploaded> {
        self.puts.set(self.puts.get() + 1);
        let fault = self.faults.borrow_mut().pop_front().unwrap_or(Fault::None);
        Box::pin(ready(match fault {
            Fault::Offline => Err(NetError::Offline),
            Fault::Refused(code) => Err(refused(400, code, 0)),
            Fault::AnswerLost => self.take(&chunk, false).and(Err(NetError::Offline)),
            Fault::Damaged => self.take(&chunk, true),
            Fault::None => self.take(&chunk, false),
        }))
    }

    fn get(&self, sha: FileHash) -> Call<'_, Blob> {
        let whole = self.bytes(sha).ok_or_else(|| refused(404, "not_found", 0));
        Box::pin(ready(whole.map(|bytes| {
            let parts = js_sys::Array::of1(&Uint8Array::from(&bytes[..]));
            Blob::new_with_u8_array_sequence(&parts).unwrap()
        })))
    }
}

/// Storage and a server in memory.
pub(crate) fn shelf() -> Shelf {
    Shelf {
        store: Rc::new(MemoryFiles::new()),
        remote: Rc::new(Server::default()),
    }
}
