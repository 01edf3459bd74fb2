//! A person at a desk: does something, looks whether the screen shows it, pauses.

use crate::{desk::Page, invent::invent};
use domain::ids::OpId;
use sync::{
    Body, EntityRef, Op,
    device::{Device as _, Fate, Outgoing, Replica, steps},
};

/// Own operations looked for on the screen, the newest first.
const LOOKED_AT: usize = 4;

/// Works until the page is killed or the seed has had its operations.
pub(crate) async fn work(page: &Page) {
    let around = &page.around;
    while around.truth.borrow().writes < around.pace.writes {
        let pause = around.chance.between(1, around.pace.between_writes_ms);
        around.world.clock().sleep(pause).await;
        if around.over.get() {
            return;
        }
        page.look();
        let Some((at, base, body)) = page.read(|replica| invent(page, replica.view())) else {
            continue;
        };
        let op = page.spoilt(page.op(at, base, &body));
        around.truth.borrow_mut().writes += 1;
        if steps::append(page, vec![op.clone()]).await.is_ok() {
            let now = around.world.now_ms();
            around
                .truth
                .borrow_mut()
                .operation_kept(page.profile.number, now, &op);
        }
    }
}

impl Page {
    /// I4: what was done here is seen here, before and after the server has it.
    fn look(&self) {
        let unseen = self.read(|replica| {
            let own = replica.outgoing().collect::<Vec<_>>().into_iter().rev();
            let own = own.filter(|one| !matches!(one.fate, Fate::SetAside { .. }));
            let mut newest = own.take(LOOKED_AT);
            newest
                .find(|one| is_missing(replica, one))
                .map(|one| one.op.id)
        });
        if let Some(id) = unseen {
            let number = self.profile.number;
            let what = format!("I4 {id} was done at profile {number} and is not seen there");
            self.around.truth.borrow_mut().breach(what);
        }
    }

    pub(crate) fn op(&self, entity: EntityRef, base: Option<OpId>, body: &Body) -> Op {
        let id = OpId(domain::ids::random_id(self.around.chance.bytes()));
        let now = self.profile.now_ms(&self.around.world);
        let salt = self.around.chance.bytes();
        Op::made(id, self.profile.person, entity, base, body, now, salt)
    }

    /// Made by a newer program now and then, and unreadable when that fault has struck.
    fn spoilt(&self, mut op: Op) -> Op {
        if self.profile.poison.take() {
            op.body = b"{".to_vec();
            self.around.truth.borrow_mut().poison.insert(op.id);
        } else if self.around.chance.one_in(40) {
            "mood".clone_into(&mut op.kind);
        }
        op
    }
}

/// Whether its record is shown and it is not.
fn is_missing(replica: &Replica, one: &Outgoing) -> bool {
    let creates = matches!(Body::decode(&one.op), Err(_) | Ok(Body::Create { .. }));
    let Some(record) = replica.view().get(one.op.entity).filter(|_| !creates) else {
        return false;
    };
    let changes = record.history.iter().map(|change| &change.by);
    let remarks = record.comments.iter().map(|remark| &remark.by);
    let events = record.events.iter().map(|event| &event.by);
    let mut seen = changes.chain(remarks).chain(events);
    !seen.any(|by| by.op == one.op.id)
}
