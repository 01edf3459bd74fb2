//! The assistant that imports a spreadsheet, for sessions and for answers: file, columns, check, import. Nothing is
//! written before the last step, and the same file twice doubles nothing.

pub mod check;
pub mod columns;
pub mod file;
pub mod under_way;

use super::{Notice, Tone};
use crate::{
    locales::workspace::{errors, t},
    net::Stop,
    state::imports::{self, Mapping},
};
use api::model::ImportReport;
use check::{Check, Done};
use columns::Columns;
use file::ChooseFile;
use leptos::{prelude::*, task::spawn_local};
use under_way::UnderWay;

/// Something a column can feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportField {
    pub key: String,
    pub label: String,
    /// Rows without it are refused.
    pub needed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Step {
    File,
    Columns,
    Check,
    Done,
}

/// What the steps share.
#[derive(Clone, Copy)]
pub struct Wizard {
    url: StoredValue<String>,
    goes_on: bool,
    file: StoredValue<Option<web_sys::File>, LocalStorage>,
    step: RwSignal<Step>,
    /// What the server last said of the file.
    report: RwSignal<Option<ImportReport>>,
    mapping: RwSignal<Mapping>,
    /// Ends the call under way.
    under_way: RwSignal<Option<Stop>, LocalStorage>,
    /// Rows taken so far, and how many there are.
    progress: RwSignal<Option<(u32, u32)>>,
    /// Taking the rows was stopped on the way.
    stopped: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
}

impl Wizard {
    fn new(url: String, goes_on: bool) -> Wizard {
        Wizard {
            goes_on,
            url: StoredValue::new(url),
            file: StoredValue::new_local(None),
            step: RwSignal::new(Step::File),
            report: RwSignal::new(None),
            mapping: RwSignal::new(Mapping::new()),
            under_way: RwSignal::new_local(None),
            progress: RwSignal::new(None),
            stopped: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    /// A file was chosen: the server reads it and guesses the columns.
    fn take(self, file: web_sys::File) {
        self.file.set_value(Some(file));
        self.ask(Step::Columns);
    }

    /// Asks the server and moves to `next` when it answers. The file stays chosen when it does not.
    fn ask(self, next: Step) {
        let Some(file) = self.file.get_value() else {
            return;
        };
        let stop = Stop::default();
        self.under_way.set(Some(stop.clone()));
        self.progress.set(None);
        self.problem.set(None);
        self.stopped.set(false);
        spawn_local(async move {
            let url = self.url.get_value();
            let mapping = self.mapping.get_untracked();
            let asked = match next {
                Step::Done => {
                    let tell = |done, of| self.progress.set(Some((done, of)));
                    imports::take((&url, &file), &mapping, self.known(), &stop, tell).await
                }
                Step::File | Step::Columns => imports::check(&url, &file, None, &stop).await,
                Step::Check => imports::check(&url, &file, Some(&mapping), &stop).await,
            };
            self.under_way.set(None);
            match asked {
                Ok(report) => self.show(next, report),
                Err(_) if stop.is_stopped() => self.was_stopped(next),
                Err(error) => self.problem.set(Some(errors::net_error(&error))),
            }
        });
    }

    /// Somebody ended it. Rows may have been taken: how many, the server is asked.
    fn was_stopped(self, step: Step) {
        if step == Step::Done {
            self.ask(Step::Check);
            self.stopped.set(true);
        }
    }

    /// Rows that the check found taken already, where an import that was broken off goes on.
    fn known(self) -> Option<u32> {
        let report = |report: &Option<ImportReport>| report.as_ref().map_or(0, |one| one.known);
        self.goes_on.then(|| self.report.with_untracked(report))
    }

    fn busy(self) -> bool {
        self.under_way.with(Option::is_some)
    }

    fn show(self, step: Step, report: ImportReport) {
        self.mapping.set(report.mapping.clone());
        self.report.set(Some(report));
        self.step.set(step);
    }

    fn start_again(self) {
        self.file.set_value(None);
        self.report.set(None);
        self.problem.set(None);
        self.stopped.set(false);
        self.step.set(Step::File);
    }

    fn file_name(self) -> String {
        self.file
            .with_value(|file| file.as_ref().map(web_sys::File::name))
            .unwrap_or_default()
    }
}

#[component]
pub fn ImportWizard(
    /// Where the file is sent, for example `/app/import/v1/sessions`.
    #[prop(into)]
    url: String,
    fields: Vec<ImportField>,
    /// Whether it goes on by itself when the server broke it off; not where each turn is an import that is taken back alone.
    #[prop(optional)]
    goes_on: bool,
    /// What to offer once the rows are in.
    #[prop(into)]
    done: ViewFn,
) -> impl IntoView {
    let wizard = Wizard::new(url, goes_on);
    let fields = StoredValue::new(fields);
    let body = move || match wizard.step.get() {
        Step::File => view! { <ChooseFile wizard/> }.into_any(),
        Step::Columns => view! { <Columns wizard fields=fields.get_value()/> }.into_any(),
        Step::Check => view! { <Check wizard/> }.into_any(),
        Step::Done => view! { <Done wizard next=done.clone()/> }.into_any(),
    };
    let problem = move || {
        let shown = |text| view! { <div role="alert"><Notice tone=Tone::Late text=text/></div> };
        wizard.problem.get().map(shown)
    };
    view! {
        <Stepper step=wizard.step/>
        {problem}
        <Show when=move || wizard.stopped.get()>
            <div role="status"><Notice text=t().imports.stopped/></div>
        </Show>
        <UnderWay wizard/>
        // What waits for the answer would only push it out of sight.
        <div class="stack" hidden=move || wizard.busy()>{body}</div>
    }
}

#[component]
fn Stepper(step: RwSignal<Step>) -> impl IntoView {
    let t = &t().imports;
    let steps = [
        (Step::File, t.step_file),
        (Step::Columns, t.step_columns),
        (Step::Check, t.step_check),
        (Step::Done, t.step_done),
    ];
    let items = steps.map(|(mine, words)| {
        view! {
            <li
                class:done=move || { step.get() > mine }
                aria-current=move || (step.get() == mine).then_some("step")
            >
                {words}
            </li>
        }
    });
    view! { <ol class="stepper" aria-label=t.steps>{items}</ol> }
}
