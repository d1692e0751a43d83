//! Mocks that several tests share and that nobody resets between them.

use crate::finding::Finding;
use crate::project::{Binding, Call, Project, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, chain, root};

pub static RULE: Rule = Rule {
    id: "testing/shared-mock",
    title: "A mock counts the calls of other tests too",
    severity: Severity::Low,
    standard: &["S170"],
    refs: &["https://jestjs.io/docs/configuration#clearmocks-boolean"],
    needs: &[],
    fix: FixKind::None,
    words: words!("shared_mock.md"),
    check: &[Check::Call(&["fn"], check)],
};

const RESETS: [&str; 7] =
    ["clearAllMocks", "resetAllMocks", "restoreAllMocks", "mockClear", "mockReset", "mockRestore", "resetModules"];

fn check(project: &Project, call: &Call) -> Option<Finding> {
    matches!(call.chain().as_slice(), ["jest" | "vi", "fn"]).then_some(())?;
    let file = call.syntax.file;
    let name = name_of(call.syntax).filter(|_| is_shared(call.syntax))?;
    let holder = call.syntax.ancestor(&[Kind::Declarator])?.field(Field::Name)?.text();
    let calls = project.calls_in(file);
    let is_reset = calls.iter().any(|it| RESETS.contains(&it.name)) || resets_by_config(project);
    let tests = project.tests.iter().filter(|it| it.call.syntax.file == file && !it.is_group).take(2).count();
    (tests > 1 && !is_reset).then_some(())?;
    // One finding per file is enough to reset them all.
    let counted = calls.iter().find(|it| counts(it).is_some())?;
    counts(counted).is_some_and(|it| is_of(it, holder, name)).then_some(())?;
    let message = format!(
        "`{name}` is created once for all tests of this file and never reset, and this test counts its calls: what \
         another test called counts too, so the order of the tests decides."
    );
    Some(Finding::at(counted.syntax, message).step(call.syntax, "created here").likely())
}

/// `users.findOne` of `const users = { findOne: jest.fn() }`, `send` of `const send = jest.fn()`.
fn is_of<'t>(asserted: Syntax<'t>, holder: &str, name: &str) -> bool {
    let names = chain(asserted);
    let is_own = binding(root(asserted)).is_some_and(|it| matches!(it, Binding::Value(_)));
    is_own && names.first() == Some(&holder) && names.last() == Some(&name)
}

/// `users.findOne` of `expect(users.findOne).toHaveBeenCalledTimes(1)` and of `expect(…).not.toHaveBeenCalled()`.
fn counts<'t>(call: &Call<'t>) -> Option<Syntax<'t>> {
    let receiver = call.receiver?;
    let expect = match call.name {
        "toHaveBeenCalledTimes" | "toHaveBeenCalledOnce" => receiver,
        "toHaveBeenCalled" => receiver.field(Field::Object).filter(|_| receiver.text().ends_with("not"))?,
        _ => return None,
    };
    let expect = Call::of(expect).filter(|it| it.name == "expect")?;
    expect.args.first().copied()
}

/// `findOne` of `{ findOne: jest.fn() }`, `send` of `const send = jest.fn()`.
fn name_of(mock: Syntax<'_>) -> Option<&str> {
    let chained = mock.ancestors().find(|it| !it.is(&[Kind::Member, Kind::Call]))?;
    let name = chained.field(Field::Key).or(chained.field(Field::Name))?;
    Some(name.text())
}

/// At the top of the file or of a `describe`, not in a function that runs for each test.
fn is_shared(mock: Syntax) -> bool {
    let mut functions = mock.ancestors().filter(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression, Kind::Function]));
    functions.all(|it| {
        let list = it.parent().filter(|it| it.kind() == Kind::Arguments);
        let outer = list.and_then(Syntax::parent).and_then(Call::of);
        outer.is_some_and(|it| it.chain().first().is_some_and(|it| it.ends_with("describe")))
    }) && mock.ancestor(&[Kind::Method]).is_none()
}

/// `clearMocks: true` and the like, in whatever file the runner is configured.
fn resets_by_config(project: &Project) -> bool {
    let keys = ["clearMocks", "resetMocks", "restoreMocks", "mockReset"];
    let manifests = project.files.iter().filter(|it| it.name().ends_with(".json"));
    keys.iter().any(|it| project.sets(it))
        || manifests.into_iter().any(|it| keys.iter().any(|key| it.text.contains(key)))
}
