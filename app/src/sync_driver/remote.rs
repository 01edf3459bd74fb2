//! The port to the server's log. The browser's speaks HTTP; tests answer from memory.

use crate::net::{self, NetError};
use api::{
    ApiError,
    model::{Me, Person, Welcome},
};
use domain::ids::{OrgId, PersonId};
use std::{future::Future, pin::Pin};
use sync::wire::{ACCOUNT_HEADER, Gap, PULL_OPS_MAX, Page, Push, Pushed, Rollups};

pub type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + 'a>>;

/// Why the server's answer is not the one asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    Offline,
    SignInNeeded,
    /// This browser is signed in as somebody else, or in another organisation.
    OtherAccount,
    /// The server has the device's operations up to this number only.
    Gap {
        last_cseq: u64,
    },
    /// Another copy of this profile has used the numbers of the push.
    NumberTaken,
    Refused {
        code: String,
    },
}

pub trait Remote {
    fn push(&self, push: Push) -> Call<'_, Pushed>;
    /// A page of the team's log.
    fn pull(&self, after: u64, epoch: Option<String>) -> Call<'_, Page>;
    fn rollups(&self, after: u64) -> Call<'_, Rollups>;
    fn people(&self) -> Call<'_, Vec<Person>>;
    fn me(&self) -> Call<'_, Me>;
    fn welcome(&self) -> Call<'_, Welcome>;
}

/// The server this page came from, for one account.
pub struct Http {
    account: String,
}

impl Http {
    pub fn new(organisation: OrgId, person: PersonId) -> Http {
        Http {
            account: format!("{organisation}.{person}"),
        }
    }

    fn headers(&self) -> [(&str, &str); 1] {
        [(ACCOUNT_HEADER, &self.account)]
    }
}

impl Remote for Http {
    fn push(&self, push: Push) -> Call<'_, Pushed> {
        Box::pin(async move { Ok(net::post("/app/sync/v1/push", &self.headers(), &push).await?) })
    }

    fn pull(&self, after: u64, epoch: Option<String>) -> Call<'_, Page> {
        // Epochs are made of letters, digits and hyphens: nothing to escape.
        let epoch = epoch
            .map(|epoch| format!("&epoch={epoch}"))
            .unwrap_or_default();
        let url = format!("/app/sync/v1/pull?scope=team&after={after}{epoch}&limit={PULL_OPS_MAX}");
        Box::pin(async move { Ok(net::get(&url, &self.headers()).await?) })
    }

    fn rollups(&self, after: u64) -> Call<'_, Rollups> {
        let url = format!("/app/sync/v1/rollups?after={after}");
        Box::pin(async move { Ok(net::get(&url, &self.headers()).await?) })
    }

    fn people(&self) -> Call<'_, Vec<Person>> {
        Box::pin(async { Ok(api::rpc::people().await?) })
    }

    fn me(&self) -> Call<'_, Me> {
        Box::pin(async { Ok(api::rpc::me().await?) })
    }

    fn welcome(&self) -> Call<'_, Welcome> {
        Box::pin(async { Ok(api::rpc::welcome().await?) })
    }
}

impl From<NetError> for Trouble {
    fn from(error: NetError) -> Self {
        let NetError::Refused { code, body, .. } = error else {
            return Trouble::Offline;
        };
        match code.as_str() {
            "sign_in_needed" => Trouble::SignInNeeded,
            "other_account" => Trouble::OtherAccount,
            "number_taken" => Trouble::NumberTaken,
            "gap" => match serde_json::from_str::<Gap>(&body) {
                Ok(gap) => Trouble::Gap {
                    last_cseq: gap.last_cseq,
                },
                Err(_) => Trouble::Refused { code },
            },
            _ => Trouble::Refused { code },
        }
    }
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Offline => Trouble::Offline,
            ApiError::SignInNeeded => Trouble::SignInNeeded,
            other => Trouble::Refused {
                code: other.to_string(),
            },
        }
    }
}
