//! Writing a questionnaire: nothing typed is lost, mistakes are said where they are, two people at once keep both.

use crate::stage::{CLAIRE, Log, Stage, YANN, settle};
use app::{
    pages::{
        questionnaires::DraftPage,
        record::{Conflicts, History},
    },
    state::{
        questionnaires::{drafts, published},
        use_account, use_commands, use_log,
        writing::{Pen, at},
    },
};
use domain::{
    Text,
    draft::Draft,
    entity,
    ids::{DraftId, OpId},
    questionnaire::{Audience, Choice, Question, QuestionKind, Questionnaire, writing::blank},
};
use leptos::{prelude::*, web_sys::Event};
use leptos_router::components::Router;
use std::{cell::Cell, rc::Rc};
use sync::Body;
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

fn words(fr: &str) -> Text {
    Text {
        fr: fr.to_owned(),
        en: String::new(),
    }
}

fn content() -> Questionnaire {
    let mut content = blank("atelier".to_owned(), "Atelier".to_owned());
    let kind = QuestionKind::Likert4;
    content.questions = vec![Question::new("overall", kind, words("Satisfait"))];
    content
}

/// Claire's draft in the log.
fn draft(log: &mut Log, id: DraftId, content: Questionnaire) -> OpId {
    let draft = Draft {
        title: content.title.fr.clone(),
        content,
        base: None,
        audience: Audience::default(),
    };
    let fields = entity::fields(&draft);
    log.write(at(id), CLAIRE, None, &Body::Create { fields })
}

/// The draft under the pen, on a device of its own.
async fn taken_up(log: Log, id: DraftId) -> (Stage, Pen) {
    let held = Rc::new(Cell::new(None));
    let hand = held.clone();
    let stage = Stage::open(log, move || {
        hand.set(Pen::take_up(use_account(), use_commands(), use_log(), id));
        ().into_any()
    })
    .await;
    (stage, held.get().unwrap())
}

fn in_log(id: DraftId) -> Log {
    let mut log = Log::default();
    draft(&mut log, id, content());
    log
}

fn retitle(content: &mut Questionnaire) {
    content.title = words("Atelier de mars");
}

#[wasm_bindgen_test]
async fn what_is_typed_is_there_again_when_the_page_was_killed() {
    let id = DraftId(Uuid::from_u128(301));
    let (stage, pen) = taken_up(in_log(id), id).await;
    pen.write(Some("title"), retitle);
    assert!(untrack(|| pen.is_unsaved()));
    // Killed: nothing of this page runs any more.
    std::mem::forget(stage);

    let (stage, pen) = taken_up(in_log(id), id).await;
    let title = untrack(|| pen.with(|content| content.title.fr.clone()));
    assert_eq!(title, "Atelier de mars");
    pen.save();
    settle().await;
    assert!(!untrack(|| pen.is_unsaved()));
    let record = stage.record(at(id));
    assert_eq!(record.fields["content"].value["title"]["fr"], title);
    assert_eq!(record.fields["title"].value, title);
    // What is in an operation is nowhere else.
    drop(stage);
    let (_stage, pen) = taken_up(in_log(id), id).await;
    assert!(!untrack(|| pen.is_unsaved()));
}

#[wasm_bindgen_test]
async fn leaving_the_page_writes_an_operation() {
    let id = DraftId(Uuid::from_u128(302));
    let (stage, pen) = taken_up(in_log(id), id).await;
    pen.write(None, retitle);
    let stores = stage.stores;
    stage.leave().await;
    let record = untrack(|| stores.log.entity(at(id))).unwrap();
    assert_eq!(record.fields["title"].value, "Atelier de mars");
}

#[wasm_bindgen_test]
async fn leaving_the_page_while_an_operation_is_written_loses_nothing() {
    let id = DraftId(Uuid::from_u128(306));
    let (stage, pen) = taken_up(in_log(id), id).await;
    pen.write(None, |content| content.minutes = 8);
    pen.save();
    pen.write(None, retitle);
    let stores = stage.stores;
    stage.leave().await;
    let record = untrack(|| stores.log.entity(at(id))).unwrap();
    assert_eq!(record.fields["title"].value, "Atelier de mars");
    assert_eq!(record.fields["content"].value["minutes"], 8);
}

#[wasm_bindgen_test]
async fn contents_that_two_people_wrote_are_both_kept() {
    let id = DraftId(Uuid::from_u128(303));
    let (stage, pen) = taken_up(in_log(id), id).await;
    pen.write(None, retitle);
    std::mem::forget(stage);

    // Meanwhile Yann kept his, made from the same content.
    let mut log = Log::default();
    let created = draft(&mut log, id, content());
    let mut theirs = content();
    theirs.title = words("Atelier d’avril");
    let body = Body::Set {
        field: "content".to_owned(),
        value: serde_json::to_value(&theirs).unwrap(),
    };
    log.write(at(id), YANN, Some(created), &body);
    let (stage, pen) = taken_up(log, id).await;
    assert!(untrack(|| pen.has_other()));
    pen.save();
    settle().await;
    let record = stage.record(at(id));
    let field = &record.fields["content"];
    let mut titles: Vec<String> = [&field.value]
        .into_iter()
        .chain(field.contenders.iter().map(|one| &one.value))
        .map(|value| value["title"]["fr"].as_str().unwrap_or_default().to_owned())
        .collect();
    titles.sort();
    assert_eq!(titles, ["Atelier de mars", "Atelier d’avril"]);
}

