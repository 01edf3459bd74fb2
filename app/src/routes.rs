//! Every page of the workspace. The address bar is parsed into this enum and links are made from it; a test checks the
//! list against what the server answers (`api::paths::WORKSPACE_PAGES`).

use crate::locales::workspace::Texts;
use domain::{
    ids::{ActionId, CampaignId, DraftId, FeedbackId, QuestionnaireId, ServiceId, SessionId},
    questionnaire::template_key,
};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Page {
    Home,
    Setup,
    SignIn,
    Invitation,
    Sessions,
    NewSession,
    ImportSessions,
    Session(SessionId),
    EditSession(SessionId),
    Contacts(SessionId),
    ImportContacts(SessionId),
    Service(ServiceId),
    Campaign(CampaignId),
    Poster(CampaignId),
    Paper(CampaignId),
    Strips(CampaignId),
    Mail(CampaignId),
    CampaignResults(CampaignId),
    ImportAnswers(CampaignId),
    Questionnaires,
    /// By its key.
    Template(&'static str),
    Draft(DraftId),
    Questionnaire(QuestionnaireId),
    Calendar,
    CalendarRules,
    Coverage,
    Feedback,
    FeedbackOf(FeedbackId),
    Tablets,
    Results,
    Plan,
    Action(ActionId),
    Verify,
    Settings,
    People,
    Device,
}

/// The entries of the navigation, each a part of the loop or of its upkeep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    Home,
    Collect,
    Analyse,
    Plan,
    Settings,
}

/// What pages come with that are not there from the start: a file of the program each (`workspace/parts.rs`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Collect,
    /// Questionnaires: read, written and tried.
    Write,
    Analyse,
    Plan,
    Upkeep,
}

impl Part {
    pub const ALL: [Part; 5] = [
        Part::Collect,
        Part::Write,
        Part::Analyse,
        Part::Plan,
        Part::Upkeep,
    ];
}

impl Page {
    pub fn path(self) -> String {
        match self {
            Page::Home => "/app/".to_owned(),
            Page::Setup => "/app/setup".to_owned(),
            Page::SignIn => "/app/sign-in".to_owned(),
            Page::Invitation => "/app/invitation".to_owned(),
            Page::Sessions => "/app/sessions".to_owned(),
            Page::NewSession => "/app/sessions/new".to_owned(),
            Page::ImportSessions => "/app/sessions/import".to_owned(),
            Page::Session(id) => format!("/app/sessions/{id}"),
            Page::EditSession(id) => format!("/app/sessions/{id}/edit"),
            Page::Contacts(id) => format!("/app/sessions/{id}/people"),
            Page::ImportContacts(id) => format!("/app/sessions/{id}/people/import"),
            Page::Service(id) => format!("/app/services/{id}"),
            Page::Campaign(id) => format!("/app/campaigns/{id}"),
            Page::Poster(id) => format!("/app/campaigns/{id}/poster"),
            Page::Paper(id) => format!("/app/campaigns/{id}/paper"),
            Page::Strips(id) => format!("/app/campaigns/{id}/strips"),
            Page::Mail(id) => format!("/app/campaigns/{id}/mail"),
            Page::CampaignResults(id) => format!("/app/campaigns/{id}/results"),
            Page::ImportAnswers(id) => format!("/app/campaigns/{id}/import"),
            Page::Questionnaires => "/app/questionnaires".to_owned(),
            Page::Template(key) => format!("/app/questionnaires/library/{key}"),
            Page::Draft(id) => format!("/app/questionnaires/drafts/{id}"),
            Page::Questionnaire(id) => format!("/app/questionnaires/{id}"),
            Page::Calendar => "/app/calendar".to_owned(),
            Page::CalendarRules => "/app/calendar/rules".to_owned(),
            Page::Coverage => "/app/coverage".to_owned(),
            Page::Feedback => "/app/feedback".to_owned(),
            Page::FeedbackOf(id) => format!("/app/feedback/{id}"),
            Page::Tablets => "/app/tablets".to_owned(),
            Page::Results => "/app/results".to_owned(),
            Page::Plan => "/app/plan".to_owned(),
            Page::Action(id) => format!("/app/plan/{id}"),
            Page::Verify => "/app/verify".to_owned(),
            Page::Settings => "/app/settings".to_owned(),
            Page::People => "/app/settings/people".to_owned(),
            Page::Device => "/app/device".to_owned(),
        }
    }

