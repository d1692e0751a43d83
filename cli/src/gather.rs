//! Folders to sources: what is walked, read side by side, and said when it cannot be read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};

use analyzer::is_read;
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::output::cause;
use crate::place::{Base, shown};
use crate::progress::Progress;
use crate::read::{Input, read};
use crate::skip;

/// What a walk came to.
#[derive(Default)]
pub struct Gathered {
    /// By name.
    pub inputs: Vec<Input>,
    /// One line each, in the order of their words.
    pub problems: Vec<String>,
}

type Found = Result<Input, String>;

/// The sources under paths, which exist and are free of links, named from a folder above them.
pub fn gather(paths: &[PathBuf], base: &Base, jobs: usize, progress: &Progress) -> Gathered {
    let (sender, receiver) = channel::<Found>();
    std::thread::scope(|scope| {
        scope.spawn(move || walk(paths, base, jobs, &sender));
        collect(receiver.into_iter().inspect(|_| progress.read_one()), base)
    })
}

fn collect(found: impl Iterator<Item = Found>, base: &Base) -> Gathered {
    let (mut inputs, mut problems) = (BTreeMap::new(), Vec::new());
    for found in found {
        match found {
            Ok(input) => drop(inputs.insert(input.source.path.clone(), input)),
            Err(problem) => problems.push(problem),
        }
    }
    let folders: Vec<PathBuf> = inputs.values().filter(|it| is_manifest(&it.path)).map(folder_of).collect();
    for input in folders.iter().flat_map(|it| coverage_of(it, base)) {
        inputs.entry(input.source.path.clone()).or_insert(input);
    }
    problems.sort();
    problems.dedup();
    Gathered { inputs: inputs.into_values().collect(), problems }
}

fn walk(paths: &[PathBuf], base: &Base, jobs: usize, sender: &Sender<Found>) {
    let Some((first, more)) = paths.split_first() else { return };
    let mut builder = WalkBuilder::new(first);
    for path in more {
        builder.add(path);
    }
    let (root, said) = (base.folder.clone(), sender.clone());
    // The machine's own ignore file is no part of the project: it would change the answer from desk to desk.
    builder.hidden(false).require_git(false).git_global(false).follow_links(true).threads(jobs);
    builder.filter_entry(move |it| is_walked(it, &root, &said));
    builder.build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            let found = match entry {
                Ok(entry) => input(&entry, base).transpose(),
                Err(error) => problem(&error).map(Err),
            };
            // Nobody listens any more only when the walk is over.
            found.map_or(WalkState::Continue, |it| sender.send(it).map_or(WalkState::Quit, |()| WalkState::Continue))
        })
    });
}

fn is_walked(entry: &DirEntry, root: &Path, said: &Sender<Found>) -> bool {
    let is_folder = entry.file_type().is_some_and(|it| it.is_dir());
    if entry.depth() == 0 {
        return true;
    }
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    if is_folder && skip::folder(entry.path(), relative) {
        return false;
    }
    if !entry.path_is_symlink() {
        return true;
    }
    let Ok(target) = entry.path().canonicalize() else { return true };
    let is_above = is_folder && root.starts_with(&target);
    if is_above && root != target {
        let _ = said.send(Err(looped(entry.path(), &target)));
    }
    // What lies inside is met under its own name.
    !is_above && !target.starts_with(root)
}

fn input(entry: &DirEntry, base: &Base) -> Result<Option<Input>, String> {
    let path = entry.path();
    let is_file = entry.file_type().is_some_and(|it| it.is_file());
    let name = base.name(path);
    if !is_file || !is_read(&name) || (entry.depth() > 0 && skip::file(path)) {
        return Ok(None);
    }
    let input = read(name, path)?;
    Ok(Some(input).filter(|it| entry.depth() == 0 || !skip::is_generated(&it.source.text)))
}

/// What stopped the walk somewhere, unless it concerns no file that would be read.
fn problem(error: &ignore::Error) -> Option<String> {
    match error {
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => problem(err),
        ignore::Error::WithPath { path, err } => {
            let error = err.io_error()?;
            let is_dangling = path.is_symlink() && !path.exists();
            let matters = !is_dangling || path.to_str().is_some_and(is_read);
            let why = if is_dangling { "the link leads nowhere".to_owned() } else { cause(error) };
            matters.then(|| format!("cannot read {}: {why}", shown(path)))
        }
        ignore::Error::Loop { ancestor, child } => Some(looped(child, ancestor)),
        ignore::Error::Partial(errors) => errors.iter().find_map(problem),
        other => Some(other.to_string()),
    }
}

fn looped(link: &Path, target: &Path) -> String {
    format!("{} links to {}, which it lies in; the link was not followed", shown(link), shown(target))
}

fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|it| it == "package.json")
}

fn folder_of(input: &Input) -> PathBuf {
    input.path.parent().unwrap_or(Path::new("")).to_owned()
}

/// Coverage reports are kept out of git, and so out of the walk; but they are what tells of coverage.
fn coverage_of(folder: &Path, base: &Base) -> Vec<Input> {
    let names = ["lcov.info", "coverage-final.json", "coverage-summary.json"];
    let paths = names.iter().map(|it| folder.join("coverage").join(it)).filter(|it| it.is_file());
    paths.filter_map(|it| read(base.name(&it), &it).ok()).collect()
}
