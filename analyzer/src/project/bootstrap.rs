//! Where an application starts, and what is configured there: also by functions that it is handed to.

use super::Project;
use super::call::Call;
use super::import::{Import, Said};
use crate::syntax::{Field, Kind, Syntax, plain, root};

/// A function that calls `NestFactory.create`.
#[derive(Clone)]
pub struct Bootstrap<'t> {
    /// `NestFactory.create(…)`.
    pub create: Call<'t>,
    /// The function around it, or the file.
    pub scope: Syntax<'t>,
    /// Every call that may configure it, in the order of running: those of its file, of functions that the
    /// application is handed to, and of those that get it from this one.
    pub calls: Vec<Call<'t>>,
    /// Whether it is handed to a function that is not among the files.
    pub is_open: bool,
}

impl<'t> Bootstrap<'t> {
    /// The calls of a method of the application.
    pub fn calls_of(&self, name: &str) -> impl Iterator<Item = &Call<'t>> {
        self.calls.iter().filter(move |it| it.name == name)
    }

    /// Whether the application only answers messages, not HTTP.
    pub fn is_microservice(&self) -> bool {
        matches!(self.create.name, "createMicroservice" | "createApplicationContext")
    }

    /// Whether it is started to answer over the network: not one that is only asked for its configuration.
    pub fn listens(&self) -> bool {
        let file = self.create.syntax.file;
        let name = self.app().map_or("", Syntax::text);
        self.calls_of("listen").any(|it| it.syntax.file != file || it.receiver.is_some_and(|it| it.text() == name))
    }

    /// The name of the application in its function.
    pub fn app(&self) -> Option<Syntax<'t>> {
        let declarator = self.create.syntax.ancestor(&[Kind::Declarator]).filter(|it| self.scope.contains(*it));
        let assignment = || self.create.syntax.ancestor(&[Kind::Assignment])?.field(Field::Left);
        declarator.and_then(|it| it.field(Field::Name)).or_else(assignment)
    }
}

pub(super) fn all<'t>(calls: &[Call<'t>]) -> Vec<Bootstrap<'t>> {
    let starts = calls.iter().filter(|it| {
        it.receiver.is_some_and(|it| it.text() == "NestFactory")
            && matches!(it.name, "create" | "createMicroservice" | "createApplicationContext")
    });
    let functions = [Kind::Function, Kind::Arrow, Kind::FunctionExpression, Kind::Method];
    let bootstrap = |create: &Call<'t>| Bootstrap {
        create: create.clone(),
        scope: create.syntax.ancestor(&functions).unwrap_or(create.syntax.root()),
        calls: Vec::new(),
        is_open: false,
    };
    starts.map(bootstrap).collect()
}

/// How many functions an application is handed on through.
const MOST_HANDS: usize = 4;

