//! Questionnaires in XLSForm: a file in becomes a report with the questionnaire it would make; a published version goes
//! out as a workbook. Neither writes anything.

use crate::{
    auth::Plan,
    files::{read_form, write_form},
    http::{
        error::{Problem, unexpected},
        state::{AppState, SignedIn},
    },
};
use api::model::{FormFate, FormFinding, FormQuestion, FormReport};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, PathRejection, QueryRejection},
    },
    http::header,
    response::{IntoResponse, Response},
};
use domain::{Lang, campaign::QuestionnaireRef};
use serde::Deserialize;
use xlsform::{Defaults, Fate, Finding, Imported, Level, Outcome, export, import};

/// Findings in an answer.
const FINDINGS_MAX: usize = 1_000;

#[derive(Deserialize)]
pub(crate) struct FormQuery {
    /// Of wordings that name no language.
    #[serde(default)]
    lang: Lang,
    /// Of a form that has none, for example its file's name.
    #[serde(default)]
    title: String,
}

/// The body is the file as it is.
pub(crate) async fn read(
    SignedIn(actor): SignedIn,
    query: Result<Query<FormQuery>, QueryRejection>,
    file: Result<Bytes, BytesRejection>,
) -> Result<Json<FormReport>, Problem> {
    let Query(FormQuery { lang, title }) = query?;
    actor.granted::<Plan>()?;
    let file = file?;
    // Away from the threads that answer others.
    let read = tokio::task::spawn_blocking(move || {
        let sheets = read_form(&file)?;
        Ok::<_, Problem>(report(import(&sheets, &Defaults { title, lang })))
    });
    read.await.map_err(unexpected)?.map(Json)
}

/// `…/questionnaires/{key}/{version}/form.xlsx`
pub(crate) async fn write(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    path: Result<Path<(String, u32)>, PathRejection>,
) -> Result<Response, Problem> {
    let Path((key, version)) = path?;
    let reference = QuestionnaireRef { key, version };
    let actor = actor.granted::<Plan>()?;
    let questionnaire = state.app.questionnaire(&actor, &reference).await?;
    let sheets = export(&questionnaire).map_err(unexpected)?;
    let bytes = write_form(&sheets).map_err(unexpected)?;
    let headers = [
        (header::CONTENT_TYPE, super::export::XLSX.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file_name(&reference)),
        ),
    ];
    Ok((headers, bytes).into_response())
}

fn file_name(QuestionnaireRef { key, version }: &QuestionnaireRef) -> String {
    let plain = |sign: &char| sign.is_ascii_alphanumeric() || "._-".contains(*sign);
    let key: String = key.chars().filter(plain).collect();
    format!("{key}.v{version}.xlsx")
}

fn report(imported: Imported) -> FormReport {
    let found = u32::try_from(imported.findings.len()).unwrap_or(u32::MAX);
    let findings = imported.findings.into_iter().take(FINDINGS_MAX);
    FormReport {
        questionnaire: imported.questionnaire,
        questions: imported.outcomes.into_iter().map(question).collect(),
        findings: findings.map(finding).collect(),
        found,
    }
}

fn question(outcome: Outcome) -> FormQuestion {
    FormQuestion {
        row: outcome.row,
        name: outcome.name,
        kind: outcome.kind,
        fate: match outcome.fate {
            Fate::Accepted => FormFate::Accepted,
            Fate::Degraded => FormFate::Degraded,
            Fate::LeftOut => FormFate::LeftOut,
            Fate::Refused => FormFate::Refused,
        },
        key: outcome.key,
    }
}

fn finding(finding: Finding) -> FormFinding {
    FormFinding {
        sheet: finding.sheet,
        row: finding.row,
        column: finding.column,
        code: finding.code.name().to_owned(),
        refused: finding.code.level() == Level::Refused,
        detail: finding.detail,
    }
}
