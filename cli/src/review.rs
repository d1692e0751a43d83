//! `nestor review`: gathers, reviews, fixes, prints, and ends as asked.

use std::io::{Read, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use analyzer::report::{self, Finding, Severity};
use analyzer::syntax::Tree;
use analyzer::{Reviewer, Source, Standard};
use anstream::ColorChoice;

use crate::arguments::{Format, Review as Asked};
use crate::fix::{self, Fixes};
use crate::format::{github, gitlab, text};
use crate::gather::{Gathered, gather};
use crate::output::{Output, cause, say};
use crate::place::{Base, absolute, shown};
use crate::progress::Progress;
use crate::read::{Encoding, Input, decode};
use crate::since::Changed;
use crate::standard;

/// The engine and the standard it goes by.
pub struct Engine<'s> {
    reviewer: Reviewer,
    standard: &'s Standard,
}

impl Engine<'_> {
    /// Reviews; what it parsed last time it does not parse again.
    pub fn review(&mut self, sources: &[Source]) -> report::Review {
        self.reviewer.review(sources, self.standard)
    }

    /// Path and tree of each file that the last review parsed.
    pub fn trees(&self) -> Vec<(String, Arc<Tree>)> {
        self.reviewer.trees().to_vec()
    }

    /// Takes away the fixes that do not hold.
    fn confirm(&mut self, sources: &[Source], review: &mut report::Review) {
        self.reviewer.confirm(sources, self.standard, review);
    }
}

/// Runs the command.
pub fn run(asked: &Asked, color: ColorChoice) -> Result<ExitCode, String> {
    let options = asked.options()?;
    let scope = Scope::of(asked)?;
    let found = standard::find(asked, &scope.base)?;
    found.problems.iter().for_each(|it| say(it));
    let changed = || asked.since.as_ref().map(|it| Changed::since(it, &scope.base)).transpose();
    let before = changed()?;
    let progress = Progress::new(!asked.quiet && !asked.no_progress);
    let mut gathered = gather(&scope.paths, &scope.base, asked.jobs(), &progress);
    scope.add_stdin(&mut gathered)?;
    progress.aside(|| gathered.problems.iter().for_each(|it| say(it)));
    let mut inputs = gathered.inputs;
    if inputs.is_empty() {
        return Err(format!("nothing to review in {}", listed(&scope.paths)));
    }
    progress.next(format!("Reviewing {} files", inputs.len()));
    let mut engine = Engine { reviewer: Reviewer::with_jobs(asked.jobs()), standard: &found.standard };
    let sources: Vec<Source> = inputs.iter().map(|it| it.source.clone()).collect();
    let mut review = engine.review(&sources);
    if asked.fix || asked.fix_unsafe {
        let is_touched = before.as_ref().map(|changed| |it: &Finding| changed.touches(it));
        let is_wanted = is_touched.as_ref().map(|it| it as &dyn Fn(&Finding) -> bool);
        let fixes = Fixes { with_unsafe: asked.fix_unsafe, is_wanted };
        progress.next("Fixing".into());
        let done = fix::run(&mut engine, &mut inputs, review, &fixes);
        progress.aside(|| done.say(asked.quiet));
        review = done.review;
    }
    progress.next("Trying the fixes".into());
    let sources: Vec<Source> = inputs.iter().map(|it| it.source.clone()).collect();
    engine.confirm(&sources, &mut review);
    let after = if asked.fix || asked.fix_unsafe { changed()? } else { before };
    review.keep(|it| {
        after.as_ref().is_none_or(|changed| changed.touches(it))
            && scope.stdin.as_ref().is_none_or(|(_, name)| *name == it.path)
    });
    drop(progress);
    Output::to(asked.output.as_deref(), color).print(&rendered(asked, &options, &review, &inputs, &scope.base))?;
    let fails = |least: Severity| review.findings.iter().any(|it| it.severity >= least);
    Ok(ExitCode::from(u8::from(asked.fail_on.severity().is_some_and(fails))))
}

