//! Before the workspace opens: first run, sign-in, invitation, and an account too long without the server.

use crate::catalogue;
use domain::role::Role;

catalogue! {
    Gate {
        opening: "Ouverture de Boucle…", "Opening Boucle…";
        setup_title: "Bienvenue dans Boucle", "Welcome to Boucle";
        setup_lead: "Deux minutes pour ouvrir l’espace de votre organisme. Rien d’autre à installer.", "Two minutes to open your organisation’s workspace. Nothing else to install.";
        organisation: "Nom de l’organisme", "Name of the organisation";
        organisation_hint: "Les répondants le lisent sur le premier écran.", "Respondents read it on the first screen.";
        contact: "Contact pour les données personnelles", "Contact for personal data";
        contact_hint: "Une adresse électronique ou postale\u{a0}: à qui un répondant écrit au sujet de ses données.", "A mail or postal address: whom a respondent writes to about their data.";
        name: "Vos prénom et nom", "Your full name";
        email: "Adresse électronique", "E-mail address";
        password: "Mot de passe", "Password";
        password_new: "Choisissez un mot de passe", "Choose a password";
        password_hint: "Au moins 12 caractères. Une phrase de quelques mots convient très bien\u{202f}; ni majuscule ni chiffre ne sont exigés.", "At least 12 characters. A phrase of a few words is fine; no capitals or digits are required.";
        password_short: "Le mot de passe a moins de 12 caractères.", "The password has fewer than 12 characters.";
        show_password: "Afficher le mot de passe", "Show the password";
        create: "Ouvrir mon espace", "Open my workspace";
        sign_in_title: "Se connecter", "Sign in";
        sign_in: "Se connecter", "Sign in";
        no_account: "Pas encore de compte\u{202f}? Demandez une invitation à votre direction ou à votre référent qualité.", "No account yet? Ask your management or quality lead for an invitation.";
        forgotten: "Mot de passe oublié\u{202f}? L’administrateur du serveur peut en donner un nouveau.", "Forgotten password? The server’s administrator can set a new one.";
        kept: "Ce que vous avez fait sur cet appareil y est toujours et partira après la connexion.", "What you did on this device is still there and goes out after you sign in.";
        invitation_title: "Vous êtes invité", "You are invited";
        invitation_unknown: "Ce lien d’invitation a déjà servi ou n’est plus valable. Demandez-en un nouveau à la personne qui vous l’a donné.", "This invitation link was used or has expired. Ask whoever gave it to you for a new one.";
        invitation_accept: "Entrer dans l’espace", "Enter the workspace";
        locked_title: "Boucle est verrouillé sur cet appareil", "Boucle is locked on this device";
        locked_text: "Cet appareil n’a pas joint le serveur depuis 14 jours. Retrouvez du réseau puis réessayez\u{a0}: ce que vous avez fait ici est gardé et partira ensuite.", "This device has not reached the server for 14 days. Find a network, then try again: what you did here is kept and goes out afterwards.";
        first_offline_title: "Le serveur ne répond pas", "The server does not answer";
        first_offline_text: "La première ouverture sur un appareil demande le réseau. Vérifiez la connexion, puis réessayez.", "The first opening on a device needs a network. Check the connection, then try again.";
        withdrawn_title: "Votre accès a été retiré", "Your access was withdrawn";
        withdrawn_text: "Ce qui attendait d’être envoyé a été remis au serveur, où la direction ou le référent qualité en décide. Cet appareil ne garde rien d’autre. Pour revenir, demandez un nouveau lien.", "What waited to be sent was handed to the server, where the management or the quality lead decides on it. This device keeps nothing else. To come back, ask for a new link.";
        storage_title: "Ce navigateur ne garde rien", "This browser keeps nothing";
        storage_text: "Boucle a besoin d’enregistrer sur cet appareil. Quittez la navigation privée ou libérez de la place, puis réessayez.", "Boucle needs to save on this device. Leave private browsing or free some room, then try again.";
    }
    with {
        withdrawn_left: fn(usize) -> String =
            |n| format!("Modifications encore sur cet appareil, que le serveur n’a pas encore prises\u{a0}: {n}."),
            |n| format!("Changes still on this device that the server has not taken yet: {n}.");
        invitation_lead: fn(&str, &str) -> String =
            |organisation, role| format!("{organisation} vous ouvre son espace. Votre rôle\u{a0}: {role}."),
            |organisation, role| format!("{organisation} opens its workspace to you. Your role: {role}.");
        role: fn(Role) -> &'static str =
            |role| match role {
                Role::Direction => "Direction",
                Role::QualityLead => "Référent qualité",
                Role::Team => "Équipe",
                Role::Trainer => "Formateur",
            },
            |role| match role {
                Role::Direction => "Management",
                Role::QualityLead => "Quality lead",
                Role::Team => "Team member",
                Role::Trainer => "Trainer",
            };
    }
}
