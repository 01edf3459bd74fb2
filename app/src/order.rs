//! Sorting lists. The standard library's sort is written out again for every type of row, 3 kB each time; here the one
//! copy sorts places, whatever the rows are.

use std::cmp::Ordering;

/// Stable, as `[T]::sort_by`.
pub fn sort_by<T>(rows: &mut Vec<T>, order: impl Fn(&T, &T) -> Ordering) {
    let places = sorted(rows.len(), &|a, b| order(&rows[a], &rows[b]));
    let mut unsorted: Vec<Option<T>> = rows.drain(..).map(Some).collect();
    rows.extend(
        places
            .into_iter()
            .filter_map(|place| unsorted[place].take()),
    );
}

pub fn sort_by_key<T, K: Ord>(rows: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(rows, |a, b| key(a).cmp(&key(b)));
}

fn sorted(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| order(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_keep_their_order() {
        let mut rows = vec![(2, "a"), (1, "b"), (2, "c"), (1, "d")];
        sort_by_key(&mut rows, |row| row.0);
        assert_eq!(rows, [(1, "b"), (1, "d"), (2, "a"), (2, "c")]);
    }
}
