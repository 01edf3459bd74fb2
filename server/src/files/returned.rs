//! Notices of returned mail, as mail programs save them: one message (`.eml`), or many behind one another (mbox).

use super::{FILE_BYTES_MAX, FileError};
use domain::returned::{RECIPIENTS_MAX, RECIPIENTS_OF_FILE_MAX, Report, reports};
use mail_parser::{
    Message, MessageParser, MimeHeaders as _, PartType, mailbox::mbox::MessageIterator,
};

/// Messages read of one file.
const MESSAGES_MAX: usize = 2_000;
/// A notice that somebody passed on is a message within one.
const DEPTH_MAX: u32 = 3;

/// What a file of notices tells.
#[derive(Default)]
pub struct Returned {
    /// Of each message its recipients; none where it is no notice.
    pub messages: Vec<Vec<Report>>,
    /// Messages, by their number from 1, that have more recipients than are read.
    pub cut: Vec<u32>,
    /// The first message that was not read, where they are too many in all.
    pub rest: Option<u32>,
}

/// Reads at most [`RECIPIENTS_MAX`] recipients of one message, and [`RECIPIENTS_OF_FILE_MAX`] in all.
///
/// # Errors
/// `TooLarge`, `TooManyRows`; `NotMail` when there is no message in it.
pub fn read_returned(bytes: &[u8]) -> Result<Returned, FileError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLarge);
    }
    if bytes.trim_ascii().is_empty() {
        return Err(FileError::NotMail);
    }
    let mut all = Returned::default();
    let mut room = RECIPIENTS_OF_FILE_MAX;
    if !bytes.starts_with(b"From ") {
        all.take(of_message(bytes, &mut room)?, 1);
        return Ok(all);
    }
    for (number, message) in (1_u32..).zip(MessageIterator::new(bytes)) {
        if all.messages.len() == MESSAGES_MAX {
            return Err(FileError::TooManyRows);
        }
        if room == 0 {
            all.rest = Some(number);
            break;
        }
        let message = message.map_err(|_| FileError::Damaged)?;
        all.take(of_message(message.contents(), &mut room)?, number);
    }
    Ok(all)
}

impl Returned {
    fn take(&mut self, notice: Notice, number: u32) {
        self.messages.push(notice.reports);
        if notice.cut {
            self.cut.push(number);
        }
    }
}

/// One message, with the recipients that may still be read of it.
struct Notice {
    reports: Vec<Report>,
    room: usize,
    cut: bool,
}

/// Takes what it reads out of the file's room.
fn of_message(bytes: &[u8], room: &mut usize) -> Result<Notice, FileError> {
    let message = MessageParser::default().parse(bytes);
    // Any text begins like a message without headers.
    let message = message.filter(|message| message.from().is_some() || message.subject().is_some());
    let message = message.ok_or(FileError::NotMail)?;
    let mut notice = Notice {
        reports: Vec::new(),
        room: RECIPIENTS_MAX.min(*room),
        cut: false,
    };
    within(&message, 0, &mut notice);
    *room -= notice.reports.len();
    Ok(notice)
}

fn within(message: &Message<'_>, depth: u32, notice: &mut Notice) {
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
                within(inner, depth + 1, notice);
            }
            (_, Some((kind, of))) if kind == "message" && of.ends_with("delivery-status") => {
                let text = String::from_utf8_lossy(part.contents());
                let (told, more) = reports(&text, notice.room);
                notice.room -= told.len();
                notice.cut |= more;
                notice.reports.extend(told);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        FILE_BYTES_MAX, FileError, MESSAGES_MAX, RECIPIENTS_MAX, RECIPIENTS_OF_FILE_MAX,
        read_returned,
    };
    use domain::returned::Fate;

    const NOTICE: &str = include_str!("../../tests/it/returned.eml");

    #[test]
    fn a_notice_tells_of_its_recipients_alone_or_among_others() {
        let one = read_returned(NOTICE.as_bytes()).unwrap().messages;
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
        let all = read_returned(mbox.as_bytes()).unwrap().messages;
        assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0]);
        let passed_on = format!(
            "From: a@example.org\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{NOTICE}"
        );
        let passed_on = read_returned(passed_on.as_bytes()).unwrap();
        assert_eq!(passed_on.messages[0].len(), 2);
        assert_eq!((passed_on.cut, passed_on.rest), (vec![], None));
    }

    /// A notice of so many parts with so many recipients each.
    fn notice(parts: usize, recipients: usize) -> String {
        let one = "Final-Recipient: rfc822; a@b.fr\nStatus: 5.1.1\n\n".repeat(recipients);
        let part = format!("--x\nContent-Type: message/delivery-status\n\n{one}\n");
        format!(
            "From: a@b.fr\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=x\n\n{}--x--\n",
            part.repeat(parts)
        )
    }

    #[test]
    fn recipients_are_bounded_in_one_message_and_in_all() {
        let many = read_returned(notice(900, 190).as_bytes()).unwrap();
        assert_eq!(many.messages[0].len(), RECIPIENTS_MAX);
        assert_eq!((many.cut, many.rest), (vec![1], None));
        let exact = read_returned(notice(2, RECIPIENTS_MAX / 2).as_bytes()).unwrap();
        assert_eq!(exact.messages[0].len(), RECIPIENTS_MAX);
        assert!(exact.cut.is_empty());

        let full = RECIPIENTS_OF_FILE_MAX / RECIPIENTS_MAX;
        let mbox = format!("From a b\n{}\n", notice(1, RECIPIENTS_MAX)).repeat(full + 3);
        let all = read_returned(mbox.as_bytes()).unwrap();
        let rows: usize = all.messages.iter().map(Vec::len).sum();
        assert_eq!((rows, all.messages.len()), (RECIPIENTS_OF_FILE_MAX, full));
        assert!(all.cut.is_empty());
        assert_eq!(all.rest.map(|rest| rest as usize), Some(full + 1));
    }

    #[test]
    fn what_is_no_mail_is_refused_and_a_mail_that_is_no_notice_tells_nothing() {
        assert!(matches!(read_returned(b" \n"), Err(FileError::NotMail)));
        for junk in [
            &b"\x89PNG\r\n\x1a\n\0\0"[..],
            b"nom;adresse\nAna;ana@example.org\n",
            &[0xff; 5_000],
        ] {
            assert!(matches!(read_returned(junk), Err(FileError::NotMail)));
        }
        let large = vec![b'a'; FILE_BYTES_MAX + 1];
        assert!(matches!(read_returned(&large), Err(FileError::TooLarge)));
        let many = "From a b\nSubject: x\n\nx\n".repeat(MESSAGES_MAX + 1);
        assert!(matches!(
            read_returned(many.as_bytes()),
            Err(FileError::TooManyRows)
        ));
        let cut = NOTICE.split("Status:").next().unwrap();
        let told = read_returned(cut.as_bytes()).unwrap().messages;
        assert!(
            told[0].iter().all(|report| report.fate.is_none()),
            "{told:?}"
        );
    }
}
