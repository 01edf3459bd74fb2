//! While the server reads or takes the rows: how far it is, and a way to end it.

use super::{Step, Wizard};
use crate::{components::Ring, locales::workspace::t};
use leptos::prelude::*;

#[component]
pub fn UnderWay(wizard: Wizard) -> impl IntoView {
    let all = t();
    let words = &all.imports;
    let said = move || match wizard.progress.get() {
        Some((done, of)) => (words.progress)(done, of),
        None if wizard.step.get() == Step::Check => words.importing.to_owned(),
        None => words.reading.to_owned(),
    };
    let bar = move || {
        let (done, of) = wizard.progress.get()?;
        Some(view! { <progress aria-label=words.importing max=of value=done></progress> })
    };
    let end = move |_| {
        wizard.under_way.with_untracked(|stop| {
            if let Some(stop) = stop {
                stop.stop();
            }
        });
    };
    view! {
        <Show when=move || wizard.busy()>
            <div class="skeleton">
                <Ring busy=true/>
                <p role="status">{said}</p>
                {bar}
                <button type="button" class="button" on:click=end>{all.common.cancel}</button>
            </div>
        </Show>
    }
}
