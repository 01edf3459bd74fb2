//! A restore writes more in one go than a log may hold: the database is opened anew on the way.

use crate::{
    damaged::{filled, opened},
    log::{ORG, proof},
};
use store::dump::{MIGRATION, Part, Row};

/// Of 100 kB each: more than half of what a log may hold, at which it is shortened.
const MUCH: u128 = 800;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_longer_than_a_log_is_filled_in_over_several() {
    let part = Part::Org(ORG);
    let folder = filled(MUCH).await;
    let source = opened(folder.path()).await.unwrap();
    let mut dump = source.dump(part).await.unwrap();
    let mut pages: Vec<Vec<Row>> = Vec::new();
    while let Some(rows) = dump.next().await.unwrap() {
        pages.push(rows);
    }
    dump.end().await.unwrap();
    let migrations = pages.iter().flatten();
    let migrations = migrations.filter(|row| row.table() == MIGRATION).count();

    let empty = tempfile::tempdir().unwrap();
    let mut store = opened(empty.path()).await.unwrap();
    let mut fill = store
        .fill(part, u32::try_from(migrations).unwrap())
        .await
        .unwrap();
    let mut opened_anew = 0;
    for rows in pages {
        fill.write(rows).await.unwrap();
        if store.shorten_log().await.unwrap() {
            fill = store.fill_on(part).await.unwrap();
            opened_anew += 1;
        }
    }
    fill.finish().await.unwrap();
    assert!(opened_anew > 0);
    let (was, is) = (proof(&source).await.unwrap(), proof(&store).await.unwrap());
    assert_eq!(is.head, was.head);
}
