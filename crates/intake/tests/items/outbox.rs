//! The respondent's queue: everything goes, in order, and leaves the device only with a receipt for its own bytes.

use domain::ids::ItemId;
use intake::{
    outbox::{Verdict, next_batch, sha256_hex, verdict},
    wire::{BATCH_ITEMS_MAX, Item, ItemStatus, Receipt},
};
use proptest::prelude::*;
use testkit::id;

fn items(sizes: &[usize]) -> Vec<Item> {
    let item = |(n, size): (u128, &usize)| Item {
        id: ItemId(id(n)),
        alg: intake::seal::ALG.to_owned(),
        kid: "k1".to_owned(),
        sealed: vec![7; *size],
    };
    (1..).zip(sizes).map(item).collect()
}

#[test]
fn nothing_waiting_is_no_batch() {
    assert_eq!(next_batch(&[], 0), None);
}

proptest! {
    #[test]
    fn the_queue_drains_in_order_and_tells_what_is_left(
        sizes in proptest::collection::vec(0usize..70_000, 0..120),
    ) {
        let mut waiting = items(&sizes);
        let mut sent = 0;
        while let Some(batch) = next_batch(&waiting, u32::try_from(waiting.len()).unwrap()) {
            let bytes: usize = batch.items.iter().map(|item| item.sealed.len()).sum();
            prop_assert!(!batch.items.is_empty() && batch.items.len() <= BATCH_ITEMS_MAX);
            prop_assert!(bytes <= 512 * 1024 || batch.items.len() == 1);
            prop_assert_eq!(batch.unsent as usize, waiting.len() - batch.items.len());
            for item in &batch.items {
                sent += 1;
                prop_assert_eq!(item.id, ItemId(id(sent)));
            }
            waiting.drain(..batch.items.len());
        }
        prop_assert_eq!(sent as usize, sizes.len());
    }
}

#[test]
fn an_item_leaves_only_with_a_receipt_for_its_own_bytes() {
    let item = items(&[100]).remove(0);
    let receipt = |status, code: Option<&str>| Receipt {
        id: item.id,
        status,
        sha256: sha256_hex(&item.sealed),
        code: code.map(str::to_owned),
        sig: None,
    };
    let kept = |code: &str| Verdict::Kept {
        item: item.id,
        code: code.to_owned(),
    };
    for held in [
        ItemStatus::Received,
        ItemStatus::Duplicate,
        ItemStatus::Quarantined,
    ] {
        assert_eq!(
            verdict(&item, &receipt(held, None)),
            Verdict::Delivered(item.id)
        );
    }
    let rejected = receipt(ItemStatus::Rejected, Some("too_large"));
    assert_eq!(verdict(&item, &rejected), kept("too_large"));
    // The server holds something else under this id, or answers for another item.
    let mut other_bytes = receipt(ItemStatus::Duplicate, None);
    other_bytes.sha256 = sha256_hex(b"something else");
    assert_eq!(verdict(&item, &other_bytes), kept("malformed"));
    let mut other_item = receipt(ItemStatus::Received, None);
    other_item.id = ItemId(id(9));
    assert_eq!(verdict(&item, &other_item), kept("malformed"));
}

#[test]
fn sha256_is_written_in_small_letters() {
    // FIPS 180-2, appendix B.1.
    assert_eq!(
        sha256_hex(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}
