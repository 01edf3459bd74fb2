//! Services (*prestations*): what sessions are runs of.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServiceKind {
    Formation,
    Bilan,
    Vae,
    Apprentissage,
}

impl ServiceKind {
    pub const ALL: [ServiceKind; 4] = [
        ServiceKind::Formation,
        ServiceKind::Bilan,
        ServiceKind::Vae,
        ServiceKind::Apprentissage,
    ];
}

/// Field names on the wire and in the log are those of this struct.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Service {
    pub kind: ServiceKind,
    pub title: String,
}
