//! Unit specs whose testing module opens a real database.

use crate::finding::{Finding, Fix};
use crate::project::{Call, File, Module, Project, What};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax, name_words, plain};

pub static RULE: Rule = Rule {
    id: "testing/real-dependency",
    title: "A unit spec reaches a real database",
    severity: Severity::Medium,
    standard: &["S169"],
    refs: &["https://docs.nestjs.com/fundamentals/testing#unit-testing"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("real_dependency.md"),
    check: &[Check::Call(&["createTestingModule"], check), Check::New(&["PrismaClient"], created)],
};

/// Modules of packages that connect when they are set up.
const CONNECTING: [&str; 6] =
    ["TypeOrmModule", "MongooseModule", "SequelizeModule", "MikroOrmModule", "PrismaModule", "KnexModule"];

/// What a text says where the database is one of the test's own.
const OWN: [&str; 6] = ["testcontainers", "pg-mem", "memory", "sqlite", "mockingoose", "createNestApplication"];

/// How deep modules are looked into.
const DEEP: usize = 4;

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let file = project.file(call.syntax)?;
    (is_unit(file) && !OWN.iter().any(|it| file.text.contains(it))).then_some(())?;
    let options = project.options(*call.args.first()?)?;
    let entries = |key: &str| {
        let list = options.get(key).map(|it| project.constant(it)).filter(|it| it.kind() == Kind::Array);
        list.into_iter().flat_map(Syntax::children)
    };
    let is_real = |it: &Syntax| it.kind() == Kind::Identifier && !is_replaced(project, *it);
    if let Some(client) = entries("providers").filter(is_real).find(|it| project.is_client_class(*it)) {
        let others: Vec<Syntax> = entries("providers").filter(|it| *it != client).collect();
        return Some(provided(project, client, &others));
    }
    let replaced = project.calls_in(call.syntax.file).iter().any(|it| it.name.starts_with("override"));
    let (import, opened) = entries("imports").filter(|_| !replaced).find_map(|it| Some((it, opens(project, it)?)))?;
    let message = format!(
        "{opened} opens a real database for this unit spec: it fails where none runs, and reads and writes whichever one is \
         configured."
    );
    Some(Finding::at(import, message))
}

/// `new PrismaClient()` in the spec itself.
fn created(project: &Project, call: &Call) -> Option<Finding> {
    let file = project.file(call.syntax)?;
    (is_unit(file) && !OWN.iter().any(|it| file.text.contains(it))).then_some(())?;
    let (import, _) = project.import_of(call.syntax.file, call.name)?;
    (import.module.contains("prisma") && !is_replaced(project, call.callee)).then_some(())?;
    let first = project.calls_in(call.syntax.file).iter().find(|it| it.is_new && it.name == call.name)?;
    (first.syntax == call.syntax).then_some(())?;
    let message = "This unit spec makes a client of its own: its queries go to whichever database the environment names, \
                   and rows it leaves behind are there for the next test.";
    Some(Finding::at(call.syntax, message))
}

/// The client itself among the providers.
fn provided<'t>(project: &Project<'t>, client: Syntax<'t>, others: &[Syntax<'t>]) -> Finding {
    let name = client.text();
    let goes = "to whichever database the environment names";
    if spies(project, client) {
        let message =
            format!("`{name}` itself is provided here: a query that no spy of this file catches goes {goes}.");
        return Finding::at(client, message).severity(Severity::Low).likely();
    }
    let file = client.source();
    if file.matches(name).count() == 2 && others.iter().all(|it| !needs(project, *it, name)) {
        let message = format!("`{name}` itself is provided here, and nothing that is tested here injects it.");
        return Finding::at(client, message).severity(Severity::Low);
    }
    let message = format!("`{name}` itself is provided here, not a mock: the first query of a test goes {goes}.");
    let reason = "each method that the tests reach needs a mock in the value";
    let fix = Fix::review(format!("Provide an empty `{name}`"), reason);
    let finding =
        Finding::at(client, message).fix(fix.replace(client, format!("{{ provide: {name}, useValue: {{}} }}")));
    // A spec that the command line wrote asks for no row.
    let asks = file.matches("expect(").count() > file.matches(".toBeDefined()").count();
    if asks { finding } else { finding.severity(Severity::Low) }
}

