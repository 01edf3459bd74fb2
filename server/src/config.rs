//! Settings, read once from flags and environment and checked before anything starts.

use crate::{
    blobs::BlobsUrl,
    mail::{MailSettings, Mailer},
};
use clap::{Args, ValueEnum};
use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// As given: flags win over the environment.
#[derive(Args, Clone, Debug, Default)]
pub struct Settings {
    /// Folder for the database and the running server's notes
    #[arg(long, env = "BOUCLE_DATA", default_value = "./data", global = true)]
    pub data: PathBuf,
    /// surrealkv://FOLDER, mem://, ws://HOST … [default: surrealkv://DATA/db]
    #[arg(
        long,
        env = "BOUCLE_DATABASE",
        global = true,
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database: Option<String>,
    /// Where attached files are kept: FOLDER, s3://BUCKET/PREFIX (keys and endpoint from AWS_…) [default: DATA/blobs]
    #[arg(long, env = "BOUCLE_BLOBS", global = true, value_name = "PLACE")]
    pub blobs: Option<String>,
    /// Address and port to listen on
    #[arg(
        long,
        env = "BOUCLE_LISTEN",
        default_value = "127.0.0.1:3000",
        global = true
    )]
    pub listen: String,
    /// What QR codes and links start with, for example https://boucle.example.org
    #[arg(long, env = "BOUCLE_PUBLIC_URL", global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// Certificate chain (PEM); with --tls-key the server speaks HTTPS
    #[arg(long, env = "BOUCLE_TLS_CERT", global = true, value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of the certificate (PEM)
    #[arg(long, env = "BOUCLE_TLS_KEY", global = true, value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Folder where each day's checkpoint is written, best on another machine's disk
    #[arg(long, env = "BOUCLE_CHECKPOINTS", global = true, value_name = "FOLDER")]
    pub checkpoints: Option<PathBuf>,
    /// Authority that puts its time under each day's checkpoint (RFC 3161), for example https://freetsa.org/tsr
    #[arg(
        long,
        env = "BOUCLE_TIMESTAMP_AUTHORITY",
        global = true,
        value_name = "URL"
    )]
    pub timestamp_authority: Option<String>,
    #[command(flatten)]
    pub mail: MailSettings,
    /// Folder of the built front ends [default: those inside the program, else ./dist]
    #[arg(long, env = "BOUCLE_DIST", global = true, value_name = "FOLDER")]
    pub dist: Option<PathBuf>,
    /// How the log is written
    #[arg(long, env = "BOUCLE_LOG", default_value = "text", global = true)]
    pub log: LogFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum LogFormat {
    Json,
    #[default]
    Text,
}

/// Checked settings.
#[derive(Clone, Debug)]
pub struct Config {
    pub data: PathBuf,
    pub database: DatabaseUrl,
    pub blobs: BlobsUrl,
    pub listen: SocketAddr,
    /// Without a slash at its end.
    pub public_url: Option<String>,
    pub tls: Option<TlsFiles>,
    pub checkpoints: Option<PathBuf>,
    pub timestamp_authority: Option<String>,
    pub mailer: Option<Mailer>,
    pub dist: Option<PathBuf>,
}

#[derive(Clone, Debug)]
pub struct TlsFiles {
    pub cert: PathBuf,
    pub key: PathBuf,
}

/// May hold a password; printed without what follows the engine's name.
#[derive(Clone)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The whole address, for the store only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let engine = self.0.split("://").next().unwrap_or_default();
        write!(f, "{engine}://…")
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{setting}: `{value}` is not valid. Write {expected}.")]
    Invalid {
        setting: &'static str,
        value: String,
        expected: &'static str,
    },
    #[error("{setting} is missing: {other} was given, and both are needed.")]
    Alone {
        setting: &'static str,
        other: &'static str,
    },
    #[error("{setting}: cannot read {}: {cause}", path.display())]
    Unreadable {
        setting: &'static str,
        path: PathBuf,
        cause: std::io::Error,
    },
}

const ENGINES: [&str; 6] = ["surrealkv", "mem", "rocksdb", "tikv", "ws", "wss"];

