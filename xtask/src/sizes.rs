//! What a visitor downloads, compressed, against the limits that the design sets.

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::reach::reached;
use crate::site::Files;

/// Aim and hard limit, in thousands of bytes.
struct Budget {
    name: &'static str,
    target: u64,
    limit: u64,
}

const PAGE: Budget = Budget { name: "HTML and CSS of the first page", target: 15, limit: 25 };
const APP: Budget = Budget { name: "app, wasm and glue", target: 180, limit: 240 };
const EDITOR: Budget = Budget { name: "editor", target: 170, limit: 190 };
const LATER: Budget = Budget { name: "editor parts loaded later", target: 35, limit: 50 };
const ENGINE: Budget = Budget { name: "first engine, wasm and glue", target: 300, limit: 400 };
/// Not part of the first review: it is fetched after it, and takes the first engine's place. A rule costs about 1.7 KB;
/// the limit was 640 for half as many rules.
const WHOLE: Budget = Budget { name: "whole engine, loaded afterwards", target: 700, limit: 900 };
const RULES: Budget = Budget { name: "rules and the longest words of a category", target: 60, limit: 90 };
const SCRIPTS: Budget = Budget { name: "scripts other than the editor", target: 15, limit: 25 };
/// What a press loads: sharing, the .zip, the worker's start.
const ASKED: Budget = Budget { name: "scripts loaded when asked for", target: 30, limit: 48 };
const FIRST: Budget = Budget { name: "first review, everything", target: 700, limit: 900 };
/// The script and style of the rules' pages; what they share with the app is counted there.
const PAGES: Budget = Budget { name: "rule pages, script and style", target: 8, limit: 12 };
const EMBED: Budget = Budget { name: "embed, read-only", target: 330, limit: 450 };

/// A part of the download.
pub struct Size {
    /// What it is.
    pub name: String,
    /// Its size, compressed.
    pub bytes: u64,
    /// The aim, in bytes.
    pub target: u64,
    /// What it must not exceed, in bytes.
    pub limit: u64,
}

impl Size {
    /// Whether it is within the hard limit.
    pub fn fits(&self) -> bool {
        self.bytes <= self.limit
    }

    /// The size as a line of a table.
    pub fn line(&self) -> String {
        let verdict = match self.bytes {
            bytes if bytes > self.limit => "  over the limit",
            bytes if bytes > self.target => "  over the target",
            _ => "",
        };
        let kb = |bytes: u64| bytes as f64 / 1000.0;
        let (target, limit) = (kb(self.target), kb(self.limit));
        format!("  {:<34}{:>7.1} KB of {target:.0}, at most {limit:.0}{verdict}", self.name, kb(self.bytes))
    }
}

/// The sizes of a site, whose editor was bundled as the bundler's notes say.
pub fn measure(site: &Files, bundle: &str) -> Result<Vec<Size>> {
    let later = later(bundle)?;
    let all: Vec<Weighed> = site.iter().map(|(path, bytes)| Weighed::of(path, bytes, &later)).collect();
    let sum = |budget: &Budget, counts: &dyn Fn(&Weighed) -> bool| Size {
        name: budget.name.to_owned(),
        bytes: all.iter().filter(|file| counts(file)).map(|file| file.bytes).sum(),
        target: budget.target * 1000,
        limit: budget.limit * 1000,
    };
    let part = |budget: &Budget, part: Part| sum(budget, &|file| file.part == part);
    let words = all.iter().filter(|file| file.part == Part::Words).max_by_key(|file| file.bytes);
    let longest = words.map_or("", |file| file.path.as_str());
    let page = reached(site, "index.html");
    let embed = reached(site, "embed.html");
    let in_embed = |file: &Weighed| {
        let editable = matches!(file.part, Part::Editor | Part::Later | Part::App | Part::Whole | Part::Examples);
        file.path == "embed.js" || (embed.contains(&file.path) && !editable)
    };
    Ok(vec![
        sum(&PAGE, &|file| file.part == Part::Page && page.contains(&file.path)),
        part(&APP, Part::App),
        part(&EDITOR, Part::Editor),
        part(&LATER, Part::Later),
        part(&ENGINE, Part::Engine),
        part(&WHOLE, Part::Whole),
        sum(&RULES, &|file| file.part == Part::Rules || file.path == longest),
        part(&SCRIPTS, Part::Script),
        part(&ASKED, Part::Asked),
        sum(&FIRST, &|file| {
            let later = matches!(file.part, Part::Later | Part::Whole | Part::Examples | Part::Asked | Part::Texts);
            file.path == longest || (page.contains(&file.path) && !later)
        }),
        sum(&EMBED, &in_embed),
        part(&PAGES, Part::Pages),
    ])
}

