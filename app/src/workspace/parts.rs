//! Parts of the workspace that come as files of their own when a page of theirs is first opened, so that the first load
//! stays small. The service worker keeps them all, so they are there without a network too. Which function is in which
//! file is said in `src/bin/workspace.rs`; a part must not be reached from here but through `Load`.

use crate::{
    components::{Empty, PageHead, Ring},
    locales::workspace::t,
    pages::{
        campaigns::{CampaignPage, PaperPage, PosterPage},
        import_answers::ImportAnswersPage,
        not_found::NotFound,
        plan::{ActionPage, PlanPage},
        results::{CampaignResultsPage, ResultsPage},
        sessions::{
            EditSessionPage, ImportSessionsPage, NewSessionPage, SessionPage, SessionsPage,
        },
        settings::{DevicePage, PeoplePage, SettingsPage},
        tablets::TabletsPage,
        verify::VerifyPage,
    },
    routes::{Page, Part},
};
use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin};
use wasm_split_helpers::SplitLoaderError;

/// What a part is once it is here: the one function that opens its pages.
pub type Open = fn(Page) -> AnyView;
/// Fetches a part; what went wrong is in the browser's console.
pub type Load = fn(Part) -> Pin<Box<dyn Future<Output = Result<Open, SplitLoaderError>>>>;

/// A context.
#[derive(Clone, Copy)]
pub struct Parts {
    load: Load,
    state: [RwSignal<State>; Part::ALL.len()],
}

#[derive(Clone, Copy)]
enum State {
    Coming,
    Missing,
    Here(Open),
}

impl Parts {
    pub fn provide(load: Load) {
        let state = Part::ALL.map(|_| RwSignal::new(State::Coming));
        provide_context(Parts { load, state });
    }

    fn state(self, part: Part) -> RwSignal<State> {
        self.state[part as usize]
    }

    /// A part that is here stays; one that did not come is asked for again.
    fn fetch(self, part: Part) {
        let state = self.state(part);
        if matches!(state.get_untracked(), State::Here(_)) {
            return;
        }
        state.set(State::Coming);
        spawn_local(async move {
            state.set((self.load)(part).await.map_or(State::Missing, State::Here));
        });
    }
}

/// A page of a part, once the part is here.
#[component]
pub fn PageOfPart(part: Part, page: Page) -> impl IntoView {
    let parts: Parts = expect_context();
    parts.fetch(part);
    move || match parts.state(part).get() {
        State::Here(open) => open(page),
        State::Coming => view! { <Coming /> }.into_any(),
        State::Missing => {
            let retry = Callback::new(move |()| parts.fetch(part));
            view! { <Missing page retry /> }.into_any()
        }
    }
}

#[component]
fn Coming() -> impl IntoView {
    let words = t().shell.part_coming;
    view! { <div class="skeleton brief" role="status"><Ring busy=true /> <p>{words}</p></div> }
}

#[component]
fn Missing(page: Page, retry: Callback<()>) -> impl IntoView {
    let t = t();
    view! {
        <PageHead title=page.title(t) />
        <Empty title=t.shell.part_missing_title text=t.shell.part_missing_text>
            <button type="button" class="button primary" on:click=move |_| retry.run(())>
                {t.common.retry}
            </button>
        </Empty>
    }
}

pub fn collect(page: Page) -> AnyView {
    match page {
        Page::Sessions => view! { <SessionsPage /> }.into_any(),
        Page::NewSession => view! { <NewSessionPage /> }.into_any(),
        Page::ImportSessions => view! { <ImportSessionsPage /> }.into_any(),
        Page::Session(id) => view! { <SessionPage id /> }.into_any(),
        Page::EditSession(id) => view! { <EditSessionPage id /> }.into_any(),
        Page::Campaign(id) => view! { <CampaignPage id /> }.into_any(),
        Page::Poster(id) => view! { <PosterPage id /> }.into_any(),
        Page::Paper(id) => view! { <PaperPage id /> }.into_any(),
        Page::Tablets => view! { <TabletsPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

pub fn analyse(page: Page) -> AnyView {
    match page {
        Page::Results => view! { <ResultsPage /> }.into_any(),
        Page::CampaignResults(id) => view! { <CampaignResultsPage id /> }.into_any(),
        Page::ImportAnswers(id) => view! { <ImportAnswersPage id /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

pub fn plan(page: Page) -> AnyView {
    match page {
        Page::Plan => view! { <PlanPage /> }.into_any(),
        Page::Action(id) => view! { <ActionPage id /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

pub fn upkeep(page: Page) -> AnyView {
    match page {
        Page::Verify => view! { <VerifyPage /> }.into_any(),
        Page::Settings => view! { <SettingsPage /> }.into_any(),
        Page::People => view! { <PeoplePage /> }.into_any(),
        Page::Device => view! { <DevicePage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
