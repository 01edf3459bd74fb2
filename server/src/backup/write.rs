//! Writing a backup.

use super::{
    BackupError, Entry, FORMAT, MANIFEST, Manifest, attached, each_row, files::Told, report::Proof,
};
use crate::blobs::Blobs;
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};
use store::{
    Store,
    account::Org,
    dump::{Part, Row},
};
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// Writes all of `store` to `out`: the control database first, so that every organisation it names is there; with each
/// organisation its files, unless `blobs` is left out.
///
/// # Errors
/// When the database cannot be read or `out` cannot be written; what was written then is no backup.
pub fn write<W: Write>(
    store: &Store,
    blobs: Option<&Blobs>,
    program: &str,
    created_at: String,
    out: W,
) -> Result<(), BackupError> {
    let mut zip = ZipWriter::new_stream(out);
    let (control, orgs) = control(store, &mut zip)?;
    if orgs.is_empty() {
        return Err(BackupError::Empty);
    }
    let mut parts = vec![control];
    for org in orgs {
        parts.push(organisation(store, blobs, &mut zip, &org)?);
    }
    let manifest = Manifest {
        format: FORMAT,
        program: program.to_owned(),
        created_at,
        parts,
    };
    start(&mut zip, MANIFEST)?;
    serde_json::to_writer_pretty(&mut zip, &manifest)
        .map_err(|error| BackupError::Write(error.into()))?;
    let mut out = zip.finish().map_err(zipped)?;
    out.flush().map_err(BackupError::Write)
}

pub(super) type Zip<W> = ZipWriter<StreamWriter<W>>;

fn control<W: Write>(store: &Store, zip: &mut Zip<W>) -> Result<(Entry, Vec<Org>), BackupError> {
    let mut lines = Lines::start(zip, "control.jsonl".to_owned())?;
    let mut orgs = Vec::new();
    each_row(store, Part::Control, |row| {
        orgs.extend(row.organisation()?);
        lines.row(&row)
    })?;
    Ok((lines.end(), orgs))
}

fn organisation<W: Write>(
    store: &Store,
    blobs: Option<&Blobs>,
    zip: &mut Zip<W>,
    org: &Org,
) -> Result<Entry, BackupError> {
    let mut lines = Lines::start(zip, format!("{}.jsonl", org.id))?;
    let (mut proof, mut told) = (Proof::default(), Told::default());
    each_row(store, Part::Org(org.id), |row| {
        proof.row(&row);
        told.row(&row);
        lines.row(&row)
    })?;
    let rows = lines.end();
    let mut report = proof.report(org.id, &org.name);
    let files = blobs.map(|blobs| attached::write(zip, blobs, org.id));
    let files = files.transpose()?;
    if let Some(files) = &files {
        report.files = told.among(files);
    }
    Ok(Entry {
        organisation: Some(report),
        files,
        ..rows
    })
}

/// The rows of one database, on their way into the zip.
struct Lines<'a, W: Write> {
    zip: &'a mut Zip<W>,
    name: String,
    sha: Sha256,
    rows: BTreeMap<String, u64>,
}

impl<'a, W: Write> Lines<'a, W> {
    fn start(zip: &'a mut Zip<W>, name: String) -> Result<Self, BackupError> {
        start(zip, &name)?;
        Ok(Self {
            zip,
            name,
            sha: Sha256::new(),
            rows: BTreeMap::new(),
        })
    }

    fn row(&mut self, row: &Row) -> Result<(), BackupError> {
        let line = row.to_line()? + "\n";
        self.sha.update(&line);
        *self.rows.entry(row.table().to_owned()).or_default() += 1;
        let written = self.zip.write_all(line.as_bytes());
        written.map_err(BackupError::Write)
    }

    fn end(self) -> Entry {
        Entry {
            name: self.name,
            sha256: sync::hash::hex(&self.sha.finalize()),
            rows: self.rows,
            organisation: None,
            files: None,
        }
    }
}

fn start<W: Write>(zip: &mut Zip<W>, name: &str) -> Result<(), BackupError> {
    start_as(zip, name, CompressionMethod::Deflated)
}

pub(super) fn start_as<W: Write>(
    zip: &mut Zip<W>,
    name: &str,
    method: CompressionMethod,
) -> Result<(), BackupError> {
    // Sizes beyond 4 GiB must be announced before they are known.
    let options = SimpleFileOptions::default().large_file(true);
    let options = options.compression_method(method);
    zip.start_file(name, options).map_err(zipped)
}

fn zipped(error: zip::result::ZipError) -> BackupError {
    BackupError::Write(io::Error::other(error))
}
