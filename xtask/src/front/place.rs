//! The two places of the site: each has its page, its style, its service worker and its weight limit.

/// One kB of the page-weight bars.
const KB: u64 = 1000;

pub(crate) struct Place {
    /// Name of the binary in `app/src/bin`, of the style's entry file and of the page.
    pub(crate) name: &'static str,
    /// Folder below `dist/` and below `public/`, and path on the server.
    pub(crate) folder: &'static str,
    /// Limit for everything a first visit loads, compressed with brotli.
    pub(crate) first_load_bytes_max: u64,
}

impl Place {
    /// Source of the page.
    pub(crate) fn page(&self) -> String {
        format!("app/{}.html", self.name)
    }

    pub(crate) fn style(&self) -> String {
        format!("style/{}.css", self.name)
    }

    /// Path on the server; also the scope of the service worker.
    pub(crate) fn base(&self) -> String {
        format!("/{}/", self.folder)
    }
}

pub(crate) const PLACES: &[Place] = &[
    Place {
        name: "workspace",
        folder: "app",
        first_load_bytes_max: 600 * KB,
    },
    Place {
        name: "respond",
        folder: "r",
        first_load_bytes_max: 250 * KB,
    },
];
