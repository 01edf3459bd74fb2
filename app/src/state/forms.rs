//! Questionnaires in XLSForm: the server reads the file and says what it would become. Online only; nothing is written.

use crate::net::{self, NetError, Stop};
use api::model::FormReport;
use domain::{Lang, campaign::QuestionnaireRef};

/// # Errors
/// Offline or stopped, or a file that cannot be read.
pub async fn read(file: &web_sys::File, lang: Lang, stop: &Stop) -> Result<FormReport, NetError> {
    let lang = match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    };
    let name = file.name();
    let title = name
        .rsplit_once('.')
        .map_or(name.as_str(), |(stem, _)| stem);
    let title = String::from(js_sys::encode_uri_component(title));
    let url = format!("/app/import/v1/questionnaires?lang={lang}&title={title}");
    net::post_file(&url, file, stop).await
}

/// Where a published version can be had as a workbook.
pub fn export_path(of: &QuestionnaireRef) -> String {
    let key = String::from(js_sys::encode_uri_component(&of.key));
    format!(
        "/app/export/v1/questionnaires/{key}/{}/form.xlsx",
        of.version
    )
}
