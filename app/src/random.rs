//! Random bytes of the browser (`crypto.getRandomValues`, which needs no secure context).

pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("every supported browser has a random source");
    bytes
}
