//! The sentence of each stable code: what happened and what to do next. Codes come from the domain, from the server and
//! from this device's storage.

use super::{lang, texts};
use crate::{catalogue, net::NetError, state::CommandError, storage::StorageError};
use api::ApiError;
use domain::{Lang, Refusal};

catalogue! {
    Errors {
        required: "Ce champ est à remplir.", "Fill this field in.";
        not_one_line: "Écrivez sur une seule ligne, sans tabulation ni signe invisible.", "Write on one line, without tabs or signs that are not shown.";
        too_long: "Ce texte est trop long\u{a0}: raccourcissez-le.", "This text is too long: shorten it.";
        too_short: "Trop court.", "Too short.";
        too_easy: "Trop facile à deviner.", "Too easy to guess.";
        not_a_number: "Ce n’est pas un nombre.", "This is not a number.";
        out_of_range: "Cette valeur sort des limites.", "This value is out of range.";
        not_a_date: "Cette date n’existe pas.", "This date does not exist.";
        day_out_of_range: "Cette date est trop loin\u{a0}: vérifiez l’année. Une session dure dix ans au plus.", "This date is too far away: check the year. A session lasts ten years at most.";
        dates_reversed: "La fin vient avant le début.", "The end comes before the start.";
        day_to_come: "Ce jour n’est pas encore venu. Notez ce qui a eu lieu aujourd’hui ou avant.", "This day has not come yet. Note what took place today or before.";
        day_gone: "Ce dernier jour est passé\u{a0}: l’enquête serait close aussitôt. Choisissez aujourd’hui ou plus tard.", "This last day has passed: the survey would be closed at once. Choose today or later.";
        unknown_choice: "Cette valeur n’est pas dans la liste des choix.", "This value is not one of the choices.";
        unknown_field: "Ce champ n’existe pas.", "This field does not exist.";
        unknown_kind: "Cette version du programme ne connaît pas cette fiche. Mettez-le à jour.", "This version of the program does not know this kind of record. Update it.";
        unknown_question: "Cette question n’existe pas dans le questionnaire.", "This question is not in the questionnaire.";
        unknown_reference: "La fiche liée n’existe pas encore.", "The linked record does not exist yet.";
        known_tablet: "Une tablette porte déjà ce nom. Donnez-en un autre, pour ne pas les confondre.", "A tablet has this name already. Give another one, so that they are not taken for each other.";
        already_exists: "Cette fiche existe déjà.", "This record already exists.";
        frozen: "Ce champ ne change plus une fois écrit.", "This field does not change once written.";
        illegal_move: "Cette étape n’est pas possible depuis l’état actuel.", "This step is not possible from the present state.";
        criterion_needed: "Une action se juge sur un critère de réussite\u{a0}: fixez-le d’abord.", "An action is judged by a success criterion: set one first.";
        nothing_answered: "Aucune question n’a reçu de réponse.", "No question was answered.";
        campaign_closed: "Cette enquête est close.", "This survey is closed.";
        device_revoked: "La tablette avait été retirée avant cet envoi.", "The tablet had been revoked before it sent this.";
        not_for_this_tablet: "La tablette est limitée à d’autres enquêtes.", "The tablet is limited to other surveys.";
        link_unknown: "Ce lien personnel ou cette bandelette n’est pas de cette enquête.", "This personal link or strip is not of this survey.";
        link_spent: "Ce lien personnel ou cette bandelette a déjà servi\u{a0}: la première réponse compte.", "This personal link or strip was used already: the first answer counts.";
        typed_by_link: "Une feuille ou une réponse donnée au téléphone se saisit depuis la page de l’enquête, par une personne connectée.", "A sheet, or an answer given by telephone, is typed in from the survey’s page, by somebody signed in.";
        anonymous: "Cette enquête est anonyme\u{a0}: un lien personnel dirait qui a répondu. Envoyez le lien commun, ou distribuez des bandelettes.", "This survey is anonymous: a personal link would tell who answered. Send the shared link, or hand out strips.";
        signature_names: "Une signature dit qui a répondu\u{a0}: ce questionnaire ne va pas avec une enquête anonyme. Choisissez confidentielle ou nominative, ou un autre questionnaire.", "A signature tells who answered: this questionnaire does not go with an anonymous survey. Choose confidential or by name, or another questionnaire.";
        not_a_photo: "Une photo manque, ou n’est pas une image sans données cachées.", "A photo is missing, or is no picture free of hidden data.";
        no_mailer: "Ce serveur n’envoie pas de courriel\u{a0}: copiez les liens et les textes. L’administrateur peut le régler avec BOUCLE_SMTP.", "This server sends no mail: copy the links and texts. The administrator can set it with BOUCLE_SMTP.";
        not_sent: "Le serveur de courriel n’a pas pris ce message. Vérifiez l’adresse, ou prévenez l’administrateur.", "The mail server did not take this message. Check the address, or tell the administrator.";
        quarantine_full: "Le serveur a mis de côté trop de données refusées\u{a0}: celles-ci restent sur cet appareil. Prévenez l’administrateur du serveur.", "The server has set too much refused data aside: this stays on this device. Tell the server’s administrator.";
        forbidden: "Votre rôle ne le permet pas. Demandez à la direction ou au référent qualité.", "Your role does not allow it. Ask the management or the quality lead.";
        no_address: "Ce n’est pas une adresse électronique.", "This is not an e-mail address.";
        known_address: "Cette adresse est déjà dans la liste.", "This address is in the list already.";
        oneself: "Une autre personne doit le faire\u{a0}: nul ne change son propre accès.", "Somebody else must do this: nobody changes their own access.";
        last_direction: "Votre organisme garde au moins une personne de la direction\u{a0}: nommez-en une autre d’abord.", "Your organisation keeps at least one person of the management: name another one first.";
        access_withdrawn: "L’accès de la personne avait été retiré avant cet envoi.", "The person’s access had been withdrawn before this was sent.";
        malformed: "Ces données ne se lisent pas.", "This data cannot be read.";
        offline: "Le serveur ne répond pas. Réessayez quand le réseau sera là.", "The server does not answer. Try again once the network is there.";
        sign_in_needed: "Votre session a pris fin. Reconnectez-vous\u{a0}: rien n’est perdu sur cet appareil.", "Your session has ended. Sign in again: nothing is lost on this device.";
        not_found: "Le serveur ne connaît pas cette fiche.", "The server does not know this record.";
        too_many: "Trop d’essais. Attendez une minute.", "Too many tries. Wait a minute.";
        busy: "Le serveur est occupé. Réessayez dans un instant.", "The server is busy. Try again in a moment.";
        file_empty: "Ce fichier ne contient aucune ligne. Exportez-le avec sa ligne de titres.", "This file holds no rows. Export it with its header line.";
        file_only_headings: "Ce fichier n’a que sa ligne de titres\u{a0}: aucune ligne dessous.", "This file holds its headings only: no row under them.";
        file_not_mail: "Ce fichier ne contient aucun courriel. Enregistrez le courriel revenu lui-même (.eml ou .mbox), puis choisissez-le.", "No message is in this file. Save the returned mail itself (.eml or .mbox), then choose it.";
        file_too_large: "Ce fichier est trop gros (10\u{a0}Mo au plus). Coupez-le en deux.", "This file is too large (10\u{a0}MB at most). Split it.";
        file_too_many: "Ce fichier a trop de lignes ou de colonnes. Coupez-le en deux.", "This file has too many rows or columns. Split it.";
        file_damaged: "Ce fichier est abîmé. Exportez-le à nouveau.", "This file is damaged. Export it again.";
        file_unknown: "Ce n’est ni un CSV ni un XLSX. Enregistrez-le en .xlsx ou .csv et recommencez.", "This is neither CSV nor XLSX. Save it as .xlsx or .csv and try again.";
        file_altered: "Ce fichier a été altéré sur le serveur\u{a0}: il n’est pas montré. Ouvrez Boucle sur l’appareil d’où il vient, qui le redonnera s’il l’a encore\u{202f}; sinon, joignez-le de nouveau.", "This file was altered on the server: it is not shown. Open Boucle on the device it comes from, which gives it back if it still has it; otherwise attach it again.";
        wrong_hash: "Ce fichier est arrivé abîmé. Retirez-le et joignez-le à nouveau.", "This file arrived damaged. Remove it and attach it again.";
        unknown_media: "Le serveur ne prend que des photos (JPEG, PNG, WebP) et des PDF.", "The server takes only photos (JPEG, PNG, WebP) and PDFs.";
        wrong_credentials: "L’adresse ou le mot de passe n’est pas le bon.", "The address or the password is wrong.";
        expired: "Ce lien ou ce code a déjà servi, ou n’est plus valable.", "This link or code was used, or is no longer valid.";
        other_account: "Un autre compte est connecté dans ce navigateur.", "Another account is signed in in this browser.";
        gap: "Le serveur attend une modification plus ancienne. Nouvel essai automatique.", "The server waits for an earlier change. It will be tried again by itself.";
        number_taken: "Ce navigateur est la copie d’un autre. Vos modifications sont renumérotées et renvoyées automatiquement.", "This browser is a copy of another. Your changes are numbered anew and sent again by themselves.";
        storage_full: "Cet appareil n’a plus de place\u{a0}: rien n’a été enregistré. Libérez de la place, puis réessayez.", "This device is full: nothing was saved. Free some room, then try again.";
        storage_failed: "L’enregistrement sur cet appareil a échoué. Gardez cette page ouverte et réessayez.", "Saving on this device failed. Keep this page open and try again.";
    }
    with {
        unexpected: fn(&str) -> String =
            |code| format!("Le serveur n’a pas pu faire ce travail (code {code}). Réessayez plus tard."),
            |code| format!("The server could not do this (code {code}). Try again later.");
    }
}

