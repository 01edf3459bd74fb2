//! `/app/questionnaires/drafts/:id`: a questionnaire being written.

pub mod desk;
pub mod expression;
pub mod fields;
pub mod intro;
pub mod options;
pub mod outline;
pub mod preview;
pub mod publish;
pub mod question;
pub mod rules;
pub mod section;
pub mod texts;

use crate::{
    components::{Dialog, Icon, Notice, PageHead, Tone, icon},
    locales::workspace::{errors, t},
    pages::{
        not_found::NotHere,
        record::{Conflicts, Delete, Deleted, History, Remarks},
    },
    state::{
        use_account, use_commands, use_log,
        writing::{Pen, at},
    },
};
use desk::{Desk, Sheet};
use domain::{
    draft::Draft,
    entity,
    ids::DraftId,
    questionnaire::{Audience, writing::progress},
    role::Permission,
};
use intro::Intro;
use leptos::{ev, prelude::*};
use outline::Outline;
use preview::PreviewDialog;
use publish::PublishDialog;
use question::QuestionSheet;
use section::SectionSheet;
use wasm_bindgen::JsCast;

#[component]
pub fn DraftPage(id: DraftId) -> impl IntoView {
    let log = use_log();
    let state = Memo::new(move |_| log.entity(at(id)).map(|record| record.deleted.is_some()));
    let may = use_account().may_now(Permission::Plan);
    move || match state.get() {
        Some(false) if !may => view! {
            <PageHead title=t().titles.draft />
            <Notice tone=Tone::Attention text=errors::sentence("forbidden") />
        }
        .into_any(),
        Some(false) => view! { <Here id /> }.into_any(),
        Some(true) => view! {
            <PageHead title=t().titles.draft />
            <Deleted at=at(id) />
            <History at=at(id) />
        }
        .into_any(),
        None => view! { <NotHere /> }.into_any(),
    }
}

#[component]
fn Here(id: DraftId) -> impl IntoView {
    let (account, commands, log) = (use_account(), use_commands(), use_log());
    match Pen::take_up(account, commands, log, id) {
        Some(pen) => view! { <Editor pen /> }.into_any(),
        // Of a newer program.
        None => view! { <NotHere /> }.into_any(),
    }
}

#[component]
fn Editor(pen: Pen) -> impl IntoView {
    let words = &t().editor;
    let log = use_log();
    let desk = Desk::provide(pen, log);
    let at = at(pen.id);
    let audience = Memo::new(move |_| {
        let record = log.entity(at);
        let draft = record.and_then(|record| entity::read::<Draft>(&record.values()).ok());
        draft.map_or(Audience::default(), |draft| draft.audience)
    });
    // Read once: the editor is never drawn again under somebody's fingers.
    let continues = untrack(|| log.entity(at)).is_some_and(|record| {
        let base = record.fields.get("base");
        base.is_some_and(|base| !base.value.is_null())
    });
    keys(pen);
    view! {
        <Head pen audience=audience.into() />
        <Conflicts at />
        <Told pen />
        {continues.then(|| view! { <Notice text=words.continues /> })}
        <div class="split">
            <Outline />
            <div class="stack">
                <Intro audience=audience.into() />
                <Remarks at />
                <History at />
                <div class="form-actions"><Delete at /></div>
            </div>
        </div>
        <Sheets desk />
    }
}

#[component]
fn Head(pen: Pen, audience: Signal<Audience>) -> impl IntoView {
    let words = &t().editor;
    let (previewing, publishing) = (RwSignal::new(false), RwSignal::new(false));
    let title = move || {
        let title = pen.with(|content| content.title.fr.clone());
        if title.trim().is_empty() {
            words.untitled.to_owned()
        } else {
            title
        }
    };
    let lead = move || {
        let done = pen.with(progress);
        (words.written)(&done)
    };
    view! {
        <PageHead title=Signal::derive(title) lead=Signal::derive(lead)>
            <button
                type="button"
                class="button square"
                aria-label=words.undo
                title=words.undo_keys
                disabled=move || !pen.can_undo()
                on:click=move |_| pen.undo()
            >
                {icon(Icon::Back)}
            </button>
            <button
                type="button"
                class="button square"
                aria-label=words.redo
                title=words.redo_keys
                disabled=move || !pen.can_redo()
                on:click=move |_| pen.redo()
            >
                {icon(Icon::Forth)}
            </button>
            <button type="button" class="button" on:click=move |_| previewing.set(true)>
                {icon(Icon::Eye)} {words.preview}
            </button>
            <button
                type="button"
                class="button"
                disabled=move || !pen.is_unsaved()
                on:click=move |_| pen.save()
            >
                {t().common.save}
            </button>
            <button type="button" class="button primary" on:click=move |_| publishing.set(true)>
                {words.publish}
            </button>
        </PageHead>
        <PreviewDialog open=previewing />
        <PublishDialog open=publishing audience />
    }
}

/// Where what is typed is, and what stands against it.
#[component]
fn Told(pen: Pen) -> impl IntoView {
    let words = &t().editor;
    let state = move || {
        if pen.is_unsaved() {
            words.unsaved
        } else {
            words.saved
        }
    };
    let other = move || {
        pen.has_other()
            .then(|| view! { <Notice tone=Tone::Attention text=words.other /> })
    };
    let refused = move || {
        let shown = |error| view! { <Notice tone=Tone::Late text=errors::command_error(&error) /> };
        pen.problem().map(shown)
    };
    view! {
        <div class="stack-close">
            <p class="muted" role="status">{state}</p>
            <div role="status">{other}</div>
            <div role="alert">{refused}</div>
        </div>
    }
}

/// The one sheet that is open. Closing it keeps what was written.
#[component]
fn Sheets(desk: Desk) -> impl IntoView {
    let words = &t().editor;
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if desk.sheet.get().is_some() {
            open.set(true);
        }
    });
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            desk.sheet.set(None);
            desk.pen.save();
        }
        now
    });
    let title = move || match desk.sheet.get() {
        Some(Sheet::Question(place)) => {
            let of = desk.pen.with(|content| content.questions.len());
            (words.question_of)(place + 1, of)
        }
        Some(Sheet::Section(_)) | None => words.sheet_section.to_owned(),
    };
    view! {
        <Dialog title=Signal::derive(title) open side=true>
            {move || match desk.sheet.get() {
                Some(Sheet::Question(place)) => view! { <QuestionSheet place /> }.into_any(),
                Some(Sheet::Section(place)) => view! { <SectionSheet place /> }.into_any(),
                None => ().into_any(),
            }}
        </Dialog>
    }
}

/// Ctrl + Z and Ctrl + Y, wherever no text is typed: fields have an undo of their own.
fn keys(pen: Pen) {
    let keys = window_event_listener(ev::keydown, move |event| {
        let target = event.target();
        let target = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let typing = target.is_some_and(|target| {
            target
                .closest("input, textarea, select")
                .ok()
                .flatten()
                .is_some()
        });
        if typing || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        match event.key().as_str() {
            "z" if !event.shift_key() => pen.undo(),
            "y" | "z" | "Z" => pen.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}
