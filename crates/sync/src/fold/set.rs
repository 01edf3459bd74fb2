//! Sets that several people add to and remove from: an item stays while one of its additions was not seen by whoever
//! removed it.

use super::{Author, Field};
use domain::ids::OpId;
use serde_json::Value;
use std::collections::BTreeMap;

impl Field {
    /// The items with the operations that added each: what a removal names.
    pub fn additions(&self) -> BTreeMap<String, Vec<OpId>> {
        if !self.adds.is_empty() {
            return self.adds.clone();
        }
        // Written whole so far: that operation added them all.
        let items = self.value.as_array().into_iter().flatten();
        items
            .filter_map(|item| Some((item.as_str()?.to_owned(), vec![self.by.op])))
            .collect()
    }

    pub(super) fn add(&mut self, item: &str, by: Author) {
        let mut adds = self.additions();
        adds.entry(item.to_owned()).or_default().push(by.op);
        self.hold(adds, by);
    }

    pub(super) fn remove(&mut self, item: &str, seen: &[OpId], by: Author) {
        let mut adds = self.additions();
        if let Some(left) = adds.get_mut(item) {
            left.retain(|add| !seen.contains(add));
            if left.is_empty() {
                adds.remove(item);
            }
        }
        self.hold(adds, by);
    }

    fn hold(&mut self, adds: BTreeMap<String, Vec<OpId>>, by: Author) {
        self.value = adds.keys().cloned().map(Value::String).collect();
        self.adds = adds;
        self.by = by;
        self.agreed.clear();
    }
}
