//! People who are asked: one per address, imports that can be taken back, erasing.

use super::World;
use api::outreach::{ContactEdit, Contacts, KnownContact};
use domain::{
    Lang, Refusal,
    calendar::cadence::Stakeholder,
    contact::{Contact, Lifted},
    entity::{self, EntityKind},
    ids::{ServiceId, SessionId},
};
use server::service::{Failure, Progress, Taken};
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
        refused_on: None,
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
        let taken = self
            .app
            .import_contacts(&plan, session, people, Some(Progress::nobody()));
        taken.await.unwrap()
    }

    pub(super) async fn add_person(&self, contact: Contact) -> Result<(), Failure> {
        let edit = ContactEdit {
            session: self.session,
            id: None,
            contact,
            lifted: Lifted::default(),
        };
        let plan = self.lead.granted().unwrap();
        self.app.save_contact(&plan, edit).await
    }

    async fn other_session(&self) -> SessionId {
        let session = entity::fields(&testkit::session(ServiceId(id(10))));
        self.create(EntityKind::Session, id(21), session).await;
        SessionId(id(21))
    }

    /// Saves an entry over what is kept.
    async fn edit(&self, known: &KnownContact, contact: Contact, lifted: Lifted) {
        let edit = ContactEdit {
            session: self.session,
            id: Some(known.id),
            contact,
            lifted,
        };
        let plan = self.lead.granted().unwrap();
        self.app.save_contact(&plan, edit).await.unwrap();
    }

    async fn first(&self) -> KnownContact {
        self.contacts(self.session).await.people.remove(0)
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
        lifted: Lifted::default(),
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
        .import_contacts(&plan, world.session, people, None);
    assert_eq!(shown.await.unwrap(), Taken { new: 2, known: 0 });
    assert_eq!(world.names(world.session).await, ["Ana"]);

    world
        .import_people(world.session, &["Ana", "Bo", "Cy"])
        .await;
    assert_eq!(world.contacts(world.session).await.undo, 2);
    let before = world.contacts(world.session).await.import;
    let another = Some(testkit::id(9));
    let gone = world.app.undo_contacts(&plan, world.session, another).await;
    assert_eq!(gone.unwrap(), 0, "somebody else imported meanwhile");
    let gone = world.app.undo_contacts(&plan, world.session, before).await;
    assert_eq!(gone.unwrap(), 2);
    assert_eq!(world.names(world.session).await, ["Ana"], "added by hand");
    assert_eq!(world.names(other).await, ["Bo"], "of another session too");
    assert_eq!(world.contacts(world.session).await.undo, 0);
    let again = world.app.undo_contacts(&plan, world.session, None).await;
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

fn refusing(name: &str) -> Contact {
    Contact {
        opted_out: true,
        ..contact(name)
    }
}

#[tokio::test]
async fn whoever_refused_mail_is_not_written_to_again_by_a_list_imported_after_they_were_erased() {
    let world = World::new().await;
    let plan = world.lead.granted().unwrap();
    world.add_person(refusing("Ana")).await.unwrap();
    world.add_person(contact("Bo")).await.unwrap();
    for known in world.contacts(world.session).await.people {
        world.app.erase_contact(&plan, known.id).await.unwrap();
    }
    world.import_people(world.session, &["ANA", "Bo"]).await;
    let people = world.contacts(world.session).await.people;
    let opted_out: Vec<_> = people.iter().map(|one| one.contact.opted_out).collect();
    assert_eq!(opted_out, [true, false]);

    // Taking the import back erases her again.
    world
        .app
        .undo_contacts(&plan, world.session, None)
        .await
        .unwrap();
    world.add_person(contact("Ana")).await.unwrap();
    let ana = world.first().await;
    assert!(ana.contact.opted_out);

    // She wants mail after all: nothing of the refusal is left.
    let lifted = Lifted {
        opted_out: true,
        ..Lifted::default()
    };
    world.edit(&ana, contact("Ana"), lifted).await;
    world.app.erase_contact(&plan, ana.id).await.unwrap();
    world.add_person(contact("Ana")).await.unwrap();
    assert!(!world.first().await.contact.opted_out);
}

#[tokio::test]
async fn a_refusal_outlives_edits_by_those_who_have_not_seen_it_and_a_change_of_address() {
    let world = World::new().await;
    world.add_person(refusing("Ana")).await.unwrap();
    let ana = world.first().await;
    let moved = Contact {
        email: "ana@new.example.org".to_owned(),
        ..contact("Ana")
    };
    world.edit(&ana, moved.clone(), Lifted::default()).await;
    assert!(world.first().await.contact.opted_out);
    // Her old address in a list, and in somebody else's entry.
    world.import_people(world.session, &["Ana", "Bo"]).await;
    let people = world.contacts(world.session).await.people;
    let old = people
        .iter()
        .find(|one| one.contact.email == "ana@example.org");
    assert!(old.unwrap().contact.opted_out);
    let plan = world.lead.granted().unwrap();
    world
        .app
        .erase_contact(&plan, old.unwrap().id)
        .await
        .unwrap();
    let bo = people.iter().find(|one| one.contact.name == "Bo").unwrap();
    world.edit(bo, contact("Ana"), Lifted::default()).await;
    let people = world.contacts(world.session).await.people;
    assert!(people.iter().all(|one| one.contact.opted_out), "{people:?}");
}

#[tokio::test]
async fn returned_mail_is_noted_until_the_address_is_another() {
    let world = World::new().await;
    world.import_people(world.session, &["Ana"]).await;
    let ana = world.first().await;
    let plan = world.lead.granted().unwrap();
    let noted = world.app.note_returned(&plan, vec![ana.id]).await.unwrap();
    assert_eq!(noted, 1);
    world.edit(&ana, contact("Ana"), Lifted::default()).await;
    assert!(
        world.first().await.contact.bounced,
        "noted since the page was opened"
    );
    let moved = Contact {
        email: "ana@new.example.org".to_owned(),
        ..contact("Ana")
    };
    world.edit(&ana, moved, Lifted::default()).await;
    assert!(!world.first().await.contact.bounced);
}

#[tokio::test]
async fn a_long_list_tells_how_far_it_is_and_is_taken_back_whole_when_it_was_stopped() {
    let world = World::new().await;
    let plan = world.lead.granted().unwrap();
    let names: Vec<String> = (0..1_200).map(|n| format!("p{n:04}")).collect();
    let people: Vec<Contact> = names.iter().map(|name| contact(name)).collect();
    let (to, mut told) = tokio::sync::mpsc::unbounded_channel();
    let import =
        world
            .app
            .import_contacts(&plan, world.session, people.clone(), Some(Progress::to(to)));
    let first = async {
        while let Some((done, of)) = told.recv().await {
            assert_eq!(of, 1_200);
            if done > 0 {
                return done;
            }
        }
        0
    };
    let done = tokio::select! {
        biased;
        done = first => done,
        _ = import => panic!("nobody was told"),
    };
    assert_eq!(done, 500);
    let here = world.contacts(world.session).await;
    let there = here.people.len();
    assert!((500..1_200).contains(&there), "{there}");
    assert_eq!(here.undo as usize, there);
    // The same list again doubles nobody.
    let again = world
        .app
        .import_contacts(&plan, world.session, people, Some(Progress::nobody()));
    let again = again.await.unwrap();
    assert_eq!(
        (again.known as usize, again.new as usize),
        (there, 1_200 - there)
    );
}

/// Stopped on the way and gone on with: nobody who was there before goes, and nobody is left.
#[tokio::test]
async fn a_long_list_is_taken_back_part_by_part() {
    let world = World::new().await;
    world.import_people(world.session, &["Ana"]).await;
    let other = world.other_session().await;
    let names: Vec<String> = (0..2_600).map(|n| format!("Personne {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    world.import_people(other, &names[..3]).await;
    world.import_people(world.session, &names).await;
    let plan = world.lead.granted().unwrap();
    let known = world.contacts(world.session).await;
    assert_eq!((known.people.len(), known.undo), (2_601, 2_600));
    let part = async || {
        let part = world.app.undo_contacts(&plan, world.session, known.import);
        part.await.unwrap()
    };
    let first = part().await;
    assert!((1..2_600).contains(&first), "{first}");
    let rest = world.contacts(world.session).await;
    assert_eq!((rest.undo, rest.import), (2_600 - first, known.import));
    let mut gone = first;
    loop {
        match part().await {
            0 => break,
            more => gone += more,
        }
    }
    assert_eq!(gone, 2_600);
    assert_eq!(world.names(world.session).await, ["Ana"]);
    assert_eq!(world.names(other).await.len(), 3);
    assert_eq!(world.contacts(world.session).await.import, None);
}
