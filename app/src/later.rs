//! Parts of a front end that come as files of their own when they are first needed, so that the first load stays small.
//! The service worker keeps them all, so they are there without a network too. Which function is in which file is said in
//! `src/bin`; a part must not be reached but through what is said there.

use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin};
use wasm_split_helpers::SplitLoaderError;

/// A part on its way; what went wrong is in the browser's console.
pub type Fetched<O> = Pin<Box<dyn Future<Output = Result<O, SplitLoaderError>>>>;

/// Where a part is; `O` is the one function that opens its pages.
#[derive(Clone, Copy)]
pub enum Later<O> {
    /// Not asked for yet.
    Away,
    Coming,
    Missing,
    Here(O),
}

/// A part that is here or on its way is not asked for again; one that did not come is.
pub fn fetch<O: Copy + Send + Sync + 'static>(
    part: RwSignal<Later<O>>,
    load: impl FnOnce() -> Fetched<O> + 'static,
) {
    if matches!(part.get_untracked(), Later::Here(_) | Later::Coming) {
        return;
    }
    part.set(Later::Coming);
    spawn_local(async move {
        part.set(load().await.map_or(Later::Missing, Later::Here));
    });
}
