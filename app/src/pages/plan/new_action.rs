//! The sheet that opens an action, from a comment or from an idea.

use super::{source::Quote, words};
use crate::{
    clock,
    components::{
        Choices, Dialog, ErrorSummary, Problems, SelectField, TextArea, TextField, use_toasts,
    },
    locales::workspace::{errors, lang, t},
    pages::record::{
        control::owners,
        words::{from_wire, wire},
    },
    state::{CommandError, use_commands, use_people},
};
use domain::{
    Refusal,
    action::{Action, ActionStatus, ActionType, Source},
    day,
    entity::EntityKind,
    ids::ActionId,
};
use leptos::{ev, prelude::*, task::spawn_local};

#[component]
pub fn NewAction(
    open: RwSignal<bool>,
    source: Signal<Source>,
    /// Runs once the action is kept on the device.
    on_created: Callback<ActionId>,
) -> impl IntoView {
    let words = &t().plan;
    let title = Signal::derive(move || {
        let title = match source.get() {
            Source::Comment { .. } => words.new_from_comment,
            Source::Feedback { .. } => words.new_from_feedback,
            Source::Idea => words.new,
        };
        title.to_owned()
    });
    let created = Callback::new(move |id| {
        open.set(false);
        on_created.run(id);
    });
    view! {
        <Dialog title open side=true>
            <ActionForm source=source.get_untracked() created/>
        </Dialog>
    }
}

/// What is typed; the domain says whether it makes an action.
#[derive(Clone, Copy)]
struct Typed {
    title: RwSignal<String>,
    kind: RwSignal<String>,
    owner: RwSignal<String>,
    due: RwSignal<String>,
    description: RwSignal<String>,
    expected_result: RwSignal<String>,
    criterion: RwSignal<String>,
}

impl Typed {
    fn new(kind: ActionType) -> Typed {
        let empty = || RwSignal::new(String::new());
        Typed {
            title: empty(),
            kind: RwSignal::new(wire(&kind)),
            owner: empty(),
            due: empty(),
            description: empty(),
            expected_result: empty(),
            criterion: empty(),
        }
    }

    /// The action as typed, or why its due date is none.
    fn action(self, source: Source) -> Result<Action, Refusal> {
        let due = match day::typed(&self.due.get_untracked()) {
            Err(Refusal::Required) => None,
            typed => Some(typed?),
        };
        Ok(Action {
            title: self.title.get_untracked().trim().to_owned(),
            kind: from_wire(&self.kind.get_untracked()).unwrap_or(ActionType::Improvement),
            description: self.description.get_untracked(),
            owner: from_wire(&self.owner.get_untracked()),
            due,
            expected_result: self.expected_result.get_untracked(),
            criterion: self.criterion.get_untracked(),
            status: ActionStatus::Proposed,
            source,
            opened: clock::today(),
        })
    }
}

#[component]
fn ActionForm(source: Source, created: Callback<ActionId>) -> impl IntoView {
    let (commands, toasts, lang, words) = (use_commands(), use_toasts(), lang(), &t().plan);
    let problems = Problems::provide();
    // What people say most often tells of something to mend.
    let likely = match &source {
        Source::Comment { .. } | Source::Feedback { .. } => ActionType::Corrective,
        Source::Idea => ActionType::Improvement,
    };
    let typed = Typed::new(likely);
    let quoted = (source != Source::Idea).then(|| view! { <Quote source=source.clone()/> });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let action = match typed.action(source.clone()) {
            Ok(action) => action,
            Err(refusal) => return problems.one("new-due", errors::refusal(refusal)),
        };
        spawn_local(async move {
            match commands.create(EntityKind::Action, &action).await {
                Ok(id) => {
                    toasts.say(words.created);
                    created.run(ActionId(id));
                }
                Err(CommandError::Refused(Refusal::Required)) => {
                    problems.one("new-title", errors::refusal(Refusal::Required));
                }
                Err(error) => problems.one("", errors::command_error(&error)),
            }
        });
    };
    let kind = |kind, hint| (words::wire_kind(kind), words::kind(kind, lang), hint);
    let kinds = vec![
        kind(ActionType::Corrective, words.corrective_hint),
        kind(ActionType::Preventive, words.preventive_hint),
        kind(ActionType::Improvement, words.improvement_hint),
    ];
    view! {
        <form class="form" on:submit=submit novalidate=true>
            <ErrorSummary/>
            {quoted}
            <TextField id="new-title" label=words.title hint=words.title_hint value=typed.title/>
            <Choices id="new-type" legend=words.kind value=typed.kind options=kinds/>
            <div class="form-grid">
                <SelectField id="new-owner" label=words.owner value=typed.owner options=owners(use_people())/>
                <TextField id="new-due" label=words.due kind="date" value=typed.due/>
            </div>
            <TextArea id="new-description" label=words.description value=typed.description/>
            <TextArea id="new-result" label=words.expected_result value=typed.expected_result/>
            <TextArea id="new-criterion" label=words.criterion hint=words.criterion_hint value=typed.criterion/>
            <div class="form-actions">
                <button type="submit" class="button primary">{words.create}</button>
            </div>
        </form>
    }
}
