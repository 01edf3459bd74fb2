//! The kit kept on the device, and what the tablet knows beyond it: items it has not sent yet. Pure.

use super::door::Door;
use crate::{
    payload::Note,
    wire::{Delivered, Item, ItemStatus, Kit, KitSession, Receipt},
};
use domain::{
    Day,
    ids::{CampaignId, ItemId},
    questionnaire::Questionnaire,
};
use serde::{Deserialize, Serialize};

/// A kit with the moment the server gave it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptKit {
    pub kit: Kit,
    /// Unix milliseconds by the device's clock.
    pub fetched_ms: u64,
    /// What this device delivered through the kit's door since it last asked for one, after the last before that.
    #[serde(default)]
    pub delivered: Option<Delivered>,
}

/// What the tablet still knows about an item once it is sealed: how to send it and what it counts as, no answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Label {
    pub id: ItemId,
    /// Whose key it is sealed to: no other organisation can open it.
    pub org: String,
    pub door: Door,
    pub what: What,
    /// When it was made; none in items of earlier programs. Not the hour.
    #[serde(
        default,
        with = "domain::day::wire::maybe",
        skip_serializing_if = "Option::is_none"
    )]
    pub day: Option<Day>,
    /// Of what was declined: begun and dropped at a reset, which is no refusal. Not told by items of earlier programs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub abandoned: bool,
}

/// An item the server did not take, kept for a person to look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Refused {
    pub item: Item,
    pub label: Label,
    pub code: String,
}

/// What is known of an item that the server has, kept sealed for some time: a server restored from a backup gets it
/// again. It is not counted as waiting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rested {
    pub label: Label,
    /// The life of the server's database that has it, as far as the server told.
    pub epoch: Option<String>,
    /// Day of its delivery, counted from 1970; the server's, as far as it told. Not the hour: that would tell who answered when.
    pub day: u32,
    /// Of the sealed item.
    pub bytes: u32,
    /// Why the server keeps it apart, uncounted until somebody decides; none when it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Answer(CampaignId),
    Declined(CampaignId),
    Note(Note),
}

/// Items on this device in the order of their random ids, which tells nothing.
pub type Labels = Vec<Label>;

/// One person's campaign with its questionnaire and the kit it came with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    pub kit: Kit,
    pub session: KitSession,
    pub questionnaire: Questionnaire,
}

/// How a session stands as far as this tablet knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// On the server or waiting here.
    pub answered: u32,
    pub headcount: u32,
    pub absent: u32,
}

impl Tally {
    /// People who could answer.
    pub fn expected(&self) -> u32 {
        self.headcount.saturating_sub(self.absent)
    }
}

impl KeptKit {
    /// Everything needed to put `campaign` to people; none when the kit no longer holds it.
    pub fn asked(&self, campaign: CampaignId) -> Option<Asked> {
        let session = self.session(campaign)?.clone();
        let questionnaire = self
            .kit
            .questionnaires
            .iter()
            .find(|questionnaire| questionnaire.reference() == session.questionnaire)?
            .clone();
        Some(Asked {
            // The asked person's copy needs neither the other sessions nor the other questionnaires.
            kit: Kit {
                sessions: Vec::new(),
                questionnaires: Vec::new(),
                ..self.kit.clone()
            },
            session,
            questionnaire,
        })
    }

    pub fn session(&self, campaign: CampaignId) -> Option<&KitSession> {
        self.kit
            .sessions
            .iter()
            .find(|session| session.campaign == campaign)
    }

    /// Sessions of `today`, then the others, each in the server's order: by day and title.
    pub fn by_day(&self, today: Day) -> (Vec<KitSession>, Vec<KitSession>) {
        let sessions = self.kit.sessions.iter().cloned();
        sessions.partition(|session| session.detail.starts <= today && today <= session.detail.ends)
    }

    /// A batch was just answered by a life of the server's database; whether it is another than the one known.
    pub(super) fn answered(&mut self, epoch: String, receipts: &[Receipt]) -> bool {
        let known = self.delivered.take().filter(|known| known.epoch == epoch);
        let mut shown = known.map(|known| known.receipts).unwrap_or_default();
        let of = |status| {
            let of = receipts.iter().filter(move |one| one.status == status);
            of.filter_map(Receipt::shown)
        };
        // A batch is one transaction: a database put back to before it lacks any of it. What the server had already came
        // with others, whose answer was lost; it must not drive out what is known to have come last.
        match of(ItemStatus::Received).next_back() {
            Some(last) => shown.push(last),
            None => _ = shown.splice(..0, of(ItemStatus::Duplicate)),
        }
        let surplus = shown.len().saturating_sub(Delivered::MAX);
        shown.drain(..surplus);
        let another = self.kit.epoch.as_ref() != Some(&epoch);
        self.kit.epoch = Some(epoch.clone());
        self.delivered = Some(Delivered {
            epoch,
            receipts: shown,
        });
        another
    }

    /// The server was shown them and has them, or has begun another life: the last ones are enough from here on.
    pub(super) fn vouched(&mut self) {
        if let Some(delivered) = &mut self.delivered {
            let first = delivered.receipts.len().saturating_sub(Delivered::MAX / 2);
            delivered.receipts.drain(..first);
        }
    }

    /// The server has taken an item: what it changes in the kit until the next one comes.
    pub fn absorb(&mut self, what: &What) {
        for session in &mut self.kit.sessions {
            match what {
                What::Answer(campaign) if session.campaign == *campaign => session.received += 1,
                What::Note(note) if session.session == note.session => {
                    session.detail.headcount = note.headcount;
                    session.detail.absent = note.absent;
                }
                _ => {}
            }
        }
    }
}

/// The kit's figures with what waits on this device added.
pub fn tally(session: &KitSession, waiting: &[Label]) -> Tally {
    let mut tally = Tally {
        answered: session.received,
        headcount: session.detail.headcount,
        absent: session.detail.absent,
    };
    for label in waiting {
        match &label.what {
            What::Answer(campaign) if *campaign == session.campaign => tally.answered += 1,
            What::Note(note) if note.session == session.session => {
                tally.headcount = note.headcount;
                tally.absent = note.absent;
            }
            _ => {}
        }
    }
    tally
}
