//! Commands that run where the code is built and deployed: scripts of manifests, instructions of images, services.

use super::{Instruction, Project, Script, Service, Stage};
use crate::finding::Place;

/// Where a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'p> {
    /// Under `scripts` of a `package.json`, by this name.
    Script(&'p str),
    /// `RUN` of an image.
    Build,
    /// `CMD` or `ENTRYPOINT` of an image.
    Start,
    /// `command` of a service.
    Service,
}

/// A text for a shell.
#[derive(Clone, Copy, Debug)]
pub struct Command<'p> {
    /// What runs.
    pub text: &'p str,
    /// Where it stands.
    pub place: Place,
    /// Who runs it.
    pub origin: Origin<'p>,
}

impl<'p> Command<'p> {
    /// The single commands in it, each as its words: `a && b c` is `[a]` and `[b, c]`.
    pub fn parts(&self) -> impl Iterator<Item = Vec<&'p str>> {
        self.text.split(['&', '|', ';', '(', ')']).map(words).filter(|it| !it.is_empty())
    }
}

/// Without quotes, brackets, variables set for the command and programs that only start another one.
fn words(part: &str) -> Vec<&str> {
    let all = part.split([' ', '\t', '\n', '\r', ',', '[', ']', '"', '\'']);
    let mut words: Vec<&str> = all.filter(|it| !it.is_empty() && *it != "\\").collect();
    let wraps = |it: &str| {
        matches!(it, "cross-env" | "exec" | "env" | "sh" | "bash" | "/bin/sh" | "dotenv" | "time")
            || it.starts_with('-')
            || it.starts_with(".env")
            || it.contains('=')
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

/// Whether the name of a script or a file says that it is for one's own machine or for tests: `start:dev`.
pub fn is_local(name: &str) -> bool {
    speaks_of(name, &["dev", "develop", "development", "local", "test", "tests", "e2e", "ci", "seed"])
}

/// Whether one of the words of a name is among these.
pub fn speaks_of(name: &str, words: &[&str]) -> bool {
    name.split([':', '-', '_', '.']).any(|it| words.contains(&it))
}

impl Script {
    /// What it runs.
    pub fn command(&self) -> Command<'_> {
        Command { text: &self.text, place: self.place, origin: Origin::Script(&self.name) }
    }
}

impl Project<'_> {
    /// Every command, in reading order of their files.
    pub fn commands(&self) -> Vec<Command<'_>> {
        let scripts = self.manifests.iter().flat_map(|it| it.scripts.iter());
        let mut commands: Vec<Command> = scripts.map(Script::command).collect();
        for stage in &self.around.stages {
            commands.extend(of_stage(stage));
        }
        for service in &self.around.services {
            commands.extend(of_service(service));
        }
        commands
    }
}

fn of_stage<'p>(stage: &'p Stage<'p>) -> impl Iterator<Item = Command<'p>> {
    stage.instructions.iter().filter_map(Instruction::command)
}

impl<'t> Instruction<'t> {
    /// What it runs, if it runs something.
    pub fn command(&self) -> Option<Command<'t>> {
        let is = |word: &str| self.keyword.eq_ignore_ascii_case(word);
        let origin = if is("RUN") { Origin::Build } else { Origin::Start };
        (is("RUN") || is("CMD") || is("ENTRYPOINT")).then_some(Command { text: self.text, place: self.place, origin })
    }
}

fn of_service<'p>(service: &'p Service<'p>) -> impl Iterator<Item = Command<'p>> {
    let settings = service.settings.iter().filter(|it| matches!(it.key, "command" | "entrypoint"));
    settings.map(|it| Command { text: it.value, place: it.place, origin: Origin::Service })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Span;

    fn parts(text: &str, origin: Origin) -> Vec<String> {
        let place = Place { file: 0, span: Span::empty(0) };
        Command { text, place, origin }.parts().map(|it| it.join(" ")).collect()
    }

    #[test]
    fn commands_are_taken_apart() {
        let script = Origin::Script("start");
        assert_eq!(
            parts("NODE_ENV=production cross-env A=1 nest build && node dist/main", script),
            ["nest build", "node dist/main"]
        );
        assert_eq!(
            parts("dotenv -e .env.test -- npx prisma db push; exec bun main.ts", script),
            ["npx prisma db push", "bun main.ts"]
        );
        assert_eq!(
            parts("[\"sh\", \"-c\", \"npx prisma migrate deploy && npm start\"]", Origin::Start),
            ["npx prisma migrate deploy", "npm start"]
        );
        assert_eq!(parts("npm ci \\\n  && npm run build", Origin::Build), ["npm ci", "npm run build"]);
        assert_eq!(parts("--mount=type=cache,target=/root/.npm npm install", Origin::Build), ["npm install"]);
        assert_eq!(parts("", script), Vec::<String>::new());
    }

    #[test]
    fn scripts_by_whoever_calls_them() {
        for words in
            ["npm run start:prod", "yarn start:prod", "bun run --silent start:prod", "pnpm start:prod -- --port 1"]
        {
            let words: Vec<&str> = words.split(' ').collect();
            assert_eq!(script_of(&words), Some("start:prod"));
        }
        assert_eq!(script_of(&["node", "start:prod"]), None);
        assert_eq!(script_of(&["npm"]), None);
    }
}
