//! A place in a log that somebody has seen: what tells a server that its database was put back behind it.

use std::{fmt, str::FromStr};

/// The header in which devices show their mark.
pub const MARK_HEADER: &str = "x-boucle-mark";

/// The last operation somebody read, in one life of a database. As text `<epoch>.<seq>.<leaf>`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub epoch: String,
    pub seq: u64,
    /// Hex.
    pub leaf: String,
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.epoch, self.seq, self.leaf)
    }
}

impl FromStr for Mark {
    type Err = crate::Refusal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '.');
        let mark = (|| {
            Some(Mark {
                epoch: parts.next()?.to_owned(),
                seq: parts.next()?.parse().ok()?,
                leaf: parts.next()?.to_owned(),
            })
        })();
        mark.ok_or(crate::Refusal::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::Mark;

    #[test]
    fn a_mark_reads_as_it_was_written() {
        let mark = Mark {
            epoch: "01a2-b3".to_owned(),
            seq: 12,
            leaf: "ab12".to_owned(),
        };
        assert_eq!(mark.to_string().parse(), Ok(mark));
        assert!("01a2-b3.twelve.ab12".parse::<Mark>().is_err());
        assert!("".parse::<Mark>().is_err());
    }
}
