//! The reader of migrations: against a full SQL parser, and the states it comes to.

use std::sync::Arc;

use analyzer::Standard;
use analyzer::project::{File, History, Project, Verb};
use sqlparser::ast::{AlterTableOperation, Statement, TableConstraint};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

fn files(all: &[(&str, &str)]) -> Vec<File> {
    let mut parser = analyzer::syntax::Parser::default();
    let mut files: Vec<File> = all
        .iter()
        .map(|(path, text)| {
            let text: Arc<str> = (*text).into();
            let tree = File::language(path).map(|it| Arc::new(parser.parse(it, text.clone())));
            File { path: (*path).into(), text, tree }
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn with<T>(all: &[(&str, &str)], ask: impl Fn(&Project) -> T) -> T {
    let (files, standard) = (files(all), Standard::default());
    ask(&Project::of(&files, &standard))
}

/// The tables as lines: name, columns, indexes, row security.
fn state(history: &History) -> Vec<String> {
    let table = |it: &analyzer::project::Table| {
        let columns: Vec<String> = it
            .columns
            .iter()
            .map(|it| {
                format!("{}{}{}", it.name, if it.is_required { "!" } else { "" }, if it.has_default { "=" } else { "" })
            })
            .collect();
        let indexes: Vec<String> = it
            .indexes
            .iter()
            .map(|it| format!("{}[{}]", if it.is_unique { "unique" } else { "" }, it.columns.join(" ")))
            .collect();
        let secured = if it.secured.is_some() { " secured" } else { "" };
        let forced = if it.is_forced { " forced" } else { "" };
        format!("{}({}) {}{secured}{forced} {:?}", it.name, columns.join(" "), indexes.join(" "), it.policies)
    };
    history.tables.iter().map(table).collect()
}

fn replayed(sql: &[&str]) -> Vec<String> {
    let paths: Vec<String> = (0..sql.len()).map(|it| format!("prisma/migrations/{it:03}_step/migration.sql")).collect();
    let all: Vec<(&str, &str)> = paths.iter().map(String::as_str).zip(sql.iter().copied()).collect();
    with(&all, |project| {
        let history = project.histories.first().expect("a history");
        assert!(!history.is_opaque, "{:?}", history.steps);
        state(history)
    })
}

/// What a full parser says of a statement, in the words of `ours`.
fn theirs(sql: &str) -> Vec<String> {
    let mut said = Vec::new();
    for statement in Parser::parse_sql(&PostgreSqlDialect {}, sql).unwrap_or_else(|it| panic!("{sql}: {it}")) {
        match statement {
            Statement::CreateTable(it) => {
                let name = it.name.0.last().expect("a name").to_string();
                let columns: Vec<String> = it.columns.iter().map(|it| it.name.value.clone()).collect();
                said.push(format!("table {} {}", name.trim_matches('"'), columns.join(" ")));
                said.extend(it.constraints.iter().map(key));
            }
            Statement::CreateIndex(it) => said.push(format!(
                "index {} unique={} concurrent={} where={}",
                it.table_name.0.last().expect("a name").to_string().trim_matches('"'),
                it.unique,
                it.concurrently,
                it.predicate.is_some()
            )),
            Statement::AlterTable(it) => {
                let table = it.name.0.last().expect("a name").to_string();
                let table = table.trim_matches('"');
                said.extend(it.operations.iter().map(|it| match it {
                    AlterTableOperation::AddColumn { column_def, .. } => {
                        format!("add {table} {}", column_def.name.value)
                    }
                    AlterTableOperation::DropColumn { column_names, .. } => {
                        format!("drop {table} {}", column_names[0].value)
                    }
                    AlterTableOperation::RenameColumn { old_column_name, new_column_name } => {
                        format!("rename {table} {} {}", old_column_name.value, new_column_name.value)
                    }
                    AlterTableOperation::AlterColumn { column_name, op } => {
                        let op = op.to_string();
                        format!(
                            "alter {table} {} {}",
                            column_name.value,
                            op.split(' ').take(2).collect::<Vec<_>>().join(" ")
                        )
                    }
                    AlterTableOperation::AddConstraint { constraint, .. } => key(constraint),
                    AlterTableOperation::DropConstraint { name, .. } => format!("unkey {}", name.value),
                    AlterTableOperation::EnableRowLevelSecurity => format!("secure {table}"),
                    AlterTableOperation::ForceRowLevelSecurity => format!("force {table}"),
                    AlterTableOperation::DisableRowLevelSecurity => format!("unsecure {table}"),
                    AlterTableOperation::RenameTable { table_name } => {
                        format!("rename {table} {table_name}").replace('"', "").replace("TO ", "")
                    }
                    other => format!("{other}"),
                }));
            }
            Statement::CreatePolicy(it) => {
                said.push(format!("policy {} on {}", it.name.value, it.table_name.to_string().trim_matches('"')));
            }
            Statement::Drop { names, .. } => {
                said.extend(names.iter().map(|it| format!("drop {}", it.to_string().trim_matches('"'))));
            }
            Statement::Update(it) => said.push(format!("update where={}", it.selection.is_some())),
            Statement::Delete(it) => said.push(format!("delete where={}", it.selection.is_some())),
            Statement::Truncate(_) => said.push("truncate".into()),
            _ => {}
        }
    }
    said
}

fn key(constraint: &TableConstraint) -> String {
    let names = |columns: &[sqlparser::ast::IndexColumn]| {
        columns.iter().map(|it| it.column.expr.to_string().replace('"', "")).collect::<Vec<_>>().join(" ")
    };
    match constraint {
        TableConstraint::PrimaryKey(it) => format!("key {}", names(&it.columns)),
        TableConstraint::Unique(it) => format!("unique {}", names(&it.columns)),
        TableConstraint::ForeignKey(it) => {
            format!("foreign {}", it.columns.iter().map(|it| it.value.clone()).collect::<Vec<_>>().join(" "))
        }
        TableConstraint::Check(_) => "check".into(),
        other => format!("{other}"),
    }
}

/// What our reader says of the same.
fn ours(sql: &str) -> Vec<String> {
    with(&[("db/migrations/1.sql", sql)], |project| {
        let steps = &project.histories.first().expect("a history").steps;
        let said = steps.iter().filter_map(|it| {
            let columns = it.columns.iter().map(|it| it.name).collect::<Vec<_>>().join(" ");
            let (table, name, to) = (it.table, it.name, it.to);
            Some(match it.verb {
                Verb::CreateTable => format!("table {table} {columns}"),
                Verb::AddPrimaryKey => format!("key {columns}"),
                Verb::AddUnique => format!("unique {columns}"),
                Verb::AddForeignKey => format!("foreign {columns}"),
                Verb::AddCheck => "check".into(),
                Verb::CreateIndex => format!(
                    "index {table} unique={} concurrent={} where={}",
                    it.is_unique, it.is_concurrent, it.has_where
                ),
                Verb::AddColumn => format!("add {table} {name}"),
                Verb::DropColumn => format!("drop {table} {name}"),
                Verb::RenameColumn => format!("rename {table} {name} {to}"),
                Verb::RenameTable => format!("rename {table} {to}"),
                Verb::ColumnType => format!("alter {table} {name} SET DATA").replace("SET DATA", type_words(sql)),
                Verb::SetNotNull => format!("alter {table} {name} SET NOT"),
                Verb::DropNotNull => format!("alter {table} {name} DROP NOT"),
                Verb::SetDefault => format!("alter {table} {name} SET DEFAULT"),
                Verb::DropConstraint => format!("unkey {name}"),
                Verb::EnableRls => format!("secure {table}"),
                Verb::ForceRls => format!("force {table}"),
                Verb::DisableRls => format!("unsecure {table}"),
                Verb::CreatePolicy => format!("policy {name} on {table}"),
                Verb::DropTable | Verb::DropIndex => format!("drop {name}"),
                Verb::Update => format!("update where={}", it.has_where),
                Verb::Delete => format!("delete where={}", it.has_where),
                Verb::Truncate => "truncate".into(),
                _ => return None,
            })
        });
        said.collect()
    })
}

fn type_words(sql: &str) -> &'static str {
    if sql.contains("SET DATA") { "SET DATA" } else { "TYPE TEXT" }
}

#[test]
fn the_reader_agrees_with_a_full_parser() {
    let statements = [
        r#"CREATE TABLE "Shelf" ("id" TEXT NOT NULL, "row" INTEGER NOT NULL DEFAULT 0, "tags" TEXT[] DEFAULT ARRAY['a', 'b']::TEXT[], CONSTRAINT "Shelf_pkey" PRIMARY KEY ("id"))"#,
        r#"CREATE TABLE IF NOT EXISTS shelf (id uuid, price numeric(10, 2) CHECK (price > 0), note text, UNIQUE (id, note), FOREIGN KEY (note) REFERENCES notes (id) ON DELETE CASCADE)"#,
        r#"CREATE TABLE "app"."Shelf" ("id" SERIAL NOT NULL, "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CHECK ("id" > 0))"#,
        r#"CREATE UNIQUE INDEX "Shelf_row_key" ON "Shelf"("row", "id")"#,
        r#"CREATE INDEX CONCURRENTLY IF NOT EXISTS shelf_note ON shelf USING gin (note gin_trgm_ops) WHERE note IS NOT NULL"#,
        r#"CREATE INDEX shelf_lower ON shelf (lower(note), id DESC)"#,
        r#"ALTER TABLE "Shelf" ADD COLUMN "hall" TEXT, ADD COLUMN "wing" TEXT NOT NULL DEFAULT 'a, b'"#,
        r#"ALTER TABLE "Shelf" DROP COLUMN "hall", ALTER COLUMN "wing" DROP NOT NULL, ALTER COLUMN "wing" SET NOT NULL"#,
        r#"ALTER TABLE ONLY "Shelf" ALTER COLUMN "wing" SET DATA TYPE VARCHAR(20)"#,
        r#"ALTER TABLE "Shelf" ALTER COLUMN "wing" SET DEFAULT 'x'"#,
        r#"ALTER TABLE "Shelf" ADD CONSTRAINT "Shelf_hall_fkey" FOREIGN KEY ("hallId", "wing") REFERENCES "Hall"("id", "wing") ON DELETE SET NULL"#,
        r#"ALTER TABLE "Shelf" DROP CONSTRAINT "Shelf_pkey", ADD CONSTRAINT "Shelf_pkey" PRIMARY KEY ("id", "row")"#,
        r#"ALTER TABLE "Shelf" RENAME COLUMN "wing" TO "side"; ALTER TABLE "Shelf" RENAME TO "Rack""#,
        r#"ALTER TABLE shelf ENABLE ROW LEVEL SECURITY; ALTER TABLE shelf FORCE ROW LEVEL SECURITY"#,
        r#"CREATE POLICY own ON shelf USING (tenant_id = current_setting('app.tenant')::uuid) WITH CHECK (true)"#,
        r#"DROP TABLE "Shelf"; DROP INDEX "Shelf_row_key""#,
        r#"UPDATE "Shelf" SET "row" = 1; UPDATE "Shelf" SET "row" = 2 WHERE "id" = 'a'; DELETE FROM "Shelf"; TRUNCATE "Shelf""#,
        r#"INSERT INTO "Shelf" ("id") VALUES ('a; b'); COMMENT ON TABLE "Shelf" IS 'DROP TABLE "Shelf"'"#,
        r#"CREATE TYPE "Wing" AS ENUM ('NORTH', 'SOUTH'); CREATE TABLE a (b "Wing" NOT NULL DEFAULT 'NORTH')"#,
    ];
    for sql in statements {
        assert_eq!(ours(sql), theirs(sql), "{sql}");
    }
}

#[test]
fn steps_say_where_they_stand() {
    let sql = "-- why\nALTER TABLE a ADD COLUMN b INT,\n  DROP COLUMN c;\n";
    with(&[("db/migrations/1.sql", sql)], |project| {
        let text =
            |it: &analyzer::project::Step| sql[it.place.span.start as usize..it.place.span.end as usize].to_owned();
        let texts: Vec<String> = project.histories[0].steps.iter().map(text).collect();
        assert_eq!(texts, ["ALTER TABLE a ADD COLUMN b INT", "DROP COLUMN c"]);
    });
}

#[test]
fn migrations_are_replayed_in_order() {
    let tables = replayed(&[
        r#"CREATE TABLE "User" ("id" TEXT NOT NULL, "mail" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
           CREATE UNIQUE INDEX "User_mail_key" ON "User"("mail");"#,
        r#"ALTER TABLE "User" RENAME COLUMN "mail" TO "email"; ALTER TABLE "User" ADD COLUMN "age" INTEGER NOT NULL DEFAULT 0;
           ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;"#,
        r#"ALTER TABLE "User" ENABLE ROW LEVEL SECURITY; CREATE POLICY "own" ON "User" USING (true); DROP INDEX "User_mail_key";"#,
        r#"ALTER TABLE "User" RENAME TO "Person"; ALTER TABLE public."Person" FORCE ROW LEVEL SECURITY; CREATE TABLE t (a int); DROP TABLE t;"#,
    ]);
    assert_eq!(tables, [r#"Person(id! email! age!=) unique[id] secured forced ["own"]"#]);
}

#[test]
fn sqlite_tables_that_come_back_are_not_lost() {
    let rebuild = r#"PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Pet" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL);
INSERT INTO "new_Pet" ("id", "name") SELECT "id", "name" FROM "Pet";
DROP TABLE "Pet";
ALTER TABLE "new_Pet" RENAME TO "Pet";
PRAGMA foreign_keys=ON;"#;
    let first = r#"CREATE TABLE "Pet" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT);"#;
    assert_eq!(replayed(&[first, rebuild]), ["Pet(id!= name!) unique[id]  []"].map(|it| it.replace("]  [", "] [")));
    with(&[("m/migrations/1/migration.sql", first), ("m/migrations/2/migration.sql", rebuild)], |project| {
        let drops: Vec<bool> = project.histories[0]
            .steps
            .iter()
            .filter(|it| it.verb == Verb::DropTable)
            .map(|it| it.is_replaced)
            .collect();
        assert_eq!(drops, [true]);
    });
}

#[test]
fn mysql_is_read() {
    let tables = replayed(&[
        "CREATE TABLE `User` (\n `id` INTEGER NOT NULL AUTO_INCREMENT,\n `email` VARCHAR(191) NOT NULL COMMENT 'it\\'s; one',\n UNIQUE INDEX `User_email_key`(`email`),\n INDEX `i`(`id`, `email`(10)),\n PRIMARY KEY (`id`)\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;",
        "ALTER TABLE `User` ADD COLUMN `key` INTEGER NULL, MODIFY `email` VARCHAR(255) NOT NULL, CHANGE `id` `nr` INT NOT NULL; DROP INDEX `i` ON `User`;",
    ]);
    assert_eq!(tables, ["User(nr!= email! key) unique[email] unique[nr] []"]);
}

#[test]
fn what_cannot_be_read_is_opaque() {
    let opaque = |sql: &str| with(&[("db/migrations/1.sql", sql)], |project| project.histories[0].is_opaque);
    assert!(opaque("DO $$ BEGIN EXECUTE 'ALTER TABLE a ADD b int'; END $$;"));
    assert!(opaque("CREATE TABLE a (b int); SELECT 'never closed;"));
    assert!(opaque("ALTER TABLE a FROBNICATE b;"));
    assert!(!opaque("DO $$ BEGIN RAISE NOTICE 'done'; END $$; ALTER TABLE a OWNER TO b; CREATE EXTENSION pgcrypto;"));
}

#[test]
fn histories_are_kept_apart_and_run_forwards_only() {
    let all = [
        ("apps/a/prisma/migrations/1_x/migration.sql", "CREATE TABLE a (id int);"),
        ("apps/b/prisma/migrations/1_x/migration.sql", "CREATE TABLE b (id int);"),
        ("db/migrations/001_init.up.sql", "CREATE TABLE c (id int);"),
        ("db/migrations/001_init.down.sql", "DROP TABLE c;"),
        ("db/migrations/002_more.sql", "-- migrate:up\nCREATE TABLE d (id int);\n-- migrate:down\nDROP TABLE d;"),
        ("db/queries/all.sql", "DROP TABLE d;"),
    ];
    with(&all, |project| {
        let found: Vec<(&str, Vec<&str>)> =
            project.histories.iter().map(|it| (it.folder, it.tables.iter().map(|it| it.name).collect())).collect();
        assert_eq!(
            found,
            [
                ("apps/a/prisma/migrations", vec!["a"]),
                ("apps/b/prisma/migrations", vec!["b"]),
                ("db/migrations", vec!["c", "d"])
            ]
        );
    });
}

#[test]
fn typeorm_migrations_feed_the_same_reader() {
    let text = "export class AddPets1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE \"pets\" (\"id\" uuid NOT NULL, CONSTRAINT \"pk\" PRIMARY KEY (\"id\"))`);
    await queryRunner.query('ALTER TABLE \"pets\" ADD \"name\" character varying NOT NULL');
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE \"pets\"');
  }
}";
    with(&[("src/database/migrations/1700000000000-add-pets.ts", text)], |project| {
        let history = project.histories.first().expect("a history");
        assert_eq!(state(history), ["pets(id! name!) unique[id] []"]);
        let place = history.steps.last().expect("a step").place;
        assert!(text[place.span.start as usize..].starts_with("ALTER TABLE"));
    });
}
