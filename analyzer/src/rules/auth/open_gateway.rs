//! WebSocket gateways that talk to anybody.

use crate::finding::Finding;
use crate::project::{Access, AccessState, Call, Class, EntryKind, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Evidence, Rule};
use crate::syntax::{Kind, Object, Syntax, literal};

pub static RULE: Rule = Rule {
    id: "auth/open-gateway",
    title: "A WebSocket gateway answers anybody",
    severity: Severity::Medium,
    standard: &["X018"],
    refs: &[
        "CWE-306",
        "CWE-1385",
        "https://docs.nestjs.com/websockets/guards",
        "https://docs.nestjs.com/websockets/gateways",
    ],
    needs: &[Evidence::Guards],
    fix: FixKind::None,
    words: words!("open_gateway.md"),
    check: &[Check::Access(check)],
};

fn check(project: &Project, access: &Access) -> Option<Finding> {
    let class = &access.entry.class;
    let file = class.syntax.file;
    (is_open(access) && project.authenticates_in(file) && allows_any_site(project, class)).then_some(())?;
    let mates = project.accesses_of(class);
    let open: Vec<&Access> = mates.iter().filter(|it| is_open(it)).collect();
    (open.first()?.entry.method.syntax == access.entry.method.syntax && open.len() == mates.len()).then_some(())?;
    (!asks_at_connection(project, class) && !is_adapted(project)).then_some(())?;
    let message = format!(
        "`{}` answers {} to whoever connects, from any site: neither a guard nor `handleConnection` checks who it is, \
         while the application's other handlers are guarded.",
        class.name.text(),
        if open.len() == 1 {
            format!("`{}`", access.entry.method.name.text())
        } else {
            format!("{} messages", open.len())
        }
    );
    Some(Finding::at(class.name, message).likely())
}

fn is_open(access: &Access) -> bool {
    access.entry.kind == EntryKind::Socket
        && matches!(access.state, AccessState::Bare)
        && access.effect.named("UseGuards").next().is_none()
}

/// `cors: true`, `cors: { origin: '*' }`
fn allows_any_site<'t>(project: &Project<'t>, class: &Class<'t>) -> bool {
    let options = class.decorator("WebSocketGateway").and_then(|it| it.options());
    let Some(cors) = options.and_then(|it| it.get("cors")).map(|it| project.constant(it)) else { return false };
    let any = |it: Syntax<'t>| {
        let value = project.constant(it);
        literal(value) == Some("*") || value.kind() == Kind::True
    };
    cors.kind() == Kind::True || Object::of(cors).is_some_and(|it| it.get("origin").is_none_or(any))
}

/// Whether the gateway, or one it extends, looks at the handshake.
fn asks_at_connection<'t>(project: &Project<'t>, class: &Class<'t>) -> bool {
    let words = ["token", "auth", "verify", "cookie", "session", "disconnect", "jwt", "apikey", "guard"];
    let asks = |it: &Class| {
        let hooks = ["handleConnection", "afterInit", "onGatewayInit", "onModuleInit"];
        let mut methods = it.methods.iter().filter(|it| hooks.contains(&it.name.text()));
        methods.any(|it| {
            let lower = it.syntax.text().to_ascii_lowercase();
            words.iter().any(|word| lower.contains(word))
        })
    };
    asks(class) || project.bases_of(class).any(|it| asks(&it))
}

/// Whether an adapter of one's own may ask before any gateway does.
fn is_adapted(project: &Project) -> bool {
    let known = |it: &Call| {
        it.args.first().is_some_and(|it| {
            let text = it.text();
            text.starts_with("new WsAdapter(") || text.starts_with("new IoAdapter(")
        })
    };
    project.calls_of("useWebSocketAdapter").any(|it| !known(it))
}
