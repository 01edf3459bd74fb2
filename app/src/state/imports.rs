//! Importing a spreadsheet: the server reads it, says what it would take, and takes it when asked to. Online only.

use crate::{
    clock,
    net::{self, NetError, Stop},
};
use api::{
    model::{ImportEvent, ImportReport},
    outreach::ReturnedFile,
};
use std::{cell::Cell, collections::BTreeMap};

/// Field or question key to column number, from 0.
pub type Mapping = BTreeMap<String, u32>;

/// Between two turns, and turns at most that get no further: a start of the server takes some seconds.
const TRY_MS: u32 = 2_000;
const TRIES_MAX: u32 = 30;

/// Sends the file to `url` (a path, which may have a query of its own), for the server to say what it would take. Without a
/// mapping the server guesses one. Nothing is written.
///
/// # Errors
/// Offline or stopped, or the server's refusal.
pub async fn check(
    url: &str,
    file: &web_sys::Blob,
    mapping: Option<&Mapping>,
    stop: &Stop,
) -> Result<ImportReport, NetError> {
    net::post_file(&asked(url, mapping, &[]), file, stop).await
}

/// Has the server take the rows; `progress` hears how many of how many it did. A long import may fill the log of the server's
/// engine, which starts again: with
/// `known`, the rows that it had before, the same file is sent once more then, of which it doubles nothing.
///
/// # Errors
/// The server's refusal, with nothing written; offline or stopped, with some rows taken, which the same file again does not
/// double.
pub async fn take(
    (url, file): (&str, &web_sys::Blob),
    mapping: &Mapping,
    known: Option<u32>,
    stop: &Stop,
    progress: impl Fn(u32, u32),
) -> Result<ImportReport, NetError> {
    let url = asked(url, Some(mapping), &["commit=true", "progress=true"]);
    let mut tries = Tries::default();
    loop {
        let reached = Cell::new(0);
        let told = |done, of| {
            reached.set(done);
            progress(done.max(tries.furthest), of);
        };
        let error = match turn(&url, file, stop, told).await {
            Ok(report) => return Ok(tries.joined(report, known)),
            Err(error) => error,
        };
        if known.is_none() || stop.is_stopped() || !tries.again(reached.get(), &error) {
            return Err(error);
        }
        clock::sleep(TRY_MS).await;
    }
}

/// The turns of an import that the server broke off.
#[derive(Default)]
struct Tries {
    /// Rows done when it went furthest.
    furthest: u32,
    /// Turns since it last got further.
    in_vain: u32,
}

impl Tries {
    /// Whether another turn makes sense after one that ended like this, having done so many rows.
    fn again(&mut self, reached: u32, error: &NetError) -> bool {
        let broke_off = match error {
            NetError::Offline => true,
            NetError::Refused { code, .. } => code == "busy",
        };
        self.in_vain = if reached > self.furthest {
            0
        } else {
            self.in_vain + 1
        };
        self.furthest = self.furthest.max(reached);
        broke_off && self.furthest > 0 && self.in_vain < TRIES_MAX
    }

    /// What an earlier turn took was not known before.
    fn joined(&self, report: ImportReport, known: Option<u32>) -> ImportReport {
        let before = known.filter(|_| self.furthest > 0);
        let known = before.map_or(report.known, |before| report.known.min(before));
        ImportReport {
            good: report.good + (report.known - known),
            known,
            ..report
        }
    }
}

async fn turn(
    url: &str,
    file: &web_sys::Blob,
    stop: &Stop,
    progress: impl Fn(u32, u32),
) -> Result<ImportReport, NetError> {
    let mut ended = Err(NetError::Offline);
    let each = |event| match event {
        ImportEvent::Progress { done, of } => progress(done, of),
        ImportEvent::Done(report) => ended = Ok(report),
        ImportEvent::Failed { code } => {
            ended = Err(NetError::Refused {
                status: 422,
                code,
                message: String::new(),
                body: String::new(),
            });
        }
    };
    net::stream::post_file(url, file, stop, each).await?;
    ended
}

fn asked(url: &str, mapping: Option<&Mapping>, more: &[&str]) -> String {
    let mut query: Vec<String> = more.iter().map(|more| (*more).to_owned()).collect();
    if let Some(json) = mapping.and_then(|mapping| serde_json::to_string(mapping).ok()) {
        let encoded = String::from(js_sys::encode_uri_component(&json));
        query.push(format!("mapping={encoded}"));
    }
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{}", query.join("&"))
}

/// What a file of returned mail says; changes nothing.
///
/// # Errors
/// As [`check`].
pub async fn returned(file: &web_sys::Blob, stop: &Stop) -> Result<ReturnedFile, NetError> {
    net::post_file("/app/import/v1/returned", file, stop).await
}

#[cfg(test)]
mod tests {
    use super::{Mapping, TRIES_MAX, Tries};
    use crate::net::NetError;
    use api::model::ImportReport;

    fn refused(code: &str) -> NetError {
        NetError::Refused {
            status: 422,
            code: code.to_owned(),
            message: String::new(),
            body: String::new(),
        }
    }

    #[test]
    fn an_import_goes_on_while_the_server_starts_again_and_not_for_ever() {
        let mut tries = Tries::default();
        assert!(tries.again(40_000, &refused("busy")));
        assert!(tries.again(0, &NetError::Offline), "it starts");
        assert!(tries.again(45_000, &NetError::Offline));
        for _ in 1..TRIES_MAX {
            assert!(tries.again(0, &NetError::Offline));
        }
        assert!(!tries.again(0, &NetError::Offline));
    }

    #[test]
    fn what_earlier_turns_took_counts_as_taken() {
        let mut tries = Tries::default();
        let report = || ImportReport {
            headers: Vec::new(),
            sample: Vec::new(),
            mapping: Mapping::new(),
            rows: 50_000,
            good: 8_000,
            known: 42_000,
            bad: Vec::new(),
            committed: true,
        };
        let whole = tries.joined(report(), Some(0));
        assert_eq!((whole.good, whole.known), (8_000, 42_000), "in one turn");
        assert!(tries.again(40_000, &NetError::Offline));
        let joined = tries.joined(report(), Some(2_000));
        assert_eq!((joined.good, joined.known), (48_000, 2_000));
    }

    #[test]
    fn what_was_refused_or_never_begun_is_not_tried_again() {
        assert!(!Tries::default().again(0, &NetError::Offline));
        assert!(!Tries::default().again(500, &refused("campaign_closed")));
    }
}
