//! Keys that change, are lost, and come back.

use super::{Tablet, World, open_store, settings};
use ::intake::wire::ItemStatus;
use domain::quarantine::Verdict;
use ledger::Purpose;
use server::{
    blobs::Blobs,
    service::{App, SystemHost},
};
use std::sync::Arc;
use store::{Store, dump::Part};
use testkit::id;

const BOTH: [Purpose; 2] = [Purpose::Seal, Purpose::Sign];

#[tokio::test]
async fn what_was_sealed_before_a_new_key_and_after_it_is_received() {
    let world = World::new().await;
    let campaign = world.campaign(30, |_| {}).await;
    let mut tablet = world.tablet().await;
    let early = tablet.seal(
        500,
        &super::answers(campaign.id, testkit::answers(3, "Avant")),
    );
    let before = world.app.keys(&world.lead).await.unwrap().keys;
    let lead = world.lead.granted().unwrap();
    let after = world.app.rotate_keys(&lead, &BOTH).await.unwrap().keys;
    assert_eq!((before.len(), after.len()), (2, 4));
    assert!(before.iter().all(|key| after.contains(key)));
    let kid = tablet.kit.kid.clone();
    tablet.kit = world.app.kit(&tablet.respondent, None).await.unwrap();
    assert_ne!(tablet.kit.kid, kid);
    let late = tablet.seal(
        501,
        &super::answers(campaign.id, testkit::answers(3, "Après")),
    );
    for receipt in tablet.send(vec![early, late]).await {
        assert_eq!(receipt.status, ItemStatus::Received);
    }
    // One alone.
    let now = world
        .app
        .rotate_keys(&lead, &[Purpose::Sign])
        .await
        .unwrap();
    assert_eq!(now.keys.len(), 5);
    let kit = world.app.kit(&tablet.respondent, None).await.unwrap();
    assert_eq!(kit.kid, tablet.kit.kid);
}

/// The server on a copy of its database in which the keys are missing.
async fn without_keys(from: &Store, org: domain::ids::OrgId) -> Arc<App> {
    let to = Store::open("mem://").await.unwrap();
    for part in [Part::Org(org), Part::Control] {
        let mut rows = Vec::new();
        let mut dump = from.dump(part).await.unwrap();
        while let Some(page) = dump.next().await.unwrap() {
            rows.extend(page);
        }
        dump.end().await.unwrap();
        let migrations = rows
            .iter()
            .filter(|row| row.table() == store::dump::MIGRATION)
            .count();
        rows.retain(|row| row.table() != "secret");
        let fill = to
            .fill(part, u32::try_from(migrations).unwrap())
            .await
            .unwrap();
        fill.write(rows).await.unwrap();
        fill.finish().await.unwrap();
    }
    App::open(to, Blobs::memory(), Arc::new(SystemHost), settings())
        .await
        .unwrap()
}

#[tokio::test]
async fn keys_that_were_lost_come_back_from_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("db").display());
    let world = World::at(&url).await;
    let campaign = world.campaign(30, |_| {}).await;
    let tablet = world.tablet().await;
    let sealed = |n| tablet.seal(n, &super::answers(campaign.id, testkit::answers(3, "Bien")));
    let (first, second) = (sealed(500), sealed(501));
    let bundle = world
        .app
        .private_keys(&world.lead.granted().unwrap())
        .await
        .unwrap();
    let (org, login) = (world.lead.organisation(), world.login.clone());
    let (token, kit) = (tablet.token.clone(), tablet.kit.clone());
    // The last handles of the database.
    drop((world, tablet));
    let app = without_keys(&open_store(&url).await, org).await;
    let tablet = Tablet {
        respondent: app.respondent(token.as_deref(), None).await.unwrap(),
        app,
        token,
        kit,
    };
    let lead = tablet
        .app
        .actor(Some(&login))
        .await
        .unwrap()
        .granted()
        .unwrap();
    // Kept unopened, not lost.
    let receipt = tablet.send(vec![first]).await.remove(0);
    assert_eq!(receipt.status, ItemStatus::Quarantined);
    // A new key is there for what is answered from now on.
    let kit = tablet.app.kit(&tablet.respondent, None).await.unwrap();
    assert_ne!(kit.kid, tablet.kit.kid);
    assert_eq!(tablet.app.bring_keys(&lead, &bundle).await, Ok(2));
    assert_eq!(tablet.app.bring_keys(&lead, &bundle).await, Ok(0));
    let rollups = tablet.app.rollups(&lead, 0).await.unwrap();
    assert_eq!(
        rollups.campaigns[0].counts.received, 1,
        "what waited is counted"
    );
    assert_eq!(
        tablet.send(vec![second]).await[0].status,
        ItemStatus::Received
    );
    let still = tablet.app.kit(&tablet.respondent, None).await.unwrap();
    assert_eq!(still.kid, kit.kid, "the new key stays in use");
}

