//! What was written before, to go back to, and what was taken back, to bring again.

/// Most steps back.
const STEPS_MAX: usize = 200;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct History<T> {
    now: T,
    past: Vec<T>,
    future: Vec<T>,
    /// What the last step was about: letters typed one behind the other into one field are one step.
    about: Option<String>,
}

impl<T: Clone + PartialEq> History<T> {
    pub fn new(now: T) -> History<T> {
        History {
            now,
            past: Vec::new(),
            future: Vec::new(),
            about: None,
        }
    }

    pub fn now(&self) -> &T {
        &self.now
    }

    /// One step on. Steps about the same thing, one behind the other, are one; those about nothing never are.
    pub fn write(&mut self, next: T, about: Option<&str>) {
        if next == self.now {
            return;
        }
        let before = std::mem::replace(&mut self.now, next);
        let goes_on = about.is_some() && self.about.as_deref() == about;
        if !goes_on {
            self.past.push(before);
            let over = self.past.len().saturating_sub(STEPS_MAX);
            self.past.drain(..over);
        }
        self.future.clear();
        self.about = about.map(str::to_owned);
    }

    /// The next step is one of its own, whatever it is about.
    pub fn settle(&mut self) {
        self.about = None;
    }

    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
        }
        self.settle();
    }

    pub fn redo(&mut self) {
        if let Some(next) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, next));
        }
        self.settle();
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
