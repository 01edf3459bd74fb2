//! An enrolled tablet in a room, over HTTP: its kit, and answers sealed as a device seals them.

use crate::{app::Caller, process::Process, team::random, usecases::Rng};
use domain::{
    Lang,
    answer::Channel,
    ids::{CampaignId, ItemId},
};
use intake::{
    Payload, PublicKey,
    seal::{ALG, seal},
    wire::{Batch, Item, ItemStatus, Kit, Receipts},
};
use serde_json::json;

pub(crate) struct Tablet {
    pub(crate) caller: Caller,
    kit: Kit,
    campaign: CampaignId,
}

impl Tablet {
    pub(crate) async fn enrolled(
        server: &Process,
        direction: &mut Caller,
        campaign: CampaignId,
    ) -> Self {
        let code = direction.enrol_code().await;
        let mut caller = server.browser();
        let enrol = json!({ "code": code["code"] });
        caller.post("/r/intake/v1/enrol", &enrol).await.ok();
        let kit = caller.get("/r/intake/v1/kit").await.json();
        Self {
            caller,
            kit,
            campaign,
        }
    }

    /// Another answer.
    pub(crate) fn item(&self) -> Item {
        let session = &self.kit.sessions[0];
        let payload = Payload::Answers {
            campaign: self.campaign,
            questionnaire: session.questionnaire.clone(),
            day: session.opens,
            lang: Lang::Fr,
            channel: Channel::Tablet,
            answers: testkit::answers(4, "clair"),
            token: None,
            photos: Vec::new(),
        };
        let (id, kit) = (ItemId(random()), &self.kit);
        let key = PublicKey::from_bytes(&kit.public_key).unwrap();
        Item {
            id,
            alg: ALG.to_owned(),
            kid: kit.kid.clone(),
            sealed: seal(&key, &kit.org, &kit.kid, id, &payload, &mut Rng).unwrap(),
        }
    }

    pub(crate) async fn deliver(&mut self, item: &Item) -> ItemStatus {
        let batch = Batch {
            items: vec![item.clone()],
            unsent: 0,
        };
        let reply = self.caller.post("/r/intake/v1/items", &batch).await;
        let Receipts { receipts, .. } = reply.json();
        receipts[0].status
    }
}
