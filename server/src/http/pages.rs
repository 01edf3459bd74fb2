//! The pages the server writes itself: in both languages at once, for nobody has chosen one here.

/// What a page says, as HTML: in French with its heading, then the same in English.
pub(super) struct Page {
    pub title: &'static str,
    pub french: &'static str,
    pub english: &'static str,
}

/// For an address that does not exist. The back end cannot know which front end the reader came for, so both ways out are
/// offered.
pub(super) const NOT_FOUND: Page = Page {
    title: "Page introuvable",
    french: r#"<h1>Cette page n’existe pas</h1>
        <p>L’adresse est peut-être incomplète, ou la page a changé de place.</p>
        <p><a href="/app/">Ouvrir l’espace de travail</a></p>
        <p><a href="/r/">Répondre à un questionnaire</a></p>"#,
    english: r#"<h2>This page does not exist</h2>
          <p>The address may be incomplete, or the page has moved.</p>
          <p><a href="/app/">Open the workspace</a></p>
          <p><a href="/r/">Answer a questionnaire</a></p>"#,
};

impl Page {
    /// `stylesheet`: where that of a front end is, if one is built.
    pub(super) fn html(&self, stylesheet: Option<&str>) -> String {
        let style = stylesheet.map_or(String::new(), |path| {
            format!("\n    <link rel=\"stylesheet\" href=\"{path}\" />")
        });
        FRAME
            .replace("<!-- title -->", self.title)
            .replace("<!-- style -->", &style)
            .replace("<!-- french -->", self.french)
            .replace("<!-- english -->", self.english)
    }
}

const FRAME: &str = r#"<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title><!-- title --> – Boucle</title><!-- style -->
  </head>
  <body>
    <main class="gate">
      <div class="card">
        <!-- french -->
        <section class="section" lang="en">
          <!-- english -->
        </section>
      </div>
    </main>
  </body>
</html>
"#;
