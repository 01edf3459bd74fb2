//! Links and strips that count once: what is known of their tokens.

use domain::campaign;
use intake::Payload;
use sha2::{Digest, Sha256};

/// What is stored of a token. A fast hash is enough: 128 random bits are not guessed.
pub fn token_hash(token: &str) -> String {
    sync::hash::hex(&Sha256::digest(token.as_bytes()))
}

/// The secret that personal links and strips of a campaign carry before their token, made from its public one. It opens
/// the questionnaire and counts nothing alone; the public one does not follow from it, so whoever cuts the token off has
/// not got a link that counts any number of times.
pub fn one_use(link: &str) -> String {
    let digest = Sha256::new()
        .chain_update(b"boucle.one-use.v1\0")
        .chain_update(link.as_bytes())
        .finalize();
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    campaign::link(half)
}

/// Hashes of the tokens that items came with.
pub(crate) fn hashes<'a>(contents: impl Iterator<Item = &'a Payload>) -> Vec<String> {
    let tokens = contents.filter_map(|content| match content {
        Payload::Answers { token, .. } => token.as_deref(),
        Payload::Declined { .. } | Payload::Note(_) => None,
    });
    tokens.map(token_hash).collect()
}

#[cfg(test)]
mod tests {
    use super::one_use;

    #[test]
    fn the_secret_of_strips_is_another_for_each_link_and_not_the_link() {
        let (one, other) = (one_use("a"), one_use("b"));
        assert_eq!(one.len(), 26);
        assert!(one != other && one != "a");
        assert_eq!(one, one_use("a"));
    }
}
