//! The draft as people will see it, at the size of a phone or a tablet: the respondent's own screens.

use super::desk::{Desk, Sheet};
use crate::{
    clock,
    components::{Dialog, Switch},
    locales::workspace::{lang, t},
    respond::{Respond, preview::screen, state::Screen},
};
use domain::{
    Text,
    questionnaire::{Questionnaire, writing::options_mut},
};
use leptos::prelude::*;

/// All of it, from the question that is open or the first.
#[component]
pub fn PreviewDialog(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=t().editor.preview open side=true>
            <Whole />
        </Dialog>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let device = RwSignal::new("phone");
    let start = match desk.sheet.get_untracked() {
        Some(Sheet::Question(place)) => place,
        _ => 0,
    };
    let app = trial(start);
    view! {
        <p class="muted">{words.preview_note}</p>
        <Switch
            name="device"
            label=words.device
            options=vec![("phone", words.phone), ("tablet", words.tablet)]
            value=device
            on_choose=Callback::new(move |chosen| device.set(chosen))
        />
        {move || {
            let content = readable(desk.pen.content());
            let none = if content.questions.is_empty() {
                words.preview_none
            } else {
                words.preview_hidden
            };
            app.ask_in_preview(content, clock::today());
            frame(app, device.get(), none)
        }}
    }
}

/// One question under its own sheet, as it is typed.
#[component]
pub fn QuestionPreview(place: usize) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let app = trial(0);
    // Only this question: its conditions hang on answers that nobody gave here.
    let alone = Memo::new(move |_| {
        desk.pen.with(|content| {
            let mut question = content.questions.get(place)?.clone();
            question.relevant = None;
            question.filter = None;
            let section = question.section.as_deref();
            let sections = section.and_then(|key| content.section(key)).cloned();
            let sections = sections.map(|section| domain::questionnaire::Section {
                relevant: None,
                ..section
            });
            Some(Questionnaire {
                questions: vec![question],
                sections: sections.into_iter().collect(),
                ..content.clone()
            })
        })
    });
    view! {
        <section class="stack-close">
            <h3>{words.seen}</h3>
            {move || {
                let content = readable(alone.get()?);
                app.ask_in_preview(content, clock::today());
                Some(frame(app, "phone", words.preview_calculated))
            }}
        </section>
    }
}

/// What nobody has worded yet says so: a field needs a name to be found by.
fn readable(mut content: Questionnaire) -> Questionnaire {
    let word = |text: &mut Text| {
        if text.get(lang()).trim().is_empty() {
            t().questionnaires.no_words.clone_into(&mut text.fr);
        }
    };
    for question in &mut content.questions {
        word(&mut question.text);
        let options = options_mut(&mut question.kind).into_iter().flatten();
        options.for_each(|option| word(&mut option.text));
    }
    content
}

fn trial(place: usize) -> Respond {
    let app = Respond::for_preview();
    app.lang.set(lang());
    app.screen
        .set(Screen::Question(u32::try_from(place).unwrap_or(0)));
    app
}

/// The screen at the size of a device; the sentence where nothing is put to the person.
fn frame(app: Respond, device: &'static str, none: &'static str) -> AnyView {
    if app.all_shown().is_empty() {
        return view! { <p>{none}</p> }.into_any();
    }
    view! { <div class=format!("preview {device}")>{screen(app)}</div> }.into_any()
}
