//! Work that comes again and again for as long as the program runs.

use std::{future::Future, time::Duration};
use tokio::task::JoinSet;

/// Does `turn` at once, then after each `every` and whenever `wanted` ends, in a task of its own: one that panics is over, and
/// the next one comes as usual. Whoever drops this ends the turn under way.
pub(crate) async fn again_and_again<W, T>(
    name: &'static str,
    every: Duration,
    wanted: impl Fn() -> W,
    turn: impl Fn() -> T,
) where
    W: Future<Output = ()>,
    T: Future<Output = ()> + Send + 'static,
{
    let mut clock = tokio::time::interval(every);
    loop {
        tokio::select! {
            _ = clock.tick() => {}
            () = wanted() => {}
        }
        let mut under_way = JoinSet::new();
        under_way.spawn(turn());
        if let Some(Err(ended)) = under_way.join_next().await
            && ended.is_panic()
        {
            // The panic hook has logged the place.
            tracing::error!(name, "a turn panicked; the next one comes as usual");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, again_and_again};
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };
    use tokio::sync::mpsc;

    const EVERY: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_turn_that_panics_does_not_end_those_after_it() {
        let (done, mut turns) = mpsc::unbounded_channel();
        let count = Arc::new(AtomicU32::new(0));
        let work = again_and_again(
            "test",
            EVERY,
            || std::future::ready(()),
            || {
                let (done, count) = (done.clone(), count.clone());
                async move {
                    let turn = count.fetch_add(1, Ordering::SeqCst);
                    assert!(turn != 1, "the second turn");
                    // Whoever listened may be gone.
                    let _ = done.send(turn);
                }
            },
        );
        let seen = async {
            let mut seen = Vec::new();
            while seen.len() < 3 {
                seen.push(turns.recv().await.unwrap());
            }
            seen
        };
        tokio::select! {
            () = work => panic!("it never ends"),
            seen = seen => assert_eq!(seen, [0, 2, 3]),
        }
    }
}
