//! Secrets that become part of an image.

use crate::finding::Finding;
use crate::project::secret::{self, Secret};
use crate::project::{Instruction, Project, Stage, folder, joined_name};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "deployment/secret-in-image",
    title: "A secret becomes part of the image",
    severity: Severity::High,
    standard: &["S194"],
    refs: &[
        "CWE-538",
        "https://docs.docker.com/build/building/secrets/",
        "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("secret_in_image.md"),
    check: &[Check::Instruction(&["ENV", "ARG"], variable), Check::Instruction(&["COPY", "ADD"], copy)],
};

/// `ENV JWT_SECRET=…`
fn variable(project: &Project, stage: &Stage, set: &Instruction) -> Option<Finding> {
    let name = set.text.split_whitespace().find_map(|it| given(it).or(spaced(set.text)))?;
    let message = format!(
        "`{}` sets `{name}` to what looks like a real secret. Whoever can pull the image reads it with `docker history`.",
        set.keyword
    );
    let finding = Finding::at(set.place, message).likely();
    let own = project.is_local(stage.place.file);
    Some(if own { finding.severity(Severity::Low) } else { finding })
}

/// The name in `NAME=value`, if the value is a secret.
fn given(pair: &str) -> Option<&str> {
    let (name, value) = pair.split_once('=')?;
    is_secret(name, value.trim_matches(['"', '\''])).then_some(name)
}

/// The older `ENV NAME value`.
fn spaced(text: &str) -> Option<&str> {
    let (name, value) = text.split_once(' ')?;
    (!name.contains('=') && is_secret(name, value.trim())).then_some(name)
}

fn is_secret(name: &str, value: &str) -> bool {
    // The form of an address with a password is common for databases that only the build has.
    let known = secret::recognize(value).is_some_and(|it| !matches!(it, Secret::Address { .. }));
    let guessed = secret::names_secret(name) && (secret::looks_random(value) || secret::looks_like_password(value));
    !value.contains('$') && (known || guessed)
}

/// `COPY .env .`, and `COPY . .` where nothing keeps the file out.
fn copy(project: &Project, stage: &Stage, copy: &Instruction) -> Option<Finding> {
    (copy.flag("--from").is_none() && project.is_shipped(stage) && !project.is_local(stage.place.file)).then_some(())?;
    let mut words: Vec<&str> = copy.words().collect();
    words.pop();
    let sample = |it: &str| ["example", "sample", "template", "dist"].iter().any(|mark| it.contains(mark));
    let named = words.iter().find(|it| it.rsplit('/').next().is_some_and(|it| it.starts_with(".env")) && !sample(it));
    if let Some(file) = named {
        let message = format!(
            "`{file}` becomes a layer of the image: whoever can pull it reads every value, also after a later `RUN rm`."
        );
        return Some(Finding::at(copy.place, message).severity(Severity::Medium).likely());
    }
    words.iter().any(|it| matches!(*it, "." | "./" | "*")).then_some(())?;
    let beside = joined_name(folder(&project.files.get(stage.place.file as usize)?.path), ".env");
    let kept = |path: &str| project.ignored_by(".dockerignore", path) == Some(true);
    let used = project.ignored_by(".gitignore", &beside) == Some(true) || project.file_at(&beside).is_some();
    (used && !kept(&beside) && !kept(".env")).then_some(())?;
    let message = "The whole folder is copied into the image, and no line of `.dockerignore` keeps `.env` out: built on a \
                   machine that has one, the image carries its secrets.";
    Some(Finding::at(copy.place, message).severity(Severity::Low).likely())
}
