//! Everything that is held on somebody, as a file to give them: for programs as JSON, for people as a spreadsheet.

use crate::{
    components::{Icon, csv, icon, save_file, use_toasts},
    locales::workspace::{errors, lang, t},
    state::preferences::lang_code,
};
use api::{
    outreach::{ContactFile, SurveyOf},
    rpc,
};
use domain::{day, ids::ContactId};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn OwnData(id: ContactId, name: String) -> impl IntoView {
    let all = t();
    let words = &all.people;
    let toasts = use_toasts();
    let label = |kind: &str| format!("{} ({kind})", (all.common.labelled)(words.file, &name));
    let (csv_label, json_label) = (label("CSV"), label("JSON"));
    let fetch = move |as_csv: bool| {
        spawn_local(async move {
            match rpc::contact_file(id).await {
                Ok(file) if as_csv => {
                    save_file(
                        "boucle-personne.csv",
                        "text/csv",
                        &csv(&rows(&file), lang()),
                    );
                }
                Ok(file) => {
                    let json = serde_json::to_string_pretty(&file).unwrap_or_default();
                    save_file("boucle-personne.json", "application/json", &json);
                }
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    };
    view! {
        <section class="section">
            <h3>{words.file}</h3>
            <p>{words.file_hint}</p>
            <div class="form-actions">
                <button type="button" class="button" aria-label=csv_label on:click=move |_| fetch(true)>
                    {icon(Icon::Download)} "CSV"
                </button>
                <button type="button" class="button" aria-label=json_label on:click=move |_| fetch(false)>
                    {icon(Icon::Download)} "JSON"
                </button>
            </div>
        </section>
    }
}

/// A line for the person, then one for each session, each survey and each answer by name, under headers of their own.
fn rows(file: &ContactFile) -> Vec<Vec<String>> {
    let words = &t().people;
    let yes = |is: bool| if is { words.yes } else { words.no }.to_owned();
    let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    let one = &file.contact;
    let mut rows: Vec<Vec<String>> = vec![
        line(&[
            words.name,
            words.email,
            words.stakeholder,
            words.party,
            words.language,
            words.minor,
            words.opted_out,
            words.bounced,
            words.refused_on,
        ]),
        vec![
            one.name.clone(),
            one.email.clone(),
            (words.who)(one.stakeholder).to_owned(),
            one.party.clone(),
            lang_code(one.lang).to_owned(),
            yes(one.minor),
            yes(one.opted_out),
            yes(one.bounced),
            one.refused_on.map(day::text).unwrap_or_default(),
        ],
        Vec::new(),
        line(&[words.sessions]),
    ];
    rows.extend(file.sessions.iter().map(|title| vec![title.clone()]));
    rows.push(Vec::new());
    rows.push(line(&[
        words.surveys,
        words.answered,
        words.mailed,
        words.given_up,
        words.waiting,
    ]));
    let survey = |of: &SurveyOf| {
        vec![
            of.session.clone(),
            yes(of.answered),
            of.mailed.join(", "),
            of.given_up.join(", "),
            of.waiting.join(", "),
        ]
    };
    rows.extend(file.surveys.iter().map(survey));
    for answer in &file.answers {
        rows.push(Vec::new());
        rows.push(line(&[words.said, &answer.session, &day::text(answer.day)]));
        let said = answer.said.iter().map(|said| {
            let (question, answer) = (said.question.get(lang()), said.answer.get(lang()));
            vec![question.to_owned(), answer.to_owned()]
        });
        rows.extend(said);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::rows;
    use api::outreach::{ContactFile, OwnAnswer, SurveyOf};
    use domain::{Day, Lang, Text, campaign::Stakeholder, contact::Contact, questionnaire::Said};

    #[test]
    fn all_that_is_held_is_in_the_table() {
        let file = ContactFile {
            contact: Contact {
                name: "Ana Durand".to_owned(),
                email: "ana@example.org".to_owned(),
                lang: Lang::En,
                stakeholder: Stakeholder::Beneficiary,
                party: "Cimes".to_owned(),
                opted_out: true,
                bounced: true,
                refused_on: Some(Day::constant(2026, 11, 19)),
                minor: false,
            },
            sessions: vec!["Excel".to_owned(), "Word".to_owned()],
            surveys: vec![SurveyOf {
                session: "Excel".to_owned(),
                answered: true,
                mailed: vec!["2026-11-20".to_owned(), "2026-11-23".to_owned()],
                given_up: vec!["2026-11-27".to_owned()],
                waiting: vec!["2026-12-01".to_owned()],
            }],
            answers: vec![OwnAnswer {
                session: "Word".to_owned(),
                day: Day::constant(2026, 11, 21),
                said: vec![Said {
                    question: Text {
                        fr: "Le rythme".to_owned(),
                        en: "The pace".to_owned(),
                    },
                    answer: Text {
                        fr: "Très clair".to_owned(),
                        en: "Very clear".to_owned(),
                    },
                }],
            }],
        };
        let rows = rows(&file);
        assert_eq!(rows[0].len(), rows[1].len());
        let said: Vec<&str> = rows.iter().flatten().map(String::as_str).collect();
        for held in [
            "Ana Durand",
            "ana@example.org",
            "en",
            "Cimes",
            "Word",
            "2026-11-20, 2026-11-23",
            "2026-11-19",
            "2026-11-27",
            "2026-12-01",
            "2026-11-21",
            "Très clair",
        ] {
            assert!(said.contains(&held), "{held}");
        }
    }
}
