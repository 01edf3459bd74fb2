//! Signatures: strokes of a finger, a pen or a mouse in a box of fixed size, a name typed instead, or ink on a sheet of
//! paper. Strokes are kept as whole numbers within bounds, so that showing one never shows anything but lines.

#[cfg(test)]
mod tests;

use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// The box that strokes lie in. Its units are no pixels: screens draw it in any size.
pub const WIDTH: u16 = 1000;
pub const HEIGHT: u16 = 400;
/// Longest name, in characters.
pub const NAME_MAX: usize = 100;
/// Strokes, and points of all of them: less than 8 kB in the log.
const STROKES_MAX: usize = 100;
const POINTS_MAX: usize = 800;
/// How far off its stroke a point may lie to be left out; more where there are too many.
const TOLERANCES: [i64; 4] = [2, 4, 8, 16];

/// On the wire `{"drawn":"12 34 56 78;9 9"}`, `{"typed":"Marie Durand"}` or `"paper"`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    Drawn(Strokes),
    /// Typing one's name is signing for whoever cannot draw.
    Typed(String),
    /// The sheet of paper is signed, and kept by whoever typed the answers in.
    Paper,
}

impl Signature {
    /// # Errors
    /// `Required` and `TooLong` of a typed name.
    pub fn check(&self) -> Result<(), Refusal> {
        match self {
            Signature::Typed(name) if name.trim().is_empty() => Err(Refusal::Required),
            Signature::Typed(name) if name.chars().count() > NAME_MAX => Err(Refusal::TooLong),
            _ => Ok(()),
        }
    }
}

/// From the left and from the top.
pub type Point = (u16, u16);

/// One stroke at least, each of one point at least, all within the box.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Strokes(Vec<Vec<Point>>);

impl Strokes {
    fn new(strokes: Vec<Vec<Point>>) -> Option<Strokes> {
        let points: usize = strokes.iter().map(Vec::len).sum();
        let inside = |(x, y): &Point| *x <= WIDTH && *y <= HEIGHT;
        let fits = (1..=STROKES_MAX).contains(&strokes.len())
            && points <= POINTS_MAX
            && strokes
                .iter()
                .all(|stroke| !stroke.is_empty() && stroke.iter().all(inside));
        fits.then_some(Strokes(strokes))
    }

    /// With one more, of the points that a pointer passed; none when there is no room for it.
    pub fn with(before: Option<&Strokes>, stroke: &[Point]) -> Option<Strokes> {
        let mut drawn = before.map_or_else(Vec::new, |before| before.0.clone());
        drawn.push(stroke.to_vec());
        TOLERANCES.iter().find_map(|tolerance| {
            let simpler = drawn.iter().map(|stroke| simplified(stroke, *tolerance));
            Strokes::new(simpler.collect())
        })
    }

    /// Without the last one; none when it was the only one.
    pub fn without_last(&self) -> Option<Strokes> {
        let (_, before) = self.0.split_last()?;
        Strokes::new(before.to_vec())
    }

    /// The `d` of an SVG path, drawn with round ends: a stroke of one point is a dot.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for stroke in &self.0 {
            for (at, (x, y)) in stroke.iter().enumerate() {
                // Writing into a string cannot fail.
                let _ = write!(path, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
            }
            if stroke.len() == 1 {
                path.push_str("h0");
            }
        }
        path
    }
}

impl From<Strokes> for String {
    fn from(strokes: Strokes) -> String {
        let mut text = String::new();
        for (number, stroke) in strokes.0.iter().enumerate() {
            for (at, (x, y)) in stroke.iter().enumerate() {
                let before = match (number, at) {
                    (0, 0) => "",
                    (_, 0) => ";",
                    _ => " ",
                };
                // Writing into a string cannot fail.
                let _ = write!(text, "{before}{x} {y}");
            }
        }
        text
    }
}

impl TryFrom<String> for Strokes {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Strokes, Refusal> {
        let strokes: Option<Vec<Vec<Point>>> = text.split(';').map(stroke).collect();
        strokes.and_then(Strokes::new).ok_or(Refusal::Malformed)
    }
}

fn stroke(text: &str) -> Option<Vec<Point>> {
    let mut numbers = text.split(' ');
    let mut points = Vec::new();
    while let Some(x) = numbers.next() {
        // No more is read than is taken.
        if points.len() == POINTS_MAX {
            return None;
        }
        points.push((x.parse().ok()?, numbers.next()?.parse().ok()?));
    }
    Some(points)
}

/// The points without which a line would run further than `tolerance` from where it ran (Ramer, Douglas, Peucker).
fn simplified(points: &[Point], tolerance: i64) -> Vec<Point> {
    let Some(last) = points.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut kept = vec![false; points.len()];
    kept[0] = true;
    kept[last] = true;
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        let between = (from + 1..to).map(|at| (off(points[at], points[from], points[to]), at));
        let Some((distance, at)) = between.max() else {
            continue;
        };
        if distance > tolerance * tolerance {
            kept[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    let kept = points.iter().zip(kept).filter(|(_, kept)| *kept);
    let mut left: Vec<Point> = kept.map(|(point, _)| *point).collect();
    left.dedup();
    left
}

/// The square of the distance of a point from the line between two others.
fn off(point: Point, from: Point, to: Point) -> i64 {
    let vector = |a: Point, b: Point| {
        (
            i64::from(b.0) - i64::from(a.0),
            i64::from(b.1) - i64::from(a.1),
        )
    };
    let square = |(x, y): (i64, i64)| x * x + y * y;
    let (line, way) = (vector(from, to), vector(from, point));
    let length = square(line);
    let along = line.0 * way.0 + line.1 * way.1;
    if length == 0 || along <= 0 {
        return square(way);
    }
    if along >= length {
        return square(vector(to, point));
    }
    let across = line.0 * way.1 - line.1 * way.0;
    across * across / length
}
