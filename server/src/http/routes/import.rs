//! `/app/import/v1`: records from spreadsheets. The body is the file as it is; whether it is CSV or XLSX is told from
//! its content. Without `commit=true` nothing is written and the answer says what would be.

use crate::{
    auth::{Answers, Granted, Plan},
    files,
    http::{
        error::{Problem, unexpected},
        state::{AppState, SignedIn},
    },
    service::{App, Progress, Taken},
};
use api::{
    model::{ImportEvent, ImportReport},
    outreach::ReturnedFile,
};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    ids::{CampaignId, SessionId},
    import::{
        AnswerMapping, Mapped, Table, answers_table, contacts_table, guess_answers, guess_contacts,
        guess_sessions, map_answers, map_contacts, map_sessions, sessions_table,
    },
};
use futures_util::{
    FutureExt as _, Stream, StreamExt as _,
    future::{FusedFuture as _, Future},
    stream,
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use tokio::sync::mpsc;

/// Proxies close what is quiet for a minute.
const ALIVE: Duration = Duration::from_secs(15);
/// Rows shown for choosing columns.
const SAMPLE_ROWS: usize = 5;
/// The key of the time stamp's column in a mapping of answers; no question has it.
const DAY: &str = "day";

#[derive(Deserialize)]
pub(crate) struct AnswersQuery {
    campaign: CampaignId,
    /// JSON object, question key (or `day`) to column number from 0; guessed when absent.
    mapping: Option<String>,
    #[serde(default)]
    pub(crate) commit: bool,
    /// Whether an event stream tells how far it is.
    #[serde(default)]
    progress: bool,
}

#[derive(Deserialize)]
pub(crate) struct SessionsQuery {
    /// JSON object, field name to column number from 0; guessed when absent.
    mapping: Option<String>,
    #[serde(default)]
    pub(crate) commit: bool,
    /// Whether an event stream tells how far it is.
    #[serde(default)]
    progress: bool,
}

#[derive(Deserialize)]
pub(crate) struct ContactsQuery {
    session: SessionId,
    /// As for sessions.
    mapping: Option<String>,
    #[serde(default)]
    pub(crate) commit: bool,
    /// Whether an event stream tells how far it is.
    #[serde(default)]
    progress: bool,
}

pub(crate) async fn answers(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    query: Result<Query<AnswersQuery>, QueryRejection>,
    file: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let (actor, file) = (actor.granted::<Answers>()?, file?);
    let take = (query.commit, query.progress);
    answer(take, async move |progress| {
        import_answers(&state.app, &actor, query, file, progress).await
    })
    .await
}

pub(crate) async fn sessions(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    query: Result<Query<SessionsQuery>, QueryRejection>,
    file: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let (actor, file) = (actor.granted::<Plan>()?, file?);
    let take = (query.commit, query.progress);
    answer(take, async move |progress| {
        import_sessions(&state.app, &actor, query, file, progress).await
    })
    .await
}

pub(crate) async fn contacts(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    query: Result<Query<ContactsQuery>, QueryRejection>,
    file: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let (actor, file) = (actor.granted::<Plan>()?, file?);
    let take = (query.commit, query.progress);
    answer(take, async move |progress| {
        import_contacts(&state.app, &actor, query, file, progress).await
    })
    .await
}

/// Notices of returned mail, one message or an mbox: whom they are about. Changes nothing.
pub(crate) async fn returned(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    file: Result<Bytes, BytesRejection>,
) -> Result<Json<ReturnedFile>, Problem> {
    let actor = actor.granted::<Plan>()?;
    let file = file?;
    let read = tokio::task::spawn_blocking(move || files::read_returned(&file)).await;
    let read = read.map_err(unexpected)??;
    Ok(Json(state.app.returned(&actor, read).await?))
}

/// Reads, maps and, with `commit`, takes the good rows.
pub(crate) async fn import_answers(
    app: &App,
    actor: &Granted<Answers>,
    query: AnswersQuery,
    file: Bytes,
    progress: Option<Progress>,
) -> Result<ImportReport, Problem> {
    let sheet = app.campaign_sheet(actor, query.campaign).await?;
    let table = answers_table(read(file).await?, &sheet.questionnaire);
    let mapping = match mapping(query.mapping.as_deref())? {
        Some(mut questions) => AnswerMapping {
            day: questions.remove(DAY),
            questions,
        },
        None => guess_answers(&table, &sheet.questionnaire),
    };
    let mapped = map_answers(&table, &sheet.questionnaire, &mapping, sheet.session.ends);
    let rows = mapped.good.iter().map(|(_, row)| row.clone()).collect();
    let commit = progress.is_some();
    let taken = app
        .import_answers(actor, query.campaign, rows, progress)
        .await?;
    let mut columns = mapping.questions;
    columns.extend(mapping.day.map(|column| (DAY.to_owned(), column)));
    Ok(report(&table, columns, &mapped, taken, commit))
}

async fn import_contacts(
    app: &App,
    actor: &Granted<Plan>,
    query: ContactsQuery,
    file: Bytes,
    progress: Option<Progress>,
) -> Result<ImportReport, Problem> {
    let table = contacts_table(read(file).await?);
    let mapping = mapping(query.mapping.as_deref())?.unwrap_or_else(|| guess_contacts(&table));
    let mapped = map_contacts(&table, &mapping);
    let commit = progress.is_some();
    let people = mapped.good.iter().map(|(_, person)| person.clone());
    let people = people.collect();
    let taken = app
        .import_contacts(actor, query.session, people, progress)
        .await?;
    Ok(report(&table, mapping, &mapped, taken, commit))
}

async fn import_sessions(
    app: &App,
    actor: &Granted<Plan>,
    query: SessionsQuery,
    file: Bytes,
    progress: Option<Progress>,
) -> Result<ImportReport, Problem> {
    let commit = progress.is_some();
    let table = sessions_table(read(file).await?);
    let mapping = mapping(query.mapping.as_deref())?.unwrap_or_else(|| guess_sessions(&table));
    let mapped = map_sessions(&table, &mapping);
    let rows = mapped.good.iter().map(|(_, row)| row.clone()).collect();
    let taken = app.import_sessions(actor, rows, progress).await?;
    Ok(report(&table, mapping, &mapped, taken, commit))
}

/// What a file would do or did, as JSON; with `progress` an event stream that tells how far it is, then how it ended. Whoever goes
/// away from that stream stops the work at the next part.
async fn answer<W>(
    (commit, tell): (bool, bool),
    work: impl FnOnce(Option<Progress>) -> W,
) -> Result<Response, Problem>
where
    W: Future<Output = Result<ImportReport, Problem>> + Send + 'static,
{
    if !(commit && tell) {
        let quietly = commit.then(Progress::nobody);
        return Ok(Json(work(quietly).await?).into_response());
    }
    let (to, told) = mpsc::unbounded_channel();
    let events = events(told, work(Some(Progress::to(to))));
    let events = events.map(|event| Event::default().json_data(event));
    Ok(Sse::new(events)
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response())
}

/// What is told of the work while it goes on, then how it ended: always last, for whoever listens stops there.
fn events<W>(told: mpsc::UnboundedReceiver<(u32, u32)>, work: W) -> impl Stream<Item = ImportEvent>
where
    W: Future<Output = Result<ImportReport, Problem>>,
{
    let ended = work.map(|ended| match ended {
        Ok(report) => ImportEvent::Done(report),
        Err(problem) => ImportEvent::Failed {
            code: problem.code().to_owned(),
        },
    });
    let ended = Box::pin(ended.fuse());
    stream::unfold(
        (told, ended, None),
        async |(mut told, mut ended, mut end)| {
            let next = loop {
                tokio::select! {
                    biased;
                    Some((done, of)) = told.recv() => break Some(ImportEvent::Progress { done, of }),
                    event = &mut ended, if !ended.is_terminated() => end = Some(event),
                    // The work is over, and what it told is told.
                    else => break end.take(),
                }
            };
            Some((next?, (told, ended, end)))
        },
    )
}

/// Large files take a while: away from the threads that answer others.
async fn read(file: Bytes) -> Result<Table, Problem> {
    let read = tokio::task::spawn_blocking(move || files::read(&file)).await;
    Ok(read.map_err(unexpected)??)
}

fn mapping(json: Option<&str>) -> Result<Option<BTreeMap<String, u32>>, Problem> {
    let parse = |json| {
        serde_json::from_str(json).map_err(|_| {
            Problem::Malformed("`mapping` is not an object of column numbers".to_owned())
        })
    };
    json.map(parse).transpose()
}

/// The first rows that hold anything.
fn sample(table: &Table) -> Vec<Vec<String>> {
    let filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let rows = table.rows.iter().filter(filled);
    rows.take(SAMPLE_ROWS).cloned().collect()
}

fn report<T>(
    table: &Table,
    mapping: BTreeMap<String, u32>,
    mapped: &Mapped<T>,
    taken: Taken,
    committed: bool,
) -> ImportReport {
    let bad_rows: BTreeSet<u32> = mapped.bad.iter().map(|cell| cell.row).collect();
    ImportReport {
        headers: table.headers.clone(),
        sample: sample(table),
        mapping,
        // Blank lines are no rows.
        rows: u32::try_from(mapped.good.len() + bad_rows.len()).unwrap_or(u32::MAX),
        good: taken.new,
        known: taken.known,
        bad: mapped.bad.clone(),
        committed,
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, Progress, answer};
    use axum::body::to_bytes;

    /// Work that never waits has told everything by the time it is asked for the first time.
    #[tokio::test]
    async fn how_it_ended_comes_after_all_that_was_told() {
        let work = async |progress: Option<Progress>| {
            let mut progress = progress.ok_or(Problem::NotFound)?;
            progress.of(3);
            progress.more(2);
            progress.more(1);
            Err(Problem::Busy)
        };
        let told = answer((true, true), work).await.unwrap();
        let told = to_bytes(told.into_body(), 10_000).await.unwrap();
        let told = String::from_utf8(told.to_vec()).unwrap();
        let told: Vec<&str> = told.split_terminator("\n\n").collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told[2].contains("\"done\":3"), "{told:?}");
        assert!(told[3].contains("busy"), "{told:?}");
    }
}