/// The sizes as `sizes.json`.
pub fn json(sizes: &[Size]) -> String {
    let row = |size: &Size| json!({"name": size.name, "bytes": size.bytes, "target": size.target, "limit": size.limit, "fits": size.fits()});
    let all = json!({"unit": "bytes, gzip -9", "sizes": sizes.iter().map(row).collect::<Vec<Value>>()});
    format!("{all:#}\n")
}

/// The sizes in `sizes.json`.
pub fn read(text: &str) -> Option<Vec<Size>> {
    let all: Value = serde_json::from_str(text).ok()?;
    let number = |row: &Value, name: &str| row.get(name).and_then(Value::as_u64);
    let size = |row: &Value| {
        let name = row.get("name")?.as_str()?.to_owned();
        Some(Size { name, bytes: number(row, "bytes")?, target: number(row, "target")?, limit: number(row, "limit")? })
    };
    all.get("sizes")?.as_array()?.iter().map(size).collect()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Page,
    App,
    Editor,
    Later,
    Engine,
    Whole,
    /// The list of rules, without their words.
    Rules,
    /// Their words by category: a page fetches those that it shows.
    Words,
    /// All their words: for searching them and for SARIF.
    Texts,
    Examples,
    Pages,
    Script,
    Asked,
    Other,
}

struct Weighed {
    path: String,
    part: Part,
    bytes: u64,
}

impl Weighed {
    fn of(path: &str, bytes: &[u8], later: &BTreeSet<String>) -> Weighed {
        Weighed { path: path.to_owned(), part: part(inner(path), later), bytes: compressed(bytes) }
    }
}

fn part(path: &str, later: &BTreeSet<String>) -> Part {
    match path {
        "app.js" | "app_bg.wasm" => Part::App,
        "first.js" | "first_bg.wasm" => Part::Engine,
        "engine.js" | "engine_bg.wasm" => Part::Whole,
        "catalogue.json" => Part::Rules,
        "rules.json" => Part::Texts,
        _ if path.starts_with("words/") => Part::Words,
        _ if path.starts_with("examples/") => Part::Examples,
        _ if path.starts_with("pages/") => Part::Pages,
        _ if path.starts_with("snippets/") => Part::App,
        _ if path.starts_with("later/") => Part::Asked,
        _ if later.contains(path) => Part::Later,
        _ if path.starts_with("editor/") => Part::Editor,
        _ if path.ends_with(".html") || path.ends_with(".css") => Part::Page,
        _ if path.ends_with(".js") => Part::Script,
        _ => Part::Other,
    }
}

/// The path without the folder that carries the hash.
fn inner(path: &str) -> &str {
    path.strip_prefix("a/").and_then(|rest| rest.split_once('/')).map_or(path, |(_, rest)| rest)
}

fn compressed(bytes: &[u8]) -> u64 {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_or(0, |gz| gz.len() as u64)
}

