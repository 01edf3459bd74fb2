//! Paths both sides agree on. The server answers 404 for any page that is not listed here.

use domain::questionnaire::template_key;

/// Pages of the workspace under `/app`, one pattern each; `:id` stands for a UUID, `:key` for the
/// key of a template. The front end's routes enum is
/// checked against this list by a test.
pub const WORKSPACE_PAGES: &[&str] = &[
    "/app/",
    "/app/setup",
    "/app/sign-in",
    "/app/invitation",
    "/app/sessions",
    "/app/sessions/new",
    "/app/sessions/import",
    "/app/sessions/:id",
    "/app/sessions/:id/edit",
    "/app/sessions/:id/people",
    "/app/sessions/:id/people/import",
    "/app/services/:id",
    "/app/campaigns/:id",
    "/app/campaigns/:id/poster",
    "/app/campaigns/:id/paper",
    "/app/campaigns/:id/strips",
    "/app/campaigns/:id/mail",
    "/app/campaigns/:id/results",
    "/app/campaigns/:id/import",
    "/app/questionnaires",
    "/app/questionnaires/library/:key",
    "/app/questionnaires/drafts/:id",
    "/app/questionnaires/:id",
    "/app/calendar",
    "/app/calendar/rules",
    "/app/coverage",
    "/app/feedback",
    "/app/feedback/:id",
    "/app/tablets",
    "/app/results",
    "/app/plan",
    "/app/plan/:id",
    "/app/verify",
    "/app/settings",
    "/app/settings/people",
    "/app/device",
];

/// The one page of the respondent's front end.
pub const RESPOND_PAGE: &str = "/r/";

/// Whether `path` is a page of either front end.
pub fn is_page(path: &str) -> bool {
    path == RESPOND_PAGE || WORKSPACE_PAGES.iter().any(|pattern| fits(pattern, path))
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(":id"), Some(id)) if is_id(id) => {}
            (Some(":key"), Some(key)) if template_key(key).is_some() => {}
            (Some(want), Some(got)) if want == got => {}
            _ => return false,
        }
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 36
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn pages_are_told_from_everything_else() {
        assert!(is_page("/app/"));
        assert!(is_page("/app/plan/0193c3a1-7e57-7abc-8def-0123456789ab"));
        assert!(is_page("/app/questionnaires/library/af.hot"));
        assert!(is_page("/r/"));
        assert!(!is_page("/app/plan/nope"));
        assert!(!is_page("/app/questionnaires/library/af.nope"));
        assert!(!is_page("/app/plan/"));
        assert!(!is_page("/app"));
        assert!(!is_page("/r/anything"));
    }
}
