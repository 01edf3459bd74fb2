//! What a device writes shows at once, reaches the server once, and both sides end with the same records.

use super::{
    records::{create_action, nowhere, titles},
    server::{Device, Network, Server},
};
use crate::notes::{Disk, MemoryNotes};
use app::state::CommandError;
use domain::{Refusal, ids::DeviceId, role::Role};
use leptos::prelude::untrack;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_change_shows_at_once_and_reaches_the_server_once() {
    let server = Server::new();
    let device = Device::new(&server, 1, Role::QualityLead).await;
    server.network.set(Network::Down);
    create_action(device.stores, "Ouvrir la salle").await;
    assert_eq!(titles(device.stores), ["Ouvrir la salle"]);
    assert_eq!(device.unsent(), 1);

    assert!(device.exchange().await.is_err());
    assert_eq!(device.unsent(), 1);

    device.exchange().await.unwrap();
    device.exchange().await.unwrap();
    assert_eq!(device.unsent(), 0);
    assert_eq!(titles(device.stores), ["Ouvrir la salle"]);
    assert_eq!(server.log.borrow().ops.len(), 1);
}

#[wasm_bindgen_test]
async fn a_lost_answer_doubles_nothing() {
    let server = Server::new();
    let device = Device::new(&server, 1, Role::QualityLead).await;
    create_action(device.stores, "Une fois").await;
    server.network.set(Network::LosesAnswer);
    assert!(device.exchange().await.is_err());
    device.exchange().await.unwrap();
    assert_eq!(titles(device.stores), ["Une fois"]);
    assert_eq!(server.log.borrow().ops.len(), 1);
    assert!(device.set_aside().is_empty());
}

#[wasm_bindgen_test]
async fn two_people_offline_on_one_field_keep_both_values_until_one_decides() {
    let server = Server::new();
    let claire = Device::new(&server, 1, Role::QualityLead).await;
    let marc = Device::new(&server, 2, Role::Team).await;
    let at = create_action(claire.stores, "Avant").await;
    claire.exchange().await.unwrap();
    marc.exchange().await.unwrap();

    claire
        .stores
        .commands
        .set(at, "title", "De Claire")
        .await
        .unwrap();
    marc.stores
        .commands
        .set(at, "title", "De Marc")
        .await
        .unwrap();
    marc.stores
        .commands
        .set(at, "criterion", "Moins de deux remarques")
        .await
        .unwrap();
    for device in [&claire, &marc, &claire] {
        device.exchange().await.unwrap();
    }
    for device in [&claire, &marc] {
        let record = device.record(at);
        assert!(record.in_conflict());
        // Another field of the same record is nobody's business.
        assert_eq!(record.fields["criterion"].value, "Moins de deux remarques");
    }

    marc.stores
        .commands
        .resolve(at, "title", "Des deux".into())
        .await
        .unwrap();
    marc.exchange().await.unwrap();
    claire.exchange().await.unwrap();
    assert_eq!(claire.record(at), marc.record(at));
    assert_eq!(titles(claire.stores), ["Des deux"]);
    assert!(!claire.record(at).in_conflict());
}

#[wasm_bindgen_test]
async fn a_form_opened_before_a_change_arrived_does_not_overwrite_it() {
    let server = Server::new();
    let claire = Device::new(&server, 1, Role::QualityLead).await;
    let marc = Device::new(&server, 2, Role::Team).await;
    let at = create_action(claire.stores, "Avant").await;
    claire.exchange().await.unwrap();
    marc.exchange().await.unwrap();

    let seen = claire.record(at);
    marc.stores
        .commands
        .set(at, "title", "De Marc")
        .await
        .unwrap();
    marc.exchange().await.unwrap();
    claire.exchange().await.unwrap();
    let mut changes = seen.values();
    changes.insert("title".to_owned(), "De Claire".into());
    claire
        .stores
        .commands
        .set_all(at, &seen, changes)
        .await
        .unwrap();
    claire.exchange().await.unwrap();
    let record = claire.record(at);
    assert_eq!(record.fields["title"].value, "De Marc");
    assert_eq!(record.fields["title"].contenders[0].value, "De Claire");
}

