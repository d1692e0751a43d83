//! Applications with many reads and no cache anywhere.

use crate::finding::Finding;
use crate::project::{Bootstrap, Import, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};

pub static RULE: Rule = Rule {
    id: "stack/nothing-cached",
    title: "Many routes read and none of them caches",
    severity: Severity::Info,
    standard: &["S124"],
    refs: &["https://docs.nestjs.com/techniques/caching"],
    needs: &[Evidence::Bootstrap, Evidence::PackageJson],
    fix: FixKind::None,
    words: words!("nothing_cached.md"),
    check: &[Check::Bootstrap(check)],
};

/// With fewer routes that read, one looks at each.
const MANY: usize = 25;

/// Parts of the names of packages that keep answers.
const CACHES: [&str; 8] = ["cache", "redis", "keyv", "memcached", "memjs", "apollo", "etag", "dataloader"];

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let at = bootstrap.create.syntax;
    let reads = project.routes.iter().filter(|it| {
        let is_read = it.method.decorators.iter().any(|it| it.name == "Get");
        is_read && project.same_app(it.class.syntax.file, at.file)
    });
    let count = reads.count();
    (count >= MANY && bootstrap.listens() && !bootstrap.is_microservice() && !project.is_test(at)).then_some(())?;
    let keeps = |text: &str| CACHES.iter().any(|it| text.contains(it));
    let imported = |it: &Import| keeps(&it.module.to_ascii_lowercase()) && !project.is_test(it.syntax);
    let listed = project.manifest_of(at.file).is_some_and(|it| it.listed().any(|it| keeps(it.name)));
    let headers = ["Header", "setHeader", "header", "set"].iter().any(|it| {
        project
            .calls_of(it)
            .any(|it| it.args.first().is_some_and(|it| it.text().to_ascii_lowercase().contains("cache-control")))
    });
    (!listed && !headers && !project.imports.iter().any(imported)).then_some(())?;
    let message = format!(
        "{count} routes read, and nothing here keeps an answer: no cache, no `Cache-Control`. Each call costs the \
         database as much as the first one."
    );
    Some(Finding::at(at, message).to_check())
}
