//! How long what names people is kept (*durée de conservation*), and what is past its time.
//!
//! Only what lies beside the log is ever removed: people who are asked, their links and what was mailed to them. Released
//! answers name nobody and stay.

use crate::{
    Day, Refusal,
    campaign::{Campaign, CampaignStatus},
};
use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};

/// What an organisation decided, in months. No law says how long the lists of a survey are kept; the defaults are the
/// proposal of our research, for the organisation's data protection officer to confirm: who was asked, half a year after
/// the survey, which leaves time for reminders and for tablets that come back late; people, three years after their last
/// session, as providers keep attendance and registration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Retention {
    /// After the last day of a survey: who was asked, whether they answered, their links, strips and what was mailed.
    pub links_months: u32,
    /// After the end of somebody's last session: their name, address and all that is left of them.
    pub contacts_months: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            links_months: 6,
            contacts_months: 36,
        }
    }
}

/// The periods that can be chosen. Tablets may deliver thirty days late, so no link goes before two months.
pub const LINKS_MONTHS: [u32; 5] = [2, 3, 6, 12, 24];
pub const CONTACTS_MONTHS: [u32; 6] = [6, 12, 24, 36, 60, 120];

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
        known(&CONTACTS_MONTHS, self.contacts_months).map_err(|why| ("contacts_months", why))
    }

    /// Whether what is known of who was asked for a survey goes: it is closed and long over.
    pub fn links_go(self, campaign: &Campaign, today: Day) -> bool {
        campaign.status == CampaignStatus::Closed
            && is_over(campaign.closes, self.links_months, today)
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
    }
}
