//! What all answers say together: people are added up, rates never averaged.

use crate::state::Row;
use domain::{
    Day,
    campaign::{Campaign, Stakeholder},
    figures::{CampaignResults, Detail, Nps, Pool, Rate},
    ids::CampaignId,
};

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Totals {
    /// Surveys of beneficiaries that have begun; a test never counts, nor does what was called off.
    pub surveys: usize,
    /// Of those, the ones whose head-count is unknown: their answers are a share of nothing.
    pub unknown: usize,
    /// Answers received by all of them.
    pub received: u32,
    /// Answers over the people present, where these are known.
    pub response: Rate,
    /// Answers that may be read, those of the small groups included.
    pub read: u32,
    pub satisfaction: Rate,
    pub nps: Nps,
}

impl Totals {
    pub fn new(
        campaigns: &[Row<CampaignId, Campaign>],
        results: &[CampaignResults],
        pools: &[Pool],
        today: Day,
    ) -> Totals {
        let mut totals = Totals::default();
        let counts = |campaign: &Campaign| {
            campaign.stakeholder == Stakeholder::Beneficiary
                && !campaign.test
                && campaign.called_off.is_empty()
        };
        for row in campaigns.iter().filter(|row| counts(&row.value)) {
            let results = results.iter().find(|one| one.campaign == row.id);
            if row.value.opens <= today {
                totals.add_response(results.map(|one| one.response));
            }
            totals.add_detail(results.and_then(|one| one.detail.as_ref()));
        }
        for pool in pools {
            totals.add_detail(pool.detail.as_ref());
        }
        totals
    }

    fn add_response(&mut self, response: Option<Rate>) {
        self.surveys += 1;
        let Some(response) = response else {
            return;
        };
        self.received += response.part;
        if response.whole == 0 {
            self.unknown += 1;
        } else {
            add(&mut self.response, response);
        }
    }

    fn add_detail(&mut self, detail: Option<&Detail>) {
        let Some(detail) = detail else {
            return;
        };
        self.read += detail.n;
        add(&mut self.satisfaction, detail.satisfaction);
        self.nps.promoters += detail.nps.promoters;
        self.nps.passives += detail.nps.passives;
        self.nps.detractors += detail.nps.detractors;
    }
}

fn add(sum: &mut Rate, rate: Rate) {
    sum.part += rate.part;
    sum.whole += rate.whole;
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        campaign::{CampaignStatus, Privacy, QuestionnaireRef, Wave},
        figures::Counts,
        ids::{ServiceId, SessionId},
    };
    use uuid::Uuid;

    const TODAY: Day = Day::constant(2026, 11, 21);
    const TOMORROW: Day = Day::constant(2026, 11, 22);

    fn survey(id: u128, opens: Day, test: bool) -> Row<CampaignId, Campaign> {
        Row {
            id: CampaignId(Uuid::from_u128(id)),
            value: Campaign {
                session: SessionId(Uuid::nil()),
                questionnaire: QuestionnaireRef {
                    key: "af.hot".to_owned(),
                    version: 1,
                },
                stakeholder: Stakeholder::Beneficiary,
                party: String::new(),
                wave: Wave::Hot,
                privacy: Privacy::Anonyme,
                privacy_reason: String::new(),
                test,
                status: CampaignStatus::Open,
                called_off: String::new(),
                opens,
                reminders: Vec::new(),
                closes: TOMORROW,
                link: String::new(),
            },
            in_conflict: false,
        }
    }

    fn detail(n: u32) -> Detail {
        Detail {
            n,
            excluded: 0,
            channels: Vec::new(),
            satisfaction: Rate {
                part: n - 1,
                whole: n,
            },
            nps: Nps {
                promoters: n - 1,
                passives: 0,
                detractors: 1,
            },
            questions: Vec::new(),
            comments: Vec::new(),
            photos: Vec::new(),
            answers: Vec::new(),
        }
    }

    fn results(id: u128, part: u32, whole: u32) -> CampaignResults {
        CampaignResults {
            campaign: CampaignId(Uuid::from_u128(id)),
            counts: Counts::default(),
            response: Rate { part, whole },
            detail: (part >= 5).then(|| detail(part)),
            excluded: Vec::new(),
        }
    }

    #[test]
    fn a_survey_without_head_count_or_not_begun_is_no_part_of_the_response_rate() {
        let campaigns = [
            survey(1, TODAY, false),
            survey(2, TODAY, false),
            survey(3, TOMORROW, false),
            survey(4, TODAY, true),
        ];
        let results = [
            results(1, 8, 10),
            results(2, 7, 0),
            results(3, 0, 12),
            results(4, 1, 1),
        ];
        let totals = Totals::new(&campaigns, &results, &[], TODAY);
        let rate = Rate { part: 8, whole: 10 };
        assert_eq!((totals.response, totals.unknown), (rate, 1));
        assert_eq!((totals.surveys, totals.received), (2, 15));
        // What people said counts all the same.
        assert_eq!(totals.read, 15);
    }

    #[test]
    fn small_groups_count_with_the_surveys() {
        let campaigns = [survey(1, TODAY, false), survey(2, TODAY, false)];
        let results = [results(1, 8, 10), results(2, 3, 4)];
        let pool = |detail| Pool {
            service: ServiceId(Uuid::nil()),
            quarter: "2026-T4".to_owned(),
            survey: None,
            detail,
            excluded: Vec::new(),
        };
        let pools = [pool(Some(detail(6))), pool(None)];
        let totals = Totals::new(&campaigns, &results, &pools, TODAY);
        assert_eq!(totals.read, 14);
        let satisfied = Rate {
            part: 12,
            whole: 14,
        };
        assert_eq!((totals.satisfaction, totals.nps.n()), (satisfied, 14));
    }
}
