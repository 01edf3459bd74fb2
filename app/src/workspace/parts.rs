//! The rooms of the workspace: parts that come when a page of theirs is first opened.

use crate::{
    components::{Empty, PageHead, Ring},
    later::{self, Fetched, Later},
    locales::workspace::t,
    pages::{
        calendar::{CalendarPage, CalendarRulesPage},
        campaigns::{CampaignPage, MailPage, PaperPage, PosterPage},
        coverage::CoveragePage,
        feedback::{FeedbackOfPage, FeedbackPage},
        import_answers::ImportAnswersPage,
        not_found::NotFound,
        people::{ContactsPage, ImportContactsPage, StripsPage},
        plan::{ActionPage, PlanPage},
        questionnaires::{DraftPage, QuestionnairePage, QuestionnairesPage, TemplatePage},
        results::{CampaignResultsPage, ResultsPage},
        sessions::{
            EditSessionPage, ImportSessionsPage, NewSessionPage, ServicePage, SessionPage,
            SessionsPage,
        },
        settings::{DevicePage, PeoplePage, SettingsPage},
        tablets::TabletsPage,
        verify::VerifyPage,
    },
    routes::{Page, Part},
};
use leptos::prelude::*;

pub type Open = fn(Page) -> AnyView;
pub type Load = fn(Part) -> Fetched<Open>;

/// A context.
#[derive(Clone, Copy)]
pub struct Parts {
    load: Load,
    state: [RwSignal<Later<Open>>; Part::ALL.len()],
}

impl Parts {
    pub fn provide(load: Load) {
        let state = Part::ALL.map(|_| RwSignal::new(Later::Away));
        provide_context(Parts { load, state });
    }

    fn state(self, part: Part) -> RwSignal<Later<Open>> {
        self.state[part as usize]
    }

    fn fetch(self, part: Part) {
        later::fetch(self.state(part), move || (self.load)(part));
    }
}

/// A page of a part, once the part is here.
#[component]
pub fn PageOfPart(part: Part, page: Page) -> impl IntoView {
    let parts: Parts = expect_context();
    parts.fetch(part);
    move || match parts.state(part).get() {
        Later::Here(open) => open(page),
        Later::Away | Later::Coming => view! { <Coming /> }.into_any(),
        Later::Missing => {
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
        Page::Service(id) => view! { <ServicePage id /> }.into_any(),
        Page::Campaign(id) => view! { <CampaignPage id /> }.into_any(),
        Page::Poster(id) => view! { <PosterPage id /> }.into_any(),
        Page::Paper(id) => view! { <PaperPage id /> }.into_any(),
        Page::Contacts(id) => view! { <ContactsPage id /> }.into_any(),
        Page::ImportContacts(id) => view! { <ImportContactsPage id /> }.into_any(),
        Page::Strips(id) => view! { <StripsPage id /> }.into_any(),
        Page::Mail(id) => view! { <MailPage id /> }.into_any(),
        Page::Calendar => view! { <CalendarPage /> }.into_any(),
        Page::CalendarRules => view! { <CalendarRulesPage /> }.into_any(),
        Page::Coverage => view! { <CoveragePage /> }.into_any(),
        Page::Feedback => view! { <FeedbackPage /> }.into_any(),
        Page::FeedbackOf(id) => view! { <FeedbackOfPage id /> }.into_any(),
        Page::Tablets => view! { <TabletsPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

pub fn write(page: Page) -> AnyView {
    match page {
        Page::Questionnaires => view! { <QuestionnairesPage /> }.into_any(),
        Page::Template(key) => view! { <TemplatePage key /> }.into_any(),
        Page::Draft(id) => view! { <DraftPage id /> }.into_any(),
        Page::Questionnaire(id) => view! { <QuestionnairePage id /> }.into_any(),
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
