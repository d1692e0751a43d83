//! `PartialType` and its like from the package that knows nothing of the API's documentation.

use crate::finding::{Finding, Fix};
use crate::project::{Class, Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "api/undocumented-mapped-type",
    title: "A mapped type loses its documentation",
    severity: Severity::Low,
    standard: &["X028"],
    refs: &["https://docs.nestjs.com/openapi/mapped-types"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("undocumented_mapped_type.md"),
    check: &[Check::ImportOf(&["@nestjs/mapped-types"], check)],
};

/// What both packages make.
const MAKERS: [&str; 4] = ["IntersectionType", "OmitType", "PartialType", "PickType"];

fn check(project: &Project, import: &Import) -> Option<Finding> {
    let file = import.syntax.file;
    let names: Vec<&str> = import.names.iter().map(|it| it.name).collect();
    (names.iter().any(|it| MAKERS.contains(it)) && !project.is_test(import.syntax)).then_some(())?;
    let first = project.classes.partition_point(|it| it.syntax.file < file);
    let own = project.classes.iter().skip(first).take_while(|it| it.syntax.file == file);
    let (class, base) = own.into_iter().find_map(|it| Some((it, described_base(project, it)?)))?;
    let message = format!(
        "`{}` takes its properties from `{}`, which describes them for the documentation, but `@nestjs/mapped-types` \
         carries over validation and transformation alone: the document shows none of them.",
        class.name.text(),
        base.text(),
    );
    let source = import.syntax.field(Field::Source)?;
    let quote = source.text().get(..1)?;
    let fix = names.iter().all(|it| MAKERS.contains(it)).then(|| {
        Fix::review(
            "Take it from `@nestjs/swagger`",
            "validation stays the same, and the document gains these properties",
        )
        .replace(source, format!("{quote}@nestjs/swagger{quote}"))
    });
    Some(Finding::at(class.name, message).step(source, "this package carries no documentation").fix(fix))
}

/// The class between the parentheses of `extends PartialType(X)`, if its properties are in the documentation.
fn described_base<'t>(project: &Project<'t>, class: &Class<'t>) -> Option<Syntax<'t>> {
    let extends = class.extends.as_ref()?;
    let maps = extends.syntax.kind() == Kind::Call && MAKERS.contains(&extends.name);
    let mut names = extends.syntax.descendants().filter(|it| it.kind() == Kind::Identifier);
    names.find(|it| {
        let base = project.class_named(it.file, it.text()).filter(|_| maps);
        base.is_some_and(|it| {
            let by_plugin = project.has_documenting_plugin(it.syntax.file) && !it.properties.is_empty();
            project.has_described_property(it) || by_plugin
        })
    })
}
