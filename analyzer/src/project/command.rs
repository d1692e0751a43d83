//! Commands that run where the code is built and deployed: scripts of manifests, instructions of images, services.

use super::{Manifest, Project, Service, Stage};
use crate::finding::Place;

/// Where a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'p> {
    /// Under `scripts` of a `package.json`, by this name.
    Script(&'p str),
    /// `RUN` of an image.
    Build,
    /// `CMD` or `ENTRYPOINT` of an image, or `command` of a service.
    Start,
}

/// A text for a shell.
#[derive(Clone, Copy, Debug)]
pub struct Command<'p> {
    /// What runs.
    pub text: &'p str,
    /// Where it stands.
    pub place: Place,
    /// Who runs it.
    pub from: Origin<'p>,
}

impl<'p> Command<'p> {
    /// The single commands in it, each as its words: `a && b c` is `[a]` and `[b, c]`.
    pub fn parts(&self) -> impl Iterator<Item = Vec<&'p str>> {
        let is_shell = matches!(self.from, Origin::Script(_)) || !self.text.starts_with('[');
        let ends: &[char] = if is_shell { &['&', '|', ';', '(', ')'] } else { &[] };
        self.text.split(ends).map(words).filter(|it| !it.is_empty())
    }
}

/// Without quotes, brackets, variables set for the command and programs that only start another one.
fn words(part: &str) -> Vec<&str> {
    let all = part.split([' ', '\t', '\n', '\r', ',', '[', ']', '"', '\'']);
    let mut words: Vec<&str> = all.filter(|it| !it.is_empty() && *it != "\\").collect();
    let wraps = |it: &str| {
        matches!(it, "cross-env" | "exec" | "env" | "sh" | "bash" | "/bin/sh" | "-c" | "dotenv" | "-e" | "--" | "time")
            || it.starts_with(".env")
            || (it.starts_with("--") && !it.contains('='))
            || (it.contains('=') && !it.starts_with('-'))
    };
    let begin = words.iter().position(|it| !wraps(it)).unwrap_or(words.len());
    words.drain(..begin);
    words
}

/// The script that words call: `start:prod` of `npm run start:prod`, `yarn start:prod` and `bun run start:prod`.
pub fn script_of<'p>(words: &[&'p str]) -> Option<&'p str> {
    let (program, rest) = words.split_first()?;
    let runner = matches!(*program, "npm" | "pnpm" | "yarn" | "bun");
    let name =
        rest.iter().copied().filter(|it| !it.starts_with('-')).find(|it| !matches!(*it, "run" | "run-script"))?;
    runner.then_some(name)
}

impl Project<'_> {
    /// Every command, in reading order of their files.
    pub fn commands(&self) -> Vec<Command<'_>> {
        let scripts = self.manifests.iter().flat_map(|it| it.scripts.iter());
        let scripts = scripts.map(|it| Command { text: &it.text, place: it.place, from: Origin::Script(&it.name) });
        let mut commands: Vec<Command> = scripts.collect();
        for stage in &self.around.stages {
            commands.extend(of_stage(stage));
        }
        for service in &self.around.services {
            commands.extend(of_service(service));
        }
        commands
    }

    /// The manifest whose scripts a command can call.
    pub fn manifest_for(&self, command: &Command) -> Option<&Manifest> {
        self.manifest_of(command.place.file)
    }
}

fn of_stage<'p>(stage: &'p Stage<'p>) -> impl Iterator<Item = Command<'p>> {
    stage.instructions.iter().filter_map(|it| {
        let from = match it.keyword {
            "RUN" | "run" => Origin::Build,
            "CMD" | "cmd" | "ENTRYPOINT" | "entrypoint" => Origin::Start,
            _ => return None,
        };
        Some(Command { text: it.text, place: it.place, from })
    })
}

fn of_service<'p>(service: &'p Service<'p>) -> impl Iterator<Item = Command<'p>> {
    let settings = service.settings.iter().filter(|it| matches!(it.key, "command" | "entrypoint"));
    settings.map(|it| Command { text: it.value, place: it.place, from: Origin::Start })
}
