//! A request body that is stored as it comes.

use crate::finding::{Finding, Fix};
use crate::flow::{Flow, Harm, Part, first_of};
use crate::project::{Binding, Call, Class, Column, Parameter, Project, binding};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, name_words, plain, root};

pub static RULE: Rule = Rule {
    id: "injection/mass-assignment",
    title: "A request may write columns it was not offered",
    severity: Severity::High,
    standard: &["X049"],
    refs: &[
        "CWE-915",
        "https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html",
        "https://docs.nestjs.com/techniques/validation#stripping-properties",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("mass_assignment.md"),
    check: &[Check::Flow(Harm::Assignment, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    // Who left these out has thought about which may be written.
    (!leaves_out(flow.source.syntax) && !leaves_out(flow.sink)).then_some(())?;
    let offered = offered(project, flow);
    // Prisma takes `owner` or `ownerId`, never both.
    let twin = |name: &str| name.strip_suffix("Id").map_or_else(|| format!("{name}Id"), str::to_owned);
    let open =
        |name: &str| !offered.contains(&name) && ![name, &twin(name)].iter().any(|it| is_set_after(flow.sink, it));
    let Some(columns) = columns(project, flow) else {
        let consequence = "nothing keeps it to the columns this form is about, and a sender may add others.";
        return Some(flow.finding(consequence).likely());
    };
    let left: Vec<&str> = columns.into_iter().filter(|it| open(it)).collect();
    let privileged = left.iter().find(|it| is_privileged(it));
    // A body of which nothing is known, into a table of harmless columns, is another rule's question.
    let named = privileged.or(left.first().filter(|_| !offered.is_empty()))?;
    let fix = as_value(project, flow);
    let reason = match fix {
        Some(_) => "its class is imported as a type, which leaves a pipe nothing to check it against",
        None => "nothing takes it out",
    };
    let consequence = format!("a sender may add `{named}` to it and write that column too; {reason}.");
    let finding = flow.finding(&consequence).fix(fix);
    let finding = if flow.source.part == Part::Message { finding.likely() } else { finding };
    Some(if privileged.is_some() { finding } else { finding.likely().severity(Severity::Medium) })
}

/// `import { X }` for `import type { X }`, where a pipe keeps requests to their classes.
fn as_value<'t>(project: &Project<'t>, flow: &Flow<'t>) -> Option<Fix> {
    let typed = Parameter::of(flow.source.syntax)?.annotation?;
    let (import, imported) = project.import_of(typed.syntax.file, typed.name)?;
    (imported.type_only && project.is_guarded_by_pipe()).then_some(())?;
    project.class_named(typed.syntax.file, typed.name)?;
    let reason = "requests that do not fit the class are then refused";
    project.import_as_value(Fix::review("Import the class itself", reason), import, imported)
}

/// What can be written: the columns of the model or the entity, without those that the database fills.
fn columns<'t>(project: &Project<'t>, flow: &Flow<'t>) -> Option<Vec<&'t str>> {
    let call = flow.call.as_ref()?;
    let query = project.query_at(call.syntax);
    if let Some(model) = query.and_then(|it| project.model_of(it)) {
        // `shops: { create: dto }` writes to the model behind the relation.
        let pairs = flow.sink.ancestors().take_while(|it| *it != call.syntax).filter(|it| it.kind() == Kind::Pair);
        let mut relations: Vec<&str> = pairs.filter_map(|it| Some(it.field(Field::Key)?.text())).collect();
        relations.retain(|it| !matches!(*it, "data" | "create" | "update" | "upsert"));
        let model = relations
            .into_iter()
            .rev()
            .try_fold(model, |model, relation| project.model_named(flow.sink.file, model.field(relation)?.type_name))?;
        return Some(
            model.fields.iter().filter(|it| !is_generated(it) && !it.is_list).map(|it| it.name.text()).collect(),
        );
    }
    let entity = match built(call) {
        Some(it) => it,
        None => {
            let held = project.held(if call.is_new { call.callee } else { first_of(call.receiver?) })?;
            held.annotation.as_ref()?.arguments.first()?.text()
        }
    };
    let class = |name: &str| project.class_named(flow.sink.file, name);
    let class = class(entity).or_else(|| class(entity.strip_suffix("Document")?))?;
    let generated = ["PrimaryGeneratedColumn", "CreateDateColumn", "UpdateDateColumn", "DeleteDateColumn"];
    let own = class.properties.iter().filter(|it| !it.decorators.iter().any(|it| generated.contains(&it.name)));
    let names: Vec<&str> = own.filter(|it| !it.decorators.is_empty()).map(|it| it.name.text()).collect();
    (!names.is_empty()).then_some(names)
}

/// The entity of `.update(User).set(dto)`, `.insert().into(User).values(dto)`.
fn built<'t>(call: &Call<'t>) -> Option<&'t str> {
    matches!(call.name, "set" | "values").then_some(())?;
    let chain = std::iter::successors(call.receiver.and_then(Call::of), |it| it.receiver.and_then(Call::of));
    let named = chain.take(6).filter(|it| matches!(it.name, "update" | "into"));
    named.into_iter().find_map(|it| Some(it.args.first().filter(|it| it.kind() == Kind::Identifier)?.text()))
}

