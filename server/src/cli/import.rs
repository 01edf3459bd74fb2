//! `boucle import answers FILE --campaign ID`

use super::{Admin, CliError, output};
use crate::config::Config;
use api::model::ImportReport;
use axum::{body::Bytes, http::Method};
use clap::{Args, Subcommand};
use domain::ids::CampaignId;
use std::{collections::BTreeMap, path::PathBuf};

#[derive(Subcommand, Debug)]
pub(super) enum Import {
    /// Answers exported by Google Forms, LimeSurvey, Microsoft Forms … (CSV or XLSX)
    Answers(Answers),
}

#[derive(Args, Debug)]
pub(super) struct Answers {
    file: PathBuf,
    /// The campaign that the answers belong to
    #[arg(long, value_name = "ID")]
    campaign: CampaignId,
    /// The organisation of that campaign, by the start of its public links (Settings shows it); the only one that is
    /// no example when left out
    #[arg(long, value_name = "SLUG")]
    organisation: Option<String>,
    /// Which column feeds a question (or `day`), by its header or number: `--map overall="Note globale"`,
    /// `--map day=1`, or nothing: `--map pace=`. Without it the columns are guessed
    #[arg(long = "map", value_name = "KEY=COLUMN")]
    mapping: Vec<String>,
    /// Take the good rows without asking
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(Import::Answers(command): Import, config: &Config) -> Result<(), CliError> {
    let file = std::fs::read(&command.file).map_err(|cause| CliError::File {
        path: command.file.clone(),
        cause,
    })?;
    let file = Bytes::from(file);
    let admin = Admin::open(config).await?;
    let call = |mapping: Option<&BTreeMap<String, u32>>, commit: bool| {
        let path = path(&command, mapping, commit);
        let (admin, file) = (&admin, file.clone());
        async move {
            let path = path?;
            let report = admin.json::<ImportReport>(Method::POST, &path, file);
            report.await.map_err(|error| {
                error.explained(
                    "not_found",
                    "This organisation has no such campaign. Copy the id from the address of the campaign's page.",
                )
            })
        }
    };
    let mut report = call(None, false).await?;
    if !command.mapping.is_empty() {
        let mapping = with_given(&report, &command.mapping)?;
        report = call(Some(&mapping), false).await?;
    }
    show(&report);
    let new = report.good;
    if new == 0 {
        output::say("Nothing to take.");
        return Ok(());
    }
    if !command.yes && !output::confirm(&format!("Take {new} new answers?")) {
        output::say("Nothing was taken. Add --yes to take them.");
        return Ok(());
    }
    let done = call(Some(&report.mapping), true).await?;
    output::say(format!(
        "{} new answers taken, {} known already, {} bad rows left out.",
        done.good,
        done.known,
        bad_rows(&done)
    ));
    Ok(())
}

fn path(
    command: &Answers,
    mapping: Option<&BTreeMap<String, u32>>,
    commit: bool,
) -> Result<String, CliError> {
    let campaign = command.campaign;
    let mut path = format!("/admin/v1/import/answers?campaign={campaign}&commit={commit}");
    if let Some(organisation) = &command.organisation {
        path.push_str("&organisation=");
        path.push_str(&percent_encoded(organisation));
    }
    if let Some(mapping) = mapping {
        let json = serde_json::to_string(mapping).map_err(|_| CliError::Answer)?;
        path.push_str("&mapping=");
        path.push_str(&percent_encoded(&json));
    }
    Ok(path)
}

/// RFC 3986: everything but unreserved characters.
pub(super) fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// The guessed mapping with what `--map` says in its place. A column is a header or a number from 1; none takes the
/// question out.
fn with_given(report: &ImportReport, given: &[String]) -> Result<BTreeMap<String, u32>, CliError> {
    let mut mapping = report.mapping.clone();
    for pair in given {
        let (key, column) = pair.split_once('=').ok_or_else(|| {
            CliError::Usage(format!("--map {pair}: write KEY=COLUMN, such as overall=3"))
        })?;
        if column.trim().is_empty() {
            mapping.remove(key.trim());
            continue;
        }
        let mut named =
            (0..report.headers.len()).filter(|at| report.headers[*at].trim() == column.trim());
        let by_header = named.next();
        if named.next().is_some() {
            return Err(CliError::Usage(format!(
                "--map {pair}: several columns are called `{column}`; give its number"
            )));
        }
        let by_number = || {
            let number = column.trim().parse::<usize>().ok()?;
            (1..=report.headers.len())
                .contains(&number)
                .then(|| number - 1)
        };
        let index = by_header
            .or_else(by_number)
            .and_then(|at| u32::try_from(at).ok());
        let index = index.ok_or_else(|| {
            CliError::Usage(format!("--map {pair}: the file has no column `{column}`"))
        })?;
        mapping.insert(key.trim().to_owned(), index);
    }
    Ok(mapping)
}

fn show(report: &ImportReport) {
    output::say("Columns:");
    for (key, column) in &report.mapping {
        let header = usize::try_from(*column)
            .ok()
            .and_then(|at| report.headers.get(at));
        let header = header.map_or("", String::as_str);
        output::say(format!("  {key:<16} {:>3}  {header}", column + 1));
    }
    for bad in &report.bad {
        output::say(format!(
            "Row {}, {}: {} (`{}`)",
            bad.row,
            if bad.column.is_empty() {
                "whole row"
            } else {
                &bad.column
            },
            bad.refusal.code(),
            bad.value
        ));
    }
    output::say(format!(
        "{} rows: {} new, {} known already, {} bad.",
        report.rows,
        report.good,
        report.known,
        bad_rows(report)
    ));
}

/// A row with several bad cells counts once.
fn bad_rows(report: &ImportReport) -> usize {
    let rows: std::collections::BTreeSet<u32> = report.bad.iter().map(|bad| bad.row).collect();
    rows.len()
}
