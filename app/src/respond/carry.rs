//! What waits on a tablet leaves it as a file, or comes in from another tablet's.

use super::state::{Respond, Taken};
use crate::{components::save_file, storage::StorageError};
use intake::device::{Carried, Door, NotCarried};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

impl Respond {
    /// Offers everything the server may not have as a file. It all stays here as well.
    pub fn carry_out(self, name: String) {
        let Some((vault, org)) = self.vault().zip(self.org()) else {
            return;
        };
        spawn_local(async move {
            let items = vault.unsent(&org).await;
            let text = items.map(|items| Carried::write(org, items));
            let taken = match text {
                Ok(Ok(text)) => {
                    save_file(&name, "application/json", &text);
                    None
                }
                _ => Some(Taken::Failed),
            };
            self.device.write().taken = taken;
        });
    }

    /// Takes in another tablet's file: durable first, then sent as this tablet's own.
    pub fn carry_in(self, file: web_sys::File) {
        let Some((vault, org)) = self.vault().zip(self.org()) else {
            return;
        };
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok();
            let text = text.and_then(|text| text.as_string()).unwrap_or_default();
            let taken = match Carried::read(&text, &org) {
                Err(NotCarried::Unreadable) => Taken::Unreadable,
                Err(NotCarried::OtherOrganisation) => Taken::OtherOrganisation,
                Ok(items) => match vault.fit(async || vault.take_in(&org, &items).await).await {
                    Ok(new) => Taken::In(new),
                    Err(StorageError::Quota) => Taken::NoRoom,
                    Err(_) => Taken::Failed,
                },
            };
            self.device.write().taken = Some(taken);
            self.kick();
        });
    }

    /// Sends what waits beside an item of its id, as soon as that has an answer.
    pub(super) fn turn_beside(self) {
        let Some(vault) = self.vault() else { return };
        spawn_local(async move {
            // Where it cannot be written, it waits on and is tried again.
            if vault.turn_beside().await == Ok(true) {
                self.kick();
            }
        });
    }

    fn org(self) -> Option<String> {
        let device = self.device.read_untracked();
        let kept = device.kit.as_ref()?;
        (self.door() == Door::Tablet).then(|| kept.kit.org.clone())
    }
}
