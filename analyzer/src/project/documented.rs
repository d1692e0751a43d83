//! Classes that the API's documentation (`@nestjs/swagger`) shows as schemas.

use super::{Class, Method, Project, Route, named};
use crate::syntax::{Kind, Syntax, literal};

/// A class and the name its schema has.
pub struct Documented<'t> {
    /// As in the list of schemas.
    pub name: &'t str,
    /// The class's place in [`Project::classes`].
    pub class: usize,
    /// The place in [`Project::routes`] of one that shows it.
    pub route: usize,
}

/// What is still to be looked at: a name in a file, whether it becomes a schema of its own, and the route it is for.
type Open<'t> = (Syntax<'t>, bool, usize);

impl<'t> Project<'t> {
    /// Whether an application that a file is part of writes an OpenAPI document.
    pub fn is_documented(&self, file: u32) -> bool {
        self.calls_of("createDocument").any(|it| self.same_app(file, it.syntax.file))
    }

    /// Whether the compiler adds what the documentation shows, without decorators.
    pub fn has_documenting_plugin(&self, file: u32) -> bool {
        let is_config = |name: &str| name == "nest-cli.json" || name.starts_with("webpack.config.");
        let mut configs = (0..).zip(self.files).filter(|(_, it)| is_config(it.name()));
        configs.any(|(id, it)| it.text.contains("@nestjs/swagger") && self.same_app(file, id))
    }

    /// Whether a property of a class is described for the documentation.
    pub fn has_described_property(&self, class: &Class) -> bool {
        class.properties.iter().any(|it| it.decorators.iter().any(|it| it.name.starts_with("Api")))
    }

    /// Sorted by name and then by place.
    pub(super) fn read_documented(&self) -> Vec<Documented<'t>> {
        let has_plugin =
            self.files.iter().any(|it| it.name() == "nest-cli.json" && it.text.contains("@nestjs/swagger"));
        let mut open: Vec<Open<'t>> = Vec::new();
        for (at, route) in self.routes.iter().enumerate() {
            shown_by(route, at, has_plugin, &mut open);
        }
        // For each class whether it has been seen, and the route that made a schema of it.
        let mut seen = vec![(false, None); self.classes.len()];
        while let Some((name, is_schema, route)) = open.pop() {
            let Some(class) = self.class_named(name.file, name.text()) else { continue };
            let key = |it: &Class| (it.syntax.file, it.syntax.span().start);
            let Ok(at) = self.classes.binary_search_by_key(&key(class), |it| key(it)) else { continue };
            let Some(state) = seen.get_mut(at) else { continue };
            let was_seen = std::mem::replace(&mut state.0, true);
            state.1 = state.1.or(is_schema.then_some(route));
            if !was_seen {
                parts(class, route, has_plugin, &mut open);
            }
        }
        let shown = self.classes.iter().zip(seen).enumerate();
        let mut all: Vec<Documented> = shown
            .filter_map(|(at, (class, (_, route)))| {
                Some(Documented { name: schema_name(class)?, class: at, route: route? })
            })
            .collect();
        all.sort_by_key(|it| (it.name, it.class));
        all
    }
}

/// The body, and what decorators of the documentation name; with the plugin also what is returned.
fn shown_by<'t>(route: &Route<'t>, at: usize, has_plugin: bool, open: &mut Vec<Open<'t>>) {
    let hides = |it: &str| matches!(it, "ApiExcludeEndpoint" | "ApiExcludeController");
    let (class, method): (&Class, &Method) = (&route.class, &route.method);
    let decorators = class.decorators.iter().chain(&method.decorators);
    if decorators.clone().any(|it| hides(it.name)) {
        return;
    }
    let named_there = decorators.filter(|it| it.name.starts_with("Api")).flat_map(|it| &it.args);
    open.extend(named_there.flat_map(|it| names(*it)).map(|it| (it, true, at)));
    for parameter in &method.parameters {
        let is_body = named(&parameter.decorators, "Body").is_some_and(|it| it.args.is_empty());
        let typed = parameter.annotation.as_ref().map(|it| it.syntax);
        open.extend(typed.filter(|it| is_body && it.kind() == Kind::TypeIdentifier).map(|it| (it, true, at)));
    }
    if has_plugin {
        let returned = method.syntax.field(crate::syntax::Field::ReturnType);
        open.extend(returned.into_iter().flat_map(names).map(|it| (it, true, at)));
    }
}

/// The types of a class's properties, and the classes whose properties it takes over.
fn parts<'t>(class: &Class<'t>, route: usize, has_plugin: bool, open: &mut Vec<Open<'t>>) {
    for property in &class.properties {
        let mut described = property.decorators.iter().filter(|it| it.name.starts_with("Api")).peekable();
        if described.peek().is_none() && !has_plugin {
            continue;
        }
        // Of `X[]` the compiler writes down the list alone, unless the plugin does more.
        let typed = property.annotation.as_ref().map(|it| it.syntax);
        let typed = typed.filter(|it| has_plugin || it.kind() == Kind::TypeIdentifier);
        let named_there = described.flat_map(|it| &it.args).copied().chain(typed);
        open.extend(named_there.flat_map(names).map(|it| (it, true, route)));
    }
    let base = class.extends.as_ref().map(|it| it.syntax);
    open.extend(base.into_iter().flat_map(names).map(|it| (it, false, route)));
}

fn names(syntax: Syntax<'_>) -> impl Iterator<Item = Syntax<'_>> {
    let named = |it: &Syntax| it.is(&[Kind::Identifier, Kind::TypeIdentifier]);
    syntax.descendants().chain([syntax]).filter(named).filter(|it| !is_reference(*it))
}

/// `getSchemaPath(X)` names a schema and adds none.
fn is_reference(name: Syntax) -> bool {
    let call = name.parent().filter(|it| it.kind() == Kind::Arguments).and_then(Syntax::parent);
    call.and_then(|it| it.field(crate::syntax::Field::Function)).is_some_and(|it| it.text() == "getSchemaPath")
}

/// `@ApiSchema({ name })` renames a class; `None` if the name is not to be seen.
fn schema_name<'t>(class: &Class<'t>) -> Option<&'t str> {
    match class.decorator("ApiSchema") {
        Some(it) => literal(it.options()?.get("name")?),
        None => Some(class.name.text()),
    }
}