/// The bundle's files that no chain of static imports reaches from its entry: they wait until they are needed.
fn later(bundle: &str) -> Result<BTreeSet<String>> {
    let notes: Value = serde_json::from_str(bundle).context("The bundler's notes on the editor cannot be read.")?;
    let outputs = notes.get("outputs").and_then(Value::as_object).context("The bundler's notes name no outputs.")?;
    let is_entry = |path: &str| path.ends_with("editor/index.js");
    let mut at_once: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&str> = outputs.keys().map(String::as_str).filter(|path| is_entry(path)).collect();
    while let Some(path) = waiting.pop() {
        if at_once.insert(path) {
            let imports = outputs.get(path).and_then(|output| output.get("imports")).and_then(Value::as_array);
            let needed =
                imports.into_iter().flatten().filter(|import| import.get("kind") != Some(&"dynamic-import".into()));
            waiting.extend(needed.filter_map(|import| import.get("path")?.as_str()));
        }
    }
    let file = |path: &str| format!("editor/{}", path.rsplit('/').next().unwrap_or(path));
    Ok(outputs.keys().filter(|path| !at_once.contains(path.as_str())).map(|path| file(path)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTES: &str = r#"{"outputs": {
        "target/site/editor/editor/index.js": {"imports": [
            {"path": "target/site/editor/editor/chunk-A.js", "kind": "import-statement"},
            {"path": "target/site/editor/editor/diff-B.js", "kind": "dynamic-import"}]},
        "target/site/editor/editor/chunk-A.js": {"imports": []},
        "target/site/editor/editor/diff-B.js": {"imports": []}}}"#;

    fn site() -> Files {
        let files: [(&str, &str); 14] = [
            ("index.html", r#"<script src="a/1f/app.js"></script>"#),
            ("embed.html", r#"<script src="a/1f/embed-view.js"></script>"#),
            ("embed.js", "x"),
            (
                "a/1f/app.js",
                "import './editor/index.js'; import './desk.js'; import('./later/share.js'); new URL('app_bg.wasm')",
            ),
            ("a/1f/later/share.js", "a link"),
            ("sw.js", "keeps"),
            ("a/1f/app_bg.wasm", "wasm"),
            ("a/1f/editor/index.js", "import './chunk-A.js'; import('./diff-B.js')"),
            ("a/1f/editor/chunk-A.js", "1"),
            ("a/1f/editor/diff-B.js", "2"),
            ("a/1f/embed-view.js", "import './desk.js'"),
            ("a/1f/desk.js", "import('./first.js'); import('./engine.js')"),
            ("a/1f/first.js", "the first engine"),
            ("a/1f/engine.js", "the whole engine, which is longer"),
        ];
        files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into()
    }

    #[test]
    fn what_is_imported_later_is_told_from_what_is_needed_at_once() {
        assert_eq!(later(NOTES).unwrap(), BTreeSet::from(["editor/diff-B.js".to_owned()]));
    }

    #[test]
    fn a_page_reaches_what_its_scripts_name() {
        let found = reached(&site(), "index.html");
        assert!(found.contains("a/1f/app_bg.wasm") && found.contains("a/1f/editor/diff-B.js"), "{found:?}");
        assert!(!found.contains("a/1f/embed-view.js"), "{found:?}");
    }

    #[test]
    fn each_file_is_counted_where_it_belongs() {
        let sizes = measure(&site(), NOTES).unwrap();
        let of = |name: &str| sizes.iter().find(|size| size.name == name).unwrap().bytes;
        let gz = |path: &str| compressed(&site()[path]);
        assert_eq!(of("editor"), gz("a/1f/editor/index.js") + gz("a/1f/editor/chunk-A.js"));
        assert_eq!(of("editor parts loaded later"), gz("a/1f/editor/diff-B.js"));
        assert_eq!(of("whole engine, loaded afterwards"), gz("a/1f/engine.js"));
        assert_eq!(of("scripts loaded when asked for"), gz("a/1f/later/share.js"));
        assert_eq!(
            of("scripts other than the editor"),
            gz("embed.js") + gz("a/1f/embed-view.js") + gz("a/1f/desk.js") + gz("sw.js")
        );
        let engine = gz("a/1f/desk.js") + gz("a/1f/first.js");
        assert_eq!(of("embed, read-only"), gz("embed.html") + gz("embed.js") + gz("a/1f/embed-view.js") + engine);
        let app = of("app, wasm and glue");
        assert_eq!(of("first review, everything"), gz("index.html") + app + of("editor") + engine);
    }

    #[test]
    fn a_limit_is_a_limit() {
        let size = |bytes| Size { name: "editor".to_owned(), bytes, target: 170_000, limit: 190_000 };
        assert!(size(190_000).fits() && !size(190_001).fits());
        assert!(
            size(190_001).line().ends_with("190.0 KB of 170, at most 190  over the limit"),
            "{}",
            size(190_001).line()
        );
        assert!(size(171_000).line().ends_with("over the target"));
    }

    #[test]
    fn sizes_are_read_as_they_were_written() {
        let sizes = measure(&site(), NOTES).unwrap();
        let again = read(&json(&sizes)).unwrap();
        assert_eq!(json(&again), json(&sizes));
    }
}
