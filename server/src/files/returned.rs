//! Notices of returned mail, as mail programs save them: one message (`.eml`), or many behind one another (mbox).

use super::{FILE_BYTES_MAX, FileError};
use domain::returned::{Report, reports};
use mail_parser::{
    Message, MessageParser, MimeHeaders as _, PartType, mailbox::mbox::MessageIterator,
};

/// Messages read of one file.
const MESSAGES_MAX: usize = 2_000;
/// A notice that somebody passed on is a message within one.
const DEPTH_MAX: u32 = 3;

/// What each message of a file tells of its recipients; nothing where it is no notice.
///
/// # Errors
/// `TooLarge`, `TooManyRows`; `Empty` and `UnknownFormat` when there is no message in it.
pub fn read_returned(bytes: &[u8]) -> Result<Vec<Vec<Report>>, FileError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLarge);
    }
    if bytes.trim_ascii().is_empty() {
        return Err(FileError::Empty);
    }
    if !bytes.starts_with(b"From ") {
        return Ok(vec![of_message(bytes)?]);
    }
    let mut all = Vec::new();
    for message in MessageIterator::new(bytes) {
        if all.len() == MESSAGES_MAX {
            return Err(FileError::TooManyRows);
        }
        let message = message.map_err(|_| FileError::Damaged)?;
        all.push(of_message(message.contents())?);
    }
    Ok(all)
}

fn of_message(bytes: &[u8]) -> Result<Vec<Report>, FileError> {
    let message = MessageParser::default().parse(bytes);
    // Any text begins like a message without headers.
    let message = message.filter(|message| message.from().is_some() || message.subject().is_some());
    let message = message.ok_or(FileError::UnknownFormat)?;
    Ok(within(&message, 0))
}

fn within(message: &Message<'_>, depth: u32) -> Vec<Report> {
    let mut all = Vec::new();
    for part in &message.parts {
        let kind = part.content_type();
        let kind = kind.map(|kind| {
            (
                kind.ctype().to_lowercase(),
                kind.subtype().unwrap_or_default().to_lowercase(),
            )
        });
        match (&part.body, kind) {
            (PartType::Message(inner), _) if depth < DEPTH_MAX => {
                all.extend(within(inner, depth + 1))
            }
            (_, Some((kind, of))) if kind == "message" && of.ends_with("delivery-status") => {
                all.extend(reports(&String::from_utf8_lossy(part.contents())));
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{FILE_BYTES_MAX, FileError, MESSAGES_MAX, read_returned};
    use domain::returned::Fate;

    const NOTICE: &str = include_str!("../../tests/it/returned.eml");

    #[test]
    fn a_notice_tells_of_its_recipients_alone_or_among_others() {
        let one = read_returned(NOTICE.as_bytes()).unwrap();
        assert_eq!(one.len(), 1);
        let told: Vec<_> = one[0]
            .iter()
            .map(|report| (report.addresses[0].as_str(), report.fate))
            .collect();
        let both = [
            ("ana@example.org", Some(Fate::Permanent)),
            ("bo@example.org", Some(Fate::Temporary)),
        ];
        assert_eq!(told, both);
        let other = "From: Ana <ana@example.org>\nSubject: Absence\n\nDe retour lundi.\n";
        let mbox = format!(
            "From MAILER-DAEMON Fri Nov 20 16:00:00 2026\n{NOTICE}\nFrom ana Fri Nov 20 16:00:00 2026\n{other}"
        );
        let all = read_returned(mbox.as_bytes()).unwrap();
        assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0]);
        let passed_on = format!(
            "From: a@example.org\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{NOTICE}"
        );
        assert_eq!(read_returned(passed_on.as_bytes()).unwrap()[0].len(), 2);
    }

    #[test]
    fn what_is_no_mail_is_refused_and_a_mail_that_is_no_notice_tells_nothing() {
        assert!(matches!(read_returned(b" \n"), Err(FileError::Empty)));
        for junk in [
            &b"\x89PNG\r\n\x1a\n\0\0"[..],
            b"nom;adresse\nAna;ana@example.org\n",
            &[0xff; 5_000],
        ] {
            assert!(matches!(read_returned(junk), Err(FileError::UnknownFormat)));
        }
        let large = vec![b'a'; FILE_BYTES_MAX + 1];
        assert!(matches!(read_returned(&large), Err(FileError::TooLarge)));
        let many = "From a b\nSubject: x\n\nx\n".repeat(MESSAGES_MAX + 1);
        assert!(matches!(
            read_returned(many.as_bytes()),
            Err(FileError::TooManyRows)
        ));
        let cut = NOTICE.split("Status:").next().unwrap();
        let told = read_returned(cut.as_bytes()).unwrap();
        assert!(
            told[0].iter().all(|report| report.fate.is_none()),
            "{told:?}"
        );
    }
}
