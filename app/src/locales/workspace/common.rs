//! Words that several rooms share.

use crate::catalogue;

catalogue! {
    Common {
        save: "Enregistrer", "Save";
        cancel: "Annuler", "Cancel";
        close: "Fermer", "Close";
    }
}
