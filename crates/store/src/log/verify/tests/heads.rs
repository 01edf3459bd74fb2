//! Signed heads tell what was changed so that all of it fits together again.

use super::{super::About, database, log, proof_with};
use crate::{Store, db::bound, log::OrgDb};
use domain::ids::OrgId;
use ed25519_dalek::{Signer as _, SigningKey};
use ledger::{Commit, LogStore as _, Purpose, Secret};
use sync::{
    Body, hash,
    plan::{Head, plan_own},
    wire::{Checkpoint, SignedHead},
};

const ORG: OrgId = OrgId(uuid::Uuid::from_u128(1));
const UNCHANGED: &str = "RETURN 1";

fn key() -> SigningKey {
    SigningKey::from_bytes(&[8; 32])
}

fn signed(epoch: &str, head: &Head) -> Checkpoint {
    let mut signed = SignedHead {
        org: ORG,
        epoch: epoch.to_owned(),
        seq: head.seq,
        root: head.root(),
        chain: hash::hex(&head.chain),
        at: "2026-11-21T23:00:00Z".to_owned(),
        kid: "s1".to_owned(),
        sig: Vec::new(),
    };
    signed.sig = key().sign(signed.text().as_bytes()).to_bytes().to_vec();
    Checkpoint {
        signed,
        token: None,
    }
}

/// A database with a key to sign with and a checkpoint of all it holds.
async fn checked(store: &Store) -> (OrgDb, Checkpoint) {
    let db = database(store, ORG).await;
    let head = db.load().await.unwrap().head;
    let checkpoint = signed("life-1", &head);
    let mut commit = Commit::new(1, head);
    commit.checkpoint = Some(checkpoint.clone());
    commit.secrets = vec![Secret {
        kid: "s1".to_owned(),
        purpose: Purpose::Sign,
        since: 1,
        private: vec![8; 32],
    }];
    db.commit(&commit).await.unwrap();
    assert_eq!(
        db.checkpoints().await.unwrap(),
        std::slice::from_ref(&checkpoint)
    );
    (db, checkpoint)
}

fn file(checkpoint: Checkpoint) -> Vec<(String, Checkpoint)> {
    vec![("auditor.json".to_owned(), checkpoint)]
}

#[tokio::test]
async fn a_log_agrees_with_what_was_signed_of_it() {
    let store = Store::open("mem://").await.unwrap();
    let (_, checkpoint) = checked(&store).await;
    let before_all = signed("life-1", &Head::EMPTY);
    let kept = [file(checkpoint), file(before_all)].concat();
    let proven = proof_with(&store, ORG, UNCHANGED, kept).await.unwrap();
    assert_eq!((proven.signed, proven.elsewhere.len()), (2, 0));
}

/// The server keeps each checkpoint in its folder of heads too.
#[tokio::test]
async fn a_checkpoint_that_is_kept_in_two_places_is_counted_once() {
    let store = Store::open("mem://").await.unwrap();
    let (db, checkpoint) = checked(&store).await;
    let stamped = Checkpoint {
        token: Some(vec![1, 2, 3]),
        ..checkpoint.clone()
    };
    let mut commit = Commit::new(2, db.load().await.unwrap().head);
    commit.checkpoint = Some(stamped.clone());
    db.commit(&commit).await.unwrap();
    let other = Checkpoint {
        token: Some(vec![4]),
        ..checkpoint.clone()
    };
    for (copies, stamps) in [
        (vec![], 1),
        (vec![stamped.clone()], 1),
        (vec![checkpoint, stamped, other], 2),
    ] {
        let kept = copies.into_iter().flat_map(file).collect();
        let proven = proof_with(&store, ORG, UNCHANGED, kept).await.unwrap();
        assert_eq!((proven.signed, proven.stamped.len()), (1, stamps));
    }
}

