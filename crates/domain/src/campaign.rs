//! Campaigns: one questionnaire put to one session.

pub use crate::calendar::cadence::{Stakeholder, Wave};

use crate::{
    Day, Refusal, calendar::agenda::same, contact::Contact, figures::SMALL_GROUP, ids::SessionId,
    questionnaire::Questionnaire, session::Session,
};
use serde::{Deserialize, Serialize};

/// How answers and people are kept apart. Fixed before the first answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Privacy {
    /// Nothing joins person and answer; only the day is kept.
    #[default]
    Anonyme,
    /// Who answered is known, what they said is not.
    Confidentiel,
    /// Person and answer are joined; needs a reason.
    Nominatif,
}

impl Privacy {
    pub const ALL: [Privacy; 3] = [Privacy::Anonyme, Privacy::Confidentiel, Privacy::Nominatif];

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    pub(crate) fn is_anonymous(&self) -> bool {
        *self == Privacy::Anonyme
    }

    /// The mode that a questionnaire can be put in: whoever signs is known.
    pub fn for_asking(self, questionnaire: &Questionnaire) -> Privacy {
        match self {
            Privacy::Anonyme if questionnaire.asks_to_sign() => Privacy::Confidentiel,
            mode => mode,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CampaignStatus {
    #[default]
    Open,
    Closed,
}

impl CampaignStatus {
    /// The moves the status machine allows from here: none back.
    pub fn next(self) -> &'static [CampaignStatus] {
        match self {
            CampaignStatus::Open => &[CampaignStatus::Closed],
            CampaignStatus::Closed => &[],
        }
    }
}

/// A questionnaire by key and published version; both never change meaning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuestionnaireRef {
    pub key: String,
    pub version: u32,
}

/// Field names on the wire and in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Campaign {
    /// Of a yearly survey the latest session that names its party: results, pools and tablets need one, and what is
    /// counted by session is counted for beneficiaries only.
    pub session: SessionId,
    pub questionnaire: QuestionnaireRef,
    /// Who is asked.
    #[serde(default)]
    pub stakeholder: Stakeholder,
    /// The company, funder or principal it is put to, as sessions write it; empty for everybody else.
    #[serde(default)]
    pub party: String,
    pub wave: Wave,
    #[serde(default)]
    pub privacy: Privacy,
    /// Why answers carry a name; required when `privacy` is nominatif, empty otherwise.
    #[serde(default)]
    pub privacy_reason: String,
    /// Answers of a test campaign never count.
    #[serde(default)]
    pub test: bool,
    #[serde(default)]
    pub status: CampaignStatus,
    /// Why it was closed before anybody was asked; empty unless it was.
    #[serde(default)]
    pub called_off: String,
    #[serde(with = "crate::day::wire")]
    pub opens: Day,
    /// Days on which those who have not answered are asked again.
    #[serde(default, with = "crate::day::wire::many")]
    pub reminders: Vec<Day>,
    /// Last day on which answers are taken from links; tablets may still deliver what they hold.
    #[serde(with = "crate::day::wire")]
    pub closes: Day,
    /// The secret of the public link, `<26 characters of Crockford base 32>`; the URL is `/r/#c=<org>.<link>`.
    pub link: String,
}

/// Where a campaign is on a given day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Opens later: nobody can answer yet.
    Planned,
    Open,
    /// Closed by hand, or past its last day.
    Closed,
    CalledOff,
}

impl Campaign {
    pub fn stage(&self, today: Day) -> Stage {
        match self.status {
            CampaignStatus::Closed if !self.called_off.is_empty() => Stage::CalledOff,
            CampaignStatus::Closed => Stage::Closed,
            CampaignStatus::Open if today < self.opens => Stage::Planned,
            CampaignStatus::Open if today <= self.closes => Stage::Open,
            CampaignStatus::Open => Stage::Closed,
        }
    }

    /// Whether somebody can answer yet when it is set up on `today`.
    ///
    /// # Errors
    /// `DayGone`.
    pub fn check_closing(closes: Day, today: Day) -> Result<(), Refusal> {
        let ahead = today <= closes;
        ahead.then_some(()).ok_or(Refusal::DayGone)
    }

    /// Whether somebody of its session is among those it asks: by what they are, and by whom they stand for where the
    /// campaign is put to one company, funder or principal and their own is known.
    pub fn asks(&self, contact: &Contact) -> bool {
        let theirs = contact.party.trim();
        let party = self.party.is_empty() || theirs.is_empty() || same(theirs, &self.party);
        contact.stakeholder == self.stakeholder && party
    }