fn rendered(
    asked: &Asked,
    options: &report::Options,
    review: &report::Review,
    inputs: &[Input],
    base: &Base,
) -> String {
    let sources = || inputs.iter().map(|it| it.source.clone()).collect::<Vec<_>>();
    match asked.format {
        Format::Text => text::render(
            review,
            &text::Setting {
                inputs,
                below: base.below_here(),
                quiet: asked.quiet,
                width: text::width(asked.output.is_none()),
            },
        ),
        Format::Json => report::json(review),
        Format::Markdown => report::markdown_with(review, &sources(), options),
        Format::Sarif => report::sarif(review, &base.below_repository()),
        Format::Github => github::render(review, &base.below_repository()),
        Format::Gitlab => gitlab::render(review, &base.below_repository()),
    }
}

/// What is looked at.
struct Scope {
    /// They exist, and are free of links.
    paths: Vec<PathBuf>,
    base: Base,
    /// The path of the text on standard input, and its name in the review.
    stdin: Option<(PathBuf, String)>,
}

impl Scope {
    /// Says which paths are not there; none at all is an error.
    fn of(asked: &Asked) -> Result<Scope, String> {
        let stdin = asked.stdin_path.as_deref().map(absolute);
        let around = stdin.as_deref().map(project_around);
        let here = [around.unwrap_or_else(|| PathBuf::from("."))];
        let given = if asked.paths.is_empty() { &here[..] } else { &asked.paths };
        let (mut paths, mut missing) = (Vec::new(), Vec::new());
        for path in given {
            match path.canonicalize() {
                Ok(found) if found.is_dir() || found.is_file() => paths.push(found),
                Ok(_) => missing.push(format!("{} is neither a file nor a folder", path.display())),
                Err(error) => missing.push(format!("cannot read {}: {}", path.display(), cause(&error))),
            }
        }
        let last = if paths.is_empty() { missing.pop() } else { None };
        missing.iter().for_each(|it| say(it));
        if let Some(last) = last {
            return Err(last);
        }
        let mut all = paths.clone();
        all.extend(stdin.as_deref().and_then(Path::parent).and_then(|it| it.canonicalize().ok()));
        let base = Base::of(&all);
        let stdin = stdin.map(|it| (it.clone(), base.name(&it)));
        Ok(Scope { paths, base, stdin })
    }

    /// The text on standard input takes the place of the file of its path.
    fn add_stdin(&self, gathered: &mut Gathered) -> Result<(), String> {
        let Some((path, name)) = &self.stdin else { return Ok(()) };
        if !analyzer::is_read(name) {
            return Err(format!("{} is no file that is reviewed", shown(path)));
        }
        let mut bytes = Vec::new();
        stdin().read_to_end(&mut bytes).map_err(|it| format!("cannot read standard input: {}", cause(&it)))?;
        let (text, _) = decode(bytes).map_err(|it| format!("standard input {it}"))?;
        let input = Input { source: Source::new(name.as_str(), text), path: path.clone(), encoding: Encoding::Utf8 };
        match gathered.inputs.binary_search_by(|it| it.source.path.cmp(name)) {
            Ok(at) => gathered.inputs[at] = input,
            Err(at) => gathered.inputs.insert(at, input),
        }
        Ok(())
    }
}

/// The folder one is in if it holds the path; but where that is no project's, and in any other case, the nearest above
/// the path with a `package.json`.
fn project_around(path: &Path) -> PathBuf {
    let here = absolute(Path::new("."));
    let folder = path.parent().unwrap_or(path);
    let is_marked = ["package.json", "nestor.json", ".git"].iter().any(|it| here.join(it).exists());
    if is_marked && path.starts_with(&here) {
        return here;
    }
    let project = folder.ancestors().take_while(|it| *it != here).find(|it| it.join("package.json").is_file());
    let fallback = if path.starts_with(&here) { here.as_path() } else { folder };
    project.unwrap_or(fallback).to_owned()
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|it| shown(it)).collect::<Vec<_>>().join(", ")
}
