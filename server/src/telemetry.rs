//! The log: one line per event on standard error. Events carry codes, counts and ids; never a free text of an answer,
//! a name, a query string, a header or a secret.

use crate::config::LogFormat;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    Layer as _, filter::Targets, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

/// Starts the log. A second call in one process changes nothing.
pub(crate) fn start(format: LogFormat) {
    let ours = ["server", "store", "boucle"].map(|target| (target, LevelFilter::INFO));
    let shown = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets(ours);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match format {
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
        LogFormat::Text => lines.compact().with_ansi(false).boxed(),
    };
    if tracing_subscriber::registry()
        .with(lines.with_filter(shown))
        .try_init()
        .is_ok()
    {
        std::panic::set_hook(Box::new(log_panic));
    }
}

/// Where, never what: a panic's message may quote the value it failed on.
fn log_panic(info: &std::panic::PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string);
    tracing::error!(place = place.unwrap_or_default(), "panic");
}
