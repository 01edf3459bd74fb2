//! People who are asked: one per address, imports that can be taken back, erasing.

use super::World;
use api::outreach::{ContactEdit, Contacts};
use domain::{
    Lang, Refusal,
    calendar::cadence::Stakeholder,
    contact::Contact,
    entity::{self, EntityKind},
    ids::{ServiceId, SessionId},
};
use server::service::{Failure, Taken};
use store::dump::Part;
use testkit::id;

pub(super) fn contact(name: &str) -> Contact {
    Contact {
        name: name.to_owned(),
        email: format!("{}@example.org", name.to_lowercase()),
        lang: Lang::Fr,
        stakeholder: Stakeholder::Beneficiary,
        party: String::new(),
        opted_out: false,
        bounced: false,
        minor: false,
    }
}

impl World {
    pub(super) async fn contacts(&self, session: SessionId) -> Contacts {
        let plan = self.lead.granted().unwrap();
        self.app.contacts(&plan, session).await.unwrap()
    }

    pub(super) async fn import_people(&self, session: SessionId, names: &[&str]) -> Taken {
        let plan = self.lead.granted().unwrap();
        let people = names.iter().map(|name| contact(name)).collect();
        let taken = self.app.import_contacts(&plan, session, people, true);
        taken.await.unwrap()
    }

    pub(super) async fn add_person(&self, contact: Contact) -> Result<(), Failure> {
        let edit = ContactEdit {
            session: self.session,
            id: None,
            contact,
        };
        let plan = self.lead.granted().unwrap();
        self.app.save_contact(&plan, edit).await
    }

    async fn other_session(&self) -> SessionId {
        let session = entity::fields(&testkit::session(ServiceId(id(10))));
        self.create(EntityKind::Session, id(21), session).await;
        SessionId(id(21))
    }

    async fn names(&self, session: SessionId) -> Vec<String> {
        let people = self.contacts(session).await.people;
        people.into_iter().map(|one| one.contact.name).collect()
    }
}

#[tokio::test]
async fn a_person_is_known_by_their_address_in_every_session() {
    let world = World::new().await;
    let other = world.other_session().await;
    world.add_person(contact("Ana")).await.unwrap();
    let again = world.add_person(contact("ana")).await;
    assert!(matches!(
        again,
        Err(Failure::Refused {
            refusal: Refusal::AlreadyExists,
            ..
        })
    ));

    let taken = world.import_people(world.session, &["Ana", "Bo"]).await;
    assert_eq!(taken, Taken { new: 1, known: 1 });
    let taken = world.import_people(other, &["ANA", "Cy"]).await;
    assert_eq!(taken, Taken { new: 2, known: 0 });
    assert_eq!(world.names(other).await, ["Ana", "Cy"], "as she was");

    let ana = world.contacts(other).await.people.remove(0);
    let edit = ContactEdit {
        session: other,
        id: Some(ana.id),
        contact: Contact {
            email: "cy@example.org".to_owned(),
            ..ana.contact
        },
    };
    let plan = world.lead.granted().unwrap();
    let taken = world.app.save_contact(&plan, edit.clone()).await;
    assert!(matches!(taken, Err(Failure::Refused { .. })), "it is Cy's");
    let moved = ContactEdit {
        contact: Contact {
            email: "ana@new.example.org".to_owned(),
            ..edit.contact
        },
        ..edit
    };
    world.app.save_contact(&plan, moved).await.unwrap();
    let old_address_is_free = world.add_person(contact("Ana")).await;
    assert_eq!(old_address_is_free, Ok(()));
}

#[tokio::test]
async fn an_import_writes_nothing_before_it_is_accepted_and_is_taken_back_whole() {
    let world = World::new().await;
    let other = world.other_session().await;
    world.add_person(contact("Ana")).await.unwrap();
    world.import_people(other, &["Bo"]).await;
    let plan = world.lead.granted().unwrap();
    let people = vec![contact("Bo"), contact("Cy")];
    let shown = world
        .app
        .import_contacts(&plan, world.session, people, false);
    assert_eq!(shown.await.unwrap(), Taken { new: 2, known: 0 });
    assert_eq!(world.names(world.session).await, ["Ana"]);

    world
        .import_people(world.session, &["Ana", "Bo", "Cy"])
        .await;
    assert_eq!(world.contacts(world.session).await.undo, 2);
    let gone = world.app.undo_contacts(&plan, world.session).await;
    assert_eq!(gone.unwrap(), 2);
    assert_eq!(world.names(world.session).await, ["Ana"], "added by hand");
    assert_eq!(world.names(other).await, ["Bo"], "of another session too");
    assert_eq!(world.contacts(world.session).await.undo, 0);
    let again = world.app.undo_contacts(&plan, world.session).await;
    assert_eq!(again.unwrap(), 0);
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("data").display());
    let org = {
        let world = World::at(&url).await;
        let other = world.other_session().await;
        world
            .import_people(world.session, &["Anastasia", "Bo"])
            .await;
        world.import_people(other, &["Anastasia"]).await;
        let campaign = world.campaign(30, |campaign| {
            campaign.privacy = domain::campaign::Privacy::Confidentiel;
        });
        let campaign = campaign.await;
        let plan = world.lead.granted().unwrap();
        world.app.personal_links(&plan, campaign.id).await.unwrap();
        let ana = world.contacts(other).await.people.remove(0);
        let file = world.app.contact_file(&plan, ana.id).await.unwrap();
        assert_eq!((file.sessions.len(), file.surveys.len()), (2, 1));
        world.app.erase_contact(&plan, ana.id).await.unwrap();
        let unknown = world.app.contact_file(&plan, ana.id).await;
        assert_eq!(unknown, Err(Failure::NotFound));
        world.lead.organisation()
    };
    let store = super::open_store(&url).await;
    let mut dump = store.dump(Part::Org(org)).await.unwrap();
    let (mut seats, mut tokens) = (0, 0);
    while let Some(rows) = dump.next().await.unwrap() {
        for row in rows {
            let line = row.to_line().unwrap();
            assert!(!line.to_lowercase().contains("anastasia"), "{line}");
            seats += u32::from(row.table() == "seat");
            tokens += u32::from(row.table() == "token");
        }
    }
    dump.end().await.unwrap();
    assert_eq!((seats, tokens), (1, 1), "Bo's");
}
