//! Whatever bytes come: an error or a message, never a panic.

use crate::support::{Server, creation, op, text};
use proptest::prelude::*;
use sync::{
    Body, Op,
    wire::{Gap, Keys, Page, Push, Pushed, Rollups, Snapshot},
};

const GOLDEN: [&str; 7] = [
    include_str!("../../golden/push_prev.v1.json"),
    include_str!("../../golden/pushed_signed.v1.json"),
    include_str!("../../golden/page_prev.v1.json"),
    include_str!("../../golden/rollups.v1.json"),
    include_str!("../../golden/gap.v1.json"),
    include_str!("../../golden/keys.v1.json"),
    include_str!("../../golden/snapshot.v1.json"),
];

/// Bytes flipped, doubled, dropped and cut.
fn spoil(bytes: &[u8], changes: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, what, to) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match what % 5 {
            0 => bytes[at] = *to,
            1 => bytes.insert(at, *to),
            2 => drop(bytes.remove(at)),
            3 => bytes.truncate(at.max(bytes.len() / 2)),
            _ => {
                let end = (at + usize::from(*to)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, u8)>> {
    proptest::collection::vec(any::<(prop::sample::Index, u8, u8)>(), 1..6)
}

proptest! {
    #[test]
    fn messages(file in 0..GOLDEN.len(), changes in changes()) {
        let bytes = spoil(GOLDEN[file].as_bytes(), &changes);
        drop(serde_json::from_slice::<Push>(&bytes));
        drop(serde_json::from_slice::<Pushed>(&bytes));
        drop(serde_json::from_slice::<Page>(&bytes));
        drop(serde_json::from_slice::<Rollups>(&bytes));
        drop(serde_json::from_slice::<Gap>(&bytes));
        drop(serde_json::from_slice::<Keys>(&bytes));
        if let Ok(snapshot) = serde_json::from_slice::<Snapshot>(&bytes) {
            drop(sync::snapshot::read(&snapshot));
        }
    }

    /// Also what nobody made: planned by the server and folded by devices.
    #[test]
    fn operations(
        kind in prop::sample::select(vec![
            "create", "set", "resolve", "text", "add", "remove", "comment", "event", "delete", "restore", "sing",
        ]),
        changes in changes(),
        prev in proptest::option::of("[0-9a-f]{0,64}"),
        cseq in 0u64..3,
    ) {
        let mut server = Server::with_action();
        let body = spoil(&text("description", "Un. Deux.", "Un.").encode(), &changes);
        let made = op(2, cseq, Some(creation().id), &Body::Restore);
        let kind = kind.to_owned();
        let spoilt = Op { kind, body, prev, ..made };
        let mut state = server.state.clone();
        state.apply(&spoilt, None);
        drop(server.push(2, vec![spoilt]));
    }
}
