//! Records to test with: small, valid, the same each time. A test changes the field it is about.

pub mod server;
pub mod steps;

use domain::{
    Day,
    action::{Action, ActionStatus, ActionType, Source},
    answer::{Answer, Answers},
    campaign::{Campaign, CampaignStatus, Privacy, QuestionnaireRef, Stakeholder, Wave},
    case::{Case, CaseChannel, CaseKind, CaseStatus, Category, Concerned, Severity},
    ids::{ServiceId, SessionId},
    report::{Report, ReportKind, ReportStatus},
    service::{Service, ServiceKind},
    session::Session,
};
use uuid::Uuid;

/// The id of number `n`: equal numbers are equal ids, and they sort as the numbers do.
pub const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// # Panics
/// When `text` is no day such as `2026-11-20`.
#[allow(clippy::expect_used)]
pub fn day(text: &str) -> Day {
    text.parse().expect("a test writes days as 2026-11-20")
}

/// The published questionnaire that campaigns of the first version use.
pub fn af_hot() -> QuestionnaireRef {
    QuestionnaireRef {
        key: "af.hot".to_owned(),
        version: 1,
    }
}

pub fn service() -> Service {
    Service {
        kind: ServiceKind::Formation,
        title: "Excel avancé".to_owned(),
    }
}

/// Three days in November, twelve people, one of them absent.
pub fn session(service: ServiceId) -> Session {
    Session {
        service,
        title: "Excel avancé, Lyon, novembre".to_owned(),
        starts: day("2026-11-18"),
        ends: day("2026-11-20"),
        site: "Lyon".to_owned(),
        trainer: "Formatrice A".to_owned(),
        company: String::new(),
        funder: "AFDAS".to_owned(),
        subcontracted_for: String::new(),
        headcount: 12,
        absent: 1,
        minors: false,
    }
}

/// Open, anonymous, from the session's last day on.
pub fn campaign(session: SessionId) -> Campaign {
    Campaign {
        session,
        questionnaire: af_hot(),
        stakeholder: Stakeholder::Beneficiary,
        party: String::new(),
        wave: Wave::Hot,
        privacy: Privacy::Anonyme,
        privacy_reason: String::new(),
        test: false,
        status: CampaignStatus::Open,
        called_off: String::new(),
        opens: day("2026-11-20"),
        reminders: Vec::new(),
        closes: day("2026-12-11"),
        link: "0123456789ABCDEFGHJKMNPQRS".to_owned(),
    }
}

/// Proposed, of nobody yet, from an idea.
pub fn action() -> Action {
    Action {
        title: "Revoir le rythme de l’après-midi".to_owned(),
        kind: ActionType::Improvement,
        description: String::new(),
        owner: None,
        due: None,
        expected_result: String::new(),
        criterion: String::new(),
        status: ActionStatus::Proposed,
        source: Source::Idea,
        opened: day("2026-11-21"),
    }
}

/// A complaint that just came in.
pub fn case() -> Case {
    Case {
        title: "Salle trop froide".to_owned(),
        kind: CaseKind::Complaint,
        received: day("2026-11-20"),
        channel: CaseChannel::Mail,
        concerned: Concerned::Beneficiary,
        session: None,
        category: Category::Organisation,
        severity: Severity::Low,
        description: String::new(),
        owner: None,
        cause: String::new(),
        correction: String::new(),
        reply: String::new(),
        lesson: String::new(),
        actions: Vec::new(),
        status: CaseStatus::Received,
    }
}

/// A report that names nobody yet.
pub fn report() -> Report {
    Report {
        kind: ReportKind::Harassment,
        received: day("2026-11-20"),
        session: None,
        narrative: "Propos répétés.".to_owned(),
        measures: String::new(),
        owner: None,
        named: Vec::new(),
        status: ReportStatus::Open,
    }
}

/// Everything of `af.hot` answered by someone of that satisfaction (1 to 4), with a comment.
pub fn answers(overall: u32, comment: &str) -> Answers {
    let score = |key: &str| (key.to_owned(), Answer::Score(overall));
    let scales = [
        "objectives_met",
        "content_fit",
        "methods",
        "trainer_clarity",
        "trainer_listen",
        "org",
        "usefulness",
        "overall",
    ];
    let mut answers: Answers = scales.into_iter().map(score).collect();
    let rest = [
        ("pace", Answer::Choice("right".to_owned())),
        ("nps", Answer::Score(overall * 5 / 2)),
        ("best", Answer::Text(comment.to_owned())),
    ];
    answers.extend(rest.map(|(key, answer)| (key.to_owned(), answer)));
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        entity::{EntityKind, check, fields},
        questionnaire::{builtin, check_answers},
    };

    #[test]
    fn every_record_is_one_the_domain_accepts() {
        let session = session(ServiceId(id(1)));
        let campaign = campaign(SessionId(id(2)));
        assert_eq!(check(EntityKind::Service, &fields(&service())), Ok(()));
        assert_eq!(check(EntityKind::Session, &fields(&session)), Ok(()));
        assert_eq!(check(EntityKind::Campaign, &fields(&campaign)), Ok(()));
        assert_eq!(check(EntityKind::Action, &fields(&action())), Ok(()));
        assert_eq!(check(EntityKind::Case, &fields(&case())), Ok(()));
        assert_eq!(check(EntityKind::Report, &fields(&report())), Ok(()));
        let questionnaire = builtin(&af_hot()).unwrap();
        for overall in 1..=4 {
            assert_eq!(
                check_answers(&questionnaire, &answers(overall, "Bien")),
                Ok(())
            );
        }
    }
}
