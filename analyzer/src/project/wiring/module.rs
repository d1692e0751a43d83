//! Modules: what each `@Module`, with its dynamic forms, imports, provides and exports.

use std::sync::Arc;

use super::listed::{Listed, What};
use super::token::Token;
use crate::project::{Call, Class, Method, Project, Setting};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

/// A class with `@Module`; what its static methods (`forRoot`) add is part of it.
#[derive(Debug)]
pub struct Module<'t> {
    /// The class.
    pub class: Arc<Class<'t>>,
    /// Its place in `Project::classes`.
    pub place: u32,
    /// `{…}` of `@Module({…})`.
    pub metadata: Option<Object<'t>>,
    /// What it imports.
    pub imports: Vec<Listed<'t>>,
    /// What it hands to the modules it configures: `imports` among the options of `forRootAsync({ imports: [X] })`.
    pub carried: Vec<Listed<'t>>,
    /// What it provides.
    pub providers: Vec<Listed<'t>>,
    /// Its controllers.
    pub controllers: Vec<Listed<'t>>,
    /// What it hands to those who import it.
    pub exports: Vec<Listed<'t>>,
    /// Whether every module of an application sees its exports, or may.
    pub is_global: bool,
    /// The tokens of its own providers, sorted.
    pub provided: Vec<Token<'t>>,
}

impl<'t> Module<'t> {
    /// Its name.
    pub fn name(&self) -> &'t str {
        self.class.name.text()
    }

    /// The four lists, in the order Nest's documentation gives them.
    pub fn lists(&self) -> [(&'static str, &[Listed<'t>]); 4] {
        [
            ("imports", &self.imports),
            ("controllers", &self.controllers),
            ("providers", &self.providers),
            ("exports", &self.exports),
        ]
    }

    /// Whether it provides a token itself.
    pub fn provides(&self, token: Token<'t>) -> bool {
        self.provided.binary_search(&token).is_ok()
    }

    fn list(&mut self, key: &str) -> &mut Vec<Listed<'t>> {
        match key {
            "imports" => &mut self.imports,
            "providers" => &mut self.providers,
            "controllers" => &mut self.controllers,
            _ => &mut self.exports,
        }
    }

    /// Something unseen may be in each of its lists.
    fn open(&mut self, syntax: Syntax<'t>) {
        for key in KEYS {
            let entry = Listed { syntax, what: What::Computed, is_conditional: false, is_forward: false };
            self.list(key).push(entry);
        }
    }
}

/// Decorators whose classes Nest creates in the module of what they stand on.
const ENHANCING: [&str; 4] = ["UseGuards", "UseInterceptors", "UsePipes", "UseFilters"];

const KEYS: [&str; 4] = ["imports", "controllers", "providers", "exports"];

