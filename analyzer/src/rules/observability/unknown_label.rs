//! Labels that a metric is given and has not declared.

use crate::finding::Finding;
use crate::project::{Measured, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Syntax;

pub static RULE: Rule = Rule {
    id: "observability/unknown-label",
    title: "A metric is given a label it has not declared",
    severity: Severity::Medium,
    standard: &["S166"],
    refs: &["https://github.com/siimon/prom-client#labels"],
    needs: &[],
    fix: FixKind::None,
    words: words!("unknown_label.md"),
    check: &[Check::Measured(check)],
};

fn check(project: &Project, measured: &Measured) -> Option<Finding> {
    let metric = project.metric(measured)?;
    let (labels, call) = (metric.labels.as_ref()?, &measured.call);
    let wrong: Option<(Syntax, String)> = match call.object(0) {
        Some(object) => object
            .entries()
            .find(|(key, _)| !labels.iter().any(|(it, _)| it == key))
            .map(|(key, value)| (value, format!("the label `{key}`"))),
        None => {
            let count = call.args.len();
            // One argument of another kind may be an object of labels.
            let is_list = count > 1 || call.args.first().is_some_and(|it| project.text(*it).is_some());
            (is_list && count != labels.len() && !call.is_open())
                .then(|| (call.syntax, format!("{count} value{}", if count == 1 { "" } else { "s" })))
        }
    };
    let (place, given) = wrong?;
    let declared: Vec<&str> = labels.iter().map(|(it, _)| *it).collect();
    let declared = if declared.is_empty() { "no labels".to_owned() } else { format!("`{}`", declared.join("`, `")) };
    let message = format!(
        "`{}` is given {given} and declares {declared}: prom-client throws here, and takes down what was to be measured.",
        metric.name.unwrap_or("this metric"),
    );
    Some(Finding::at(place, message).step(metric.call.syntax, "declared here"))
}
