//! Who may call each handler: what stands before it, from the method to the application.

use super::class::Class;
use super::compose::{Effect, Known};
use super::entry::{Entry, EntryKind};
use super::guard::GuardKind;
use super::middleware::Middleware;
use super::path::Prefixes;
use super::{Call, Project};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain};

/// A handler that others can call over a network, and what stands before it.
#[derive(Clone, Debug)]
pub struct Access<'t> {
    /// The handler.
    pub entry: Entry<'t>,
    /// Its decorators and those of its class and base classes, taken apart.
    pub effect: Effect<'t>,
    /// Its full paths, without the global prefix; empty where they are not fixed in the source.
    pub paths: Vec<String>,
    /// Who may call it.
    pub state: AccessState<'t>,
}

/// Who may call a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessState<'t> {
    /// Those whom this guard or middleware lets pass.
    Guarded(Syntax<'t>),
    /// Everybody, because this says so.
    Opened(Syntax<'t>),
    /// Everybody, as it is there for strangers: signing in, health.
    ForStrangers,
    /// Something that is not among the files may decide.
    Unseen,
    /// Everybody, and nothing says so.
    Bare,
}

/// What is read once, for [`Access`].
#[derive(Default)]
pub(super) struct Doors<'t> {
    pub symbols: Vec<(&'t str, Syntax<'t>)>,
    pub prefixes: Prefixes,
    pub middlewares: Vec<Middleware<'t>>,
    pub guards: Vec<GlobalGuard<'t>>,
    /// Keys of metadata that others than guards read.
    pub keys: Vec<&'t str>,
    /// Files with handlers that are kept from strangers.
    pub guarded: Vec<u32>,
    /// Files of modules that import others which are not among the files.
    pub lacking: Vec<u32>,
}

/// A guard that stands before every handler of an application.
#[derive(Clone, Copy, Debug)]
pub struct GlobalGuard<'t> {
    /// Where it is named.
    pub syntax: Syntax<'t>,
    /// What it decides by.
    pub kind: GuardKind,
}

impl Access<'_> {
    /// `DELETE /notes/:id`, or the name of the handler for other transports.
    pub fn label(&self) -> String {
        let verb = self.entry.decorator.as_ref().map_or("", |it| it.name);
        match self.paths.first() {
            Some(path) => format!("{} {path}", verb.to_ascii_uppercase()),
            None => self.entry.method.name.text().to_owned(),
        }
    }
}

impl<'t> Project<'t> {
    /// What stands before the handlers of a class.
    pub fn accesses_of(&self, class: &Class<'t>) -> &[Access<'t>] {
        let place = place_of(class);
        let first = self.accesses.partition_point(|it| place_of(&it.entry.class) < place);
        let last = self.accesses.partition_point(|it| place_of(&it.entry.class) <= place);
        self.accesses.get(first..last).unwrap_or_default()
    }

