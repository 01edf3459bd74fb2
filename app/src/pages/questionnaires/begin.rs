//! The ways into a draft: an empty one, a copy, the next version of a published one.

use super::words;
use crate::{
    components::{Dialog, ErrorSummary, Problems, SelectField, TextField, use_toasts},
    locales::workspace::{errors, t, texts},
    pages::record::words::{from_wire, wire},
    routes::Page,
    state::{
        questionnaires::{drafts, published},
        use_commands, use_log,
    },
    workspace::whole_path,
};
use domain::{
    Lang, Text,
    calendar::cadence::Stakeholder,
    draft::Draft,
    questionnaire::{
        Audience, Published,
        writing::{blank, duplicate, next_version, propose},
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

/// Begins a draft, says so and opens it.
pub(super) fn begins() -> impl Fn(Draft) + Clone + Send + Sync + 'static {
    let (commands, toasts, navigate) = (use_commands(), use_toasts(), use_navigate());
    move |draft: Draft| {
        let navigate = navigate.clone();
        spawn_local(async move {
            match commands.begin_draft(&draft).await {
                Ok(id) => navigate(&Page::Draft(id).path(), whole_path()),
                Err(error) => toasts.say(errors::command_error(&error)),
            }
        });
    }
}

/// A key that no other questionnaire here has.
pub(super) fn free_key() -> impl Fn(&str) -> String + Clone {
    let log = use_log();
    move |title| {
        untrack(|| {
            let published = published(log);
            let drafts = drafts(log, &published);
            propose(title, |key| {
                let mut known = published.iter().map(|row| &row.value.questionnaire);
                let mut begun = drafts.iter().map(|row| &row.value.content);
                known.any(|one| one.key == key) || begun.any(|one| one.key == key)
            })
        })
    }
}

/// What a copy is called, in each language it was called something.
pub(super) fn copy_title(of: &Text) -> Text {
    let copied = |lang, title: &str| match title {
        "" => String::new(),
        title => (texts(lang).questionnaires.copy_of)(title),
    };
    Text {
        fr: copied(Lang::Fr, &of.fr),
        en: copied(Lang::En, &of.en),
    }
}

/// Asks for a title, then begins.
#[component]
pub fn NewDraft(
    open: RwSignal<bool>,
    /// Whom it is for, as far as the list is about somebody.
    audience: Signal<Audience>,
) -> impl IntoView {
    view! {
        <Dialog title=t().questionnaires.new_title open>
            <NewForm audience=audience.get_untracked() />
        </Dialog>
    }
}

#[component]
fn NewForm(audience: Audience) -> impl IntoView {
    let t = t();
    let problems = Problems::provide();
    let title = RwSignal::new(String::new());
    let whom = audience.stakeholder.map(|who| wire(&who));
    let whom = RwSignal::new(whom.unwrap_or_default());
    let mut everybody = vec![(String::new(), words::stakeholder(None).to_owned())];
    everybody
        .extend(Stakeholder::ALL.map(|one| (wire(&one), words::stakeholder(Some(one)).to_owned())));
    let (begin, free_key) = (begins(), free_key());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let title = title.get_untracked().trim().to_owned();
        if title.is_empty() {
            return problems.one("title", errors::sentence("required"));
        }
        let content = blank(free_key(&title), title.clone());
        begin(Draft {
            title,
            content,
            base: None,
            audience: Audience {
                stakeholder: whom.with_untracked(|whom| from_wire(whom)),
                ..audience
            },
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <TextField
                id="title"
                label=t.questionnaires.title_fr
                hint=t.questionnaires.title_hint
                value=title
            />
            <SelectField id="whom" label=t.editor.who value=whom options=everybody />
            <div class="form-actions">
                <button class="button primary">{t.questionnaires.create}</button>
            </div>
        </form>
    }
}

/// Takes a published one as the start of another.
#[component]
pub fn Duplicate(of: Published) -> impl IntoView {
    let words = &t().questionnaires;
    let (begin, free_key) = (begins(), free_key());
    let copy = move |_| {
        let title = copy_title(&of.questionnaire.title);
        let content = duplicate(&of.questionnaire, free_key(&title.fr), title.clone());
        begin(Draft {
            title: title.fr,
            content,
            base: None,
            audience: of.audience,
        });
    };
    view! { <button type="button" class="button" on:click=copy>{words.duplicate}</button> }
}

/// Goes on with an own one: opens the draft of its next version, or begins it.
#[component]
pub fn NextVersion(of: Published) -> impl IntoView {
    let words = &t().questionnaires;
    let log = use_log();
    let begin = begins();
    let key = of.questionnaire.key.clone();
    let draft = Memo::new(move |_| {
        let mut drafts = drafts(log, &published(log)).into_iter();
        drafts
            .find(|row| row.value.content.key == key)
            .map(|row| row.id)
    });
    let next = StoredValue::new(move || {
        let own = untrack(|| published(log));
        let own: Vec<_> = own.iter().map(|row| &row.value.questionnaire).collect();
        let (content, base) = next_version(&of.questionnaire, &own);
        begin(Draft {
            title: content.title.fr.clone(),
            content,
            base: Some(base),
            audience: of.audience,
        });
    });
    move || match draft.get() {
        Some(id) => {
            view! { <a class="button" href=Page::Draft(id).path()>{words.continue_draft}</a> }
                .into_any()
        }
        None => {
            let begin = move |_| next.with_value(|next| next());
            view! { <button type="button" class="button" on:click=begin>{words.next_version}</button> }
                .into_any()
        }
    }
}
