//! Returned mail: what the machine-readable part of a notice says of each recipient (RFC 3464). Nothing else of the message is
//! read: it may quote what was written.

use serde::{Deserialize, Serialize};

/// Recipients read of one message, and of all messages of a file.
pub const RECIPIENTS_MAX: usize = 200;
pub const RECIPIENTS_OF_FILE_MAX: usize = 5_000;

/// What became of a mail to somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It will never arrive there: 5.x.x.
    Permanent,
    /// It may arrive another time: 4.x.x.
    Temporary,
    /// It arrived, or was passed on: 2.x.x.
    Delivered,
}

/// What a notice says of one recipient.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// The address that was written to, if it is told, and the one it led to.
    pub addresses: Vec<String>,
    /// `5.1.1`; empty when none is told.
    pub status: String,
    /// None when the status is none.
    pub fate: Option<Fate>,
}

/// Reads the part `message/delivery-status`: groups of fields, the first about the message, each other one about a recipient.
/// Answers the first `max` of them, and whether there are more.
pub fn reports(text: &str, max: usize) -> (Vec<Report>, bool) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let groups = text.split("\n\n").map(fields);
    let mut reports = groups.filter_map(|fields| report(&fields));
    let first = reports.by_ref().take(max).collect();
    (first, reports.next().is_some())
}

/// Names in small letters, and values, each on one line.
fn fields(group: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in group.lines() {
        let folded = line.starts_with([' ', '\t']);
        match (folded, fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => {
                fields.push((name.trim().to_lowercase(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
    fields
}

fn report(fields: &[(String, String)]) -> Option<Report> {
    let field = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    };
    let addresses: Vec<String> = ["original-recipient", "final-recipient"]
        .into_iter()
        .filter_map(|name| address(field(name)?))
        .collect();
    if addresses.is_empty() {
        return None;
    }
    // A remark may follow in brackets.
    let status = field("status").unwrap_or_default();
    let status = status.split([' ', '\t', '(']).next().unwrap_or_default();
    Some(Report {
        addresses,
        status: status.to_owned(),
        fate: fate(status),
    })
}

/// `rfc822; ana@example.org`.
fn address(value: &str) -> Option<String> {
    let (kind, address) = value.split_once(';')?;
    let mail = ["rfc822", "utf-8"].contains(&kind.trim().to_lowercase().as_str());
    let address = address.trim().trim_matches(['<', '>']);
    (mail && crate::contact::check_address(address).is_ok()).then(|| address.to_owned())
}

/// `class.subject.detail`, each a number.
fn fate(status: &str) -> Option<Fate> {
    let parts: Vec<&str> = status.split('.').collect();
    let number =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit());
    if parts.len() != 3 || !parts.iter().all(number) {
        return None;
    }
    match parts[0] {
        "2" => Some(Fate::Delivered),
        "4" => Some(Fate::Temporary),
        "5" => Some(Fate::Permanent),
        _ => None,
    }
}

/// Whether a mail server that refused a mail for good says that its recipient's address takes none: by the status that begins
/// its answer (RFC 3463), or without one by the code of the answer (RFC 5321). A sender who may not write, and what is taken
/// for unwanted mail, say nothing of the address.
pub fn refuses_address(code: u16, answer: &str) -> bool {
    let status = answer.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = status.split('.').collect();
    match (fate(status), &*parts) {
        (Some(fate), [_, subject, detail]) => {
            // Of the sender; a mail too long for the mailbox.
            let other = [("1", "7"), ("1", "8"), ("2", "3")].contains(&(*subject, *detail));
            fate == Fate::Permanent && ["1", "2", "4"].contains(subject) && !other
        }
        _ => [550, 551, 553].contains(&code),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, refuses_address, reports};

    #[test]
    fn a_refused_sender_or_a_refused_text_is_no_refused_address() {
        for (code, answer) in [
            (550, "no such mailbox"),
            (550, "5.1.1 <ana@example.org>: User unknown"),
            (550, "5.4.1 Recipient address rejected: Access denied"),
            (552, "5.2.2 The mailbox is full"),
            (553, "sorry, that address is not in my list"),
        ] {
            assert!(refuses_address(code, answer), "{code} {answer}");
        }
        for (code, answer) in [
            (550, "5.7.1 Message rejected as spam"),
            (553, "5.7.1 Sender address rejected: not owned by user"),
            (550, "5.1.8 Sender domain does not exist"),
            (552, "5.3.4 Message too big"),
            (554, "Transaction failed"),
        ] {
            assert!(!refuses_address(code, answer), "{code} {answer}");
        }
    }

    const NOTICE: &str = "Reporting-MTA: dns; mail.example.org\r\nArrival-Date: Fri, 20 Nov 2026 16:00:00 +0100\r\n\r\n\
        Final-Recipient: rfc822; ana@example.org\r\nOriginal-Recipient: rfc822;Ana@old.example.org\r\nAction: failed\r\n\
        Status: 5.1.1 (no such mailbox)\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n  no such mailbox\r\n\r\n\
        Final-Recipient: RFC822; <bo@example.org>\r\nAction: delayed\r\nStatus: 4.4.7\r\n";

    #[test]
    fn each_recipient_has_a_fate_and_the_first_group_is_about_the_message() {
        let (told, more) = reports(NOTICE, 2);
        assert!(!more);
        assert_eq!(told.len(), 2);
        assert_eq!(
            told[0].addresses,
            ["Ana@old.example.org", "ana@example.org"]
        );
        assert_eq!(
            (told[0].status.as_str(), told[0].fate),
            ("5.1.1", Some(Fate::Permanent))
        );
        assert_eq!(told[1].addresses, ["bo@example.org"]);
        assert_eq!(told[1].fate, Some(Fate::Temporary));
    }

    #[test]
    fn what_is_no_status_is_not_guessed() {
        let with = |status: &str| {
            let text =
                format!("Final-Recipient: rfc822; a@b.fr\nAction: failed\nStatus: {status}\n");
            reports(&text, 1).0.remove(0).fate
        };
        assert_eq!(with("2.1.5"), Some(Fate::Delivered));
        for wrong in [
            "", "5", "5.1", "550", "5.1.1.1", "9.1.1", "5.x.1", "5.1.1234",
        ] {
            assert_eq!(with(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn junk_tells_of_nobody_and_a_long_list_is_cut() {
        for junk in [
            "",
            "\n\n\n",
            "Final-Recipient: rfc822; nobody\nStatus: 5.1.1",
            "Final-Recipient: x400; a@b.fr",
            " folded",
            "\u{0}:\u{1}",
        ] {
            assert_eq!(reports(junk, 1), (vec![], false), "{junk}");
        }
        let many = "Final-Recipient: rfc822; a@b.fr\nStatus: 5.1.1\n\n".repeat(4);
        let (told, more) = reports(&many, 3);
        assert_eq!((told.len(), more), (3, true));
        let (told, more) = reports(&many, 4);
        assert_eq!((told.len(), more), (4, false));
    }
}