    /// The guards before every handler of the application that a file is part of.
    pub fn global_guards_of(&self, file: u32) -> impl Iterator<Item = &GlobalGuard<'t>> {
        self.doors.guards.iter().filter(move |it| self.same_app(it.syntax.file, file))
    }

    pub(super) fn read_global_guards(&self) -> Vec<GlobalGuard<'t>> {
        let mut found = Vec::new();
        for call in self.calls_of("useGlobalGuards") {
            found.extend(call.args.iter().copied());
        }
        for pair in &self.mentions.provided {
            let provider = pair.parent().and_then(Object::of);
            let Some(provider) = provider
                .filter(|it| it.get("provide").is_some_and(|it| it.text().trim_matches(['\'', '"']) == "APP_GUARD"))
            else {
                continue;
            };
            let value = ["useClass", "useExisting", "useValue", "useFactory"].iter().find_map(|it| provider.get(it));
            found.extend(value.map(|it| made(it).unwrap_or(it)));
        }
        found.retain(|it| !self.is_test(*it));
        let mut guards: Vec<GlobalGuard> =
            found.into_iter().map(|it| GlobalGuard { syntax: it, kind: self.guard_kind(self.constant(it)) }).collect();
        guards.extend(self.foreign_guards());
        // `app.use(passport.authenticate(…))`; with a path it stands before a part only, such as the documentation.
        let used = self.bootstraps.iter().flat_map(|it| it.calls_of("use"));
        let first = used.filter_map(|it| it.args.first().copied());
        let all = first.filter(|it| literal(*it).is_none() && self.is_authenticating(*it));
        guards.extend(all.map(|syntax| GlobalGuard { syntax, kind: GuardKind::Authentication }));
        guards
    }

    /// Modules of packages that guard every handler once they are imported.
    fn foreign_guards(&self) -> impl Iterator<Item = GlobalGuard<'t>> {
        let modules = self.imports.iter().filter(|it| {
            let own = it.module.starts_with('.') || it.module.starts_with("@nestjs/");
            let lower = it.module.to_ascii_lowercase();
            !own && ["auth", "keycloak", "clerk", "supertokens", "firebase", "casbin"]
                .iter()
                .any(|it| lower.contains(it))
        });
        let named = modules.flat_map(|it| it.names.iter()).filter(|it| it.local.ends_with("Module"));
        let unseen = named.filter(|it| self.class_named(it.syntax.file, it.local).is_none());
        unseen.map(|it| GlobalGuard { syntax: it.syntax, kind: GuardKind::Unseen })
    }

    pub(super) fn read_accesses(&self) -> Vec<Access<'t>> {
        let mut known: Known<'t> = Vec::new();
        let mut accesses: Vec<Access<'t>> = Vec::new();
        let mut of_class: Option<((u32, u32), Effect<'t>)> = None;
        for entry in self.entries.iter().filter(|it| it.kind.is_remote() && !self.is_test(it.class.syntax)) {
            let place = place_of(&entry.class);
            let effect = match &of_class {
                Some((it, effect)) if *it == place => effect.clone(),
                _ => self.effect_of_class(&entry.class, &mut known),
            };
            of_class = Some((place, effect.clone()));
            let mut own = self.effect_of(&entry.method.decorators, &mut known);
            own.join(&effect);
            let paths = entry.decorator.as_ref().filter(|_| entry.kind == EntryKind::Http);
            let paths = paths.and_then(|it| self.paths(&entry.class, it));
            let state = self.state_of(entry, &own, paths.as_deref());
            accesses.push(Access { entry: entry.clone(), effect: own, paths: paths.unwrap_or_default(), state });
        }
        accesses
    }

    fn effect_of_class(&self, class: &Class<'t>, known: &mut Known<'t>) -> Effect<'t> {
        let mut effect = self.effect_of(&class.decorators, known);
        let mut next = self.base_of(class);
        for _ in 0..5 {
            let Some(base) = next else { break };
            effect.join(&self.effect_of(&base.decorators, known));
            next = self.base_of(&base);
        }
        effect
    }

    fn state_of(&self, entry: &Entry<'t>, effect: &Effect<'t>, paths: Option<&[String]>) -> AccessState<'t> {
        let file = entry.class.syntax.file;
        if let Some(opened) = self.opt_out(effect) {
            return AccessState::Opened(opened);
        }
        let own = effect.named("UseGuards").flat_map(|it| it.args.iter());
        let deciding = own.copied().find(|it| self.decides(*it, effect, false));
        let global = self.global_guards_of(file).map(|it| it.syntax).find(|it| self.decides(*it, effect, true));
        if let Some(guard) = deciding.or(global) {
            return AccessState::Guarded(guard);
        }
        let verb = entry.decorator.as_ref().map_or("", |it| it.name);
        for middleware in
            self.doors.middlewares.iter().filter(|it| it.authenticates && self.same_app(it.call.syntax.file, file))
        {
            let Some(paths) = paths else { return AccessState::Unseen };
            let stands = paths.iter().map(|it| middleware.stands_before(self, &entry.class, verb, it));
            match stands.min().flatten() {
                Some(true) => return AccessState::Guarded(middleware.call.syntax),
                None if !paths.is_empty() => return AccessState::Opened(middleware.call.syntax),
                _ => {}
            }
        }
        let base_is_unseen = entry.class.extends.is_some() && self.base_of(&entry.class).is_none();
        if self.welcomes(entry, paths.unwrap_or_default()) {
            AccessState::ForStrangers
        } else if effect.unseen.is_some() || base_is_unseen || self.checks_itself(entry) || intercepted(effect) {
            AccessState::Unseen
        } else {
            AccessState::Bare
        }
    }

    /// Whether a guard keeps strangers out of a handler. Those of the handler itself are trusted to know why they are
    /// there, unless they count calls or lack the metadata they ask for.
    fn decides(&self, guard: Syntax<'t>, effect: &Effect<'t>, is_global: bool) -> bool {
        match self.guard_kind(self.constant(guard)) {
            GuardKind::Authentication | GuardKind::Unseen => true,
            GuardKind::Throttling => false,
            GuardKind::Other => !is_global,
            GuardKind::Authorization => match self.guard(self.constant(guard)) {
                Some(it) if !it.demands.is_empty() => self.metadata_of(effect).any(|key| it.demands.contains(&key)),
                _ => true,
            },
        }
    }

    /// The keys of the metadata that decorators set.
    pub fn metadata_of<'e>(&'e self, effect: &'e Effect<'t>) -> impl Iterator<Item = &'t str> + 'e {
        effect.named("SetMetadata").filter_map(|it| it.args.first()).map(|it| self.metadata_key(*it))
    }

    /// The decorator that opens a handler to everybody: one the team lists, or one whose metadata makes a guard step
    /// aside.
    fn opt_out(&self, effect: &Effect<'t>) -> Option<Syntax<'t>> {
        let listed = effect.decorators.iter().find(|it| {
            let is_off = it.args.first().is_some_and(|it| it.kind() == Kind::False);
            !is_off && self.standard.facts.public_decorators.iter().any(|name| name == it.name)
        });
        let opening = || {
            effect.named("SetMetadata").find(|it| {
                let is_off = it.args.get(1).is_some_and(|it| plain(*it).kind() == Kind::False);
                let key = it.args.first().map_or("", |it| self.metadata_key(*it));
                !is_off && self.guards.iter().any(|it| it.kind == GuardKind::Authentication && it.opens.contains(&key))
            })
        };
        let found = listed.or_else(opening)?;
        // The written decorator, not the part of it in another file.
        let written = effect.decorators.iter().filter(|it| it.syntax.kind() == Kind::Decorator);
        let before = written.take_while(|it| it.syntax != found.syntax).last();
        let own = found.syntax.kind() == Kind::Decorator;
        Some(if own {
            found.syntax
        } else {
            self.written_before(effect, found.syntax).or(before.map(|it| it.syntax))?
        })
    }

    fn written_before(&self, effect: &Effect<'t>, part: Syntax<'t>) -> Option<Syntax<'t>> {
        let at = effect.decorators.iter().position(|it| it.syntax == part)?;
        effect.decorators.iter().take(at).rfind(|it| it.syntax.kind() == Kind::Decorator).map(|it| it.syntax)
    }

    pub(super) fn base_of(&self, class: &Class<'t>) -> Option<std::sync::Arc<Class<'t>>> {
        let base = class.extends.as_ref()?;
        self.class_named(base.syntax.file, base.name).filter(|it| it.syntax != class.syntax).cloned()
    }
}

pub(super) fn place_of(class: &Class) -> (u32, u32) {
    (class.syntax.file, class.syntax.span().start)
}

/// What a factory makes: `new X()` of `() => new X()`.
fn made(factory: Syntax<'_>) -> Option<Syntax<'_>> {
    factory.is(&[Kind::Arrow, Kind::FunctionExpression, Kind::Method]).then_some(())?;
    factory.field(Field::Body)?.find(Kind::New).next().or_else(|| {
        let body = factory.field(Field::Body)?;
        (Call::of(body)?.is_new).then_some(body)
    })
}

/// Whether an interceptor may check the caller.
fn intercepted(effect: &Effect) -> bool {
    let names = effect.named("UseInterceptors").flat_map(|it| it.args.iter()).map(|it| it.text().to_ascii_lowercase());
    names.into_iter().any(|it| it.contains("auth") || it.contains("session") || it.contains("tenant"))
}
