use super::*;

#[test]
fn a_kind_is_told_by_the_first_bytes() {
    let webp = b"RIFF\x10\0\0\0WEBPVP8 ";
    assert_eq!(
        Media::sniff(b"\xff\xd8\xff\xe1 and so on"),
        Some(Media::Jpeg)
    );
    assert_eq!(Media::sniff(b"\x89PNG\r\n\x1a\n\0\0\0\r"), Some(Media::Png));
    assert_eq!(Media::sniff(webp), Some(Media::Webp));
    assert_eq!(Media::sniff(b"%PDF-1.7"), Some(Media::Pdf));
    for other in [
        &b"<html><script>"[..],
        b"<svg xmlns=",
        b"RIFF\x10\0\0\0WAVE",
        b"PK\x03\x04",
        b"",
    ] {
        assert_eq!(Media::sniff(other), None);
    }
}

#[test]
fn names_are_made_harmless() {
    let named = |given| file_name(given, Media::Jpeg);
    assert_eq!(named("Salle 2.jpg"), "Salle 2.jpg");
    assert_eq!(named("IMG_1.JPEG"), "IMG_1.jpeg");
    assert_eq!(named("/etc/passwd"), "passwd.jpg");
    assert_eq!(named(r"D:\photo.png"), "photo.jpg");
    assert_eq!(named("../../.jpg"), "photo.jpg");
    assert_eq!(named("a\r\nSet-Cookie: x=1.jpg"), "a Set-Cookie x=1.jpg");
    // Shown from right to left it would read as a picture.
    assert_eq!(named("facture\u{202e}gpj.exe"), "facture gpj.jpg");
    assert_eq!(
        named("Éléves d’été – après.heic"),
        "Éléves d’été – après.jpg"
    );
    assert_eq!(file_name("", Media::Pdf), "document.pdf");
    assert_eq!(
        file_name("Réf. 12 du mois", Media::Pdf),
        "Réf. 12 du mois.pdf"
    );
    assert_eq!(named(&"é".repeat(500)).chars().count(), NAME_MAX);
}

#[test]
fn a_name_made_harmless_stays_as_it_is() {
    let long = format!("{} .x.jpg", "a".repeat(113));
    for given in [
        "",
        "a.b.c.d",
        " . . ",
        "x..jpg",
        "%2e%2e",
        &long,
        "a.jpg.pdf",
        "\u{feff}.png",
    ] {
        for media in [Media::Jpeg, Media::Png, Media::Webp, Media::Pdf] {
            let once = file_name(given, media);
            assert_eq!(file_name(&once, media), once, "{given}");
        }
    }
}

#[test]
fn the_longest_reference_is_an_item_that_a_set_takes() {
    let media = Media::Pdf;
    let longest = Attachment {
        sha256: FileHash([255; 32]),
        name: file_name(&"é".repeat(500), media),
        size: BYTES_MAX,
        media,
    };
    assert!(longest.item().chars().count() <= crate::entity::LINE_MAX);
    let shape = crate::entity::shape(crate::entity::EntityKind::Action, Attachment::FIELD);
    assert_eq!(shape, crate::entity::Shape::Set);
}

#[test]
fn only_references_that_can_be_are_taken() {
    let good = Attachment {
        sha256: FileHash([7; 32]),
        name: "Plan de salle.pdf".to_owned(),
        size: 12,
        media: Media::Pdf,
    };
    assert_eq!(good.check(), Ok(()));
    let json = serde_json::to_value(&good).unwrap();
    assert_eq!(json["sha256"], "07".repeat(32));
    assert_eq!(json["media"], "application/pdf");
    assert_eq!(serde_json::from_value::<Attachment>(json).unwrap(), good);

    assert_eq!(Attachment::of_item(&good.item()), Ok(good.clone()));
    let newer = good.item().replace("application/pdf", "video/mp4");
    assert_eq!(Attachment::of_item(&newer), Err(Refusal::Malformed));

    let with = |change: fn(&mut Attachment)| {
        let mut changed = good.clone();
        change(&mut changed);
        changed.check()
    };
    assert_eq!(with(|a| a.size = 0), Err(Refusal::OutOfRange));
    assert_eq!(with(|a| a.size = BYTES_MAX + 1), Err(Refusal::OutOfRange));
    assert_eq!(
        with(|a| a.name = "../a.pdf".into()),
        Err(Refusal::Malformed)
    );
    assert_eq!(with(|a| a.media = Media::Png), Err(Refusal::Malformed));
    for wrong in ["", "07", &"0G".repeat(32), &"AB".repeat(32)] {
        assert!(wrong.parse::<FileHash>().is_err());
    }
}
