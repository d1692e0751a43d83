//! Folders to sources: what is walked, what is read, what is left out.

use std::path::{Path, PathBuf};

use analyzer::{LONGEST, Source, is_read};
use ignore::WalkBuilder;

/// Folders that hold nobody's own code.
const SKIPPED: [&str; 6] = ["node_modules", "dist", "build", "generated", ".git", ".next"];

/// The sources under paths, named relative to the folder they were found from, and what could not be read.
pub fn sources(paths: &[PathBuf]) -> (Vec<Source>, Vec<String>) {
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let base = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(Path::new("")) };
        for entry in walk(path) {
            match entry {
                Ok(entry)
                    if entry.file_type().is_some_and(|it| it.is_file())
                        && entry.path().to_str().is_some_and(is_read) =>
                {
                    match read(base, entry.path()) {
                        Ok(source) => sources.push(source),
                        Err(problem) => problems.push(problem),
                    }
                }
                Ok(_) => {}
                Err(error) => problems.push(error.to_string()),
            }
        }
    }
    (sources, problems)
}

/// The nearest `nestor.json`, from a path upwards.
pub fn nearest_standard(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    absolute.ancestors().map(|it| it.join("nestor.json")).find(|it| it.is_file())
}

fn walk(path: &Path) -> ignore::Walk {
    let keep = |entry: &ignore::DirEntry| {
        let is_folder = entry.file_type().is_some_and(|it| it.is_dir());
        entry.depth() == 0 || !is_folder || !SKIPPED.iter().any(|it| entry.file_name() == *it)
    };
    WalkBuilder::new(path).hidden(false).require_git(false).filter_entry(keep).build()
}

fn read(base: &Path, path: &Path) -> Result<Source, String> {
    let bytes = std::fs::read(path).map_err(|it| format!("cannot read {}: {it}", path.display()))?;
    if bytes.len() > 4 * LONGEST {
        return Err(format!("{} has {} KB and was left out", path.display(), bytes.len() / 1024));
    }
    let text = String::from_utf8(bytes).map_err(|_| format!("{} is not UTF-8 and was left out", path.display()))?;
    let relative = path.strip_prefix(base).unwrap_or(path);
    let parts: Vec<String> = relative.components().map(|it| it.as_os_str().to_string_lossy().into_owned()).collect();
    Ok(Source::new(parts.join("/"), text))
}
