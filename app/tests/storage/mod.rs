//! The storage layer against the browser's own IndexedDB and local storage.

use app::storage::{
    StorageError,
    idb::{Change, Database, Key, Schema},
    local, lock,
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;

const STORES: &[&str] = &["left", "right"];

/// A database of its own for each test.
async fn database(name: &'static str) -> Database {
    Database::open(Schema {
        name: name.into(),
        version: 1,
        stores: STORES,
    })
    .await
    .unwrap()
}

/// Puts `value` under `a`.
async fn put(db: &Database, store: &'static str, value: &impl serde::Serialize) {
    let change = Change::put(store, "a", value).unwrap();
    db.apply(vec![change]).await.unwrap();
}

#[wasm_bindgen_test]
async fn what_was_put_is_read_back_until_it_is_deleted() {
    let db = database("put").await;
    put(&db, "left", &vec![1, 2]).await;
    assert_eq!(db.get("left", "a").await, Ok(Some(vec![1, 2])));
    assert_eq!(db.get::<Vec<i32>>("right", "a").await, Ok(None));
    db.write(&["left"], async |tx| tx.delete("left", "a"))
        .await
        .unwrap();
    assert_eq!(db.get::<Vec<i32>>("left", "a").await, Ok(None));
}

#[wasm_bindgen_test]
async fn pages_follow_the_keys() {
    let db = database("pages").await;
    db.write(&["left"], async |tx| {
        for number in [9_u64, 10, 2, 300] {
            tx.put("left", number, &number)?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let (first, rest, count) = db
        .read(&["left"], async |tx| {
            Ok((
                tx.page::<u64>("left", None, 2).await?,
                tx.page::<u64>("left", Some(Key::Number(9)), 10).await?,
                tx.count("left").await?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((first, rest, count), (vec![2, 9], vec![10, 300], 4));
}

#[wasm_bindgen_test]
async fn a_body_that_fails_leaves_both_stores_as_they_were() {
    let db = database("atomic").await;
    let outcome = db
        .write(STORES, async |tx| {
            tx.put("left", "a", &1)?;
            let seen: Option<i32> = tx.get("left", "a").await?;
            assert_eq!(seen, Some(1), "a transaction sees its own writes");
            tx.put("right", "a", &1)?;
            Err::<(), _>(StorageError::Other("stop".to_owned()))
        })
        .await;
    assert_eq!(outcome, Err(StorageError::Other("stop".to_owned())));
    assert_eq!(db.get::<i32>("left", "a").await, Ok(None));
    assert_eq!(db.get::<i32>("right", "a").await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_number_is_taken_once_by_two_writers() {
    let db = database("counter").await;
    let take = || {
        db.write(&["left"], async |tx| {
            let next = tx.get::<u64>("left", "next").await?.unwrap_or(1);
            tx.put("left", "next", &(next + 1))?;
            Ok(next)
        })
    };
    let (a, b) = (take(), take());
    let mut taken = [b.await.unwrap(), a.await.unwrap()];
    taken.sort_unstable();
    assert_eq!(taken, [1, 2]);
}

#[wasm_bindgen_test]
async fn another_tabs_upgrade_closes_ours_and_we_reopen() {
    let ours = database("upgrade").await;
    put(&ours, "left", &1).await;
    let newer = Database::open(Schema {
        name: "upgrade".into(),
        version: 2,
        stores: &["left", "right", "third"],
    })
    .await
    .unwrap();
    put(&newer, "third", &3).await;
    assert_eq!(ours.get("left", "a").await, Ok(Some(1)));
    put(&ours, "left", &2).await;
    assert_eq!(newer.get("left", "a").await, Ok(Some(2)));
}

#[wasm_bindgen_test]
async fn a_value_of_another_shape_is_unreadable_not_lost() {
    let db = database("shape").await;
    put(&db, "left", &"text").await;
    assert_eq!(
        db.get::<u64>("left", "a").await,
        Err(StorageError::Unreadable)
    );
    assert_eq!(db.get("left", "a").await, Ok(Some("text".to_owned())));
}

#[wasm_bindgen_test]
fn local_storage_says_when_it_is_full() {
    let large = "x".repeat(3_000_000);
    local::set("large", &large).unwrap();
    assert_eq!(local::set("larger", &large), Err(StorageError::Quota));
    local::delete("large");
    assert_eq!(local::get::<String>("large"), None);
}

#[wasm_bindgen_test]
async fn a_held_lock_lets_nobody_else_in() {
    let runs = Rc::new(Cell::new(0));
    let (outer, inner) = (runs.clone(), runs.clone());
    lock::if_free("job", async move {
        outer.set(outer.get() + 1);
        lock::if_free("job", async move { inner.set(inner.get() + 10) }).await;
    })
    .await;
    assert_eq!(runs.get(), 1);
    let again = runs.clone();
    lock::if_free("job", async move { again.set(again.get() + 1) }).await;
    assert_eq!(runs.get(), 2);
}
