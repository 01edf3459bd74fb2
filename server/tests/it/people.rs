//! People who are asked, over HTTP: who may see them, a list imported, the page that ends mail.

use crate::{app::TestApp, team::Team};
use api::{model::ImportReport, outreach::Contacts};
use domain::role::Role;
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
    let said = reader.post_bytes("/stop/atelier/0123", "").await;
    assert_eq!(said.status, 404);
}