#[wasm_bindgen_test]
async fn what_is_published_is_no_draft_any_more_and_its_next_version_counts_on() {
    let id = DraftId(Uuid::from_u128(304));
    let (stage, pen) = taken_up(in_log(id), id).await;
    pen.publish(Audience::default()).await.unwrap();
    let log = stage.stores.log;
    assert_eq!(untrack(|| drafts(log, &published(log))).len(), 0);
    pen.write(None, retitle);
    pen.publish(Audience::default()).await.unwrap();
    let versions: Vec<u32> = untrack(|| published(log))
        .iter()
        .map(|row| row.value.questionnaire.version)
        .collect();
    assert_eq!(versions, [2, 1]);
}

#[wasm_bindgen_test]
async fn a_mistake_is_said_where_it_is_as_it_is_typed() {
    let id = DraftId(Uuid::from_u128(305));
    let stage = Stage::open(in_log(id), move || view! { <DraftPage id /> }.into_any()).await;
    stage.press_within("Satisfait").await;
    let typed = |id: &str, text: &str| {
        let field = stage.find(id).unwrap();
        js_sys::Reflect::set(&field, &"value".into(), &text.into()).unwrap();
        field.dispatch_event(&Event::new("input").unwrap()).unwrap();
    };
    typed("#q-relevant", "overal <= 2");
    settle().await;
    assert!(stage.text().contains("Aucune question n’a la clé"));
    let marked = stage.find(".mistake mark").unwrap().text_content();
    assert_eq!(marked.as_deref(), Some("overal"));
    typed("#q-fr", "Êtes-vous content ?");
    settle().await;
    // The respondent's own screen, beside the words that are typed.
    let seen = stage.find(".preview .question").unwrap().text_content();
    assert_eq!(seen.as_deref(), Some("Êtes-\u{2060}vous content ?"));
}

#[wasm_bindgen_test]
async fn a_question_looked_at_alone_shows_all_its_options() {
    let id = DraftId(Uuid::from_u128(307));
    let town = Choice {
        columns: vec![("region".to_owned(), "ouest".to_owned())],
        ..Choice::new("brest", words("Brest"))
    };
    let kind = QuestionKind::Single {
        options: vec![town],
    };
    let mut content = content();
    content.questions.push(Question {
        filter: Some("option.region = overall".to_owned()),
        ..Question::new("town", kind, words("Votre ville"))
    });
    let mut log = Log::default();
    draft(&mut log, id, content);
    let stage = Stage::open(log, move || view! { <DraftPage id /> }.into_any()).await;
    stage.press_within("Votre ville").await;
    let seen = stage.find(".preview .answers").unwrap().text_content();
    assert!(seen.unwrap().contains("Brest"));
}

#[wasm_bindgen_test]
async fn two_contents_say_what_differs_and_both_can_be_kept_as_drafts() {
    let mut log = Log::default();
    let id = DraftId(Uuid::from_u128(71));
    let created = draft(&mut log, id, content());
    for (who, text) in [(YANN, "Très satisfait"), (CLAIRE, "Content")] {
        let mut other = content();
        other.questions[0].text = words(text);
        let value = serde_json::to_value(other).unwrap();
        log.set(at(id), who, created, "content", value);
    }
    let stage = Stage::open(log, move || {
        view! {
            <Conflicts at=at(id)/>
            <History at=at(id)/>
        }
        .into_any()
    })
    .await;
    let versions = stage.all(".conflict .version strong");
    let said: Vec<String> = versions
        .iter()
        .filter_map(|one| one.text_content())
        .collect();
    assert!(
        said[0].ends_with("Question en français\u{a0}: Très satisfait"),
        "{said:?}"
    );
    assert!(
        said[1].ends_with("Question en français\u{a0}: Content"),
        "{said:?}"
    );
    let newest = stage.find(".history li").unwrap().text_content().unwrap();
    assert!(newest.contains("Content (écrit en même temps"), "{newest}");

    stage
        .press("Garder les deux, l’autre dans un brouillon à part")
        .await;
    assert!(!stage.record(at(id)).in_conflict());
    let log = stage.stores.log;
    let kept = untrack(|| drafts(log, &published(log)));
    let mut texts: Vec<_> = kept
        .iter()
        .map(|row| {
            (
                row.value.title.as_str(),
                row.value.content.questions[0].text.fr.as_str(),
            )
        })
        .collect();
    texts.sort_unstable();
    assert_eq!(
        texts,
        [
            ("Atelier", "Très satisfait"),
            ("Atelier (copie)", "Content")
        ]
    );
    assert_ne!(kept[0].value.content.key, kept[1].value.content.key);
}

#[wasm_bindgen_test]
async fn what_stands_against_publishing_and_what_will_not_count_is_said_first() {
    let id = DraftId(Uuid::from_u128(308));
    let mut content = content();
    content.questions = vec![Question::new(
        "recommend",
        QuestionKind::Nps,
        words("Et à un ami"),
    )];
    let mut log = Log::default();
    draft(&mut log, id, content);
    let stage = Stage::open(log, move || {
        view! { <Router><DraftPage id /></Router> }.into_any()
    })
    .await;
    stage.press("Publier").await;
    let told = stage.text();
    assert!(told.contains("Rien à corriger."));
    assert!(told.contains("clé «\u{202f}overall\u{202f}»"));
    assert!(told.contains("clé «\u{202f}nps\u{202f}»"));
}
