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
        let mut configs = (0..).zip(self.files.iter().zip(&self.file_names)).filter(|(_, (_, name))| is_config(name));
        configs.any(|(id, (it, _))| self.same_app(file, id) && it.text.contains("@nestjs/swagger"))
    }

    /// Whether a property of a class is described for the documentation.
    pub fn has_described_property(&self, class: &Class) -> bool {
        class.properties.iter().any(|it| it.decorators.iter().any(|it| it.name.starts_with("Api")))
    }

    /// Whether the document reaches a class: as a schema, or by what another takes over from it.
    pub fn is_shown(&self, class: &Class) -> bool {
        let at = self.classes.binary_search_by_key(&place(class), |it| place(it));
        at.is_ok_and(|it| self.shown.binary_search(&it).is_ok())
    }

    /// Sorted by name and then by place; with all classes that are reached.
    pub(super) fn read_documented(&self) -> (Vec<Documented<'t>>, Vec<usize>) {
        let has_plugin =
            self.files.iter().any(|it| it.name() == "nest-cli.json" && it.text.contains("@nestjs/swagger"));
        let mut open: Vec<Open<'t>> = Vec::new();
        for (at, route) in self.routes.iter().enumerate() {
            shown_by(route, at, has_plugin, &mut open);
        }
        let extra = self.calls_of("createDocument").flat_map(|it| it.args.iter().skip(2));
        open.extend(extra.flat_map(|it| names(*it)).map(|it| (it, false, 0)));
        // For each class whether it has been seen, and the route that made a schema of it.
        let mut seen = vec![(false, None); self.classes.len()];
        while let Some((name, is_schema, route)) = open.pop() {
            let Some(class) = self.class_named(name.file, name.text()) else { continue };
            let Ok(at) = self.classes.binary_search_by_key(&place(class), |it| place(it)) else { continue };
            let Some(state) = seen.get_mut(at) else { continue };
            let was_seen = std::mem::replace(&mut state.0, true);
            state.1 = state.1.or(is_schema.then_some(route));
            if !was_seen {
                parts(class, route, has_plugin, &mut open);
            }
        }
        let reached = seen.iter().enumerate().filter(|(_, it)| it.0).map(|(at, _)| at).collect();
        let shown = self.classes.iter().zip(seen).enumerate();
        let mut all: Vec<Documented> = shown
            .filter_map(|(at, (class, (_, route)))| {
                Some(Documented { name: schema_name(class)?, class: at, route: route? })
            })
            .collect();
        all.sort_by_key(|it| (it.name, it.class));
        (all, reached)
    }
}

fn place(class: &Class) -> (u32, u32) {
    (class.syntax.file, class.syntax.span().start)
}

/// The body, and what decorators of the documentation name; with the plugin also what is returned.
fn shown_by<'t>(route: &Route<'t>, at: usize, has_plugin: bool, open: &mut Vec<Open<'t>>) {
    let hides = |it: &str| matches!(it, "ApiExcludeEndpoint" | "ApiExcludeController");
    let (class, method): (&Class, &Method) = (&route.class, &route.method);
    let decorators = class.decorators.iter().chain(&method.decorators);
    if decorators.clone().any(|it| hides(it.name)) {
        return;
    }
    // A decorator of the project's own may hand on to one of Swagger's.
    let named_there = decorators.filter(|it| it.name.starts_with("Api") || !has_plugin);
    for decorator in named_there {
        let is_schema = decorator.name.starts_with("Api");
        open.extend(decorator.args.iter().flat_map(|it| names(*it)).map(|it| (it, is_schema, at)));
    }
    for parameter in &method.parameters {
        let whole = |name: &str| named(&parameter.decorators, name).is_some_and(|it| it.args.is_empty());
        let (is_body, is_other) = (whole("Body"), whole("Query") || whole("Param") || whole("Headers"));
        let typed = parameter.annotation.as_ref().map(|it| it.syntax).filter(|it| it.kind() == Kind::TypeIdentifier);
        open.extend(typed.filter(|_| is_body || is_other).map(|it| (it, is_body, at)));
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
        let is_told = described.clone().any(|it| it.options().is_some_and(|it| it.has("type")));
        if described.peek().is_none() && !has_plugin {
            continue;
        }
        // Of `X[]` the compiler writes down the list alone, unless the plugin does more.
        let typed = property.annotation.as_ref().map(|it| it.syntax);
        let typed = typed.filter(|it| !is_told && (has_plugin || it.kind() == Kind::TypeIdentifier));
        let named_there = described.flat_map(|it| &it.args).copied().chain(typed);
        open.extend(named_there.flat_map(names).map(|it| (it, true, route)));
    }
    let extra = class.decorators.iter().filter(|it| it.name == "ApiExtraModels").flat_map(|it| &it.args);
    open.extend(extra.flat_map(|it| names(*it)).map(|it| (it, true, route)));
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
