//! What migrations come to, replayed.

mod texts;

use analyzer::Standard;
use analyzer::project::{History, Project, Verb};
use texts::project;

fn with<T>(texts: &[(&str, &str)], ask: impl FnOnce(&Project) -> T) -> T {
    project(&Standard::default(), texts, ask)
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
