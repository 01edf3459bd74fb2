//! The notice of a survey (*information des personnes*, article 13 of the GDPR): who asks, what for, what is known of whom,
//! who reads it, how long it is kept, what one may ask and whom. Made from the survey and from what the organisation
//! decided, so that it says what is done. A survey's device gets it with the questionnaire; paper and screens of the team
//! make it themselves.

mod words;

use crate::{
    Text,
    campaign::{Privacy, Stakeholder},
    retention::Retention,
    service::ServiceKind,
    session::Session,
};
use serde::{Deserialize, Serialize};

/// A heading and what stands under it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Paragraph {
    pub title: Text,
    pub text: Text,
}

/// What a notice depends on.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub organisation: &'a str,
    /// Whom to write to about one's data: the protection officer, or whoever is in charge of it.
    pub contact: &'a str,
    pub privacy: Privacy,
    /// Why answers carry a name.
    pub reason: &'a str,
    pub minors: bool,
    /// Who is asked.
    pub stakeholder: Stakeholder,
    /// Whether the questionnaire asks for a signature, which names whoever gives it.
    pub signs: bool,
    /// Whether it is answered on a device, and not on paper.
    pub on_device: bool,
    pub keep: Retention,
}

/// Whether people under eighteen are among those who are asked. Apprentices may be fifteen, whether the session says so
/// or not.
pub fn for_minors(stakeholder: Stakeholder, kind: Option<ServiceKind>, session: &Session) -> bool {
    stakeholder == Stakeholder::Beneficiary
        && (session.minors || kind == Some(ServiceKind::Apprentissage))
}

