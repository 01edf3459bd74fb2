//! The letter to whoever is asked: as a person gets it, a try; where the server sends no mail, a text to copy.

use super::log::handed_out;
use crate::{
    components::{CopyLines, LangSwitch, Notice, Switch, use_toasts},
    locales::workspace::{errors, lang, t},
    pages::people::{failed, waiting},
    state::{preferences::lang_code, use_commands, use_log},
};
use api::{outreach::Preview, rpc};
use domain::{Lang, ids::CampaignId, solicitation::Means};
use leptos::{prelude::*, task::spawn_local};

/// The heading over the letter.
pub const LETTER: &str = "letter";

#[component]
pub fn Letter(
    id: CampaignId,
    reminder: RwSignal<bool>,
    /// Whether the server sends mail.
    sends: bool,
    /// Whether each person has a link of their own.
    personal: bool,
    /// Whether answers are taken; else it is only shown.
    takes: bool,
) -> impl IntoView {
    let words = &t().mail;
    let toasts = use_toasts();
    let letter_lang = RwSignal::new(lang());
    let preview =
        LocalResource::new(move || rpc::mail_preview(id, letter_lang.get(), reminder.get()));
    let kind = Callback::new(move |key| reminder.set(key == "reminder"));
    let try_it = move |_| {
        spawn_local(async move {
            match rpc::test_mail(id, letter_lang.get_untracked()).await {
                Ok(()) => toasts.say(words.tried),
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    };
    let shown = move || match preview.get() {
        None => waiting(),
        Some(Err(error)) => failed(&error),
        // One text for everybody.
        Some(Ok(letter)) if takes && !sends && !personal => {
            view! { <ToCopy id letter /> }.into_any()
        }
        Some(Ok(letter)) => drawn(letter, letter_lang.get_untracked()),
    };
    view! {
        <section class="section">
            <h2 id=LETTER tabindex="-1">{words.letter}</h2>
            {(takes && !sends && personal).then(|| view! { <Notice text=words.each_their_own /> })}
            <div class="form-actions">
                <LangSwitch
                    name="letter-language"
                    label=words.letter_lang
                    value=letter_lang
                    on_choose=Callback::new(move |lang| letter_lang.set(lang))
                />
                <Switch
                    name="letter-kind"
                    label=words.letter_kind
                    options=vec![("invitation", words.invitation), ("reminder", words.reminder)]
                    value=Signal::derive(move || if reminder.get() { "reminder" } else { "invitation" })
                    on_choose=kind
                />
                {(takes && sends)
                    .then(|| {
                        view! { <button type="button" class="button" on:click=try_it>{words.try_it}</button> }
                    })}
            </div>
            {shown}
        </section>
    }
}

fn drawn(letter: Preview, lang: Lang) -> AnyView {
    let paragraphs = letter
        .text
        .split("\n\n")
        .map(|text| view! { <p class="prose">{text.to_owned()}</p> });
    view! {
        <article class="card" lang=lang_code(lang)>
            <h3>{letter.subject}</h3>
            {paragraphs.collect_view()}
        </article>
    }
    .into_any()
}

#[component]
fn ToCopy(id: CampaignId, letter: Preview) -> impl IntoView {
    let (log, commands) = (use_log(), use_commands());
    let copied = Callback::new(move |()| handed_out((log, commands), id, (Means::Link, None)));
    view! { <CopyLetter letter on_copy=copied /> }
}

/// Subject and text, each with its button. `on_copy` runs when the text was taken.
#[component]
pub fn CopyLetter(letter: Preview, on_copy: Callback<()>) -> impl IntoView {
    let words = &t().mail;
    let Preview { subject, text } = letter;
    let lines = text.lines().map(str::to_owned).collect::<Vec<_>>();
    view! {
        <CopyLines
            id="letter-subject"
            label=words.subject
            lines=vec![subject]
            verb=words.copy_subject
            copied=words.copied_subject
        />
        <CopyLines
            id="letter-text"
            label=words.message
            lines
            verb=words.copy_text
            copied=words.copied_text
            on_copy
        />
    }
}