impl<'t> Project<'t> {
    /// Gives each bootstrap its calls.
    pub(super) fn read_bootstraps(&self) -> Vec<Bootstrap<'t>> {
        let mut bootstraps = self.bootstraps.clone();
        for bootstrap in &mut bootstraps {
            let file = bootstrap.create.syntax.file;
            let app = bootstrap.app().map_or("app", Syntax::text);
            let mut seen = Vec::new();
            for call in self.calls_within(bootstrap.create.syntax.root()) {
                self.configure(bootstrap, call, &[app, "app"], MOST_HANDS, &mut seen);
            }
            // `const app = await createApp(); app.use(…)`
            let name = bootstrap.scope.field(Field::Name).or_else(|| bootstrap.scope.parent()?.field(Field::Name));
            let users = name.map(Syntax::text).into_iter().flat_map(|it| self.calls_of(it));
            let gets = |it: &&Call<'t>| self.symbol(it.callee).is_some_and(|it| it.contains(bootstrap.scope));
            let others = users.filter(|it| it.syntax.file != file && !self.is_test(it.syntax)).filter(gets);
            let others: Vec<&Call> = others.collect();
            for user in others.into_iter().take(MOST_HANDS) {
                let kept = user.syntax.ancestor(&[Kind::Declarator]).and_then(|it| it.field(Field::Name));
                let Some(app) = kept else { continue };
                for call in self.calls_within(user.syntax.root()) {
                    self.configure(bootstrap, call, &[app.text()], MOST_HANDS, &mut seen);
                }
            }
        }
        bootstraps
    }

    /// The calls in a piece of code, in reading order.
    pub fn calls_within<'p>(&'p self, code: Syntax<'t>) -> impl Iterator<Item = &'p Call<'t>> + 'p {
        let key = |it: Syntax| (it.file, it.span().start);
        let first = self.calls.partition_point(|it| key(it.syntax) < key(code));
        let end = (code.file, code.span().end);
        self.calls.iter().skip(first).take_while(move |it| key(it.syntax) < end)
    }

    /// Adds a call, and those of the function it hands the application to.
    fn configure(
        &self,
        bootstrap: &mut Bootstrap<'t>,
        call: &Call<'t>,
        names: &[&str],
        hands: usize,
        seen: &mut Vec<Syntax<'t>>,
    ) {
        bootstrap.calls.push(call.clone());
        let mut handed = call.args.iter().map(|it| plain(*it));
        let Some(at) = handed.position(|it| names.contains(&it.text())) else { return };
        // `SwaggerModule.setup('docs', app, document)`, `useContainer(app.select(…))`: packages that only read it.
        let own = call.receiver.is_none_or(|it| plain(it).kind() == Kind::Identifier);
        let Some(function) = self.function_of(call).filter(|it| !seen.contains(it) && hands > 0) else {
            bootstrap.is_open |= own && self.is_handed_away(call);
            return;
        };
        seen.push(function);
        let parameter = function.field(Field::Parameters).and_then(|it| it.children().nth(at));
        let parameter = parameter.and_then(|it| it.field(Field::Pattern)).or(function.field(Field::Parameter));
        let name = parameter.map_or("app", Syntax::text);
        for inner in self.calls_within(function) {
            self.configure(bootstrap, inner, &[name], hands - 1, seen);
        }
    }

    /// The function, method or constructor that a call runs.
    pub(super) fn function_of(&self, call: &Call<'t>) -> Option<Syntax<'t>> {
        if call.is_new {
            return Some(self.class_named(call.syntax.file, call.name)?.syntax);
        }
        if let Some(receiver) = call.receiver {
            // `AppSetup.apply(app)`, `new Setup().apply(app)`
            let owner = Call::of(plain(receiver)).filter(|it| it.is_new).map_or(receiver, |it| it.callee);
            if let Some(class) = self.class_named(receiver.file, owner.text()) {
                return class.method(call.name).map(|it| it.syntax);
            }
            if let Some(method) = self.target(call) {
                return Some(method.syntax);
            }
        }
        let declared = self.symbol(call.callee)?;
        let value = declared.field(Field::Value).map(plain).unwrap_or(declared);
        value.is(&[Kind::Arrow, Kind::FunctionExpression, Kind::Function]).then_some(value)
    }

    /// Whether an application uses one of these packages, or something that is called like one of them, in any case.
    /// The names are given in small letters.
    pub fn uses_package(&self, bootstrap: &Bootstrap<'t>, names: &[&str]) -> bool {
        let file = bootstrap.create.syntax.file;
        let says = |it: &str, name: &str| {
            let mut windows = it.as_bytes().windows(name.len().max(1));
            windows.any(|it| it.eq_ignore_ascii_case(name.as_bytes()))
        };
        let known = self.said_by_imports.get_or_init(|| Said::of(&self.imports));
        let imported = names.iter().any(|name| {
            let is_named = |it: &&Import| says(it.module, name) || it.names.iter().any(|it| says(it.local, name));
            let own = |it: &&Import| self.same_app(it.syntax.file, file) && !self.is_test(it.syntax);
            known.with(name).filter_map(|it| self.imports.get(it)).filter(own).any(|it| is_named(&it))
        });
        let named = |it: &str| names.iter().any(|name| says(it, name));
        imported
            || bootstrap.calls.iter().any(|it| {
                let adds = matches!(it.name, "use" | "register" | "setHeader" | "header" | "addHook");
                let first = it.args.first().filter(|_| adds).is_some_and(|it| named(it.text()));
                first || (it.receiver.is_none() && named(it.name))
            })
    }

    /// Where handlers read cookies from a request.
    pub fn cookie_reads(&self) -> impl Iterator<Item = Syntax<'t>> {
        self.mentions.cookies.iter().filter_map(|it| it.parent()).filter(|it| {
            let owner = it.field(Field::Object).map_or("", Syntax::text);
            let asked = owner.ends_with("getRequest()") || owner.ends_with(".req") || owner.ends_with(".request");
            let is_read = it.role() != Field::Left && it.role() != Field::Function;
            is_read && (asked || matches!(owner, "req" | "request" | "_req"))
        })
    }

    /// Whether a function that was given the application stands in a file that is missing, or in a package that is
    /// not known to leave it as it is.
    fn is_handed_away(&self, call: &Call<'t>) -> bool {
        let name = root(call.callee);
        match self.import_of(name.file, name.text()) {
            Some((import, _)) => {
                let known = ["@nestjs/", "@sentry/", "class-validator", "nestjs-pino", "express", "fastify"];
                !known.iter().any(|it| import.module.starts_with(it))
                    && self.resolve(name.file, import.module).is_none()
            }
            None => false,
        }
    }
}
