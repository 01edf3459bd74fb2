//! Questions that hang on answers, must be answered, judge their answer, and are read in easy words.

use super::{
    flow::{kiosk_with, question as at},
    sample::{
        Mounted, campaign, deliver, deliver_all, kept_kit, options, private_key, question, text,
        until,
    },
};
use app::respond::{
    state::{Ending, Screen},
    vault::Vault,
};
use domain::{
    answer::{Answer, Answers},
    expression::Number,
    ids::{CampaignId, ItemId},
    questionnaire::{Constraint, Question, QuestionKind, Wording, problems},
};
use intake::{
    Payload,
    device::{KeptKit, Vault as _},
    seal::open,
};
use leptos::{prelude::*, task::tick};
use wasm_bindgen_test::wasm_bindgen_test;

fn kit() -> KeptKit {
    let easy = |words: &str| {
        Some(Wording {
            text: text(words),
            help: None,
        })
    };
    let mut kit = kept_kit();
    let asked = &mut kit.kit.questionnaires[0];
    asked.questions = vec![
        Question {
            required: Some("true".to_owned()),
            easy: easy("Facile un"),
            ..question("applied", QuestionKind::Yesno)
        },
        Question {
            relevant: Some("applied = 'no'".to_owned()),
            easy: easy("Facile deux"),
            ..question(
                "why",
                QuestionKind::Single {
                    options: options(&["time", "tools"]),
                },
            )
        },
        Question {
            constraint: Some(Constraint {
                test: "it <= 35".to_owned(),
                message: text("Pas plus de 35 heures"),
            }),
            easy: easy("Facile trois"),
            ..question("hours", QuestionKind::Decimal { places: 1 })
        },
        question(
            "minutes",
            QuestionKind::Calculated {
                value: "hours * 60".to_owned(),
            },
        ),
    ];
    assert_eq!(problems(asked), []);
    kit
}

#[wasm_bindgen_test]
async fn questions_follow_the_answers_and_only_what_was_asked_is_sent() {
    let (screen, vault) = kiosk_with(kit()).await;
    assert!(
        screen.words(".promise").contains('2'),
        "questions that everybody is asked"
    );
    screen.press("Commencer");
    at(&screen, 0).await;
    assert!(screen.words(".help").contains("attend une réponse"));
    assert!(!screen.has("[role=alert]"));
    screen.press("Suivant");
    tick().await;
    assert_eq!(screen.app.screen.get_untracked(), Screen::Question(0));
    assert!(screen.words("[role=alert]").contains("attend une réponse"));

    screen.inputs()[1].click();
    tick().await;
    assert!(!screen.has("[role=alert]"), "the way is free");
    assert!(
        screen.words("#progress").contains("sur 3"),
        "no brings a question"
    );
    screen.press("Suivant");
    at(&screen, 1).await;
    screen.inputs()[0].click();
    tick().await;
    screen.press("Retour");
    at(&screen, 0).await;
    screen.inputs()[0].click();
    tick().await;
    assert!(
        screen.words("#progress").contains("sur 2"),
        "yes takes it away"
    );
    screen.press("Suivant");
    at(&screen, 2).await;

    screen.type_in(".input", "35,5");
    tick().await;
    screen.press("Terminer");
    tick().await;
    assert!(
        screen
            .words("[role=alert]")
            .contains("Pas plus de 35 heures")
    );
    screen.type_in(".input", "7,5");
    tick().await;
    screen.press("Terminer");
    let (id, of, answers) = sent(&screen, &vault).await;
    let number = |text: &str| Answer::Number(Number::read(text).unwrap());
    let expected = [
        ("applied", Answer::Choice("yes".to_owned())),
        ("hours", number("7.5")),
        ("minutes", number("450")),
    ];
    assert_eq!(of, campaign());
    assert_eq!(
        answers,
        expected.map(|(key, said)| (key.to_owned(), said)).into()
    );
    deliver(&vault, &[id]).await;
}

#[wasm_bindgen_test]
async fn who_would_be_asked_nothing_is_told_so_before_the_first_question() {
    let mut kit = kit();
    for question in &mut kit.kit.questionnaires[0].questions {
        question.relevant = Some("false".to_owned());
    }
    let (screen, _) = kiosk_with(kit).await;
    screen.press("Commencer");
    tick().await;
    assert!(
        screen
            .words("[role=alert]")
            .contains("Aucune question ne vous concerne")
    );
    assert_eq!(screen.app.screen.get_untracked(), Screen::Invite);
    screen.press("Je ne souhaite pas répondre");
    until("the thanks", || {
        screen.app.screen.get_untracked() == Screen::Thanks(Ending::Declined)
    })
    .await;
}

/// The item in the outbox once the thanks are shown, its campaign, and the answers sealed in it.
async fn sent(screen: &Mounted, vault: &Vault) -> (ItemId, CampaignId, Answers) {
    until("the thanks", || {
        matches!(screen.app.screen.get_untracked(), Screen::Thanks(_))
    })
    .await;
    let Screen::Thanks(Ending::Answered(id)) = screen.app.screen.get_untracked() else {
        panic!("not answered");
    };
    let item = vault.items(&[id]).await.unwrap().remove(0);
    let opened = open(&private_key(), "atelier", "k1", id, &item.sealed).unwrap();
    let Payload::Answers {
        answers,
        campaign: of,
        ..
    } = opened
    else {
        panic!("not answers");
    };
    (id, of, answers)
}

#[wasm_bindgen_test]
async fn easy_words_are_one_tap_away_and_go_with_the_person() {
    let (screen, vault) = kiosk_with(kit()).await;
    screen.press("Commencer");
    at(&screen, 0).await;
    assert_eq!(screen.words("legend"), "applied");
    screen.press("Facile");
    tick().await;
    assert_eq!(screen.words("legend"), "Facile un");
    screen.inputs()[0].click();
    tick().await;
    screen.press("Suivant");
    at(&screen, 2).await;
    assert_eq!(screen.words("legend"), "Facile trois");
    screen.app.abandon();
    tick().await;
    assert!(
        !screen.app.easy.get_untracked(),
        "the next person chooses anew"
    );
    until("the count", || {
        !screen.app.device.read_untracked().labels.is_empty()
    })
    .await;
    deliver_all(&vault).await;
}
