//! The full paths of HTTP handlers, and what they are matched by.

use super::Project;
use super::class::Class;
use super::decorator::Decorator;
use crate::syntax::{Field, Kind, Object, Syntax, Template, literal};

/// What `RouterModule` puts before the paths of controllers.
#[derive(Default)]
pub(super) struct Prefixes {
    /// File and place of the controller's class, and the prefix; sorted.
    known: Vec<((u32, u32), String)>,
    /// Whether some of it is not fixed in the source, so that any controller may have one.
    is_open: bool,
}

/// How deep `children` of a `RouterModule` go.
const MOST_LEVELS: usize = 8;

impl<'t> Project<'t> {
    /// Every path of a handler, such as `/users/:id`, without the global prefix and the version; `None` where a part
    /// is not fixed in the source.
    pub fn paths(&self, class: &Class<'t>, handler: &Decorator<'t>) -> Option<Vec<String>> {
        let mut all = Vec::new();
        for prefix in self.prefixes_of(class)? {
            for path in self.texts(handler.args.first().copied())? {
                all.push(join(&prefix, &path));
            }
        }
        Some(all)
    }

    /// The parts before the handler's own.
    pub fn prefixes_of(&self, class: &Class<'t>) -> Option<Vec<String>> {
        let first = class.decorator("Controller")?.args.first().copied();
        let path = match first.and_then(|it| Object::of(self.constant(it))) {
            Some(options) if options.is_open() => return None,
            Some(options) => options.get("path"),
            None => first,
        };
        let place = (class.syntax.file, class.syntax.span().start);
        let outer = match self.doors.prefixes.known.binary_search_by_key(&place, |(it, _)| *it) {
            Ok(at) => self.doors.prefixes.known.get(at).map_or("", |(_, it)| it.as_str()),
            Err(_) if self.doors.prefixes.is_open => return None,
            Err(_) => "",
        };
        Some(self.texts(path)?.iter().map(|it| join(outer, it)).collect())
    }

    /// A text, or an array of texts, that the source fixes; one empty text for nothing.
    pub(super) fn texts(&self, written: Option<Syntax<'t>>) -> Option<Vec<String>> {
        let Some(written) = written else { return Some(vec![String::new()]) };
        let value = self.constant(written);
        match value.kind() {
            Kind::Array => value.children().map(|it| self.fixed_text(it)).collect(),
            _ => Some(vec![self.fixed_text(value)?]),
        }
    }

    fn fixed_text(&self, expression: Syntax<'t>) -> Option<String> {
        let value = self.constant(expression);
        if let Some(text) = literal(value) {
            return Some(text.to_owned());
        }
        Template::of(value)?;
        let parts = value.children().map(|it| match it.kind() {
            Kind::Substitution => literal(self.constant(it.children().next()?)),
            _ => Some(it.text()),
        });
        parts.collect()
    }

    pub(super) fn read_prefixes(&self) -> Prefixes {
        let mut prefixes = Prefixes::default();
        let registers = self.calls_of("register").chain(self.calls_of("forRoutes"));
        for call in registers.filter(|it| it.receiver.is_some_and(|it| it.text() == "RouterModule")) {
            for list in &call.args {
                self.read_routes(*list, "", MOST_LEVELS, &mut prefixes);
            }
        }
        prefixes.known.sort();
        prefixes
    }

    fn read_routes(&self, list: Syntax<'t>, outer: &str, levels: usize, prefixes: &mut Prefixes) {
        let list = self.constant(list);
        if list.kind() != Kind::Array || levels == 0 {
            prefixes.is_open = true;
            return;
        }
        for item in list.children() {
            let Some(route) = Object::of(self.constant(item)) else {
                // `children: [UsersModule]`
                self.read_router_module(item, outer, prefixes);
                continue;
            };
            let path = route.get("path").map_or(Some(String::new()), |it| self.fixed_text(it));
            let Some(path) = path.filter(|_| !route.is_open()) else {
                prefixes.is_open = true;
                continue;
            };
            let path = join(outer, &path);
            if let Some(module) = route.get("module") {
                self.read_router_module(module, &path, prefixes);
            }
            if let Some(children) = route.get("children") {
                self.read_routes(children, &path, levels - 1, prefixes);
            }
        }
    }

    fn read_router_module(&self, name: Syntax<'t>, prefix: &str, prefixes: &mut Prefixes) {
        let module = self.class_named(name.file, name.text());
        let options = module.and_then(|it| it.decorator("Module")?.options());
        let Some(options) = options else {
            prefixes.is_open = true;
            return;
        };
        let controllers = options.get("controllers").map(|it| self.constant(it));
        for controller in controllers.into_iter().flat_map(Syntax::children) {
            match self.class_named(controller.file, controller.text()) {
                Some(it) => prefixes.known.push(((it.syntax.file, it.syntax.span().start), prefix.to_owned())),
                None => prefixes.is_open = true,
            }
        }
    }

