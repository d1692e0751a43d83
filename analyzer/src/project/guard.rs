//! Guards: what each decides by, and which metadata makes it step aside.

use std::sync::Arc;

use super::class::{Class, Method};
use super::{Call, Project};
use crate::syntax::{Field, Kind, Syntax, literal, name_words, plain, returned, root};

/// What a guard decides by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardKind {
    /// Who is calling.
    Authentication,
    /// What a caller who is known already may do: roles, permissions.
    Authorization,
    /// How often they call.
    Throttling,
    /// Something else.
    Other,
    /// Its code is not among the files.
    Unseen,
}

/// A guard class of the project.
#[derive(Clone, Debug)]
pub struct Guard<'t> {
    /// The class.
    pub class: Arc<Class<'t>>,
    /// What it decides by.
    pub kind: GuardKind,
    /// Keys of metadata that let everybody pass: `isPublic`.
    pub opens: Vec<&'t str>,
    /// Keys of metadata without which it lets everybody pass: `roles`.
    pub demands: Vec<&'t str>,
}

/// How far base classes and factories of guards are followed.
const MOST_STEPS: usize = 4;

impl<'t> Guard<'t> {
    /// Whether it reads a piece of metadata.
    pub fn reads(&self, key: &str) -> bool {
        self.opens.contains(&key) || self.demands.contains(&key)
    }
}

impl<'t> Project<'t> {
    /// The guard that an argument of `@UseGuards` names: a class, an object of it, a factory's result.
    pub fn guard(&self, expression: Syntax<'t>) -> Option<&Guard<'t>> {
        let value = plain(expression);
        let name = match Call::of(value) {
            // `app.get(JwtGuard)`
            Some(call) if call.name == "get" || call.name == "resolve" => *call.args.first()?,
            Some(call) if call.is_new => call.callee,
            Some(_) => return None,
            None => value,
        };
        match self.class_named(name.file, name.text()) {
            Some(class) => self.guard_of(class),
            None => {
                let value = self.constant(name);
                if value == name { None } else { self.guard(value) }
            }
        }
    }

    /// What such an argument decides by.
    pub fn guard_kind(&self, expression: Syntax<'t>) -> GuardKind {
        self.guard(expression).map_or_else(|| self.kind_of_value(expression, MOST_STEPS), |it| it.kind)
    }

    fn guard_of(&self, class: &Class) -> Option<&Guard<'t>> {
        let place = (class.syntax.file, class.syntax.span().start);
        let at = self.guards.binary_search_by_key(&place, |it| (it.class.syntax.file, it.class.syntax.span().start));
        self.guards.get(at.ok()?)
    }

