//! What comes along with an exchange of operations: figures and people.

use super::remote::Site;
use crate::state::{Stores, notes::Note};
use crate::storage::StorageError;
use domain::role::Permission;
use sync::device::{self, Halt};

/// Operations both ways, then figures. Whether anything on this device changed.
///
/// # Errors
/// What stopped it; what was done until then is kept.
pub async fn exchange(stores: Stores, site: &dyn Site) -> Result<bool, Halt<StorageError>> {
    let reader = stores.rollups.reader_now();
    let reads = reader.map_or_else(
        || stores.account.may_now(Permission::Reports),
        |reader| reader.reports,
    );
    stores.log.read_reports(reads);
    let changed = device::exchange(&stores.log, site).await?;
    let counted = figures(stores, site).await?;
    Ok(changed || counted)
}

async fn figures(stores: Stores, site: &dyn Site) -> Result<bool, Halt<StorageError>> {
    let before = stores.rollups.head_now();
    let mut news = site.rollups(before).await?;
    let (kept, now) = (stores.rollups.reader_now(), news.reader);
    if let Some(now) = now {
        if before > 0 && kept.map(|kept| kept.role) != Some(now.role) {
            // What was kept is for another role: it may show what this one must not see.
            stores.rollups.replace(None);
            news = site.rollups(0).await?;
        }
        if stores.account.role() != now.role {
            stores.status.ask_who();
        }
    }
    let changed =
        news.head != before || kept != now || !news.campaigns.is_empty() || !news.pools.is_empty();
    if changed {
        let all = stores.rollups.merge(news);
        let kept = stores.keep(Note::Rollups, &all).await;
        kept.map_err(Halt::Storage)?;
    }
    Ok(changed)
}

/// What changes rarely: people, tablets, who we are here, and the server's public address. False when another account is signed
/// in.
///
/// # Errors
/// What stopped it.
pub async fn confirm(stores: Stores, site: &dyn Site) -> Result<bool, Halt<StorageError>> {
    let me = site.me().await?;
    if !stores.account.is(&me) {
        return Ok(false);
    }
    let welcome = site.welcome().await?;
    stores.account.confirm(me, &welcome);
    let people = site.people().await?;
    let kept = stores.keep(Note::People, &people).await;
    kept.map_err(Halt::Storage)?;
    stores.people.replace(people);
    let tablets = site.tablets().await?;
    let kept = stores.keep(Note::Tablets, &tablets).await;
    kept.map_err(Halt::Storage)?;
    stores.people.replace_tablets(tablets);
    Ok(true)
}
