//! Strategies that answer for a user whom nobody found.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Class, Project, Role};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, plain, returned};

pub static RULE: Rule = Rule {
    id: "auth/unknown-user-let-in",
    title: "A token lets someone in whose account is gone",
    severity: Severity::Medium,
    standard: &["S100"],
    refs: &[
        "CWE-476",
        "CWE-287",
        "https://docs.nestjs.com/recipes/passport",
        "https://www.passportjs.org/packages/passport-jwt/",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("unknown_user_let_in.md"),
    check: &[Check::Class(Role::Strategy, check)],
};

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let method = class.method("validate")?;
    let body = method.body?;
    (!project.is_test(class.syntax)).then_some(())?;
    let declared = body.children().filter(|it| it.kind() == Kind::Lexical).flat_map(Syntax::children);
    let (name, call) = declared.into_iter().find_map(|it| {
        let call = Call::of(plain(it.field(Field::Value)?))?;
        let name = it.field(Field::Name).filter(|it| it.kind() == Kind::Identifier)?;
        (looks_up(&call) && !always_answers(project, &call)).then_some((name, call))
    })?;
    let uses: Vec<Syntax> = body.find(Kind::Identifier).filter(|it| it.text() == name.text() && *it != name).collect();
    (!uses.iter().any(|it| is_checked(*it))).then_some(())?;
    let answer = body.find(Kind::Return).filter_map(returned).find_map(|it| wrapped(it, name.text()))?;
    let message = format!(
        "When `{}` finds nobody, this still returns an object, and Passport takes any object for a signed-in user: a \
         token of a deleted account goes on working.",
        call.callee.text()
    );
    let reason = "tokens of accounts that are gone are answered with 401 from then on";
    let fix = Fix::review("Refuse where nobody is found", reason);
    let statement = call.syntax.ancestors().find(|it| it.kind() == Kind::Lexical)?;
    let line = statement.source().lines().nth(statement.line()).unwrap_or_default();
    let indent: String = line.chars().take_while(|it| it.is_whitespace()).collect();
    let text = format!("\n{indent}if (!{}) {{\n{indent}  throw new UnauthorizedException();\n{indent}}}", name.text());
    let fix = project.bring(fix.after(statement, text), answer, "UnauthorizedException", "@nestjs/common");
    let finding = Finding::at(answer, message).step(call.syntax, "may find nobody").fix(fix);
    let is_seen =
        project.target(&call).is_some() || project.queries_in(call.syntax).next().is_some() || is_query(&call);
    Some(if is_seen { finding.likely() } else { finding.to_check() })
}

/// `this.prisma.user.findUnique(…)`
fn is_query(call: &Call) -> bool {
    matches!(call.name, "findUnique" | "findFirst" | "findOneBy" | "findOne") && call.chain().len() > 3
}

fn looks_up(call: &Call) -> bool {
    ["find", "get", "load", "byId"].iter().any(|it| call.name.starts_with(it)) && call.receiver.is_some()
}

/// Whether a look-up throws where it finds nobody, as far as its code tells.
fn always_answers<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let throws = |it: &str| it.ends_with("OrThrow") || it.ends_with("OrFail") || it.contains("Strict");
    if throws(call.name) {
        return true;
    }
    project.target(call).and_then(|it| it.body).is_some_and(|it| {
        it.find(Kind::Throw).next().is_some() || it.find(Kind::Call).filter_map(Call::of).any(|it| throws(it.name))
    })
}

/// Whether a condition, `?.` or `??` asks for it.
fn is_checked(name: Syntax) -> bool {
    let Some(holder) = name.parent() else { return false };
    let asked = name.ancestors().take(4).any(|it| match it.kind() {
        Kind::If | Kind::Ternary => it.field(Field::Condition).is_some_and(|it| it.contains(name)),
        Kind::Unary => true,
        Kind::Binary => it
            .field(Field::Operator)
            .is_some_and(|it| matches!(it.text(), "&&" | "||" | "??" | "===" | "==" | "!==" | "!=")),
        _ => false,
    });
    // Handed to something that may refuse.
    asked || holder.kind() == Kind::Arguments
}

/// The object that holds the user, or what is spread of them: it is there even if they are not.
fn wrapped<'t>(answer: Syntax<'t>, name: &str) -> Option<Syntax<'t>> {
    let object = Object::of(answer)?;
    let whole = object.spreads().chain(object.entries().map(|it| it.1)).any(|it| plain(it).text() == name);
    whole.then_some(answer)
}
