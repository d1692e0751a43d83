//! `Dockerfile`: stages and their instructions.

use super::command::is_local;
use super::{File, Project};
use crate::finding::Place;
use crate::syntax::Span;

/// One `FROM` and what follows it.
#[derive(Clone, Debug)]
pub struct Stage<'t> {
    /// What it starts from: an image, or the name of an earlier stage.
    pub base: &'t str,
    /// Behind `AS`; empty if it has no name.
    pub name: &'t str,
    /// Where the base stands.
    pub place: Place,
    /// Without the `FROM`, in reading order.
    pub instructions: Vec<Instruction<'t>>,
    /// Whether it is what the file builds: its last stage.
    pub is_last: bool,
}

/// `KEYWORD text`, with the lines that a `\` continues and the lines of a here-document.
#[derive(Clone, Copy, Debug)]
pub struct Instruction<'t> {
    /// In capital letters, as is the custom, or as it is written.
    pub keyword: &'t str,
    /// Behind it.
    pub text: &'t str,
    /// Where the text stands.
    pub place: Place,
}

impl<'t> Stage<'t> {
    /// The instructions of a keyword, in reading order.
    pub fn all(&self, keyword: &str) -> impl DoubleEndedIterator<Item = &Instruction<'t>> {
        self.instructions.iter().filter(move |it| it.keyword.eq_ignore_ascii_case(keyword))
    }

    /// The last instruction of a keyword, the one that holds.
    pub fn last(&self, keyword: &str) -> Option<&Instruction<'t>> {
        self.all(keyword).next_back()
    }
}

impl<'t> Instruction<'t> {
    /// The words, without flags (`--chown=…`), brackets, quotes and commas.
    pub fn words(&self) -> impl Iterator<Item = &'t str> {
        let words = self.text.split([' ', '\t', '\n', '\r', ',', '[', ']', '"']);
        words.filter(|it| !it.is_empty() && !it.starts_with("--") && *it != "\\")
    }

    /// The value of a flag: `builder` of `--from=builder`.
    pub fn flag(&self, name: &str) -> Option<&'t str> {
        self.text.split_whitespace().find_map(|it| it.strip_prefix(name)?.strip_prefix('='))
    }
}

impl<'t> Project<'t> {
    /// The stage of the same file that a stage starts from.
    pub fn stage_below(&self, stage: &Stage<'t>) -> Option<&Stage<'t>> {
        let own = |it: &&Stage| it.place.file == stage.place.file && it.place.span < stage.place.span;
        self.around.stages.iter().filter(own).find(|it| it.name.eq_ignore_ascii_case(stage.base))
    }

    /// A stage and those it starts from, itself first: what ends up in one image.
    pub fn stages_of<'p>(&'p self, stage: &'p Stage<'t>) -> Vec<&'p Stage<'t>> {
        let mut all = vec![stage];
        while let Some(below) = all.last().and_then(|it| self.stage_below(it)) {
            all.push(below);
        }
        all
    }

    /// Whether what a stage holds ends up in the image that its file builds.
    pub fn is_shipped(&self, stage: &Stage<'t>) -> bool {
        let last = self.around.stages.iter().find(|it| it.is_last && it.place.file == stage.place.file);
        last.is_some_and(|it| self.stages_of(it).iter().any(|it| it.place == stage.place))
    }

    /// Whether a file is for one's own machine or for tests, by its name: `Dockerfile.dev`.
    pub fn is_local(&self, file: u32) -> bool {
        self.files.get(file as usize).is_some_and(|it| is_local(it.name()))
    }
}

/// `Dockerfile`, `Dockerfile.prod`, `api.Dockerfile`
pub(super) fn is_dockerfile(name: &str) -> bool {
    name == "Dockerfile" || name.starts_with("Dockerfile.") || name.ends_with(".Dockerfile")
}

pub(super) fn all(files: &[File]) -> Vec<Stage<'_>> {
    let mut stages = Vec::new();
    for (file, it) in (0..).zip(files).filter(|(_, it)| is_dockerfile(it.name())) {
        read(file, &it.text, &mut stages);
    }
    stages
}

