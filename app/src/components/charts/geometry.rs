//! Where bars lie, in per cent of the width of their track. Pure.

/// A piece of a stacked bar: `step` is its place on the scale, from 0.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Segment {
    pub(super) step: usize,
    pub(super) x: f64,
    pub(super) width: f64,
    /// Share of the people who chose a step.
    pub(super) share: f64,
}

/// The common ruler of stacked bars: where the neutral line stands, and how wide one per cent of people is drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Ruler {
    pub(super) neutral: f64,
    unit: f64,
}

/// Least share kept on either side, so that the neutral line never lies on the edge.
const SIDE_MIN: f64 = 0.1;

/// The widest ruler on which every row of four-step counts fits.
pub(super) fn ruler(rows: &[[u32; 4]]) -> Ruler {
    let widest = |side: fn([f64; 4]) -> f64| {
        rows.iter()
            .map(|counts| side(shares(*counts)))
            .fold(SIDE_MIN, f64::max)
    };
    let (low, high) = (widest(|s| s[0] + s[1]), widest(|s| s[2] + s[3]));
    Ruler {
        neutral: 100.0 * low / (low + high),
        unit: 100.0 / (low + high),
    }
}

/// The two middle steps touch the neutral line, the two outer ones lie beyond them.
pub(super) fn centred(counts: [u32; 4], ruler: Ruler) -> [Segment; 4] {
    let shares = shares(counts);
    let width = shares.map(|share| share * ruler.unit);
    let x = [
        ruler.neutral - width[1] - width[0],
        ruler.neutral - width[1],
        ruler.neutral,
        ruler.neutral + width[2],
    ];
    std::array::from_fn(|step| Segment {
        step,
        x: x[step],
        width: width[step],
        share: shares[step],
    })
}

/// Pieces one after the other over the whole track.
pub(super) fn stacked<const N: usize>(counts: [u32; N]) -> [Segment; N] {
    let shares = shares(counts);
    std::array::from_fn(|step| Segment {
        step,
        x: 100.0 * shares[..step].iter().sum::<f64>(),
        width: 100.0 * shares[step],
        share: shares[step],
    })
}

/// Shares of 1; all zero when nobody answered.
fn shares<const N: usize>(counts: [u32; N]) -> [f64; N] {
    let whole = f64::from(counts.iter().sum::<u32>().max(1));
    counts.map(|count| f64::from(count) / whole)
}

/// A length or place for an SVG attribute, to a hundredth of a per cent.
pub(super) fn attr(per_cent: f64) -> String {
    format!("{}%", (100.0 * per_cent).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [[u32; 4]; 3] = [[10, 30, 40, 20], [0, 0, 5, 5], [5, 0, 0, 0]];

    #[test]
    fn every_row_fits_and_touches_the_neutral_line() {
        let ruler = ruler(&ROWS);
        for counts in ROWS {
            let [low, rather_low, rather_high, high] = centred(counts, ruler);
            assert!(low.x >= -1e-9);
            assert!((rather_low.x + rather_low.width - ruler.neutral).abs() < 1e-9);
            assert!((rather_high.x - ruler.neutral).abs() < 1e-9);
            assert!(high.x + high.width <= 100.0 + 1e-9);
        }
    }

    #[test]
    fn the_neutral_line_stays_inside_when_all_agree() {
        let ruler = ruler(&[[0, 0, 0, 8]]);
        assert!(ruler.neutral > 5.0 && ruler.neutral < 15.0);
    }

    #[test]
    fn nobody_gives_empty_bars() {
        assert!(stacked([0, 0, 0]).iter().all(|piece| piece.width == 0.0));
        assert!(
            centred([0; 4], ruler(&[]))
                .iter()
                .all(|piece| piece.width == 0.0)
        );
    }

    #[test]
    fn pieces_follow_each_other() {
        let [detractors, passives, promoters] = stacked([1, 2, 1]);
        assert_eq!((detractors.x, detractors.width), (0.0, 25.0));
        assert_eq!((passives.x, passives.width), (25.0, 50.0));
        assert_eq!((promoters.x, promoters.width), (75.0, 25.0));
        assert_eq!(attr(33.333_333), "33.33%");
    }
}
