//! Metrics without the text that prom-client demands.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{literal, name_words};

pub static RULE: Rule = Rule {
    id: "observability/metric-without-help",
    title: "A metric without a help text stops the start",
    severity: Severity::Low,
    standard: &["S164"],
    refs: &["https://github.com/siimon/prom-client#custom-metrics"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("metric_without_help.md"),
    check: &[Check::New(&["Counter", "Gauge", "Histogram", "Summary"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let (import, _) = project.import_of(call.syntax.file, crate::syntax::root(call.callee).text())?;
    (import.module == "prom-client" && !project.is_test(call.syntax)).then_some(())?;
    let options = project.options(*call.args.first()?)?;
    let name = project.text(options.get("name")?)?;
    let empty = match project.setting(options, "help") {
        Setting::Unseen => return None,
        Setting::Absent => None,
        Setting::Set(it) if literal(it) == Some("") => Some(it),
        Setting::Set(_) => return None,
    };
    let message = format!(
        "`{name}` has no help text: prom-client throws \"Missing mandatory help parameter\" when this line runs."
    );
    let mut text = name_words(name).join(" ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let fix = Fix::review("Add a help text", "say what is counted, and in which unit");
    let fix = match empty {
        Some(it) => fix.replace(it, format!("'{text}'")),
        None => fix.add_entries(options, &[format!("help: '{text}'")]),
    };
    Some(Finding::at(call.syntax, message).fix(fix))
}
