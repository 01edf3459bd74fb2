//! Native dialogs: a sheet at the side for details, a short question in the middle. The browser keeps the focus inside,
//! closes on Escape and gives the focus back.

use super::icon::{Icon, icon};
use crate::locales::workspace::t;
use leptos::{html, prelude::*};

/// A dialog that is shown while `open`. The content lives only while it is open, the frame from the first time on: each
/// row of a long table may have some.
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
    let wanted = Memo::new(move |was: Option<&bool>| was == Some(&true) || open.get());
    Effect::new(move |_| {
        let Some(dialog) = place.get() else { return };
        match (open.get(), dialog.open()) {
            // Fails only when it is shown already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let frame = move |children: ChildrenFn| {
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
    };
    move || wanted.get().then(|| frame(children.clone()))
}

/// Asks before something is done that cannot be taken back.
#[component]
pub fn Confirm(
    title: &'static str,
    open: RwSignal<bool>,
    /// What the button says that does it.
    #[prop(into)]
    verb: String,
    on_yes: Callback<()>,
    /// Nothing is lost by it.
    #[prop(optional)]
    harmless: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let class = if harmless {
        "button primary"
    } else {
        "button danger"
    };
    let yes = move |_| {
        open.set(false);
        on_yes.run(());
    };
    view! {
        <Dialog title open>
            {children()}
            <div class="form-actions">
                <button type="button" class=class on:click=yes>{verb.clone()}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {t().common.cancel}
                </button>
            </div>
        </Dialog>
    }
}
