//! Native dialogs: a sheet at the side for details, a short question in the middle. The browser keeps the focus inside,
//! closes on Escape and gives the focus back.

use super::icon::{Icon, icon};
use crate::locales::workspace::t;
use leptos::{html, prelude::*};

/// A dialog that is shown while `open`. The content lives only while it is open.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    open: RwSignal<bool>,
    /// At the side, for details; otherwise a short question in the middle.
    #[prop(optional)]
    side: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = place.get() else { return };
        match (open.get(), dialog.open()) {
            // Fails only when it is shown already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let content = move || {
        let body = open.get().then(|| children());
        body.map(|body| view! { <div class="body">{body}</div> })
    };
    view! {
        <dialog
            class=if side { "side-sheet" } else { "dialog" }
            node_ref=place
            aria-label=move || title.get()
            on:close=move |_| open.set(false)
        >
            <header>
                <h2>{title}</h2>
                <button
                    type="button"
                    class="button quiet square"
                    aria-label=t().common.close
                    on:click=move |_| open.set(false)
                >
                    {icon(Icon::Close)}
                </button>
            </header>
            {content}
        </dialog>
    }
}
