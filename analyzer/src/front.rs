//! Front ends in the repository of a backend: whole applications and libraries that are not reviewed.

use crate::project::{File, Texts, Unit, unit_of, units};
use crate::report::Note;
use crate::source::{front_end, head};
use crate::syntax::Language;

/// The parts of a repository, and which of them are front ends.
pub(crate) struct Fronts {
    units: Vec<Unit>,
    /// How many files of code each holds.
    counts: Vec<u32>,
}

/// What a file of code says of itself.
struct Code<'a> {
    path: &'a str,
    text: &'a str,
    names_nest: bool,
    front: Option<&'static str>,
}

impl Fronts {
    /// A part is a front end if its configuration says so or most of its code does, and none of its code names Nest.
    pub(crate) fn of(files: &Texts) -> Fronts {
        let mut units = units(files);
        if units.len() < 2 && units.iter().all(|it| it.front.is_none()) {
            return Fronts { units: Vec::new(), counts: Vec::new() };
        }
        let code: Vec<Code> = files.iter().filter(|(it, _)| is_code(it)).map(|(it, text)| Code::of(it, text)).collect();
        for unit in units.iter_mut().filter(|it| it.front.is_some()) {
            // What code of Nest takes from it is shared.
            if unit.used_as.as_ref().is_some_and(|it| code.iter().any(|code| code.names_nest && code.imports(it))) {
                (unit.front, unit.has_nest) = (None, true);
            }
        }
        // A hint that the code denies must not cut its files off from the part around them.
        while let Some(at) = denied(&units, &code) {
            match units.get_mut(at) {
                Some(unit) if unit.is_declared => unit.front = None,
                _ => drop(units.remove(at)),
            }
        }
        // A hint within a front end is no second one.
        let outer = |it: &Unit| units.get(unit_of(&units, &it.folder)).is_some_and(|it| it.front.is_some());
        let inner: Vec<bool> = units.iter().map(|it| !it.is_declared && outer(it)).collect();
        let mut inner = inner.into_iter();
        units.retain(|_| inner.next() != Some(true));
        let counts = by_code(&mut units, &code);
        Fronts { units, counts }
    }

    /// Whether a file is part of a front end.
    pub(crate) fn has(&self, path: &str) -> bool {
        let unit = self.units.get(unit_of(&self.units, path));
        unit.is_some_and(|it| it.front.is_some()) && is_code(path)
    }

    /// One note for each.
    pub(crate) fn notes(&self, files: &Texts) -> Vec<Note> {
        let note = |(unit, count): (&Unit, &u32)| {
            let framework = unit.front.filter(|_| *count > 0)?;
            let path = files.get(unit.file as usize).map_or("", |(it, _)| it);
            let place = if unit.folder.is_empty() { "This project" } else { &unit.folder };
            let what = if *count == 1 { "file of code was" } else { "files of code were" };
            let message = format!(
                "{place} looks like a front end ({framework}): {count} {what} left out. The rules here are for NestJS \
                 and Prisma."
            );
            Some(Note::about(path, message))
        };
        self.units.iter().zip(&self.counts).filter_map(note).collect()
    }
}

impl<'a> Code<'a> {
    fn of(path: &'a str, text: &'a str) -> Code<'a> {
        let text = head(text);
        // Front ends borrow its testing module now and then.
        let names = |start: &str| text.split(start).skip(1).any(|it| !it.starts_with("testing"));
        let quotes = ["from '@nestjs/", "from \"@nestjs/", "require('@nestjs/"];
        let names_nest = text.contains("@nestjs/") && quotes.into_iter().any(names);
        Code { path, text, names_nest, front: if names_nest { None } else { front_end(text) } }
    }
}

impl Code<'_> {
    fn imports(&self, package: &str) -> bool {
        let mut named = self.text.match_indices(package).filter_map(|(at, _)| self.text.get(..at));
        named.any(|it| it.ends_with("from '") || it.ends_with("from \""))
    }
}

fn is_code(path: &str) -> bool {
    File::language(path) == Some(Language::TypeScript)
}

/// The innermost part that looks like a front end and holds code of Nest.
fn denied(units: &[Unit], code: &[Code]) -> Option<usize> {
    let nest = code.iter().filter(|it| it.names_nest).map(|it| unit_of(units, it.path));
    nest.filter(|at| units.get(*at).is_some_and(|it| it.front.is_some())).max()
}

/// Declared parts of which half the code, and at least three files, is a front end's become one; and how many files
/// of code each part holds.
fn by_code(units: &mut [Unit], code: &[Code]) -> Vec<u32> {
    let mut counts = vec![0; units.len()];
    let mut fronts = vec![0; units.len()];
    for it in code {
        let at = unit_of(units, it.path);
        let (Some(all), Some(front)) = (counts.get_mut(at), fronts.get_mut(at)) else { continue };
        *all += 1;
        // One file of Nest settles it.
        *front += if it.names_nest { -1_000_000 } else { i32::from(it.front.is_some()) };
    }
    for (at, unit) in units.iter_mut().enumerate().filter(|(_, it)| !it.folder.is_empty() && !it.has_nest) {
        let (Some(all), Some(front)) = (counts.get(at), fronts.get(at)) else { continue };
        if unit.front.is_none() && *front >= 3 && front * 2 >= *all {
            unit.front = Some("by its imports");
        }
    }
    counts.into_iter().map(|it: i32| it as u32).collect()
}
