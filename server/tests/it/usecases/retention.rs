//! What names people goes when its time is over, no sooner, and once.

use super::{World, open_store, people::contact};
use crate::smtp::Smtp;
use domain::{
    Refusal,
    campaign::{Campaign, Privacy},
    contact::Contact,
    ids::OrgId,
    notice::Paragraph,
    retention::{Removal, Removed, Retention},
};
use server::service::{Failure, Settings};
use store::{NewOrg, dump::Part, verify::Check};
use testkit::day;

const SHORT: Retention = Retention {
    links_months: 2,
    contacts_months: 6,
    answers_months: 36,
    refused_months: 6,
};

fn confidential(campaign: &mut Campaign) {
    campaign.privacy = Privacy::Confidentiel;
}

impl World {
    pub(super) async fn would_remove(&self, keep: Retention) -> Removal {
        let people = self.lead.granted().unwrap();
        self.app.would_remove(&people, keep).await.unwrap()
    }

    pub(super) async fn keeps_for(&self, keep: Retention) {
        let people = self.lead.granted().unwrap();
        self.app.set_retention(&people, keep).await.unwrap();
    }

    pub(super) async fn removed(&self) -> Vec<Removed> {
        let people = self.lead.granted().unwrap();
        self.app.removals(&people).await.unwrap()
    }
}

#[tokio::test]
async fn lists_go_after_the_survey_and_people_after_their_last_session() {
    let smtp = Smtp::start().await;
    let settings = Settings {
        mailer: Some(smtp.mailer()),
        ..super::settings()
    };
    let world = World::of(super::open_with("mem://", settings).await).await;
    world
        .import_people(world.session, &["Ana", "Bo", "Later"])
        .await;
    let campaign = world.campaign(30, confidential).await;
    let plan = world.lead.granted().unwrap();
    world.app.send_mail(&plan, campaign.id).await.unwrap();
    assert_eq!(world.app.send_due().await.unwrap(), 2);
    let nothing = Removal::default();
    // The survey is open: whatever the periods, nobody goes.
    assert_eq!(world.would_remove(SHORT).await, nothing);

    // One waits for another try through months of silence: it is dropped once the survey is over.
    world.days_later(101);
    world.app.close_due().await.unwrap();
    let asked = world.would_remove(SHORT).await;
    assert_eq!(
        asked, nothing,
        "mail waits: it is not known yet what became of it"
    );
    world.app.send_due().await.unwrap();
    let asked = world.would_remove(SHORT).await;
    assert_eq!((asked.people, asked.seats), (0, 3));
    assert!(asked.mails >= 2);
    assert_eq!(world.removed().await, [], "a preview removes nothing");
    world.app.close_due().await.unwrap();
    assert_eq!(world.removed().await, [], "six months are the default");

    world.keeps_for(SHORT).await;
    world.app.close_due().await.unwrap();
    world.app.close_due().await.unwrap();
    let first = Removed {
        day: day("2027-03-01"),
        removal: asked,
    };
    assert_eq!(world.removed().await, [first], "once");
    assert_eq!(world.contacts(world.session).await.people.len(), 3);

    world.days_later(120);
    let would = world.would_remove(SHORT).await;
    assert_eq!((would.people, would.seats, would.mails), (3, 0, 0));
    world.app.close_due().await.unwrap();
    assert!(world.contacts(world.session).await.people.is_empty());
    let removed = world.removed().await;
    assert_eq!(
        (removed.len(), removed[0].removal, removed[1]),
        (2, would, first)
    );
}

#[tokio::test]
async fn a_refusal_of_mail_stays_when_the_time_of_its_person_is_over() {
    let world = World::new().await;
    let ana = Contact {
        opted_out: true,
        ..contact("Ana")
    };
    world.add_person(ana).await.unwrap();
    world.keeps_for(SHORT).await;
    world.days_later(300);
    world.app.close_due().await.unwrap();
    assert!(world.contacts(world.session).await.people.is_empty());
    world.import_people(world.session, &["Ana", "Bo"]).await;
    let people = world.contacts(world.session).await.people;
    let opted_out: Vec<_> = people.iter().map(|one| one.contact.opted_out).collect();
    assert_eq!(opted_out, [true, false]);
}

