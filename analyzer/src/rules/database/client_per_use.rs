//! A Prisma client, with its own pool of connections, for each class or call.

use crate::finding::Finding;
use crate::project::{Call, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words};

pub static RULE: Rule = Rule {
    id: "database/client-per-use",
    title: "A new Prisma client opens its own connections",
    severity: Severity::High,
    standard: &["S112", "S199"],
    refs: &[
        "CWE-770",
        "https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-pool",
    ],
    needs: &[],
    fix: FixKind::None,
    words: words!("client_per_use.md"),
    check: &[Check::New(&["PrismaClient"], check)],
};

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let place = call.syntax;
    let is_own =
        project.comes_from(call.callee, "@prisma/client") || project.import_of(place.file, "PrismaClient").is_some();
    let by_hand = project.is_test(place) || project.is_script(place);
    // Another database each time is another pool on purpose.
    let options = call.args.first().map_or("", |it| it.text());
    if !is_own || by_hand || options.contains("datasource") || options.contains("adapter") {
        return None;
    }
    let class = project.class_of(place);
    if class.is_some_and(|it| is_database(it.name.text())) {
        return None;
    }
    let (who, each) = match (place.function(), class) {
        (Some(function), _) if is_kept(place, function) => return None,
        (Some(_), _) => (project.owner(place).name, "each call"),
        (None, Some(class)) => (class.name.text(), "each instance"),
        // One client for a file may be the one of the whole program.
        (None, None) => return None,
    };
    let message = format!(
        "`{who}` creates a Prisma client, and {each} opens a pool of its own beside the others. Under load the database \
         runs out of connections, and nobody closes these."
    );
    Some(Finding::at(call.syntax, message))
}

/// The service that owns the one client.
pub(super) fn is_database(name: &str) -> bool {
    let words = name_words(name);
    words
        .iter()
        .any(|it| matches!(it.as_str(), "prisma" | "database" | "db" | "orm" | "client" | "tenant" | "connection"))
}

/// Made once and kept, or made by what others ask for it: a factory, a cache, the program's start.
pub(super) fn is_kept(place: Syntax, function: Syntax) -> bool {
    let named =
        function.field(Field::Name).or(function.parent().and_then(|it| it.field(Field::Name).or(it.field(Field::Key))));
    let makers =
        ["create", "make", "build", "get", "use", "provide", "new", "init", "bootstrap", "main", "connect", "extend"];
    let makes = named.is_some_and(|it| name_words(it.text()).first().is_some_and(|it| makers.contains(&it.as_str())));
    let keepers = [Kind::If, Kind::Binary, Kind::Ternary, Kind::AugmentedAssignment, Kind::Pair];
    let around = place.ancestors().take_while(|it| *it != function);
    let kept = around.into_iter().any(|it| {
        let to_member =
            it.kind() == Kind::Assignment && it.field(Field::Left).is_some_and(|it| it.kind() != Kind::Identifier);
        it.is(&keepers) || to_member
    });
    makes || kept || named.is_none()
}