    /// The versions, host and other settings that part routes of one path, as written.
    pub fn parted_by(&self, class: &Class<'t>, decorators: &[Decorator<'t>]) -> String {
        let options = class.decorator("Controller").and_then(|it| it.options());
        let own = decorators.iter().filter(|it| it.name == "Version" || it.name == "Host").map(|it| it.syntax.text());
        let version = own.collect::<Vec<&str>>().join(" ");
        let set = |key: &str| options.and_then(|it| it.get(key)).map_or("", Syntax::text);
        let class_version = class.decorator("Version").map_or(set("version"), |it| it.syntax.text());
        let version = if version.is_empty() { class_version.to_owned() } else { version };
        format!("{version} {}", set("host"))
    }
}

/// `/a/b` of `a` and `/b/`.
pub(super) fn join(prefix: &str, path: &str) -> String {
    let mut whole = String::new();
    for part in [prefix, path].into_iter().flat_map(|it| it.split('/')).filter(|it| !it.is_empty()) {
        whole.push('/');
        whole.push_str(part);
    }
    if whole.is_empty() { "/".to_owned() } else { whole }
}

/// The names of the parameters of a path: `id` of `/users/:id`, `rest` of `/files/*rest`; `None` for forms that name
/// theirs otherwise, such as a bare `*` or a regular expression.
pub fn parameters(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    for (at, _) in path.match_indices([':', '*']) {
        let tail = path.get(at + 1..).unwrap_or_default();
        let end = tail.find(|it: char| !it.is_alphanumeric() && it != '_' && it != '$').unwrap_or(tail.len());
        names.push(tail.get(..end).filter(|it| !it.is_empty())?);
    }
    (!path.contains('(')).then_some(names)
}

/// Whether a path of a middleware, an exclusion or a prefix covers a handler's path; wildcards of old and new Express
/// count, and so do the paths below when `below` is set.
pub(super) fn covers(pattern: &str, path: &str, below: bool) -> bool {
    let pattern = join("", pattern);
    let wild = pattern.find(['*', '(', '{']);
    let fixed = wild.and_then(|it| pattern.get(..it)).unwrap_or(&pattern);
    let segments = |it: &str| -> Vec<String> {
        let parts = it.split('/').filter(|it| !it.is_empty());
        let parts = parts.skip_while(|it| *it == "api" || *it == "v1" || *it == "v2");
        parts.map(|it| if it.starts_with(':') { ":".to_owned() } else { it.trim_end_matches('?').to_owned() }).collect()
    };
    let (pattern, path) = (segments(fixed), segments(path));
    let fits = pattern.iter().zip(&path).all(|(one, other)| one == ":" || one == other);
    let open = below || wild.is_some();
    fits && if open { pattern.len() <= path.len() } else { pattern.len() == path.len() }
}

/// The verb of `RequestMethod.GET`, in the spelling of Nest's decorators; `None` for all of them.
pub(super) fn verb_of(method: Option<Syntax>) -> Option<String> {
    let name = method?.field(Field::Property)?.text();
    let rest = name.get(1..)?.to_ascii_lowercase();
    (name != "ALL").then(|| name.get(..1).unwrap_or_default().to_owned() + &rest)
}

#[cfg(test)]
mod tests {
    use super::{covers, join, parameters};

    #[test]
    fn paths_are_joined() {
        assert_eq!(join("", ""), "/");
        assert_eq!(join("users/", "/:id/"), "/users/:id");
    }

    #[test]
    fn parameters_of_old_and_new_paths() {
        assert_eq!(parameters("/users/:id/posts/:postId"), Some(vec!["id", "postId"]));
        assert_eq!(parameters("/files/*splat"), Some(vec!["splat"]));
        assert_eq!(parameters("/users{/:id}"), Some(vec!["id"]));
        assert_eq!(parameters("/flights/:from-:to.json"), Some(vec!["from", "to"]));
        assert_eq!(parameters("/files/*"), None);
        assert_eq!(parameters("/:id(\\d+)"), None);
        assert_eq!(parameters("/users"), Some(vec![]));
    }

    #[test]
    fn patterns_cover_paths() {
        assert!(covers("users", "/users", false));
        assert!(!covers("users", "/users/:id", false));
        assert!(covers("users", "/users/:id", true));
        assert!(covers("users/:id", "/users/:slug", false));
        assert!(!covers("articles/feed", "/articles/:slug", false));
        for all in ["*", "/*", "(.*)", "*splat", "/*path", "{*splat}", "/"] {
            assert!(covers(all, "/users/:id", true), "{all}");
        }
        assert!(covers("users/*rest", "/users/:id", false));
        assert!(covers("users{/*rest}", "/users", false));
        assert!(covers("users/(.*)", "/users/me/avatar", false));
        assert!(!covers("admin/*rest", "/users/me", false));
        assert!(covers("api/v1/users", "/users", false));
    }
}
