//! Whose a row is: what a handler, and the functions behind it, ask of who is calling.

use super::{Access, AccessState, Call, EntryKind, GuardKind, Project, Verb};
use crate::syntax::{Kind, Syntax, name_words, root};

impl<'t> Project<'t> {
    /// Whether only some of those who are signed in reach a handler: administrators, holders of a permission.
    pub fn is_for_few(&self, handler: Syntax<'t>) -> bool {
        let access = self.access_of(handler);
        access.is_some_and(|it| matches!(it.state, AccessState::Guarded(_)) && !self.is_open_to_accounts(it))
    }

    /// Whether all that is asked of a caller is to be signed in.
    pub fn is_open_to_accounts(&self, access: &Access<'t>) -> bool {
        let words = [access.entry.class.name.text(), access.paths.first().map_or("", |it| it)];
        let mut words = words.into_iter().flat_map(name_words);
        let is_for_few =
            words.any(|it| matches!(it.as_str(), "admin" | "admins" | "internal" | "backoffice" | "webhook"));
        let guards = access.effect.named("UseGuards").flat_map(|it| it.args.iter());
        let asks_more = guards.into_iter().any(|it| match self.guard_kind(*it) {
            GuardKind::Authentication | GuardKind::Throttling => false,
            // `GqlAuthGuard` of a file that is not there.
            GuardKind::Unseen => {
                !name_words(root(*it).text()).iter().any(|it| matches!(it.as_str(), "auth" | "jwt" | "session"))
            }
            GuardKind::Authorization | GuardKind::Other => true,
        });
        let is_remote = matches!(access.entry.kind, EntryKind::Http | EntryKind::GraphQl);
        let is_guarded = matches!(access.state, AccessState::Guarded(_));
        is_remote
            && is_guarded
            && !is_for_few
            && !asks_more
            && access.metadata.is_empty()
            && access.effect.unseen.is_none()
    }

    /// Whether every query of the project is narrowed elsewhere: policies, an extended client, a store of the request.
    pub fn is_narrowed(&self) -> bool {
        let steps = self.histories.iter().flat_map(|it| &it.steps);
        let has_policies = steps.into_iter().any(|it| it.verb == Verb::CreatePolicy);
        let is_extended = ["$extends", "$use", "enableRls", "forUser", "forTenant"]
            .iter()
            .any(|it| self.calls_of(it).next().is_some());
        let stores = ["nestjs-cls", "async_hooks", "node:async_hooks", "@casl/prisma", "@casl/ability"];
        has_policies || is_extended || self.imports.iter().any(|it| stores.contains(&it.module))
    }
}

/// Whether a function speaks of who is calling, or asks something before it goes on.
///
/// `owner` names the column that would be compared, `besides` what says nothing about the caller.
pub fn asks_who_calls(function: Syntax, owner: &str, besides: &str) -> bool {
    let kinds = [Kind::Identifier, Kind::PropertyIdentifier, Kind::Shorthand, Kind::ShorthandPattern];
    let names = function.find_any(&kinds).into_iter().map(Syntax::text);
    let callers =
        ["user", "currentUser", "userId", "viewer", "session", "principal", "auth", "ability", "tenantId", "me"];
    let mut names = names.filter(|it| !matches!(*it, "UserService" | "UsersService") && *it != besides);
    let speaks = names.any(|it| it == owner || callers.contains(&it) || it.ends_with("UserId"));
    let checks = [
        "check",
        "ensure",
        "assert",
        "verify",
        "authorize",
        "authorise",
        "can",
        "owns",
        "belongs",
        "allow",
        "validate",
    ];
    let calls = function.find(Kind::Call).filter_map(Call::of);
    speaks || calls.into_iter().any(|it| name_words(it.name).first().is_some_and(|it| checks.contains(&it.as_str())))
}