/// Counting what was kept unopened is nobody's decision: it must not be a way round the quarantine.
#[tokio::test]
async fn what_keys_open_counts_only_if_whoever_brought_it_may() {
    let world = World::new().await;
    let asked = world.campaign(30, |_| {}).await;
    let other = world.campaign(31, |_| {}).await;
    // Keys that this server lacks.
    let elsewhere = World::new().await;
    let lead = elsewhere.lead.granted().unwrap();
    let mut bundle = elsewhere.app.private_keys(&lead).await.unwrap();
    bundle.organisation = world.lead.organisation();
    let lost = elsewhere.tablet().await.kit;
    let sealed_to_them = |mut tablet: Tablet| {
        tablet.kit.kid.clone_from(&lost.kid);
        tablet.kit.public_key.clone_from(&lost.public_key);
        tablet
    };
    let tablet = sealed_to_them(world.tablet().await);
    let mut limited = sealed_to_them(world.tablet().await);
    let mut revoked = sealed_to_them(world.tablet().await);
    let visitor = sealed_to_them(world.visitor(&other).await);
    world.limit(&mut limited, Some(vec![other.id])).await;
    let mut codes = Vec::new();
    for (device, n, campaign) in [
        (&tablet, 500, asked.id),
        (&limited, 501, asked.id),
        (&revoked, 502, asked.id),
        (&visitor, 503, other.id),
    ] {
        codes.push(device.answer(n, campaign, "Bien").await.code.unwrap());
    }
    world.revoke(&mut revoked).await;
    codes.push(revoked.answer(504, asked.id, "Bien").await.code.unwrap());
    world.close(&other).await;
    assert!(codes[..4].iter().all(|code| code == "unknown_reference"));
    assert_eq!(codes[4], "device_revoked");

    let lead = world.lead.granted().unwrap();
    assert_eq!(world.app.bring_keys(&lead, &bundle).await, Ok(2));
    assert_eq!(world.results(asked.id).await.counts.received, 1);
    assert_eq!(world.results(other.id).await.counts.received, 0);
    let mut waits: Vec<_> = world.kept().await;
    waits.sort_by_key(|held| held.subject.id);
    let ids: Vec<_> = waits.iter().map(|held| held.subject.id).collect();
    assert_eq!(ids, [id(501), id(502), id(503), id(504)]);
    assert_eq!(world.decide(&waits, Verdict::Accepted).await, []);
    assert_eq!(world.results(asked.id).await.counts.received, 4);
}

#[tokio::test]
async fn only_the_keys_of_this_organisation_are_taken() {
    let world = World::new().await;
    let lead = world.lead.granted().unwrap();
    let bundle = world.app.private_keys(&lead).await.unwrap();
    let mut foreign = bundle.clone();
    foreign.organisation.0 = id(999);
    let mut differs = bundle.clone();
    differs.secrets[0].private = vec![9; 32];
    let mut short = bundle.clone();
    short.secrets[0].private.pop();
    for (bundle, code) in [
        (foreign, "unknown_reference"),
        (differs, "already_exists"),
        (short, "malformed"),
    ] {
        let refused = world.app.bring_keys(&lead, &bundle).await.unwrap_err();
        assert_eq!(refused.code(), code);
    }
    assert_eq!(world.app.private_keys(&lead).await.unwrap(), bundle);
}