impl Config {
    /// # Errors
    /// The first setting that cannot be used, with what to write instead.
    pub fn check(settings: Settings) -> Result<Config, ConfigError> {
        let listen = settings.listen.parse().map_err(|_| ConfigError::Invalid {
            setting: "BOUCLE_LISTEN",
            value: settings.listen.clone(),
            expected: "an address and a port, such as 127.0.0.1:3000 or 0.0.0.0:443",
        })?;
        Ok(Config {
            database: database(settings.database, &settings.data)?,
            blobs: blobs(settings.blobs, &settings.data)?,
            data: settings.data,
            listen,
            public_url: settings.public_url.as_deref().map(public_url).transpose()?,
            tls: tls(settings.tls_cert, settings.tls_key)?,
            checkpoints: settings.checkpoints,
            timestamp_authority: settings
                .timestamp_authority
                .map(timestamp_authority)
                .transpose()?,
            mailer: settings.mail.check()?,
            dist: settings.dist,
        })
    }

    /// Where people find the server.
    pub fn address(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        let local = || format!("{scheme}://{}", self.listen);
        self.public_url.clone().unwrap_or_else(local)
    }

    /// Whether browsers reach this server over HTTPS: cookies are then `Secure` and HSTS is sent.
    pub fn secure(&self) -> bool {
        let behind_tls = |url: &String| url.starts_with("https://");
        self.tls.is_some() || self.public_url.as_ref().is_some_and(behind_tls)
    }
}

fn database(given: Option<String>, data: &Path) -> Result<DatabaseUrl, ConfigError> {
    let url = given.unwrap_or_else(|| format!("surrealkv://{}", data.join("db").display()));
    let engine = url.split_once("://").map(|(engine, _)| engine);
    if engine.is_some_and(|engine| ENGINES.contains(&engine)) {
        Ok(DatabaseUrl(url))
    } else {
        Err(ConfigError::Invalid {
            setting: "BOUCLE_DATABASE",
            // May hold a password: only what stands before the first colon is repeated.
            value: url.split(':').next().unwrap_or_default().to_owned(),
            expected: "surrealkv://FOLDER, mem://, rocksdb://FOLDER, tikv://HOST or ws://HOST",
        })
    }
}

fn blobs(given: Option<String>, data: &Path) -> Result<BlobsUrl, ConfigError> {
    let Some(given) = given else {
        return Ok(BlobsUrl::Folder(data.join("blobs")));
    };
    BlobsUrl::read(&given).ok_or_else(|| ConfigError::Invalid {
        setting: "BOUCLE_BLOBS",
        // May hold a password.
        value: given.split(':').next().unwrap_or_default().to_owned(),
        expected: "a folder or s3://BUCKET/PREFIX; keys and endpoint come from AWS_ACCESS_KEY_ID, \
                   AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL",
    })
}

fn public_url(given: &str) -> Result<String, ConfigError> {
    let invalid = |value: &str| ConfigError::Invalid {
        setting: "BOUCLE_PUBLIC_URL",
        value: value.to_owned(),
        expected: "the scheme and name that browsers use and nothing after it, \
                   such as https://boucle.example.org",
    };
    let url = given.trim_end_matches('/');
    let uri = web(url).ok_or_else(|| invalid(given))?;
    let bare = uri.path() == "/" && uri.query().is_none() && !url.contains('#');
    bare.then(|| url.to_owned()).ok_or_else(|| invalid(given))
}

fn timestamp_authority(given: String) -> Result<String, ConfigError> {
    if web(&given).is_some() {
        return Ok(given);
    }
    Err(ConfigError::Invalid {
        setting: "BOUCLE_TIMESTAMP_AUTHORITY",
        // May hold a password.
        value: given.split(':').next().unwrap_or_default().to_owned(),
        expected: "the address of a time-stamping authority, without a password, \
                   such as https://freetsa.org/tsr",
    })
}

/// An address of the web without a name or a password in it.
fn web(url: &str) -> Option<axum::http::Uri> {
    let uri: axum::http::Uri = url.parse().ok()?;
    let web = matches!(uri.scheme_str(), Some("http" | "https"));
    let open = !uri.authority()?.as_str().contains('@');
    (web && open).then_some(uri)
}

