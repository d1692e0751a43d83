//! Skipping what is done: a step's inputs and outputs as hashes, kept under `target/xtask/stamp`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::run;

/// Folders that are made, not written: never an input.
const MADE: [&str; 3] = ["node_modules", "target", ".git"];

/// What a step was made from.
pub struct Stamp {
    file: PathBuf,
    inputs: String,
}

impl Stamp {
    /// The stamp of a step that reads these files and folders, and depends on these words (versions, flags).
    pub fn of(step: &str, inputs: &[PathBuf], words: &[&str]) -> Result<Stamp> {
        let mut hash = Sha256::new();
        for word in words {
            hash.update(word.len().to_le_bytes());
            hash.update(word);
        }
        hash.update(tree(inputs)?);
        let file = run::root().join("target/xtask/stamp").join(step);
        Ok(Stamp { file, inputs: hex(&hash.finalize()) })
    }

    /// Whether the step ran on just these inputs, and what it made is still as it left it.
    pub fn fresh(&self, outputs: &[PathBuf]) -> bool {
        if !outputs.iter().all(|output| output.exists()) {
            return false;
        }
        match (fs::read_to_string(&self.file), tree(outputs)) {
            (Ok(kept), Ok(outputs)) => kept == self.text(&outputs),
            _ => false,
        }
    }

    /// Remembers that the step is done.
    pub fn keep(&self, outputs: &[PathBuf]) -> Result<()> {
        let text = self.text(&tree(outputs)?);
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, text).with_context(|| format!("{} cannot be written.", self.file.display()))
    }

    fn text(&self, outputs: &str) -> String {
        format!("{}\n{outputs}\n", self.inputs)
    }
}

/// The hash of files and folders: every path and every byte, in one order on every machine.
pub fn tree(paths: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    for path in paths {
        for file in files(path)? {
            let name = file.strip_prefix(path).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            let bytes = fs::read(&file).with_context(|| format!("{} cannot be read.", file.display()))?;
            for part in [name.as_bytes(), &bytes] {
                hash.update(part.len().to_le_bytes());
                hash.update(part);
            }
        }
    }
    Ok(hex(&hash.finalize()))
}

/// The files below a folder (or the file itself), sorted, without what tools put there.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let written = |entry: &DirEntry| entry.depth() == 0 || !MADE.iter().any(|made| entry.file_name() == *made);
    let mut files = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(written) {
        let entry = entry.with_context(|| format!("{} cannot be read.", path.display()))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("nestor-stamp-{name}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(folder.join("src")).unwrap();
        folder
    }

    #[test]
    fn names_and_bytes_count_and_made_folders_do_not() {
        let at = folder("tree");
        fs::write(at.join("src/a"), "1").unwrap();
        let before = tree(std::slice::from_ref(&at)).unwrap();
        fs::create_dir(at.join("node_modules")).unwrap();
        fs::write(at.join("node_modules/x"), "1").unwrap();
        assert_eq!(before, tree(std::slice::from_ref(&at)).unwrap());
        fs::rename(at.join("src/a"), at.join("src/b")).unwrap();
        assert_ne!(before, tree(std::slice::from_ref(&at)).unwrap());
        fs::remove_dir_all(at).unwrap();
    }

    #[test]
    fn a_step_is_fresh_until_an_input_or_an_output_changes() {
        let at = folder("step");
        let (input, output) = (vec![at.join("src")], vec![at.join("out")]);
        fs::write(at.join("src/a"), "1").unwrap();
        let stamp = || {
            let Stamp { inputs, .. } = Stamp::of("x", &input, &["-Oz"]).unwrap();
            Stamp { file: at.join("stamp"), inputs }
        };
        assert!(!stamp().fresh(&output), "nothing made yet");
        fs::write(at.join("out"), "made").unwrap();
        stamp().keep(&output).unwrap();
        assert!(stamp().fresh(&output));
        fs::write(at.join("out"), "by hand").unwrap();
        assert!(!stamp().fresh(&output), "the output changed");
        fs::write(at.join("out"), "made").unwrap();
        fs::write(at.join("src/a"), "2").unwrap();
        assert!(!stamp().fresh(&output), "an input changed");
        fs::remove_dir_all(at).unwrap();
    }
}
