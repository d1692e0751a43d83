//! End-to-end tests: the applications they start, the requests they make, the addresses they name.

use super::call::Call;
use super::{Class, Project, Route};
use crate::syntax::{Field, Kind, Syntax, root};

/// An application that a test creates: `module.createNestApplication()`.
#[derive(Clone)]
pub struct TestApp<'t> {
    /// What creates it.
    pub call: Call<'t>,
    /// Whether a call of its file starts it.
    pub is_started: bool,
    /// Whether a call of its file closes it.
    pub is_closed: bool,
    /// Whether it leaves the file: returned, exported, given to another function.
    pub is_handed_on: bool,
}

/// A request through supertest: `request(server).get('/users')`.
#[derive(Clone)]
pub struct TestRequest<'t> {
    /// `….get('/users')`.
    pub call: Call<'t>,
    /// The whole chain that hangs on it.
    pub whole: Syntax<'t>,
}

/// What end-to-end tests say.
#[derive(Default)]
pub(super) struct EndToEnd<'t> {
    apps: Vec<TestApp<'t>>,
    requests: Vec<TestRequest<'t>>,
    /// The texts of tests that look like addresses, in parts; sorted.
    paths: Vec<Vec<&'t str>>,
    /// Each part of such an address, and which address it is of; sorted.
    parts: Vec<(&'t str, usize)>,
}

const VERBS: [&str; 8] = ["get", "post", "put", "patch", "delete", "del", "head", "options"];
/// Stands for what a template inserts.
const HOLE: &str = "*";

impl<'t> Project<'t> {
    /// Applications that tests create.
    pub fn test_apps(&self) -> &[TestApp<'t>] {
        &self.specs.end_to_end.apps
    }

    /// Requests that tests make through supertest.
    pub fn test_requests(&self) -> &[TestRequest<'t>] {
        &self.specs.end_to_end.requests
    }

    /// The calls of a file, in reading order.
    pub fn calls_in(&self, file: u32) -> &[Call<'t>] {
        let first = self.calls.partition_point(|it| it.syntax.file < file);
        let end = self.calls.partition_point(|it| it.syntax.file <= file);
        self.calls.get(first..end).unwrap_or_default()
    }

    /// Whether a file holds tests.
    pub fn has_tests(&self, file: u32) -> bool {
        self.tests.binary_search_by_key(&file, |it| it.call.syntax.file).is_ok()
    }

    /// The routes of a controller.
    pub fn routes_of(&self, class: &Class<'t>) -> impl Iterator<Item = &Route<'t>> + Clone {
        let place = |it: Syntax| (it.file, it.span().start);
        let own = place(class.syntax);
        let first = self.routes.partition_point(|it| place(it.class.syntax) < own);
        self.routes.iter().skip(first).take_while(move |it| place(it.class.syntax) == own)
    }

    /// Whether a test names an address that may be this route's.
    pub fn is_requested(&self, route: &Route<'t>) -> bool {
        let label = route.label();
        let path = label.split('/').skip(1).filter(|it| !it.is_empty());
        let wanted: Vec<&str> = path.collect();
        let is_fixed = |it: &&&str| !it.starts_with([':', '*', '{']);
        let end_to_end = &self.specs.end_to_end;
        let matches = |at: usize| end_to_end.paths.get(at).is_some_and(|it| ends_with(it, &wanted));
        // The last fixed part decides where to look; an address of holes may be any.
        let fixed = wanted.iter().rev().find(is_fixed).copied().unwrap_or(HOLE);
        [fixed, HOLE].iter().any(|part| {
            let first = end_to_end.parts.partition_point(|(it, _)| it < part);
            end_to_end.parts.iter().skip(first).take_while(|(it, _)| it == part).any(|(_, at)| matches(*at))
        }) || wanted.is_empty()
    }

    pub(super) fn read_end_to_end(&self) -> EndToEnd<'t> {
        let mut end_to_end = EndToEnd::default();
        let created = self.calls_of("createNestApplication").filter(|it| self.is_test(it.syntax));
        end_to_end.apps = created.map(|it| self.test_app(it)).collect();
        let imports = self.imports.iter().filter(|it| matches!(it.module, "supertest" | "supertest-session"));
        let mut files: Vec<u32> = imports.map(|it| it.syntax.file).collect();
        files.dedup();
        for file in files {
            let verbs = self.calls_in(file).iter().filter(|it| VERBS.contains(&it.name));
            end_to_end.requests.extend(verbs.filter_map(|it| self.test_request(it)));
        }
        if !end_to_end.apps.is_empty() || !end_to_end.requests.is_empty() {
            let tests = self.roots.iter().filter(|it| self.is_test(**it));
            let texts = tests.flat_map(|it| it.descendants()).filter(|it| it.is(&[Kind::String, Kind::Template]));
            end_to_end.paths = texts.filter_map(|it| self.address(it)).collect();
            end_to_end.paths.sort_unstable();
            end_to_end.paths.dedup();
            let parts = end_to_end.paths.iter().enumerate();
            end_to_end.parts = parts.flat_map(|(at, it)| it.iter().map(move |part| (*part, at))).collect();
            end_to_end.parts.sort_unstable();
        }
        end_to_end
    }

