//! What decorators come to: composed ones (`applyDecorators`, aliases) taken apart, across files.

use super::decorator::Decorator;
use super::{Call, Project};
use crate::syntax::{Field, Kind, Object, Syntax, literal, plain, root};

/// Decorators with those they are composed of.
#[derive(Clone, Debug, Default)]
pub struct Effect<'t> {
    /// The written ones and their parts, in reading order.
    pub decorators: Vec<Decorator<'t>>,
    /// The first whose parts are not among the files and that may do anything.
    pub unseen: Option<Syntax<'t>>,
}

/// A part: what stands for a decorator inside a composed one.
type Parts<'t> = (Vec<Decorator<'t>>, Option<Syntax<'t>>);

/// What was taken apart already, by file and place.
pub(super) type Known<'t> = Vec<((u32, u32), Parts<'t>)>;

/// How deep decorators are composed of others.
const MOST_LEVELS: usize = 5;

impl<'t> Effect<'t> {
    /// Those of a name.
    pub fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Decorator<'t>> {
        self.decorators.iter().filter(move |it| it.name == name)
    }

    /// Adds what stands at another place, such as the class.
    pub fn join(&mut self, other: &Effect<'t>) {
        self.decorators.extend(other.decorators.iter().cloned());
        self.unseen = self.unseen.or(other.unseen);
    }
}

impl<'t> Project<'t> {
    /// Takes decorators apart.
    pub fn effect(&self, decorators: &[Decorator<'t>]) -> Effect<'t> {
        self.effect_of(decorators, &mut Vec::new())
    }

    pub(super) fn effect_of(&self, decorators: &[Decorator<'t>], known: &mut Known<'t>) -> Effect<'t> {
        let mut effect = Effect::default();
        for decorator in decorators {
            effect.decorators.push(decorator.clone());
            let Some(expression) = decorator.syntax.children().next() else { continue };
            let name = expression.field(Field::Function).unwrap_or(expression);
            match self.symbol(name) {
                Some(declaration) => {
                    let (parts, unseen) = self.parts(declaration, MOST_LEVELS, known);
                    effect.decorators.extend(parts);
                    effect.unseen = effect.unseen.or(unseen);
                }
                None if self.is_unseen(name) => effect.unseen = effect.unseen.or(Some(decorator.syntax)),
                None => {}
            }
        }
        effect
    }

    /// Whether a decorator comes from a place that is not among the files and is not known to be harmless.
    fn is_unseen(&self, name: Syntax<'t>) -> bool {
        let last = name.field(Field::Property).unwrap_or(name).text();
        if self.standard.facts.public_decorators.iter().any(|it| it == last) {
            return false;
        }
        let name = root(name);
        match self.import_of(name.file, name.text()) {
            Some((import, _)) => !PLAIN.iter().any(|it| import.module.starts_with(it)),
            None => !is_nest(name.text()) && self.class_named(name.file, name.text()).is_none(),
        }
    }

    fn parts(&self, declaration: Syntax<'t>, levels: usize, known: &mut Known<'t>) -> Parts<'t> {
        let place = (declaration.file, declaration.span().start);
        let Some(left) = levels.checked_sub(1) else { return (Vec::new(), None) };
        if let Ok(at) = known.binary_search_by_key(&place, |(it, _)| *it) {
            return known.get(at).map_or_else(Default::default, |(_, it)| it.clone());
        }
        let mut parts: Parts = (Vec::new(), None);
        for node in declaration.descendants().filter(|it| it.is(&[Kind::Call, Kind::Arguments, Kind::Declarator])) {
            self.read_part(node, left, known, &mut parts);
        }
        // `const SignedIn = UseGuards(…)`, `const Auth = OtherAuth`
        let alias = declaration.field(Field::Value).filter(|it| plain(*it).kind() == Kind::Identifier);
        if let Some(other) = alias.and_then(|it| self.symbol(it)).filter(|it| *it != declaration) {
            let (more, unseen) = self.parts(other, left, known);
            parts.0.extend(more);
            parts.1 = parts.1.or(unseen);
        }
        let at = known.partition_point(|(it, _)| *it < place);
        known.insert(at, (place, parts.clone()));
        parts
    }

    fn read_part(&self, node: Syntax<'t>, left: usize, known: &mut Known<'t>, parts: &mut Parts<'t>) {
        let Some(call) = Call::of(node) else {
            // `applyDecorators(SignedIn, Audited)`: named without a call.
            let names = node.children().filter(|it| node.kind() == Kind::Arguments && it.kind() == Kind::Identifier);
            for name in names.filter(|_| is_composer(node)) {
                self.read_named(name, left, known, parts);
            }
            return;
        };
        if call.name == "createDecorator" || call.name == "defineMetadata" {
            let args = if call.name == "createDecorator" { vec![node] } else { call.args };
            parts.0.push(Decorator { syntax: node, name: "SetMetadata", args });
        } else if call.callee.kind() == Kind::Identifier && call.name != "applyDecorators" {
            if is_nest(call.name)
                || self.import_of(node.file, call.name).is_some_and(|it| it.0.module == "@nestjs/common")
            {
                parts.0.push(Decorator { syntax: node, name: call.name, args: call.args });
            } else {
                self.read_named(call.callee, left, known, parts);
            }
        }
    }

    fn read_named(&self, name: Syntax<'t>, left: usize, known: &mut Known<'t>, parts: &mut Parts<'t>) {
        match self.symbol(name) {
            Some(declaration) if !declaration.contains(name) => {
                let (more, unseen) = self.parts(declaration, left, known);
                parts.0.extend(more);
                parts.1 = parts.1.or(unseen);
            }
            None if self.import_of(name.file, name.text()).is_some()
                && name.text().starts_with(|it: char| it.is_ascii_uppercase())
                && self.is_unseen(name) =>
            {
                parts.1 = parts.1.or(Some(name));
            }
            _ => {}
        }
    }

    /// Whether something other than a guard asks a `Reflector` for a piece of metadata.
    pub fn reads_elsewhere(&self, key: &str) -> bool {
        self.doors.keys.contains(&key)
    }

    pub(super) fn read_keys_elsewhere(&self) -> Vec<&'t str> {
        let names = ["get", "getAll", "getAllAndOverride", "getAllAndMerge", "getMetadata"];
        let asked = names.iter().flat_map(|it| self.calls_of(it)).filter(|call| {
            let owner = call.receiver.map_or("", |it| it.text());
            let asks = owner.ends_with("eflector") || owner == "Reflect";
            asks && self.class_of(call.syntax).is_none_or(|it| it.method("canActivate").is_none())
        });
        asked.filter_map(|it| it.args.first()).map(|it| self.metadata_key(*it)).collect()
    }

