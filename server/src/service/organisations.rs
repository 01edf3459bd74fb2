//! The demo organisation: made of example records and of answers that went through the real intake, and dropped in one
//! call.

use super::{App, Failure, Org, host::HostRng};
use crate::{
    auth::{Actor, Granted, People},
    demo::{self, Demo, Quote},
};
use ::intake::{
    Payload, SealError,
    seal::{ALG, seal},
    wire::{BATCH_ITEMS_MAX, Item},
};
use ::sync::{Body, EntityRef};
use domain::{
    action::Action,
    answer::{Answer, Place, ReleasedAnswer},
    calendar::Territory,
    day::first_of_quarter,
    entity::{self, EntityKind, Fields},
    ids::{ActionId, AnswerId, DeviceId, ItemId, OrgId, PersonId},
    role::{Permission, Role},
};
use ledger::{Core, Host, OwnOp, Source, Wanted, instant};
use std::sync::Arc;
use store::account::{Account, Member};
use uuid::Uuid;

impl App {
    /// Makes the demo organisation unless there is one, and lets the actor in; for the operator, everybody who may
    /// invite people.
    ///
    /// # Errors
    /// `Busy`.
    pub async fn create_demo(&self, actor: &Granted<People>) -> Result<OrgId, Failure> {
        let _one_at_a_time = (self.demo.lock().await, self.changing.lock().await);
        let control = self.store.control();
        if let Some(demo) = self.demo_org() {
            let members = self.demo_members(actor, demo.info().id).await?;
            control.add_members(&members).await?;
            return Ok(demo.info().id);
        }
        let seed = u64::from_le_bytes(self.host.bytes());
        let today = actor.org.today();
        let demo = demo::organisation(today, seed);
        let org = self
            .load_org(self.new_org(demo.name, demo.contact, Territory::Metropole, true))
            .await?;
        let members = self.demo_members(actor, org.info().id).await?;
        let people: Vec<_> = demo.people.iter().map(person).collect();
        let filled = match fill(&org, &*self.host, &demo).await {
            Ok(()) => control
                .create_demo(&org.info(), &people, &members)
                .await
                .map_err(Failure::from),
            Err(failure) => Err(failure),
        };
        if let Err(failure) = filled {
            self.store.remove_org(org.info().id).await?;
            return Err(failure);
        }
        self.serve(&org);
        Ok(org.info().id)
    }

    fn demo_org(&self) -> Option<Arc<Org>> {
        self.orgs().into_iter().find(|org| org.info().demo)
    }

    async fn demo_members(
        &self,
        actor: &Granted<People>,
        demo: OrgId,
    ) -> Result<Vec<Member>, Failure> {
        let member = |person, role| Member {
            org: demo,
            person,
            role,
            withdrawn: false,
        };
        if actor.person != PersonId::SERVER {
            return Ok(vec![member(actor.person, actor.role)]);
        }
        let people = self.store.control().people(actor.organisation()).await?;
        Ok(people
            .into_iter()
            .filter(|(_, own)| !own.withdrawn && own.role.may(Permission::People))
            .map(|(account, own)| member(account.person, own.role))
            .collect())
    }

    /// Removes the demo organisation, its database and everybody's membership; sessions move back. Answers the
    /// organisation the actor is in afterwards.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` when there is none.
    pub async fn drop_demo(&self, actor: &Actor) -> Result<OrgId, Failure> {
        let _one_at_a_time = (self.demo.lock().await, self.changing.lock().await);
        actor.granted::<People>()?;
        let demo = self.demo_org().ok_or(Failure::NotFound)?.info().id;
        let own = self.orgs().into_iter().find(|org| !org.info().demo);
        let back = own.ok_or(Failure::NotFound)?.info().id;
        if let Some(org) = self.stop_serving(demo) {
            org.close().await;
        }
        // In this order a crash leaves an empty demo, which can be dropped again, and no database without a name.
        self.store.remove_org(demo).await?;
        self.blobs.remove_org(demo).await?;
        self.store.control().remove_org(demo, back).await?;
        Ok(back)
    }
}

fn person(person: &demo::DemoPerson) -> (Account, Role) {
    let account = Account {
        person: person.id,
        name: person.name.to_owned(),
        email: person.email.to_owned(),
        password: None,
    };
    (account, person.role)
}

