//! Paths as text: folders, what lies above them, what a relative path means.

/// The folder of a file; empty for the one where the review starts.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(it, _)| it)
}

/// A folder and those above it, the nearest first, the start of the review last.
pub(crate) fn upwards(from: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(from), |it| (!it.is_empty()).then(|| folder(it)))
}

/// What a path means in a folder; `None` above the start of the review.
pub fn join(base: &str, path: &str) -> Option<String> {
    let mut joined = base.to_owned();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(folder(&joined).len()),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    Some(joined)
}

/// Whether a path lies in a folder, at any depth.
pub fn is_within(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|it| it.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_climbed() {
        assert_eq!(join("apps/api/src", "../../libs/x").as_deref(), Some("apps/libs/x"));
        assert_eq!(join("", "./src//a").as_deref(), Some("src/a"));
        assert_eq!(join("a", ".."), Some(String::new()));
        assert_eq!(join("a", "../../b"), None);
        assert_eq!(upwards("a/b").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert!(is_within("a/b.ts", "a") && !is_within("ab/c.ts", "a") && is_within("x.ts", ""));
    }
}
