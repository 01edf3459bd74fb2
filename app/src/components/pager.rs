//! Long lists are drawn a page at a time.

use crate::locales::workspace::t;
use leptos::prelude::*;

/// Rows drawn at once; a button shows as many again.
pub const PAGE: usize = 100;

/// The button under a list, while fewer rows are drawn than there are.
#[component]
pub fn More(drawn: RwSignal<usize>, #[prop(into)] rows: Signal<usize>) -> impl IntoView {
    view! {
        <Show when=move || rows.get().gt(&drawn.get())>
            <div class="pager">
                <button type="button" class="button" on:click=move |_| drawn.update(|drawn| *drawn += PAGE)>
                    {t().sessions.more}
                </button>
            </div>
        </Show>
    }
}
