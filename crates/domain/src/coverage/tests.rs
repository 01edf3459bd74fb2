//! What a quality lead reads off the board.

use super::*;
use crate::{
    calendar::{
        Territory,
        agenda::{
            Run,
            tests::{campaign, on, session},
        },
        cadence::Rules,
    },
    feedback::Form,
    ids::SessionId,
    session::Session,
    solicitation::Means,
};
use proptest::prelude::*;
use uuid::Uuid;

/// An organisation of four sessions, one of each kind of service.
#[derive(Clone)]
struct World {
    sessions: Vec<(ServiceKind, Session)>,
    campaigns: Vec<(CampaignId, Campaign)>,
    solicitations: Vec<(SolicitationId, Solicitation)>,
    feedback: Vec<(FeedbackId, Feedback)>,
    received: u32,
    today: Day,
}

impl World {
    fn new(today: &str) -> World {
        let mut formation = session("2026-11-18", "2026-11-20");
        formation.company = "Durand SA".to_owned();
        let mut bilan = session("2026-09-01", "2026-10-30");
        bilan.company = "Durand SA".to_owned();
        let mut vae = session("2026-09-01", "2026-10-30");
        vae.funder = String::new();
        World {
            sessions: vec![
                (ServiceKind::Formation, formation),
                (ServiceKind::Bilan, bilan),
                (ServiceKind::Vae, vae),
            ],
            campaigns: Vec::new(),
            solicitations: Vec::new(),
            feedback: Vec::new(),
            received: 0,
            today: on(today),
        }
    }

    fn told<T>(&self, tell: impl FnOnce(Facts<'_>, Proofs<'_>) -> T) -> T {
        let runs: Vec<Run<'_>> = (0..)
            .zip(&self.sessions)
            .map(|(id, (kind, session))| Run {
                id: SessionId(Uuid::from_u128(id)),
                kind: *kind,
                session,
            })
            .collect();
        let campaigns: Vec<_> = self.campaigns.iter().map(|(id, one)| (*id, one)).collect();
        let solicitations: Vec<_> = self
            .solicitations
            .iter()
            .map(|(id, one)| (*id, one))
            .collect();
        let feedback: Vec<_> = self.feedback.iter().map(|(id, one)| (*id, one)).collect();
        let facts = Facts {
            runs: &runs,
            campaigns: &campaigns,
            rules: &Rules::new([]),
            territory: Territory::Metropole,
            today: self.today,
        };
        let proofs = Proofs {
            solicitations: &solicitations,
            feedback: &feedback,
            kind_of: &|_| None,
            received: &|_| self.received,
        };
        tell(facts, proofs)
    }

    fn cells(&self, year: i16) -> Vec<Cell> {
        self.told(|facts, proofs| coverage(facts, proofs, of_year(year)))
    }

    fn cell(&self, stakeholder: Stakeholder, kind: ServiceKind, year: i16) -> Cell {
        let mut cells = self.cells(year).into_iter();
        let mine = |cell: &Cell| (cell.stakeholder, cell.kind) == (stakeholder, kind);
        cells.find(mine).unwrap()
    }

    fn state(&self, stakeholder: Stakeholder, kind: ServiceKind, year: i16) -> State {
        self.cell(stakeholder, kind, year).state
    }

    /// Sets a survey up for every wave.
    fn set_up(&mut self) {
        let entries = self.told(|facts, _| agenda(facts));
        let missing = entries.iter().filter(|entry| entry.campaign.is_none());
        self.campaigns = (0..)
            .zip(missing)
            .map(|(id, entry)| campaign(id, entry))
            .collect();
    }

    fn ask(&mut self, campaign: CampaignId, means: Means, count: u32) {
        let id = SolicitationId(Uuid::from_u128(self.solicitations.len() as u128));
        let one = Solicitation {
            number: 0,
            campaign,
            day: self.today,
            means,
            kind: SolicitationKind::First,
            count,
            note: String::new(),
        };
        self.solicitations.push((id, one));
    }

