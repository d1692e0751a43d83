//! Who may call each handler: what stands before it, from the method to the application.

use super::class::Class;
use super::composition::{Effect, Known};
use super::entry::{Entry, EntryKind, MOST_BASES};
use super::global::GlobalGuard;
use super::guard::GuardKind;
use super::middleware::Middleware;
use super::route_path::Prefixes;
use super::{Binding, Project, binding};
use crate::syntax::{Field, Kind, Syntax, plain};

/// A handler that others can call over a network, and what stands before it.
#[derive(Clone, Debug)]
pub struct Access<'t> {
    /// The handler.
    pub entry: Entry<'t>,
    /// Its decorators and those of its class and base classes, taken apart.
    pub effect: Effect<'t>,
    /// The keys of the metadata that they set, each with the place of its decorator among them.
    pub metadata: Vec<(&'t str, usize)>,
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
    /// File and place of each handler, and where it is among the entries; sorted.
    pub handlers: Vec<((u32, u32), u32)>,
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

/// What a guard decides by, and its place among the guards of the project.
type Judged = (GuardKind, Option<usize>);

/// What was looked up already, by file and place or name.
#[derive(Default)]
struct Memo<'t> {
    parts: Known<'t>,
    keys: Vec<((u32, u32), &'t str)>,
    guards: Vec<((u32, &'t str), Judged)>,
}

/// The entry of a sorted list, made if it is missing.
fn remember<K: Ord + Copy, V: Copy>(list: &mut Vec<(K, V)>, key: K, make: impl FnOnce() -> V) -> V {
    match list.binary_search_by_key(&key, |(it, _)| *it) {
        Ok(at) => list.get(at).map(|(_, it)| *it).unwrap_or_else(make),
        Err(at) => {
            let value = make();
            list.insert(at, (key, value));
            value
        }
    }
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
    /// What stands before the handler that a node is part of.
    pub fn access_of(&self, syntax: Syntax<'t>) -> Option<&Access<'t>> {
        let method = syntax.ancestor(&[Kind::Method])?;
        let class = self.class_of(method)?;
        self.accesses_of(class).iter().find(|it| it.entry.method.syntax == method)
    }

    /// Whether only administrators reach a handler, as its own words and those around it say.
    pub fn is_for_admins(&self, handler: Syntax<'t>) -> bool {
        let Some(access) = self.access_of(handler) else { return false };
        let (class, method) = (&access.entry.class, &access.entry.method);
        let decorators = class.decorators.iter().chain(&method.decorators).map(|it| it.syntax.text());
        let mut words = decorators.chain([class.name.text()]);
        matches!(access.state, AccessState::Guarded(_)) && words.any(|it| it.to_ascii_lowercase().contains("admin"))
    }

    /// What stands before the handlers of a class.
    pub fn accesses_of(&self, class: &Class<'t>) -> &[Access<'t>] {
        let place = place_of(class);
        let first = self.accesses.partition_point(|it| place_of(&it.entry.class) < place);
        let last = self.accesses.partition_point(|it| place_of(&it.entry.class) <= place);
        self.accesses.get(first..last).unwrap_or_default()
    }

    pub(super) fn read_accesses(&self) -> Vec<Access<'t>> {
        let mut memo = Memo::default();
        let mut accesses: Vec<Access<'t>> = Vec::new();
        let mut place = None;
        let mut of_class = Effect::default();
        // A class that others extend is there for them: Nest creates those.
        let bases: Vec<(u32, u32)> =
            sorted(self.entries.iter().filter_map(|it| self.base_of(&it.class)).map(|it| place_of(&it)));
        let remote = self.entries.iter().filter(|it| it.kind.is_remote() && !self.is_test(it.class.syntax));
        for entry in remote.filter(|it| bases.binary_search(&place_of(&it.class)).is_err()) {
            if place != Some(place_of(&entry.class)) {
                place = Some(place_of(&entry.class));
                of_class = self.effect_of_class(&entry.class, &mut memo.parts);
            }
            let mut effect = self.effect_of(&entry.method.decorators, &mut memo.parts);
            effect.join(&of_class);
            let metadata = self.metadata_of(&effect, &mut memo.keys);
            let paths = entry.decorator.as_ref().filter(|_| entry.kind == EntryKind::Http);
            let known = paths.and_then(|it| self.paths(&entry.class, it));
            let paths = known.clone().unwrap_or_default();
            let mut access = Access { entry: entry.clone(), effect, metadata, paths, state: AccessState::Bare };
            access.state = self.state_of(&access, known.is_some(), &mut memo);
            accesses.push(access);
        }
        accesses
    }

    fn metadata_of(&self, effect: &Effect<'t>, known: &mut Vec<((u32, u32), &'t str)>) -> Vec<(&'t str, usize)> {
        let all = effect.decorators.iter().enumerate().filter(|(_, it)| it.name == "SetMetadata");
        let keyed = all.filter_map(|(at, it)| {
            let first = *it.args.first()?;
            let place = (first.file, first.span().start);
            Some((remember(known, place, || self.metadata_key(first)), at))
        });
        keyed.collect()
    }

    fn effect_of_class(&self, class: &Class<'t>, known: &mut Known<'t>) -> Effect<'t> {
        let mut effect = self.effect_of(&class.decorators, known);
        for base in self.bases_of(class) {
            effect.join(&self.effect_of(&base.decorators, known));
        }
        effect
    }

    fn state_of(&self, access: &Access<'t>, has_paths: bool, memo: &mut Memo<'t>) -> AccessState<'t> {
        let (entry, effect, paths) = (&access.entry, &access.effect, &access.paths);
        let file = entry.class.syntax.file;
        if let Some(opened) = self.opt_out(access) {
            return AccessState::Opened(opened);
        }
        for guard in effect.named("UseGuards").flat_map(|it| it.args.iter()) {
            let key = (guard.file, guard.text());
            let (kind, at) = remember(&mut memo.guards, key, || self.kind_and_guard(*guard));
            // A guard of the handler itself is trusted to know why it is there.
            if kind == GuardKind::Other || self.decides(kind, at, access) {
                return AccessState::Guarded(*guard);
            }
        }
        if let Some(guard) = self.global_guards_of(file).find(|it| self.decides(it.kind, it.guard, access)) {
            return AccessState::Guarded(guard.syntax);
        }
        let verb = entry.decorator.as_ref().map_or("", |it| it.name);
        let middlewares = self.doors.middlewares.iter().filter(|it| it.authenticates);
        for middleware in middlewares.filter(|it| self.same_app(it.call.syntax.file, file)) {
            if !has_paths {
                return AccessState::Unseen;
            }
            let stands = paths.iter().map(|it| middleware.stands_before(self, &entry.class, verb, it));
            match stands.min().flatten() {
                Some(true) => return AccessState::Guarded(middleware.call.syntax),
                None if !paths.is_empty() => return AccessState::Opened(middleware.call.syntax),
                _ => {}
            }
        }
        let base_is_unseen = entry.class.extends.is_some() && self.base_of(&entry.class).is_none();
        if self.welcomes(entry, paths) {
            AccessState::ForStrangers
        } else if effect.unseen.is_some() || base_is_unseen || self.checks_itself(entry) || intercepted(effect) {
            AccessState::Unseen
        } else {
            AccessState::Bare
        }
    }

    pub(super) fn kind_and_guard(&self, guard: Syntax<'t>) -> Judged {
        let value = self.constant(guard);
        (
            self.guard_kind(value),
            self.guard(value).and_then(|it| self.guards.iter().position(|one| std::ptr::eq(one, it))),
        )
    }

    /// Whether a guard keeps strangers out of a handler, unless it only counts calls or misses the metadata it asks for.
    fn decides(&self, kind: GuardKind, guard: Option<usize>, access: &Access<'t>) -> bool {
        match kind {
            GuardKind::Authentication | GuardKind::Unseen => true,
            GuardKind::Throttling | GuardKind::Other => false,
            GuardKind::Authorization => match guard.and_then(|it| self.guards.get(it)) {
                Some(it) if !it.demands.is_empty() => access.metadata.iter().any(|(key, _)| it.demands.contains(key)),
                _ => true,
            },
        }
    }

    /// The decorator that opens a handler to everybody: one the team lists, or one whose metadata makes a guard step
    /// aside.
    fn opt_out(&self, access: &Access<'t>) -> Option<Syntax<'t>> {
        let decorators = &access.effect.decorators;
        let listed = decorators.iter().position(|it| {
            let is_off = it.args.first().is_some_and(|it| it.kind() == Kind::False);
            !is_off && self.standard.facts.public_decorators.iter().any(|name| name == it.name)
        });
        let opening = || {
            access.metadata.iter().map(|(key, at)| (*key, *at)).find(|(key, at)| {
                let value = decorators.get(*at).and_then(|it| it.args.get(1));
                let is_on = value.is_none_or(|it| is_on(*it));
                is_on && self.guards.iter().any(|it| it.kind == GuardKind::Authentication && it.opens.contains(key))
            })
        };
        let at = listed.or_else(|| Some(opening()?.1))?;
        // The decorator as written, not the part of it in another file.
        decorators.iter().take(at + 1).rfind(|it| it.syntax.kind() == Kind::Decorator).map(|it| it.syntax)
    }

    /// The classes of this project that a class extends, from the nearest on, as far as they are looked through.
    pub fn bases_of(&self, class: &Class<'t>) -> impl Iterator<Item = std::sync::Arc<Class<'t>>> {
        std::iter::successors(self.base_of(class), |it| self.base_of(it)).take(MOST_BASES)
    }

    /// The class of this project that a class extends.
    pub fn base_of(&self, class: &Class<'t>) -> Option<std::sync::Arc<Class<'t>>> {
        let base = class.extends.as_ref()?;
        self.class_named(base.syntax.file, base.name).filter(|it| it.syntax != class.syntax).cloned()
    }
}

pub(super) fn place_of(class: &Class) -> (u32, u32) {
    (class.syntax.file, class.syntax.span().start)
}

fn sorted(places: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut places: Vec<(u32, u32)> = places.collect();
    places.sort_unstable();
    places
}

/// Whether a piece of metadata is `true`, also as the default of a parameter.
fn is_on(value: Syntax) -> bool {
    let value = plain(value);
    let default = match binding(value) {
        Some(Binding::Parameter(it)) if value.kind() == Kind::Identifier => it.field(Field::Value),
        _ => None,
    };
    default.unwrap_or(value).kind() == Kind::True
}

/// Whether an interceptor may check the caller.
fn intercepted(effect: &Effect) -> bool {
    let names = effect.named("UseInterceptors").flat_map(|it| it.args.iter()).map(|it| it.text().to_ascii_lowercase());
    names.into_iter().any(|it| it.contains("auth") || it.contains("session") || it.contains("tenant"))
}
