//! The sheet itself: who asks and why, the questions in their order, where to leave it.

use super::{super::privacy::told, Wanted, question};
use crate::{
    components::foot_of_pages,
    locales::{dates, respond, workspace::texts},
    state::{preferences::lang_code, use_account},
};
use api::model::Organisation;
use domain::{
    Lang,
    campaign::{Campaign, Privacy},
    questionnaire::{Question, Questionnaire, Section},
    service::ServiceKind,
    session::Session,
};
use leptos::prelude::*;

pub(super) fn sheet(
    asked: &Questionnaire,
    campaign: &Campaign,
    (session, service): (&Session, Option<ServiceKind>),
    wanted: Wanted,
) -> AnyView {
    let t = &texts(wanted.lang).paper;
    let organisation = use_account().me_now().organisation;
    let period = dates::period(session.starts, session.ends, wanted.lang);
    let reference = &campaign.questionnaire;
    let reference = (t.reference)(&reference.key, reference.version);
    // Loose pages of several surveys are told apart.
    foot_of_pages(&[session.title.as_str(), " · ", &reference].concat());
    view! {
        <article class="paper" class:large=wanted.large lang=lang_code(wanted.lang)>
            <header>
                <p><strong>{organisation.name.clone()}</strong> " · " {session.title.clone()} " · " {period}</p>
                <h2>{asked.title.get(wanted.lang).to_owned()}</h2>
            </header>
            {promise(campaign, asked, wanted)}
            <p><strong>{t.tick_one}</strong></p>
            {questions(asked, wanted)}
            <footer>
                <p><strong>{t.thanks}</strong></p>
                <p class="ref">{reference.clone()}</p>
            </footer>
            {notice_of(campaign, session, service, &organisation, wanted.lang)}
        </article>
    }
    .into_any()
}

/// In the words of the first screen, so that paper promises what the screen does.
fn promise(campaign: &Campaign, asked: &Questionnaire, wanted: Wanted) -> impl IntoView + use<> {
    let words = &respond::texts(wanted.lang).first;
    let t = &texts(wanted.lang).paper;
    let signs = asked.asks_to_sign();
    let (privacy, meaning) = match campaign.privacy {
        Privacy::Anonyme => (words.anonymous, t.anonymous.to_owned()),
        _ if signs => (words.named, words.signed.to_owned()),
        Privacy::Confidentiel => (words.confidential, words.confidential_text.to_owned()),
        Privacy::Nominatif => (words.unnamed, words.unnamed_text.to_owned()),
    };
    let how_long = (t.minutes)(asked.minutes);
    view! {
        <div class="promise">
            <p>{words.why_text} " " {how_long}</p>
            <p><strong>{privacy} "."</strong> " " {meaning}</p>
        </div>
    }
}

/// The whole notice, as the screen has it behind one tap; of the device there is nothing to say on paper.
fn notice_of(
    campaign: &Campaign,
    session: &Session,
    service: Option<ServiceKind>,
    organisation: &Organisation,
    lang: Lang,
) -> impl IntoView + use<> {
    let told = told(campaign, session, service, organisation, false).into_iter();
    let rows = told.map(|one| {
        view! { <p><strong>{one.title.get(lang).to_owned()} "."</strong> " " {one.text.get(lang).to_owned()}</p> }
    });
    view! { <section class="promise">{rows.collect_view()}</section> }
}

/// Numbered through; those of a table's section together.
fn questions(asked: &Questionnaire, wanted: Wanted) -> Vec<AnyView> {
    let mut drawn = Vec::new();
    let mut number = 0;
    let mut rest = asked.questions.as_slice();
    while let Some(first) = rest.first() {
        let together = rest
            .iter()
            .take_while(|next| next.section == first.section)
            .count();
        let (group, after) = rest.split_at(together);
        let section = first.section.as_deref().and_then(|key| asked.section(key));
        if let Some(section) = section {
            drawn.push(title(section, wanted));
        }
        let shown: Vec<&Question> = group.iter().filter(|one| one.kind.is_shown()).collect();
        let as_table = section.is_some_and(|section| section.table);
        if as_table && question::fit_a_table(&shown) {
            drawn.push(question::table(&shown, number, wanted));
            number += shown.len();
        } else {
            for one in shown {
                number += usize::from(one.kind.is_asked());
                drawn.push(question::one(one, number, wanted));
            }
        }
        rest = after;
    }
    drawn
}

fn title(section: &Section, wanted: Wanted) -> AnyView {
    let only_if = section.relevant.as_ref().map(|_| {
        let words = texts(wanted.lang).paper.only_if;
        view! { <p class="hint">{words}</p> }
    });
    let title = section.title.get(wanted.lang).to_owned();
    view! { <h3 class="part">{title}</h3> {only_if} }.into_any()
}
