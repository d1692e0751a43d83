//! The small reader of SQL is held against a full parser.

use std::sync::Arc;

use analyzer::Standard;
use analyzer::project::{File, Project, Verb};
use sqlparser::ast::{AlterTableOperation, Statement, TableConstraint};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

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
    let (text, standard): (Arc<str>, _) = (sql.into(), Standard::default());
    let files = [File { path: "db/migrations/1.sql".into(), text, tree: None }];
    let project = Project::of(&files, &standard);
    {
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
    }
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