/// The sentence of a code, in the language of the screen.
pub fn sentence(code: &str) -> String {
    sentence_in(code, lang())
}

/// The sentence of a refusal, in the language of the screen.
pub fn refusal(refusal: Refusal) -> String {
    sentence(refusal.code())
}

/// The same, where the field has words of its own for it.
pub fn refusal_of(field: &str, why: Refusal) -> String {
    let t = &texts(lang()).errors;
    match (field, why) {
        ("email", Refusal::Malformed) => t.no_address.to_owned(),
        ("tablet", Refusal::AlreadyExists) => t.known_tablet.to_owned(),
        ("email", Refusal::AlreadyExists) => t.known_address.to_owned(),
        _ => refusal(why),
    }
}

/// Why a change was not kept.
pub fn command_error(error: &CommandError) -> String {
    match error {
        CommandError::Refused(refused) => refusal(*refused),
        CommandError::NotKept(StorageError::Quota) => sentence("storage_full"),
        CommandError::NotKept(_) => sentence("storage_failed"),
    }
}

/// Why an online call did not work.
pub fn api_error(error: &ApiError) -> String {
    match error {
        ApiError::Refused { field, refusal } => refusal_of(field, *refusal),
        ApiError::Unexpected { id } => (texts(lang()).errors.unexpected)(id),
        other => sentence(&other.to_string()),
    }
}

