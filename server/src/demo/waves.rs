//! Who else was asked: surveys of companies, trainers and others as the calendar plans them, the log of solicitations, and
//! what was heard without any survey. Most was done, some forgotten, so that the board of coverage has something to say.

use super::{
    DemoCampaign,
    random::Random,
    sessions::{days_before, link},
};
use domain::{
    Day,
    calendar::{
        Territory,
        agenda::{Entry, Facts, Run, agenda},
        cadence::{Rules, Stakeholder},
    },
    campaign::Campaign,
    feedback::{Feedback, Form},
    ids::{CampaignId, FeedbackId, ServiceId, SessionId, SolicitationId, random_id},
    questionnaire::{Questionnaire, builtins},
    service::Service,
    session::Session,
    solicitation::{Means, Solicitation, SolicitationKind},
};

/// Of sessions that ended before that, only the surveys at their end are told.
const DAYS_BACK: i32 = 150;
/// Surveys that open within this are set up already.
const DAYS_AHEAD: i32 = 45;

/// Campaigns of the calendar beside those at the end of each session, by the day they open.
pub(super) fn campaigns(
    today: Day,
    services: &[(ServiceId, Service)],
    sessions: &[(SessionId, Session)],
    asked: &[DemoCampaign],
    random: &mut Random,
) -> Vec<DemoCampaign> {
    let runs = sessions.iter().filter_map(|(id, session)| {
        let mut services = services.iter();
        let (_, service) = services.find(|(id, _)| *id == session.service)?;
        let recent = days_before(today, DAYS_BACK) <= session.ends;
        recent.then_some(Run {
            id: *id,
            kind: service.kind,
            session,
        })
    });
    let runs: Vec<Run<'_>> = runs.collect();
    let known: Vec<(CampaignId, &Campaign)> =
        asked.iter().map(|one| (one.id, &one.campaign)).collect();
    let entries = agenda(Facts {
        runs: &runs,
        campaigns: &known,
        rules: &Rules::new([]),
        territory: Territory::Metropole,
        today,
    });
    let (from, to) = (
        days_before(today, DAYS_BACK),
        days_before(today, -DAYS_AHEAD),
    );
    let due = entries
        .iter()
        .filter(|entry| entry.campaign.is_none() && (from..=to).contains(&entry.wave.opens));
    let done: Vec<&Entry> = due.filter(|_| random.chance(0.8)).collect();
    let questionnaires = builtins();
    done.into_iter()
        .filter_map(|entry| {
            let mut versions = questionnaires.iter().rev();
            let asked = versions.find(|one| one.key == entry.wave.template)?;
            Some(campaign(today, entry, asked, random))
        })
        .collect()
}

fn campaign(today: Day, entry: &Entry, asked: &Questionnaire, random: &mut Random) -> DemoCampaign {
    let campaign = entry.campaign(asked, link(random));
    DemoCampaign {
        id: CampaignId(random_id(random.bytes())),
        closed: campaign.closes < today,
        campaign,
    }
}

/// The first time of each survey that has opened, and most of its reminders.
pub(super) fn solicitations(
    today: Day,
    sessions: &[(SessionId, Session)],
    campaigns: &[DemoCampaign],
    random: &mut Random,
) -> Vec<(SolicitationId, Solicitation)> {
    let mut all = Vec::new();
    for DemoCampaign { id, campaign, .. } in campaigns {
        let mut sessions = sessions.iter();
        let session = sessions.find(|(session, _)| *session == campaign.session);
        let present = session.map_or(0, |(_, session)| campaign.present(session));
        let first = (campaign.opens, SolicitationKind::First);
        let reminders = campaign.reminders.iter();
        let reminders = reminders.map(|day| (*day, SolicitationKind::Reminder));
        for (day, kind) in std::iter::once(first).chain(reminders) {
            if day > today || (kind == SolicitationKind::Reminder && random.chance(0.4)) {
                continue;
            }
            let solicitation = Solicitation {
                number: 0,
                campaign: *id,
                day,
                means: means(campaign, kind),
                kind,
                // Of a company or a team, one or two.
                count: present.max(1),
                note: String::new(),
            };
            all.push((SolicitationId(random_id(random.bytes())), solicitation));
        }
    }
    all
}

fn means(campaign: &Campaign, kind: SolicitationKind) -> Means {
    match (campaign.stakeholder, kind) {
        (Stakeholder::Beneficiary, SolicitationKind::First) if campaign.reminders.is_empty() => {
            Means::Kiosk
        }
        (_, SolicitationKind::First) => Means::Link,
        (_, SolicitationKind::Reminder) => Means::Phone,
    }
}

/// Form, whom it is of, party, days ago, people, where, what was said.
type Row = (
    Form,
    Stakeholder,
    &'static str,
    i32,
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const FEEDBACK: [Row; 6] = [
    (Form::Meeting, Stakeholder::Team, "", 20, "Toute l’équipe pédagogique", "Sur place",
     "Les formateurs demandent les besoins des stagiaires une semaine avant la session. La salle du rez-de-chaussée est trop petite au-delà de dix personnes. Le support d’Excel sera revu avant janvier."),
    (Form::Webinar, Stakeholder::Funder, "OPCO Atlas", 45, "La direction", "En ligne",
     "L’OPCO rappelle les pièces attendues pour le solde d’un dossier. Le certificat de réalisation doit partir dans les cinq jours. Prochaine rencontre au printemps."),
    (Form::Interview, Stakeholder::Company, "Menuiserie Perrin", 33, "La gérante", "Au téléphone",
     "Les gestes appris sont appliqués à l’atelier. Elle aurait voulu recevoir le programme plus tôt. Elle reviendrait pour une seconde équipe."),
    (Form::Control, Stakeholder::Funder, "France Travail", 80, "Contrôle sur pièces", "Par courrier",
     "Les feuilles d’émargement sont complètes. Il est demandé de dater les entretiens de positionnement."),
    (Form::Committee, Stakeholder::Tutor, "", 60, "Quatre maîtres d’apprentissage", "Au centre",
     "Le livret de liaison est jugé utile. Les dates des semaines en centre arrivent trop tard pour organiser les plannings."),
    (Form::Review, Stakeholder::Beneficiary, "", 12, "Avis public", "Sur un site d’avis",
     "« Formatrice à l’écoute, exercices concrets. Un peu rapide le deuxième jour. »"),
];

pub(super) fn feedback(today: Day, random: &mut Random) -> Vec<(FeedbackId, Feedback)> {
    let one = |(form, stakeholder, party, ago, people, channel, summary): &Row| {
        let feedback = Feedback {
            form: *form,
            stakeholder: *stakeholder,
            party: (*party).to_owned(),
            day: days_before(today, *ago),
            people: (*people).to_owned(),
            channel: (*channel).to_owned(),
            summary: (*summary).to_owned(),
            service: None,
            session: None,
        };
        (FeedbackId(random_id(random.bytes())), feedback)
    };
    FEEDBACK.iter().map(one).collect()
}
