//! What each page is doing, so that a fault can strike in a chosen moment, and the count of which struck when.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Doing {
    Idle,
    /// Reading its disk after it was opened.
    Starting,
    /// Writing what a person did.
    Writing,
    /// Operations are on their way, or their answer is.
    Pushing,
    /// Writing down what the server answered.
    Settling,
    Pulling,
    /// Writing down what the server's log has new.
    Taking,
    /// Beginning the log or the numbers anew.
    Restarting,
}

impl Doing {
    pub(crate) const ALL: [Doing; 8] = [
        Doing::Idle,
        Doing::Starting,
        Doing::Writing,
        Doing::Pushing,
        Doing::Settling,
        Doing::Pulling,
        Doing::Taking,
        Doing::Restarting,
    ];
}

type Strike = Box<dyn FnOnce(u32)>;

#[derive(Clone, Default)]
pub(crate) struct Watch(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    now: BTreeMap<u32, Doing>,
    armed: Vec<(Doing, Strike)>,
}

impl Watch {
    pub(crate) fn enter(&self, page: u32, doing: Doing) {
        let mut inner = self.0.borrow_mut();
        inner.now.insert(page, doing);
        let armed = inner.armed.iter().position(|(wanted, _)| *wanted == doing);
        let strike = armed.map(|index| inner.armed.remove(index).1);
        drop(inner);
        if let Some(strike) = strike {
            strike(page);
        }
    }

    pub(crate) fn gone(&self, page: u32) {
        self.0.borrow_mut().now.remove(&page);
    }

    pub(crate) fn doing(&self, page: u32) -> Option<Doing> {
        self.0.borrow().now.get(&page).copied()
    }

    /// Calls `strike` with the first page that begins to do this.
    pub(crate) fn when(&self, doing: Doing, strike: Strike) {
        self.0.borrow_mut().armed.push((doing, strike));
    }

    /// Faults stop: what has not struck never does.
    pub(crate) fn disarm(&self) {
        self.0.borrow_mut().armed.clear();
    }
}
