//! Title, introduction, duration, and whom it is for.

use super::{
    desk::Desk,
    fields::{Line, choice},
};
use crate::{
    components::use_toasts,
    locales::workspace::{errors, t},
    pages::{
        questionnaires::words,
        record::words::{from_wire, wire},
    },
    state::{use_commands, writing::at},
};
use domain::{
    Text,
    calendar::cadence::Stakeholder,
    questionnaire::{Audience, Part, Questionnaire},
    service::ServiceKind,
};
use leptos::{prelude::*, task::spawn_local};

fn line(
    desk: Desk,
    (id, label): (&'static str, &'static str),
    read: fn(&Questionnaire) -> String,
    write: fn(&mut Questionnaire, String),
) -> Line {
    let shown = Signal::derive(move || desk.pen.with(read));
    let write = Callback::new(move |text: String| {
        desk.pen.write(Some(id), |content| write(content, text));
    });
    Line::new(id, label, shown, write)
}

#[component]
pub fn Intro(audience: Signal<Audience>) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let title_fr = line(
        desk,
        ("title-fr", words.title_fr),
        |content| content.title.fr.clone(),
        |content, text| content.title.fr = text,
    );
    let title_en = line(
        desk,
        ("title-en", words.title_en),
        |content| content.title.en.clone(),
        |content, text| content.title.en = text,
    );
    let about_fr = line(
        desk,
        ("about-fr", words.about_fr),
        |content| about(content).fr,
        |content, fr| {
            set_about(
                content,
                Text {
                    fr,
                    ..about(content)
                },
            )
        },
    );
    let about_en = line(
        desk,
        ("about-en", words.about_en),
        |content| about(content).en,
        |content, en| {
            set_about(
                content,
                Text {
                    en,
                    ..about(content)
                },
            )
        },
    );
    let minutes = line(
        desk,
        ("minutes", words.minutes),
        |content| content.minutes.to_string(),
        |content, text| content.minutes = text.trim().parse().unwrap_or(0),
    );
    view! {
        <section class="section">
            <h2>{words.about_title}</h2>
            {title_fr.problem(desk.problem(Part::Title)).in_lang("fr").view()}
            {title_en.in_lang("en").view()}
            {about_fr.problem(desk.problem(Part::About)).in_lang("fr").long().view()}
            {about_en.in_lang("en").long().view()}
            {minutes.view()}
            <Whom audience />
        </section>
    }
}

fn about(content: &Questionnaire) -> Text {
    content.about.clone().unwrap_or(Text {
        fr: String::new(),
        en: String::new(),
    })
}

fn set_about(content: &mut Questionnaire, about: Text) {
    let begun = !about.fr.is_empty() || !about.en.is_empty();
    content.about = begun.then_some(about);
}

/// Service and stakeholder: what others find it by.
#[component]
fn Whom(audience: Signal<Audience>) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let (commands, toasts) = (use_commands(), use_toasts());
    let set = Callback::new(move |next: Audience| {
        let at = at(desk.pen.id);
        spawn_local(async move {
            if let Err(error) = commands.set(at, "audience", &next).await {
                toasts.say(errors::command_error(&error));
            }
        });
    });
    let mut services = vec![(String::new(), words::service(None).to_owned())];
    let named = |kind| (wire(&kind), words::service(Some(kind)).to_owned());
    services.extend(ServiceKind::ALL.map(named));
    let mut who = vec![(String::new(), words::stakeholder(None).to_owned())];
    who.extend(Stakeholder::ALL.map(|one| (wire(&one), words::stakeholder(Some(one)).to_owned())));
    let never = Signal::stored(false);
    let no_hint = Signal::stored(String::new());
    view! {
        {choice(
            "service",
            words.service,
            no_hint,
            Signal::derive(move || audience.get().service.map(|kind| wire(&kind)).unwrap_or_default()),
            services,
            never,
            Callback::new(move |chosen: String| {
                let service = from_wire(&chosen);
                set.run(Audience { service, ..audience.get_untracked() });
            }),
        )}
        {choice(
            "who",
            words.who,
            no_hint,
            Signal::derive(move || {
                audience.get().stakeholder.map(|who| wire(&who)).unwrap_or_default()
            }),
            who,
            never,
            Callback::new(move |chosen: String| {
                let stakeholder = from_wire(&chosen);
                set.run(Audience { stakeholder, ..audience.get_untracked() });
            }),
        )}
    }
}