    /// The key of a piece of metadata, as every place that names it comes to: the text, or the constant's name.
    pub fn metadata_key(&self, expression: Syntax<'t>) -> &'t str {
        let value = self.constant(expression);
        let value = match self.symbol(value).filter(|_| value.is(&[Kind::Identifier, Kind::Member])) {
            Some(declaration) => declaration.field(Field::Value).unwrap_or(value),
            None => value,
        };
        if let Some(text) = literal(value) {
            return text;
        }
        match Call::of(value).filter(|it| it.name == "createDecorator") {
            Some(call) => {
                let key = call.object(0).and_then(|it: Object| it.get("key")).and_then(literal);
                let holder = call.syntax.parent().and_then(|it| it.field(Field::Name));
                key.or(holder.map(Syntax::text)).unwrap_or_default()
            }
            None => plain(expression).text(),
        }
    }
}

fn is_composer(arguments: Syntax) -> bool {
    arguments.parent().and_then(Call::of).is_some_and(|it| it.name == "applyDecorators")
}

/// Where decorators come from that say nothing of who may call.
const PLAIN: [&str; 8] = [
    "@nestjs/",
    "class-validator",
    "class-transformer",
    "typeorm",
    "nestjs-zod",
    "nestjs-i18n",
    "nestjs-form-data",
    "@golevelup/",
];

/// Nest's own decorators, for files that show no imports.
fn is_nest(name: &str) -> bool {
    let names = [
        "UseGuards",
        "UseInterceptors",
        "UsePipes",
        "UseFilters",
        "SetMetadata",
        "Controller",
        "Get",
        "Post",
        "Put",
        "Patch",
        "Delete",
        "Head",
        "Options",
        "All",
        "Search",
        "Sse",
        "HttpCode",
        "Header",
        "Redirect",
        "Render",
        "Version",
        "Injectable",
        "Module",
        "Global",
        "Catch",
        "Resolver",
        "Query",
        "Mutation",
        "Subscription",
        "ResolveField",
        "ResolveReference",
        "WebSocketGateway",
        "SubscribeMessage",
        "MessagePattern",
        "EventPattern",
        "GrpcMethod",
        "GrpcStreamMethod",
        "Throttle",
        "SkipThrottle",
        "CacheKey",
        "CacheTTL",
        "SerializeOptions",
        "Cron",
        "Interval",
        "Timeout",
        "OnEvent",
        "Processor",
        "Process",
        "applyDecorators",
        "HealthCheck",
        "Entity",
        "Optional",
        "Bind",
    ];
    names.contains(&name) || name.starts_with("Api")
}
