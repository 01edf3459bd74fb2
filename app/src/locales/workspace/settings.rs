//! Settings: the organisation, people, this screen, this device.

use crate::catalogue;

catalogue! {
    Settings {
        tabs: "Réglages", "Settings";
        tab_organisation: "Organisme", "Organisation";
        tab_people: "Personnes", "People";
        tab_device: "Cet appareil", "This device";
        tab_verify: "À vérifier", "To check";
        organisation: "L’organisme", "The organisation";
        organisation_name: "Nom", "Name";
        contact: "Contact pour les données personnelles", "Contact for personal data";
        slug: "Début des liens publics", "Start of public links";
        edit: "Modifier", "Edit";
        edit_title: "Modifier l’organisme", "Edit the organisation";
        edit_lead: "Les répondants lisent ces lignes sur le premier écran. Une tablette les reçoit à son prochain échange avec le serveur.", "Respondents read these lines on the first screen. A tablet gets them at its next exchange with the server.";
        edit_offline: "Ces lignes se changent sur le serveur, qui ne répond pas\u{a0}: revenez quand le réseau sera là.", "These lines are changed on the server, which does not answer: come back once the network is there.";
        save: "Enregistrer", "Save";
        saved: "Organisme modifié.", "Organisation changed.";
        you: "Vous", "You";
        your_name: "Nom", "Name";
        your_role: "Rôle", "Role";
        your_email: "Adresse électronique", "E-mail address";
        others: "Autres espaces", "Other workspaces";
        switch_to: "Ouvrir", "Open";
        screen: "Cet écran", "This screen";
        language: "Langue", "Language";
        theme: "Thème", "Theme";
        theme_auto: "Appareil", "Device";
        theme_light: "Clair", "Light";
        theme_dark: "Sombre", "Dark";
        shortcuts: "Raccourcis à une touche", "Single-key shortcuts";
        shortcuts_hint: "Le «\u{202f}?\u{202f}» les montre.", "“?” shows them.";
        sign_out: "Se déconnecter", "Sign out";
        sign_out_title: "Se déconnecter maintenant\u{202f}?", "Sign out now?";
        sign_out_save: "Enregistrer d’abord ce qui attend", "Save what waits first";
        sign_out_anyway: "Se déconnecter", "Sign out";
        sign_out_unsent: "Ce qui attend d’être envoyé reste sur cet appareil et partira à votre prochaine connexion ici.", "What waits to be sent stays on this device and goes out when you next sign in here.";
        sign_out_keeps: "Après une simple déconnexion, ce que cet appareil a lu y reste lisible pour qui sait l’ouvrir. Sur un appareil partagé ou à rendre, effacez tout.", "After a mere sign-out, what this device has read stays on it, readable for whoever knows how to open it. On a shared device, or one to be given back, erase everything.";
        sign_out_erase: "Se déconnecter et tout effacer d’ici", "Sign out and erase everything here";
        sign_out_erase_verb: "Tout effacer et se déconnecter", "Erase everything and sign out";
        sign_out_erase_text: "Fiches, résultats, noms, brouillons et fichiers de votre compte sont effacés de ce navigateur. Ce que le serveur a reçu y reste.", "Records, results, names, drafts and files of your account are erased from this browser. What the server has received stays there.";

        people_lead: "Qui entre dans l’espace, et ce que chacun peut y faire.", "Who enters the workspace, and what each may do.";
        invite: "Inviter une personne", "Invite a person";
        invite_name: "Prénom et nom", "Full name";
        invite_email: "Adresse électronique", "E-mail address";
        invite_role: "Rôle", "Role";
        invite_make: "Créer le lien d’invitation", "Make the invitation link";
        invite_title: "Lien d’invitation", "Invitation link";
        invite_text: "Remettez ce lien par le moyen de votre choix. Il ne sert qu’une fois.", "Hand this link over by any means. It works once.";
        invite_link: "Lien", "Link";
        role_direction: "Tout, personnes comprises", "Everything, people included";
        role_quality: "Sessions, enquêtes, réponses, plan, tablettes, personnes", "Sessions, surveys, answers, plan, tablets, people";
        role_team: "Sessions, enquêtes, plan, tablettes", "Sessions, surveys, plan, tablets";
        role_trainer: "Plan d’amélioration et résultats", "Improvement plan and results";
        person: "Personne", "Person";
        email: "Adresse", "Address";
        invited: "Invitée", "Invited";
        signed_in: "Dernière connexion", "Last sign-in";
        withdrawn: "Accès retiré", "Access withdrawn";
        link_over: "Le lien n’est plus valable", "The link is no longer valid";
        change_access: "Changer l’accès", "Change the access";
        change_role: "Changer de rôle", "Change role";
        change_role_hint: "Le changement vaut tout de suite. Ce que le nouveau rôle ne lit plus s’efface des appareils de la personne à leur prochain échange\u{a0}; ce qui y attendait est mis de côté par le serveur, à vérifier.", "The change counts at once. What the new role no longer reads is erased from the person’s devices at their next exchange; what waited there is set aside by the server, to be checked.";
        role_changed: "Rôle changé.", "Role changed.";
        new_link: "Nouveau lien", "New link";
        new_link_back: "Qui ouvre ce lien choisit un mot de passe et retrouve son accès, avec le rôle affiché.", "Whoever opens this link chooses a password and has access again, with the role shown.";
        new_link_again: "Le lien précédent ne servira plus.", "The earlier link will not work any more.";
        new_link_password: "Pour qui a perdu son mot de passe\u{a0}: ce lien en fait choisir un autre. L’ancien vaut jusque-là\u{a0}; ensuite ses sessions ouvertes prennent fin.", "For somebody who lost the password: this link has them choose another. The old one works until then; afterwards their open sessions end.";
        end_link: "Annuler le lien", "Cancel the link";
        link_ended: "Lien annulé.", "Link cancelled.";
        withdraw: "Retirer l’accès", "Withdraw access";
        withdraw_text: "La personne ne lit plus rien, dès maintenant. Ses appareils s’effacent à leur prochain échange, après avoir remis ce qui attendait\u{a0}: vous le trouverez dans À vérifier. Son nom reste dans ce qu’elle a écrit.", "The person reads nothing any more, from now on. Their devices are erased at their next exchange, after handing over what waited: you will find it under To check. Their name stays in what they wrote.";
        withdraw_invitation: "Retirer l’invitation", "Withdraw the invitation";
        withdraw_invitation_text: "Le lien ne s’ouvrira plus.", "The link will not open any more.";
        withdraw_done: "Accès retiré.", "Access withdrawn.";
        access_record: "Qui a donné ou retiré un accès", "Who gave or took access";
        by_server: "administrateur du serveur", "the server’s administrator";
        did_link: "nouveau lien", "new link";
        did_end_link: "lien annulé", "link cancelled";
        did_join: "compte ouvert", "account opened";
        did_withdraw: "accès retiré", "access withdrawn";
        not_allowed: "Votre rôle ne permet pas d’inviter.", "Your role does not allow inviting.";

        device_lead: "Ce que cet appareil garde, et s’il peut le perdre.", "What this device keeps, and whether it could lose it.";
        unsent: "En attente d’envoi", "Waiting to be sent";
        oldest: "La plus ancienne", "The oldest";
        aside: "À vérifier", "To check";
        last_contact: "Dernier échange avec le serveur", "Last exchange with the server";
        persisted: "Garde par le navigateur", "Kept by the browser";
        persisted_yes: "Durable\u{a0}: le navigateur ne l’effacera pas de lui-même", "Durable: the browser will not delete it by itself";
        persisted_no: "Ordinaire\u{a0}: le navigateur peut l’effacer s’il manque de place", "Ordinary: the browser may delete it when short of room";
        persisted_unknown: "Inconnue sur ce navigateur", "Unknown in this browser";
        ask_persist: "Demander une garde durable", "Ask for durable keeping";
        persist_refused: "Le navigateur a refusé. Installer Boucle comme application l’y aide souvent.", "The browser refused. Installing Boucle as an app often helps.";
        persist_granted: "Garde durable accordée.", "Durable keeping granted.";
        room: "Place utilisée", "Room used";
        secure: "Ouverture sans réseau", "Opening offline";
        secure_yes: "Possible à cette adresse", "Possible at this address";
        secure_no: "Impossible\u{a0}: cette adresse n’est pas en https", "Impossible: this address is not https";
        version: "Version de Boucle", "Version of Boucle";
        exchange: "Échanger maintenant", "Exchange now";
        clock: "Horloge", "Clock";
        clock_right: "À l’heure du serveur", "Agrees with the server";

        carry: "Emporter ce qui attend", "Carry what waits";
        carry_lead: "Cet appareil ne retrouve pas de réseau, ou doit être rendu\u{202f}? Ce qui attend d’être envoyé s’enregistre, photos et PDF compris, dans un fichier verrouillé, que vous ouvrez sur un autre appareil où vous êtes connecté. Rien n’est compté deux fois.", "No network for this device any more, or it must be given back? What waits to be sent, photos and PDFs included, is saved to a locked file, which you open on another device where you are signed in. Nothing is counted twice.";
        carry_out: "Enregistrer ce qui attend", "Save what waits";
        carry_in: "Ouvrir un fichier enregistré", "Open a saved file";
        carry_file: "boucle-en-attente", "boucle-waiting";
        carry_which: "Fichier", "File";
        carry_choose: "Choisissez le fichier enregistré sur l’autre appareil.", "Choose the file saved on the other device.";
        passphrase: "Phrase secrète", "Passphrase";
        passphrase_hint: "12 caractères au moins, par exemple quatre mots au hasard. Notez-la\u{a0}: sans elle le fichier ne s’ouvre plus.", "At least 12 characters, four random words for instance. Write it down: the file cannot be opened without it.";
        passphrase_short: "12 caractères au moins.", "At least 12 characters.";
        carried_out: "Fichier enregistré. Tout reste aussi sur cet appareil.", "File saved. All of it stays on this device as well.";
        carry_busy: "Un instant…", "One moment…";
        carry_insecure: "Ce navigateur ne peut pas verrouiller de fichier à cette adresse\u{a0}: elle n’est pas en https.", "This browser cannot lock a file at this address: it is not https.";
        carry_locked: "Ce fichier ne s’ouvre pas avec cette phrase, ou il est abîmé. Rien n’a été repris.", "This file does not open with this passphrase, or it is damaged. Nothing was taken in.";
        carry_other: "Ce fichier est le travail d’une autre personne ou d’un autre organisme\u{a0}: ouvrez-le sous ce compte.", "This file is the work of another person or organisation: open it under that account.";
    }
    with {
        room_of: fn(&str, &str) -> String =
            |used, quota| format!("{used}\u{a0}Mo sur {quota}\u{a0}Go permis"),
            |used, quota| format!("{used}\u{a0}MB of {quota}\u{a0}GB allowed");
        // Whether it is ahead, and by how much.
        clock_off: fn(bool, &str) -> String =
            |ahead, span| [if ahead { "Avance de " } else { "Retarde de " }, span, "\u{a0}: réglez-la. Rien n’est perdu ni mis en désordre"].concat(),
            |ahead, span| [span, if ahead { " fast" } else { " slow" }, ": set it right. Nothing is lost or out of order"].concat();
        // In words, what is on this device alone.
        sign_out_waits: fn(&str) -> String =
            |what| ["Le serveur n’a pas encore tout. Seulement sur cet appareil\u{a0}: ", what, "."].concat(),
            |what| ["The server does not have everything yet. On this device only: ", what, "."].concat();
        // Changes and files.
        carried_in: fn(usize, usize) -> String =
            |new, files| match (new, files) {
                (0, 0) => "Cet appareil avait déjà tout ce que contient ce fichier.".to_owned(),
                _ => ["Repris, en attente d’envoi. Changements\u{a0}: ", &new.to_string(), "\u{202f}; pièces jointes\u{a0}: ", &files.to_string(), "."].concat(),
            },
            |new, files| match (new, files) {
                (0, 0) => "This device had everything in that file already.".to_owned(),
                _ => ["Taken in, waiting to be sent. Changes: ", &new.to_string(), "; attachments: ", &files.to_string(), "."].concat(),
            };
        sign_out_loses: fn(usize) -> String =
            |n| format!("Modifications qui n’ont pas été envoyées et seront perdues\u{a0}: {n}. Pour les garder, échangez d’abord avec le serveur, ou enregistrez-les depuis Cet appareil."),
            |n| format!("Changes that were not sent and will be lost: {n}. To keep them, exchange with the server first, or save them from This device.");
        link_until: fn(&str) -> String =
            |until| format!("Lien valable jusqu’au {until}"),
            |until| format!("Link valid until {until}");
        did_invite: fn(&str) -> String =
            |role| format!("invitation, {role}"),
            |role| format!("invitation, {role}");
        did_role: fn(&str, &str) -> String =
            |was, role| format!("{was} → {role}"),
            |was, role| format!("{was} → {role}");
        // When, of whom, what, by whom.
        event: fn(&str, &str, &str, &str) -> String =
            |at, person, what, by| format!("{at}\u{a0}: {person}, {what} (par {by})"),
            |at, person, what, by| format!("{at}: {person}, {what} (by {by})");
        carry_unreadable: fn(&str) -> String =
            |name| ["La pièce jointe ", name, " ne se lit plus sur cet appareil\u{a0}: retirez-la de sa fiche ou joignez-la de nouveau, puis réessayez."].concat(),
            |name| ["The attachment ", name, " can no longer be read on this device: remove it from its record or attach it again, then try again."].concat();
        expires: fn(&str) -> String =
            |moment| format!("Valable jusqu’au {moment}."),
            |moment| format!("Valid until {moment}.");
    }
}
