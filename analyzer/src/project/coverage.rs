//! Coverage reports, lcov's and Istanbul's: how many lines of each file a test ran, and the functions none ran.

use super::document::{self, Json, KeyValue, Problem};
use super::manifest::joined_name;
use super::path::folder;
use super::{File, Project};
use crate::finding::Place;
use crate::report;
use crate::source::LONGEST;
use crate::syntax::{Field, Kind, Span, Syntax};

/// What one run of the tests covered.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The start of the report.
    pub place: Place,
    /// The files it tells of, in its order.
    pub sources: Vec<Covered>,
}

/// One file of a report.
#[derive(Clone, Debug)]
pub struct Covered {
    /// As the report names it: relative or absolute.
    pub path: String,
    /// Where the report tells of it.
    pub place: Place,
    /// Lines that can run.
    pub lines: u32,
    /// Lines that a test ran.
    pub hit: u32,
    /// Functions that no test ran, and the lines they begin at.
    pub missing: Vec<(String, u32)>,
}

impl Covered {
    /// Lines that no test ran.
    pub fn missed(&self) -> u32 {
        self.lines.saturating_sub(self.hit)
    }
}

impl Coverage {
    /// Lines that can run, and lines that a test ran.
    pub fn total(&self) -> (u32, u32) {
        self.sources.iter().fold((0, 0), |(lines, hit), it| (lines + it.lines, hit + it.hit))
    }
}

/// A share in percent, rounded down.
pub fn percent(hit: u32, lines: u32) -> u32 {
    (u64::from(hit) * 100).checked_div(u64::from(lines)).map_or(100, |it| it as u32)
}

/// How many untested functions are named.
const NAMED: usize = 20;

impl<'t> Project<'t> {
    /// What all reports say together.
    pub fn covered(&self) -> report::Coverage {
        let reports = &self.around.coverage;
        let (lines, hit) = reports.iter().map(Coverage::total).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        let mut worst: Vec<&Covered> = reports.iter().flat_map(|it| &it.sources).collect();
        let measured = (!worst.is_empty()).then(|| percent(hit, lines));
        worst.sort_by(|a, b| b.missed().cmp(&a.missed()).then(a.path.cmp(&b.path)));
        let mut missing: Vec<report::Untested> = worst.into_iter().flat_map(|it| self.not_run(it)).collect();
        let more = missing.len().saturating_sub(NAMED) as u32;
        missing.truncate(NAMED);
        report::Coverage { lines: measured, required: self.standard.facts.coverage, missing, more }
    }

    /// The functions of a file that no test runs, as far as they have a name.
    fn not_run(&self, source: &Covered) -> Vec<report::Untested> {
        let named = |(_, line): &(String, u32)| {
            let name = self.missing_name(source, *line)?;
            Some(report::Untested { path: source.path.clone(), line: *line, name: name.into() })
        };
        source.missing.iter().filter_map(named).collect()
    }

    /// The name of a function that no test runs: the report's, or what the file says where the report calls it
    /// anonymous.
    pub fn missing_name<'s>(&'s self, source: &'s Covered, line: u32) -> Option<&'s str> {
        let (name, _) = source.missing.iter().find(|(_, it)| *it == line)?;
        let is_named = !name.is_empty() && !name.starts_with('(');
        if is_named { Some(name.as_str()) } else { self.function_at(&source.path, line) }
    }

    /// A line of the file that a report names, from 1.
    pub fn line_of(&self, path: &str, line: u32) -> Option<Place> {
        let file = self.covered_file(path)?;
        let text = &self.files.get(file as usize)?.text;
        let mut start = 0;
        for (number, own) in (1..).zip(text.split_inclusive('\n')) {
            let head = (own.len() - own.trim_start().len()) as u32;
            if number == line {
                return Some(Place {
                    file,
                    span: Span { start: start + head, end: start + own.trim_end().len() as u32 },
                });
            }
            start += own.len() as u32;
        }
        None
    }