#[wasm_bindgen_test]
async fn what_the_server_refuses_is_set_aside_and_the_rest_goes_on() {
    let server = Server::new();
    let device = Device::new(&server, 1, Role::QualityLead).await;
    // The device checks first, so only an operation on something the server never had is refused there.
    device
        .stores
        .commands
        .set_remote(nowhere(), "title", "Perdu", None)
        .await
        .unwrap();
    create_action(device.stores, "La suite").await;
    device.exchange().await.unwrap();
    let aside = device.set_aside();
    assert_eq!(aside.len(), 1);
    assert_eq!(aside[0].code, Refusal::UnknownReference.code());
    assert_eq!(device.unsent(), 0);
    assert_eq!(titles(device.stores), ["La suite"]);
}

#[wasm_bindgen_test]
async fn a_refused_change_that_the_server_keeps_is_taken_off_the_list_for_good() {
    let server = Server::new();
    let disk = Rc::new(Disk::new(DeviceId(Uuid::from_u128(0x1001))));
    let notes = Rc::new(MemoryNotes::default());
    let open = || {
        let (disk, notes) = (Rc::clone(&disk), Rc::clone(&notes));
        Device::opened(&server, 1, Role::QualityLead, disk, notes)
    };
    let device = open().await;
    for title in ["Un", "Deux"] {
        let written = device.stores.commands;
        let written = written.set_remote(nowhere(), "title", title, None);
        written.await.unwrap();
    }
    device.exchange().await.unwrap();
    let aside = device.set_aside();
    assert_eq!(aside.len(), 2);
    assert!(aside.iter().all(|one| one.held));
    let status = device.stores.status;
    status.take_off(aside[0].op.id).await.unwrap();
    let left = [aside[1].clone()];
    assert_eq!(device.set_aside(), left);
    // The operation itself stays on the device, and off the list when it is opened again.
    let again = open().await;
    assert_eq!(again.set_aside(), left);
    assert_eq!(untrack(|| again.stores.log.unsettled()).len(), 2);
}

#[wasm_bindgen_test]
async fn a_server_restored_from_a_backup_gets_back_what_it_lost() {
    let server = Server::new();
    let claire = Device::new(&server, 1, Role::QualityLead).await;
    let marc = Device::new(&server, 2, Role::Team).await;
    create_action(claire.stores, "Un").await;
    claire.exchange().await.unwrap();
    let backup = server.log.borrow().clone();
    create_action(claire.stores, "Deux").await;
    create_action(marc.stores, "Trois").await;
    for device in [&claire, &marc] {
        device.exchange().await.unwrap();
    }
    server.restore(backup);
    create_action(claire.stores, "Quatre").await;
    for _ in 0..2 {
        for device in [&claire, &marc] {
            device.exchange().await.unwrap();
        }
    }
    let mut all = titles(claire.stores);
    all.sort();
    assert_eq!(all, ["Deux", "Quatre", "Trois", "Un"]);
    assert_eq!(titles(claire.stores), titles(marc.stores));
    assert_eq!(server.log.borrow().ops.len(), 4);
    assert_eq!(claire.unsent(), 0);
}

#[wasm_bindgen_test]
async fn the_device_refuses_what_makes_no_sense_and_writes_nothing() {
    let server = Server::new();
    let device = Device::new(&server, 1, Role::Trainer).await;
    let at = create_action(device.stores, "Ouvrir la salle").await;
    let refused = device.stores.commands.set(at, "title", " ").await;
    assert_eq!(refused, Err(CommandError::Refused(Refusal::Required)));
    let refused = device.stores.commands.set(at, "status", "done").await;
    assert_eq!(refused, Err(CommandError::Refused(Refusal::IllegalMove)));
    // Writing the same again is no change.
    device
        .stores
        .commands
        .set(at, "title", "Ouvrir la salle")
        .await
        .unwrap();
    assert_eq!(device.unsent(), 1);
}