#[tokio::test]
async fn a_period_that_is_not_offered_is_refused() {
    let world = World::new().await;
    let people = world.lead.granted().unwrap();
    let never = Retention {
        links_months: 0,
        contacts_months: 36,
        ..Retention::default()
    };
    for refused in [
        world.app.would_remove(&people, never).await.err(),
        world.app.set_retention(&people, never).await.err(),
    ] {
        let Some(Failure::Refused { refusal, .. }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(refusal, Refusal::Malformed);
    }
    let me = world.app.me(&world.lead).await.unwrap();
    assert_eq!(me.organisation.retention, Retention::default());
}

/// The table of each row of an organisation. All that is proved of them is, and none names Ana.
async fn rows_left(url: &str, org: OrgId) -> Vec<String> {
    let store = open_store(url).await;
    let (mut check, mut tables) = (Check::default(), Vec::new());
    let mut dump = store.dump(Part::Org(org)).await.unwrap();
    while let Some(rows) = dump.next().await.unwrap() {
        for row in rows {
            check.row(&row).unwrap();
            let line = row.to_line().unwrap().to_lowercase();
            assert!(
                !line.contains("ana@") && !line.contains("\"ana\""),
                "{line}"
            );
            tables.push(row.table().to_owned());
        }
    }
    dump.end().await.unwrap();
    check.finish().unwrap();
    tables
}

/// The log and all that is proved stay as they were; nothing of a name or an address is left in the database.
#[tokio::test]
async fn what_is_left_is_proved_and_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("data").display());
    let org = {
        let world = World::at(&url).await;
        world.import_people(world.session, &["Ana", "Bo"]).await;
        let campaign = world.campaign(30, confidential).await;
        let plan = world.lead.granted().unwrap();
        world.app.personal_links(&plan, campaign.id).await.unwrap();
        world.close(&campaign).await;
        world.keeps_for(SHORT).await;
        world.days_later(300);
        world.app.close_due().await.unwrap();
        let removed = world.removed().await;
        assert_eq!(
            (removed[0].removal.people, removed[0].removal.seats),
            (2, 2)
        );
        world.lead.organisation()
    };
    for table in rows_left(&url, org).await {
        let gone = [
            "seat", "token", "contact", "address", "member", "mail", "job", "stop",
        ];
        assert!(!gone.contains(&table.as_str()), "{table}");
    }
    let store = open_store(&url).await;
    let none = NewOrg {
        epoch: String::new(),
    };
    store.org(org, &none).await.unwrap();
}

/// The mail server is taken out of the settings before all mail left: it holds nobody for ever.
#[tokio::test]
async fn mail_that_cannot_leave_keeps_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("data").display());
    let smtp = Smtp::start().await;
    let settings = Settings {
        mailer: Some(smtp.mailer()),
        ..super::settings()
    };
    let world = World::of(super::open_with(&url, settings).await).await;
    world.import_people(world.session, &["Ana", "Bo"]).await;
    let campaign = world.campaign(30, confidential).await;
    let plan = world.lead.granted().unwrap();
    assert_eq!(world.app.send_mail(&plan, campaign.id).await.unwrap(), 2);
    world.keeps_for(SHORT).await;
    let World {
        app,
        clock,
        lead,
        login,
        session,
        device,
        cseq,
    } = world;
    drop((app, clock, lead, plan));

    let (app, clock) = super::open(&url).await;
    let lead = app.actor(Some(&login)).await.unwrap();
    let world = World {
        app,
        clock,
        lead,
        login,
        session,
        device,
        cseq,
    };
    world.days_later(29);
    world.app.close_due().await.unwrap();
    assert_eq!(world.contacts(world.session).await.people.len(), 2);
    world.days_later(300);
    world.app.close_due().await.unwrap();
    assert_eq!(world.would_remove(SHORT).await, Removal::default());
    assert!(world.contacts(world.session).await.people.is_empty());
    let removed = world.removed().await;
    assert_eq!(removed[0].removal.people, 2);
    let org = world.lead.organisation();
    drop(world);
    let tables = rows_left(&url, org).await;
    assert!(!tables.iter().any(|table| table == "job"), "{tables:?}");
}

/// A device gets the words of its survey, with the periods that were chosen and what apprentices need.
#[tokio::test]
async fn the_notice_says_what_was_decided() {
    let world = World::new().await;
    world.keeps_for(SHORT).await;
    let campaign = world.campaign(30, confidential).await;
    let told = |notice: &[Paragraph]| -> String {
        let texts = notice.iter().map(|one| one.text.fr.clone());
        texts.collect::<Vec<_>>().join(" ")
    };
    let notice = world.visitor(&campaign).await.kit.sessions[0]
        .notice
        .clone();
    let text = told(&notice);
    assert!(text.contains("contact@example.org"), "{text}");
    assert!(
        text.contains("2\u{a0}mois après la fin de l’enquête"),
        "{text}"
    );
    let young = |notice: &[Paragraph]| {
        notice
            .iter()
            .any(|one| one.title.en == "If you are under 18")
    };
    assert!(!young(&notice));

    let at = domain::entity::EntityKind::Session;
    let minors = world.set(at, world.session.0, None, "minors", true.into());
    assert_eq!(minors.await.status, sync::wire::OpStatus::Stored);
    assert!(young(
        &world.visitor(&campaign).await.kit.sessions[0].notice
    ));
}
