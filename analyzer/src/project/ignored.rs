//! `.gitignore` and `.dockerignore`: which paths they keep out.

use super::Project;
use super::path::{folder, is_within};

impl Project<'_> {
    /// Whether a file of ignored paths keeps a path out; `None` if there is no such file around it.
    pub fn ignored_by(&self, name: &str, path: &str) -> Option<bool> {
        let mut decided = None;
        // Files are sorted, so those of deeper folders come later and win.
        let named = self.files.iter().zip(&self.file_names).filter(|(_, it)| **it == name).map(|(it, _)| it);
        for file in named.filter(|it| is_within(path, folder(&it.path))) {
            let from = folder(&file.path);
            let below = path.get(from.len()..).unwrap_or_default().trim_start_matches('/');
            let found = file.text.lines().filter_map(|it| decides(it.trim(), below)).next_back();
            decided = Some(found.or(decided).unwrap_or(false));
        }
        decided
    }
}

/// What one line says of a path, if it speaks of it.
fn decides(line: &str, path: &str) -> Option<bool> {
    let (pattern, ignores) = match line.strip_prefix('!') {
        Some(rest) => (rest, false),
        None => (line, true),
    };
    (!pattern.is_empty() && !pattern.starts_with('#')).then_some(())?;
    let inner = pattern.trim_end_matches('/');
    let rooted = inner.trim_start_matches('/');
    // A pattern without a slash inside speaks of every folder; one that names a folder speaks of all that is in it.
    let anchored = if inner.contains('/') { rooted.to_owned() } else { format!("**/{rooted}") };
    let fits = fast_glob::glob_match(&anchored, path) || fast_glob::glob_match(format!("{anchored}/**"), path);
    fits.then_some(ignores)
}

#[cfg(test)]
mod tests {
    use super::decides;

    #[test]
    fn lines_and_paths() {
        for (line, path, says) in [
            (".env", ".env", Some(true)),
            (".env", "apps/api/.env", Some(true)),
            ("/.env", "apps/api/.env", None),
            ("/.env", ".env", Some(true)),
            (".env*", ".env.production", Some(true)),
            ("*.env", "prisma/.env", Some(true)),
            ("**/.env", "prisma/.env", Some(true)),
            ("prisma/", "prisma/.env", Some(true)),
            ("apps/*/.env", "apps/api/.env", Some(true)),
            ("!.env", ".env", Some(false)),
            ("# .env", ".env", None),
            ("", ".env", None),
            (".env.local", ".env", None),
        ] {
            assert_eq!(decides(line, path), says, "{line} of {path}");
        }
    }
}
