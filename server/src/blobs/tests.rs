//! The same story on every back end: begun, resumed, verified, read, swept. In S3 where `BOUCLE_TEST_BLOBS` names a
//! bucket (docs/operations.md).

use super::*;
use object_store::Result;
use std::time::{Duration, SystemTime};
use testkit::id;

const CHUNK: usize = 1000;

async fn places() -> (tempfile::TempDir, Vec<Blobs>) {
    let folder = tempfile::tempdir().unwrap();
    let mut urls = vec![
        BlobsUrl::Memory,
        BlobsUrl::Folder(folder.path().join("blobs")),
    ];
    if let Ok(given) = std::env::var("BOUCLE_TEST_BLOBS") {
        urls.push(BlobsUrl::read(&given).unwrap());
    }
    let mut places = Vec::new();
    for url in urls {
        places.push(Blobs::open(&url).await.unwrap());
    }
    (folder, places)
}

fn upload(content: &[u8]) -> Upload {
    let random = || uuid::Uuid::from_u64_pair(getrandom::u64().unwrap(), getrandom::u64().unwrap());
    Upload {
        // New ones each time: a bucket remembers.
        org: OrgId(random()),
        person: PersonId(random()),
        sha: FileHash(Sha256::digest(content).into()),
    }
}

/// All chunks of `content`, the last one apart.
fn cut(content: &[u8]) -> (Vec<Bytes>, Bytes) {
    let mut parts: Vec<Bytes> = content.chunks(CHUNK).map(Bytes::copy_from_slice).collect();
    let last = parts.pop().unwrap();
    (parts, last)
}

async fn send(blobs: &Blobs, upload: Upload, parts: &[Bytes]) -> Result<()> {
    for (number, part) in (0..).zip(parts) {
        assert_eq!(blobs.have(upload).await?, number);
        blobs.keep_part(upload, number, part.clone()).await?;
    }
    Ok(())
}

fn now_ms() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(now.unwrap_or(Duration::ZERO).as_millis()).unwrap()
}

#[tokio::test]
async fn a_file_is_put_together_and_read_back() {
    // More than one part of a multipart upload.
    let content: Vec<u8> = (0u32..6_000_000).map(|n| (n % 251) as u8).collect();
    let upload = upload(&content);
    let parts: Vec<Bytes> = content
        .chunks(1 << 20)
        .map(Bytes::copy_from_slice)
        .collect();
    let (_folder, places) = places().await;
    for blobs in places {
        assert_eq!(blobs.whole(upload.org, upload.sha).await.unwrap(), None);
        send(&blobs, upload, &parts[..5]).await.unwrap();
        assert_eq!(blobs.begun(upload.org, upload.person).await.unwrap(), 1);
        let done = blobs.finish(upload, 5, parts[5].clone()).await.unwrap();
        assert_eq!(done, Finished::Whole);
        assert_eq!(blobs.begun(upload.org, upload.person).await.unwrap(), 0);

        let file = blobs.read(upload.org, upload.sha).await.unwrap().unwrap();
        assert_eq!(file.size, content.len() as u64);
        assert_eq!(file.start, content[..16]);
        let read: Vec<Bytes> = file.bytes.try_collect().await.unwrap();
        assert_eq!(read.concat(), content);

        // Another organisation has nothing by that name.
        let elsewhere = OrgId(id(99));
        assert!(blobs.read(elsewhere, upload.sha).await.unwrap().is_none());
        blobs.remove_org(upload.org).await.unwrap();
        assert_eq!(blobs.whole(upload.org, upload.sha).await.unwrap(), None);
    }
}

#[tokio::test]
async fn other_bytes_than_the_name_says_leave_nothing() {
    let (parts, last) = cut(&[7; 2500]);
    let upload = upload(b"something else");
    let (_folder, places) = places().await;
    for blobs in places {
        send(&blobs, upload, &parts).await.unwrap();
        let done = blobs.finish(upload, 2, last.clone()).await.unwrap();
        assert_eq!(done, Finished::WrongHash);
        assert_eq!(blobs.have(upload).await.unwrap(), 0);
        assert_eq!(blobs.whole(upload.org, upload.sha).await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_was_begun_and_left_is_swept_and_nothing_else() {
    let content = [3; 2500];
    let (left, done) = (upload(b"never finished"), upload(&content));
    let done = Upload {
        org: left.org,
        ..done
    };
    let (parts, last) = cut(&content);
    let (_folder, places) = places().await;
    for blobs in places {
        send(&blobs, left, &parts).await.unwrap();
        send(&blobs, done, &parts).await.unwrap();
        blobs.finish(done, 2, last.clone()).await.unwrap();

        let hour = 3_600_000;
        assert_eq!(blobs.sweep(left.org, now_ms() - hour).await.unwrap(), 0);
        assert_eq!(blobs.have(left).await.unwrap(), 2);
        assert_eq!(blobs.sweep(left.org, now_ms() + hour).await.unwrap(), 1);
        assert_eq!(blobs.have(left).await.unwrap(), 0);
        assert_eq!(blobs.whole(done.org, done.sha).await.unwrap(), Some(2500));
        blobs.remove_org(left.org).await.unwrap();
    }
}

#[tokio::test]
async fn a_hole_is_where_the_next_chunk_goes() {
    let (_folder, places) = places().await;
    let upload = upload(b"holes");
    for blobs in places {
        let part = || Bytes::from_static(b"part");
        blobs.keep_part(upload, 0, part()).await.unwrap();
        blobs.keep_part(upload, 2, part()).await.unwrap();
        assert_eq!(blobs.have(upload).await.unwrap(), 1);
        blobs.keep_part(upload, 1, part()).await.unwrap();
        assert_eq!(blobs.have(upload).await.unwrap(), 3);
        blobs.remove_org(upload.org).await.unwrap();
    }
}

#[tokio::test]
async fn a_file_is_put_back_where_it_was_and_only_if_it_is_itself() {
    let (_folder, places) = places().await;
    for blobs in places {
        let Upload { org, sha, .. } = upload(b"a photo");
        for shelf in Shelf::ALL {
            let put = async |pieces: &[&'static [u8]]| {
                let mut pieces = pieces.iter();
                let next = || {
                    Ok(Bytes::from_static(
                        pieces.next().copied().unwrap_or_default(),
                    ))
                };
                blobs.put_back(org, shelf, sha, next).await.unwrap()
            };
            assert_eq!(put(&[b"another", b" photo"]).await, Finished::WrongHash);
            assert_eq!(blobs.look_at(org, shelf, sha).await.unwrap(), Whole::Absent);
            assert_eq!(put(&[b"a ", b"photo"]).await, Finished::Whole);
            assert_eq!(
                blobs.look_at(org, shelf, sha).await.unwrap(),
                Whole::Sound(7)
            );
            assert_eq!(put(&[]).await, Finished::Whole, "it is there");
            assert_eq!(blobs.names(org, shelf).await.unwrap(), [(sha, 7)]);
        }
        let Some(root) = &blobs.folder else { continue };
        let photo = root.join(blobs.photo_path(org, sha).as_ref());
        let dated = std::fs::metadata(photo).unwrap().modified().unwrap();
        assert_eq!(dated, SystemTime::UNIX_EPOCH);
        blobs.remove_org(org).await.unwrap();
    }
}
