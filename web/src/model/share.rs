//! What a share link holds.

use serde::Deserialize;

use super::names;

/// The object in a link, as far as the page reads it. Links are read forever: fields may be added, never changed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Shared {
    /// Paths and texts in the order of the tabs.
    pub f: Vec<(String, String)>,
    /// The open file.
    #[serde(default)]
    pub a: String,
    /// The selected finding's fingerprint.
    #[serde(default)]
    pub sel: Option<String>,
    /// The standard it was reviewed by: the text of a `nestor.json`.
    #[serde(default)]
    pub std: Option<String>,
}

impl Shared {
    /// With names that are safe and given once, whoever made the link.
    pub fn sanitised(mut self) -> Shared {
        let mut taken: Vec<String> = Vec::new();
        let active = std::mem::take(&mut self.a);
        for (path, _) in &mut self.f {
            let clean = names::cleaned(path);
            let name = names::free(if clean.is_empty() { "untitled.ts" } else { &clean }, &taken);
            if *path == active {
                self.a.clone_from(&name);
            }
            taken.push(name.clone());
            *path = name;
        }
        self
    }
}

/// `12,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What to say of a link that cannot be read, by the code of the failure.
pub fn failure(code: &str, characters: usize) -> String {
    match code {
        "newer" => {
            "This link was made with a newer version of Nestor. Reload the page to get it, then open the link again."
                .to_owned()
        }
        "absent" => {
            "This link could not be opened: a part of the page could not be fetched. Check the connection, then reload."
                .to_owned()
        }
        "too-large" => "This link holds more than a link may hold here, so it was not opened.".to_owned(),
        _ => format!(
            "This link is damaged: it may have been cut at {} characters. Ask for it again. Your own draft is untouched.",
            grouped(characters)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_is_the_one_of_the_first_links() {
        let json = r#"{"v":1,"f":[["a.ts","let a"]],"a":"a.ts"}"#;
        let shared: Shared = serde_json::from_str(json).expect("a link of version 1");
        assert_eq!(shared.f, [("a.ts".to_owned(), "let a".to_owned())]);
    }

    #[test]
    fn names_in_a_link_are_made_safe() {
        let file = |path: &str| (path.to_owned(), String::new());
        let shared =
            Shared { f: vec![file("../x"), file("x"), file("..")], a: "../x".to_owned(), sel: None, std: None };
        let shared = shared.sanitised();
        let names: Vec<_> = shared.f.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["x", "x-2", "untitled.ts"]);
        assert_eq!(shared.a, "x");
    }

    #[test]
    fn a_damaged_link_says_how_long_it_is() {
        assert!(failure("damaged", 65_537).contains(" 65,537 characters"));
        assert_eq!(grouped(12), "12");
    }
}
