//! The applications and libraries of a repository, and which of them run together.

use super::package::Package;
use super::path::is_within;
use super::unit::{self, Unit};
use super::{File, Project};
use crate::syntax::Language;

/// Which files run together.
#[derive(Default)]
pub(super) struct Apps {
    folders: Vec<String>,
    /// The unit of each file.
    unit_of: Vec<u32>,
    /// For each unit the units that use it, itself among them; sorted.
    users: Vec<Vec<u32>>,
}

/// What is read of a repository of this many parts; beyond it every part stands for itself.
const MOST_UNITS: usize = 2000;

impl Apps {
    /// `loads` are pairs of files of which the first loads the second.
    pub(super) fn of(files: &[File], packages: &[Package], loads: &[(u32, u32)]) -> Apps {
        let texts: Vec<(&str, &str)> = files.iter().map(|it| (it.path.as_str(), &*it.text)).collect();
        let mut units = unit::all(&texts);
        units.retain(|it| it.is_declared);
        if units.len() < 2 {
            return Apps::default();
        }
        let unit_of: Vec<u32> = files.iter().map(|it| unit::of(&units, &it.path) as u32).collect();
        let edges = edges(files, packages, loads, &units, &unit_of);
        let users = users(units.len(), &edges);
        Apps { folders: units.into_iter().map(|it| it.folder).collect(), unit_of, users }
    }

    fn folder(&self, file: u32) -> &str {
        let unit = self.unit_of.get(file as usize).map_or(0, |it| *it as usize);
        self.folders.get(unit).map_or("", String::as_str)
    }

    fn users(&self, file: u32) -> &[u32] {
        let unit = self.unit_of.get(file as usize).map_or(0, |it| *it as usize);
        self.users.get(unit).map_or(&[], Vec::as_slice)
    }
}

/// Pairs of units of which the first uses the second, sorted: by what their files load, and by what their
/// `package.json` names. What a test loads is part of no running application.
fn edges(files: &[File], packages: &[Package], loads: &[(u32, u32)], units: &[Unit], of: &[u32]) -> Vec<(u32, u32)> {
    let unit = |file: u32| of.get(file as usize).copied().unwrap_or(0);
    let running: Vec<bool> = files.iter().map(|it| !it.is_test()).collect();
    let runs = |file: u32| running.get(file as usize).copied().unwrap_or(false);
    let mut edges: Vec<(u32, u32)> =
        loads.iter().filter(|(from, _)| runs(*from)).map(|(from, to)| (unit(*from), unit(*to))).collect();
    let at = |package: &Package| units.binary_search_by(|it| it.folder.as_str().cmp(package.folder)).ok();
    let mut names: Vec<(&str, usize)> = packages.iter().filter_map(|it| Some((it.name.as_str(), at(it)?))).collect();
    names.sort_unstable();
    for package in packages {
        let Some(from) = at(package) else { continue };
        let used = package.dependencies.iter().filter(|(_, runs)| *runs);
        let targets = used.filter_map(|(name, _)| names.binary_search_by_key(&name.as_str(), |(it, _)| it).ok());
        edges.extend(targets.filter_map(|it| Some((from as u32, names.get(it)?.1 as u32))));
    }
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// Walks from every unit to all it uses, and notes there who came.
fn users(count: usize, edges: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut users: Vec<Vec<u32>> = vec![Vec::new(); count];
    for start in 0..count as u32 {
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            let Some(known) = users.get_mut(at as usize).filter(|it| it.last() != Some(&start)) else { continue };
            known.push(start);
            if count <= MOST_UNITS {
                let first = edges.partition_point(|(from, _)| *from < at);
                let next = edges.iter().skip(first).take_while(|(from, _)| *from == at);
                open.extend(next.map(|(_, to)| *to));
            }
        }
    }
    users
}

/// Whether two files are part of one running application.
pub(super) fn same(project: &Project, one: u32, other: u32) -> bool {
    let apps = &project.modules.apps;
    let (a, b) = (apps.users(one), apps.users(other));
    // Both are sorted.
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    one == other
        || apps.users.is_empty()
        || short.iter().any(|it| long.binary_search(it).is_ok())
        || is_shared(project, one, other)
        || is_shared(project, other, one)
}

/// A schema, a `.env`, a `package.json` in the folder around an application is also that application's.
fn is_shared(project: &Project, outer: u32, inner: u32) -> bool {
    let around = project.modules.apps.folder(outer);
    let code = |it: &File| File::language(&it.path) == Some(Language::TypeScript);
    let path = |it: u32| project.files.get(it as usize);
    path(outer).is_some_and(|it| !code(it)) && path(inner).is_some_and(|it| is_within(&it.path, around))
}

/// How many folders two paths begin with alike.
pub(super) fn common(one: &str, other: &str) -> usize {
    let parts = one.split('/').zip(other.split('/'));
    parts.take_while(|(a, b)| a == b && !a.is_empty()).count()
}