    /// Whether its privacy allows what it asks.
    ///
    /// # Errors
    /// `SignatureNames`.
    pub fn may_ask(&self, questionnaire: &Questionnaire) -> Result<(), Refusal> {
        if self.privacy.for_asking(questionnaire) != self.privacy {
            return Err(Refusal::SignatureNames);
        }
        Ok(())
    }

    /// How many could answer, as the session tells it: of its beneficiaries only. How many others were asked, the
    /// solicitations say.
    pub fn present(&self, session: &Session) -> u32 {
        match self.stakeholder {
            Stakeholder::Beneficiary => session.present(),
            _ => 0,
        }
    }
}

/// Where a survey asks fewer people than results are shown of: how many, if that is known. Of a session's trainer, company,
/// funder or principal there is mostly one. Nothing in the mode in which each answer is read by name.
pub fn few_expected(who: Stakeholder, mode: Privacy, present: u32) -> Option<Option<u32>> {
    match (mode, who) {
        (Privacy::Nominatif, _) => None,
        (_, Stakeholder::Beneficiary) => {
            let few = (1..SMALL_GROUP).contains(&present);
            few.then_some(Some(present))
        }
        _ => Some(None),
    }
}

/// The secret of a public link from 16 random bytes: 26 characters of Crockford's base 32 in small letters, which has no
/// letter that is taken for another when read out.
pub fn link(random: [u8; 16]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let number = u128::from_be_bytes(random);
    // 26 characters hold 130 bits: the first one has only the two highest.
    (0..26)
        .rev()
        .map(|place| char::from(ALPHABET[(number >> (5 * place)) as usize & 31]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Campaign, Privacy, Stakeholder, few_expected, link};
    use crate::{Day, Refusal, contact::Contact, entity::read};

    #[test]
    fn a_survey_asks_those_it_is_put_to() {
        let funders = serde_json::json!({
            "session": uuid::Uuid::nil(), "questionnaire": { "key": "all.funder.year", "version": 1 },
            "stakeholder": "funder", "party": "OPCO Atlas", "wave": "yearly",
            "opens": "2027-01-08", "closes": "2027-01-29", "link": "0",
        });
        let funders: Campaign = read(funders.as_object().unwrap()).unwrap();
        let contact = |stakeholder, party: &str| Contact {
            name: "Ana".to_owned(),
            email: "ana@example.org".to_owned(),
            lang: crate::Lang::Fr,
            stakeholder,
            party: party.to_owned(),
            opted_out: false,
            bounced: false,
            refused_on: None,
            minor: false,
        };
        assert!(funders.asks(&contact(Stakeholder::Funder, "opco atlas")));
        assert!(
            funders.asks(&contact(Stakeholder::Funder, "")),
            "not said whose"
        );
        assert!(!funders.asks(&contact(Stakeholder::Funder, "OPCO EP")));
        assert!(!funders.asks(&contact(Stakeholder::Beneficiary, "")));
    }

    #[test]
    fn a_survey_that_nobody_could_answer_is_not_set_up() {
        let today = Day::constant(2026, 11, 23);
        let yesterday = today.yesterday().unwrap();
        assert_eq!(
            Campaign::check_closing(yesterday, today),
            Err(Refusal::DayGone)
        );
        assert_eq!(Campaign::check_closing(today, today), Ok(()));
    }

    #[test]
    fn a_small_group_is_told_before_it_is_asked_in_vain() {
        let learner = Stakeholder::Beneficiary;
        assert_eq!(few_expected(learner, Privacy::Anonyme, 4), Some(Some(4)));
        assert_eq!(
            few_expected(learner, Privacy::Confidentiel, 1),
            Some(Some(1))
        );
        for present in [0, 5] {
            let told = few_expected(learner, Privacy::Anonyme, present);
            assert_eq!(told, None, "{present}: nobody counted, or enough");
        }
        let funder = Stakeholder::Funder;
        assert_eq!(few_expected(funder, Privacy::Anonyme, 12), Some(None));
        assert_eq!(few_expected(funder, Privacy::Nominatif, 12), None);
    }

    #[test]
    fn a_link_has_all_its_bits() {
        assert_eq!(link([0; 16]), "0".repeat(26));
        assert_eq!(link([0xff; 16]), format!("7{}", "z".repeat(25)));
        let mut last = [0; 16];
        last[15] = 0b10_0001;
        assert!(link(last).ends_with("11"));
    }
}
