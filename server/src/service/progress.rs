//! How far a long piece of work is, for whoever waits for it.

use tokio::sync::mpsc;

/// Where it is told; nobody need listen.
#[derive(Clone, Debug)]
pub struct Progress {
    to: Option<mpsc::UnboundedSender<(u32, u32)>>,
    done: u32,
    of: u32,
}

impl Progress {
    pub fn nobody() -> Self {
        Self {
            to: None,
            done: 0,
            of: 0,
        }
    }

    pub fn to(listener: mpsc::UnboundedSender<(u32, u32)>) -> Self {
        Self {
            to: Some(listener),
            ..Self::nobody()
        }
    }

    /// The work is of so many rows.
    pub(crate) fn of(&mut self, rows: usize) {
        (self.done, self.of) = (0, count(rows));
        self.tell();
    }

    pub(crate) fn more(&mut self, rows: usize) {
        self.done = self.done.saturating_add(count(rows));
        self.tell();
    }

    fn tell(&self) {
        if let Some(to) = &self.to {
            // Whoever listened may be gone.
            let _ = to.send((self.done, self.of));
        }
    }
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
