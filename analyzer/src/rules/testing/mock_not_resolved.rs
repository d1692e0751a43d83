//! Mocks that return at once what the real method promises.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Method, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain};

pub static RULE: Rule = Rule {
    id: "testing/mock-not-resolved",
    title: "A mock of an async method returns at once",
    severity: Severity::Info,
    standard: &["S176"],
    refs: &["https://jestjs.io/docs/mock-function-api#mockfnmockresolvedvaluevalue"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("mock_not_resolved.md"),
    check: &[Check::Call(&["mockReturnValue", "mockReturnValueOnce"], check)],
};

/// Methods of Prisma and TypeORM that always promise.
const QUERIES: [&str; 18] = [
    "findOne",
    "findOneBy",
    "findOneOrFail",
    "findOneByOrFail",
    "findUnique",
    "findUniqueOrThrow",
    "findFirst",
    "findFirstOrThrow",
    "findMany",
    "findAndCount",
    "findById",
    "createMany",
    "updateMany",
    "deleteMany",
    "upsert",
    "findOneAndUpdate",
    "findByIdAndUpdate",
    "groupBy",
];

/// What a mock stands for: the method's name, and what holds it.
struct Mocked<'t> {
    name: &'t str,
    holder: Option<Syntax<'t>>,
}

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let [value] = call.args.as_slice() else { return None };
    let value = plain(*value);
    (project.is_test(call.syntax) && is_plain_value(project, value)).then_some(())?;
    let mocked = mocked(call)?;
    let class = mocked.holder.and_then(|it| project.held_class(it));
    let promises = match class.map(|it| it.method(mocked.name)) {
        Some(method) => is_async(method?),
        None => QUERIES.contains(&mocked.name),
    };
    promises.then_some(())?;
    let name = mocked.name;
    let owner = class.map_or(String::new(), |it| format!(" of `{}`", it.name.text()));
    let message = format!(
        "`{name}`{owner} returns a promise, this mock returns the value at once: code that forgets to await it passes \
         here."
    );
    let property = call.callee.field(Field::Property)?;
    let resolved = call.name.replace("Return", "Resolved");
    let reason = "a test that then fails shows code that does not wait";
    let finding =
        Finding::at(property, message).fix(Fix::review("Resolve the value", reason).replace(property, resolved));
    Some(if class.is_some() { finding } else { finding.likely() })
}

/// Whether a value is surely no promise.
fn is_plain_value<'t>(project: &Project<'t>, value: Syntax<'t>) -> bool {
    let kinds = [
        Kind::Object,
        Kind::Array,
        Kind::Null,
        Kind::Undefined,
        Kind::True,
        Kind::False,
        Kind::Number,
        Kind::String,
        Kind::Template,
    ];
    // A query builder is no promise either, and nothing waits for it.
    let is_built = |it: Syntax| {
        it.is(&[Kind::Arrow, Kind::Method, Kind::FunctionExpression])
            || matches!(it.text(), "fn" | "exec" | "populate" | "lean" | "select" | "sort" | "where" | "limit" | "then")
    };
    let value = project.constant(value);
    value.is(&kinds) && !value.descendants().any(is_built)
}

fn mocked<'t>(call: &Call<'t>) -> Option<Mocked<'t>> {
    let receiver = plain(call.receiver?);
    if let Some(made) = Call::of(receiver) {
        return match made.chain().as_slice() {
            ["jest" | "vi", "spyOn"] => {
                let name = literal(*made.args.get(1)?)?;
                Some(Mocked { name, holder: made.args.first().copied() })
            }
            // `findOne: jest.fn().mockReturnValue(…)`
            ["jest" | "vi", "fn"] => {
                let pair = call.syntax.parent().filter(|it| it.kind() == Kind::Pair)?;
                Some(Mocked { name: pair.field(Field::Key)?.text(), holder: provided(pair) })
            }
            // `jest.mocked(users.findOne)`
            ["jest" | "vi", "mocked"] => member(*made.args.first()?),
            _ => None,
        };
    }
    member(receiver)
}

fn member<'t>(at: Syntax<'t>) -> Option<Mocked<'t>> {
    let at = plain(at);
    let name = at.field(Field::Property).filter(|_| at.kind() == Kind::Member)?.text();
    Some(Mocked { name, holder: at.field(Field::Object) })
}

/// `UsersService` of `{ provide: UsersService, useValue: { findOne: … } }`.
fn provided(pair: Syntax<'_>) -> Option<Syntax<'_>> {
    let value = pair.parent()?.parent().filter(|it| it.field(Field::Key).is_some_and(|it| it.text() == "useValue"))?;
    Object::of(value.parent()?)?.get("provide").filter(|it| it.kind() == Kind::Identifier)
}

fn is_async(method: &Method) -> bool {
    let promises = method.syntax.field(Field::ReturnType).is_some_and(|it| it.text().contains("Promise<"));
    promises || method.modifiers.contains(&"async")
}
