//! Queries are bound to their model, whatever the client is called and however it is handed around.

mod texts;

use analyzer::Standard;
use analyzer::project::Project;
use texts::project;

fn with<T>(texts: &[(&str, &str)], ask: impl FnOnce(&Project) -> T) -> T {
    project(&Standard::default(), texts, ask)
}

/// `model.method` of each query.
fn found(all: &[(&str, &str)]) -> Vec<String> {
    with(all, |project| project.queries.iter().map(|it| format!("{}.{}", it.model, it.call.name)).collect())
}

const SERVICE: &str = "
import { PrismaClient } from '@prisma/client';
@Injectable() export class Db extends PrismaClient {}";

/// A body of a method of a class that is given the database.
fn body(text: &str) -> Vec<String> {
    let text =
        format!("import {{ Db }} from './db';\nclass Pets {{ constructor(private readonly store: Db) {{}}\n{text}\n}}");
    found(&[("src/db.ts", SERVICE), ("src/pets.ts", &text)])
}

#[test]
fn clients_of_any_name_are_found_by_their_class() {
    assert_eq!(body("a() { return this.store.pet.findMany(); }"), ["pet.findMany"]);
    assert_eq!(body("a() { return this.other.pet.findMany(); }"), Vec::<String>::new());
}

#[test]
fn destructured_and_aliased_receivers() {
    assert_eq!(body("a() { const { pet } = this.store; return pet.count(); }"), ["pet.count"]);
    assert_eq!(body("a() { const { pet: pets } = this.store; return pets.count(); }"), ["pet.count"]);
    assert_eq!(body("a() { const db = this.store; return db.pet.count(); }"), ["pet.count"]);
    assert_eq!(body("a() { const pets = this.store.pet; return pets.count(); }"), ["pet.count"]);
    assert_eq!(body("get db() { return this.store; }\na() { return this.db.pet.count(); }"), ["pet.count"]);
    assert_eq!(body("private get pets() { return this.store.pet; }\na() { return this.pets.count(); }"), ["pet.count"]);
    assert_eq!(body("private readonly pets = this.store.pet;\na() { return this.pets.count(); }"), ["pet.count"]);
    assert_eq!(body("a(client = this.store) { const { count } = this.other; return count(); }"), Vec::<String>::new());
}

#[test]
fn transactions_and_extensions() {
    let callback = "a() { return this.store.$transaction(async (t) => { await t.pet.create({}); }); }";
    assert_eq!(body(callback), ["pet.create"]);
    assert_eq!(
        body("a() { return this.store.$transaction([this.store.pet.create({}), this.store.toy.count()]); }"),
        ["pet.create", "toy.count"]
    );
    assert_eq!(
        body("a(tx?: Prisma.TransactionClient) { const db = tx ?? this.store; return db.pet.count(); }"),
        ["pet.count"]
    );
    assert_eq!(
        body("client(tx) { return tx || this.store; }\na(tx) { return this.client(tx).pet.count(); }"),
        ["pet.count"]
    );
    assert_eq!(body("a() { const x = this.store.$extends(soft); return x.pet.count(); }"), ["pet.count"]);
}

#[test]
fn a_client_inside_a_service() {
    let files = [
        (
            "src/db.ts",
            "export class Db { readonly client = new PrismaClient(); get toy() { return this.client.toy; } }",
        ),
        (
            "src/pets.ts",
            "import { Db } from './db';
class Pets { constructor(private db: Db) {} a() { this.db.client.pet.count(); this.db.toy.count(); } }",
        ),
    ];
    assert_eq!(found(&files), ["pet.count", "toy.count"]);
}

#[test]
fn an_inherited_client() {
    let files = [
        ("src/db.ts", SERVICE),
        (
            "src/base.ts",
            "import { Db } from './db';\nexport abstract class Base { constructor(protected readonly store: Db) {} }",
        ),
        (
            "src/pets.ts",
            "import { Base } from './base';\nclass Pets extends Base { a() { return this.store.pet.count(); } }",
        ),
    ];
    assert_eq!(found(&files), ["pet.count"]);
}

#[test]
fn two_classes_of_one_name() {
    let files = [
        ("src/a/store.ts", "export class Store extends PrismaClient {}"),
        (
            "src/a/pets.ts",
            "import { Store } from './store';\nclass A { constructor(private s: Store) {} a() { this.s.pet.count(); } }",
        ),
        ("src/b/store.ts", "export class Store { pet = new Cats(); }"),
        (
            "src/b/pets.ts",
            "import { Store } from './store';\nclass B { constructor(private s: Store) {} a() { this.s.pet.count(); } }",
        ),
    ];
    let paths = with(&files, |project| {
        project.queries.iter().map(|it| project.file(it.call.syntax).expect("a file").path.clone()).collect::<Vec<_>>()
    });
    assert_eq!(paths, ["src/a/pets.ts"]);
}