    fn hear(&mut self, form: Form, stakeholder: Stakeholder, session: Option<u128>) {
        let id = FeedbackId(Uuid::from_u128(self.feedback.len() as u128));
        let one = Feedback {
            form,
            stakeholder,
            party: String::new(),
            day: self.today,
            people: String::new(),
            channel: String::new(),
            summary: "Vu ensemble".to_owned(),
            service: None,
            session: session.map(|id| SessionId(Uuid::from_u128(id))),
        };
        self.feedback.push((id, one));
    }
}

fn of_year(year: i16) -> Period {
    Period {
        from: Day::new(year, 1, 1).unwrap(),
        to: Day::new(year, 12, 31).unwrap(),
    }
}

use ServiceKind::{Apprentissage, Bilan, Formation, Vae};
use Stakeholder::{Beneficiary, Company, Funder, Principal, Team, Tutor};

#[test]
fn who_need_not_be_asked_is_said_with_the_reason() {
    let world = World::new("2026-11-25");
    for (stakeholder, kind, reason) in [
        (Company, Bilan, Reason::Bilan),
        (Funder, Bilan, Reason::Bilan),
        (Company, Vae, Reason::NoParty),
        (Funder, Vae, Reason::NoParty),
        (Principal, Formation, Reason::NotSubcontracted),
        (Tutor, Formation, Reason::NotApprenticeship),
        (Beneficiary, Apprentissage, Reason::NoSession),
    ] {
        let state = world.state(stakeholder, kind, 2026);
        assert_eq!(
            state,
            State::NotRequired(reason),
            "{stakeholder:?} {kind:?}"
        );
    }
}

#[test]
fn a_survey_is_to_come_then_due_then_late_then_done() {
    let mut world = World::new("2026-11-18");
    world.set_up();
    let hot = |world: &World| {
        let cell = world.cell(Beneficiary, Formation, 2026);
        let hot = cell
            .items
            .into_iter()
            .find(|item| item.entry.wave.wave == Wave::Hot);
        hot.unwrap()
    };
    assert_eq!(hot(&world).state, State::ToCome);
    world.today = on("2026-11-20");
    assert_eq!(hot(&world).state, State::Due);
    world.today = on("2026-12-30");
    assert_eq!(hot(&world).state, State::Late);
    let id = hot(&world).entry.campaign.unwrap();
    world.ask(id, Means::Link, 8);
    let asked = hot(&world);
    assert_eq!(asked.state, State::NoAnswer);
    assert_eq!(asked.solicitations.len(), 1);
    world.received = 5;
    assert_eq!(hot(&world).state, State::Done);
}

#[test]
fn one_wave_that_was_forgotten_makes_its_cell_late() {
    let mut world = World::new("2026-11-21");
    world.set_up();
    assert_eq!(world.state(Team, Formation, 2026), State::ToCome);
    world.today = on("2026-11-23");
    assert_eq!(world.state(Team, Formation, 2026), State::Due);
    // Positioning and middle of the session were not asked.
    assert_eq!(world.state(Beneficiary, Formation, 2026), State::Late);
}

#[test]
fn a_funders_webinar_does_instead_of_the_yearly_question() {
    let mut world = World::new("2027-02-28");
    assert_eq!(world.state(Funder, Formation, 2026), State::ToCome);
    assert_eq!(world.state(Funder, Formation, 2027), State::Late);
    world.hear(Form::Call, Funder, None);
    assert_eq!(world.state(Funder, Formation, 2027), State::Late);
    world.hear(Form::Webinar, Funder, None);
    let cell = world.cell(Funder, Formation, 2027);
    assert_eq!(cell.state, State::Done);
    assert_eq!(cell.items[0].replaced_by, Some(world.feedback[1].0));
    assert_eq!(cell.feedback.len(), 2);
}