async fn fill(org: &Org, host: &dyn Host, demo: &Demo) -> Result<(), Failure> {
    create(org, host, demo, records(demo)).await?;
    for items in demo.items.chunks(BATCH_ITEMS_MAX) {
        receive(org, host, items).await?;
    }
    close(org, host, demo).await?;
    let plan = {
        let core = org.read().await?;
        demo.actions(|quote| released(&core, quote))
    };
    let plan = plan
        .into_iter()
        .map(|(ActionId(id), action)| action_record(id, &action));
    create(org, host, demo, plan.collect()).await
}

/// Services, sessions, campaigns and what hangs on them, parents first.
fn records(demo: &Demo) -> Vec<(EntityRef, Fields)> {
    let record = |kind, id: Uuid, fields| (EntityRef { kind, id }, fields);
    let services = demo.services.iter();
    let sessions = demo.sessions.iter();
    let campaigns = demo.campaigns.iter().chain(&demo.others);
    let asked = demo.solicitations.iter();
    let heard = demo.feedback.iter();
    services
        .map(|(id, service)| record(EntityKind::Service, id.0, entity::fields(service)))
        .chain(sessions.map(|(id, s)| record(EntityKind::Session, id.0, entity::fields(s))))
        .chain(campaigns.map(|c| record(EntityKind::Campaign, c.id.0, entity::fields(&c.campaign))))
        .chain(asked.map(|(id, one)| record(EntityKind::Solicitation, id.0, entity::fields(one))))
        .chain(heard.map(|(id, one)| record(EntityKind::Feedback, id.0, entity::fields(one))))
        .collect()
}

fn action_record(id: Uuid, action: &Action) -> (EntityRef, Fields) {
    let at = EntityRef {
        kind: EntityKind::Action,
        id,
    };
    (at, entity::fields(action))
}

/// Writes records in the name of the demo's first person.
async fn create(
    org: &Org,
    host: &dyn Host,
    demo: &Demo,
    records: Vec<(EntityRef, Fields)>,
) -> Result<(), Failure> {
    let actor = demo
        .people
        .first()
        .map_or(PersonId::SERVER, |person| person.id);
    let received_at = instant(host.now());
    let nothing = Wanted::default();
    let write = org.write(&nothing, |draft, _| {
        let ops = records.iter().map(|(entity, fields)| OwnOp {
            device: DeviceId::SERVER,
            actor,
            entity: *entity,
            base: None,
            body: Body::Create {
                fields: fields.clone(),
            },
            received_at: received_at.clone(),
        });
        let ops = ops.collect();
        draft.own(ops);
        Ok(())
    });
    write.await
}

/// Seals answers as a tablet does and takes them in as the server does.
async fn receive(org: &Org, host: &dyn Host, payloads: &[Payload]) -> Result<(), Failure> {
    let keys = org.keys().await?;
    let (kid, key) = keys.current().ok_or(Failure::Busy)?;
    let name = org.info().id.to_string();
    let sealed = |payload: &Payload| -> Result<Item, SealError> {
        let id = ItemId(host.random_id());
        let sealed = seal(&key, &name, kid, id, payload, &mut HostRng(host))?;
        Ok(Item {
            id,
            alg: ALG.to_owned(),
            kid: kid.to_owned(),
            sealed,
        })
    };
    let items: Result<Vec<Item>, _> = payloads.iter().map(sealed).collect();
    let arrived = org.opened(&keys, items.map_err(Failure::unexpected)?)?;
    org.take(&Source::Team, &arrived).await?;
    Ok(())
}

async fn close(org: &Org, host: &dyn Host, demo: &Demo) -> Result<(), Failure> {
    let received_at = instant(host.now());
    let nothing = Wanted::default();
    let write = org.write(&nothing, |draft, _| {
        for campaign in demo.campaigns.iter().chain(&demo.others) {
            if !campaign.closed {
                continue;
            }
            ledger::close(draft, campaign.id, &received_at);
        }
        Ok(())
    });
    write.await
}

/// The answer a comment was written in, once it is in the log.
fn released(core: &Core, quote: &Quote) -> Option<(AnswerId, Place)> {
    let said = Answer::Text(quote.text.clone());
    let kept_day = |answer: &ReleasedAnswer| match answer.place {
        Place::Campaign(_) => quote.day,
        Place::Pool { .. } => first_of_quarter(quote.day),
    };
    core.all::<ReleasedAnswer>(EntityKind::Answer)
        .find(|(_, answer)| {
            answer.day == kept_day(answer) && answer.answers.get(&quote.question) == Some(&said)
        })
        .map(|(id, answer)| (AnswerId(id), answer.place))
}
