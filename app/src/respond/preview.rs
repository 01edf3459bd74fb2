//! A questionnaire that is being written, tried inside the workspace: the same questions, drawn and checked by the same
//! code. There is no storage behind it, so nothing of it is kept or sent.

use super::{Respond, pages::question::within, parts::live, questions::capture, state::Screen};
use crate::later::Later;
use domain::{
    Day,
    campaign::Privacy,
    ids::{CampaignId, ServiceId, SessionId},
    questionnaire::{Questionnaire, Rules},
    session::Session,
};
use intake::{
    device::{Asked, Door},
    wire::{Kit, KitSession},
};
use leptos::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

impl Respond {
    /// A device of nobody.
    pub fn for_preview() -> Respond {
        let app = Respond::new(Door::Link(String::new()));
        app.later.set(Later::Here(capture::open));
        app
    }

    /// Asks these questions, from the one on the screen on, or the next that is put to people; what was answered stays.
    pub fn ask_in_preview(self, questionnaire: Questionnaire, today: Day) {
        let mut person = self.person.write();
        person.rules = Some(Arc::new(Rules::of(&questionnaire)));
        person.asked = Some(Arc::new(asked(questionnaire, today)));
        drop(person);
        if let Screen::Question(at) = self.screen.get_untracked() {
            let there = self.shown_from(at).or_else(|| self.shown_before(at));
            if let Some(there) = there.filter(|there| *there != at) {
                self.screen.set(Screen::Question(there));
            }
        }
    }
}

/// The question on the screen.
pub fn screen(app: Respond) -> AnyView {
    live(move || match app.screen.get() {
        Screen::Question(at) => within(app, at),
        _ => ().into_any(),
    })
}

fn asked(questionnaire: Questionnaire, today: Day) -> Asked {
    let nobody = Uuid::nil();
    Asked {
        kit: Kit {
            organisation: String::new(),
            org: String::new(),
            contact: String::new(),
            kid: String::new(),
            public_key: Vec::new(),
            device: None,
            sessions: Vec::new(),
            questionnaires: Vec::new(),
            epoch: None,
            today: None,
        },
        session: KitSession {
            session: SessionId(nobody),
            detail: Session {
                service: ServiceId(nobody),
                title: String::new(),
                starts: today,
                ends: today,
                site: String::new(),
                trainer: String::new(),
                company: String::new(),
                funder: String::new(),
                subcontracted_for: String::new(),
                headcount: 0,
                absent: 0,
                minors: false,
            },
            service: String::new(),
            campaign: CampaignId(nobody),
            questionnaire: questionnaire.reference(),
            privacy: Privacy::Anonyme,
            privacy_reason: String::new(),
            test: true,
            opens: today,
            closes: today,
            received: 0,
            asked: None,
            notice: Vec::new(),
        },
        questionnaire,
    }
}
