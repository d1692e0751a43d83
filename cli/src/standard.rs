//! The standard a review goes by: found, read, narrowed, and what in it was not understood.

use std::fs;
use std::path::{Path, PathBuf};

use analyzer::report::LineIndex;
use analyzer::standard::{Level, Preset};
use analyzer::{Standard, rules};

use crate::arguments::Review;
use crate::output::cause;
use crate::place::{Base, absolute, shown};
use crate::suggest;

/// A standard, and what is to be said of it.
pub struct Found {
    pub standard: Standard,
    pub problems: Vec<String>,
}

/// The standard asked for, or the nearest upwards, with what the command line changes.
pub fn find(asked: &Review, base: &Base) -> Result<Found, String> {
    let mut found = match &asked.standard {
        Some(path) => read(path, base).map_err(|it| format!("cannot read {}: {it}", path.display()))?,
        None => nearest(base),
    };
    if let Some(preset) = asked.preset.as_deref().and_then(Preset::named) {
        found.standard.preset = preset;
    }
    if !asked.only.is_empty() {
        narrow(&mut found.standard, &asked.only)?;
    }
    Ok(found)
}

/// The nearest standard from the folder one is in.
pub fn here() -> Standard {
    nearest(&Base { folder: absolute(Path::new(".")) }).standard
}

fn nearest(base: &Base) -> Found {
    let path = base.folder.ancestors().map(|it| it.join("nestor.json")).find(|it| it.is_file());
    let Some(path) = path else { return Found { standard: Standard::default(), problems: Vec::new() } };
    read(&path, base).unwrap_or_else(|why| Found {
        standard: Standard::default(),
        problems: vec![format!("cannot read {}: {why}; the default standard is used", shown(&path))],
    })
}

fn read(path: &Path, base: &Base) -> Result<Found, String> {
    let text = fs::read(path).map_err(|it| cause(&it))?;
    let (text, _) = crate::read::decode(text).map_err(|it| format!("it {it}"))?;
    // A byte order mark would count as a column.
    let text = text.trim_start_matches('\u{feff}');
    let mut standard = Standard::read(text);
    let folder = path.canonicalize().ok().and_then(|it| it.parent().map(PathBuf::from));
    standard.below = folder.and_then(|it| base.below(&it)).unwrap_or_default();
    let index = LineIndex::of(text);
    let problem = |(span, message): &(_, String)| {
        let start = index.range(*span).start;
        format!("{}:{}:{}: {message}", shown(path), start.line, start.column)
    };
    let problems = standard.problems.iter().map(problem).collect();
    Ok(Found { standard, problems })
}

/// What names all rules of a team's own.
const OWN: [&str; 2] = ["team", "team/*"];

/// Switches off what was not named. A rule that is named runs even if the standard has it off.
fn narrow(standard: &mut Standard, only: &[String]) -> Result<(), String> {
    let own: Vec<String> = standard.own_ids().map(str::to_owned).collect();
    let (mut categories, mut wanted) = (Vec::new(), Vec::new());
    for name in only {
        match rules::CATEGORIES.iter().find(|it| [it.name, &format!("{}/*", it.name)].contains(&name.as_str())) {
            Some(category) => categories.push(category.name),
            None if own.iter().any(|it| it == name) || OWN.contains(&name.as_str()) => {}
            None => wanted.push(suggest::rule(name)?.id),
        }
    }
    let is_all = only.iter().any(|it| OWN.contains(&it.as_str()));
    for id in own.into_iter().filter(|it| !is_all && !only.contains(it)) {
        standard.rules.insert(id, Level::Off);
    }
    for category in rules::CATEGORIES {
        for rule in category.rules {
            let level = standard.level(category, rule);
            let level = match (wanted.contains(&rule.id), level) {
                (true, Level::Off) => Level::On,
                (true, level) => level,
                (false, level) if categories.contains(&category.name) => level,
                (false, _) => Level::Off,
            };
            standard.rules.insert(rule.id.to_owned(), level);
        }
    }
    Ok(())
}
