//! Returned mail: the notices that a mail program saved, read by the server, shown line by line, then noted on the people whom
//! mail will never reach at that address.

use crate::{
    components::{Icon, Notice, Tone, badge, icon, use_toasts},
    locales::workspace::{errors, t},
    net::{HeldStop, Stop},
    state::imports,
};
use api::{
    outreach::{RETURNED_MAX, ReturnedFile, ReturnedRow},
    rpc,
};
use domain::{
    ids::ContactId,
    returned::{Fate, RECIPIENTS_MAX, RECIPIENTS_OF_FILE_MAX},
};
use leptos::{html, prelude::*, task::spawn_local};
use std::collections::BTreeSet;

/// Files read at once: a folder of notices, not an archive.
const FILES_MAX: u32 = 200;
/// Lines shown; the count tells of the others.
const SHOWN: usize = 200;

/// A line of a file.
#[derive(Clone)]
struct Line {
    file: String,
    row: ReturnedRow,
}

/// What was read so far.
#[derive(Clone, Copy)]
struct Reading {
    lines: RwSignal<Vec<Line>>,
    /// Files that could not be read, messages that were not read to their end, and why.
    bad: RwSignal<Vec<(String, String)>>,
    /// How many of how many files are read; none when nothing is under way.
    at: RwSignal<Option<(u32, u32)>>,
    /// Ends the reading under way.
    stop: HeldStop,
}

impl Reading {
    fn new() -> Self {
        Self {
            lines: RwSignal::new(Vec::new()),
            bad: RwSignal::new(Vec::new()),
            at: RwSignal::new(None),
            stop: StoredValue::new_local(Stop::default()),
        }
    }

    fn clear(self) {
        self.lines.set(Vec::new());
        self.bad.set(Vec::new());
    }

    /// One file after the other, until all are read or somebody stops it.
    async fn read(self, files: Vec<web_sys::File>) {
        self.clear();
        let stop = Stop::default();
        self.stop.set_value(stop.clone());
        let all = u32::try_from(files.len()).unwrap_or(u32::MAX);
        self.at.set(Some((0, all)));
        for (number, file) in (1..).zip(files) {
            let name = file.name();
            let read = imports::returned(&file, &stop).await;
            // Another reading may be under way by now.
            if stop.is_stopped() {
                return;
            }
            match read {
                Ok(read) => self.take(&name, read),
                Err(error) => {
                    let why = errors::net_error(&error);
                    self.bad.update(|bad| bad.push((name, why)));
                }
            }
            self.at.set(Some((number, all)));
        }
        self.at.set(None);
    }

    /// What a file says, and which of its messages were not read to their end.
    fn take(self, name: &str, read: ReturnedFile) {
        let words = &t().people;
        let message = |number| (words.returned_message)(name, number);
        let cut = read.cut.into_iter().map(message);
        let cut = cut.map(|at| (at, (words.returned_cut)(RECIPIENTS_MAX)));
        let rest = read.rest.map(message);
        let rest = rest.map(|at| (at, (words.returned_rest)(RECIPIENTS_OF_FILE_MAX)));
        self.bad.update(|bad| bad.extend(cut.chain(rest)));
        self.lines.update(|lines| {
            let line = |row| Line {
                file: name.to_owned(),
                row,
            };
            lines.extend(read.rows.into_iter().map(line));
        });
    }

    fn end(self) {
        self.stop.with_value(Stop::stop);
        self.at.set(None);
    }

    /// Those whom mail will never reach, each once, and who are not noted yet.
    fn to_note(self) -> Vec<ContactId> {
        let lines = self.lines.get();
        let permanent = lines
            .iter()
            .filter(|line| line.row.fate == Some(Fate::Permanent));
        let people = permanent.filter_map(|line| line.row.person.as_ref());
        let people = people.filter(|person| !person.contact.bounced);
        let ids: BTreeSet<ContactId> = people.map(|person| person.id).collect();
        ids.into_iter().take(RETURNED_MAX).collect()
    }
}