/// Why a call with a file did not work.
pub fn net_error(error: &NetError) -> String {
    match error {
        NetError::Offline => sentence("offline"),
        NetError::Refused { code, .. } => sentence(code),
    }
}

fn sentence_in(code: &str, lang: Lang) -> String {
    let t = &texts(lang).errors;
    let sentence = match code {
        "required" => t.required,
        "not_one_line" => t.not_one_line,
        "too_long" => t.too_long,
        "too_short" => t.too_short,
        "too_easy" => t.too_easy,
        "not_a_number" => t.not_a_number,
        "out_of_range" => t.out_of_range,
        "not_a_date" => t.not_a_date,
        "day_out_of_range" => t.day_out_of_range,
        "dates_reversed" => t.dates_reversed,
        "day_to_come" => t.day_to_come,
        "day_gone" => t.day_gone,
        "unknown_choice" => t.unknown_choice,
        "unknown_field" => t.unknown_field,
        "unknown_kind" => t.unknown_kind,
        "unknown_question" => t.unknown_question,
        "unknown_reference" => t.unknown_reference,
        "already_exists" => t.already_exists,
        "frozen" => t.frozen,
        "illegal_move" => t.illegal_move,
        "criterion_needed" => t.criterion_needed,
        "nothing_answered" => t.nothing_answered,
        "campaign_closed" => t.campaign_closed,
        "device_revoked" => t.device_revoked,
        "not_for_this_tablet" => t.not_for_this_tablet,
        "link_unknown" => t.link_unknown,
        "link_spent" => t.link_spent,
        "typed_by_link" => t.typed_by_link,
        "anonymous" => t.anonymous,
        "signature_names" => t.signature_names,
        "not_a_photo" => t.not_a_photo,
        "no_mailer" => t.no_mailer,
        "not_sent" => t.not_sent,
        "quarantine_full" => t.quarantine_full,
        "forbidden" => t.forbidden,
        "oneself" => t.oneself,
        "last_direction" => t.last_direction,
        "access_withdrawn" => t.access_withdrawn,
        "malformed" => t.malformed,
        "offline" => t.offline,
        "sign_in_needed" => t.sign_in_needed,
        "not_found" => t.not_found,
        "too_many_attempts" | "too_many_requests" => t.too_many,
        "busy" => t.busy,
        "file_empty" => t.file_empty,
        "file_only_headings" => t.file_only_headings,
        "file_not_mail" => t.file_not_mail,
        "file_too_large" | "too_large" => t.file_too_large,
        "file_too_many_rows" | "file_too_many_columns" | "file_cell_too_long" => t.file_too_many,
        "file_damaged" | "file_open_quote" => t.file_damaged,
        "file_unknown_format" => t.file_unknown,
        "file_altered" => t.file_altered,
        "wrong_hash" => t.wrong_hash,
        "unknown_media" => t.unknown_media,
        "wrong_credentials" => t.wrong_credentials,
        "expired" => t.expired,
        "other_account" => t.other_account,
        "gap" => t.gap,
        "number_taken" => t.number_taken,
        "storage_full" => t.storage_full,
        "storage_failed" => t.storage_failed,
        other => return (t.unexpected)(other),
    };
    sentence.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_sentence_of_its_own() {
        for lang in [Lang::Fr, Lang::En] {
            let mut sentences: Vec<String> = Refusal::ALL
                .iter()
                .map(|refusal| sentence_in(refusal.code(), lang))
                .collect();
            assert!(sentences.iter().all(|sentence| !sentence.contains("code")));
            sentences.sort();
            sentences.dedup();
            assert_eq!(sentences.len(), Refusal::ALL.len());
        }
    }

    #[test]
    fn an_unknown_code_is_named() {
        assert!(sentence_in("strange", Lang::Fr).contains("strange"));
    }
}