    /// Every class that has `canActivate` or extends one that may.
    pub(super) fn read_guards(&self) -> Vec<Guard<'t>> {
        let own = |it: &Class| it.method("canActivate").is_some();
        let heir = |it: &Class| it.extends.as_ref().is_some_and(|it| it.name.ends_with("Guard"));
        let named = |it: &Class| it.extends.is_some() && it.name.text().ends_with("Guard");
        let classes = self.classes.iter().filter(|it| own(it) || heir(it) || named(it));
        classes.filter(|it| !self.is_test(it.syntax)).map(|it| self.read_guard(it, MOST_STEPS)).collect()
    }

    fn read_guard(&self, class: &Arc<Class<'t>>, steps: usize) -> Guard<'t> {
        let mut guard = Guard { class: class.clone(), kind: GuardKind::Other, opens: Vec::new(), demands: Vec::new() };
        self.read_keys(class, &mut guard);
        let base = class.extends.as_ref().and_then(|it| self.class_named(it.syntax.file, it.name));
        let base = base.filter(|_| steps > 0).map(|it| self.read_guard(it, steps - 1));
        let inherited = match (&base, &class.extends) {
            (Some(base), _) => Some(base.kind),
            (None, Some(base)) => Some(self.kind_of_value(base.syntax, steps)),
            (None, None) => None,
        };
        guard.kind = self.judge(class, inherited, &guard);
        if let Some(base) = base {
            guard.opens.extend(base.opens);
            guard.demands.extend(base.demands);
        }
        guard
    }

    fn judge(&self, class: &Class<'t>, inherited: Option<GuardKind>, guard: &Guard) -> GuardKind {
        let listed = |it: &Class| self.standard.facts.auth_guards.iter().any(|name| name == it.name.text());
        if listed(class) {
            return GuardKind::Authentication;
        }
        let own = kind_by_code(class.syntax, !guard.demands.is_empty());
        match (inherited, own) {
            (Some(GuardKind::Authentication | GuardKind::Throttling), _) => inherited.unwrap_or(own),
            (Some(GuardKind::Unseen), GuardKind::Other) => GuardKind::Unseen,
            (Some(kind), GuardKind::Other) => kind,
            _ => own,
        }
    }

    /// Of what is no class of the project: a package's guard, a factory's result, a parameter.
    fn kind_of_value(&self, expression: Syntax<'t>, steps: usize) -> GuardKind {
        let value = plain(expression);
        let call = Call::of(value);
        let name = call.as_ref().map_or(value, |it| it.callee);
        let text = name.field(Field::Property).unwrap_or(name).text();
        // `import { AuthGuard as PassportGuard }`
        let text =
            self.import_of(name.file, text).map_or(text, |(_, it)| if it.name == "default" { text } else { it.name });
        if self.standard.facts.auth_guards.iter().any(|it| it == text) {
            return GuardKind::Authentication;
        }
        let declared = self.symbol(name).filter(|it| steps > 0 && !it.contains(value));
        if let Some(declaration) = declared {
            return self.kind_of_factory(declaration, steps - 1);
        }
        let words = name_words(text);
        let has = |all: &[&str]| words.iter().any(|it| all.contains(&it.as_str()));
        if has(&["throttler", "throttle", "throttling"]) || text.contains("RateLimit") {
            GuardKind::Throttling
        } else if text == "AuthGuard" && call.is_some() {
            GuardKind::Authentication
        } else if has(&["roles", "role", "permission", "permissions", "policies", "ability", "acl"]) && !has(&["auth"])
        {
            GuardKind::Authorization
        } else {
            GuardKind::Unseen
        }
    }

    /// Of what a function such as `RoleGuard(role)` makes.
    fn kind_of_factory(&self, declaration: Syntax<'t>, steps: usize) -> GuardKind {
        let inside = declaration.descendants();
        for node in inside.filter(|it| it.is(&[Kind::Class, Kind::ClassExpression, Kind::Call])) {
            if node.kind() == Kind::Call {
                let Some(call) = Call::of(node).filter(|it| it.name.ends_with("Guard")) else { continue };
                match self.kind_of_value(call.syntax, steps) {
                    GuardKind::Unseen => {}
                    kind => return kind,
                }
            } else if let Some(class) = self.classes.iter().find(|it| it.syntax == node).filter(|_| steps > 0) {
                return self.read_guard(class, steps - 1).kind;
            } else {
                return match kind_by_code(node, false) {
                    GuardKind::Other => GuardKind::Unseen,
                    kind => kind,
                };
            }
        }
        GuardKind::Unseen
    }

    /// The metadata that a guard asks its `Reflector` for.
    fn read_keys(&self, class: &Class<'t>, guard: &mut Guard<'t>) {
        for method in &class.methods {
            let calls = method.syntax.find(Kind::Call).filter_map(Call::of);
            let reads = calls.filter(|it| {
                let reflector = it.receiver.is_some_and(|it| it.text().to_ascii_lowercase().ends_with("reflector"));
                reflector && it.name.starts_with("get")
            });
            for call in reads {
                let Some(key) = call.args.first() else { continue };
                let key = self.metadata_key(*key);
                let list = if lets_pass(method, &call, key) { &mut guard.opens } else { &mut guard.demands };
                list.push(key);
            }
        }
    }
}