    /// The method or function whose name stands on a line of the file that a report names. Istanbul calls methods
    /// `(anonymous_0)`.
    pub fn function_at(&self, path: &str, line: u32) -> Option<&'t str> {
        let place = self.line_of(path, line)?;
        let first = self.classes.partition_point(|it| it.syntax.file < place.file);
        let own = self.classes.iter().skip(first).take_while(|it| it.syntax.file == place.file);
        let methods = own.flat_map(|it| &it.methods).map(|it| it.name);
        let at = self.roots.binary_search_by_key(&place.file, |it| it.file).ok()?;
        let functions = self.roots.get(at)?.find(Kind::Function).filter_map(|it| it.field(Field::Name));
        methods.chain(functions).find(|it| place.span.contains(it.span())).map(Syntax::text)
    }

    /// The file that a report names, if only one can be meant.
    fn covered_file(&self, path: &str) -> Option<u32> {
        let ends = |long: &str, short: &str| {
            long.strip_suffix(short).is_some_and(|it| it.is_empty() || it.ends_with('/') || short.starts_with('/'))
        };
        let mut all = (0..).zip(self.files).filter(|(_, it)| ends(path, &it.path) || ends(&it.path, path));
        let (file, _) = all.next()?;
        all.next().is_none().then_some(file)
    }
}

/// What a folder's report is read from, the one that says most first.
const NAMES: [&str; 3] = ["lcov.info", "coverage-final.json", "coverage-summary.json"];

/// One report a folder: Jest writes several of the same run.
pub(super) fn all(files: &[File], problems: &mut Vec<Problem>) -> Vec<Coverage> {
    let mut reports = Vec::new();
    for (file, it) in (0..).zip(files) {
        let Some(rank) = NAMES.iter().position(|name| *name == it.name()) else { continue };
        let beside = |name: &&&str| {
            let path = joined_name(folder(&it.path), name);
            files.binary_search_by(|it| it.path.cmp(&path)).is_ok()
        };
        if NAMES.iter().take(rank).any(|name| beside(&name)) {
            continue;
        }
        let sources = match (rank, it.text.len() > 4 * LONGEST) {
            (0, false) => lcov(file, &it.text),
            _ => match document::read(file, &it.text) {
                Ok(found) => found.map(|it| istanbul(it.root())).unwrap_or_default(),
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            },
        };
        if !sources.is_empty() {
            reports.push(Coverage { place: Place { file, span: Span::empty(0) }, sources });
        }
    }
    reports
}

fn lcov(file: u32, text: &str) -> Vec<Covered> {
    let mut sources: Vec<Covered> = Vec::new();
    let mut functions: Vec<(&str, u32)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span { start: at, end: at + line.trim_end().len() as u32 };
        at += line.len() as u32;
        let Some((key, value)) = line.trim_end().split_once(':') else { continue };
        if key == "SF" {
            functions.clear();
            let path = value.replace('\\', "/");
            sources.push(Covered { path, place: Place { file, span }, lines: 0, hit: 0, missing: Vec::new() });
        }
        let Some(source) = sources.last_mut() else { continue };
        let (first, last) = (value.split(',').next().unwrap_or_default(), value.rsplit(',').next().unwrap_or_default());
        match key {
            "DA" => {
                source.lines += 1;
                source.hit += u32::from(value.split(',').nth(1) != Some("0"));
            }
            "FN" => functions.push((last, first.parse().unwrap_or(1))),
            "FNDA" if first == "0" => {
                let line = functions.iter().find(|(name, _)| *name == last).map_or(1, |(_, line)| *line);
                source.missing.push((last.to_owned(), line));
            }
            _ => {}
        }
    }
    sources.retain(|it| it.lines > 0);
    sources
}

fn istanbul(root: Json) -> Vec<Covered> {
    root.entries().filter(|it| it.name != "total").filter_map(covered).collect()
}

