//! Only the organisation opens an item, and only that very one.

use crate::support::{Counter, KID, ORG, answers, item, key};
use domain::{
    answer::Answer,
    ids::{CampaignId, ItemId},
    questionnaire::{PHOTOS_MAX, TEXT_MAX},
};
use hpke::Serializable;
use intake::{
    Payload, PrivateKey, PublicKey, SealError,
    outbox::next_batch,
    seal::{ALG, open, seal},
    wire::{ITEM_BYTES_MAX, Item},
};
use proptest::prelude::*;
use testkit::{day, id};

const KEY_AND_TAG: usize = 32 + 16;

fn sealed(payload: &Payload, seed: u64) -> Vec<u8> {
    seal(
        &key().public(),
        ORG,
        KID,
        item(),
        payload,
        &mut Counter(seed),
    )
    .unwrap()
}

fn opened(bytes: &[u8]) -> Result<Payload, SealError> {
    open(&key(), ORG, KID, item(), bytes)
}

fn commented(text: &str) -> Payload {
    answers(testkit::answers(3, text))
}

proptest! {
    #[test]
    fn what_is_sealed_opens_as_it_was(
        text in proptest::collection::vec(any::<char>(), 0..400),
        seed: u64,
        day in 1i8..=28,
        abandoned: bool,
    ) {
        let text: String = text.into_iter().collect();
        let declined = Payload::Declined {
            campaign: CampaignId(id(3)),
            day: domain::Day::new(2026, 11, day).unwrap(),
            abandoned,
        };
        for payload in [commented(&text), declined] {
            let bytes = sealed(&payload, seed);
            prop_assert_eq!(opened(&bytes), Ok(payload));
            prop_assert_eq!((bytes.len() - KEY_AND_TAG) % 1024, 0);
        }
    }
}

#[test]
fn the_size_does_not_tell_a_short_comment_from_none() {
    let lengths = ["", "Très bien", &"x".repeat(300)].map(|text| sealed(&commented(text), 1).len());
    assert_eq!(lengths, [1024 + KEY_AND_TAG; 3]);
    let note = Payload::Note(intake::Note {
        seen: None,
        session: domain::ids::SessionId(id(2)),
        day: day("2026-11-20"),
        headcount: 12,
        absent: 1,
    });
    assert_eq!(sealed(&note, 1).len(), 1024 + KEY_AND_TAG);
}

#[test]
fn the_longest_answer_fits_into_an_item() {
    let mut longest = testkit::answers(3, "");
    for key in ["best", "improve"] {
        // The character that JSON writes longest.
        let text = "\u{1}".repeat(TEXT_MAX);
        longest.insert(key.to_owned(), Answer::Text(text));
    }
    let mut longest = answers(longest);
    if let Payload::Answers { photos, .. } = &mut longest {
        let photo = vec![0; usize::try_from(domain::photo::BYTES_MAX).unwrap()];
        *photos = vec![intake::PhotoFile(photo); PHOTOS_MAX];
    }
    let bytes = sealed(&longest, 1);
    assert!(bytes.len() <= ITEM_BYTES_MAX);
    // And that into what a server reads of a batch: 2 MiB.
    let item = Item {
        id: item(),
        alg: ALG.to_owned(),
        kid: KID.to_owned(),
        sealed: bytes,
    };
    let batch = next_batch(&[item], 1).expect("the first always goes");
    assert!(serde_json::to_vec(&batch).unwrap().len() < 2 * 1024 * 1024);
}

#[test]
fn the_same_answer_sealed_twice_looks_different() {
    assert_ne!(sealed(&commented("x"), 1), sealed(&commented("x"), 2));
}

#[test]
fn another_key_item_organisation_or_key_name_does_not_open() {
    let bytes = sealed(&commented("x"), 1);
    let other_key = PrivateKey::derive(&[43; 32]);
    let other_item = ItemId(id(8));
    for refused in [
        open(&other_key, ORG, KID, item(), &bytes),
        open(&key(), ORG, KID, other_item, &bytes),
        open(&key(), "other", KID, item(), &bytes),
        open(&key(), ORG, "k2", item(), &bytes),
        // The border between organisation and key name cannot be moved.
        open(&key(), &format!("{ORG}\0{KID}"), "", item(), &bytes),
    ] {
        assert_eq!(refused, Err(SealError::CannotOpen));
    }
}

#[test]
fn any_changed_missing_or_added_byte_is_noticed() {
    let bytes = sealed(&commented("x"), 1);
    for index in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[index] ^= 1;
        assert_eq!(opened(&damaged), Err(SealError::CannotOpen), "byte {index}");
    }
    for length in [0, 1, 31, 32, 33, 47, 48, bytes.len() - 1] {
        assert_eq!(
            opened(&bytes[..length]),
            Err(SealError::CannotOpen),
            "{length} bytes"
        );
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(opened(&longer), Err(SealError::CannotOpen));
}

/// A device seals what this version does not know: told apart from damage, so that it is kept for the next version.
#[test]
fn a_payload_of_a_newer_program_is_named_so() {
    for plain in [
        &b"{\"type\":\"photo\"}"[..],
        b"",
        b"{}",
        b"\xff\xfe",
        b"{\"type\":\"note\"}",
    ] {
        let key_bytes = key().public().to_bytes();
        let public = hpke::Deserializable::from_bytes(&key_bytes).unwrap();
        let info = format!("boucle.intake.v1\0{ORG}\0{KID}");
        let (encapsulated, ciphertext) = hpke::single_shot_seal_with_rng::<
            hpke::aead::ChaCha20Poly1305,
            hpke::kdf::HkdfSha256,
            hpke::kem::X25519HkdfSha256,
        >(
            &hpke::OpModeS::Base,
            &public,
            info.as_bytes(),
            plain,
            item().0.as_bytes(),
            &mut Counter(1),
        )
        .unwrap();
        let bytes = [encapsulated.to_bytes().as_slice(), &ciphertext].concat();
        assert_eq!(opened(&bytes), Err(SealError::UnknownPayload));
    }
}

#[test]
fn keys_are_thirty_two_usable_bytes() {
    let key = key();
    let again = PrivateKey::from_bytes(&key.to_bytes()).unwrap();
    assert_eq!(again.public().to_bytes(), key.public().to_bytes());
    assert_eq!(key.to_bytes().len(), 32);
    for length in [0, 31, 33] {
        let bytes = vec![1; length];
        assert_eq!(PublicKey::from_bytes(&bytes).err(), Some(SealError::BadKey));
        assert_eq!(
            PrivateKey::from_bytes(&bytes).err(),
            Some(SealError::BadKey)
        );
    }
    // A key that would seal to everybody.
    let refused = PublicKey::from_bytes(&[0; 32])
        .and_then(|nobody| seal(&nobody, ORG, KID, item(), &commented("x"), &mut Counter(1)));
    assert_eq!(refused, Err(SealError::BadKey));
}