#[test]
fn an_interview_about_a_session_does_instead_of_its_survey_at_the_time() {
    let mut world = World::new("2026-12-20");
    assert_eq!(world.state(Company, Formation, 2026), State::Late);
    world.hear(Form::Interview, Company, Some(0));
    assert_eq!(world.state(Company, Formation, 2026), State::Done);
    // Not of the one three months later.
    world.today = on("2027-04-30");
    assert_eq!(world.state(Company, Formation, 2027), State::Late);
}

#[test]
fn what_was_called_off_is_late_for_nobody() {
    let mut world = World::new("2027-06-30");
    world.set_up();
    for (_, campaign) in &mut world.campaigns {
        campaign.status = crate::campaign::CampaignStatus::Closed;
        campaign.called_off = "Session annulée".to_owned();
    }
    let off = State::NotRequired(Reason::CalledOff);
    assert_eq!(world.state(Beneficiary, Bilan, 2026), off);
}

#[test]
fn rates_add_people_up_and_leave_out_who_was_not_counted() {
    let mut world = World::new("2027-04-30");
    world.set_up();
    world.received = 2;
    let rates = |world: &World| world.told(|facts, proofs| rates(facts, proofs, of_year(2026)));
    let of = |world: &World, stakeholder, wave| {
        let mut rates = rates(world).into_iter();
        rates
            .find(|rate| (rate.stakeholder, rate.wave) == (stakeholder, wave))
            .unwrap()
    };
    // Three sessions of eight present.
    let hot = of(&world, Beneficiary, Wave::Hot);
    assert_eq!(hot.rate, Rate { part: 6, whole: 24 });
    let team = of(&world, Team, Wave::Hot);
    assert_eq!((team.rate.whole, team.unknown), (0, 3));
    let of_team = world
        .campaigns
        .iter()
        .find(|(_, one)| one.stakeholder == Team);
    let id = of_team.unwrap().0;
    world.ask(id, Means::Link, 3);
    world.ask(id, Means::Email, 2);
    let team = of(&world, Team, Wave::Hot);
    assert_eq!((team.rate, team.unknown), (Rate { part: 2, whole: 3 }, 2));
    // An invitation sent later, to others.
    world.ask(id, Means::Email, 4);
    let team = of(&world, Team, Wave::Hot);
    assert_eq!(team.rate, Rate { part: 2, whole: 6 });
}

proptest! {
    /// More proof never makes a cell worse, and each cell is there once.
    #[test]
    fn proof_only_helps(days in 0_i32..500, asked in prop::collection::vec(any::<bool>(), 30)) {
        let urgency = |state: State| match state {
            State::Late => 2,
            State::Due => 1,
            _ => 0,
        };
        let mut world = World::new("2026-09-01");
        world.set_up();
        world.today = crate::calendar::shift(world.today, days);
        let before = world.cells(2026);
        prop_assert_eq!(before.len(), 24);
        let ids: Vec<_> = world.campaigns.iter().map(|(id, _)| *id).collect();
        for (id, _) in ids.into_iter().zip(asked).filter(|(_, asked)| *asked) {
            world.ask(id, Means::Link, 1);
        }
        world.hear(Form::Meeting, Team, None);
        let after = world.cells(2026);
        for (one, other) in before.iter().zip(&after) {
            prop_assert_eq!((one.stakeholder, one.kind), (other.stakeholder, other.kind));
            prop_assert!(urgency(other.state) <= urgency(one.state));
        }
    }
}

#[test]
fn feedback_of_a_day_to_come_covers_nobody() {
    let mut world = World::new("2026-11-25");
    let before = world.state(Funder, Formation, 2026);
    assert_ne!(before, State::Done);
    world.hear(Form::Meeting, Funder, None);
    world.feedback[0].1.day = world.today.tomorrow().unwrap();
    assert_eq!(world.state(Funder, Formation, 2026), before);
    world.feedback[0].1.day = world.today;
    assert_eq!(world.state(Funder, Formation, 2026), State::Done);
}
