//! Metrics that are created again and again.

use crate::finding::Finding;
use crate::project::{Call, Class, Method, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "observability/metric-per-call",
    title: "A metric is created on every call",
    severity: Severity::Medium,
    standard: &["S162"],
    refs: &["https://github.com/siimon/prom-client"],
    needs: &[],
    fix: FixKind::None,
    words: words!("metric_per_call.md"),
    check: &[Check::New(&["Counter", "Gauge", "Histogram", "Summary"], metric)],
};

fn metric(project: &Project, call: &Call) -> Option<Finding> {
    let options = call.object(0)?;
    let name = literal(project.value(options.get("name")?))?;
    let is_metric = project.comes_from(call.callee, "prom-client") && options.has("help");
    (is_metric && !options.has("registers") && !options.is_open()).then_some(())?;
    (!project.is_test(call.syntax) && !is_kept(call.syntax)).then_some(())?;
    let kind = call.name;
    if let Some(turns) = project.loop_around(call.syntax) {
        let message = format!("This loop creates the {kind} `{name}` in each turn, and the second turn throws.");
        return Some(Finding::at(call.syntax, message).step(turns.syntax, "the loop"));
    }
    let method = call.syntax.function().filter(|it| it.kind() == Kind::Method)?;
    let class = project.class_of(call.syntax)?;
    let method = class.methods.iter().find(|it| it.syntax == method)?;
    (!runs_once(project, class, method)).then_some(())?;
    let message = format!(
        "Each call of `{}` creates the {kind} `{name}`. The first registers it; the second throws \"A metric with the \
         name {name} has already been registered\".",
        method.name.text()
    );
    Some(Finding::at(call.syntax, message))
}

/// `register.getSingleMetric(name) ?? new Counter(…)`, `this.counter ??= new Counter(…)`, `if (!this.counter) …`.
fn is_kept(metric: Syntax) -> bool {
    let inside = metric.ancestors().take_while(|it| !it.is(&[Kind::Method, Kind::Program]));
    let guards = inside.into_iter().any(|it| match it.kind() {
        Kind::If | Kind::AugmentedAssignment | Kind::Ternary => true,
        Kind::Binary => it.field(Field::Operator).is_some_and(|it| matches!(it.text(), "??" | "||")),
        _ => false,
    });
    let asked = metric.function().is_some_and(|it| it.text().contains("getSingleMetric"));
    guards || asked
}

/// The constructor, the hooks of a module's start, and what only these call.
fn runs_once<'t>(project: &Project<'t>, class: &Class<'t>, method: &Method<'t>) -> bool {
    let starts = |it: &str| matches!(it, "constructor" | "onModuleInit" | "onApplicationBootstrap");
    let name = method.name.text();
    let own = project.calls_within(class.syntax).filter(|it| it.name == name && it.chain() == ["this", name]);
    let callers: Vec<Option<&str>> = own
        .map(|it| {
            let function = it.syntax.ancestor(&[Kind::Method]);
            function.and_then(|it| it.field(Field::Name)).map(Syntax::text)
        })
        .collect();
    let by_start = !callers.is_empty() && callers.iter().all(|it| it.is_none_or(starts));
    starts(name) || by_start
}
