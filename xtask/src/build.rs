//! The build: engine, app, editor, scripts and rules into `target/site`, and from there the site into `dist`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::engine;
use crate::npm;
use crate::pages;
use crate::run;
use crate::say::Line;
use crate::site;
use crate::stamp::Stamp;
use crate::target::TARGET;
use crate::toolchain::Toolchain;

/// `memory-packing` splits the grammars' tables in a way that compresses worse. The features are those that Rust and
/// wasm-bindgen use: with all of them on, binaryen writes types that Node 20 refuses. What LLVM did not inline stays a
/// function of its own: inlined, it takes fewer bytes but compresses 0.4 % worse.
pub const WASM_OPT: [&str; 14] = [
    "-Oz",
    "--one-caller-inline-max-function-size=10",
    // Functions of one module, and of one generic, lie side by side: they are alike, and compress better.
    "--reorder-functions-by-name",
    "--skip-pass=memory-packing",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-extended-const",
];
const BUNDLE: [&str; 6] =
    ["--bundle", "--minify", "--format=esm", "--target=es2022", "--splitting", "--log-level=warning"];
/// The scripts that the page imports when it needs them.
const LATER: &str = "web/later";
const MINIFY: [&str; 3] = ["--minify", "--target=es2022", "--log-level=warning"];

/// Builds what has changed.
pub fn build() -> Result<()> {
    let toolchain = Toolchain::install()?;
    engine::build(&toolchain)?;
    app(&toolchain)?;
    editor(&toolchain)?;
    scripts(&toolchain)?;
    later(&toolchain)?;
    rules()?;
    pages::build(&toolchain)?;
    site::assemble()
}

/// Where the parts wait to be assembled.
pub fn part(name: &str) -> PathBuf {
    run::root().join("target/site").join(name)
}

/// One step: skipped when nothing it reads has changed since it last made what it makes.
pub fn step(
    name: &str,
    inputs: &[&str],
    words: &[&str],
    output: PathBuf,
    make: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| run::root().join(input)).collect();
    let line = Line::begin(name);
    let stamp = Stamp::of(name, &inputs, words)?;
    let outputs = [output];
    if stamp.fresh(&outputs) {
        line.end("unchanged, checked");
        return Ok(());
    }
    make()?;
    stamp.keep(&outputs)?;
    line.end("built");
    Ok(())
}

/// The Leptos app.
fn app(toolchain: &Toolchain) -> Result<()> {
    let out = part("app");
    let (rust, std) = (toolchain.rust.version(), toolchain.std.words().concat());
    let inputs = ["Cargo.toml", "Cargo.lock", ".cargo", "analyzer", "web/Cargo.toml", "web/src"];
    step("app", &inputs, &[&rust, &std, &WASM_OPT.concat(), &MINIFY.concat()], out.clone(), || {
        let mut cargo = toolchain.cargo()?;
        toolchain.std.apply(cargo.args(["build", "--package", "web", "--target", TARGET, "--release"]));
        run::logged(&mut cargo, "app")?;
        empty(&out)?;
        let mut bindgen = toolchain.wasm_bindgen();
        bindgen
            .arg(built("web.wasm"))
            .args(["--target", "web", "--no-typescript", "--out-name", "app", "--out-dir"])
            .arg(&out);
        run::logged(&mut bindgen, "app-bindgen")?;
        optimise(toolchain, &out.join("app_bg.wasm"))?;
        let glue = out.join("app.js");
        let mut esbuild = toolchain.node.program(npm::BUILD_TOOLS, "esbuild")?;
        esbuild.arg(&glue).args(MINIFY).arg("--allow-overwrite").arg(option("--outfile", &glue));
        run::logged(&mut esbuild, "app-glue").map(drop)
    })
}

/// CodeMirror and what the app does with it.
fn editor(toolchain: &Toolchain) -> Result<()> {
    let out = part("editor");
    step("editor", &["web/editor"], &[&BUNDLE.concat()], out.clone(), || {
        empty(&out)?;
        let mut esbuild = toolchain.node.program(npm::BUILD_TOOLS, "esbuild")?;
        esbuild.arg("web/editor/src/index.js").args(BUNDLE);
        esbuild.arg(option("--outdir", &out.join("editor"))).arg(option("--metafile", &out.join("meta.json")));
        run::logged(&mut esbuild, "editor").map(drop)
    })
}

/// The page's own scripts and styles, each for itself: they import each other by name.
fn scripts(toolchain: &Toolchain) -> Result<()> {
    let out = part("scripts");
    let sources = [named("web", &[".js", ".css"])?, named("web/pages", &[".js", ".css"])?].concat();
    let inputs: Vec<&str> = sources.iter().map(String::as_str).collect();
    step("scripts and styles", &inputs, &[&MINIFY.concat(), &sources.concat()], out.clone(), || {
        empty(&out)?;
        let mut esbuild = toolchain.node.program(npm::BUILD_TOOLS, "esbuild")?;
        esbuild.args(&sources).args(MINIFY).arg(option("--outdir", &out));
        run::logged(&mut esbuild, "scripts").map(drop)
    })
}

/// The scripts that wait until they are asked for, with the libraries they use. Those of the page stay where they are:
/// a second copy would be a second state.
fn later(toolchain: &Toolchain) -> Result<()> {
    let out = part("later");
    let sources = named("web", &[".js"])?;
    let (entries, lock) = (entries(&sources)?, format!("{}/package-lock.json", npm::EDITOR));
    step(
        "scripts loaded later",
        &[LATER, &lock],
        &[&BUNDLE.concat(), &sources.concat(), &entries.concat()],
        out.clone(),
        || {
            empty(&out)?;
            let mut esbuild = toolchain.node.program(npm::BUILD_TOOLS, "esbuild")?;
            esbuild.args(&entries).args(BUNDLE).arg(option("--outdir", &out));
            esbuild.args(sources.iter().map(|source| source.replacen("web/", "--external:../", 1)));
            esbuild.env("NODE_PATH", run::root().join(npm::EDITOR).join("node_modules"));
            run::logged(&mut esbuild, "later").map(drop)
        },
    )
}