fn tls(cert: Option<PathBuf>, key: Option<PathBuf>) -> Result<Option<TlsFiles>, ConfigError> {
    const CERT: &str = "BOUCLE_TLS_CERT";
    const KEY: &str = "BOUCLE_TLS_KEY";
    let readable = |setting, path: &PathBuf| match std::fs::File::open(path) {
        Ok(_) => Ok(()),
        Err(cause) => Err(ConfigError::Unreadable {
            setting,
            path: path.clone(),
            cause,
        }),
    };
    match (cert, key) {
        (None, None) => Ok(None),
        (Some(cert), Some(key)) => {
            readable(CERT, &cert)?;
            readable(KEY, &key)?;
            Ok(Some(TlsFiles { cert, key }))
        }
        (Some(_), None) => Err(ConfigError::Alone {
            setting: KEY,
            other: CERT,
        }),
        (None, Some(_)) => Err(ConfigError::Alone {
            setting: CERT,
            other: KEY,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{BlobsUrl, Config, Settings};

    fn settings() -> Settings {
        Settings {
            data: "/tmp/boucle".into(),
            listen: "127.0.0.1:3000".to_owned(),
            ..Settings::default()
        }
    }

    #[test]
    fn the_database_defaults_to_the_data_folder() {
        let config = Config::check(settings()).unwrap();
        assert_eq!(config.database.expose(), "surrealkv:///tmp/boucle/db");
        assert!(!config.secure());
    }

    #[test]
    fn files_default_to_the_data_folder() {
        let with = |blobs: Option<&str>| {
            let blobs = blobs.map(str::to_owned);
            Config::check(Settings {
                blobs,
                ..settings()
            })
            .map(|config| config.blobs)
        };
        let folder = |path: &str| BlobsUrl::Folder(path.into());
        assert_eq!(with(None).unwrap(), folder("/tmp/boucle/blobs"));
        assert_eq!(with(Some("/mnt/files")).unwrap(), folder("/mnt/files"));
        let s3 = BlobsUrl::S3 {
            bucket: "boucle".to_owned(),
            prefix: "of/2026".to_owned(),
        };
        assert_eq!(with(Some("s3://boucle/of/2026")).unwrap(), s3);
        for wrong in ["", "s3://", "gs://bucket"] {
            assert!(with(Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_public_address_is_an_origin() {
        let with = |url: &str| {
            Config::check(Settings {
                public_url: Some(url.to_owned()),
                ..settings()
            })
        };
        let config = with("https://boucle.example.org/").unwrap();
        assert_eq!(
            config.public_url.as_deref(),
            Some("https://boucle.example.org")
        );
        assert!(config.secure());
        for wrong in ["boucle.example.org", "https://a.org/app", "ftp://a.org", ""] {
            let error = with(wrong).unwrap_err().to_string();
            assert!(error.starts_with("BOUCLE_PUBLIC_URL"), "{wrong}: {error}");
        }
    }

    #[test]
    fn errors_name_the_setting_and_never_a_password() {
        let wrong = Settings {
            database: Some("postgres://user:secret@host".to_owned()),
            ..settings()
        };
        let error = Config::check(wrong).unwrap_err().to_string();
        assert!(error.contains("BOUCLE_DATABASE") && error.contains("surrealkv://"));
        assert!(!error.contains("secret"));

        let remote = Settings {
            database: Some("ws://user:secret@host".to_owned()),
            ..settings()
        };
        assert!(!format!("{:?}", Config::check(remote).unwrap()).contains("secret"));

        let keys = Settings {
            blobs: Some("s3://key:secret@bucket".to_owned()),
            ..settings()
        };
        let error = Config::check(keys).unwrap_err().to_string();
        assert!(error.contains("BOUCLE_BLOBS") && !error.contains("secret"));

        let authority = Settings {
            timestamp_authority: Some("https://user:secret@tsa.example.org".to_owned()),
            ..settings()
        };
        let error = Config::check(authority).unwrap_err().to_string();
        assert!(error.contains("BOUCLE_TIMESTAMP_AUTHORITY") && !error.contains("secret"));

        let half = Settings {
            tls_cert: Some("/tmp/cert.pem".into()),
            ..settings()
        };
        let error = Config::check(half).unwrap_err().to_string();
        assert!(error.contains("BOUCLE_TLS_KEY"));
    }
}
