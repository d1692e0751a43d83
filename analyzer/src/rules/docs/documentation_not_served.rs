//! Decorators of Swagger in an application that never builds the document.

use crate::finding::Finding;
use crate::project::{Bootstrap, Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "docs/documentation-not-served",
    title: "The API is described and no document is served",
    severity: Severity::Low,
    standard: &["S029"],
    refs: &["https://docs.nestjs.com/openapi/introduction#bootstrap"],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::None,
    words: words!("documentation_not_served.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let at = bootstrap.create.syntax;
    let serves = bootstrap.listens() && !bootstrap.is_microservice() && !bootstrap.is_open;
    let builds = ["createDocument", "setup"].iter().any(|name| {
        project.calls_of(name).any(|it| it.receiver.is_some_and(|it| it.text().ends_with("SwaggerModule")))
    });
    (serves && !builds && !project.is_test(at) && !project.is_script(at)).then_some(())?;
    let describes = |it: &&Import| {
        let own = it.module == "@nestjs/swagger" && project.same_app(it.syntax.file, at.file);
        own && it.names.iter().any(|it| it.name.starts_with("Api")) && !project.is_test(it.syntax)
    };
    let mut described = project.imports.iter().filter(describes);
    let first = described.next()?;
    let count = 1 + described.count();
    let files = if count == 1 { "One file describes".to_owned() } else { format!("{count} files describe") };
    let message = format!(
        "{files} the API with decorators of `@nestjs/swagger`, and nothing calls `SwaggerModule`: no one can read what they \
         say."
    );
    Some(Finding::at(at, message).step(first.syntax, "one of them").likely())
}