/// The scripts that the page's name; the others are parts of these.
fn entries(sources: &[String]) -> Result<Vec<String>> {
    let texts = sources.iter().map(|path| fs::read_to_string(run::root().join(path))).collect::<Result<Vec<_>, _>>()?;
    let mut entries = named(LATER, &[".js"])?;
    entries.retain(|entry| texts.iter().any(|text| text.contains(entry.trim_start_matches("web/"))));
    Ok(entries)
}

/// The rules' own words, from the program that knows them.
fn rules() -> Result<()> {
    let out = part("rules");
    // The package's copy is a module, which Node, bundlers and pages load alike.
    let module = run::root().join("pkg/rules.js");
    step("rules", &["Cargo.toml", "Cargo.lock", "analyzer", "cli"], &[], module.clone(), || {
        let nestor = |words: &[&str]| {
            run::output(run::cargo().args(["run", "--quiet", "--package", "nestor", "--"]).args(words))
        };
        let said = nestor(&["rules", "--format", "json"])?;
        let schema = module.with_file_name("nestor.schema.json");
        let compact: Value = serde_json::from_str(&nestor(&["schema"])?).context("`nestor schema` printed no JSON.")?;
        fs::write(&schema, compact.to_string()).with_context(|| unwritable(&schema))?;
        fs::write(&module, format!("export default {said}")).with_context(|| unwritable(&module))?;
        empty(&out)?;
        fs::create_dir_all(out.join("examples"))?;
        fs::create_dir_all(out.join("words"))?;
        for (path, text) in apart(&said)? {
            let file = out.join(path);
            fs::write(&file, text).with_context(|| unwritable(&file))?;
        }
        Ok(())
    })
}

/// The rules for the site: all with their words in one file; without them, for a page that lists them; words and examples in a
/// file for each category, which a page fetches when it shows one of them.
fn apart(said: &str) -> Result<BTreeMap<String, String>> {
    let mut pages: Vec<Map<String, Value>> =
        serde_json::from_str(said).context("`nestor rules --format json` printed no list of rules.")?;
    if pages.is_empty() {
        bail!("`nestor rules --format json` printed an empty list.");
    }
    let mut categories: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut listed = Vec::new();
    for page in &mut pages {
        let examples = page.remove("examples").context("A rule has no examples.")?;
        let id = page.get("id").and_then(Value::as_str).context("A rule has no id.")?;
        let category = id.split('/').next().unwrap_or(id);
        categories.entry(format!("examples/{category}.json")).or_default().insert(id.to_owned(), examples);
        let words = page.get("words").cloned().context("A rule has no words.")?;
        categories.entry(format!("words/{category}.json")).or_default().insert(id.to_owned(), words);
        let mut page = page.clone();
        page.insert("words".to_owned(), "".into());
        listed.push(page);
    }
    let mut files = BTreeMap::from([
        ("rules.json".to_owned(), serde_json::to_string(&pages)?),
        ("catalogue.json".to_owned(), serde_json::to_string(&listed)?),
    ]);
    for (path, examples) in categories {
        files.insert(path, serde_json::to_string(&examples)?);
    }
    Ok(files)
}

/// What cargo compiled for wasm.
pub fn built(name: &str) -> PathBuf {
    run::root().join("target/wasm").join(TARGET).join("release").join(name)
}

fn unwritable(path: &Path) -> String {
    format!("{} cannot be written.", path.display())
}

/// Shrinks a module in place.
pub fn optimise(toolchain: &Toolchain, wasm: &Path) -> Result<()> {
    let mut wasm_opt = toolchain.node.program(npm::BUILD_TOOLS, "wasm-opt")?;
    wasm_opt.args(WASM_OPT).arg(wasm).arg("-o").arg(wasm);
    run::logged(&mut wasm_opt, "wasm-opt").map(drop)
}

/// The files directly in a folder whose names end so, relative to the root.
fn named(folder: &str, endings: &[&str]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(run::root().join(folder)).with_context(|| format!("{folder} cannot be read."))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(format!("{folder}/{name}"));
        }
    }
    found.sort();
    if found.is_empty() {
        bail!("There is no file in {folder} whose name ends in {}.", endings.join(" or "));
    }
    Ok(found)
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made.", folder.display()))
}

fn option(name: &str, path: &Path) -> String {
    format!("{name}={}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_examples_lie_apart_by_category() {
        let said = r#"[{"id": "api/a", "words": "A", "examples": [1]}, {"id": "api/b", "words": "B", "examples": [2]},
            {"id": "auth/c", "words": "C", "examples": []}]"#;
        let files = apart(said).unwrap();
        assert!(files["rules.json"].starts_with(r#"[{"id":"api/a","words":"A"},"#), "{}", files["rules.json"]);
        assert!(files["catalogue.json"].starts_with(r#"[{"id":"api/a","words":""},"#), "{}", files["catalogue.json"]);
        assert_eq!(files["words/api.json"], r#"{"api/a":"A","api/b":"B"}"#);
        assert_eq!(files["examples/api.json"], r#"{"api/a":[1],"api/b":[2]}"#);
        assert_eq!(files["examples/auth.json"], r#"{"auth/c":[]}"#);
        assert!(apart("[]").is_err() && apart("{}").is_err());
    }
}
