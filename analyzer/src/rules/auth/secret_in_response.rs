//! Rows that are answered with as they are stored, hashes and tokens among their columns.

use crate::finding::{Finding, Fix};
use crate::flow::{Answer, Secret, is_person};
use crate::project::{Access, Class, EntryKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, plain, root};

pub static RULE: Rule = Rule {
    id: "auth/secret-in-response",
    title: "An answer carries a secret column of its rows",
    severity: Severity::High,
    standard: &["S204", "S079", "S114"],
    refs: &[
        "CWE-200",
        "CWE-213",
        "https://docs.nestjs.com/techniques/serialization",
        "https://www.prisma.io/docs/orm/prisma-client/queries/excluding-fields",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("secret_in_response.md"),
    check: &[Check::Followed(&Check::Access(check))],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let answer = project.flows.answer_of(access.entry.method.syntax)?;
    let shaping = shaping(project, access)?;
    let is_seen = !project.bootstraps.is_empty() && project.bootstraps.iter().all(|it| !it.is_open);
    let is_sent = |it: &&Secret| {
        let is_shown = access.entry.kind != EntryKind::GraphQl || is_field(project, access, it);
        // Whoever wrote `@Exclude()` may have set up the serializer in a file that is not seen.
        is_shown && !(it.is_marked && (shaping.is_serialized || !is_seen))
    };
    let secrets: Vec<&Secret> = answer.secrets.iter().filter(is_sent).collect();
    let first = secrets.first()?;
    let names: Vec<String> = secrets.iter().take(3).map(|it| format!("`{}`", it.path.join("."))).collect();
    let marked = match first.is_marked {
        true => " `@Exclude()` does nothing without a `ClassSerializerInterceptor`.",
        false => "",
    };
    let message = format!(
        "`{label}` answers with rows of `{holder}` as they are stored, {names} among the columns.{marked}",
        label = access.label(),
        holder = first.holder,
        names = names.join(", "),
    );
    let finding = Finding { steps: answer.steps.clone(), ..Finding::at(answer.value, message) };
    let finding = finding.fix(fix(project, answer, &secrets));
    let finding = if project.is_for_few(answer.handler) { finding.severity(Severity::Medium) } else { finding };
    // The password of a meeting, the secret of a webhook: their owner may be shown it.
    if !secrets.iter().any(|it| is_person(it.holder)) {
        return Some(finding.severity(Severity::Medium).to_check());
    }
    let is_extended = ["$extends", "$use"].iter().any(|it| project.calls_of(it).next().is_some());
    let is_decided = is_seen && shaping.is_known && access.effect.unseen.is_none() && !is_extended;
    Some(if is_decided { finding } else { finding.likely() })
}

/// What stands between a handler and its answer.
struct Shaping {
    /// A `ClassSerializerInterceptor` does.
    is_serialized: bool,
    /// Nothing else does.
    is_known: bool,
}

/// Interceptors of packages that hand on what they get.
const PLAIN: [&str; 7] = [
    "CacheInterceptor",
    "FileInterceptor",
    "FilesInterceptor",
    "AnyFilesInterceptor",
    "FileFieldsInterceptor",
    "NoFilesInterceptor",
    "SentryInterceptor",
];

/// Nothing where something may give the answer another shape.
fn shaping<'t>(project: &Project<'t>, access: &Access<'t>) -> Option<Shaping> {
    let marks = ["Serial", "Transform", "Mask", "Redact", "Exclude", "Omit", "Zod", "Dto"];
    let mut names = access.effect.decorators.iter().map(|it| it.name);
    (!names.any(|it| marks.iter().any(|mark| it.contains(mark)))).then_some(())?;
    let own = access.effect.named("UseInterceptors").flat_map(|it| it.args.iter().copied());
    let mut shaping = Shaping { is_serialized: false, is_known: true };
    for interceptor in own.chain(project.global_interceptors_of(access.entry.method.syntax.file)) {
        let name = root(interceptor.field(Field::Constructor).unwrap_or(interceptor));
        match name.text() {
            "ClassSerializerInterceptor" => shaping.is_serialized = true,
            it if PLAIN.contains(&it) => {}
            it => {
                let class = project.class_named(name.file, it)?;
                (!shapes(class)).then_some(())?;
                shaping.is_known = false;
            }
        }
    }
    Some(shaping)
}

