//! People who are asked, over HTTP: who may see them, a list imported, the page that ends mail.

use crate::{app::TestApp, team::Team};
use api::{
    model::{ImportEvent, ImportReport},
    outreach::{Contacts, RETURNED_MAX, ReturnedFile},
};
use domain::{returned::Fate, role::Role};
use serde_json::json;

const FILE: &str = "Nom;Prénom;E-mail;IBAN\nDiallo;Awa;awa@example.org;FR76\nMartin;Luc;luc;\n";

async fn session_of(team: &mut Team<'_>) -> String {
    let log = team.log().await;
    let session = log.iter().find(|op| op["entity"]["kind"] == "session");
    session.unwrap()["entity"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_list_is_checked_taken_and_shown_to_those_who_plan() {
    let (app, mut direction) = TestApp::ready().await;
    let mut team = Team::of(&mut direction).await;
    let campaign = team.open_campaign().await;
    let session = session_of(&mut team).await;
    let url = format!("/app/import/v1/contacts?session={session}");
    let preview: ImportReport = direction.post_bytes(&url, FILE).await.json();
    assert_eq!((preview.good, preview.committed), (1, false));
    assert_eq!(preview.mapping.len(), 3, "no IBAN: {:?}", preview.mapping);
    let bad = &preview.bad[0];
    assert_eq!((bad.row, bad.column.as_str()), (3, "E-mail"));
    let commit = format!("{url}&commit=true");
    direction.post_bytes(&commit, FILE).await.ok();
    let ask = json!({ "session": session });
    let known: Contacts = direction.api("contacts", ask.clone()).await.json();
    assert_eq!(known.people[0].contact.name, "Awa Diallo");
    assert_eq!(known.undo, 1);

    let mut trainer = app.person(&mut direction, Role::Trainer).await;
    trainer.api("contacts", ask).await.refused(403, "forbidden");
    trainer
        .post_bytes(&url, FILE)
        .await
        .refused(403, "forbidden");
    let strips = json!({ "campaign": campaign, "count": 5 });
    trainer
        .api("strips", strips)
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn looking_at_the_page_that_ends_mail_changes_nothing_and_an_unknown_link_says_so() {
    let (app, _direction) = TestApp::ready().await;
    let mut reader = app.anonymous();
    let page = reader.get("/stop/atelier/0123").await;
    page.ok();
    assert!(page.text().contains("method=\"post\""));
    // As a mail program does: without any page of ours.
    let mut program = app.anonymous().without_header("origin");
    let said = program.post_bytes("/stop/atelier/0123", "List-Unsubscribe=One-Click");
    assert_eq!(said.await.status, 404);
    // What is no text at all is answered as any other unknown link, and so is a form that is none.
    let unknown = program.get("/stop/x/%ff%fe").await;
    assert_eq!(unknown.status, 404);
    assert!(
        unknown.text().contains("n’est plus valable"),
        "{}",
        unknown.text()
    );
    for path in [
        "/stop/x/%ff%fe",
        "/stop/%ff/x",
        "/stop/x/%00",
        "/stop/atelier/0123",
    ] {
        for body in [&b"\xff\xfe=%zz&&"[..], b"", &[b'a'; 100_000]] {
            let said = program.post_bytes(path, body).await;
            assert_eq!(
                (said.status, said.text()),
                (unknown.status, unknown.text()),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn addresses_that_are_no_text_are_addresses_that_do_not_exist() {
    let (app, mut direction) = TestApp::ready().await;
    let mut reader = app.anonymous();
    for path in [
        "/%ff",
        "/app/%ff%fe",
        "/r/%ff",
        "/stop/%ff",
        "/stop/x/y/%ff",
    ] {
        let page = reader.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(
            page.text().contains("Cette page n’existe pas"),
            "{path}: {}",
            page.text()
        );
    }
    for path in [
        "/app/sync/v1/blobs/%ff",
        "/app/sync/v1/photos/%ff/%fe",
        "/app/export/v1/campaigns/%ff/%fe",
        "/app/export/v1/questionnaires/%ff/1/form.xlsx",
        "/r/intake/v1/%ff",
    ] {
        direction.get(path).await.refused(404, "not_found");
    }
    for path in ["/app/api/%ff", "/app/api/me%00"] {
        direction
            .post_bytes(path, "{}")
            .await
            .refused(404, "not_found");
    }
    for query in [
        "scope=%ff",
        "scope=team&after=%ff",
        "scope=team&epoch=%ff&limit=%ff",
    ] {
        let path = format!("/app/sync/v1/pull?{query}");
        direction.get(&path).await.refused(400, "malformed");
    }
}

#[tokio::test]
async fn returned_mail_is_shown_before_it_is_noted() {
    let (app, mut direction) = TestApp::ready().await;
    let mut team = Team::of(&mut direction).await;
    team.open_campaign().await;
    let session = session_of(&mut team).await;
    let list = "Nom;E-mail\nAna;ANA@example.org\nCy;cy@example.org\n";
    let url = format!("/app/import/v1/contacts?session={session}&commit=true");
    direction.post_bytes(&url, list).await.ok();
    let url = "/app/import/v1/returned";
    let read: ReturnedFile = direction
        .post_bytes(url, include_str!("returned.eml"))
        .await
        .json();
    let rows: Vec<_> = read
        .rows
        .iter()
        .map(|row| (row.recipient.as_str(), row.fate))
        .collect();
    let (ana, bo) = ("ana@example.org", "bo@example.org");
    assert_eq!(
        rows,
        [(ana, Some(Fate::Permanent)), (bo, Some(Fate::Temporary))]
    );
    let person = read.rows[0].person.clone().unwrap();
    assert_eq!(
        (person.contact.name.as_str(), person.contact.bounced),
        ("Ana", false)
    );
    assert_eq!(read.rows[1].person, None);
    let ask = json!({ "session": session });
    let known: Contacts = direction.api("contacts", ask.clone()).await.json();
    assert!(known.people.iter().all(|one| !one.contact.bounced));
    let note = json!({ "people": [person.id] });
    let noted: u32 = direction.api("note-returned", note.clone()).await.json();
    assert_eq!(noted, 1);
    let known: Contacts = direction.api("contacts", ask).await.json();
    assert!(known.people[0].contact.bounced && !known.people[1].contact.bounced);

    // As many as may be noted at once fit into a call.
    let others: Vec<_> = (0..RETURNED_MAX as u128).map(testkit::id).collect();
    let others = json!({ "people": others });
    let noted: u32 = direction.api("note-returned", others).await.json();
    assert_eq!(noted, 0);

    direction
        .post_bytes(url, vec![0xff; 500])
        .await
        .refused(422, "file_not_mail");
    direction
        .post_bytes(url, "")
        .await
        .refused(422, "file_not_mail");
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    direction
        .post_bytes(url, large)
        .await
        .refused(413, "too_large");
    let mut trainer = app.person(&mut direction, Role::Trainer).await;
    trainer.post_bytes(url, "x").await.refused(403, "forbidden");
    trainer
        .api("note-returned", note)
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn a_list_that_is_taken_tells_how_far_it_is() {
    let (_app, mut direction) = TestApp::ready().await;
    let mut team = Team::of(&mut direction).await;
    team.open_campaign().await;
    let session = session_of(&mut team).await;
    let url = format!("/app/import/v1/contacts?session={session}&commit=true&progress=true");
    let told = direction.post_bytes(&url, FILE).await;
    told.ok();
    assert_eq!(told.header("content-type"), "text/event-stream");
    let events = told.text();
    let events: Vec<ImportEvent> = events
        .lines()
        .filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok())
        .collect();
    assert!(
        events.contains(&ImportEvent::Progress { done: 1, of: 1 }),
        "{events:?}"
    );
    let done = events.iter().find_map(|event| match event {
        ImportEvent::Done(report) => Some(report.good),
        _ => None,
    });
    assert_eq!(done, Some(1));
    let failed = direction.post_bytes(&url, "").await.text();
    assert!(
        failed.contains(r#"{"event":"failed","code":"file_empty"}"#),
        "{failed}"
    );
}
