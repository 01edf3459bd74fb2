//! Numbers are what people typed.

use super::*;
use proptest::prelude::*;

#[test]
fn numbers_read_in_one_form() {
    for (text, shown) in [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("12,50", "12.5"),
        ("-0.000001", "-0.000001"),
        ("9000000000000", "9000000000000"),
    ] {
        assert_eq!(Number::read(text).unwrap().to_string(), shown);
    }
    for wrong in [
        "",
        "-",
        ".5",
        "5.",
        "1e3",
        "+1",
        "1 000",
        "0.1234567",
        "9000000000001",
        "1.2.3",
        "NaN",
    ] {
        assert_eq!(Number::read(wrong), None, "{wrong}");
    }
}

fn any_number() -> impl Strategy<Value = Number> {
    (-9_000_000_000_000_i64..=9_000_000_000_000, 0_i64..1_000_000).prop_map(|(whole, part)| {
        let text = format!("{whole}.{part:06}");
        Number::read(&text).unwrap_or_default()
    })
}

proptest! {
    #[test]
    fn a_number_survives_being_written_and_read(number in any_number()) {
        prop_assert_eq!(Number::read(&number.to_string()), Some(number));
        let wire = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(serde_json::from_str::<Number>(&wire).unwrap(), number);
    }

    /// Against floating point, where it is exact enough.
    #[test]
    fn sums_and_products_are_those_of_arithmetic(a in -1_000_000_i32..1_000_000, b in -1_000_i32..1_000) {
        let (x, y) = (Number::from(a), Number::from(b));
        prop_assert_eq!(x.plus(y).unwrap(), Number::from(a + b));
        prop_assert_eq!(x.minus(y).unwrap(), Number::from(a - b));
        prop_assert_eq!(x.times(y).unwrap(), Number::read(&(i64::from(a) * i64::from(b)).to_string()).unwrap());
        if b == 0 {
            prop_assert_eq!(x.over(y), None);
        } else {
            let quotient: f64 = x.over(y).unwrap().to_string().parse().unwrap();
            prop_assert!((quotient - f64::from(a) / f64::from(b)).abs() <= 0.000_000_5 + f64::EPSILON * f64::from(a).abs());
        }
    }

    #[test]
    fn rounding_goes_to_the_nearest(number in any_number(), places in 0_u32..9) {
        if let Some(rounded) = number.rounded(places) {
            prop_assert!(rounded.places() <= places);
            prop_assert_eq!(rounded.rounded(places), Some(rounded));
        }
    }
}
