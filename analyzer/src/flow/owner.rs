//! Whose a function is: of a package, of the language, of a response, of a database.

use super::row::Owner;
use super::sql;
use crate::project::{Call, Project};
use crate::syntax::{Field, Syntax, plain, root};

/// Whether a method is one of the project's own, which is looked into instead.
pub(super) fn is_own<'t>(project: &Project<'t>, call: &Call<'t>) -> bool {
    let held = call.receiver.and_then(|it| project.held(it));
    let class = held.and_then(|it| project.class_named(call.syntax.file, it.type_name()));
    class.is_some_and(|it| it.method(call.name).is_some())
}

pub(super) fn is_owned<'t>(project: &Project<'t>, call: &Call<'t>, owner: Owner) -> bool {
    let receiver = call.receiver.map(plain);
    match owner {
        Owner::Any => receiver.is_some() && !is_own(project, call),
        Owner::Global if receiver.is_some_and(|it| it.text() == "globalThis") => true,
        Owner::Global => {
            receiver.is_none()
                && crate::project::binding(call.callee).is_none()
                && project.symbol(call.callee).is_none()
                && project.import_of(call.syntax.file, call.name).is_none()
        }
        Owner::Package(packages) => {
            let first = root(call.callee);
            let import = project.import_of(call.syntax.file, first.text()).map(|(it, _)| it.module);
            let is_from = |module: &str| packages.contains(&module.trim_start_matches("node:"));
            import.is_some_and(is_from) || import.is_none() && required(project, first).is_some_and(is_from)
        }
        Owner::Typed(types, names) => receiver.is_some_and(|it| {
            let Some(held) = project.held(it) else {
                // `this.http.axiosRef.get(…)`
                return it.field(Field::Property).is_some_and(|it| names.contains(&it.text()));
            };
            match held.type_name() {
                "" => names.iter().any(|name| held.name.eq_ignore_ascii_case(name) || held.name.ends_with(name)),
                typed => types.contains(&typed),
            }
        }),
        Owner::Made(packages) => {
            let made = receiver.and_then(|it| Call::of(project.constant(it)));
            let made = made.filter(|it| matches!(it.name, "create" | "extend"));
            made.is_some_and(|it| is_owned(project, &it, Owner::Package(packages)))
        }
        Owner::Beside(packages) => {
            receiver.is_some() && packages.iter().any(|it| project.imports(call.syntax.file, it))
        }
        Owner::Response => receiver.is_some_and(|it| is_response(project, root(it))),
        Owner::Database => receiver.is_some_and(|it| sql::is_database(project, it)),
        Owner::Builder => receiver.is_some_and(|it| sql::is_builder(project, it)),
        Owner::Prisma => receiver.is_some() && sql::is_prisma(project, call.callee),
    }
}

/// The module of `const fs = require('fs')`.
fn required<'t>(project: &Project<'t>, name: Syntax<'t>) -> Option<&'t str> {
    let call = Call::of(project.value(name)).filter(|it| it.name == "require")?;
    call.args.first().and_then(|it| crate::syntax::literal(*it))
}

fn is_response<'t>(project: &Project<'t>, name: Syntax<'t>) -> bool {
    let Some(held) = project.held(name) else { return false };
    let bound = held.decorators.iter().any(|it| matches!(it.name, "Res" | "Response"));
    bound || matches!(held.type_name(), "Response" | "FastifyReply" | "ServerResponse")
}