#[component]
pub fn Returned(changed: Callback<()>) -> impl IntoView {
    let words = &t().people;
    let input = NodeRef::<html::Input>::new();
    let reading = Reading::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let files = input.files();
        let count = files.as_ref().map_or(0, web_sys::FileList::length);
        let files = (0..count.min(FILES_MAX)).filter_map(|at| files.as_ref()?.get(at));
        let files: Vec<web_sys::File> = files.collect();
        // Choosing the same files again must count as a choice.
        input.set_value("");
        if !files.is_empty() {
            spawn_local(reading.read(files));
        }
    };
    let progress = move || {
        reading.at.get().map(|(done, all)| {
            view! {
                {(words.returned_progress)(done, all)} " "
                <button type="button" class="button small" on:click=move |_| reading.end()>
                    {t().common.cancel}
                </button>
            }
        })
    };
    view! {
        <section class="section">
            <h2>{words.returned}</h2>
            <p>{words.returned_text}</p>
            <div class="field">
                <label for="returned-files">{icon(Icon::Upload)} " " {words.returned_files}</label>
                <input
                    id="returned-files"
                    type="file"
                    multiple
                    accept=".eml,.mbox,message/rfc822,application/mbox"
                    node_ref=input
                    disabled=move || reading.at.get().is_some()
                    on:change=chosen
                />
            </div>
            <p role="status">{progress}</p>
            <BadFiles reading />
            <Found reading changed />
        </section>
    }
}

#[component]
fn BadFiles(reading: Reading) -> impl IntoView {
    let one = |(file, why): (String, String)| {
        let text = (t().common.labelled)(&file, &why);
        view! { <Notice tone=Tone::Late text=text /> }
    };
    let all = move || reading.bad.get().into_iter().map(one).collect_view();
    view! { <div role="alert">{all}</div> }
}

#[component]
fn Found(reading: Reading, changed: Callback<()>) -> impl IntoView {
    let words = &t().people;
    let toasts = use_toasts();
    let note = move |_| {
        let people = untrack(|| reading.to_note());
        spawn_local(async move {
            match rpc::note_returned(people).await {
                Ok(noted) => {
                    reading.clear();
                    toasts.say((words.returned_noted)(noted));
                    changed.run(());
                }
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    };
    let button = move || {
        let count = reading.to_note().len();
        (count > 0 && reading.at.get().is_none()).then(|| {
            view! {
                <button type="button" class="button primary" on:click=note>{(words.returned_note)(count)}</button>
            }
        })
    };
    let some = move || reading.lines.with(|lines| !lines.is_empty());
    view! {
        <Show when=some>
            <Lines reading />
            <div class="form-actions">
                {button}
                <button type="button" class="button" on:click=move |_| reading.clear()>{t().common.cancel}</button>
            </div>
        </Show>
    }
}

#[component]
fn Lines(reading: Reading) -> impl IntoView {
    let words = &t().people;
    let rows = move || {
        let lines = reading.lines.get();
        lines.into_iter().take(SHOWN).map(line).collect_view()
    };
    let hidden = move || reading.lines.with(Vec::len).saturating_sub(SHOWN);
    view! {
        <div class="table-wrap tall" tabindex="0">
            <table class="list">
                <caption>{words.returned_found}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.returned_file}</th>
                        <th scope="col">{words.email}</th>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.state}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Show when=move || { hidden() > 0 }>
            <p class="muted">{move || (t().imports.more_bad)(hidden())}</p>
        </Show>
    }
}

fn line(Line { file, row }: Line) -> impl IntoView {
    let words = &t().people;
    let (tone, said) = match row.fate {
        Some(Fate::Permanent) => (Tone::Late, words.returned_permanent),
        Some(Fate::Temporary) => (Tone::Attention, words.returned_temporary),
        Some(Fate::Delivered) => (Tone::Ok, words.returned_delivered),
        None => (Tone::Plain, words.returned_unread),
    };
    let person = row.person.map_or_else(
        || words.returned_nobody.to_owned(),
        |known| known.contact.name,
    );
    let recipient = match row.recipient.as_str() {
        "" => "–".to_owned(),
        address => address.to_owned(),
    };
    view! {
        <tr>
            <th scope="row">{(words.returned_message)(&file, row.message)}</th>
            <td data-label=words.email class="wide">{recipient}</td>
            <td data-label=words.name>{person}</td>
            <td data-label=words.state>{badge(tone, said)} " " {row.status}</td>
        </tr>
    }
}