    fn test_app(&self, call: &Call<'t>) -> TestApp<'t> {
        let holder = call.syntax.ancestors().find(|it| !it.is(&[Kind::Await, Kind::As, Kind::Parenthesized]));
        let name = holder.and_then(|it| it.field(Field::Name).or(it.field(Field::Left))).map_or("", Syntax::text);
        let calls = self.calls_in(call.syntax.file);
        let any = |names: [&str; 2]| calls.iter().any(|it| names.contains(&it.name));
        let given = calls.iter().any(|it| it.args.iter().any(|it| it.text() == name) && !is_own(it, name));
        let leaves = |it: Syntax| match it.kind() {
            Kind::Return => it.children().next().is_some_and(|it| it.text() == name),
            Kind::Shorthand => it.text() == name,
            Kind::Export => it.text().split(is_mark).any(|it| it == name),
            _ => false,
        };
        let root = call.syntax.root();
        let is_handed_on = given
            || name.is_empty()
            || name.contains('.')
            || !self.has_tests(call.syntax.file)
            || root.descendants().any(leaves);
        TestApp {
            call: call.clone(),
            is_started: any(["init", "listen"]),
            is_closed: any(["close", "dispose"]),
            is_handed_on,
        }
    }

    fn test_request(&self, call: &Call<'t>) -> Option<TestRequest<'t>> {
        let made = Call::of(self.value(call.receiver?))?;
        let start = root(made.callee);
        let (import, _) = self.import_of(start.file, start.text())?;
        import.module.starts_with("supertest").then_some(())?;
        let chain = call.syntax.ancestors().take_while(|it| it.is(&[Kind::Member, Kind::Call]));
        let mut whole = call.syntax;
        for outer in chain {
            if outer.field(Field::Object).or(outer.field(Field::Function)) != Some(whole) {
                break;
            }
            whole = outer;
        }
        Some(TestRequest { call: call.clone(), whole })
    }

    /// `/users/${id}` as `["users", "*"]`, `${base}/${id}` with what `base` stands for; nothing for a text that is no
    /// address.
    fn address(&self, text: Syntax<'t>) -> Option<Vec<&'t str>> {
        let inner = text.text().get(1..text.text().len().checked_sub(1)?)?;
        let path = inner.split_once("://").map_or(inner, |(_, it)| it).split(['?', ' ']).next()?;
        (path.contains('/') && !path.starts_with('.') && !path.starts_with('@')).then_some(())?;
        // `${folder}/user.entity.ts`: a file of the repository.
        let sources = [".ts", ".js", ".tsx", ".mts", ".mjs", ".cjs", ".hbs", ".sql", ".md", ".yml", ".yaml", ".env"];
        (!sources.iter().any(|it| path.ends_with(it))).then_some(())?;
        let first = text.child(Kind::Substitution).filter(|_| path.starts_with("${"));
        let base = first.and_then(|it| self.beginning(it.children().next()?, 3)).filter(|it| it.contains('/'));
        let skipped = usize::from(base.is_some());
        let fixed = base.unwrap_or_default().split('/').chain(path.split('/').skip(skipped));
        let is_hole = |it: &str| it.starts_with("${") && it.ends_with('}');
        let parts = fixed.filter(|it| !it.is_empty()).map(|it| if is_hole(it) { HOLE } else { it });
        let parts: Vec<&str> = parts.collect();
        // Made of values alone, it says nothing.
        parts.iter().any(|it| *it != HOLE).then_some(parts)
    }
}

/// `request(app)` and `app.get(…)` use the application; only other functions may start or close it.
fn is_own(call: &Call, app: &str) -> bool {
    call.receiver.is_some_and(|it| it.text() == app)
        || matches!(call.name, "request" | "supertest" | "expect" | "agent")
}

fn is_mark(letter: char) -> bool {
    !letter.is_ascii_alphanumeric() && letter != '_'
}

/// Whether an address ends as a route does: behind any prefix, with anything in the place of parameters. What a
/// template begins with may stand for any number of parts.
fn ends_with(address: &[&str], route: &[&str]) -> bool {
    let mut left = address.iter().rev();
    for wanted in route.iter().rev() {
        match left.next() {
            None => return address.first() == Some(&HOLE),
            Some(part) if *part == HOLE || part == wanted || wanted.starts_with([':', '*', '{']) => {}
            Some(_) => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::ends_with;

    #[test]
    fn an_address_ends_as_its_route() {
        assert!(ends_with(&["api", "v1", "users", "7"], &["users", ":id"]));
        assert!(ends_with(&["*", "login"], &["auth", "login"]));
        assert!(ends_with(&["users", "*"], &["users", ":id"]));
        assert!(!ends_with(&["users"], &["users", ":id"]));
        assert!(!ends_with(&["orders", "7"], &["users", ":id"]));
    }
}
