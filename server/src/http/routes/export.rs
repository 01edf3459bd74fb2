//! `/app/export/v1`: results as files.

use crate::{
    auth::Answers,
    export::{file_stem, sheets},
    files::{write_csv, write_xlsx},
    http::{
        error::{Problem, unexpected},
        state::{AppState, SignedIn},
    },
};
use axum::{
    body::Body,
    extract::{
        Path, Query, State,
        rejection::{PathRejection, QueryRejection},
    },
    http::header,
    response::{IntoResponse, Response},
};
use domain::{Lang, ids::CampaignId};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct ExportQuery {
    #[serde(default)]
    lang: Lang,
}

const CSV: &str = "text/csv; charset=utf-8";
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `…/campaigns/{id}/results.csv` or `results.xlsx`.
pub(crate) async fn campaign(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    path: Result<Path<(CampaignId, String)>, PathRejection>,
    query: Result<Query<ExportQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Path((campaign, file)) = path?;
    let Query(ExportQuery { lang }) = query?;
    let ending = match file.as_str() {
        "results.csv" => "csv",
        "results.xlsx" => "xlsx",
        _ => return Err(Problem::NotFound),
    };
    let actor = actor.granted::<Answers>()?;
    let sheet = state.app.campaign_sheet(&actor, campaign).await?;
    let name = format!("{}.{ending}", file_stem(&sheet, lang));
    let sheets = sheets(&sheet, lang);
    let (kind, bytes) = if ending == "csv" {
        (CSV, write_csv(&sheets, lang))
    } else {
        (XLSX, write_xlsx(&sheets).map_err(unexpected)?)
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// `…/quarantine.json`: everything that was not taken.
pub(crate) async fn quarantine(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
) -> Result<Response, Problem> {
    let file = state.app.quarantine_file(&actor.granted()?).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"boucle-quarantaine.json\"",
        ),
    ];
    Ok((headers, Body::from_stream(file)).into_response())
}
