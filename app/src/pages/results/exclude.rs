//! Excluding an answer with a reason, and taking it back. The answer stays with the server; only the decision travels
//! from here, so until the server has it the figures do not move and the screen says so.

use crate::{
    components::{Dialog, Toasts, use_toasts},
    locales::workspace::{errors, t},
    order::sort_by,
    state::{
        Account, CommandError, Commands, Log, RollupsStore, use_account, use_commands, use_log,
        use_rollups,
    },
};
use domain::{
    answer::Exclusion,
    entity::EntityKind,
    figures::{AnswerLine, ExcludedAnswer},
    ids::{AnswerId, OpId},
    role::Permission,
};
use leptos::{ev, prelude::*, task::spawn_local};
use sync::EntityRef;

/// What is decided about the answers of one set of results. Made once a page, handed down.
#[derive(Clone, Copy)]
pub struct Exclusions {
    log: Log,
    rollups: RollupsStore,
    commands: Commands,
    account: Account,
    toasts: Toasts,
    lines: Signal<Vec<AnswerLine>>,
    excluded: Signal<Vec<ExcludedAnswer>>,
    /// The answer a reason is being asked for, and whether it is.
    asked: StoredValue<Option<AnswerId>>,
    asking: RwSignal<bool>,
}

/// What an answer's exclusion is now, and whether the figures know it.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    pub excluded: Option<Exclusion>,
    pub counted: bool,
}

impl Exclusions {
    /// The single answers the server told of, none under five, and the excluded ones, told always; both empty for
    /// roles that may not see them.
    pub fn new(
        lines: Signal<Vec<AnswerLine>>,
        excluded: Signal<Vec<ExcludedAnswer>>,
    ) -> Exclusions {
        Exclusions {
            log: use_log(),
            rollups: use_rollups(),
            commands: use_commands(),
            account: use_account(),
            toasts: use_toasts(),
            lines,
            excluded,
            asked: StoredValue::new(None),
            asking: RwSignal::new(false),
        }
    }

    pub fn allowed(self) -> bool {
        self.account.may(Permission::Answers)
    }

    pub fn lines(self) -> Vec<AnswerLine> {
        self.lines.get()
    }

    /// Those the server told of.
    pub fn excluded(self) -> Vec<ExcludedAnswer> {
        self.excluded.get()
    }

    /// Whether this answer is one of those the server told of.
    pub fn knows(self, answer: AnswerId) -> bool {
        self.told(answer).is_some()
    }

    /// What the server told of an answer: why it is excluded, and the operation that decided.
    fn told(self, answer: AnswerId) -> Option<(Option<Exclusion>, Option<OpId>)> {
        let excluded = self.excluded.with(|excluded| {
            let line = excluded.iter().find(|line| line.answer == answer)?;
            Some((Some(line.exclusion.clone()), line.version))
        });
        excluded.or_else(|| {
            self.lines.with(|lines| {
                let line = lines.iter().find(|line| line.answer == answer)?;
                Some((line.excluded.clone(), line.version))
            })
        })
    }

    pub fn decision(self, answer: AnswerId) -> Decision {
        if let Some((_, excluded)) = self.here(answer) {
            return Decision {
                excluded,
                counted: false,
            };
        }
        Decision {
            excluded: self.told(answer).and_then(|(excluded, _)| excluded),
            counted: true,
        }
    }

    /// Decisions of this device about these answers that the figures do not know yet.
    pub fn pending(self) -> usize {
        let here = self.log.exclusions_after(self.rollups.seq());
        let mut answers: Vec<AnswerId> = here.into_iter().map(|(answer, ..)| answer).collect();
        sort_by(&mut answers, AnswerId::cmp);
        answers.dedup();
        answers.retain(|answer| self.knows(*answer));
        answers.len()
    }

    pub fn ask(self, answer: AnswerId) {
        self.asked.set_value(Some(answer));
        self.asking.set(true);
    }

    pub fn take_back(self, answer: AnswerId) {
        let words = &t().results;
        spawn_local(async move {
            match self.write(answer, None).await {
                Ok(()) => self.toasts.say(words.taken_back),
                Err(problem) => self.toasts.say(errors::command_error(&problem)),
            }
        });
    }

    async fn exclude(self, answer: AnswerId, reason: String) -> Result<(), CommandError> {
        self.write(answer, Some(Exclusion { reason })).await?;
        let undo = Callback::new(move |()| self.take_back(answer));
        self.toasts.say_undo(t().results.excluded_done, undo);
        Ok(())
    }

    /// # Errors
    /// Nothing was written.
    async fn write(
        self,
        answer: AnswerId,
        excluded: Option<Exclusion>,
    ) -> Result<(), CommandError> {
        let at = EntityRef {
            kind: EntityKind::Answer,
            id: answer.0,
        };
        let base = untrack(|| self.version(answer));
        self.commands
            .set_remote(at, "excluded", excluded, base)
            .await
    }

    /// The operation that wrote the decision as it now stands.
    fn version(self, answer: AnswerId) -> Option<OpId> {
        if let Some((op, _)) = self.here(answer) {
            return Some(op);
        }
        self.told(answer).and_then(|(_, version)| version)
    }

    /// The last decision of this device that the figures do not know yet.
    fn here(self, answer: AnswerId) -> Option<(OpId, Option<Exclusion>)> {
        let here = self.log.exclusions_after(self.rollups.seq());
        let mine = here.into_iter().rfind(|(id, ..)| *id == answer);
        mine.map(|(_, op, excluded)| (op, excluded))
    }
}

/// Asks for the reason. One a page.
#[component]
pub fn ExcludeDialog(exclusions: Exclusions) -> impl IntoView {
    let words = &t().results;
    let title = Signal::stored(words.exclude_title.to_owned());
    view! {
        <Dialog title open=exclusions.asking>
            <Reason exclusions/>
        </Dialog>
    }
}

#[component]
fn Reason(exclusions: Exclusions) -> impl IntoView {
    let words = &t().results;
    let reason = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(answer) = exclusions.asked.get_value() else {
            return;
        };
        let typed = reason.get_untracked().trim().to_owned();
        if typed.is_empty() {
            return problem.set(Some(errors::sentence("required")));
        }
        spawn_local(async move {
            match exclusions.exclude(answer, typed).await {
                Ok(()) => exclusions.asking.set(false),
                Err(error) => problem.set(Some(errors::command_error(&error))),
            }
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate=true>
            <p>{words.exclude_lead}</p>
            <div class="field" class:invalid=move || problem.with(Option::is_some)>
                <label for="exclude-reason">{words.reason}</label>
                <p class="hint" id="exclude-hint">{words.reason_hint}</p>
                <input
                    class="input"
                    id="exclude-reason"
                    autocomplete="off"
                    maxlength=domain::entity::LINE_MAX
                    aria-describedby="exclude-hint exclude-error"
                    bind:value=reason
                />
                <p class="error" id="exclude-error" role="alert">{move || problem.get()}</p>
            </div>
            <div class="form-actions">
                <button type="submit" class="button primary">{words.exclude_now}</button>
                <button type="button" class="button" on:click=move |_| exclusions.asking.set(false)>
                    {t().common.cancel}
                </button>
            </div>
        </form>
    }
}