    /// The page of a path; none for a path that is no page.
    pub fn parse(path: &str) -> Option<Page> {
        let rest = path.strip_prefix("/app")?;
        let parts: Vec<&str> = rest.split('/').skip(1).collect();
        Some(match parts.as_slice() {
            [] | [""] => Page::Home,
            ["setup"] => Page::Setup,
            ["sign-in"] => Page::SignIn,
            ["invitation"] => Page::Invitation,
            ["sessions"] => Page::Sessions,
            ["sessions", "new"] => Page::NewSession,
            ["sessions", "import"] => Page::ImportSessions,
            ["sessions", id] => Page::Session(id.parse().ok()?),
            ["sessions", id, "edit"] => Page::EditSession(id.parse().ok()?),
            ["sessions", id, "people"] => Page::Contacts(id.parse().ok()?),
            ["sessions", id, "people", "import"] => Page::ImportContacts(id.parse().ok()?),
            ["services", id] => Page::Service(id.parse().ok()?),
            ["campaigns", id] => Page::Campaign(id.parse().ok()?),
            ["campaigns", id, "poster"] => Page::Poster(id.parse().ok()?),
            ["campaigns", id, "paper"] => Page::Paper(id.parse().ok()?),
            ["campaigns", id, "strips"] => Page::Strips(id.parse().ok()?),
            ["campaigns", id, "mail"] => Page::Mail(id.parse().ok()?),
            ["campaigns", id, "results"] => Page::CampaignResults(id.parse().ok()?),
            ["campaigns", id, "import"] => Page::ImportAnswers(id.parse().ok()?),
            ["questionnaires"] => Page::Questionnaires,
            ["questionnaires", "library", key] => Page::Template(template_key(key)?),
            ["questionnaires", "drafts", id] => Page::Draft(id.parse().ok()?),
            ["questionnaires", id] => Page::Questionnaire(id.parse().ok()?),
            ["calendar"] => Page::Calendar,
            ["calendar", "rules"] => Page::CalendarRules,
            ["coverage"] => Page::Coverage,
            ["feedback"] => Page::Feedback,
            ["feedback", id] => Page::FeedbackOf(id.parse().ok()?),
            ["tablets"] => Page::Tablets,
            ["results"] => Page::Results,
            ["plan"] => Page::Plan,
            ["plan", id] => Page::Action(id.parse().ok()?),
            ["verify"] => Page::Verify,
            ["settings"] => Page::Settings,
            ["settings", "people"] => Page::People,
            ["device"] => Page::Device,
            _ => return None,
        })
    }

