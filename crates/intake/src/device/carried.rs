//! What waits on a tablet, as a file that another tablet of the organisation can take in and send. The items stay sealed
//! and keep their ids: should both devices send them, the server has them once.

use super::kit::What;
use crate::wire::Item;
use serde::{Deserialize, Serialize};

const FORMAT: &str = "boucle.unsent.v1";

/// The file, JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Carried {
    format: String,
    /// Whose key the items are sealed to.
    org: String,
    items: Vec<CarriedItem>,
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
    pub fn new(org: String, items: Vec<CarriedItem>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            org,
            items,
        }
    }

    /// The items of a file made for `org`.
    ///
    /// # Errors
    /// As [`NotCarried`] says.
    pub fn read(text: &str, org: &str) -> Result<Vec<CarriedItem>, NotCarried> {
        let file: Carried = serde_json::from_str(text).map_err(|_| NotCarried::Unreadable)?;
        if file.format != FORMAT {
            return Err(NotCarried::Unreadable);
        }
        if file.org != org {
            return Err(NotCarried::OtherOrganisation);
        }
        Ok(file.items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{CampaignId, ItemId};
    use testkit::id;

    #[test]
    fn a_file_is_read_by_its_own_organisation_and_whole_or_not_at_all() {
        let items = vec![CarriedItem {
            item: Item {
                id: ItemId(id(1)),
                alg: crate::seal::ALG.to_owned(),
                kid: "k1".to_owned(),
                sealed: vec![7; 40],
            },
            what: What::Answer(CampaignId(id(2))),
        }];
        let file = Carried::new("atelier".to_owned(), items.clone());
        let text = serde_json::to_string(&file).unwrap();
        assert_eq!(Carried::read(&text, "atelier"), Ok(items));
        let elsewhere = Carried::read(&text, "autre");
        assert_eq!(elsewhere, Err(NotCarried::OtherOrganisation));
        for damaged in [&text[..text.len() - 3], "", "{}", "[1]"] {
            let read = Carried::read(damaged, "atelier");
            assert_eq!(read, Err(NotCarried::Unreadable));
        }
        let later = text.replace(FORMAT, "boucle.unsent.v2");
        assert_eq!(
            Carried::read(&later, "atelier"),
            Err(NotCarried::Unreadable)
        );
    }
}
