//! `/app/sync/v1/live`: a poke whenever the organisation's log or counts have changed. It says nothing of what: devices
//! pull. Without it they ask every half minute.

use crate::http::{
    error::Problem,
    state::{AppState, SignedIn},
};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::watch;

/// Listeners at once, of all organisations: one for each browser in which somebody works.
pub(in crate::http) const LISTENERS_MAX: usize = 1_000;
/// Changes this close together share a poke.
const TOGETHER: Duration = Duration::from_millis(200);
/// After that the device asks again, and shows again who it is.
const LASTS: Duration = Duration::from_secs(3600);
/// Proxies close what is quiet for a minute.
const ALIVE: Duration = Duration::from_secs(20);

/// A browser's event stream cannot send the header of this name.
#[derive(Deserialize)]
pub(crate) struct LiveQuery {
    account: String,
}

pub(crate) async fn live(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    query: Result<Query<LiveQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    actor.is(&query.account)?;
    let place = Arc::clone(&state.listeners).try_acquire_owned();
    let place = place.map_err(|_| Problem::Busy)?;
    let pokes = pokes(actor.org.changes()).take_until(over(state.stopping.subscribe()));
    // The place is taken for as long as the stream lasts.
    let pokes = pokes.map(move |poke| {
        let _ = &place;
        poke
    });
    let alive = KeepAlive::new().interval(ALIVE);
    Ok(Sse::new(pokes).keep_alive(alive).into_response())
}

fn pokes(changes: watch::Receiver<()>) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(changes, async |mut changes| {
        changes.changed().await.ok()?;
        tokio::time::sleep(TOGETHER).await;
        // Before the poke leaves: what comes later pokes anew.
        changes.mark_unchanged();
        Some((Ok(Event::default().data("changed")), changes))
    })
}

/// Ends when the server stops: a stream that lasted would hold it up.
async fn over(mut stopping: watch::Receiver<bool>) {
    tokio::select! {
        _ = stopping.wait_for(|stopping| *stopping) => {}
        () = tokio::time::sleep(LASTS) => {}
    }
}
