//! The sheet of one section.

use super::{
    desk::Desk,
    expression::{LanguageHelp, expression},
    fields::{Line, tick},
};
use crate::locales::workspace::t;
use domain::questionnaire::{Part, Section, writing::rename_section};
use leptos::prelude::*;

fn line(
    desk: Desk,
    place: usize,
    (id, label): (&'static str, &'static str),
    read: fn(&Section) -> String,
    write: fn(&mut Section, String),
) -> Line {
    let shown = Signal::derive(move || desk.section(place, read).unwrap_or_default());
    let write = Callback::new(move |text: String| {
        let about = format!("section {place} {id}");
        desk.pen.write(Some(&about), |content| {
            if let Some(section) = content.sections.get_mut(place) {
                write(section, text);
            }
        });
    });
    Line::new(id, label, shown, write)
}

#[component]
pub fn SectionSheet(place: usize) -> impl IntoView {
    let words = &t().editor;
    let desk: Desk = expect_context();
    let fr = line(
        desk,
        place,
        ("section-fr", words.title_fr),
        |section| section.title.fr.clone(),
        |section, text| section.title.fr = text,
    );
    let en = line(
        desk,
        place,
        ("section-en", words.title_en),
        |section| section.title.en.clone(),
        |section, text| section.title.en = text,
    );
    let relevant = line(
        desk,
        place,
        ("section-relevant", words.relevant),
        |section| section.relevant.clone().unwrap_or_default(),
        |section, text| section.relevant = (!text.trim().is_empty()).then_some(text),
    );
    let key = Signal::derive(move || {
        desk.section(place, |section| section.key.clone())
            .unwrap_or_default()
    });
    let rename = Callback::new(move |to: String| {
        let about = format!("section {place} key");
        desk.pen
            .write(Some(&about), |content| rename_section(content, place, &to));
    });
    let key = Line::new("section-key", words.section_key, key, rename);
    let table = Signal::derive(move || desk.section(place, |section| section.table) == Some(true));
    let set_table = Callback::new(move |on| {
        desk.pen.write(None, |content| {
            if let Some(section) = content.sections.get_mut(place) {
                section.table = on;
            }
        });
    });
    view! {
        <div class="form">
            {fr.problem(desk.problem(Part::Section(place))).in_lang("fr").view()}
            {en.in_lang("en").view()}
            {expression(desk, relevant, Part::SectionRelevant(place))}
            <LanguageHelp />
            {tick("section-table", words.table, words.table_hint, table, set_table)}
            {key.view()}
        </div>
    }
}
