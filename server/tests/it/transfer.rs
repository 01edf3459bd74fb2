//! Answers of another tool taken in, results given out.

use crate::{app::TestApp, team::Team};
use api::model::ImportReport;
use domain::{ids::CampaignId, role::Role};
use server::files::read;

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!(
        "{}/tests/fixtures/{name}",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

fn import(campaign: CampaignId, rest: &str) -> String {
    format!("/app/import/v1/answers?campaign={campaign}{rest}")
}

#[tokio::test]
async fn a_file_is_previewed_taken_once_and_shown() {
    let (_app, mut direction) = TestApp::ready().await;
    let campaign = Team::of(&mut direction).await.open_campaign().await;
    let file = fixture("google_forms.csv");

    let preview: ImportReport = direction
        .post_bytes(&import(campaign, ""), file.clone())
        .await
        .json();
    assert_eq!((preview.rows, preview.good, preview.known), (6, 6, 0));
    assert_eq!((preview.committed, preview.bad.len()), (false, 0));
    assert_eq!(preview.mapping["overall"], 4);
    assert_eq!(preview.mapping["day"], 0);

    let commit = import(campaign, "&commit=true");
    let taken: ImportReport = direction.post_bytes(&commit, file.clone()).await.json();
    assert_eq!((taken.good, taken.known, taken.committed), (6, 0, true));
    // Two rows are equal to the letter: two people. The same file again: nobody new.
    let again: ImportReport = direction.post_bytes(&commit, file).await.json();
    assert_eq!((again.good, again.known), (0, 6));

    let export = format!("/app/export/v1/campaigns/{campaign}/results");
    let reply = direction.get(&format!("{export}.csv?lang=fr")).await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        reply
            .header("content-disposition")
            .starts_with("attachment; filename=\"resultats-")
    );
    assert_eq!(reply.header("cache-control"), "no-store");
    let text = reply.text();
    // Five of six at "plutôt oui" or better; Wilson 43.6 to 97.0.
    assert!(
        text.contains(r#""Taux de satisfaction (%)";"83,3";5;6;"43,6";"97,0";"#),
        "{text}"
    );
    assert!(text.contains(r#""Adapté";4;6;"66,7""#), "{text}");
    assert!(text.contains("'=2+2 n’est pas une formule"), "{text}");

    let book = direction.get(&format!("{export}.xlsx?lang=en")).await;
    let table = read(&book.body).unwrap();
    assert_eq!(table.headers[0], "Figure");
    assert!(
        table
            .rows
            .iter()
            .any(|row| row[0] == "Satisfaction rate (%)")
    );
}

#[tokio::test]
async fn bad_rows_are_named_and_the_good_ones_can_be_taken() {
    let (_app, mut direction) = TestApp::ready().await;
    let campaign = Team::of(&mut direction).await.open_campaign().await;
    let file = fixture("bad_rows.csv");
    let report: ImportReport = direction
        .post_bytes(&import(campaign, ""), file)
        .await
        .json();
    assert_eq!((report.rows, report.good), (6, 4));
    let named: Vec<(u32, &str, &str)> = report
        .bad
        .iter()
        .map(|bad| (bad.row, bad.value.as_str(), bad.refusal.code()))
        .collect();
    assert!(
        named.contains(&(3, "31/02/2026 10:00:00", "not_a_date")),
        "{named:?}"
    );
    assert!(
        named.contains(&(5, "Peut-être", "unknown_choice")),
        "{named:?}"
    );
    assert!(named.contains(&(5, "11", "out_of_range")), "{named:?}");
}

#[tokio::test]
async fn a_mapping_that_names_nothing_takes_nothing() {
    let (_app, mut direction) = TestApp::ready().await;
    let campaign = Team::of(&mut direction).await.open_campaign().await;
    let mapping = "&commit=true&mapping=%7B%22overall%22%3A99%7D";
    let file = fixture("google_forms.csv");
    let report: ImportReport = direction
        .post_bytes(&import(campaign, mapping), file)
        .await
        .json();
    assert_eq!(
        (report.good, report.bad.len(), report.bad[0].row),
        (0, 1, 1)
    );
}

#[tokio::test]
async fn under_five_answers_an_export_breaks_nothing_down() {
    let (_app, mut direction) = TestApp::ready().await;
    let campaign = Team::of(&mut direction).await.open_campaign().await;
    let file: Vec<u8> = fixture("google_forms.csv");
    let text = String::from_utf8(file).unwrap();
    let short: String = text
        .lines()
        .take(2)
        .map(|line| format!("{line}\n"))
        .collect();
    direction
        .post_bytes(&import(campaign, "&commit=true"), short)
        .await
        .ok();
    let export = format!("/app/export/v1/campaigns/{campaign}/results.csv?lang=en");
    let text = direction.get(&export).await.text();
    assert!(
        text.contains("1 / 5") && text.contains("Too few answers"),
        "{text}"
    );
    assert!(
        !text.contains("Satisfaction") && !text.contains("Comment"),
        "{text}"
    );
}

#[tokio::test]
async fn only_those_who_may_see_answers_import_and_export_them() {
    let (app, mut direction) = TestApp::ready().await;
    let campaign = Team::of(&mut direction).await.open_campaign().await;
    let export = format!("/app/export/v1/campaigns/{campaign}/results.csv");
    for role in [Role::Team, Role::Trainer] {
        let mut person = app.person(&mut direction, role).await;
        person.get(&export).await.refused(403, "forbidden");
        let file = fixture("google_forms.csv");
        person
            .post_bytes(&import(campaign, ""), file)
            .await
            .refused(403, "forbidden");
    }
    let mut stranger = app.anonymous();
    stranger.get(&export).await.refused(401, "sign_in_needed");
    let unknown = format!(
        "/app/export/v1/campaigns/{}/results.csv",
        crate::team::random()
    );
    direction.get(&unknown).await.refused(404, "not_found");
}

#[tokio::test]
async fn sessions_come_from_a_file_too() {
    let (_app, mut direction) = TestApp::ready().await;
    let file = fixture("sessions.csv");
    let preview: ImportReport = direction
        .post_bytes("/app/import/v1/sessions", file.clone())
        .await
        .json();
    assert_eq!(
        (preview.good, preview.bad.len(), preview.committed),
        (2, 0, false)
    );
    let commit = "/app/import/v1/sessions?commit=true";
    direction.post_bytes(commit, file.clone()).await.ok();
    let again: ImportReport = direction.post_bytes(commit, file).await.json();
    assert_eq!((again.good, again.known), (0, 2));
    // Two services and two sessions.
    assert_eq!(Team::of(&mut direction).await.log().await.len(), 4);
}
