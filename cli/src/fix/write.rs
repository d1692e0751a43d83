//! Fixed texts to disk: files that one fix changes together are written together or not at all.

use std::collections::BTreeSet;

use analyzer::Source;
use analyzer::confirm::paths;
use analyzer::report::Finding;

use super::{choose, text_of};
use crate::atomic::{self, Prepared};
use crate::output::cause;
use crate::place::shown;
use crate::read::{Input, encode};

/// What was written, and what not.
#[derive(Default)]
pub struct Written {
    pub names: BTreeSet<String>,
    pub problems: Vec<String>,
}

/// Writes what fixes changed.
pub fn all(inputs: &[Input], sources: &[Source], kept: &[Finding]) -> Written {
    let mut written = Written::default();
    for group in groups(kept) {
        let inputs: Vec<&Input> = inputs.iter().filter(|it| group.contains(it.source.path.as_str())).collect();
        match together(&inputs, sources) {
            Ok(()) => written.names.extend(group.iter().map(|it| (*it).to_owned())),
            Err(problem) => written.problems.push(problem),
        }
    }
    written
}

/// Files that hang together through fixes.
fn groups(kept: &[Finding]) -> Vec<BTreeSet<&str>> {
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    for finding in kept {
        let mut group: BTreeSet<&str> = paths(finding).into_iter().collect();
        let (joined, apart) = groups.into_iter().partition(|it: &BTreeSet<&str>| !it.is_disjoint(&group));
        groups = apart;
        group.extend::<Vec<&str>>(joined.into_iter().flatten().collect());
        groups.push(group);
    }
    groups
}

fn together(inputs: &[&Input], sources: &[Source]) -> Result<(), String> {
    let unwritable =
        |it: &Input, error| format!("cannot write {}: {}; nothing was changed", shown(&it.path), cause(&error));
    let mut prepared: Vec<(&Input, Prepared)> = Vec::new();
    for input in inputs {
        let bytes = encode(&text_of(sources, &input.source.path), input.encoding);
        prepared.push((input, atomic::prepare(&input.path, &bytes).map_err(|it| unwritable(input, it))?));
    }
    if let Some(changed) = inputs.iter().find(|it| !choose::is_as_read(it)) {
        return Err(format!("{} changed while it was reviewed; it was left as it is", shown(&changed.path)));
    }
    let mut replaced: Vec<&Input> = Vec::new();
    for (input, prepared) in prepared {
        if let Err(error) = prepared.replace() {
            // The others of the group go back to what they were.
            replaced.iter().for_each(|it| drop(atomic::write(&it.path, &encode(&it.source.text, it.encoding))));
            return Err(unwritable(input, error));
        }
        replaced.push(input);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::read::Encoding;

    #[test]
    fn files_of_one_fix_change_together_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let input = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, "old").expect("written");
            Input { source: Source::new(name, "old"), path, encoding: Encoding::Utf8 }
        };
        let inputs = [input("a.ts"), input("b.ts")];
        let both: Vec<&Input> = inputs.iter().collect();
        let sources = [Source::new("a.ts", "new"), Source::new("b.ts", "new")];
        let texts = || inputs.each_ref().map(|it| fs::read_to_string(&it.path).expect("a text"));
        fs::write(&inputs[1].path, "another hand").expect("written");
        assert!(together(&both, &sources).expect_err("changed").contains("b.ts changed while it was reviewed"));
        assert_eq!(texts(), ["old", "another hand"]);
        fs::write(&inputs[1].path, "old").expect("written");
        assert_eq!(together(&both, &sources), Ok(()));
        assert_eq!(texts(), ["new", "new"]);
        assert_eq!(fs::read_dir(folder.path()).map(Iterator::count).ok(), Some(2), "nothing is left beside them");
    }
}