    /// What the browser's tab says before the name of the program.
    pub fn title(self, t: &'static Texts) -> &'static str {
        let titles = &t.titles;
        match self {
            Page::Home => titles.home,
            Page::Setup => titles.setup,
            Page::SignIn => titles.sign_in,
            Page::Invitation => titles.invitation,
            Page::Sessions => titles.sessions,
            Page::NewSession => titles.new_session,
            Page::ImportSessions => titles.import_sessions,
            Page::Session(_) => titles.session,
            Page::EditSession(_) => titles.edit_session,
            Page::Contacts(_) => titles.contacts,
            Page::ImportContacts(_) => titles.import_contacts,
            Page::Service(_) => titles.service,
            Page::Campaign(_) => titles.campaign,
            Page::Poster(_) => titles.poster,
            Page::Paper(_) => titles.paper,
            Page::Strips(_) => titles.strips,
            Page::Mail(_) => titles.mail,
            Page::CampaignResults(_) => titles.campaign_results,
            Page::ImportAnswers(_) => titles.import_answers,
            Page::Questionnaires => titles.questionnaires,
            Page::Template(_) => titles.template,
            Page::Draft(_) => titles.draft,
            Page::Questionnaire(_) => titles.questionnaire,
            Page::Calendar => titles.calendar,
            Page::CalendarRules => titles.calendar_rules,
            Page::Coverage => titles.coverage,
            Page::Feedback | Page::FeedbackOf(_) => titles.feedback,
            Page::Tablets => titles.tablets,
            Page::Results => titles.results,
            Page::Plan => titles.plan,
            Page::Action(_) => titles.action,
            Page::Verify => titles.verify,
            Page::Settings => titles.settings,
            Page::People => titles.people,
            Page::Device => titles.device,
        }
    }

    /// The room it belongs to; none for the pages before the sign-in.
    pub fn room(self) -> Option<Room> {
        Some(match self {
            Page::Home => Room::Home,
            Page::Setup | Page::SignIn | Page::Invitation => return None,
            Page::Sessions
            | Page::NewSession
            | Page::ImportSessions
            | Page::Session(_)
            | Page::EditSession(_)
            | Page::Contacts(_)
            | Page::ImportContacts(_)
            | Page::Service(_)
            | Page::Campaign(_)
            | Page::Poster(_)
            | Page::Paper(_)
            | Page::Strips(_)
            | Page::Mail(_)
            | Page::Questionnaires
            | Page::Template(_)
            | Page::Draft(_)
            | Page::Questionnaire(_)
            | Page::Calendar
            | Page::CalendarRules
            | Page::Coverage
            | Page::Feedback
            | Page::FeedbackOf(_)
            | Page::Tablets => Room::Collect,
            Page::CampaignResults(_) | Page::ImportAnswers(_) | Page::Results => Room::Analyse,
            Page::Plan | Page::Action(_) => Room::Plan,
            Page::Verify | Page::Settings | Page::People | Page::Device => Room::Settings,
        })
    }

    /// The part it comes with; none for what is there from the start. Each room is one, but for Recueil, which is two.
    pub fn part(self) -> Option<Part> {
        if let Page::Questionnaires | Page::Template(_) | Page::Draft(_) | Page::Questionnaire(_) =
            self
        {
            return Some(Part::Write);
        }
        Some(match self.room()? {
            Room::Home => return None,
            Room::Collect => Part::Collect,
            Room::Analyse => Part::Analyse,
            Room::Plan => Part::Plan,
            Room::Settings => Part::Upkeep,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::paths::WORKSPACE_PAGES;
    use uuid::Uuid;

    /// One page per variant. A new variant fails the count in `pages_are_those_of_the_server`.
    fn every_page() -> Vec<Page> {
        let id = Uuid::from_u128(7);
        vec![
            Page::Home,
            Page::Setup,
            Page::SignIn,
            Page::Invitation,
            Page::Sessions,
            Page::NewSession,
            Page::ImportSessions,
            Page::Session(SessionId(id)),
            Page::EditSession(SessionId(id)),
            Page::Contacts(SessionId(id)),
            Page::ImportContacts(SessionId(id)),
            Page::Service(ServiceId(id)),
            Page::Campaign(CampaignId(id)),
            Page::Poster(CampaignId(id)),
            Page::Paper(CampaignId(id)),
            Page::Strips(CampaignId(id)),
            Page::Mail(CampaignId(id)),
            Page::CampaignResults(CampaignId(id)),
            Page::ImportAnswers(CampaignId(id)),
            Page::Questionnaires,
            Page::Template("af.hot"),
            Page::Draft(DraftId(id)),
            Page::Questionnaire(QuestionnaireId(id)),
            Page::Calendar,
            Page::CalendarRules,
            Page::Coverage,
            Page::Feedback,
            Page::FeedbackOf(FeedbackId(id)),
            Page::Tablets,
            Page::Results,
            Page::Plan,
            Page::Action(ActionId(id)),
            Page::Verify,
            Page::Settings,
            Page::People,
            Page::Device,
        ]
    }

    #[test]
    fn pages_are_those_of_the_server() {
        let id = Uuid::from_u128(7).to_string();
        let ours: Vec<String> = every_page()
            .into_iter()
            .map(|page| page.path().replace(&id, ":id").replace("af.hot", ":key"))
            .collect();
        assert_eq!(ours, WORKSPACE_PAGES);
    }

    #[test]
    fn a_path_leads_back_to_its_page() {
        for page in every_page() {
            assert_eq!(Page::parse(&page.path()), Some(page));
        }
        for path in [
            "/app/nope",
            "/app/plan/nope",
            "/app/plan/",
            "/app/questionnaires/library/nope",
            "/r/",
            "/",
        ] {
            assert_eq!(Page::parse(path), None, "{path}");
        }
    }
}
