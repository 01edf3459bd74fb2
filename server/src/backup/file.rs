//! Reading a backup: nothing in it is believed before its hashes and its log are proved.

use super::{
    BackupError, Entry, FORMAT, Kept, MANIFEST, Manifest, Report, files::Told, report::Proof,
};
use bytes::Bytes;
use domain::{attachment::FileHash, ids::OrgId};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeSet,
    fmt::Display,
    fs::File,
    io::{self, BufRead as _, BufReader, Read},
    path::Path,
};
use store::{
    dump::{Part, Row},
    verify::Finding,
};
use zip::ZipArchive;

/// A manifest is a few KiB for each organisation.
const MANIFEST_BYTES_MAX: u64 = 64 * 1024 * 1024;

pub(super) const WRONG_BYTES: &str = "its bytes are not those it is named by";
/// Bytes of an attached file that are held at once.
const PIECE_BYTES: u64 = 1024 * 1024;

/// A backup file, open.
pub struct Backup {
    zip: ZipArchive<File>,
    pub manifest: Manifest,
}

/// What every version of the manifest says.
#[derive(Deserialize)]
struct Made {
    format: u32,
    program: String,
}

impl Backup {
    /// # Errors
    /// `Read`, `NotABackup`, `Newer`.
    pub fn open(path: &Path) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(|cause| BackupError::Read {
            path: path.to_owned(),
            cause,
        })?;
        let mut zip = ZipArchive::new(file).map_err(|_| BackupError::NotABackup)?;
        let mut text = String::new();
        let manifest = zip.by_name(MANIFEST).map_err(|_| BackupError::NotABackup)?;
        let read = manifest.take(MANIFEST_BYTES_MAX).read_to_string(&mut text);
        read.map_err(|error| damaged(MANIFEST, &error))?;
        let made: Made = serde_json::from_str(&text).map_err(|_| BackupError::NotABackup)?;
        if made.format > FORMAT {
            return Err(BackupError::Newer {
                program: made.program,
            });
        }
        let manifest = serde_json::from_str(&text).map_err(|error| damaged(MANIFEST, &error))?;
        Ok(Self { zip, manifest })
    }

    /// Proves all of it: every part is there, as it was written, and every log fits together.
    ///
    /// # Errors
    /// `Damaged`. A log that was damaged when it was saved is no error here: its report says so.
    pub fn check(&mut self) -> Result<Vec<Report>, BackupError> {
        let mut named = BTreeSet::new();
        let mut reports = Vec::new();
        for at in 0..self.manifest.parts.len() {
            let (sha256, proof, told) = self.proof(at, &mut named)?;
            let entry = &self.manifest.parts[at];
            let (saved, files) = (entry.organisation.as_ref(), entry.files.as_deref());
            let report = saved.map(|saved| Report {
                files: files.map(|files| told.among(files)).unwrap_or_default(),
                ..proof.report(saved.id, &saved.name)
            });
            let what = if sha256 != entry.sha256 {
                "its rows are not those that were saved"
            } else if report.as_ref() != saved {
                "its log is not what the manifest says"
            } else if saved.is_some_and(|saved| !named.remove(&saved.id)) {
                "it is no organisation of this backup, or is there twice"
            } else {
                self.check_files(at)?;
                reports.extend(report);
                continue;
            };
            let first = report.and_then(|report| report.proven.err());
            return Err(damaged(&entry.name, &and_first(what, first.as_ref())));
        }
        match named.first() {
            Some(missing) => Err(damaged(&format!("{missing}.jsonl"), "it is missing")),
            None => Ok(reports),
        }
    }

    /// Reads a part: the hash of its lines, and what its rows prove. `named` gets the organisations that it names.
    ///
    /// # Errors
    /// `Damaged`, with the first row that is wrong if one is before the place where reading ends.
    fn proof(
        &mut self,
        at: usize,
        named: &mut BTreeSet<OrgId>,
    ) -> Result<(String, Proof, Told), BackupError> {
        let (mut proof, mut told) = (Proof::default(), Told::default());
        let mut sha = Sha256::new();
        let read = self.each_row(at, |line, row| {
            sha.update(line);
            named.extend(row.organisation()?.map(|org| org.id));
            proof.row(&row);
            told.row(&row);
            Ok(())
        });
        match (read, proof.first()) {
            (Err(BackupError::Damaged { part, what }), Some(first)) => {
                Err(damaged(&part, &and_first(&what, Some(first))))
            }
            (read, _) => read.map(|()| (sync::hash::hex(&sha.finalize()), proof, told)),
        }
    }

    /// Reads every file of a part: each must be what it is named by.
    fn check_files(&mut self, at: usize) -> Result<(), BackupError> {
        let entry = &self.manifest.parts[at];
        let (Some(of), Some(files)) = (&entry.organisation, entry.files.clone()) else {
            return Ok(());
        };
        let org = of.id;
        for attached in files {
            let path = attached.path(org);
            let mut file = self.file(&path)?;
            let mut sha = Sha256::new();
            loop {
                let piece = piece(&mut file).map_err(|error| damaged(&path, &error))?;
                if piece.is_empty() {
                    break;
                }
                sha.update(&piece);
            }
            if FileHash(sha.finalize().into()) != attached.sha256 {
                return Err(damaged(&path, WRONG_BYTES));
            }
        }
        Ok(())
    }

    /// The bytes of a file; read them by the [`piece`].
    pub(super) fn file(&mut self, path: &str) -> Result<impl Read, BackupError> {
        self.zip
            .by_name(path)
            .map_err(|error| damaged(path, &error))
    }

    /// Proves every log once more, and that it agrees with `kept`. After [`Backup::check`].
    ///
    /// # Errors
    /// `Damaged`.
    pub fn compare(&mut self, kept: &[Kept]) -> Result<Vec<Report>, BackupError> {
        let mut reports = Vec::new();
        for at in 0..self.manifest.parts.len() {
            let Some(saved) = self.manifest.parts[at].organisation.clone() else {
                continue;
            };
            let Report {
                id, name, files, ..
            } = saved;
            let mut proof = Proof::with(id, kept);
            self.each_row(at, |_, row| {
                proof.row(&row);
                Ok(())
            })?;
            reports.push(Report {
                files,
                ..proof.report(id, &name)
            });
        }
        Ok(reports)
    }

    /// Gives each row of a part, with its line.
    pub(super) fn each_row(
        &mut self,
        at: usize,
        mut take: impl FnMut(&str, Row) -> Result<(), BackupError>,
    ) -> Result<(), BackupError> {
        let entry = &self.manifest.parts[at];
        let file = self.zip.by_name(&entry.name);
        let mut lines = BufReader::new(file.map_err(|error| damaged(&entry.name, &error))?);
        let mut line = String::new();
        let mut number = 0_u64;
        loop {
            line.clear();
            number += 1;
            let wrong =
                |error: &dyn Display| damaged(&entry.name, &format!("{error}, in line {number}"));
            let read = lines.read_line(&mut line);
            if read.map_err(|error| wrong(&error))? == 0 {
                return Ok(());
            }
            let row = Row::of_line(&line).map_err(|error| wrong(&error))?;
            take(&line, row)?;
        }
    }

    pub(super) fn position(&self, wanted: impl Fn(Part) -> bool) -> Option<usize> {
        self.manifest
            .parts
            .iter()
            .position(|entry| wanted(entry.part()))
    }

    pub(super) fn entry(&self, at: usize) -> &Entry {
        &self.manifest.parts[at]
    }
}

/// The next bytes of a file; none at its end.
pub(super) fn piece(file: &mut impl Read) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    file.take(PIECE_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

fn and_first(what: &str, first: Option<&Finding>) -> String {
    match first {
        Some(row) => format!("{what}; the first bad row is {row}"),
        None => what.to_owned(),
    }
}

pub(super) fn damaged(part: &str, what: &(impl ToString + ?Sized)) -> BackupError {
    BackupError::Damaged {
        part: part.to_owned(),
        what: what.to_string(),
    }
}