#[tokio::test]
async fn a_checkpoint_has_its_instant_as_its_name() {
    let store = Store::open("mem://").await.unwrap();
    checked(&store).await;
    let renamed = "LET $one = (SELECT * OMIT id FROM ONLY checkpoint LIMIT 1); DELETE checkpoint;
        CREATE checkpoint:other CONTENT $one";
    let found = proof_with(&store, ORG, renamed, Vec::new()).await;
    let finding = found.unwrap_err();
    assert_eq!(finding.row, "checkpoint:other");
    assert!(finding.what.contains("belongs to checkpoint:"), "{finding}");
}

#[tokio::test]
async fn a_checkpoint_that_was_changed_is_named() {
    let store = Store::open("mem://").await.unwrap();
    checked(&store).await;
    for change in [
        "UPDATE checkpoint SET head = string::replace(head, '\"seq\":4', '\"seq\":3')",
        "UPDATE checkpoint SET head = string::replace(head, '\"kid\":\"s1\"', '\"kid\":\"s2\"')",
        "DELETE secret WHERE purpose = 'sign'",
    ] {
        let finding = proof_with(&store, ORG, change, Vec::new())
            .await
            .unwrap_err();
        assert!(finding.row.starts_with("checkpoint:"), "{finding}");
        assert!(finding.what.contains("not signed"), "{finding}");
    }
    let other = "UPDATE checkpoint SET head = '{}'";
    let finding = proof_with(&store, ORG, other, Vec::new())
        .await
        .unwrap_err();
    assert!(finding.row.starts_with("checkpoint:"), "{finding}");
}

/// The whole log with another last operation, which the server made: no device has a chain that goes on from it.
#[tokio::test]
async fn a_log_that_was_written_anew_is_not_what_was_signed() {
    let store = Store::open("mem://").await.unwrap();
    let (db, _) = checked(&store).await;
    let (ops, _) = log();
    let at = "2026-11-21T10:00:00Z".to_owned();
    let mut made: Vec<_> = ops.into_iter().map(|op| (op, at.clone())).collect();
    let last = made.last_mut().unwrap();
    let Body::Create { mut fields } = Body::decode(&last.0).unwrap() else {
        panic!("the last one is an answer");
    };
    fields.insert("lang".to_owned(), "en".into());
    last.0.body = Body::Create { fields }.encode();
    let plan = plan_own(&mut sync::State::default(), Head::EMPTY, made);
    db.db.run("DELETE op; DELETE seen", bound!()).await.unwrap();
    let mut commit = Commit::new(2, plan.head);
    commit.ops = plan.append;
    db.commit(&commit).await.unwrap();
    let finding = proof_with(&store, ORG, UNCHANGED, Vec::new())
        .await
        .unwrap_err();
    assert!(finding.row.starts_with("checkpoint:"), "{finding}");
    assert!(finding.what.contains("at operation 4"), "{finding}");
}

#[tokio::test]
async fn a_head_kept_elsewhere_tells_that_the_log_was_cut() {
    let store = Store::open("mem://").await.unwrap();
    let (db, _) = checked(&store).await;
    let longer = db.load().await.unwrap().head.with(&[7; 32]);
    let kept = file(signed("life-1", &longer));
    let finding = proof_with(&store, ORG, UNCHANGED, kept).await.unwrap_err();
    assert_eq!(finding.row, "auditor.json");
    assert!(finding.what.contains("it had 5 operations"), "{finding}");
    assert_eq!(finding.about, About::Earlier);
    // Of an earlier life of the database it may be so: it is told apart, not an error.
    let kept = file(signed("life-0", &longer));
    let proven = proof_with(&store, ORG, UNCHANGED, kept).await.unwrap();
    assert_eq!((proven.signed, proven.elsewhere.len()), (1, 1));
    let mut forged = signed("life-0", &longer);
    forged.signed.sig = vec![7; 64];
    let finding = proof_with(&store, ORG, UNCHANGED, file(forged))
        .await
        .unwrap_err();
    assert!(finding.what.contains("not signed"), "{finding}");
    assert_eq!(finding.about, About::KeptHead);
}
