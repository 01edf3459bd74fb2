//! How long what names people, or may, is kept (*durée de conservation*), and what is past its time.
//!
//! What lies beside the log is removed: people who are asked, their links, what was mailed to them, and what was refused.
//! Released answers stay in the log without what they say in words ([`crate::erasure`]).

use crate::{
    Day, Refusal,
    campaign::{Campaign, CampaignStatus},
    day::first_of_quarter,
};
use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};

/// What an organisation decided, in months. No law says how long the lists of a survey are kept; the defaults are the
/// proposal of our research, for the organisation's data protection officer to confirm: who was asked, half a year after
/// the survey, which leaves time for reminders and for tablets that come back late; people, three years after their last
/// session, as providers keep attendance and registration; what answers say in words, three years after the survey, which is
/// a cycle of certification; what was refused and dismissed, half a year after that decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Retention {
    /// After the last day of a survey: who was asked, whether they answered, their links, strips and what was mailed.
    pub links_months: u32,
    /// After the end of somebody's last session: their name, address and all that is left of them.
    pub contacts_months: u32,
    /// After the last day of a survey: what its answers say in words, by hand or with pictures.
    #[serde(default = "usual_answers")]
    pub answers_months: u32,
    /// After somebody decided to leave it there: what was refused.
    #[serde(default = "usual_refused")]
    pub refused_months: u32,
}

// Of programs older than these fields.
fn usual_answers() -> u32 {
    Retention::default().answers_months
}

fn usual_refused() -> u32 {
    Retention::default().refused_months
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            links_months: 6,
            contacts_months: 36,
            answers_months: 36,
            refused_months: 6,
        }
    }
}

/// The periods that can be chosen. Tablets may deliver thirty days late, so no link goes before two months.
pub const LINKS_MONTHS: [u32; 5] = [2, 3, 6, 12, 24];
pub const CONTACTS_MONTHS: [u32; 6] = [6, 12, 24, 36, 60, 120];
/// An audit looks back over a cycle of three years.
pub const ANSWERS_MONTHS: [u32; 6] = [6, 12, 24, 36, 60, 120];
pub const REFUSED_MONTHS: [u32; 5] = [1, 3, 6, 12, 24];

/// Without a mail server, mail that was due so many days ago holds nobody and no survey back: it will not leave.
pub const UNSENT_DAYS: i64 = 30;

impl Retention {
    /// # Errors
    /// The field with a period that cannot be chosen.
    pub fn check(self) -> Result<(), (&'static str, Refusal)> {
        let known = |list: &[u32], months| match list.contains(&months) {
            true => Ok(()),
            false => Err(Refusal::Malformed),
        };
        known(&LINKS_MONTHS, self.links_months).map_err(|why| ("links_months", why))?;
        known(&CONTACTS_MONTHS, self.contacts_months).map_err(|why| ("contacts_months", why))?;
        known(&ANSWERS_MONTHS, self.answers_months).map_err(|why| ("answers_months", why))?;
        known(&REFUSED_MONTHS, self.refused_months).map_err(|why| ("refused_months", why))
    }

    /// Whether what is known of who was asked for a survey goes: it is closed and long over.
    pub fn links_go(self, campaign: &Campaign, today: Day) -> bool {
        campaign.status == CampaignStatus::Closed
            && is_over(campaign.closes, self.links_months, today)
    }

    /// Whether what the answers to a survey say goes: it is closed and long over.
    pub fn answers_go(self, campaign: &Campaign, today: Day) -> bool {
        campaign.status == CampaignStatus::Closed
            && is_over(campaign.closes, self.answers_months, today)
    }

    /// The same for answers that were pooled, of which only the quarter is known: `day` is in it. `asked` are the surveys
    /// whose answers may be among them.
    pub fn pooled_go<'a>(
        self,
        day: Day,
        mut asked: impl Iterator<Item = &'a Campaign>,
        today: Day,
    ) -> bool {
        let next = first_of_quarter(day).saturating_add(3.months());
        is_over(next, self.answers_months, today)
            && asked.all(|campaign| self.answers_go(campaign, today))
    }

    /// Whether something refused goes that somebody decided to leave where it is.
    pub fn refused_goes(self, decided: Day, today: Day) -> bool {
        is_over(decided, self.refused_months, today)
    }

    /// Whether somebody goes whose sessions end on these days; nobody of no session does.
    pub fn contact_goes(self, ends: impl IntoIterator<Item = Day>, today: Day) -> bool {
        let last = ends.into_iter().max();
        last.is_some_and(|last| is_over(last, self.contacts_months, today))
    }
}

/// Whether so many whole months have gone by since the end of a day.
fn is_over(last: Day, months: u32, today: Day) -> bool {
    last.saturating_add(i64::from(months).months()) < today
}