/// Whether an interceptor of the project looks into what it is given.
fn shapes(class: &Class) -> bool {
    let text = class.syntax.text().to_ascii_lowercase();
    let marks = [
        "plainto", "toplain", "serializ", "delete ", "omit", "redact", "exclude", "password", "strip", "saniti",
        "tojson", "parse(", "dto", "pick", "mask", "secret", "hide",
    ];
    marks.iter().any(|it| text.contains(it))
}

/// Whether the GraphQL type that a resolver returns shows the column: `@Field() password`.
fn is_field<'t>(project: &Project<'t>, access: &Access<'t>, secret: &Secret<'t>) -> bool {
    let typed = access.entry.decorator.as_ref().and_then(|it| it.args.first().copied());
    let body = typed.filter(|it| it.kind() == Kind::Arrow).and_then(|it| it.field(Field::Body)).map(plain);
    let named = body.map(|it| if it.kind() == Kind::Array { it.children().next().unwrap_or(it) } else { it });
    let mut class = named.and_then(|it| project.class_named(it.file, it.text()));
    for key in &secret.path {
        let Some(property) = class.and_then(|it| it.properties.iter().find(|it| it.name.text() == *key)) else {
            return false;
        };
        let has = |name: &str| property.decorators.iter().any(|it| it.name == name);
        if !has("Field") || has("HideField") {
            return false;
        }
        let typed = property.annotation.as_ref().map(|it| it.syntax.text().trim_end_matches("[]"));
        class = typed.and_then(|it| project.class_named(property.syntax.file, it));
    }
    true
}

/// `omit: { password: true }` in the query, or `select: false` at the column.
fn fix<'t>(project: &Project<'t>, answer: &Answer<'t>, secrets: &[&Secret<'t>]) -> Option<Fix> {
    let own: Vec<&str> =
        secrets.iter().filter(|it| it.path.len() == 1).filter_map(|it| it.path.first().copied()).collect();
    let first = *secrets.first().filter(|_| own.len() == secrets.len())?;
    if first.declared.kind() == Kind::ColumnDeclaration {
        return omitted(project, answer, &own);
    }
    // What is saved comes back whole, whatever is selected.
    (!matches!(answer.query.name, "create" | "save")).then_some(())?;
    let decorator = first.declared.children().filter(|it| it.kind() == Kind::Decorator);
    let call = decorator.filter_map(|it| it.children().next()).find(|it| it.text().starts_with("Column("))?;
    let reason = "queries that compare it have to load it with `addSelect` or `select` from then on";
    let fix = Fix::review("Read the column only where it is asked for", reason);
    let list = call.field(Field::Arguments)?;
    (own.len() == 1 && !first.is_marked).then_some(())?;
    match list.children().next() {
        None => Some(fix.replace(list, "({ select: false })")),
        Some(it) => Some(fix.add_entries(Object::of(it)?, &["select: false".to_owned()])),
    }
}

fn omitted<'t>(project: &Project<'t>, answer: &Answer<'t>, columns: &[&str]) -> Option<Fix> {
    // `omit` came with Prisma 6.2.
    let is_old = ["@prisma/client", "prisma"].iter().any(|it| project.major(it).is_some_and(|it| it < 6));
    let keys: Vec<String> = columns.iter().map(|it| format!("{it}: true")).collect();
    let entry = format!("omit: {{ {} }}", keys.join(", "));
    let reason = "whoever else calls this query loses the column too; check that none of them compares it";
    let fix = Fix::review("Leave the column out of what is read", reason);
    let list = answer.query.syntax.field(Field::Arguments)?;
    let first = answer.query.args.first().copied();
    match first {
        _ if is_old => None,
        None => Some(fix.replace(list, format!("({{ {entry} }})"))),
        Some(it) => {
            let object = Object::of(it).filter(|it| !it.has("select") && !it.has("omit"))?;
            Some(fix.add_entries(object, &[entry]))
        }
    }
}
