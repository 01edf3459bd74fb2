//! What waits on a tablet, as a file that another tablet of the organisation can take in and send. The items stay sealed
//! and keep their ids: should both devices send them, the server has them once.

use super::kit::What;
use crate::{
    outbox::sha256_hex,
    seal::{ALG, SEALED_BYTES_MIN},
    wire::Item,
};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "boucle.unsent.v1";
/// What stands between all else and the hash of it.
const SUM: &str = ",\"sha256\":\"";

/// The file, JSON. Nothing else may stand in it: a damaged name would pass for a field of a newer program.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    format: String,
    /// Whose key the items are sealed to.
    org: String,
    items: Vec<CarriedItem>,
    /// SHA-256 (hex) of the text before it; none in files of earlier programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

/// A sealed item, and what it counts as: no answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CarriedItem {
    pub item: Item,
    pub what: What,
}

/// Why a file was not taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotCarried {
    /// Something else, or damaged.
    Unreadable,
    /// Only a tablet of its own organisation can deliver it.
    OtherOrganisation,
}

impl Carried {
    /// The text of a file.
    ///
    /// # Errors
    /// None that is known: all of it has a JSON form.
    pub fn write(org: String, items: Vec<CarriedItem>) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string(&Carried {
            format: FORMAT.to_owned(),
            org,
            items,
            sha256: None,
        })?;
        // The last brace.
        text.pop();
        let sum = sha256_hex(text.as_bytes());
        Ok([&text, SUM, &sum, "\"}"].concat())
    }

    /// The items of a file made for `org`, all of them as they were written. Without a hash each is looked at by itself.
    ///
    /// # Errors
    /// As [`NotCarried`] says.
    pub fn read(text: &str, org: &str) -> Result<Vec<CarriedItem>, NotCarried> {
        let file: Carried = serde_json::from_str(text).map_err(|_| NotCarried::Unreadable)?;
        if file.format != FORMAT {
            return Err(NotCarried::Unreadable);
        }
        let whole = match &file.sha256 {
            Some(sum) => text
                .rsplit_once(SUM)
                .is_some_and(|(before, _)| sha256_hex(before.as_bytes()) == *sum),
            None => file.items.iter().all(|one| may_be_sealed(&one.item)),
        };
        if !whole {
            return Err(NotCarried::Unreadable);
        }
        if file.org != org {
            return Err(NotCarried::OtherOrganisation);
        }
        Ok(file.items)
    }
}

/// Whether an item is of the form that this program seals: all that can be said without the key that opens it.
fn may_be_sealed(item: &Item) -> bool {
    let known = item.alg == ALG && !item.kid.is_empty();
    known && item.id.0.get_version_num() == 4 && item.sealed.len() >= SEALED_BYTES_MIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{CampaignId, ItemId, random_id};
    use testkit::id;

    const ORG: &str = "atelier";
    /// As written by the first program, and by the first that wrote a hash.
    const PLAIN: &str = include_str!("../../golden/unsent_plain.json");
    const SUMMED: &str = include_str!("../../golden/unsent.json");

    fn items() -> Vec<CarriedItem> {
        vec![CarriedItem {
            item: Item {
                id: ItemId(random_id([1; 16])),
                alg: ALG.to_owned(),
                kid: "k1".to_owned(),
                sealed: vec![7; SEALED_BYTES_MIN],
            },
            what: What::Answer(CampaignId(id(2))),
        }]
    }

    #[test]
    fn a_file_is_read_by_its_own_organisation_and_whole_or_not_at_all() {
        let text = Carried::write(ORG.to_owned(), items()).unwrap();
        assert_eq!(text, SUMMED.trim_end());
        assert_eq!(Carried::read(SUMMED, ORG), Ok(items()));
        let elsewhere = Carried::read(&text, "autre");
        assert_eq!(elsewhere, Err(NotCarried::OtherOrganisation));
        for damaged in [&text[..text.len() - 3], "", "{}", "[1]"] {
            let read = Carried::read(damaged, ORG);
            assert_eq!(read, Err(NotCarried::Unreadable));
        }
        let later = PLAIN.replace(FORMAT, "boucle.unsent.v2");
        assert_eq!(Carried::read(&later, ORG), Err(NotCarried::Unreadable));
    }

    #[test]
    fn a_file_in_which_any_one_character_changed_is_refused() {
        let text = Carried::write(ORG.to_owned(), items()).unwrap();
        for (at, was) in text.char_indices() {
            for now in ['A', 'b', '0', '"', ' ', '}']
                .into_iter()
                .filter(|now| *now != was)
            {
                let damaged = [&text[..at], &now.to_string(), &text[at + 1..]].concat();
                let read = Carried::read(&damaged, ORG);
                assert_eq!(read, Err(NotCarried::Unreadable), "{at}: {now}");
            }
        }
    }

    #[test]
    fn a_file_without_a_hash_is_read_as_far_as_its_items_may_be_sealed() {
        assert_eq!(Carried::read(PLAIN, ORG), Ok(items()));
        let damages: [fn(&mut Item); 4] = [
            |item| item.alg.push('x'),
            |item| item.kid.clear(),
            |item| item.id = ItemId(id(1)),
            |item| item.sealed.truncate(SEALED_BYTES_MIN - 1),
        ];
        for damage in damages {
            let mut items = items();
            damage(&mut items[0].item);
            let file = Carried {
                format: FORMAT.to_owned(),
                org: ORG.to_owned(),
                items,
                sha256: None,
            };
            let text = serde_json::to_string(&file).unwrap();
            assert_eq!(Carried::read(&text, ORG), Err(NotCarried::Unreadable));
        }
    }
}
