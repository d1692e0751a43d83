//! The folder a review starts in, and the names of files seen from there.

use std::env;
use std::path::{Component, Path, PathBuf};

/// The folder that the paths of a review are relative to.
pub struct Base {
    /// Without links.
    pub folder: PathBuf,
}

impl Base {
    /// The innermost folder that holds all of these; they exist and are free of links.
    pub fn of(paths: &[PathBuf]) -> Base {
        let folders = paths.iter().map(|it| if it.is_dir() { it } else { it.parent().unwrap_or(it) });
        let common = |a: PathBuf, b: &Path| -> PathBuf {
            let same = a.components().zip(b.components()).take_while(|(one, other)| one == other);
            same.map(|(it, _)| it).collect()
        };
        let mut folders = folders.map(Path::to_owned);
        let first = folders.next().unwrap_or_default();
        Base { folder: folders.fold(first, |all, it| common(all, &it)) }
    }

    /// A file's name in the review, spelled as the engine spells it.
    pub fn name(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.folder).unwrap_or(path);
        slashes(relative).chars().filter(|it| !it.is_control()).collect::<String>().replace('\\', "/")
    }

    /// What stands before a name when it is told from another folder above: `apps/api/`, or nothing.
    pub fn below(&self, above: &Path) -> Option<String> {
        let relative = slashes(self.folder.strip_prefix(above).ok()?);
        Some(if relative.is_empty() { relative } else { relative + "/" })
    }

    /// What stands before a name when it is told from the repository's root, as forges do.
    pub fn below_repository(&self) -> String {
        let root = self.folder.ancestors().find(|it| it.join(".git").exists());
        let here = || working_folder().filter(|it| self.folder.starts_with(it));
        root.map(Path::to_owned).or_else(here).and_then(|it| self.below(&it)).unwrap_or_default()
    }

    /// What stands before a name when it is told to the person at the terminal.
    pub fn below_here(&self) -> String {
        let here = working_folder();
        here.and_then(|it| self.below(&it)).unwrap_or_else(|| format!("{}/", self.folder.display()))
    }
}

/// A path as the person at the terminal would write it.
pub fn shown(path: &Path) -> String {
    let here = working_folder();
    let relative = here.as_deref().and_then(|it| path.strip_prefix(it).ok()).unwrap_or(path);
    if relative.as_os_str().is_empty() { ".".into() } else { relative.display().to_string() }
}

fn working_folder() -> Option<PathBuf> {
    env::current_dir().and_then(|it| it.canonicalize()).ok()
}

fn slashes(path: &Path) -> String {
    let parts = path.components().filter(|it| !matches!(it, Component::CurDir | Component::RootDir));
    parts.map(|it| it.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

/// A path without links and `..`; it need not exist.
pub fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = whole.ancestors().find_map(|it| Some((it, it.canonicalize().ok()?)));
    let Some((above, real)) = known else { return whole };
    whole.strip_prefix(above).map_or_else(|_| whole.clone(), |rest| real.join(rest))
}
