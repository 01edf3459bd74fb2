//! Days of the workspace are those of where the organisation works.

use app::clock::day_in;
use domain::{Day, calendar::Territory};
use wasm_bindgen_test::wasm_bindgen_test;

/// 22:30 in Paris on 20 November 2026: the next day has begun east of it, and west of it the same one is not over.
#[wasm_bindgen_test]
fn a_day_begins_and_ends_with_the_territory() {
    let at_ms = 1_795_210_200_000;
    let (same, next) = (Day::constant(2026, 11, 20), Day::constant(2026, 11, 21));
    for (territory, day) in [
        (Territory::Metropole, same),
        (Territory::AlsaceMoselle, same),
        (Territory::Guadeloupe, same),
        (Territory::Polynesie, same),
        (Territory::Reunion, next),
        (Territory::Mayotte, next),
        (Territory::NouvelleCaledonie, next),
    ] {
        assert_eq!(day_in(territory, at_ms), Some(day), "{territory:?}");
    }
    for territory in Territory::ALL {
        assert!(day_in(territory, at_ms).is_some(), "{territory:?}");
    }
}