impl<'t> Project<'t> {
    /// The module that a class is.
    pub fn module_of(&self, class: u32) -> Option<&Module<'t>> {
        let modules = &self.wiring.modules;
        modules.binary_search_by_key(&class, |it| it.place).ok().and_then(|at| modules.get(at))
    }

    pub(super) fn read_modules(&self) -> Vec<Module<'t>> {
        let classes = (0..).zip(&self.classes);
        classes.filter(|(_, it)| it.decorator("Module").is_some()).map(|(at, it)| self.read_module(at, it)).collect()
    }

    fn read_module(&self, place: u32, class: &Arc<Class<'t>>) -> Module<'t> {
        let decorator = class.decorator("Module");
        let argument = decorator.and_then(|it| it.args.first().copied());
        let mut module = Module {
            class: class.clone(),
            place,
            metadata: argument.and_then(Object::of),
            imports: Vec::new(),
            carried: Vec::new(),
            providers: Vec::new(),
            controllers: Vec::new(),
            exports: Vec::new(),
            is_global: class.decorator("Global").is_some(),
            provided: Vec::new(),
        };
        if let Some(argument) = argument {
            self.read_metadata(&mut module, argument);
        }
        // Metadata is inherited list by list.
        let base = class.extends.as_ref().and_then(|it| self.class_named(it.syntax.file, it.name));
        if let Some(base) = base.filter(|it| it.decorator("Module").is_some()) {
            module.open(base.name);
        }
        for method in class.methods.iter().filter(|it| it.modifiers.contains(&"static")) {
            self.read_dynamic(&mut module, method);
        }
        for entry in &module.imports {
            let (What::Package(call) | What::Dynamic(_, call)) = entry.what else { continue };
            for pair in call.find(Kind::Pair).filter(|it| it.field(Field::Key).is_some_and(|it| it.text() == "imports"))
            {
                pair.field(Field::Value).into_iter().for_each(|it| self.listed(it, &mut module.carried));
            }
        }
        let mut provided: Vec<Token> = module.providers.iter().filter_map(|it| self.token_of(it)).collect();
        provided.sort_unstable();
        module.provided = provided;
        module
    }

    /// The token under which an entry of `providers` or `exports` is known.
    pub(super) fn token_of(&self, entry: &Listed<'t>) -> Option<Token<'t>> {
        match entry.what {
            What::Class(class) => Some(Token::Class(class)),
            What::Object(_) => self.part(entry.what, "provide").map(|it| self.token(it)),
            What::Token(_) | What::Package(_) => Some(self.token(entry.syntax)),
            What::Dynamic(..) | What::Missing | What::Computed => None,
        }
    }

    fn read_metadata(&self, module: &mut Module<'t>, metadata: Syntax<'t>) {
        let Some(object) = Object::of(self.constant(metadata)) else { return module.open(metadata) };
        for key in KEYS {
            match self.setting(object, key) {
                Setting::Set(value) => self.listed(value, module.list(key)),
                Setting::Absent => {}
                Setting::Unseen => {
                    let entry =
                        Listed { syntax: object.0, what: What::Computed, is_conditional: false, is_forward: false };
                    module.list(key).push(entry);
                }
            }
        }
        let global = self.setting(object, "global").value();
        module.is_global |= global.is_some_and(|it| it.kind() != Kind::False);
    }

    /// `static forRoot()`: every object in it that names a module, or that it returns.
    fn read_dynamic(&self, module: &mut Module<'t>, method: &Method<'t>) {
        let Some(body) = method.body else { return };
        let name = method.name.text();
        let returns = method.syntax.field(Field::ReturnType).is_some_and(|it| it.text().contains("DynamicModule"));
        let mut is_seen = !returns && !name.starts_with("for") && !name.starts_with("register");
        for object in body.find(Kind::Object).filter(|it| is_dynamic(*it)) {
            is_seen = true;
            self.read_metadata(module, object);
        }
        if !is_seen || body.descendants().any(changes_a_list) {
            module.open(method.name);
        }
    }

    /// Whether a module has a class among its providers, be it by `useClass`.
    pub fn lists_class(&self, module: &Module<'t>, class: u32) -> bool {
        module.place != class && self.created_by(module).binary_search(&class).is_ok()
    }

    /// Whether options are handed to a package's module: `JwtModule.registerAsync({ … })`.
    pub fn is_for_package(&self, options: Syntax<'t>) -> bool {
        let call = options.ancestor(&[Kind::Call, Kind::Class]).and_then(Call::of);
        call.is_some_and(|it| {
            let root = crate::syntax::root(it.callee);
            let import = self.import_of(root.file, root.text());
            it.args.contains(&options) && import.is_some_and(|(it, _)| self.is_package(it.module))
        })
    }

    /// The modules in which Nest creates a class: as a provider, a controller, or a guard or pipe that one of them uses.
    pub fn homes_of(&self, class: u32) -> impl Iterator<Item = &Module<'t>> {
        let homes = &self.wiring.homes;
        let first = homes.partition_point(|it| it.0 < class);
        homes.iter().skip(first).take_while(move |it| it.0 == class).filter_map(|it| self.module_of(it.1))
    }

    pub(super) fn read_homes(&self) -> Vec<(u32, u32)> {
        let mut homes = Vec::new();
        for module in &self.wiring.modules {
            for place in self.created_by(module) {
                homes.push((place, module.place));
                let Some(class) = self.classes.get(place as usize) else { continue };
                let decorators = class.methods.iter().flat_map(|it| &it.decorators).chain(&class.decorators);
                let using = decorators.filter(|it| ENHANCING.contains(&it.name));
                let names = using.flat_map(|it| &it.args).filter(|it| it.kind() == Kind::Identifier);
                homes.extend(names.filter_map(|it| Some((self.class_at(*it)?, module.place))));
            }
        }
        homes.sort_unstable();
        homes.dedup();
        homes
    }

    /// The classes that Nest creates in a module: its providers, controllers, and itself.
    pub fn created_by(&self, module: &Module<'t>) -> Vec<u32> {
        let entries = module.providers.iter().chain(&module.controllers);
        let classes = entries.filter_map(|it| match it.what {
            What::Class(class) => Some(class),
            What::Object(_) => match self.token(self.part(it.what, "useClass")?) {
                Token::Class(class) => Some(class),
                _ => None,
            },
            _ => None,
        });
        let mut all: Vec<u32> = classes.chain([module.place]).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Whether an object literal is a dynamic module: it names one, or is what the method returns.
fn is_dynamic(object: Syntax) -> bool {
    let names = Object::of(object).is_some_and(|it| it.has("module"));
    names || object.parent().is_some_and(|it| it.kind() == Kind::Return)
}

/// `module.exports = …`, `module.providers.push(…)`
fn changes_a_list(syntax: Syntax) -> bool {
    let list = match syntax.kind() {
        Kind::Assignment => syntax.field(Field::Left),
        Kind::Call => Call::of(syntax).filter(|it| it.name == "push").and_then(|it| it.receiver),
        _ => None,
    };
    let key = list.and_then(|it| plain(it).field(Field::Property));
    key.is_some_and(|it| KEYS.contains(&it.text()))
}
