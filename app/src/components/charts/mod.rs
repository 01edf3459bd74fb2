//! Charts as plain SVG: widths are attributes, tones come from classes, so nothing needs an inline style and everything
//! prints in black and white. Each bar has a text of its own for screen readers, and each chart a table behind it.

pub mod bars;
pub mod counted;
mod geometry;
pub mod interval;
pub mod likert;
pub mod nps;
mod shape;
pub mod table;

pub use bars::BarsChart;
pub use counted::Counted;
pub use interval::IntervalLine;
pub use likert::LikertChart;
pub use nps::NpsChart;
pub use shape::{Shape, bar_label};

use domain::{Lang, figures::QuestionResult};
use leptos::prelude::*;

/// Height of a track, px.
const TRACK: u32 = 28;
/// Middle of a track, px.
const MIDDLE: u32 = TRACK / 2;
/// Narrower pieces carry no figure (it is in the text and in the table); px of the track are unknown, so per cent.
const LABEL_MIN: f64 = 5.0;
/// Pieces under this lose their figure where the chart is narrow.
const TIGHT: f64 = 12.0;

/// All closed questions of a set of results: the agreement scales together, then each other question by itself.
#[component]
pub fn QuestionCharts(
    questions: Vec<QuestionResult>,
    /// Heading of the agreement chart.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    let (scales, others): (Vec<_>, Vec<_>) = questions
        .into_iter()
        .filter(|question| Shape::of(question) != Shape::None)
        .partition(|question| Shape::of(question) == Shape::Likert4);
    let others: Vec<AnyView> = others
        .into_iter()
        .map(|question| match Shape::of(&question) {
            Shape::Nps => view! { <NpsChart question/> }.into_any(),
            Shape::Count => view! { <Counted question/> }.into_any(),
            _ => view! { <BarsChart question/> }.into_any(),
        })
        .collect();
    view! {
        {(!scales.is_empty()).then(|| view! { <LikertChart title questions=scales/> })}
        {(!others.is_empty()).then(|| view! { <div class="columns">{others}</div> })}
    }
}

/// The figure on a piece of a stacked bar: in the middle of it, left out where it would not fit.
fn piece_label(piece: geometry::Segment, tone: &str, lang: Lang) -> Option<impl IntoView + use<>> {
    (piece.width >= LABEL_MIN).then(|| {
        let tight = if piece.width < TIGHT { " tight" } else { "" };
        view! {
            <text
                class=format!("on-{tone}{tight}")
                x=geometry::attr(piece.x + piece.width / 2.0)
                y=MIDDLE
            >
                {crate::locales::numbers::percent(piece.share, lang)}
            </text>
        }
    })
}

fn piece_rect(piece: geometry::Segment, tone: &str) -> impl IntoView + use<> {
    view! {
        <rect
            class=format!("c-{tone}")
            x=geometry::attr(piece.x)
            y="0"
            width=geometry::attr(piece.width)
            height=TRACK
        ></rect>
    }
}
