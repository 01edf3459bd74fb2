//! The organisation's own lines: who changes them, and who reads them.

use crate::app::TestApp;
use domain::role::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn name_and_contact_are_changed_by_those_who_may_and_read_by_respondents() {
    let (app, mut direction) = TestApp::ready().await;
    let edit = |name: &str, contact: &str| json!({ "edit": { "name": name, "contact": contact } });
    let mut lead = app.person(&mut direction, Role::QualityLead).await;
    let me: Value = lead
        .api(
            "edit-organisation",
            edit(" Atelier Nord ", "dpo@nord.example"),
        )
        .await
        .json();
    assert_eq!(me["organisation"]["name"], "Atelier Nord");
    let me: Value = direction.api("me", json!({})).await.json();
    assert_eq!(me["organisation"]["contact"], "dpo@nord.example");
    let mut tablet = app.tablet(&mut direction).await;
    let kit: Value = tablet.get("/r/intake/v1/kit").await.json();
    assert_eq!(kit["organisation"], "Atelier Nord");
    assert_eq!(kit["contact"], "dpo@nord.example");

    let empty = direction
        .api("edit-organisation", edit("Atelier", " "))
        .await;
    empty.refused(422, "refused");
    let mut member = app.person(&mut direction, Role::Team).await;
    let forbidden = member.api("edit-organisation", edit("X", "x")).await;
    forbidden.refused(403, "forbidden");
    let me: Value = direction.api("me", json!({})).await.json();
    assert_eq!(me["organisation"]["name"], "Atelier Nord");
}
