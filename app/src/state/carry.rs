//! The work that waits here as a locked file, and such a file taken in: another of the person's devices sends it.

use super::{
    account::Account,
    commands::{CommandError, Commands},
    log::Log,
};
use crate::locked;
use domain::ids::{OrgId, PersonId};
use serde::{Deserialize, Serialize};
use sync::{Op, device::Fate};

const FORMAT: &str = "boucle.work.v1";

#[derive(Serialize, Deserialize)]
struct Work {
    format: String,
    organisation: OrgId,
    person: PersonId,
    ops: Vec<Op>,
}

/// Why a file was not taken in. Nothing of it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotTaken {
    /// Another passphrase, another file, or a damaged one.
    Locked,
    /// Work is never sent as another person.
    OtherAccount,
    NotKept(CommandError),
}

/// What waits on this device, locked; it all stays here as well. None where the browser cannot lock.
pub async fn work_out(log: Log, account: Account, passphrase: &str) -> Option<String> {
    let waiting = log.unsettled_now().into_iter();
    let waiting = waiting.filter(|one| one.fate == Fate::Waiting);
    let me = account.me_now();
    let work = Work {
        format: FORMAT.to_owned(),
        organisation: me.organisation.id,
        person: me.person,
        ops: waiting.map(|one| one.op).collect(),
    };
    locked::lock(passphrase, &serde_json::to_string(&work).ok()?).await
}

/// Takes in a file's work under this device's numbers; what is here already is left alone, and the server takes twice
/// nothing it has. How many changes were new here; they are durable.
///
/// # Errors
/// As [`NotTaken`] says.
pub async fn work_in(
    log: Log,
    account: Account,
    commands: Commands,
    passphrase: &str,
    file: &str,
) -> Result<usize, NotTaken> {
    let text = locked::unlock(passphrase, file).await;
    let work: Option<Work> = text.and_then(|text| serde_json::from_str(&text).ok());
    let work = work.filter(|work| work.format == FORMAT);
    let work = work.ok_or(NotTaken::Locked)?;
    let me = account.me_now();
    if (work.organisation, work.person) != (me.organisation.id, me.person) {
        return Err(NotTaken::OtherAccount);
    }
    let mut new = work.ops;
    new.retain(|op| !log.made_here(op.id));
    let count = new.len();
    commands.adopt(new).await.map_err(NotTaken::NotKept)?;
    Ok(count)
}
