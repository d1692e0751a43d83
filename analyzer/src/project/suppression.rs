//! `nestor-ignore` comments.

use super::File;
use crate::finding::Place;
use crate::syntax::{Kind, Language, Span, Syntax};

/// One comment that keeps findings away.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// The comment.
    pub place: Place,
    /// The rule it names; empty if it names none.
    pub rule: String,
    /// Whether the review knows this rule.
    pub is_known: bool,
    /// Whether the standard runs it.
    pub is_on: bool,
    /// What stands behind the colon.
    pub reason: String,
    /// Whether it speaks for the whole file.
    pub whole_file: bool,
    /// The lines it speaks for, from 0: its own and the next.
    pub lines: [usize; 2],
    /// How many findings it kept away.
    pub used: usize,
}

impl Suppression {
    /// Whether it keeps a finding away.
    pub fn covers(&self, rule: &str, place: Place, line: usize) -> bool {
        self.rule == rule && self.place.file == place.file && (self.whole_file || self.lines.contains(&line))
    }
}

const MARK: &str = "nestor-ignore";

pub(super) fn all(files: &[File]) -> Vec<Suppression> {
    (0..).zip(files).flat_map(|(id, it)| of(id, it)).collect()
}

fn of(id: u32, file: &File) -> Vec<Suppression> {
    let comments: Vec<Span> = match (&file.tree, File::language(&file.path)) {
        (Some(tree), Some(language)) => {
            let kinds: &[Kind] = match language {
                Language::TypeScript => &[Kind::Comment],
                Language::Prisma => &[Kind::Comment, Kind::DeveloperComment],
            };
            tree.root(id).find_any(kinds).into_iter().map(Syntax::span).collect()
        }
        _ if file.text.contains(MARK) => line_comments(&file.text),
        _ => Vec::new(),
    };
    comments.into_iter().filter_map(|it| suppression(id, file, it)).collect()
}

/// `#` of `.env` and `Dockerfile`, `--` of SQL, `//` of JSON that allows it.
fn line_comments(text: &str) -> Vec<Span> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        (start, line.trim_end())
    });
    let starts = |it: &str| ["#", "--", "//"].iter().any(|mark| it.starts_with(mark));
    let comments = lines.filter(|(_, it)| starts(it.trim_start()));
    comments.map(|(start, line)| Span { start: start as u32, end: (start + line.len()) as u32 }).collect()
}

fn suppression(file: u32, source: &File, span: Span) -> Option<Suppression> {
    let text = source.text.get(span.start as usize..span.end as usize)?;
    let body = text.trim_start_matches(['/', '*', '#', '-', ' ']).trim_end_matches(['/', '*', ' ']);
    let rest = body.strip_prefix(MARK)?;
    let (whole_file, rest) = match rest.strip_prefix("-file") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    (rest.is_empty() || rest.starts_with([' ', ':'])).then_some(())?;
    let (rule, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let line = source.text.get(..span.start as usize)?.matches('\n').count();
    let last = line + text.matches('\n').count();
    Some(Suppression {
        place: Place { file, span },
        rule: rule.trim().to_owned(),
        is_known: false,
        is_on: false,
        reason: reason.trim().to_owned(),
        whole_file,
        lines: [line, last + 1],
        used: 0,
    })
}