/// How much is removed, or would be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Removal {
    pub people: u32,
    /// Places of people and strips in surveys, with their links.
    pub seats: u32,
    /// What was noted of mail that was sent.
    pub mails: u32,
    /// Answers of which only what is counted stays.
    #[serde(default)]
    pub answers: u32,
    /// What was refused and kept aside.
    #[serde(default)]
    pub refused: u32,
}

/// What was removed on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Removed {
    #[serde(with = "crate::day::wire")]
    pub day: Day,
    #[serde(flatten)]
    pub removal: Removal,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::read;

    fn campaign(status: CampaignStatus, closes: &str) -> Campaign {
        let fields = serde_json::json!({
            "session": uuid::Uuid::nil(), "questionnaire": {"key": "af.hot", "version": 1}, "wave": "hot",
            "status": status, "opens": "2026-01-01", "closes": closes, "link": "",
        });
        serde_json::from_value(fields).unwrap()
    }

    #[test]
    fn links_go_once_the_months_are_over_and_never_of_an_open_survey() {
        let keep = Retention::default();
        let closed = campaign(CampaignStatus::Closed, "2026-02-28");
        let on = |day| keep.links_go(&closed, read(day).unwrap());
        assert!(!on("2026-08-27") && !on("2026-08-28") && on("2026-08-29"));
        let open = campaign(CampaignStatus::Open, "2026-02-28");
        assert!(!keep.links_go(&open, read("2036-01-01").unwrap()));
    }

    #[test]
    fn somebody_goes_by_the_last_of_their_sessions() {
        let keep = Retention::default();
        let ends = [read("2022-05-02").unwrap(), read("2023-11-20").unwrap()];
        assert!(!keep.contact_goes(ends, read("2026-11-20").unwrap()));
        assert!(keep.contact_goes(ends, read("2026-11-21").unwrap()));
        assert!(!keep.contact_goes([], read("2036-01-01").unwrap()));
    }

    #[test]
    fn only_the_periods_offered_are_taken() {
        assert_eq!(Retention::default().check(), Ok(()));
        let never = Retention {
            links_months: 0,
            ..Retention::default()
        };
        assert_eq!(never.check(), Err(("links_months", Refusal::Malformed)));
        let long = Retention {
            contacts_months: 1_000,
            ..Retention::default()
        };
        assert_eq!(long.check(), Err(("contacts_months", Refusal::Malformed)));
        let soon = Retention {
            answers_months: 1,
            ..Retention::default()
        };
        assert_eq!(soon.check(), Err(("answers_months", Refusal::Malformed)));
        let late = Retention {
            refused_months: 120,
            ..Retention::default()
        };
        assert_eq!(late.check(), Err(("refused_months", Refusal::Malformed)));
    }

    #[test]
    fn words_of_answers_go_after_their_survey_and_pooled_ones_after_all_that_may_be_theirs() {
        let keep = Retention::default();
        let closed = campaign(CampaignStatus::Closed, "2026-02-28");
        let on = |day| keep.answers_go(&closed, read(day).unwrap());
        assert!(!on("2029-02-28") && on("2029-03-01"));
        let open = campaign(CampaignStatus::Open, "2026-02-28");
        assert!(!keep.answers_go(&open, read("2040-01-01").unwrap()));

        let first = read("2026-01-01").unwrap();
        let pooled = |asked: &[&Campaign], day| {
            let asked = asked.iter().copied();
            keep.pooled_go(first, asked, read(day).unwrap())
        };
        assert!(!pooled(&[], "2029-04-01") && pooled(&[], "2029-04-02"));
        let cold = campaign(CampaignStatus::Closed, "2026-09-15");
        assert!(!pooled(&[&closed, &cold], "2029-09-15"));
        assert!(pooled(&[&closed, &cold], "2029-09-16"));
        assert!(!pooled(&[&closed, &open], "2040-01-01"));
    }

    #[test]
    fn what_was_dismissed_goes_after_its_decision() {
        let keep = Retention::default();
        let decided = read("2026-02-10").unwrap();
        assert!(!keep.refused_goes(decided, read("2026-08-10").unwrap()));
        assert!(keep.refused_goes(decided, read("2026-08-11").unwrap()));
    }

    /// Settings and counts as programs of before wrote them.
    #[test]
    fn what_older_programs_wrote_is_read_with_the_usual_periods() {
        let keep: Retention =
            serde_json::from_str(r#"{"links_months":2,"contacts_months":24}"#).unwrap();
        assert_eq!((keep.links_months, keep.contacts_months), (2, 24));
        assert_eq!((keep.answers_months, keep.refused_months), (36, 6));
        let gone: Removed =
            serde_json::from_str(r#"{"day":"2026-11-23","people":1,"seats":2,"mails":3}"#).unwrap();
        let removal = gone.removal;
        assert_eq!(
            (removal.people, removal.answers, removal.refused),
            (1, 0, 0)
        );
    }
}
