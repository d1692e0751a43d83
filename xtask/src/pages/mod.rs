//! The rules' pages: plain HTML, written from the rules' own words; they read without scripts.

mod catalogue;
mod code;
mod examples;
mod facets;
mod frame;
mod prose;
mod rule;
mod standard;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use analyzer::report::{ExamplePage, RulePage};
use anyhow::{Context, Result};

use crate::build::{part, step};
use crate::run;
use crate::toolchain::Toolchain;

use code::Colours;

/// What the pages are made from besides the rules.
const SOURCES: [&str; 3] = ["xtask/src/pages", "analyzer/src/report/lines.rs", "pkg/engine"];
/// Colours code with the package's own engine.
const COLOURS: &str = "xtask/src/pages/colours.mjs";
/// Says what each preset leaves out, in the same way.
const PRESETS: &str = "xtask/src/pages/presets.mjs";

/// Pages by their place in the site.
pub type Pages = BTreeMap<String, String>;

/// The rules that each preset leaves out.
pub type Presets = BTreeMap<String, BTreeSet<String>>;

/// Writes the pages into their part of the site, unless nothing they are made from has changed.
pub fn build(toolchain: &Toolchain) -> Result<()> {
    let out = part("pages");
    let inputs: Vec<&str> = SOURCES.into_iter().chain(["target/site/rules"]).collect();
    step("rule pages", &inputs, &[], out.clone(), || {
        let rules = rules()?;
        let mut node = toolchain.node.command("node")?;
        let said = run::output(node.arg(COLOURS).arg(part("rules").join("examples")))?;
        let colours = serde_json::from_str(&said).context("The colours of the examples cannot be read.")?;
        let said = run::output(toolchain.node.command("node")?.arg(PRESETS))?;
        let presets = serde_json::from_str(&said).context("The rules of the presets cannot be read.")?;
        fs::remove_dir_all(&out).ok();
        for (path, text) in all(&rules, &colours, &presets) {
            write(&out.join(path), &text)?;
        }
        Ok(())
    })
}

/// Every page.
fn all(rules: &[RulePage], colours: &Colours, presets: &Presets) -> Pages {
    let mut pages = Pages::new();
    pages.insert("rules/index.html".to_owned(), catalogue::page(rules, presets));
    pages.insert("rules/standard/index.html".to_owned(), standard::page(rules));
    for (at, rule) in rules.iter().enumerate() {
        let near = |to: Option<usize>| to.and_then(|it| rules.get(it)).filter(|it| it.category == rule.category);
        let beside = [near(at.checked_sub(1)), near(Some(at + 1))];
        pages.insert(format!("rules/{}/index.html", rule.id), rule::page(rule, beside, colours));
    }
    pages
}

/// The rules with their examples, which lie apart.
fn rules() -> Result<Vec<RulePage>> {
    let folder = part("rules");
    let mut rules: Vec<RulePage> = read(&folder.join("rules.json"))?;
    let mut known: BTreeMap<String, BTreeMap<String, Vec<ExamplePage>>> = BTreeMap::new();
    for rule in &mut rules {
        if !known.contains_key(&rule.category) {
            let file = folder.join(format!("examples/{}.json", rule.category));
            known.insert(rule.category.clone(), read(&file)?);
        }
        rule.examples = known.get_mut(&rule.category).and_then(|it| it.remove(&rule.id)).unwrap_or_default();
    }
    Ok(rules)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read.", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} cannot be understood.", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("{} cannot be written.", path.display()))
}

#[cfg(test)]
mod tests;
