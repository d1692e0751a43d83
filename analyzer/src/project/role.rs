//! What classes are to Nest, read once for each.

use super::Class;

/// What a class is to Nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Any class.
    Any,
    /// `@Controller`.
    Controller,
    /// Has `canActivate`.
    Guard,
    /// Extends `PassportStrategy`.
    Strategy,
    /// Has `intercept`.
    Interceptor,
    /// Has `use` with a third parameter for what comes next.
    Middleware,
    /// `@Catch`.
    Filter,
    /// `@Injectable`, `@Resolver`, `@Processor`, a gateway: a provider that is not a controller.
    Provider,
}

impl Role {
    const ALL: [Role; 8] = [
        Role::Any,
        Role::Controller,
        Role::Guard,
        Role::Strategy,
        Role::Interceptor,
        Role::Middleware,
        Role::Filter,
        Role::Provider,
    ];

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A bit for each role that a class plays.
pub(super) fn of(class: &Class) -> u8 {
    Role::ALL.into_iter().filter(|it| class.plays(*it)).map(Role::bit).sum()
}

impl Class<'_> {
    /// Whether it plays a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles & role.bit() != 0
    }

    fn plays(&self, role: Role) -> bool {
        let provides = |name: &str| {
            let handles = matches!(name, "CommandHandler" | "QueryHandler" | "EventsHandler" | "EventSubscriber");
            handles || matches!(name, "Injectable" | "Resolver" | "Processor" | "WebSocketGateway" | "Catch")
        };
        match role {
            Role::Any => true,
            Role::Guard => self.method("canActivate").is_some(),
            Role::Strategy => self.extends.as_ref().is_some_and(|it| it.name == "PassportStrategy"),
            Role::Interceptor => self.method("intercept").is_some(),
            Role::Middleware => self.method("use").is_some_and(|it| {
                let done = it.parameters.get(2);
                done.is_some_and(|it| it.syntax.text().to_ascii_lowercase().contains("next"))
            }),
            Role::Filter => self.decorator("Catch").is_some(),
            Role::Controller => self.decorator("Controller").is_some(),
            Role::Provider => self.decorators.iter().any(|it| provides(it.name)),
        }
    }
}
