//! CORS that lets any page read the answers.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain, returned};

pub static RULE: Rule = Rule {
    id: "http/open-cors",
    title: "CORS lets any site read the answers",
    severity: Severity::High,
    standard: &["S051"],
    refs: &["CWE-942", "https://docs.nestjs.com/security/cors", "https://github.com/expressjs/cors"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("open_cors.md"),
    check: &[
        Check::Call(&["enableCors"], enable),
        Check::Call(&["create", "WebSocketGateway"], within_options),
        Check::Call(&["cors"], middleware),
        Check::Call(&["header", "setHeader", "set", "Header"], header),
    ],
};

/// `app.enableCors(…)`
fn enable(project: &Project, call: &Call) -> Option<Finding> {
    call.receiver?;
    let options = call.args.first().copied();
    let finding = judge(project, options, call)?;
    let empty = call.syntax.field(Field::Arguments).filter(|_| options.is_none());
    let finding = if let Some(list) = empty {
        finding.fix(listed().replace(list, format!("({{ {ALLOWED} }})")))
    } else {
        finding
    };
    weigh(project, finding, call)
}

/// `NestFactory.create(App, { cors: … })`, `@WebSocketGateway({ cors: … })`
fn within_options(project: &Project, call: &Call) -> Option<Finding> {
    let is_create = call.receiver.is_some_and(|it| it.text() == "NestFactory");
    (is_create || call.name == "WebSocketGateway").then_some(())?;
    let mut objects = call.args.iter().filter_map(|it| Object::of(project.constant(*it)));
    let cors = objects.find_map(|it| it.get("cors"))?;
    let finding = judge(project, Some(cors), call)?;
    let is_switch = plain(cors).kind() == Kind::True;
    let finding = if is_switch { finding.fix(listed().replace(cors, format!("{{ {ALLOWED} }}"))) } else { finding };
    let lighter = !is_create && finding.severity.is_none();
    weigh(project, if lighter { finding.severity(Severity::Medium) } else { finding }, call)
}

/// `app.use(cors(…))`
fn middleware(project: &Project, call: &Call) -> Option<Finding> {
    let imported = project.import_of(call.syntax.file, call.name)?;
    (call.receiver.is_none() && imported.0.module == "cors").then_some(())?;
    weigh(project, judge(project, call.args.first().copied(), call)?, call)
}

/// `res.setHeader('Access-Control-Allow-Origin', …)`
fn header(project: &Project, call: &Call) -> Option<Finding> {
    let [name, value] = call.args.as_slice() else { return None };
    literal(*name)?.eq_ignore_ascii_case("access-control-allow-origin").then_some(())?;
    let value = project.constant(*value);
    if literal(value) == Some("*") {
        let message = "`Access-Control-Allow-Origin: *` lets scripts of any site read this answer.";
        return weigh(project, Finding::at(call.syntax, message), call);
    }
    let reflected = value.text().ends_with("headers.origin") || value.text().ends_with("headers['origin']");
    let asked = Call::of(value).filter(|it| matches!(it.name, "get" | "header"));
    let asked = asked.is_some_and(|it| {
        it.args.first().and_then(|it| literal(*it)).is_some_and(|it| it.eq_ignore_ascii_case("origin"))
    });
    let checked = call.syntax.ancestor(&[Kind::If, Kind::Ternary]).is_some();
    ((reflected || asked) && !checked).then_some(())?;
    let message = format!("`{}` sends back whatever origin asks, so any site may read this answer.", value.text());
    weigh(project, Finding::at(call.syntax, message), call)
}

fn judge<'t>(project: &Project<'t>, options: Option<Syntax<'t>>, call: &Call<'t>) -> Option<Finding> {
    let Some(written) = options else {
        let message = "CORS without options answers every site with `Access-Control-Allow-Origin: *`.";
        return Some(Finding::at(call.syntax, message).severity(Severity::Medium));
    };
    let value = project.constant(written);
    if value.kind() == Kind::True {
        let message = "`cors: true` answers every site with `Access-Control-Allow-Origin: *`.";
        let place = written.parent().filter(|it| it.kind() == Kind::Pair).unwrap_or(written);
        return Some(Finding::at(place, message).severity(Severity::Medium));
    }
    let object = Object::of(value)?;
    let credentials =
        project.setting(object, "credentials").value().map(|it| project.constant(it).kind() == Kind::True);
    let sends_cookies = credentials.unwrap_or(false);
    let Some(origin) = object.get("origin") else {
        let message = "CORS without `origin` answers every site with `Access-Control-Allow-Origin: *`.";
        return (!object.is_open()).then(|| Finding::at(written, message).severity(Severity::Medium));
    };
    let (faulty, how) = opening(project, origin)?;
    let consequence = match (how, sends_cookies) {
        (Opening::Star, true) => {
            "names any site, yet `credentials` is on: browsers refuse that pair, and the usual next step is to reflect the origin"
        }
        (Opening::Star, false) => "lets scripts of any site read the answers",
        (Opening::Reflects, true) => {
            "reflects the origin of whoever asks, with `credentials` on: any site can act as the signed-in user and read the answers"
        }
        (Opening::Reflects, false) => "reflects the origin of whoever asks: any site can read the answers",
        (Opening::Pattern, _) => {
            "has no `^` at its start or no `$` at its end: a site whose origin merely contains the text passes too"
        }
    };
    let place = if faulty == project.constant(origin) { origin } else { faulty };
    let finding = Finding::at(place, format!("`origin: {}` {consequence}.", short(faulty.text())));
    // Without `credentials` browsers send no cookie along, and hand out what anybody could fetch.
    let finding = match (how, sends_cookies) {
        (Opening::Reflects, true) => finding.severity(Severity::Critical),
        (Opening::Star | Opening::Reflects, false) => finding.severity(Severity::Medium),
        _ => finding,
    };
    let inline = plain(origin) == faulty && how != Opening::Pattern;
    Some(if inline { finding.fix(listed().replace(origin, LIST)) } else { finding })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    Star,
    Reflects,
    Pattern,
}

