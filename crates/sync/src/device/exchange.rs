//! One exchange with the server: push what waits, pull what is new, and again where the server's answer asks for it.
//! Every step is durable on the device before the next one; stopping anywhere loses and doubles nothing.

use super::{
    disk::{Settled, Turn},
    outgoing::Fate,
    position::Position,
    remote::{Remote, Trouble},
    replica::Replica,
    steps::{self, Device, Progress},
    trust,
};
use crate::{
    op::Scope,
    outbox::{self, Verdict, verdicts},
    wire::{Push, Pushed},
};

/// Why an exchange stopped early.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Halt<E> {
    Remote(Trouble),
    Storage(E),
}

impl<E> From<Trouble> for Halt<E> {
    fn from(trouble: Trouble) -> Self {
        Halt::Remote(trouble)
    }
}

type Outcome<T, D> = Result<T, Halt<<D as Device>::Error>>;

/// Rounds of push and pull in one exchange. The longest way, a copied profile on a server that began another life, takes
/// five; what is not through by then has a server that contradicts itself.
const ROUNDS: u32 = 6;

/// What stands in the way of a push.
enum Obstacle {
    /// The numbers do not go on from what the server has of this device.
    Numbers(Trouble),
    /// The log here is of another life than the server's, or another tab began it anew.
    OtherLife,
}

/// Whether anything on this device changed.
///
/// # Errors
/// What stopped it; what was done until then is kept.
pub async fn exchange<D: Device>(device: &D, remote: &(impl Remote + ?Sized)) -> Outcome<bool, D> {
    // Another tab may have exchanged since.
    steps::refresh(device).await.map_err(Halt::Storage)?;
    let mut changed = false;
    let mut begun_anew = false;
    let mut stuck = None;
    for _ in 0..ROUNDS {
        let life = life(device);
        let obstacle = push_all(device, remote, &mut changed).await?;
        // What the server has is known before numbers are given anew.
        pull_all(device, remote, &mut changed).await?;
        stuck = None;
        match obstacle {
            _ if life != self::life(device) => begun_anew = true,
            Some(Obstacle::Numbers(trouble)) => {
                begun_anew |= overcome(device, &trouble, begun_anew).await?;
                stuck = Some(trouble);
            }
            None if device.read(is_done) => return Ok(changed),
            Some(Obstacle::OtherLife) | None => {}
        }
    }
    if device.read(|replica| replica.position().restarting) {
        stuck = Some(Trouble::Offline);
    }
    // Without an obstacle somebody keeps writing.
    stuck.map_or(Ok(changed), |trouble| Err(trouble.into()))
}

fn life(device: &impl Device) -> u32 {
    device.read(|replica| replica.position().life)
}

fn is_done(replica: &Replica) -> bool {
    !replica.position().restarting && replica.waiting().next().is_none()
}

/// Sends what waits, until nothing does or something stands in the way.
async fn push_all<D: Device>(
    device: &D,
    remote: &(impl Remote + ?Sized),
    changed: &mut bool,
) -> Outcome<Option<Obstacle>, D> {
    if device.read(Replica::is_mixed) {
        steps::renumber(device).await.map_err(Halt::Storage)?;
    }
    let (mut sent, of) = (0, device.read(|replica| replica.waiting().count()));
    let batch = outbox::batch(of);
    if of > batch {
        device.progress(Progress { sent, of });
    }
    while let Some(push) = device.read(|replica| replica.next_push(batch)) {
        let pushed = match remote.push(push.clone()).await {
            Ok(pushed) => pushed,
            Err(trouble @ (Trouble::Gap { .. } | Trouble::NumberTaken)) => {
                return Ok(Some(Obstacle::Numbers(trouble)));
            }
            Err(trouble) => return Err(trouble.into()),
        };
        let settled = settled(&push, pushed);
        let count = settled.fates.len();
        // An answer that speaks of none of it is not the server's.
        if count == 0 {
            return Err(Trouble::Offline.into());
        }
        let done = steps::settle(device, settled).await;
        if !done.map_err(Halt::Storage)? {
            return Ok(Some(Obstacle::OtherLife));
        }
        *changed = true;
        sent += count;
        let of = of.max(sent);
        device.progress(Progress { sent, of });
    }
    Ok(None)
}

/// What the answer says of the operations sent. One it says nothing about keeps waiting.
fn settled(push: &Push, pushed: Pushed) -> Settled {
    let sent = |id| push.ops.iter().any(|op| op.id == id);
    let fates = verdicts(&pushed.results)
        .into_iter()
        .map(|verdict| match verdict {
            Verdict::Received { op, seq } => (op, Fate::Received { seq }),
            Verdict::SetAside { op, code, held } => (op, Fate::SetAside { code, held }),
        });
    Settled {
        epoch: pushed.epoch,
        fates: fates.filter(|(id, _)| sent(*id)).collect(),
    }
}

