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

/// One stroke at least, each of one point at least, all within the box: as text, as they travel, proved when they are read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Strokes(String);

impl Strokes {
    fn of(drawn: &[Vec<Point>]) -> Option<Strokes> {
        let mut text = String::new();
        for (number, stroke) in drawn.iter().enumerate() {
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
        Strokes::try_from(text).ok()
    }

    /// With one more, of the points that a pointer passed; none when there is no room for it.
    pub fn with(before: Option<&Strokes>, stroke: &[Point]) -> Option<Strokes> {
        let mut drawn = before.map_or_else(Vec::new, Strokes::points);
        drawn.push(stroke.to_vec());
        TOLERANCES.iter().find_map(|tolerance| {
            let simpler = drawn.iter().map(|stroke| simplified(stroke, *tolerance));
            Strokes::of(&simpler.collect::<Vec<_>>())
        })
    }

    /// Without the last one; none when it was the only one.
    pub fn without_last(&self) -> Option<Strokes> {
        let (before, _) = self.0.rsplit_once(';')?;
        Some(Strokes(before.to_owned()))
    }

    /// The `d` of an SVG path, drawn with round ends: a stroke of one point is a dot.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for stroke in self.points() {
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

    fn points(&self) -> Vec<Vec<Point>> {
        read(&self.0).unwrap_or_default()
    }
}

impl From<Strokes> for String {
    fn from(strokes: Strokes) -> String {
        strokes.0
    }
}

impl TryFrom<String> for Strokes {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Strokes, Refusal> {
        let fits = read(&text).is_some();
        fits.then_some(Strokes(text)).ok_or(Refusal::Malformed)
    }
}

/// The points of each stroke; none when they are not what strokes are.
fn read(text: &str) -> Option<Vec<Vec<Point>>> {
    let mut points = 0;
    let mut strokes = Vec::new();
    for stroke in text.split(';') {
        let mut numbers = stroke.split(' ');
        let mut drawn = Vec::new();
        while let Some(x) = numbers.next() {
            drawn.push((number(x, WIDTH)?, number(numbers.next()?, HEIGHT)?));
            points += 1;
            if points > POINTS_MAX {
                return None;
            }
        }
        strokes.push(drawn);
        if strokes.len() > STROKES_MAX {
            return None;
        }
    }
    Some(strokes)
}

/// One to four figures, up to `max`.
fn number(text: &str, max: u16) -> Option<u16> {
    if !(1..=4).contains(&text.len()) {
        return None;
    }
    let read = text.bytes().try_fold(0, |sum: u16, byte| {
        let figure = byte.is_ascii_digit().then(|| u16::from(byte - b'0'))?;
        Some(sum * 10 + figure)
    });
    read.filter(|number| *number <= max)
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
