//! Rate limits that count everybody as one, because the proxy is taken for the caller.

use crate::finding::{Finding, Fix};
use crate::project::{Bootstrap, Project, Service};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "http/proxy-not-trusted",
    title: "Behind a proxy everybody shares one rate limit",
    severity: Severity::Medium,
    standard: &["X080"],
    refs: &[
        "CWE-348",
        "https://docs.nestjs.com/security/rate-limiting#proxies",
        "https://expressjs.com/en/guide/behind-proxies.html",
    ],
    needs: &[Evidence::Bootstrap],
    fix: FixKind::Review,
    words: words!("proxy_not_trusted.md"),
    check: &[Check::Bootstrap(check)],
};

fn check(project: &Project, bootstrap: &Bootstrap) -> Option<Finding> {
    let create = bootstrap.create.syntax;
    let judged = !bootstrap.is_microservice() && bootstrap.listens() && !bootstrap.is_open;
    (judged && !project.is_test(create)).then_some(())?;
    let limits = ["forRoot", "forRootAsync"]
        .iter()
        .flat_map(|it| project.calls_near(create.file, it))
        .find(|it| it.receiver.is_some_and(|it| it.text() == "ThrottlerModule") && !project.is_test(it.syntax))?;
    let own = |it: &&Syntax| project.same_app(it.file, create.file);
    let proxy = proxy(project, &own)?;
    let words = ["trust proxy", "trustProxy", "getTracker", "req.ips", "request.ips", "x-real-ip", "cf-connecting-ip"];
    let handled = project.roots.iter().filter(own).any(|it| words.iter().any(|word| it.source().contains(word)));
    (!handled).then_some(())?;
    let message = format!(
        "The rate limit counts by IP address, and behind {proxy} every request has the proxy's: one busy caller locks \
         out everybody. Nothing sets `trust proxy`."
    );
    Some(Finding::at(create, message).step(limits.callee, "counted here").likely().fix(fix(bootstrap)))
}

/// `app.set('trust proxy', 1)` right behind, where the application is known to be one of Express.
fn fix(bootstrap: &Bootstrap) -> Option<Fix> {
    let typed = bootstrap.create.type_arguments.is_some_and(|it| it.text().contains("NestExpressApplication"));
    let statement = bootstrap.create.syntax.ancestors().find(|it| it.kind() == Kind::Lexical).filter(|_| typed)?;
    let app = bootstrap.app().map(Syntax::text)?;
    let line = statement.source().lines().nth(statement.line())?;
    let indent: String = line.chars().take_while(|it| it.is_whitespace()).collect();
    let reason = "the number is how many proxies are in front; callers must not reach the application past them";
    let fix = Fix::review("Trust the proxy in front", reason);
    Some(fix.after(statement, format!("\n{indent}{app}.set('trust proxy', 1);")))
}

/// What shows that a proxy stands in front.
fn proxy(project: &Project, own: &dyn Fn(&&Syntax) -> bool) -> Option<String> {
    let proxies = ["nginx", "traefik", "caddy", "haproxy", "envoy", "nginx-proxy"];
    let image_of = |image: &str| {
        let name = image.rsplit('/').next().unwrap_or(image);
        name.split([':', '@']).next().unwrap_or(name).to_owned()
    };
    // An nginx that only serves pages is none: one in front of others waits for them, or brings a configuration.
    let stands_in_front = |it: &&Service| {
        it.settings
            .iter()
            .any(|it| it.key == "depends_on" || it.value.contains("conf") || it.value.contains(".template"))
    };
    let services = project.around.services.iter();
    let service = services.filter(|it| it.name != "frontend").find_map(|it| {
        let image = image_of(it.get("image")?.value);
        let is_sure = image != "nginx" || stands_in_front(&it);
        (proxies.contains(&image.as_str()) && is_sure).then_some(image)
    });
    service.map(|it| format!("`{it}`")).or_else(|| {
        let reads = project.roots.iter().filter(own).any(|it| {
            let text = it.source();
            text.contains("x-forwarded-for") || text.contains("X-Forwarded-For")
        });
        reads.then(|| "the proxy that sends `x-forwarded-for`".to_owned())
    })
}