/// Whether a provider is given a class, or may be.
fn needs<'t>(project: &Project<'t>, provider: Syntax<'t>, wanted: &str) -> bool {
    if provider.kind() != Kind::Identifier {
        return true;
    }
    let Some(class) = project.class_named(provider.file, provider.text()) else {
        return project.import_of(provider.file, provider.text()).is_none_or(|(it, _)| it.module.starts_with('.'));
    };
    class.extends.is_some()
        || class.injections.iter().any(|it| it.annotation.as_ref().is_none_or(|it| it.name == wanted))
}

/// Whether a test replaces methods of the client: `jest.spyOn(prisma.user, 'findMany')`, `prisma.user.findMany = jest.fn()`.
fn spies(project: &Project, client: Syntax) -> bool {
    let is_client = |it: Syntax| it.text().to_ascii_lowercase().contains("prisma");
    project.calls_in(client.file).iter().any(|it| match it.chain().as_slice() {
        ["jest" | "vi", "spyOn"] => it.args.first().is_some_and(|it| is_client(*it)),
        ["jest" | "vi", "fn"] => {
            let target = it.syntax.ancestor(&[Kind::Assignment]).and_then(|it| it.field(Field::Left));
            target.is_some_and(is_client)
        }
        _ => false,
    })
}

/// `users.service.spec.ts`, not an end-to-end or integration test.
fn is_unit(file: &File) -> bool {
    let named = [".spec.ts", ".test.ts"].iter().any(|it| file.name().ends_with(it));
    let words = name_words(&file.path);
    named && !words.iter().any(|it| matches!(it.as_str(), "e2e" | "int" | "integration" | "db" | "database" | "live"))
}

/// `overrideProvider(PrismaService)`, `jest.mock('./prisma.service')`.
fn is_replaced<'t>(project: &Project<'t>, name: Syntax<'t>) -> bool {
    let module = project.import_of(name.file, name.text()).map_or("", |(it, _)| it.module);
    project.calls_in(name.file).iter().any(|it| {
        let first = it.args.first();
        let overridden = it.name.starts_with("override") && first.is_some_and(|it| it.text() == name.text());
        let mocked = matches!(it.name, "mock" | "doMock") && first.and_then(|it| project.text(*it)) == Some(module);
        overridden || mocked
    })
}

/// What among the imports of a testing module opens a database, in words.
fn opens<'t>(project: &Project<'t>, import: Syntax<'t>) -> Option<String> {
    let import = plain(import);
    if let Some(connection) = connection(import) {
        return Some(format!("`{connection}`"));
    }
    let name = Call::of(import).map_or(import, |it| it.receiver.unwrap_or(it.callee));
    let class = project.class_named(name.file, name.text())?;
    let module = project.module_of(project.place_of(class.syntax)?)?;
    let inner = opened_by(project, module, DEEP)?;
    Some(format!("`{}`, with `{inner}`,", module.name()))
}

fn opened_by<'t>(project: &Project<'t>, module: &Module<'t>, depth: usize) -> Option<&'t str> {
    let depth = depth.checked_sub(1)?;
    let provided = module.providers.iter().find_map(|it| match it.what {
        What::Class(class) => {
            let name = project.classes.get(class as usize)?.name;
            project.is_client_class(name).then(|| name.text())
        }
        _ => None,
    });
    let imported = || {
        module.imports.iter().find_map(|it| match it.what {
            What::Package(call) => connection(call),
            _ => None,
        })
    };
    let deeper = || project.modules_among(&module.imports).find_map(|(it, _)| opened_by(project, it, depth));
    provided.or_else(imported).or_else(deeper)
}

/// `TypeOrmModule.forRoot` of `TypeOrmModule.forRoot({…})`, unless its database lives in memory.
fn connection(call: Syntax<'_>) -> Option<&str> {
    let in_memory = OWN.iter().any(|it| call.text().contains(it));
    let call = Call::of(call).filter(|it| it.name.starts_with("forRoot") && !in_memory)?;
    let owner = call.receiver.and_then(|it| it.field(Field::Property).or(Some(it)))?;
    CONNECTING.contains(&owner.text()).then(|| call.callee.text())
}
