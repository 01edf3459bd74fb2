use super::{HEIGHT, NAME_MAX, POINTS_MAX, Point, STROKES_MAX, Signature, Strokes, WIDTH};
use crate::Refusal;

fn strokes(text: &str) -> Result<Strokes, Refusal> {
    Strokes::try_from(text.to_owned())
}

/// A curl with more points than are kept.
fn curl(turns: u32) -> Vec<Point> {
    let step = |at: u32| {
        let angle = f64::from(at) / 40.0;
        let (x, y) = (500.0 + 300.0 * angle.cos(), 200.0 + 150.0 * angle.sin());
        (x as u16, y as u16)
    };
    (0..turns * 250).map(step).collect()
}

#[test]
fn what_is_drawn_is_read_as_it_was_written() {
    let drawn = Strokes::with(None, &[(0, 0), (1000, 400)]).expect("two points");
    let drawn = Strokes::with(Some(&drawn), &[(7, 9)]).expect("a dot");
    let text = String::from(drawn.clone());
    assert_eq!(text, "0 0 1000 400;7 9");
    assert_eq!(strokes(&text), Ok(drawn.clone()));
    assert_eq!(drawn.path(), "M0 0L1000 400M7 9h0");
    let first = drawn.without_last().expect("the first is left");
    assert_eq!(String::from(first.clone()), "0 0 1000 400");
    assert_eq!(first.without_last(), None);
}

#[test]
fn nothing_outside_the_box_and_nothing_but_numbers_is_read() {
    assert!(strokes("1000 400").is_ok());
    for text in [
        "",
        ";",
        "1",
        "1 2 3",
        "1001 2",
        "2 401",
        "-1 2",
        "1,2",
        "1 2;",
        "1  2",
        "M1 2",
        "a b",
        "1 2\"/><script>",
    ] {
        assert_eq!(strokes(text), Err(Refusal::Malformed), "{text:?}");
    }
    let many = vec!["1 1"; STROKES_MAX];
    assert!(strokes(&many.join(";")).is_ok());
    assert!(strokes(&vec!["1 1"; STROKES_MAX + 1].join(";")).is_err());
    assert!(strokes(&vec!["1 1"; POINTS_MAX].join(" ")).is_ok());
    assert!(strokes(&vec!["1 1"; POINTS_MAX + 1].join(" ")).is_err());
}

#[test]
fn a_straight_line_is_its_ends_and_a_corner_stays() {
    let line: Vec<Point> = (0..=100).map(|at| (at * 10, at * 4)).collect();
    let drawn = Strokes::with(None, &line).expect("a line");
    assert_eq!(String::from(drawn), "0 0 1000 400");
    let corner = [(0, 0), (50, 1), (100, 0), (100, 300)];
    let drawn = Strokes::with(None, &corner).expect("a corner");
    assert_eq!(String::from(drawn), "0 0 100 0 100 300");
}

#[test]
fn a_long_signature_stays_small_and_keeps_its_shape() {
    let curl = curl(20);
    assert!(curl.len() > POINTS_MAX);
    let drawn = Strokes::with(None, &curl).expect("simplified");
    let text = String::from(drawn.clone());
    assert!(text.len() < 8 * 1024, "{} bytes", text.len());
    let near = |point: &Point| {
        drawn.points()[0].iter().any(|kept| {
            let (dx, dy) = (
                i32::from(kept.0) - i32::from(point.0),
                i32::from(kept.1) - i32::from(point.1),
            );
            dx * dx + dy * dy < 150 * 150
        })
    };
    assert!(curl.iter().all(near), "a part of the curl is gone");
    assert!(
        drawn.points()[0]
            .iter()
            .all(|(x, y)| *x <= WIDTH && *y <= HEIGHT)
    );
}

#[test]
fn one_stroke_too_many_is_not_taken() {
    let full = strokes(&vec!["1 1"; STROKES_MAX].join(";")).expect("as many as go");
    assert_eq!(Strokes::with(Some(&full), &[(5, 5)]), None);
}

#[test]
fn a_typed_name_is_a_name() {
    let typed = |name: &str| Signature::Typed(name.to_owned()).check();
    assert_eq!(typed("Marie Durand"), Ok(()));
    assert_eq!(typed(" "), Err(Refusal::Required));
    assert_eq!(typed(&"é".repeat(NAME_MAX)), Ok(()));
    assert_eq!(typed(&"é".repeat(NAME_MAX + 1)), Err(Refusal::TooLong));
    assert_eq!(Signature::Paper.check(), Ok(()));
}

#[test]
fn the_three_ways_of_signing_have_their_form_on_the_wire() {
    let drawn = Signature::Drawn(strokes("1 2 3 4").expect("a stroke"));
    for (signature, text) in [
        (drawn, r#"{"drawn":"1 2 3 4"}"#),
        (Signature::Typed("Marie".to_owned()), r#"{"typed":"Marie"}"#),
        (Signature::Paper, r#""paper""#),
    ] {
        assert_eq!(serde_json::to_string(&signature).expect("JSON"), text);
        let back: Signature = serde_json::from_str(text).expect("its own form");
        assert_eq!(back, signature);
    }
}
