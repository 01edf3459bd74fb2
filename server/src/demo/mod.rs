//! The example organisation: a year and a half of a training provider of the four kinds of service, made from tables and
//! a seed. Pure: what it gives is pushed through the real use cases, answers through the real intake.

mod actions;
mod catalogue;
mod comments;
mod random;
mod respondents;
mod sessions;
#[cfg(test)]
mod tests;
mod waves;

pub use actions::Quote;

use actions::DemoAction;
use domain::{
    Day,
    answer::Answer,
    campaign::Campaign,
    feedback::Feedback,
    ids::{CampaignId, FeedbackId, PersonId, ServiceId, SessionId, SolicitationId, random_id},
    role::Role,
    service::Service,
    session::Session,
    solicitation::Solicitation,
};
use intake::Payload;
use random::Random;
use respondents::Voice;
use sessions::Asked;

/// Everything to write, in this order: people, services, sessions, campaigns (open), items, closing of campaigns,
/// [`Demo::actions`].
pub struct Demo {
    pub name: &'static str,
    /// Whom respondents write to about their data.
    pub contact: &'static str,
    pub people: Vec<DemoPerson>,
    pub services: Vec<(ServiceId, Service)>,
    /// 40, from the last 18 months; two end today, one tomorrow.
    pub sessions: Vec<(SessionId, Session)>,
    pub campaigns: Vec<DemoCampaign>,
    /// 600 answers and some that were declined, in no order: to be sealed and received like any other.
    pub items: Vec<Payload>,
    /// Surveys of others than those in the room, and at other times; nobody has answered them yet.
    pub others: Vec<DemoCampaign>,
    pub solicitations: Vec<(SolicitationId, Solicitation)>,
    pub feedback: Vec<(FeedbackId, Feedback)>,
    plan: Vec<DemoAction>,
}

/// A member of the team, without a password: owns actions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoPerson {
    pub id: PersonId,
    pub name: &'static str,
    pub email: &'static str,
    pub role: Role,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoCampaign {
    pub id: CampaignId,
    /// As it starts: open.
    pub campaign: Campaign,
    /// To be closed once its items are in.
    pub closed: bool,
}

/// The example organisation as of `today`. The same arguments give the same organisation; the seed also makes the public
/// links of its open campaigns, so it must be random where others can reach them.
pub fn organisation(today: Day, seed: u64) -> Demo {
    let random = &mut Random::new(seed);
    let people = people(random);
    let services = sessions::services(random);
    let (sessions, campaigns) = sessions::sessions(today, &services, random);
    let turnout = respondents::turnout(&campaigns, random);
    let mut voices = Vec::new();
    for ((index, asked), answers) in campaigns.iter().enumerate().zip(&turnout) {
        voices.extend((0..*answers).map(|_| respondents::voice(index, asked, random)));
    }
    comments::hand_out(&mut voices, &campaigns, &actions::quoted(today), random);
    let plan = actions::actions(today, &people, |text| written(&voices, text), random);
    let mut items: Vec<Payload> = voices
        .into_iter()
        .map(|voice| item(voice, &campaigns))
        .collect();
    items.extend(declined(&campaigns, &turnout, random));
    random.shuffle(&mut items);
    let campaigns: Vec<DemoCampaign> = campaigns.into_iter().map(|asked| asked.demo).collect();
    let others = waves::campaigns(today, &services, &sessions, &campaigns, random);
    let mut solicitations = waves::solicitations(today, &sessions, &campaigns, random);
    solicitations.extend(waves::solicitations(today, &sessions, &others, random));
    let feedback = waves::feedback(today, random);
    Demo {
        name: catalogue::ORGANISATION,
        contact: catalogue::CONTACT,
        people,
        services,
        sessions,
        campaigns,
        items,
        others,
        solicitations,
        feedback,
        plan,
    }
}

fn people(random: &mut Random) -> Vec<DemoPerson> {
    let mut person = |(name, email, role): &(&'static str, &'static str, Role)| DemoPerson {
        id: PersonId(random_id(random.bytes())),
        name,
        email,
        role: *role,
    };
    catalogue::PEOPLE.iter().map(&mut person).collect()
}

fn written(voices: &[Voice], text: &str) -> Option<Quote> {
    voices.iter().find_map(|voice| {
        let said = Answer::Text(text.to_owned());
        let (question, _) = voice.answers.iter().find(|(_, answer)| **answer == said)?;
        Some(Quote {
            question: question.clone(),
            text: text.to_owned(),
            day: voice.day,
        })
    })
}

fn item(voice: Voice, campaigns: &[Asked]) -> Payload {
    let demo = &campaigns[voice.asked].demo;
    Payload::Answers {
        campaign: demo.id,
        questionnaire: demo.campaign.questionnaire.clone(),
        day: voice.day,
        lang: voice.lang,
        channel: voice.channel,
        answers: voice.answers,
        token: None,
        photos: Vec::new(),
    }
}

/// Of those who did not answer, some said so on the tablet, and some left it half-way.
fn declined(campaigns: &[Asked], turnout: &[u32], random: &mut Random) -> Vec<Payload> {
    let mut declined = Vec::new();
    for (asked, answers) in campaigns.iter().zip(turnout) {
        let in_the_room = asked.demo.closed && !asked.remote();
        for _silent in *answers..asked.present {
            if in_the_room && random.chance(0.3) {
                declined.push(Payload::Declined {
                    campaign: asked.demo.id,
                    day: asked.demo.campaign.opens,
                    abandoned: random.chance(0.3),
                });
            }
        }
    }
    declined
}