/// Begins anew where the server lost what it acknowledged; gives new numbers otherwise. Whether it began anew.
async fn overcome<D: Device>(device: &D, trouble: &Trouble, begun_anew: bool) -> Outcome<bool, D> {
    let lost = match trouble {
        Trouble::Gap { last_cseq } => device.read(|replica| replica.was_lost_after(*last_cseq)),
        _ => false,
    };
    let anew = lost && !begun_anew;
    let step = if anew {
        let from = device.read(|replica| replica.position().clone());
        steps::restart(device, from).await
    } else {
        steps::renumber(device).await
    };
    step.map_err(Halt::Storage)?;
    Ok(anew)
}

/// Reads every scope to its end. Stops where the server's database turns out to have begun another life: the next round
/// reads it from its beginning.
async fn pull_all<D: Device>(
    device: &D,
    remote: &(impl Remote + ?Sized),
    changed: &mut bool,
) -> Outcome<(), D> {
    let life = life(device);
    for scope in device.read(|replica| replica.scopes(&device.scopes())) {
        let pulled = pull(device, remote, scope, changed).await;
        if scope == Scope::Team && matches!(pulled, Err(Halt::Remote(Trouble::ScopeGone))) {
            leave(device).await?;
        }
        pulled?;
        if life != self::life(device) {
            *changed = true;
            return Ok(());
        }
    }
    let whole = device.read(|replica| replica.position().whole());
    remember(device, whole).await
}

/// The person has no access any more: nothing stays but what the server would not keep. What still waits goes first, in the
/// next round.
async fn leave<D: Device>(device: &D) -> Outcome<(), D> {
    if device.read(|replica| replica.position().restarting) {
        // It will not be read anew: what waits may go.
        let whole = device.read(|replica| replica.position().whole());
        return remember(device, whole).await;
    }
    if device.read(|replica| replica.waiting().next().is_some()) {
        return Ok(());
    }
    for scope in [Scope::Team, Scope::Answers, Scope::Reports] {
        steps::purge(device, scope).await.map_err(Halt::Storage)?;
    }
    Ok(())
}

/// Moves to a position with nothing read.
async fn remember<D: Device>(device: &D, to: Position) -> Outcome<(), D> {
    let nothing = Turn {
        scope: Scope::Team,
        page: Vec::new(),
        from: device.read(|replica| replica.position().clone()),
        to,
        own: Vec::new(),
        forget: Vec::new(),
    };
    steps::take(device, nothing).await.map_err(Halt::Storage)?;
    Ok(())
}

async fn pull<D: Device>(
    device: &D,
    remote: &(impl Remote + ?Sized),
    scope: Scope,
    changed: &mut bool,
) -> Outcome<(), D> {
    loop {
        let (before, acknowledged) =
            device.read(|replica| (replica.position().clone(), replica.acknowledged()));
        let pulled = remote.pull(scope, before.clone());
        let page = match pulled.await {
            Ok(page) => page,
            Err(Trouble::ScopeGone) if scope != Scope::Team => {
                return match device.read(|replica| replica.holds(scope)) {
                    (true, false) => steps::purge(device, scope).await.map_err(Halt::Storage),
                    // What waits in it goes first, in the next round: the server keeps it aside.
                    _ => Ok(()),
                };
            }
            Err(trouble) => return Err(trouble.into()),
        };
        let trust = trust::heard(device, remote, &before.trust, &page).await?;
        if device.read(|replica| *replica.position() != before) {
            // Another tab read on meanwhile: this page is no answer to where the log is now.
            continue;
        }
        if trust.doubt != before.trust.doubt {
            // Said before anything else is done with the answer, and then read again.
            remember(device, before.trusting(trust)).await?;
            continue;
        }
        if before.is_past(scope, &page) || page.head < acknowledged {
            return steps::restart(device, before).await.map_err(Halt::Storage);
        }
        if before.is_other_part(scope, &page) {
            if device.read(|replica| replica.holds(scope).1) {
                // As above: what waits in it goes first.
                return Ok(());
            }
            *changed = true;
            steps::purge(device, scope).await.map_err(Halt::Storage)?;
            continue;
        }
        let done = page.next >= page.head || page.next <= before.next(scope);
        *changed |= !page.ops.is_empty();
        let turn = device.read(|replica| replica.turn(scope, page, trust));
        let taken = steps::take(device, turn).await.map_err(Halt::Storage)?;
        if done && taken {
            return Ok(());
        }
    }
}
