//! HTTP handlers.

use std::sync::Arc;

use super::Role;
use super::class::{Class, Method};
use super::decorator::{Decorator, named};
use crate::syntax::{Kind, Syntax, literal};

/// A method of a controller that answers HTTP requests.
#[derive(Clone)]
pub struct Route<'t> {
    /// The controller.
    pub class: Arc<Class<'t>>,
    /// The handler.
    pub method: Arc<Method<'t>>,
    /// `Get`, `Post`, …: the decorator's name.
    pub verb: &'t str,
    /// The decorator that makes it a route.
    pub decorator: Decorator<'t>,
    /// The handler's own part of the path, as written; more than one for an array, none if it is not a literal.
    pub paths: Vec<&'t str>,
}

impl<'t> Route<'t> {
    /// The handler's decorator of this name.
    pub fn decorator(&self, name: &str) -> Option<&Decorator<'t>> {
        named(&self.method.decorators, name)
    }

    /// `GET /users/:id`, as far as the literals tell.
    pub fn label(&self) -> String {
        let controller = self.class.decorator("Controller");
        let prefix = controller.and_then(|it| {
            let path = it.args.first()?;
            literal(*path).or_else(|| literal(it.options()?.get("path")?))
        });
        let parts = [prefix.unwrap_or_default(), self.paths.first().copied().unwrap_or_default()];
        let path: Vec<&str> = parts.iter().map(|it| it.trim_matches('/')).filter(|it| !it.is_empty()).collect();
        format!("{} /{}", self.verb.to_ascii_uppercase(), path.join("/"))
    }
}

const VERBS: [&str; 9] = ["Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "All", "Search"];

pub(super) fn all<'t>(classes: &[Arc<Class<'t>>]) -> Vec<Route<'t>> {
    let controllers = classes.iter().filter(|it| it.is(Role::Controller));
    controllers.flat_map(|class| class.methods.iter().filter_map(|method| route(class, method))).collect()
}

fn route<'t>(class: &Arc<Class<'t>>, method: &Arc<Method<'t>>) -> Option<Route<'t>> {
    let decorator = method.decorators.iter().find(|it| VERBS.contains(&it.name))?.clone();
    let paths = match decorator.args.first() {
        None => vec![""],
        Some(it) if it.kind() == Kind::Array => it.children().filter_map(literal).collect(),
        Some(it) => literal(*it).into_iter().collect::<Vec<&str>>(),
    };
    Some(Route { class: class.clone(), method: method.clone(), verb: decorator.name, decorator, paths })
}

/// The names of the decorators that bind a part of the request.
pub const REQUEST_PARTS: [&str; 3] = ["Body", "Query", "Param"];

/// The syntax of the types that requests are read into, wherever a handler names one.
pub(super) fn request_types<'t>(routes: &[Route<'t>]) -> Vec<Syntax<'t>> {
    let parameters = routes.iter().flat_map(|it| it.method.parameters.iter());
    let bound = parameters.filter(|it| REQUEST_PARTS.iter().any(|part| named(&it.decorators, part).is_some()));
    bound.filter_map(|it| it.annotation.as_ref().map(|it| it.syntax)).collect()
}
