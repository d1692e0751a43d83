//! The HTTP headers of the site: one table for the local server and for the host's `_headers` file.

/// A header's name and value.
pub type Header = (&'static str, String);

/// Whatever may run, load or be asked for comes from the site itself; nothing leaves it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors ";
const ASK_AGAIN: &str = "no-cache";
const FOREVER: &str = "public, max-age=31536000, immutable";

/// What is said with the files of one path.
struct Dress {
    path: &'static str,
    frame_ancestors: &'static str,
    cache: &'static str,
    any_origin: bool,
}

impl Dress {
    /// A page of the app.
    const fn page(path: &'static str) -> Dress {
        Dress { path, frame_ancestors: "'self'", cache: ASK_AGAIN, any_origin: false }
    }

    fn matches(&self, path: &str) -> bool {
        self.path.strip_suffix('*').map_or(self.path == path, |start| path.starts_with(start))
    }

    fn headers(&self) -> Vec<Header> {
        let mut headers = vec![
            ("Content-Security-Policy", format!("{POLICY}{}", self.frame_ancestors)),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "no-referrer".to_owned()),
            ("Cache-Control", self.cache.to_owned()),
        ];
        if self.any_origin {
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
        headers
    }
}

/// Paths do not overlap: hosts join the headers of all that match, and two policies would both hold.
const TABLE: [Dress; 8] = [
    Dress::page("/"),
    Dress::page("/index.html"),
    Dress::page("/rules/*"),
    Dress::page("/sizes.json"),
    // Kept for a day, it would hold back a new site for a day.
    Dress::page("/sw.js"),
    // The page inside other people's pages, and the script that those pages load, as a module perhaps.
    Dress { frame_ancestors: "*", ..Dress::page("/embed.html") },
    Dress { any_origin: true, ..Dress::page("/embed.js") },
    // The folder's name is the hash of what is in it. A worker obeys the policy of its own script.
    Dress { cache: FOREVER, ..Dress::page("/a/*") },
];

/// The headers of a path; one that is not in the table is treated as a page.
pub fn of(path: &str) -> Vec<Header> {
    TABLE.iter().find(|dress| dress.matches(path)).unwrap_or(&TABLE[0]).headers()
}

/// The table: each path, where `*` stands for all that follows, with its headers. The first one is the one for paths of no row.
pub fn table() -> Vec<(&'static str, Vec<Header>)> {
    TABLE.iter().map(|dress| (dress.path, dress.headers())).collect()
}

/// The table in the form that Netlify and Cloudflare Pages read.
pub fn file() -> String {
    let mut text = String::new();
    for dress in &TABLE {
        text += dress.path;
        for (name, value) in dress.headers() {
            text += &format!("\n  {name}: {value}");
        }
        text += "\n";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TESTED: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
        connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; \
        base-uri 'none'; form-action 'none'; frame-ancestors ";

    fn value(path: &str, name: &str) -> Option<String> {
        of(path).into_iter().find(|(header, _)| *header == name).map(|(_, value)| value)
    }

    #[test]
    fn the_policy_is_the_tested_one() {
        let policy = |path| value(path, "Content-Security-Policy").unwrap();
        assert_eq!(policy("/"), format!("{TESTED}'self'"));
        assert_eq!(policy("/a/1f/worker.js"), format!("{TESTED}'self'"));
        assert_eq!(policy("/nowhere"), format!("{TESTED}'self'"));
        assert_eq!(policy("/embed.html"), format!("{TESTED}*"));
    }

    #[test]
    fn only_hashed_files_are_kept_and_only_the_loader_is_for_everyone() {
        assert_eq!(value("/a/1f/app.js", "Cache-Control").as_deref(), Some("public, max-age=31536000, immutable"));
        assert_eq!(value("/embed.html", "Cache-Control").as_deref(), Some("no-cache"));
        assert_eq!(value("/sw.js", "Cache-Control").as_deref(), Some("no-cache"));
        assert_eq!(value("/embed.js", "Cache-Control").as_deref(), Some("no-cache"));
        assert_eq!(value("/embed.js", "Access-Control-Allow-Origin").as_deref(), Some("*"));
        assert_eq!(value("/a/1f/app.js", "Access-Control-Allow-Origin").as_deref(), None);
    }

    #[test]
    fn the_file_has_a_block_per_path() {
        let file = file();
        assert!(file.contains("\n/embed.js\n  Content-Security-Policy: default-src 'none'; "), "{file}");
        assert_eq!(file.matches("\n  X-Content-Type-Options: nosniff\n").count(), TABLE.len());
    }
}
