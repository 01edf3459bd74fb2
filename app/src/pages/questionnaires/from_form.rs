//! A questionnaire from an XLSForm file: chosen, read by the server, shown with its findings, then begun as a draft.

use super::begin::{begins, free_key};
use crate::{
    components::{Notice, Tone, badge},
    locales::workspace::{errors, forms::sentence, lang, t},
    net::Stop,
    state::forms,
};
use api::model::{FormFate, FormFinding, FormReport};
use domain::{
    Text,
    draft::Draft,
    questionnaire::{Audience, Questionnaire, writing::duplicate},
};
use leptos::{html, prelude::*, task::spawn_local};

/// Findings listed; the count tells of the others.
const SHOWN: usize = 200;

#[component]
pub fn FromForm() -> impl IntoView {
    let words = &t().forms;
    let input = NodeRef::<html::Input>::new();
    let under_way = RwSignal::new_local(None::<Stop>);
    let report = RwSignal::new(None::<FormReport>);
    let problem = RwSignal::new(None::<String>);
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        // Choosing the same file again, once mended, must count as a choice.
        input.set_value("");
        let stop = Stop::default();
        under_way.set(Some(stop.clone()));
        report.set(None);
        problem.set(None);
        spawn_local(async move {
            match forms::read(&file, lang(), &stop).await {
                Ok(read) => report.set(Some(read)),
                Err(_) if stop.is_stopped() => {}
                Err(error) => problem.set(Some(errors::net_error(&error))),
            }
            under_way.set(None);
        });
    };
    view! {
        <p>{words.lead}</p>
        <div class="field">
            <label for="form-file">{words.file}</label>
            <input
                id="form-file"
                type="file"
                accept=".xlsx,.xls,.csv,.md,text/csv,text/markdown"
                node_ref=input
                disabled=move || under_way.with(Option::is_some)
                on:change=chosen
            />
        </div>
        <div role="status">{move || under_way.get().map(|stop| view! { <Reading stop /> })}</div>
        {move || problem.get().map(|text| view! { <div role="alert"><Notice tone=Tone::Late text=text /></div> })}
        {move || report.get().map(|report| view! { <Found report /> })}
    }
}

#[component]
fn Reading(stop: Stop) -> impl IntoView {
    let stop = StoredValue::new_local(stop);
    let end = move |_| stop.with_value(Stop::stop);
    view! {
        {t().forms.reading} " "
        <button type="button" class="button small" on:click=end>{t().common.cancel}</button>
    }
}

#[component]
fn Found(report: FormReport) -> impl IntoView {
    let take = report
        .questionnaire
        .clone()
        .map(|content| view! { <Take content /> });
    let (tone, text) = told(&report);
    view! {
        <div role="status"><Notice tone=tone text=text /></div>
        {take}
        {(report.found > 0).then(|| view! { <Findings findings=report.findings found=report.found /> })}
    }
}

/// How much comes in. All is well only when nothing is refused.
fn told(report: &FormReport) -> (Tone, String) {
    let words = &t().forms;
    if report.questionnaire.is_none() {
        return (Tone::Attention, words.nothing.to_owned());
    }
    let count = |fate| {
        let of_it = report.questions.iter().filter(|one| one.fate == fate);
        of_it.count()
    };
    let [otherwise, left_out, refused] =
        [FormFate::Degraded, FormFate::LeftOut, FormFate::Refused].map(count);
    let taken = count(FormFate::Accepted) + otherwise;
    let many = |many| u32::try_from(many).unwrap_or(u32::MAX);
    let mut said = vec![(words.ready)(many(taken), many(taken + refused))];
    let more = [
        (otherwise, words.otherwise),
        (left_out, words.left_out),
        (refused, words.not_taken),
    ];
    let more = more.into_iter().filter(|(many, _)| *many > 0);
    said.extend(more.map(|(many, say)| say(many)));
    // What is refused need not be a question: a repeat, an option.
    let whole = refused == 0 && !report.findings.iter().any(|found| found.refused);
    let tone = if whole { Tone::Ok } else { Tone::Attention };
    (tone, said.join(" "))
}

/// Its key is one of the organisation's own, its first version is to come.
#[component]
fn Take(content: Questionnaire) -> impl IntoView {
    let (begin, free_key) = (begins(), free_key());
    let take = move |_| {
        let title = content.title.clone();
        // Lists show the French one.
        let fr = if title.fr.is_empty() {
            &title.en
        } else {
            &title.fr
        }
        .clone();
        let content = duplicate(
            &content,
            free_key(&fr),
            Text {
                fr: fr.clone(),
                ..title
            },
        );
        begin(Draft {
            title: fr,
            content,
            base: None,
            audience: Audience::default(),
        });
    };
    view! {
        <div class="form-actions">
            <button type="button" class="button primary" on:click=take>{t().forms.take}</button>
        </div>
    }
}

#[component]
fn Findings(findings: Vec<FormFinding>, found: u32) -> impl IntoView {
    let words = &t().forms;
    let shown = findings.len().min(SHOWN);
    let hidden = found.saturating_sub(u32::try_from(shown).unwrap_or(u32::MAX));
    let rows = findings.into_iter().take(SHOWN).map(|found| {
        let place = (words.at)(&found.sheet, found.row, &letters(found.column));
        let outcome = if found.refused {
            badge(Tone::Late, words.refused)
        } else {
            badge(Tone::Plain, words.warning)
        };
        view! {
            <tr>
                <th scope="row">{place}</th>
                <td data-label=words.what>
                    {sentence(lang(), &found.code)} " " <code>{found.detail}</code>
                </td>
                <td data-label=words.outcome>{outcome}</td>
            </tr>
        }
    });
    view! {
        <div class="table-wrap tall" tabindex="0">
            <table class="list">
                <caption>{words.findings}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.place}</th>
                        <th scope="col">{words.what}</th>
                        <th scope="col">{words.outcome}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {(hidden > 0).then(|| view! { <p class="muted">{(words.more)(hidden)}</p> })}
    }
}

/// A column as spreadsheet programs name it: A to Z, then AA.
fn letters(column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        let letter = u8::try_from(left % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        left /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{letters, told};
    use crate::components::Tone;
    use api::model::{FormFate, FormFinding, FormQuestion, FormReport};

    fn report(fates: &[FormFate], refused: bool) -> FormReport {
        let question = |fate: &FormFate| FormQuestion {
            row: 3,
            name: String::new(),
            kind: String::new(),
            fate: *fate,
            key: None,
        };
        let finding = FormFinding {
            sheet: "survey".to_owned(),
            row: 3,
            column: 2,
            code: "repeat_not_asked".to_owned(),
            detail: String::new(),
            refused,
        };
        FormReport {
            questionnaire: domain::questionnaire::builtins().into_iter().next(),
            questions: fates.iter().map(question).collect(),
            findings: vec![finding],
            found: 1,
        }
    }

    #[test]
    fn all_is_well_only_when_nothing_is_refused() {
        use FormFate::{Accepted, Degraded, LeftOut, Refused};
        let (tone, _) = told(&report(&[Accepted, Degraded], false));
        assert_eq!(tone, Tone::Ok);
        let (tone, text) = told(&report(&[Accepted, LeftOut, Refused], true));
        assert_eq!(tone, Tone::Attention);
        assert!(text.starts_with("1 question sur 2"), "{text}");
        let (tone, _) = told(&report(&[Accepted], true));
        assert_eq!(tone, Tone::Attention, "a repeat is not taken over");
    }

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let named = [1, 26, 27, 52, 703].map(letters);
        assert_eq!(named, ["A", "Z", "AA", "AZ", "AAA"]);
    }
}