fn read<'t>(file: u32, text: &'t str, stages: &mut Vec<Stage<'t>>) {
    let first = stages.len();
    let mut at = 0;
    while let Some((start, end)) = next(text, &mut at) {
        let Some(line) = text.get(start..end) else { break };
        let head = line.len() - line.trim_start().len();
        let line = line.trim();
        let (keyword, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        if keyword.is_empty() || keyword.starts_with('#') {
            continue;
        }
        let body = rest.trim_start();
        let begin = start + head + line.len() - body.len();
        let place = Place { file, span: Span { start: begin as u32, end: (begin + body.len()) as u32 } };
        let instruction = Instruction { keyword, text: body, place };
        if keyword.eq_ignore_ascii_case("FROM") {
            stages.extend(stage(instruction));
        } else if stages.len() > first
            && let Some(stage) = stages.last_mut()
        {
            stage.instructions.push(instruction);
        }
    }
    if let Some(last) = stages.get_mut(first..).and_then(|it| it.last_mut()) {
        last.is_last = true;
    }
}

fn stage(from: Instruction<'_>) -> Option<Stage<'_>> {
    let mut words = from.words();
    let base = words.next()?;
    let name = words.skip_while(|it| !it.eq_ignore_ascii_case("as")).nth(1).unwrap_or_default();
    Some(Stage { base, name, place: from.place, instructions: Vec::new(), is_last: false })
}

/// The bytes of the next instruction, with the lines that belong to it.
fn next(text: &str, at: &mut usize) -> Option<(usize, usize)> {
    let start = *at;
    (start < text.len()).then_some(())?;
    let mut end_mark = "";
    let mut continues = true;
    while continues && *at < text.len() {
        let rest = text.get(*at..)?;
        let line = rest.split_inclusive('\n').next()?;
        let own = line.trim();
        // A comment between continued lines does not end them.
        let is_comment = own.starts_with('#') && end_mark.is_empty();
        if end_mark.is_empty() && !is_comment {
            end_mark = own.split_once("<<").map_or("", |(_, it)| it.trim_start_matches('-'));
            end_mark = end_mark.split([' ', ';']).next()?.trim_matches(['"', '\'']);
        } else if own == end_mark {
            end_mark = "";
        }
        continues = own.ends_with('\\') || !end_mark.is_empty() || (is_comment && *at > start);
        *at += line.len();
    }
    Some((start, *at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages(text: &str) -> Vec<(String, String, Vec<String>)> {
        let files = [File { path: "Dockerfile".into(), text: text.into(), tree: None }];
        let text = |it: &Instruction| format!("{}|{}", it.keyword, it.words().collect::<Vec<_>>().join(" "));
        let found = all(&files);
        assert!(found.iter().rev().skip(1).all(|it| !it.is_last) && found.last().is_none_or(|it| it.is_last));
        found
            .iter()
            .map(|it| (it.base.to_owned(), it.name.to_owned(), it.instructions.iter().map(text).collect()))
            .collect()
    }

    #[test]
    fn stages_and_their_instructions() {
        let text = "# syntax=docker/dockerfile:1\nARG TAG=1\nFROM --platform=$BUILDPLATFORM node:22 AS build\nRUN npm ci \\\n  # why\n  \
                    && npm run build\n\nfrom build as final\r\nUSER node\r\nCMD [\"node\", \"dist/main.js\"]";
        let expected = [
            ("node:22", "build", vec!["RUN|npm ci # why && npm run build"]),
            ("build", "final", vec!["USER|node", "CMD|node dist/main.js"]),
        ];
        let expected: Vec<(String, String, Vec<String>)> = expected
            .into_iter()
            .map(|(a, b, c)| (a.into(), b.into(), c.into_iter().map(Into::into).collect()))
            .collect();
        assert_eq!(stages(text), expected);
    }

    #[test]
    fn here_documents_end_where_they_say() {
        let found =
            stages("FROM oven/bun:1\nRUN <<EOF\nbun install\nUSER root\nEOF\nCOPY --chown=bun:bun . .\nUSER bun\n");
        assert_eq!(found[0].2, ["RUN|<<EOF bun install USER root EOF", "COPY|. .", "USER|bun"]);
    }

    #[test]
    fn half_a_file_ends() {
        for text in ["", "\\", "FROM", "RUN x", "FROM a\nRUN <<EOF\nx", "FROM a \\", "FROM a\nRUN \\\n#", "\n\n#"] {
            stages(text);
        }
        assert_eq!(stages("FROM scratch")[0].0, "scratch");
    }
}
