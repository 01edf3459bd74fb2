//! The one page the server writes itself.

/// Shown for an address that does not exist, in both languages: nobody has chosen one here. The back end cannot know
/// which front end the reader came for, so both ways out are offered.
pub(super) fn not_found(stylesheet: Option<&str>) -> String {
    let style = stylesheet.map_or(String::new(), |path| {
        format!("\n    <link rel=\"stylesheet\" href=\"{path}\" />")
    });
    NOT_FOUND.replace("<!-- style -->", &style)
}

const NOT_FOUND: &str = r#"<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>Page introuvable – Boucle</title><!-- style -->
  </head>
  <body>
    <main class="gate">
      <div class="card">
        <h1>Cette page n’existe pas</h1>
        <p>L’adresse est peut-être incomplète, ou la page a changé de place.</p>
        <p><a href="/app/">Ouvrir l’espace de travail</a></p>
        <p><a href="/r/">Répondre à un questionnaire</a></p>
        <section lang="en">
          <h2>This page does not exist</h2>
          <p>The address may be incomplete, or the page has moved.</p>
          <p><a href="/app/">Open the workspace</a></p>
          <p><a href="/r/">Answer a questionnaire</a></p>
        </section>
      </div>
    </main>
  </body>
</html>
"#;