const A: &str = "datasource db { provider = \"postgresql\" }\nmodel Pet { id Int @id\n name String @map(\"pet_name\")\n ownerId Int\n owner Owner @relation(fields: [ownerId], references: [id])\n @@map(\"pets\")\n @@unique([name, ownerId])\n}";
const B: &str = "datasource db { provider = \"mysql\" }\nmodel Pet { id Int @id\n label String\n}";

#[test]
fn schemas_of_two_apps_are_kept_apart() {
    let query = "class S { constructor(private prisma: PrismaService) {} a() { this.prisma.pet.count(); } }";
    let files = [
        ("apps/a/prisma/schema.prisma", A),
        ("apps/b/prisma/schema.prisma", B),
        ("apps/a/src/s.ts", query),
        ("apps/b/src/s.ts", query),
        ("libs/s.ts", query),
    ];
    with(&files, |project| {
        let bound: Vec<Option<&str>> = project
            .queries
            .iter()
            .map(|it| project.model_of(it).map(|it| project.datasource_of(it).provider))
            .collect();
        assert_eq!(bound, [Some("postgresql"), Some("mysql"), None]);
    });
}

#[test]
fn a_schema_of_many_files_is_one() {
    let files = [
        ("prisma/schema/base.prisma", "datasource db { provider = \"postgresql\" }\nenum Mood { GOOD }"),
        ("prisma/schema/models/pet.prisma", "model Pet { id Int @id\n mood Mood }"),
        ("prisma/migrations/1_init/migration.sql", "CREATE TABLE \"Pet\" (\"id\" INTEGER NOT NULL);"),
    ];
    with(&files, |project| {
        let pet = project.model_named(0, "pet").expect("a model");
        assert_eq!(project.datasource_of(pet).provider, "postgresql");
        assert!(project.history_of(pet).is_some());
        assert!(project.is_enum("Mood"));
    });
}

#[test]
fn models_know_their_database_names_and_keys() {
    with(&[("prisma/schema.prisma", A)], |project| {
        let pet = project.model_named(0, "Pet").expect("a model");
        assert_eq!((pet.table(), pet.field("name").expect("a field").column()), ("pets", "pet_name"));
        assert_eq!(pet.unique_keys(), ["id", "name_ownerId"]);
        assert!(pet.is_foreign_key("ownerId") && pet.is_led_by("name") && !pet.is_led_by("ownerId"));
    });
}

/// The fields that the `where` of the only query names, `?` if more may follow, `|` for alternatives.
fn filter(text: &str) -> String {
    let text = format!("class S {{ constructor(private prisma: PrismaService) {{}} a(q, where) {{ {text} }} }}");
    with(&[("src/s.ts", &text)], |project| {
        let filter = project.filter(project.queries.first().expect("a query"));
        let names: Vec<&str> = filter.all.iter().map(|(it, _)| *it).collect();
        let marks = [if filter.is_open { "?" } else { "" }, if filter.has_or { "|" } else { "" }];
        names.join(" ") + &marks.concat()
    })
}

#[test]
fn filters_are_read_through_and_into_constants() {
    let many = |it: &str| filter(&format!("this.prisma.pet.findMany({it})"));
    assert_eq!(many("{ where: { name: q, AND: [{ age: 1 }, { AND: { kind: 2 } }], NOT: { x: 1 } } }"), "name age kind");
    assert_eq!(many("{ where: { OR: [{ a: 1 }, { b: 2 }] } }"), "|");
    assert_eq!(many("{ where: { ...q, name: 1 } }"), "name?");
    assert_eq!(many("{ where: { [q]: 1 } }"), "?");
    assert_eq!(many("{ where }"), "?");
    assert_eq!(many("q"), "?");
    assert_eq!(many(""), "");
    assert_eq!(filter("const where = { name: q }; this.prisma.pet.findMany({ where })"), "name");
    assert_eq!(filter("const where = { name: q }; where.age = 1; this.prisma.pet.findMany({ where })"), "?");
    assert_eq!(filter("const w = { name: q }; w.age = 1; this.prisma.pet.findMany({ where: w })"), "?");
    assert_eq!(
        filter("const w = { name: q }; if (q) { w.AND.push({}); w['x'] = 1; } this.prisma.pet.findMany({ where: w })"),
        "?"
    );
}
