//! Guards that stand before every handler: `APP_GUARD`, `useGlobalGuards`, middleware of the whole application.

use super::guard::GuardKind;
use super::{Call, Project};
use crate::syntax::{Field, Kind, Object, Syntax, literal};

/// A guard that stands before every handler of an application.
#[derive(Clone, Copy, Debug)]
pub struct GlobalGuard<'t> {
    /// Where it is named.
    pub syntax: Syntax<'t>,
    /// What it decides by.
    pub kind: GuardKind,
    /// Its place among the guards of the project.
    pub(super) guard: Option<usize>,
}

impl<'t> Project<'t> {
    /// The guards before every handler of the application that a file is part of.
    pub fn global_guards_of(&self, file: u32) -> impl Iterator<Item = &GlobalGuard<'t>> {
        self.doors.guards.iter().filter(move |it| self.same_app(it.syntax.file, file))
    }

    pub(super) fn read_global_guards(&self) -> Vec<GlobalGuard<'t>> {
        let mut found = Vec::new();
        for call in self.calls_of("useGlobalGuards") {
            found.extend(call.args.iter().copied());
        }
        found.extend(self.provided_as("APP_GUARD"));
        found.retain(|it| !self.is_test(*it));
        let mut guards: Vec<GlobalGuard> = Vec::new();
        for syntax in found {
            let (kind, guard) = self.kind_and_guard(syntax);
            guards.push(GlobalGuard { syntax, kind, guard });
        }
        guards.extend(self.foreign_guards());
        // `app.use(passport.authenticate(…))`; with a path it stands before a part only, such as the documentation.
        let used = self.bootstraps.iter().flat_map(|it| it.calls_of("use"));
        let first = used.filter_map(|it| it.args.first().copied());
        let all = first.filter(|it| literal(*it).is_none() && self.is_authenticating(*it));
        guards.extend(all.map(|syntax| GlobalGuard { syntax, kind: GuardKind::Authentication, guard: None }));
        guards
    }

    /// What providers put in the place of a token.
    fn provided_as(&self, token: &str) -> impl Iterator<Item = Syntax<'t>> {
        let providers = self.mentions.provided.iter().filter_map(|it| it.parent().and_then(Object::of));
        let own = providers
            .filter(move |it| it.get("provide").is_some_and(|it| it.text().trim_matches(['\'', '"']) == token));
        let value =
            |it: Object<'t>| ["useClass", "useExisting", "useValue", "useFactory"].iter().find_map(|key| it.get(key));
        own.filter_map(value).map(|it| made(it).unwrap_or(it))
    }

    /// The interceptors around every handler of the application that a file is part of.
    #[cfg(feature = "whole")]
    pub fn global_interceptors_of(&self, file: u32) -> impl Iterator<Item = Syntax<'t>> {
        let used = self.calls_of("useGlobalInterceptors").flat_map(|it| it.args.iter().copied());
        let all = used.chain(self.provided_as("APP_INTERCEPTOR"));
        all.filter(move |it| !self.is_test(*it) && self.same_app(it.file, file))
    }

    /// Modules of packages that guard every handler once they are imported.
    fn foreign_guards(&self) -> impl Iterator<Item = GlobalGuard<'t>> {
        let names = ["auth", "keycloak", "clerk", "supertokens", "firebase", "casbin"];
        let modules = self.imports.iter().filter(move |it| {
            let own = it.module.starts_with('.') || it.module.starts_with("@nestjs/");
            !own && it.names.iter().any(|it| it.local.ends_with("Module"))
                && names.iter().any(|name| it.module.contains(name))
        });
        let named = modules.flat_map(|it| it.names.iter()).filter(|it| it.local.ends_with("Module"));
        let unseen = named.filter(|it| self.class_named(it.syntax.file, it.local).is_none());
        unseen.map(|it| GlobalGuard { syntax: it.syntax, kind: GuardKind::Unseen, guard: None })
    }
}

/// What a factory makes: `new X()` of `() => new X()`.
fn made(factory: Syntax<'_>) -> Option<Syntax<'_>> {
    factory.is(&[Kind::Arrow, Kind::FunctionExpression, Kind::Method]).then_some(())?;
    factory.field(Field::Body)?.find(Kind::New).next().or_else(|| {
        let body = factory.field(Field::Body)?;
        (Call::of(body)?.is_new).then_some(body)
    })
}
