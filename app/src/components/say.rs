//! Sentences that matter: notices, badges, the empty list, the head of a page, and toasts.

use super::icon::{Icon, icon};
use crate::locales::workspace::t;
use leptos::{html, prelude::*};
use std::time::Duration;

/// How much something needs a person. Never told by colour alone: each has its icon and a word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tone {
    Plain,
    Ok,
    Attention,
    Late,
}

impl Tone {
    pub fn class(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Ok => "ok",
            Tone::Attention => "attention",
            Tone::Late => "late",
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            Tone::Plain => Icon::Info,
            Tone::Ok => Icon::Check,
            Tone::Attention => Icon::Clock,
            Tone::Late => Icon::Warning,
        }
    }
}

/// A status in a word.
pub fn badge(tone: Tone, words: impl Into<String>) -> impl IntoView {
    let mark = if tone == Tone::Plain {
        Icon::NotYet
    } else {
        tone.icon()
    };
    view! { <span class=format!("badge {}", tone.class())>{icon(mark)}{words.into()}</span> }
}

/// A sentence that matters, maybe with a button or link behind it.
#[component]
pub fn Notice(
    #[prop(default = Tone::Plain)] tone: Tone,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("notice {}", tone.class())>
            {icon(tone.icon())} <div><p>{text}</p> {children.map(|children| children())}</div>
        </div>
    }
}

/// A list without rows: what it will hold, and the first step.
#[component]
pub fn Empty(
    title: &'static str,
    text: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// How many pages were opened: the first one leaves the focus where the browser puts it.
#[derive(Clone, Copy)]
pub struct Visits(pub StoredValue<u32>);

/// Heading of a page, with what it is and how fresh; buttons at the right. Sets the title of the tab, and takes the
/// focus when one comes from another page, so that screen readers read it out.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] lead: Signal<String>,
    #[prop(optional, into)] fresh: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| document().set_title(&format!("{} – Boucle", title.get())));
    Effect::new(move |_| {
        let (Some(heading), Some(Visits(visits))) = (heading.get(), use_context()) else {
            return;
        };
        if visits.get_value() > 0 {
            let _ = heading.focus();
        }
        visits.update_value(|visits| *visits += 1);
    });
    let line = |class: &'static str, text: Signal<String>| {
        move || {
            let text = text.get();
            (!text.is_empty()).then(|| view! { <p class=class>{text}</p> })
        }
    };
    view! {
        <header class="page-head">
            <div>
                <h1 tabindex="-1" node_ref=heading>{title}</h1>
                {line("lead", lead)}
                {line("fresh", fresh)}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}

/// Short messages at the foot of the screen, announced to screen readers. A context: `use_toasts()`.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<Toast>>);

#[derive(Clone)]
struct Toast {
    text: String,
    undo: Option<Callback<()>>,
}

/// Ten seconds to read, or to take it back.
const SHOWN: Duration = Duration::from_secs(10);

pub fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    pub fn new() -> Toasts {
        Toasts(RwSignal::new(None))
    }

    pub fn say(self, text: impl Into<String>) {
        self.show(Toast {
            text: text.into(),
            undo: None,
        });
    }

    /// Offers to take back what was just done.
    pub fn say_undo(self, text: impl Into<String>, undo: Callback<()>) {
        self.show(Toast {
            text: text.into(),
            undo: Some(undo),
        });
    }

    fn show(self, toast: Toast) {
        let text = toast.text.clone();
        self.0.set(Some(toast));
        let hide = move || {
            let same =
                |shown: &Option<Toast>| shown.as_ref().is_some_and(|shown| shown.text == text);
            // Whoever signed out meanwhile took all of it along.
            if self.0.try_with_untracked(same) == Some(true) {
                self.0.set(None);
            }
        };
        set_timeout(hide, SHOWN);
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Toasts::new()
    }
}

/// The region toasts appear in; there from the start, or screen readers would miss the first.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let shown = move || {
        toasts.0.get().map(|toast| {
            let undo = toast.undo.map(|undo| {
                let click = move |_| {
                    toasts.0.set(None);
                    undo.run(());
                };
                view! { <button type="button" class="button small" on:click=click>{t().common.undo}</button> }
            });
            view! { <p>{toast.text} {undo}</p> }
        })
    };
    view! { <div class="toast" role="status">{shown}</div> }
}
