//! Types that are gone when the program runs, and imports of them.

use super::import::{Import, ImportedName};
use super::{Class, Project, Type};
use crate::finding::{Fix, Place};
use crate::syntax::{Kind, Span, Syntax};

/// A type of which nothing is left when the program runs.
pub struct Vanishing<'t> {
    /// As it is written, on one line.
    pub text: String,
    /// What it is, as the end of "… is".
    pub what: &'static str,
    /// Where it is declared or imported.
    pub origin: Option<Syntax<'t>>,
    /// A class whose import alone makes it vanish, as the file names it.
    pub class: Option<&'t str>,
}

/// Aliases of the language and of Nest.
const ALIASES: [&str; 8] = ["Record", "Partial", "Pick", "Omit", "Required", "Readonly", "NonNullable", "ReturnType"];

impl<'t> Project<'t> {
    /// Whether a type is gone when the program runs, as far as the files tell.
    pub fn vanishing(&self, typed: &Type<'t>) -> Option<Vanishing<'t>> {
        let syntax = typed.syntax;
        let (what, origin, class) = match syntax.kind() {
            Kind::TypeIdentifier | Kind::NestedType => self.vanishing_name(syntax.file, typed.name)?,
            Kind::GenericType if ALIASES.contains(&typed.name) => ("a type alias", None, None),
            Kind::GenericType => self.vanishing_name(syntax.file, typed.name)?,
            Kind::PredefinedType => (primitive(typed.name)?, None, None),
            Kind::ObjectType => ("a type written in place", None, None),
            Kind::FunctionType => ("a function type", None, None),
            Kind::ArrayType => ("a list", None, None),
            Kind::LiteralType => ("a literal type", None, None),
            Kind::Union if parts(syntax) > 1 => ("a union", None, None),
            _ => return None,
        };
        let text = syntax.text().split_whitespace().collect::<Vec<&str>>().join(" ");
        Some(Vanishing { text, what, origin, class })
    }

    fn vanishing_name(&self, file: u32, name: &str) -> Option<(&'static str, Option<Syntax<'t>>, Option<&'t str>)> {
        let head = name.split('.').next().unwrap_or(name);
        if let Some((import, imported)) = self.import_of(file, head) {
            if imported.type_only {
                let class = self.class_named(file, name).map(|_| imported.local);
                return Some(("imported as a type only", Some(imported.syntax), class));
            }
            if import.module == "@nestjs/config" && imported.name == "ConfigType" {
                return Some(("a type alias", Some(imported.syntax), None));
            }
        }
        let (home, inside) = self.home(file, name)?;
        let is_type = |it: &Syntax| it.is(&[Kind::Interface, Kind::TypeAlias]);
        // A constant, a class or an enum may share the name of an interface.
        let first = self.declared_at(home, inside).next()?;
        self.declared_at(home, inside).all(|it| is_type(&it)).then_some(())?;
        let what = if first.kind() == Kind::Interface { "an interface" } else { "a type alias" };
        Some((what, Some(first), None))
    }

    /// Makes a value of a name that is imported as a type; the other names of the statement stay types.
    pub fn import_as_value(&self, fix: Fix, import: &Import<'t>, name: &ImportedName<'t>) -> Option<Fix> {
        let keyword = |it: Syntax<'t>| it.children().find(|it| it.kind() == Kind::Keyword && it.text() == "type");
        let dropped = |it: Syntax| {
            let span = it.span();
            Place { file: it.file, span: Span { start: span.start, end: span.end + 1 } }
        };
        if let Some(own) = keyword(name.syntax) {
            return Some(fix.replace(dropped(own), ""));
        }
        let others = import.names.iter().filter(|it| it.local != name.local);
        let fix = fix.replace(dropped(keyword(import.syntax)?), "");
        Some(others.fold(fix, |fix, it| fix.before(it.syntax, "type ")))
    }

    /// Whether code other than tests makes objects of a class itself, or another class extends it: then its
    /// constructor is called by people and not by Nest.
    pub fn is_constructed(&self, class: &Class<'t>) -> bool {
        let name = class.name.text();
        let is_it =
            |it: Syntax<'t>| self.class_named(it.file, it.text()).is_some_and(|found| found.syntax == class.syntax);
        let mut created = self.calls_of(name).filter(|it| it.is_new && !self.is_test(it.syntax));
        let mut heirs = self.classes.iter().filter_map(|it| it.extends.as_ref()).filter(|it| it.name == name);
        created.any(|it| is_it(it.callee))
            || heirs.any(|it| is_it(it.syntax))
            || class.syntax.text().contains("new this(")
    }
}

/// Members of a union that are not `null` or `undefined`.
fn parts(union: Syntax) -> usize {
    let is_empty = |it: &Syntax| matches!(it.text(), "null" | "undefined");
    union.children().map(|it| if it.kind() == Kind::Union { parts(it) } else { usize::from(!is_empty(&it)) }).sum()
}

fn primitive(name: &str) -> Option<&'static str> {
    let is_primitive = ["string", "number", "boolean", "bigint", "symbol"].contains(&name);
    if is_primitive {
        Some("a primitive type")
    } else {
        matches!(name, "any" | "unknown" | "object").then_some("no class")
    }
}
