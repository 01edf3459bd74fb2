//! Chance that is the same for the same seed, on every machine: whole numbers and sums only.

/// SplitMix64 (Steele, Lea, Flood 2014). Not for secrets.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
        bytes
    }

    /// 0 to 1, without 1.
    pub(super) fn share(&mut self) -> f64 {
        // The upper 32 bits: exact in a float.
        f64::from((self.next() >> 32) as u32) / 4_294_967_296.0
    }

    pub(super) fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// Below `end`; 0 when `end` is.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = end as u64;
        // Far fewer things than numbers: no one can tell the first from the last.
        (self.next() % end.max(1)) as usize
    }

    /// Around 0, with standard deviation `width` (Irwin-Hall of 12).
    pub(super) fn around(&mut self, width: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.share()).sum();
        (sum - 6.0) * width
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let index = self.below(from.len());
        from.get(index)
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}
