//! A mail server on this machine: it speaks SMTP, keeps what it is given, says "later" to `later@…` and "who are you" to
//! `locked@…` once, and "never" to `never@…`, and to
//! `spam@…` that it wants no such mail.

use server::mail::{Hours, MailUrl, Mailer};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

pub(crate) struct Mail {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    /// What mail programs offer to whoever wants no more, and how.
    pub(crate) unsubscribe: Vec<String>,
    /// The plain text.
    pub(crate) text: String,
}

impl Mail {
    /// What follows `#c=`.
    pub(crate) fn link(&self) -> String {
        self.after("/r/#c=")
    }

    /// The token of the last link.
    pub(crate) fn stop(&self) -> String {
        let path = self.after("/stop/");
        path.rsplit('/').next().unwrap().to_owned()
    }

    fn after(&self, mark: &str) -> String {
        let rest = self.text.split(mark).nth(1).unwrap();
        rest.split_whitespace().next().unwrap().to_owned()
    }
}

#[derive(Default)]
struct Kept {
    mails: Vec<Mail>,
    asked: HashSet<String>,
}

pub(crate) struct Smtp {
    port: u16,
    kept: Arc<Mutex<Kept>>,
}

impl Smtp {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let kept = Arc::<Mutex<Kept>>::default();
        let all = kept.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, all.clone()));
            }
        });
        Self { port, kept }
    }

    pub(crate) fn mailer(&self) -> Mailer {
        let url = MailUrl::read(&format!("smtp://127.0.0.1:{}", self.port)).unwrap();
        Mailer::new(&url, "Atelier <avis@example.org>", Hours::Office).unwrap()
    }

    /// What came since the last time, by address.
    pub(crate) fn taken(&self) -> Vec<Mail> {
        let mut mails = std::mem::take(&mut self.kept.lock().unwrap().mails);
        mails.sort_by(|a, b| a.to.cmp(&b.to));
        mails
    }
}

async fn serve(stream: TcpStream, kept: Arc<Mutex<Kept>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut to = String::new();
    write.write_all(b"220 here\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.get(..4).unwrap_or(&line) {
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap().to_owned();
                let mut kept = kept.lock().unwrap();
                let first = kept.asked.insert(to.clone());
                match to.split('@').next() {
                    Some("later") if first => "451 later\r\n",
                    Some("locked") if first => "535 who are you\r\n",
                    Some("never") => "550 never\r\n",
                    Some("spam") => "550 5.7.1 no such mail\r\n",
                    _ => "250 ok\r\n",
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                let mut data = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    data.push_str(&line);
                    data.push('\n');
                }
                kept.lock().unwrap().mails.push(read_mail(&to, &data));
                "250 kept\r\n"
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        write.write_all(answer.as_bytes()).await.unwrap();
    }
}

fn read_mail(to: &str, data: &str) -> Mail {
    let subject: String = data
        .lines()
        .skip_while(|line| !line.starts_with("Subject: "))
        .enumerate()
        .take_while(|(at, line)| *at == 0 || line.starts_with(' '))
        .map(|(_, line)| line.trim_start_matches("Subject: ").trim())
        .collect();
    let unsubscribe = data
        .lines()
        .filter(|line| line.starts_with("List-Unsubscribe"));
    let plain = data.split("Content-Type: text/plain").nth(1).unwrap();
    let (head, body) = plain.split_once("\n\n").unwrap();
    let body = body.split("\n--").next().unwrap();
    let text = if head.contains("quoted-printable") {
        quoted_printable(body)
    } else if head.contains("base64") {
        String::from_utf8(decoded(body)).unwrap()
    } else {
        body.to_owned()
    };
    let id = data
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID: "));
    Mail {
        id: id.unwrap_or_default().to_owned(),
        to: to.to_owned(),
        subject: encoded_words(&subject),
        unsubscribe: unsubscribe.map(str::to_owned).collect(),
        text,
    }
}

fn quoted_printable(text: &str) -> String {
    let text = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (byte, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'=', Some(code)) => {
                bytes.push(code);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// `=?utf-8?b?…?=`, as subjects with accents are sent.
fn encoded_words(text: &str) -> String {
    let mut bytes = Vec::new();
    for (at, part) in text.split("=?utf-8?b?").enumerate() {
        match part.split_once("?=") {
            Some((word, rest)) if at > 0 => {
                bytes.extend(decoded(word));
                bytes.extend(rest.trim().as_bytes());
            }
            _ => bytes.extend(part.as_bytes()),
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn decoded(base64: &str) -> Vec<u8> {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let whole: String = base64.split_whitespace().collect();
    BASE64_STANDARD.decode(whole).unwrap()
}
