//! Secrets that are handed out once and stored as hashes only.

use crate::service::Host;
use sha2::{Digest, Sha256};

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 256 random bits in hexadecimal.
pub(crate) fn fresh_token(host: &dyn Host) -> String {
    sync::hash::hex(&host.bytes::<32>())
}

/// What is stored of a token or code. A fast hash is enough: they are random, not chosen by people.
pub(crate) fn hash(secret: &str) -> String {
    sync::hash::hex(&Sha256::digest(secret.as_bytes()))
}

/// `N` random characters that can be read out and typed, 5 bits each.
pub(crate) fn crockford<const N: usize>(host: &dyn Host) -> String {
    let letter = |byte: u8| char::from(ALPHABET[usize::from(byte % 32)]);
    host.bytes::<N>().into_iter().map(letter).collect()
}

/// A typed code as it was handed out: spaces and dashes do not count, nor does case; I and L are 1, O is 0.
pub(crate) fn tidy_code(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::tidy_code;

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(tidy_code(" abcd-o1il 9z "), "ABCD01119Z");
    }
}
