//! Images whose process is root.

use crate::finding::Finding;
use crate::project::{Project, Stage};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "deployment/runs-as-root",
    title: "The container runs as root",
    severity: Severity::Medium,
    standard: &["S003"],
    refs: &[
        "CWE-250",
        "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
        "https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#non-root-user",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("runs_as_root.md"),
    check: &[Check::Stage(check)],
};

/// Official images that start as root, and the other user that they bring.
const ROOTS: [(&str, &str); 7] = [
    ("node", "node"),
    ("oven/bun", "bun"),
    ("denoland/deno", "deno"),
    ("alpine", ""),
    ("debian", ""),
    ("ubuntu", ""),
    ("library/node", "node"),
];

fn check(project: &Project, stage: &Stage) -> Option<Finding> {
    (!project.is_local(stage.place.file)).then_some(())?;
    let stages = project.stages_of(stage);
    let base = stages.last()?.base;
    let name = base.trim_start_matches("docker.io/").split([':', '@']).next()?;
    let (_, user) = ROOTS.iter().find(|(image, _)| *image == name)?;
    let last = stages.iter().find_map(|it| it.last("USER"));
    let start = stages.iter().find_map(|it| it.last("CMD").or(it.last("ENTRYPOINT")))?;
    let is_root = last.is_none_or(|it| matches!(it.text.split(':').next(), Some("root" | "0")));
    // A service may choose its user itself.
    let chosen = project.around.services.iter().any(|it| it.get("build").is_some() && it.get("user").is_some());
    (is_root && !chosen).then_some(())?;
    let advice =
        if user.is_empty() { String::new() } else { format!(" The image brings a user for this: `USER {user}`.") };
    let steps_down = |it: &str| matches!(it, "gosu" | "su-exec" | "setpriv" | "runuser");
    if start.words().any(steps_down) {
        return None;
    }
    let message = match last {
        Some(_) => format!("The last `USER` is root, so whoever gets into the process owns the container.{advice}"),
        None => format!(
            "`{base}` starts as root and no `USER` follows, so whoever gets into the process owns the container.{advice}"
        ),
    };
    let finding = Finding::at(last.map_or(stage.place, |it| it.place), message);
    // A script may step down before it starts the application.
    let entries = stages.iter().flat_map(|it| it.last("ENTRYPOINT")).chain([start]);
    let scripted = entries.into_iter().any(|it| it.words().any(|it| it.ends_with(".sh") || it.contains("entrypoint")));
    let finding = if scripted { finding.to_check() } else { finding };
    // Nothing of the project is in it: a tool beside the application.
    let copies = stages.iter().any(|it| it.last("COPY").or(it.last("ADD")).is_some());
    Some(if copies { finding } else { finding.severity(Severity::Low) })
}
