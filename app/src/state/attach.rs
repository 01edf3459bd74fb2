//! Naming a file on a record, and taking the name away again. The bytes travel apart (`crate::attachments`).

use super::commands::{CommandError, Commands};
use domain::attachment::Attachment;
use sync::EntityRef;

impl Commands {
    pub async fn attach(self, at: EntityRef, file: &Attachment) -> Result<(), CommandError> {
        file.check()?;
        self.add(at, Attachment::FIELD, file.item()).await
    }

    pub async fn detach(self, at: EntityRef, file: &Attachment) -> Result<(), CommandError> {
        self.remove(at, Attachment::FIELD, file.item()).await
    }
}
