use super::{ABOUT_MAX, BYTES_MAX, Photo, SIDE_MAX, bare};
use crate::{Refusal, attachment::FileHash};

const START: &[u8] = &[0xff, 0xd8];
const JFIF: &[u8] = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const FRAME: &[u8] = b"\xff\xc0\x00\x0b\x08\x02\xd0\x05\x00\x01\x01\x11\x00";
const SCAN: &[u8] = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00 pixels ";
const END: &[u8] = &[0xff, 0xd9];

fn photo(file: &[u8]) -> Photo {
    Photo {
        sha256: FileHash([7; 32]),
        bytes: u32::try_from(file.len()).expect("a small file"),
        width: 1280,
        height: 720,
        about: String::new(),
    }
}

fn taken(parts: &[&[u8]]) -> bool {
    let file = parts.concat();
    photo(&file).is_of(&file)
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a short segment");
    [&[0xff, marker], &length.to_be_bytes()[..], content].concat()
}

#[test]
fn a_photo_drawn_anew_is_taken() {
    assert!(taken(&[START, JFIF, FRAME, SCAN, END]));
    assert!(taken(&[START, FRAME, SCAN, END]));
    let colours = segment(0xe2, b"ICC_PROFILE\0\x01\x01colours");
    assert!(taken(&[START, JFIF, &colours, FRAME, SCAN, END]));
}

#[test]
fn what_a_camera_writes_beside_the_picture_is_not() {
    for (marker, content) in [
        (0xe1, &b"Exif\0\0MM\0*where and when"[..]),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0"),
        (0xed, b"Photoshop 3.0\0"),
        (0xe2, b"MPF\0another picture"),
        (0xfe, b"a comment"),
    ] {
        let notes = segment(marker, content);
        assert!(
            !taken(&[START, JFIF, &notes, FRAME, SCAN, END]),
            "{marker:x}"
        );
        assert!(
            !taken(&[START, JFIF, FRAME, &notes, SCAN, END]),
            "{marker:x}"
        );
    }
}

#[test]
fn what_is_no_whole_picture_of_its_size_is_not() {
    assert!(!taken(&[]));
    assert!(!taken(&[START]));
    assert!(!taken(&[b"\x89PNG\r\n\x1a\n", FRAME, SCAN, END]));
    assert!(!taken(&[START, FRAME, SCAN]), "cut short");
    assert!(!taken(&[START, SCAN, END]), "of no size");
    assert!(!taken(&[START, FRAME, END]), "without a picture");
    assert!(!taken(&[START, FRAME, SCAN, END, b"<script>"]));
    assert!(!taken(&[START, b"\xff\xe0\xff\xff", FRAME, SCAN, END]));
    let file = [START, FRAME, SCAN, END].concat();
    let other = |change: fn(&mut Photo)| {
        let mut photo = photo(&file);
        change(&mut photo);
        photo.is_of(&file)
    };
    assert!(other(|_| ()));
    assert!(!other(|photo| photo.width = 720));
    assert!(!other(|photo| photo.height -= 1));
    assert!(!other(|photo| photo.bytes += 1));
}

#[test]
fn what_is_said_of_a_photo_has_bounds() {
    let check = |change: fn(&mut Photo)| {
        let mut photo = photo(b"some bytes");
        change(&mut photo);
        photo.check()
    };
    assert_eq!(check(|_| ()), Ok(()));
    assert_eq!(check(|photo| photo.bytes = BYTES_MAX), Ok(()));
    assert_eq!(
        check(|photo| photo.bytes = BYTES_MAX + 1),
        Err(Refusal::OutOfRange)
    );
    assert_eq!(check(|photo| photo.bytes = 0), Err(Refusal::OutOfRange));
    assert_eq!(
        check(|photo| photo.width = SIDE_MAX + 1),
        Err(Refusal::OutOfRange)
    );
    assert_eq!(check(|photo| photo.height = 0), Err(Refusal::OutOfRange));
    assert_eq!(check(|photo| photo.about = "é".repeat(ABOUT_MAX)), Ok(()));
    assert_eq!(
        check(|photo| photo.about = "é".repeat(ABOUT_MAX + 1)),
        Err(Refusal::TooLong)
    );
}

#[test]
fn any_bytes_are_read_to_an_end() {
    proptest::proptest!(|(file in proptest::collection::vec(0u8.., 0..200))| {
        let file = [START, &file, END].concat();
        let _ = photo(&file).is_of(&file);
        if let Some((drawn, width, height)) = bare(&file) {
            let photo = Photo { width, height, ..photo(&drawn) };
            proptest::prop_assert!(photo.is_of(&drawn));
        }
    });
}

/// Some browsers write a camera's notes into pictures that no camera took.
#[test]
fn a_device_takes_out_what_is_beside_the_picture() {
    let exif = segment(0xe1, b"Exif\0\0MM\0*");
    let colours = segment(0xe2, b"ICC_PROFILE\0\x01\x01colours");
    let iptc = segment(0xed, b"Photoshop 3.0\0");
    let file = [START, JFIF, &exif, &colours, &iptc, FRAME, SCAN, END].concat();
    let (drawn, width, height) = bare(&file).expect("a picture");
    assert_eq!(drawn, [START, JFIF, &colours, FRAME, SCAN, END].concat());
    assert_eq!((width, height), (1280, 720));
    assert!(photo(&drawn).is_of(&drawn));
    assert_eq!(bare(b"GIF89a"), None);
}

#[test]
fn a_photo_travels_as_one_text() {
    let photo = Photo {
        sha256: FileHash([0xab; 32]),
        bytes: 81_234,
        width: 1280,
        height: 960,
        about: "Le poste, vu de côté".to_owned(),
    };
    let text = format!("{} 81234 1280 960 Le poste, vu de côté", "ab".repeat(32));
    assert_eq!(photo.to_string(), text);
    assert_eq!(text.parse(), Ok(photo.clone()));
    let silent = Photo {
        about: String::new(),
        ..photo
    };
    assert_eq!(silent.to_string().parse(), Ok(silent));
    let negative = text.replace("81234", "-1");
    for wrong in ["", "ab 1 2 3 ", &negative, &text[..75]] {
        assert_eq!(wrong.parse::<Photo>(), Err(Refusal::Malformed), "{wrong}");
    }
}
