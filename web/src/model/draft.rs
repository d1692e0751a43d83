//! The draft kept in this browser, and what to do when a link meets it.

use serde::{Deserialize, Serialize};

use super::{names, share::Shared};

/// Files as they were left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Paths and texts in the order of the tabs.
    pub f: Vec<(String, String)>,
    /// The open file.
    #[serde(default)]
    pub a: String,
}

impl Draft {
    /// Whether there is nothing to lose.
    pub fn is_empty(&self) -> bool {
        self.f.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Whether a link holds the same files, so that there is nothing to ask.
    pub fn same_as(&self, shared: &Shared) -> bool {
        self.f == shared.f
    }

    /// The draft with the link's files after it; a name that is taken gets a number.
    pub fn beside(&self, shared: &Shared) -> Draft {
        let mut files: Vec<(String, String)> =
            self.f.iter().filter(|(_, text)| !text.trim().is_empty()).cloned().collect();
        let mut active = self.a.clone();
        for (path, text) in &shared.f {
            let taken: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
            let name = names::free(path, &taken);
            if *path == shared.a {
                active.clone_from(&name);
            }
            files.push((name, text.clone()));
        }
        Draft { f: files, a: active }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> (String, String) {
        (path.to_owned(), text.to_owned())
    }

    #[test]
    fn blank_files_are_nothing_to_lose() {
        assert!(Draft { f: vec![file("a.ts", " \n")], a: String::new() }.is_empty());
        assert!(!Draft { f: vec![file("a.ts", "x")], a: String::new() }.is_empty());
    }

    #[test]
    fn beside_keeps_both_and_opens_the_links_file() {
        let draft = Draft { f: vec![file("a.ts", "mine"), file("b.ts", "")], a: "a.ts".to_owned() };
        let shared = Shared { f: vec![file("a.ts", "theirs")], a: "a.ts".to_owned(), sel: None, std: None };
        let both = draft.beside(&shared);
        assert_eq!(both.f, [file("a.ts", "mine"), file("a-2.ts", "theirs")]);
        assert_eq!(both.a, "a-2.ts");
        assert!(!draft.same_as(&shared));
    }
}
