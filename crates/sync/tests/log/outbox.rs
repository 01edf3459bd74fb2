//! The device's queue: what goes next, and what an answer does.

use crate::support::{op, set};
use domain::ids::DeviceId;
use proptest::prelude::*;
use sync::{
    Op,
    outbox::{Verdict, batch, next_push, verdicts},
    wire::{OpResult, OpStatus, PUSH_OPS_MAX},
};

fn device() -> DeviceId {
    DeviceId(testkit::id(1))
}

fn waiting(sizes: &[usize]) -> Vec<Op> {
    let sized = |(cseq, size): (u64, &usize)| {
        let mut op = op(1, cseq, None, &set("title", "x"));
        op.body = vec![b' '; *size];
        op
    };
    (1..).zip(sizes).map(sized).collect()
}

#[test]
fn nothing_waiting_is_no_push() {
    assert_eq!(next_push(device(), None, &[], PUSH_OPS_MAX), None);
}

#[test]
fn an_operation_larger_than_a_push_goes_alone() {
    let push = next_push(device(), None, &waiting(&[1_000_000, 10, 10]), 25).unwrap();
    assert_eq!(push.ops.len(), 1);
}

#[test]
fn a_long_queue_goes_in_enough_pushes_to_see_how_far_it_is() {
    assert_eq!([3, 300, 100_000].map(batch), [25, 30, PUSH_OPS_MAX]);
}

proptest! {
    /// Repeated pushes send everything, in order, each operation once, within the limits.
    #[test]
    fn the_queue_drains_in_order(sizes in proptest::collection::vec(0usize..40_000, 0..1_200)) {
        let mut queue = waiting(&sizes);
        let mut sent = 0;
        let most = batch(queue.len());
        while let Some(push) = next_push(device(), Some("e".to_owned()), &queue, most) {
            let bytes: usize = push.ops.iter().map(|op| op.body.len()).sum();
            prop_assert!(!push.ops.is_empty() && push.ops.len() <= most && most <= PUSH_OPS_MAX);
            prop_assert!(bytes <= 256 * 1024 || push.ops.len() == 1);
            for op in &push.ops {
                sent += 1;
                prop_assert_eq!(op.cseq, sent);
            }
            queue.drain(..push.ops.len());
        }
        prop_assert_eq!(sent as usize, sizes.len());
    }
}

#[test]
fn only_a_receipt_lets_an_operation_go() {
    let result = |n, status, code: Option<&str>, seq| OpResult {
        id: domain::ids::OpId(testkit::id(n)),
        status,
        code: code.map(str::to_owned),
        seq,
        leaf: seq.map(|_| "00".repeat(32)),
    };
    let told = verdicts(&[
        result(1, OpStatus::Stored, None, Some(7)),
        result(2, OpStatus::Duplicate, None, Some(3)),
        result(3, OpStatus::Conflict, None, Some(8)),
        result(4, OpStatus::Quarantined, Some("forbidden"), None),
        result(5, OpStatus::Rejected, None, None),
        result(6, OpStatus::Stored, None, None),
    ]);
    let id = |n| domain::ids::OpId(testkit::id(n));
    let aside = |n, code: &str, held| Verdict::SetAside {
        op: id(n),
        code: code.to_owned(),
        held,
    };
    assert_eq!(
        told,
        [
            Verdict::Received { op: id(1), seq: 7 },
            Verdict::Received { op: id(2), seq: 3 },
            Verdict::Received { op: id(3), seq: 8 },
            aside(4, "forbidden", true),
            aside(5, "malformed", false),
            aside(6, "malformed", false),
        ]
    );
}