/// What about an origin lets strangers in, and where.
fn opening<'t>(project: &Project<'t>, origin: Syntax<'t>) -> Option<(Syntax<'t>, Opening)> {
    let value = project.constant(origin);
    match value.kind() {
        Kind::True => Some((value, Opening::Reflects)),
        Kind::String | Kind::Template => (literal(value)? == "*").then_some((value, Opening::Star)),
        Kind::Regex => is_loose(value).then_some((value, Opening::Pattern)),
        Kind::Array => value
            .children()
            .filter(|it| it.kind() == Kind::Regex)
            .find(|it| is_loose(*it))
            .map(|it| (it, Opening::Pattern)),
        Kind::Arrow | Kind::FunctionExpression | Kind::Method => {
            allows_all(value).then_some((value, Opening::Reflects))
        }
        _ => None,
    }
}

/// `(origin, done) => done(null, true)`, with nothing before it.
fn allows_all(function: Syntax) -> bool {
    let only = |body: Syntax<'_>| body.children().count() == 1;
    let Some(body) = function.field(Field::Body) else { return false };
    let inner = if body.kind() == Kind::Block { body.children().next().filter(|_| only(body)) } else { Some(body) };
    let expression =
        inner.map(|it| if it.is(&[Kind::ExpressionStatement, Kind::Return]) { returned(it).unwrap_or(it) } else { it });
    let Some(call) = expression.map(plain).and_then(Call::of) else { return false };
    let mut names = function.field(Field::Parameters).into_iter().flat_map(Syntax::children);
    let first = names.next().and_then(|it| it.field(Field::Pattern)).map_or("", Syntax::text);
    let [error, allowed] = call.args.as_slice() else { return false };
    error.kind() == Kind::Null && (allowed.kind() == Kind::True || (!first.is_empty() && allowed.text() == first))
}

fn is_loose(regex: Syntax) -> bool {
    let pattern = regex.child(Kind::RegexPattern).map_or("", Syntax::text);
    !pattern.starts_with('^') || !pattern.ends_with('$')
}

/// Tests and branches for development are left alone.
fn weigh(project: &Project, finding: Finding, call: &Call) -> Option<Finding> {
    let mut branches = call.syntax.ancestors().filter(|it| it.is(&[Kind::If, Kind::Ternary]));
    let for_development = branches.any(|it| {
        let condition = it.field(Field::Condition).map_or(String::new(), |it| it.text().to_ascii_lowercase());
        ["node_env", "isdev", "is_dev", "develop", "prod", "local"].iter().any(|it| condition.contains(it))
    });
    (!for_development && !project.is_test(call.syntax)).then_some(finding)
}

const LIST: &str = "process.env.CORS_ORIGINS?.split(',') ?? []";
const ALLOWED: &str = "origin: process.env.CORS_ORIGINS?.split(',') ?? []";

fn listed() -> Fix {
    Fix::review("Allow listed sites only", "`CORS_ORIGINS` must name the sites that may call, separated by commas")
}

fn short(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    if line.chars().count() > 60 { format!("{}…", line.chars().take(60).collect::<String>()) } else { line }
}