fn covered(entry: KeyValue) -> Option<Covered> {
    let report = entry.value;
    let path = entry.name.replace('\\', "/");
    let mut covered = Covered { path, place: entry.key(), lines: 0, hit: 0, missing: Vec::new() };
    if let Some(lines) = report.at(&["lines"]) {
        covered.lines = number(lines.at(&["total"])?);
        covered.hit = number(lines.at(&["covered"])?);
        return (covered.lines > 0).then_some(covered);
    }
    let counts = report.at(&["s"])?;
    let line_of = |it: Json| it.at(&["start", "line"]).map_or(0, number);
    // Both objects have the same keys, in the same order; a line ran if one of its statements did.
    let mut lines: Vec<(u32, bool)> = Vec::new();
    for (statement, count) in report.at(&["statementMap"])?.entries().zip(counts.entries()) {
        lines.push((line_of(statement.value), number(count.value) > 0));
    }
    lines.sort_unstable_by_key(|(line, ran)| (*line, !ran));
    lines.dedup_by_key(|(line, _)| *line);
    covered.lines = lines.len() as u32;
    covered.hit = lines.iter().filter(|(_, ran)| *ran).count() as u32;
    for (function, count) in report.at(&["fnMap"])?.entries().zip(report.at(&["f"])?.entries()) {
        if number(count.value) == 0 {
            let name = function.value.at(&["name"]).and_then(Json::text).unwrap_or_default();
            let line = function.value.at(&["decl"]).map_or(1, line_of);
            covered.missing.push((name.to_owned(), line));
        }
    }
    (covered.lines > 0).then_some(covered)
}

fn number(json: Json) -> u32 {
    json.number().and_then(|it| it.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (u32, u32, Vec<(String, u32)>);

    fn report(files: &[(&str, &str)]) -> Vec<Read> {
        let file = |(path, text): &(&str, &str)| File { path: (*path).into(), text: (*text).into(), tree: None };
        let mut files: Vec<File> = files.iter().map(file).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let found = all(&files, &mut Vec::new());
        found.iter().flat_map(|it| &it.sources).map(|it| (it.lines, it.hit, it.missing.clone())).collect()
    }

    const LCOV: &str = "TN:\nSF:src/trips.service.ts\nFN:4,plan\nFN:9,cancel\nFNF:2\nFNH:1\nFNDA:3,plan\nFNDA:0,cancel\nDA:4,3\nDA:5,3\nDA:10,0\n\
                        LF:3\nLH:2\nBRF:0\nBRH:0\nend_of_record\nTN:\nSF:src\\main.ts\nDA:1,0\nend_of_record\n";

    const FINAL: &str = r#"{"/app/src/trips.service.ts": {"path": "/app/src/trips.service.ts",
      "statementMap": {"0": {"start": {"line": 4, "column": 0}}, "1": {"start": {"line": 4, "column": 9}}, "2": {"start": {"line": 10, "column": 4}}},
      "fnMap": {"0": {"name": "plan", "decl": {"start": {"line": 4, "column": 2}}}, "1": {"name": "cancel", "decl": {"start": {"line": 9, "column": 2}}}},
      "branchMap": {}, "s": {"0": 0, "1": 2, "2": 0}, "f": {"0": 3, "1": 0}, "b": {}}}"#;

    const SUMMARY: &str = r#"{"total": {"lines": {"total": 10, "covered": 5, "skipped": 0, "pct": 50}},
      "/app/src/a.ts": {"lines": {"total": 10, "covered": 5, "skipped": 0, "pct": 50}, "functions": {"total": 2, "covered": 1, "skipped": 0, "pct": 50}}}"#;

    #[test]
    fn lcov_of_jest() {
        let cancel = vec![("cancel".to_owned(), 9)];
        assert_eq!(report(&[("coverage/lcov.info", LCOV)]), [(3, 2, cancel.clone()), (1, 0, vec![])]);
        let newer = LCOV.replace("FN:9,cancel", "FN:9,12,cancel").replace('\n', "\r\n");
        assert_eq!(report(&[("lcov.info", &newer)])[0], (3, 2, cancel));
    }

    #[test]
    fn istanbul_of_both_kinds() {
        assert_eq!(report(&[("coverage-final.json", FINAL)]), [(2, 1, vec![("cancel".to_owned(), 9)])]);
        assert_eq!(report(&[("coverage-summary.json", SUMMARY)]), [(10, 5, vec![])]);
    }

    #[test]
    fn one_report_a_folder() {
        let all =
            [("coverage/lcov.info", LCOV), ("coverage/coverage-final.json", FINAL), ("coverage-summary.json", SUMMARY)];
        assert_eq!(report(&all).len(), 3);
        assert_eq!(
            report(&[("lcov.info", "TN:\n"), ("x/coverage-final.json", "{}"), ("y/coverage-summary.json", "{ broken")]),
            []
        );
    }

    #[test]
    fn shares() {
        assert_eq!([percent(799, 1000), percent(4, 5), percent(0, 0)], [79, 80, 100]);
    }
}
