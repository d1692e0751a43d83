//! The site: everything but two pages and the loader in one folder that is named by its content.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::build::part;
use crate::engine::FIRST;
use crate::headers;
use crate::hosting;
use crate::run;
use crate::say::Line;
use crate::sizes;
use crate::stamp::{self, Stamp};

/// What the pages write where the folder's name belongs.
const PLACE: &str = "{assets}";
/// The script that other pages include: its address never changes.
const LOADER: &str = "embed.js";
/// The script that keeps the site in the browser; it governs the folder it lies in.
const KEEPER: &str = "sw.js";
/// What it keeps, beside the pages.
const LIST: &str = "files.json";

/// Files by their place in the site.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The site's folder.
pub fn dist() -> PathBuf {
    run::root().join("dist")
}

/// Puts the parts together, unless the site already is what they make.
pub fn assemble() -> Result<()> {
    let line = Line::begin("site");
    let mut site = Files::new();
    let mut assets = assets()?;
    let home = format!("a/{}", name(&assets));
    assets.insert(LIST.to_owned(), serde_json::to_vec(&assets.keys().collect::<Vec<_>>())?);
    for (page, source) in [("index.html", "index.html"), ("embed.html", "web/embed.html")] {
        site.insert(page.to_owned(), page_text(source, &home)?.into_bytes());
    }
    for (page, text) in rule_pages()? {
        site.insert(page, text.replace(PLACE, &home).into_bytes());
    }
    site.insert(LOADER.to_owned(), read(&part("scripts").join(LOADER))?);
    site.insert("_headers".to_owned(), headers::file().into_bytes());
    site.extend(hosting::files());
    site.extend(assets.into_iter().map(|(path, bytes)| (format!("{home}/{path}"), bytes)));
    site.insert(KEEPER.to_owned(), keeper(&read_text(&part("scripts").join(KEEPER))?, &home, &name(&site)));
    let stamp = Stamp::of("site", &[], &[&name(&site), &read_text(&part("editor").join("meta.json"))?])?;
    if stamp.fresh(&[dist()]) {
        line.end("unchanged, checked");
        return Ok(());
    }
    let sizes = sizes::measure(&site, &read_text(&part("editor").join("meta.json"))?)?;
    site.insert("sizes.json".to_owned(), sizes::json(&sizes).into_bytes());
    write(&site)?;
    stamp.keep(&[dist()])?;
    line.end("assembled");
    Ok(())
}

/// What is reached from the pages, in the layout in which the scripts import each other.
fn assets() -> Result<Files> {
    let mut assets = Files::new();
    take(&mut assets, &part(FIRST), "")?;
    take(&mut assets, &run::root().join("pkg/engine"), "")?;
    take(&mut assets, &part("app"), "")?;
    take(&mut assets, &part("editor/editor"), "editor/")?;
    take(&mut assets, &part("scripts"), "")?;
    take(&mut assets, &part("later"), "later/")?;
    let icons = run::root().join("web/icons");
    if icons.exists() {
        take(&mut assets, &icons, "icons/")?;
    }
    take(&mut assets, &part("rules"), "")?;
    assets.remove(LOADER);
    assets.remove(KEEPER);
    assets.retain(|path, _| !path.ends_with(".d.ts"));
    Ok(assets)
}

/// The rules' pages, which write the way to the root themselves.
fn rule_pages() -> Result<BTreeMap<String, String>> {
    let mut files = Files::new();
    take(&mut files, &part("pages"), "")?;
    let text = |bytes| String::from_utf8(bytes).context("A rule's page is not text.");
    files.into_iter().map(|(path, bytes)| Ok((path, text(bytes)?))).collect()
}

fn take(assets: &mut Files, folder: &Path, below: &str) -> Result<()> {
    for file in stamp::files(folder)? {
        let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        assets.insert(format!("{below}{name}"), read(&file)?);
    }
    Ok(())
}

/// A page with the folder's name in its links.
fn page_text(source: &str, home: &str) -> Result<String> {
    let text = read_text(&run::root().join(source))?;
    if !text.contains(PLACE) {
        bail!("{source} links nothing: it should write {PLACE} where the folder of the scripts belongs.");
    }
    Ok(text.replace(PLACE, home))
}

/// The keeper with the name of what it keeps: a browser takes it for another when any byte of the site is.
fn keeper(script: &str, home: &str, build: &str) -> Vec<u8> {
    let what = serde_json::json!({ "home": home, "build": build });
    format!("self.NESTOR={what};\n{script}").into_bytes()
}

/// Twelve digits of the hash of all paths and bytes.
fn name(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in files {
        for part in [path.as_bytes(), bytes.as_slice()] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Written aside and swapped in, so that a failure leaves the old site whole.
fn write(site: &Files) -> Result<()> {
    let fresh = run::root().join("target/site/dist");
    fs::remove_dir_all(&fresh).ok();
    for (path, bytes) in site {
        let file = fresh.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, bytes).with_context(|| format!("{} cannot be written.", file.display()))?;
    }
    if dist().exists() {
        fs::remove_dir_all(dist())?;
    }
    fs::rename(&fresh, dist()).context("dist cannot be replaced.")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read.", path.display()))
}

fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).with_context(|| format!("{} is not text.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_paths_and_bytes() {
        let one = Files::from([("app.js".to_owned(), b"1".to_vec())]);
        let other = Files::from([("app.js".to_owned(), b"2".to_vec())]);
        let moved = Files::from([("b.js".to_owned(), b"1".to_vec())]);
        assert_eq!(name(&one).len(), 12);
        assert!(name(&one) != name(&other) && name(&one) != name(&moved));
    }

    #[test]
    fn the_keeper_knows_what_it_keeps() {
        let text = String::from_utf8(keeper("go()", "a/1f", "2e")).unwrap();
        assert_eq!(text, "self.NESTOR={\"build\":\"2e\",\"home\":\"a/1f\"};\ngo()");
    }
}
