//! The ports to the server over HTTP, and the one to what it knows beside the log. Tests answer from memory.

use crate::net::{self, NetError};
use api::{
    ApiError,
    model::{Me, Person, TabletHolds, Welcome},
};
use domain::ids::{OrgId, PersonId};
use sync::{
    Scope,
    device::{Call, Position, Remote, Trouble},
    wire::{ACCOUNT_HEADER, Gap, Keys, MARK_HEADER, PULL_OPS_MAX, Page, Push, Pushed, Rollups},
};

/// The log, and what comes along with it.
pub trait Site: Remote {
    fn rollups(&self, after: u64) -> Call<'_, Rollups>;
    fn people(&self) -> Call<'_, Vec<Person>>;
    fn tablets(&self) -> Call<'_, Vec<TabletHolds>>;
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

    pub(crate) fn headers(&self) -> [(&str, &str); 1] {
        [(ACCOUNT_HEADER, &self.account)]
    }
}

impl Remote for Http {
    fn push(&self, push: Push) -> Call<'_, Pushed> {
        Box::pin(async move {
            let pushed = net::post("/app/sync/v1/push", &self.headers(), &push).await;
            pushed.map_err(trouble)
        })
    }

    fn pull(&self, scope: Scope, from: Position) -> Call<'_, Page> {
        let (after, mark) = (from.next(scope), from.trust.head);
        // Epochs are made of letters, digits and hyphens: nothing to escape.
        let epoch = from.epoch.map(|epoch| format!("&epoch={epoch}"));
        let epoch = epoch.unwrap_or_default();
        let scope = scope.name();
        let url =
            format!("/app/sync/v1/pull?scope={scope}&after={after}{epoch}&limit={PULL_OPS_MAX}");
        Box::pin(async move {
            let mark = mark.and_then(|mark| serde_json::to_string(&mark).ok());
            let mut headers = self.headers().to_vec();
            headers.extend(mark.as_deref().map(|mark| (MARK_HEADER, mark)));
            net::get(&url, &headers).await.map_err(trouble)
        })
    }

    fn keys(&self) -> Call<'_, Keys> {
        Box::pin(async {
            net::get("/app/sync/v1/keys", &self.headers())
                .await
                .map_err(trouble)
        })
    }
}

impl Site for Http {
    fn rollups(&self, after: u64) -> Call<'_, Rollups> {
        let url = format!("/app/sync/v1/rollups?after={after}");
        Box::pin(async move { net::get(&url, &self.headers()).await.map_err(trouble) })
    }

    fn people(&self) -> Call<'_, Vec<Person>> {
        Box::pin(async { api::rpc::people().await.map_err(failed) })
    }

    fn tablets(&self) -> Call<'_, Vec<TabletHolds>> {
        Box::pin(async { api::rpc::tablets_hold().await.map_err(failed) })
    }

    fn me(&self) -> Call<'_, Me> {
        Box::pin(async { api::rpc::me().await.map_err(failed) })
    }

    fn welcome(&self) -> Call<'_, Welcome> {
        Box::pin(async { api::rpc::welcome().await.map_err(failed) })
    }
}

fn trouble(error: NetError) -> Trouble {
    let NetError::Refused { code, body, .. } = error else {
        return Trouble::Offline;
    };
    match code.as_str() {
        "sign_in_needed" => Trouble::SignInNeeded,
        "other_account" => Trouble::OtherAccount,
        "number_taken" => Trouble::NumberTaken,
        "scope_gone" => Trouble::ScopeGone,
        "gap" => match serde_json::from_str::<Gap>(&body) {
            Ok(gap) => Trouble::Gap {
                last_cseq: gap.last_cseq,
            },
            Err(_) => Trouble::Refused { code },
        },
        _ => Trouble::Refused { code },
    }
}

fn failed(error: ApiError) -> Trouble {
    match error {
        ApiError::Offline => Trouble::Offline,
        ApiError::SignInNeeded => Trouble::SignInNeeded,
        other => Trouble::Refused {
            code: other.to_string(),
        },
    }
}
