//! A relation of a TypeORM entity that is read, though the query before did not load it.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Class, Fate, Operation, Orm, Project, Property, Query, fate, uses};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax};

pub static RULE: Rule = Rule {
    id: "database/relation-not-loaded",
    title: "A relation is read that was never loaded",
    severity: Severity::High,
    standard: &["S064", "S114"],
    refs: &["CWE-476", "https://typeorm.io/docs/relations/eager-and-lazy-relations"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("relation_not_loaded.md"),
    check: &[Check::Query(check)],
};

fn check(project: &Project, query: &Query) -> Option<Finding> {
    let (member, property) = unloaded(project, query)?;
    let (name, relation) = (member.field(Field::Property)?.text(), property.relation()?);
    let message = format!(
        "`{}` is read as if `{}` had loaded it: `{name}` is a relation that is neither eager nor named in this query, \
         so it is `undefined`, and this ends in a TypeError for every row.",
        member.text(),
        query.call.name,
    );
    let finding = Finding::at(member, message).step(query.call.callee, "the row is loaded here, without it");
    Some(finding.step(relation.syntax, "it is declared here").fix(fix(project, query, name)))
}

/// Where the row of a query is read so.
pub(super) fn place<'t>(project: &Project<'t>, query: &Query<'t>) -> Option<Syntax<'t>> {
    unloaded(project, query).map(|(it, _)| it)
}

/// Whether a line that always runs before a node reads such a relation, and throws.
pub(super) fn breaks_before<'t>(project: &Project<'t>, node: Syntax<'t>) -> bool {
    let Some(function) = node.ancestor(&[Kind::Method, Kind::Function]) else { return false };
    let branches = [Kind::If, Kind::Ternary, Kind::Try, Kind::Arrow, Kind::For, Kind::ForIn, Kind::While];
    let mut places = project.queries_in(function).filter_map(|it| place(project, it));
    places.any(|at| {
        let within = at.ancestors().take_while(|it| *it != function);
        at.span().start < node.span().start && within.filter(|it| it.is(&branches)).all(|it| it.contains(node))
    })
}

fn unloaded<'c, 't>(project: &'c Project<'t>, query: &Query<'t>) -> Option<(Syntax<'t>, &'c Property<'t>)> {
    let place = query.call.syntax;
    let reads = query.orm == Orm::TypeOrm && query.operation == Operation::ReadOne;
    (reads && loads_nothing(project, &query.call) && !project.is_test(place) && !project.is_script(place))
        .then_some(())?;
    let held = project.held(query.call.receiver?).filter(|it| it.type_name() == "Repository")?;
    let entity = project.class_named(place.file, held.annotation.as_ref()?.arguments.first()?.text())?;
    let Fate::Kept(row) = fate(&query.call) else { return None };
    read(project, entity, row)
}

/// `findOneBy(…)`, `findOne(id)`, `findOne({ where })`: nothing that may name a relation.
fn loads_nothing<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let asks = ["relations", "join", "select", "loadRelationIds", "relationLoadStrategy", "loadEagerRelations"];
    let closed = |it: Object| !it.is_open() && asks.iter().all(|key| !it.has(key));
    let by_keys = call.name.contains("By");
    let mut args = call.args.iter().enumerate();
    !call.is_open()
        && args.all(|(at, it)| match project.options(*it) {
            Some(object) => by_keys || closed(object),
            None => by_keys || (at == 0 && is_id(*it)),
        })
}

/// `id`, `user.id`, `'7'`
fn is_id(value: Syntax) -> bool {
    let name = value.field(Field::Property).unwrap_or(value).text();
    value.is(&[Kind::String, Kind::Number]) || name == "id" || name.ends_with("Id")
}

/// Where a relation of a row is read first, as if it were there.
fn read<'c, 't>(
    project: &'c Project<'t>,
    entity: &'c Class<'t>,
    row: Syntax<'t>,
) -> Option<(Syntax<'t>, &'c Property<'t>)> {
    for at in uses(row) {
        let member = at.parent().filter(|it| it.kind() == Kind::Member && it.field(Field::Object) == Some(at));
        let Some(member) = member else {
            // A condition about the row; what is handed on may be filled there.
            let is_asked =
                at.ancestors().take(2).any(|it| it.is(&[Kind::If, Kind::Unary, Kind::Binary, Kind::Parenthesized]));
            if is_asked { continue } else { return None }
        };
        let name = member.field(Field::Property)?.text();
        if member.role() == Field::Function {
            return None;
        }
        let Some(property) = entity.properties.iter().find(|it| it.name.text() == name && it.relation().is_some())
        else {
            continue;
        };
        return (is_left_out(project, entity, property) && is_read(member)).then_some((member, property));
    }
    None
}

/// Neither eager nor lazy, without a value of its own, and no hook of the entity fills it.
fn is_left_out<'t>(project: &Project<'t>, entity: &Class<'t>, property: &Property<'t>) -> bool {
    let Some(relation) = property.relation().filter(|it| project.is_from(it, "typeorm")) else { return false };
    let text = relation.syntax.text();
    let is_promise = property.annotation.as_ref().is_some_and(|it| it.name == "Promise");
    let is_filled = entity.methods.iter().any(|it| it.decorators.iter().any(|it| it.name == "AfterLoad"));
    !["eager", "lazy", "..."].iter().any(|it| text.contains(it))
        && !is_promise
        && property.value.is_none()
        && !is_filled
}

/// `article.comments.map(…)`, `article.author.name`, `for (const it of article.comments)`
fn is_read(member: Syntax) -> bool {
    let is_soft = |it: Syntax| it.field(Field::OptionalChain).is_some() || it.child(Kind::OptionalChain).is_some();
    let Some(holder) = member.parent() else { return false };
    match holder.kind() {
        Kind::Member | Kind::Subscript => {
            holder.field(Field::Object) == Some(member) && !is_soft(holder) && !is_soft(member)
        }
        Kind::ForIn => holder.field(Field::Right) == Some(member) && holder.children().all(|it| it.text() != "in"),
        Kind::Spread => holder.parent().is_some_and(|it| it.kind() == Kind::Array),
        _ => false,
    }
}

/// `relations: { comments: true }`; before 0.3, `relations: ['comments']`.
fn fix<'t>(project: &Project<'t>, query: &Query<'t>, name: &str) -> Option<Fix> {
    let options = query.options().filter(|it| it.has("where") && !query.call.name.contains("By"))?;
    let is_old = project.manifests.iter().any(|it| {
        it.listed().any(|it| it.name == "typeorm" && it.range.trim_start_matches(['^', '~']).starts_with("0.2"))
    });
    let value = if is_old { format!("relations: ['{name}']") } else { format!("relations: {{ {name}: true }}") };
    let fix = Fix::review("Load the relation", "each of these queries then reads one more table");
    Some(fix.add_entries(options, &[value]))
}
