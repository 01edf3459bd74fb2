//! One field of a record, edited in place. What is typed stays in a draft until it is kept on the device; a sync that
//! arrives meanwhile never touches the draft, and says so when it brought another value.

use super::{control::Control, words};
use crate::{
    components::{Icon, icon},
    locales::workspace::{errors, lang, t},
    state::{Commands, use_account, use_commands, use_log, use_people},
};
use domain::ids::OpId;
use leptos::{prelude::*, task::spawn_local};
use sync::{EntityRef, Field};

/// What is being typed, and the version of the field it was started from.
#[derive(Clone, PartialEq, Debug)]
struct Draft {
    text: String,
    base: Option<OpId>,
    /// The text that it was typed from.
    from: String,
}

/// The state of one field under edit.
#[derive(Clone, Copy)]
struct Edit {
    commands: Commands,
    at: EntityRef,
    name: &'static str,
    control: Control,
    field: Memo<Option<Field>>,
    draft: RwSignal<Option<Draft>>,
    saving: RwSignal<bool>,
    /// Kept once on this page: from then on the field says where its value is.
    kept: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
}

impl Edit {
    fn accepted(self) -> String {
        self.field.with(|field| {
            let value = field.as_ref().map(|field| Control::text(&field.value));
            value.unwrap_or_default()
        })
    }

    fn shown(self) -> String {
        let typed = self
            .draft
            .with(|draft| draft.as_ref().map(|draft| draft.text.clone()));
        typed.unwrap_or_else(|| self.accepted())
    }

    fn version(self) -> Option<OpId> {
        self.field
            .with_untracked(|field| field.as_ref().map(|field| field.by.op))
    }

    fn typed(self, text: String) {
        let (base, from) = match self.draft.get_untracked() {
            Some(draft) => (draft.base, draft.from),
            None => (self.version(), untrack(|| self.accepted())),
        };
        self.draft.set(Some(Draft { text, base, from }));
        if self.control.settles_at_once() {
            self.keep();
        }
    }

    /// The field as somebody else left it while this draft was typed from an older version.
    fn theirs(self) -> Option<Field> {
        let draft = self.draft.get()?;
        let field = self.field.get()?;
        let other = Some(field.by.op) != draft.base && Control::text(&field.value) != draft.text;
        other.then_some(field)
    }

    /// Leaving the control keeps the draft, unless there are two values to choose between.
    fn leave(self) {
        if untrack(|| self.theirs()).is_none() {
            self.keep();
        }
    }

    /// The person saw the other value and prefers the draft.
    fn keep_mine(self) {
        let (base, from) = (self.version(), untrack(|| self.accepted()));
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                (draft.base, draft.from) = (base, from);
            }
        });
        self.keep();
    }

    /// The page goes away: what is typed is kept from the version it was made from, so that nothing is lost.
    fn close(self) {
        if let Some(draft) = self.draft.get_untracked()
            && draft.text != untrack(|| self.accepted())
        {
            let (commands, at, name) = (self.commands, self.at, self.name);
            let value = self.control.value(&draft.text);
            // Nobody is left to tell if the device refuses.
            let Draft { base, from, .. } = draft;
            spawn_local(async move { drop(commands.set_from(at, name, value, base, &from).await) });
        }
    }

    /// Writes the draft on the device. It stays in the control when that fails.
    fn keep(self) {
        let Some(draft) = self.draft.get_untracked() else {
            return;
        };
        if draft.text == untrack(|| self.accepted()) {
            self.problem.set(None);
            return self.draft.set(None);
        }
        if self.saving.get_untracked() {
            return;
        }
        self.saving.set(true);
        let value = self.control.value(&draft.text);
        spawn_local(async move {
            match self
                .commands
                .set_from(self.at, self.name, value, draft.base, &draft.from)
                .await
            {
                Ok(()) => {
                    self.problem.set(None);
                    self.kept.set(true);
                    // What was typed while it was being written is the next edit, made from this one.
                    let newer = self
                        .draft
                        .get_untracked()
                        .filter(|now| now.text != draft.text);
                    let (base, from) = (self.version(), untrack(|| self.accepted()));
                    self.draft.set(newer.map(|now| Draft { base, from, ..now }));
                }
                Err(error) => self.problem.set(Some(errors::command_error(&error))),
            }
            self.saving.set(false);
        });
    }
}

#[component]
pub fn EditField(
    at: EntityRef,
    name: &'static str,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let (log, people, lang) = (use_log(), use_people(), lang());
    let edit = Edit {
        commands: use_commands(),
        at,
        name,
        control: Control::of(at.kind, name, people),
        field: Memo::new(move |_| {
            log.entity(at)
                .and_then(|record| record.fields.get(name).cloned())
        }),
        draft: RwSignal::new(None),
        saving: RwSignal::new(false),
        kept: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    on_cleanup(move || edit.close());
    view! {
        <div class="field" class:invalid=move || edit.problem.with(Option::is_some)>
            <label for=name>{words::field(at.kind, name, lang)}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {edit
                .control
                .view(
                    name.to_owned(),
                    Signal::derive(move || edit.shown()),
                    format!("{name}-hint {name}-state"),
                    Callback::new(move |text| edit.typed(text)),
                    Callback::new(move |()| edit.leave()),
                )}
            <State edit/>
            <Meanwhile edit/>
        </div>
    }
}

/// Where the value is, in words; nothing for a field nobody touched since the server has it.
#[component]
fn State(edit: Edit) -> impl IntoView {
    let t = &t().record;
    let waiting = move || {
        edit.field.with(|field| {
            field
                .as_ref()
                .is_some_and(|field| field.by.received_at.is_none())
        })
    };
    let state = move || {
        if edit.saving.get() {
            t.saving
        } else if edit.draft.with(Option::is_some) {
            t.typing
        } else if waiting() {
            t.on_device
        } else if edit.kept.get() {
            t.received
        } else {
            ""
        }
    };
    let problem = move || {
        let shown = |text| view! { <p class="error">{icon(Icon::Warning)} {text}</p> };
        edit.problem.get().map(shown)
    };
    view! {
        <p class="hint" id=format!("{}-state", edit.name) role="status">{state}</p>
        {problem}
    }
}

/// Another value arrived under the draft.
#[component]
fn Meanwhile(edit: Edit) -> impl IntoView {
    let (account, people, lang) = (use_account(), use_people(), lang());
    let t = &t().record;
    let theirs = Memo::new(move |_| edit.theirs());
    let notice = move || {
        theirs.get().map(|field| {
            let who = if field.by.actor == account.person() {
                t.you.to_owned()
            } else {
                words::person(field.by.actor, people, lang)
            };
            let value = words::value(edit.at.kind, edit.name, &field.value, people, lang);
            view! {
                <div class="notice attention">
                    {icon(Icon::Warning)}
                    <div>
                        <p>{(t.changed_meanwhile)(&who, &value)}</p>
                        <div class="actions">
                            <button
                                type="button"
                                class="button small"
                                on:click=move |_| edit.draft.set(None)
                            >
                                {t.take_theirs}
                            </button>
                            <button type="button" class="button small" on:click=move |_| edit.keep_mine()>
                                {t.keep_mine}
                            </button>
                        </div>
                    </div>
                </div>
            }
        })
    };
    view! { <div role="status">{notice}</div> }
}
