//! Names that Jest 30 no longer has.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::Field;

pub static RULE: Rule = Rule {
    id: "testing/removed-jest-api",
    title: "A test uses a name that Jest 30 has removed",
    severity: Severity::Medium,
    standard: &["S028"],
    refs: &["https://jestjs.io/docs/upgrading-to-jest30"],
    needs: &[],
    fix: FixKind::Safe,
    words: words!("removed_jest_api.md"),
    check: &[Check::Call(&NAMES, check)],
};

const NAMES: [&str; 12] = [
    "toBeCalled",
    "toBeCalledTimes",
    "toBeCalledWith",
    "lastCalledWith",
    "nthCalledWith",
    "toReturn",
    "toReturnTimes",
    "toReturnWith",
    "lastReturnedWith",
    "nthReturnedWith",
    "toThrowError",
    "genMockFromModule",
];

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let receiver = call.receiver?.text();
    let is_jest = if call.name == "genMockFromModule" { receiver == "jest" } else { receiver.contains("expect(") };
    let has = |it: &str| project.major(it);
    let is_other = has("vitest").is_some()
        || project.imports_of(call.syntax.file).any(|it| matches!(it.module, "vitest" | "bun:test"));
    (is_jest && !is_other).then_some(())?;
    let new = match call.name {
        "toBeCalled" => "toHaveBeenCalled",
        "toBeCalledTimes" => "toHaveBeenCalledTimes",
        "toBeCalledWith" => "toHaveBeenCalledWith",
        "lastCalledWith" => "toHaveBeenLastCalledWith",
        "nthCalledWith" => "toHaveBeenNthCalledWith",
        "toReturn" => "toHaveReturned",
        "toReturnTimes" => "toHaveReturnedTimes",
        "toReturnWith" => "toHaveReturnedWith",
        "lastReturnedWith" => "toHaveLastReturnedWith",
        "nthReturnedWith" => "toHaveNthReturnedWith",
        "toThrowError" => "toThrow",
        _ => "createMockFromModule",
    };
    let version = has("jest");
    let message = match version {
        Some(old) if old < 30 => {
            format!("Jest 30 has no `{}`: this fails with the upgrade. `{new}` does the same.", call.name)
        }
        _ => format!("Jest 30 has no `{}`, so this line throws. `{new}` does the same.", call.name),
    };
    let fix = Fix::safe(format!("Write `{new}`"), "both names call the same function");
    let finding = Finding::at(call.callee.field(Field::Property)?, message)
        .fix(fix.replace(call.callee.field(Field::Property)?, new));
    Some(match version {
        Some(old) if old < 30 => finding.severity(Severity::Low),
        Some(_) => finding,
        None => finding.likely(),
    })
}