/// Whether metadata that was read opens the way, rather than asking for more.
fn lets_pass(method: &Method, read: &Call, key: &str) -> bool {
    let holder = read.syntax.ancestors().find(|it| it.is(&[Kind::Declarator, Kind::If, Kind::Return, Kind::Ternary]));
    let name = holder.filter(|it| it.kind() == Kind::Declarator).and_then(|it| it.field(Field::Name));
    let words =
        ["public", "anonymous", "skip", "noauth", "unauth", "unprotected", "unguarded", "open", "exempt", "bypass"];
    let lower = format!("{key} {}", name.map_or("", Syntax::text)).to_ascii_lowercase();
    if words.iter().any(|it| lower.contains(it)) {
        return true;
    }
    let Some(name) = name else { return false };
    let mut branches = method.syntax.find(Kind::If).filter_map(|it| {
        let condition = plain(it.field(Field::Condition)?);
        let passes = it.field(Field::Consequence)?.find(Kind::True).next().is_some();
        (passes && condition.text().contains(name.text())).then_some(condition)
    });
    let mut returns = method.syntax.find(Kind::Return).filter_map(returned);
    branches.any(|it| it.text() == name.text() || it.text() == format!("{} === true", name.text()))
        || returns.any(|it| {
            let rest = it.text().strip_prefix(name.text()).unwrap_or_default().trim_start();
            rest.starts_with("||") || rest.starts_with("? true")
        })
}

/// What the code of a guard shows it to decide by.
fn kind_by_code(class: Syntax, demands: bool) -> GuardKind {
    let name = class.field(Field::Name).map_or("", Syntax::text);
    let lower = name.to_ascii_lowercase();
    if lower.contains("throttl") || lower.contains("ratelimit") {
        return GuardKind::Throttling;
    }
    if authenticates(class) {
        return GuardKind::Authentication;
    }
    let reads_user = class.descendants().any(|it| {
        it.is(&[Kind::PropertyIdentifier, Kind::ShorthandPattern])
            && matches!(it.text(), "user" | "currentUser" | "session")
    });
    if demands || reads_user {
        return GuardKind::Authorization;
    }
    let delegates = class.find(Kind::Call).filter_map(Call::of).any(|it| {
        let names = it.chain();
        names.first() == Some(&"this") && !names.contains(&"reflector") && !names.contains(&"logger")
    });
    if delegates { GuardKind::Unseen } else { GuardKind::Other }
}

/// Whether code finds out who is calling: it checks a token, a key, a session, or notes the user.
pub(super) fn authenticates(code: Syntax) -> bool {
    code.descendants().any(|it| match it.kind() {
        Kind::Call | Kind::New => Call::of(it).is_some_and(|it| finds_out(&it)),
        Kind::Assignment => it.field(Field::Left).is_some_and(|it| {
            let place = it.text();
            [".user", "['user']", "[\"user\"]", ".currentUser", ".auth", ".principal"]
                .iter()
                .any(|end| place.ends_with(end))
        }),
        Kind::PropertyIdentifier => it.text() == "authorization",
        Kind::String | Kind::StringFragment => {
            let text = literal(it).unwrap_or(it.text()).to_ascii_lowercase();
            matches!(text.as_str(), "authorization" | "x-api-key" | "api-key" | "apikey" | "x-signature")
        }
        _ => false,
    })
}

pub(super) fn finds_out(call: &Call) -> bool {
    if call.is_new {
        return call.name == "UnauthorizedException";
    }
    let exact = [
        "verify",
        "verifyAsync",
        "authenticate",
        "isAuthenticated",
        "introspect",
        "getSession",
        "verifySession",
        "timingSafeEqual",
        "jwtVerify",
        "verifyIdToken",
        "validateRequest",
        "auth",
        "requireAuth",
    ];
    let lower = call.name.to_ascii_lowercase();
    let checks = ["verify", "valid", "extract", "check", "decode"].iter().any(|it| lower.starts_with(it));
    let proof =
        ["token", "apikey", "session", "signature", "credential", "jwt", "auth"].iter().any(|it| lower.contains(it));
    (exact.contains(&call.name) || checks && proof) && root(call.callee).text() != "passport"
        || call.name == "authenticate"
}
