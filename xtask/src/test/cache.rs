//! The cached target folder must never decide whether the tests pass: where a step stumbles over damaged
//! files in it, it is thrown away and the step runs again from cold.

use std::fs;

use anyhow::Result;

use crate::kit::Kit;
use crate::process::Failed;

/// What compilers and linkers say about a file that is cut short, mixed up or gone.
const SIGNS: &[&str] = &[
    "E0786",
    "found invalid metadata",
    "extern location for",
    "file too short",
    "invalid ELF header",
    "malformed archive",
    "failed to open object file",
    "file format not recognized",
    "unexpected end of file",
];

/// True when the step failed over a damaged cache, which is gone now.
pub(super) fn was_to_blame(kit: &Kit, outcome: &Result<()>) -> Result<bool> {
    let Some(failed) = outcome
        .as_ref()
        .err()
        .and_then(|error| error.downcast_ref::<Failed>())
    else {
        return Ok(false);
    };
    if !kit.has_cached_target() || !shows_damage(&failed.said) {
        return Ok(false);
    }
    println!(
        "the cache {} is damaged: building from cold",
        kit.target().display()
    );
    fs::remove_dir_all(kit.target())?;
    Ok(true)
}

fn shows_damage(said: &str) -> bool {
    SIGNS.iter().any(|sign| said.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told_from_mistakes() {
        assert!(shows_damage(
            "error[E0786]: found invalid metadata files for crate `serde`"
        ));
        assert!(shows_damage("libfoo.so: file too short"));
        assert!(!shows_damage("error[E0308]: mismatched types"));
    }
}