/// The whole notice, in the order it is read.
pub fn notice(about: &About<'_>) -> Vec<Paragraph> {
    let mut all = vec![words::controller(about)];
    if about.minors {
        all.push(words::minors(about));
    }
    all.push(words::purpose(about.stakeholder));
    all.push(words::known(about));
    all.push(words::readers(about.privacy));
    all.push(words::kept(about));
    all.push(words::rights(about));
    if about.on_device {
        all.push(words::device());
    }
    all.push(words::complaint());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(privacy: Privacy, minors: bool) -> About<'static> {
        About {
            organisation: "Atelier des savoirs",
            contact: "dpo@example.org",
            privacy,
            reason: "suivre chaque personne",
            minors,
            stakeholder: Stakeholder::Beneficiary,
            signs: false,
            on_device: true,
            keep: Retention {
                links_months: 3,
                contacts_months: 24,
                answers_months: 60,
                ..Retention::default()
            },
        }
    }

    fn whole(about: &About<'_>) -> (String, String) {
        let all = notice(about);
        let fr: Vec<_> = all.iter().map(|one| one.text.fr.as_str()).collect();
        let en: Vec<_> = all.iter().map(|one| one.text.en.as_str()).collect();
        (fr.join("\n"), en.join("\n"))
    }

    #[test]
    fn each_mode_says_what_is_done_with_what_was_said() {
        let (fr, en) = whole(&about(Privacy::Anonyme, false));
        assert!(fr.contains("ne nomment personne") && en.contains("name nobody"));
        let other = about(Privacy::Anonyme, false);
        let longer = About {
            keep: Retention::default(),
            ..other
        };
        assert_ne!(whole(&other), whole(&longer), "what was decided is told");
        let (fr, en) = whole(&about(Privacy::Confidentiel, false));
        assert!(fr.contains("3\u{a0}mois") && en.contains("3 months"));
        assert!(fr.contains("24\u{a0}mois") && en.contains("24 months"));
        for privacy in [Privacy::Anonyme, Privacy::Confidentiel, Privacy::Nominatif] {
            let (fr, en) = whole(&about(privacy, false));
            assert!(fr.contains("60\u{a0}mois") && en.contains("60 months"));
        }
        let (fr, en) = whole(&about(Privacy::Nominatif, false));
        assert!(fr.contains("suivre chaque personne") && en.contains("suivre chaque personne"));
    }

    #[test]
    fn whoever_answers_reads_whom_to_write_to_the_basis_and_the_authority() {
        for privacy in [Privacy::Anonyme, Privacy::Confidentiel, Privacy::Nominatif] {
            for minors in [false, true] {
                let (fr, en) = whole(&about(privacy, minors));
                for (fr_word, en_word) in [
                    ("dpo@example.org", "dpo@example.org"),
                    ("Atelier des savoirs", "Atelier des savoirs"),
                    ("intérêt légitime", "legitimate interest"),
                    ("CNIL", "CNIL"),
                ] {
                    assert!(fr.contains(fr_word) && en.contains(en_word), "{fr_word}");
                }
                let all = notice(&about(privacy, minors));
                assert!(
                    all.iter()
                        .all(|one| !one.title.en.is_empty() && !one.text.en.is_empty())
                );
            }
        }
    }

    /// For somebody of fifteen: no sentence of more than 25 words, and nothing that a lawyer would have to explain.
    #[test]
    fn words_for_minors_are_short() {
        for privacy in [Privacy::Anonyme, Privacy::Confidentiel, Privacy::Nominatif] {
            let signed = About {
                signs: true,
                ..about(privacy, true)
            };
            let words = words::minors(&about(privacy, true)).text;
            let signed = words::minors(&signed).text;
            for text in [&signed.fr, &signed.en]
                .into_iter()
                .chain([&words.fr, &words.en])
            {
                for sentence in text.split_inclusive(['.', '?', '!']) {
                    let count = sentence.split_whitespace().count();
                    assert!(count <= 25, "{count}: {sentence}");
                }
            }
            for hard in [
                "traitement",
                "légitime",
                "finalité",
                "rectification",
                "limitation",
            ] {
                assert!(!words.fr.contains(hard), "{hard}");
            }
        }
        let grown = notice(&about(Privacy::Anonyme, false)).len();
        assert_eq!(notice(&about(Privacy::Anonyme, true)).len(), grown + 1);
    }

    /// Whoever signs is known, whatever the mode says of links.
    #[test]
    fn a_signature_names_and_the_notice_says_so() {
        let signed = About {
            signs: true,
            ..about(Privacy::Confidentiel, false)
        };
        let ((fr, en), (plain, _)) = (whole(&signed), whole(&about(Privacy::Confidentiel, false)));
        assert!(
            fr.contains("Votre signature vous nomme") && en.contains("Your signature names you")
        );
        for untrue in [
            "Rien ne relie les deux",
            "ils ne nomment personne",
            "ne portent pas votre nom",
        ] {
            assert!(plain.contains(untrue) && !fr.contains(untrue), "{untrue}");
        }
    }

    /// A funder has no course to follow.
    #[test]
    fn only_learners_read_of_their_course() {
        for stakeholder in Stakeholder::ALL {
            let (fr, _) = whole(&About {
                stakeholder,
                ..about(Privacy::Anonyme, false)
            });
            let learner = stakeholder == Stakeholder::Beneficiary;
            assert_eq!(fr.contains("votre parcours"), learner, "{stakeholder:?}");
        }
    }

    #[test]
    fn apprentices_may_be_minors_and_companies_are_not() {
        let session: Session = serde_json::from_value(serde_json::json!({
            "service": uuid::Uuid::nil(), "title": "x", "starts": "2026-11-02", "ends": "2026-11-03", "headcount": 4,
        }))
        .unwrap();
        let young = Session {
            minors: true,
            ..session.clone()
        };
        let learner = Stakeholder::Beneficiary;
        assert!(!for_minors(learner, Some(ServiceKind::Formation), &session));
        assert!(for_minors(learner, Some(ServiceKind::Formation), &young));
        assert!(for_minors(
            learner,
            Some(ServiceKind::Apprentissage),
            &session
        ));
        assert!(!for_minors(
            Stakeholder::Company,
            Some(ServiceKind::Apprentissage),
            &young
        ));
    }
}