fn is_generated(column: &Column) -> bool {
    let fills = |name: &str| column.attribute(name).is_some();
    let is_now = column.attribute("default").is_some_and(|it| it.syntax.text().contains("now()"));
    fills("id") || fills("updatedAt") || is_now
}

/// What the class of the body declares, with its bases.
fn offered<'t>(project: &Project<'t>, flow: &Flow<'t>) -> Vec<&'t str> {
    let annotation = Parameter::of(flow.source.syntax).and_then(|it| it.annotation);
    let mut next = annotation.and_then(|it| project.class_named(it.syntax.file, it.name).cloned());
    let mut names = Vec::new();
    for _ in 0..5 {
        let Some(class) = next else { break };
        names.extend(class.properties.iter().map(|it| it.name.text()));
        next = base(project, &class);
    }
    names
}

/// What a class extends, also through `PartialType(X)`.
fn base<'t>(project: &Project<'t>, class: &Class<'t>) -> Option<std::sync::Arc<Class<'t>>> {
    project.base_of(class).or_else(|| {
        let extends = class.extends.as_ref()?;
        let mapped = extends.syntax.find(Kind::Identifier).find(|it| it.text() != extends.name)?;
        project.class_named(mapped.file, mapped.text()).cloned()
    })
}

/// `{ ...dto, role: 'member' }`: what stands behind the spread has the last word.
fn is_set_after(sink: Syntax, name: &str) -> bool {
    let object = sink.ancestors().take_while(|it| it.is(&[Kind::Spread, Kind::Object])).last().and_then(Object::of);
    object.is_some_and(|it| it.0.children().filter(|it| it.span().start > sink.span().end).any(|it| is_key(it, name)))
}

fn is_key(entry: Syntax, name: &str) -> bool {
    entry.field(Field::Key).unwrap_or(entry).text() == name
}

/// Whether the function takes privileged names out of an object: `const { role, ...rest } = dto`, `delete dto.role`.
fn leaves_out(place: Syntax) -> bool {
    let Some(function) = place.ancestor(&[Kind::Method, Kind::Arrow, Kind::Function]) else { return false };
    let taken = function.find(Kind::ObjectPattern).filter(|it| it.child(Kind::RestPattern).is_some());
    let is_taken = |it: Syntax| it.children().any(|it| is_privileged(it.field(Field::Key).unwrap_or(it).text()));
    let deleted = function.find(Kind::Unary).filter(|it| it.text().starts_with("delete "));
    let is_deleted = |it: Syntax| {
        let member = it.field(Field::Argument).map(plain);
        let is_own = member.is_some_and(|it| match binding(root(it)) {
            Some(Binding::Parameter(_)) => true,
            Some(Binding::Value(value)) => plain(value).kind() == Kind::Object,
            _ => false,
        });
        is_own && member.and_then(|it| it.field(Field::Property)).is_some_and(|it| is_privileged(it.text()))
    };
    taken.into_iter().any(is_taken) || deleted.into_iter().any(is_deleted)
}

/// Columns that decide what someone may do, or whom something belongs to.
fn is_privileged(name: &str) -> bool {
    let words = name_words(name);
    let alone = [
        "role",
        "roles",
        "permission",
        "permissions",
        "scope",
        "scopes",
        "admin",
        "superuser",
        "staff",
        "verified",
        "approved",
        "status",
        "balance",
        "credit",
        "credits",
        "price",
        "plan",
        "tier",
        "owner",
        "tenant",
        "user",
        "author",
        "organization",
        "organisation",
        "account",
        "password",
        "hash",
        "token",
        "secret",
        "banned",
        "blocked",
        "paid",
        "provider",
    ];
    words.iter().any(|it| alone.contains(&it.as_str()))
}
