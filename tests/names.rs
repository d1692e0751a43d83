//! Names across files: what an import means, which class a name is.

mod texts;

use analyzer::Standard;
use analyzer::project::Project;
use texts::project;

fn asked<T>(texts: &[(&str, &str)], ask: impl FnOnce(&Project) -> T) -> T {
    project(&Standard::default(), texts, ask)
}

fn id(project: &Project, path: &str) -> u32 {
    project.files.iter().position(|it| it.path == path).expect("a file of the test") as u32
}

/// What a module name means in a file, as a path.
fn resolved(all: &[(&str, &str)], from: &str, module: &str) -> Option<String> {
    asked(all, |project| project.resolve(id(project, from), module).map(|it| project.files[it as usize].path.clone()))
}

/// The path of the class that a name means in a file.
fn class(all: &[(&str, &str)], from: &str, name: &str) -> Option<String> {
    asked(all, |project| {
        let class = project.class_named(id(project, from), name);
        class.map(|it| project.files[it.syntax.file as usize].path.clone())
    })
}

#[test]
fn relative_paths_with_and_without_endings() {
    let all = [
        ("src/app.ts", ""),
        ("src/users/index.ts", ""),
        ("src/users/users.service.ts", ""),
        ("src/users.ts", ""),
        ("src/mail.mjs", ""),
    ];
    let found = |module| resolved(&all, "src/app.ts", module);
    assert_eq!(found("./users/users.service").as_deref(), Some("src/users/users.service.ts"));
    assert_eq!(found("./users/users.service.js").as_deref(), Some("src/users/users.service.ts"));
    assert_eq!(found("./users/users.service.ts").as_deref(), Some("src/users/users.service.ts"));
    assert_eq!(found("./users").as_deref(), Some("src/users.ts"), "the file comes before the folder");
    assert_eq!(found("./users/").as_deref(), Some("src/users/index.ts"));
    assert_eq!(found("./users/index").as_deref(), Some("src/users/index.ts"));
    assert_eq!(found("./mail.mjs").as_deref(), Some("src/mail.mjs"));
    assert_eq!(found("../../users"), None, "above the start of the review");
    assert_eq!(resolved(&all, "src/users/users.service.ts", ".").as_deref(), Some("src/users/index.ts"));
    assert_eq!(resolved(&all, "src/users/users.service.ts", "..").as_deref(), None);
}

#[test]
fn paths_are_inherited_and_relative_to_where_they_were_written() {
    let all = [
        (
            "tsconfig.base.json",
            "{ // the roots\n \"compilerOptions\": { \"paths\": { \"@shop/mail\": [\"libs/mail/src/index.ts\"], \
             \"@shop/mail/*\": [\"libs/mail/src/*\"], \"@shop/*\": [\"libs/else/*\"], }, } }",
        ),
        ("apps/api/tsconfig.json", "{ \"extends\": \"../../tsconfig.base\" }"),
        ("apps/api/tsconfig.app.json", "{ \"extends\": [\"./tsconfig.json\"] }"),
        ("apps/api/src/main.ts", ""),
        ("apps/web/tsconfig.json", "{ \"compilerOptions\": { \"paths\": { \"@shop/mail\": [\"./mine.ts\"] } } }"),
        ("apps/web/main.ts", ""),
        ("apps/web/mine.ts", ""),
        ("libs/mail/src/index.ts", ""),
        ("libs/mail/src/deep/letter.ts", ""),
        ("libs/else/x.ts", ""),
    ];
    let found = |module| resolved(&all, "apps/api/src/main.ts", module);
    assert_eq!(found("@shop/mail").as_deref(), Some("libs/mail/src/index.ts"));
    assert_eq!(found("@shop/mail/deep/letter").as_deref(), Some("libs/mail/src/deep/letter.ts"));
    assert_eq!(found("@shop/x").as_deref(), Some("libs/else/x.ts"));
    assert_eq!(found("@shop/none"), None);
    assert_eq!(resolved(&all, "apps/web/main.ts", "@shop/mail").as_deref(), Some("apps/web/mine.ts"), "the nearest");
}

#[test]
fn a_base_holds_for_those_who_inherit_it() {
    let all = [
        ("tsconfig.json", "{ \"compilerOptions\": { \"baseUrl\": \"./\", \"paths\": { \"~/*\": [\"src/*\"] } } }"),
        ("test/tsconfig.json", "{ \"extends\": \"../tsconfig.json\" }"),
        ("src/users/user.ts", ""),
        ("test/a.ts", ""),
    ];
    assert_eq!(resolved(&all, "test/a.ts", "src/users/user").as_deref(), Some("src/users/user.ts"));
    assert_eq!(resolved(&all, "test/a.ts", "~/users/user").as_deref(), Some("src/users/user.ts"));
    let ring = [("tsconfig.json", "{ \"extends\": \"./tsconfig.json\" }"), ("a.ts", "")];
    assert_eq!(resolved(&ring, "a.ts", "x"), None, "a config that inherits from itself ends");
    let paste = [("src/users/user.ts", ""), ("src/a.ts", "")];
    assert_eq!(resolved(&paste, "src/a.ts", "src/users/user").as_deref(), Some("src/users/user.ts"));
    assert_eq!(resolved(&paste, "src/a.ts", "@/users/user").as_deref(), Some("src/users/user.ts"));
}

#[test]
fn packages_of_the_repository() {
    let all = [
        ("package.json", "{ \"name\": \"shop\", \"workspaces\": [\"packages/*\"] }"),
        ("packages/db/package.json", "{ \"name\": \"@shop/db\", \"main\": \"./dist/index.js\" }"),
        ("packages/db/src/index.ts", ""),
        (
            "packages/dto/package.json",
            "{ \"name\": \"@shop/dto\", \"exports\": { \".\": { \"types\": \"./src/all.ts\", \"default\": \
             \"./dist/all.js\" }, \"./*\": \"./src/parts/*.ts\" } }",
        ),
        ("packages/dto/src/all.ts", ""),
        ("packages/dto/src/parts/user.ts", ""),
        ("packages/tsconfig/package.json", "{ \"name\": \"@shop/tsconfig\" }"),
        ("packages/tsconfig/nest.json", ""),
        ("apps/api/package.json", "{ \"name\": \"api\", \"imports\": { \"#lib/*\": \"./src/lib/*.js\" } }"),
        ("apps/api/src/main.ts", ""),
        ("apps/api/src/lib/clock.ts", ""),
    ];
    let found = |module| resolved(&all, "apps/api/src/main.ts", module);
    assert_eq!(found("@shop/db").as_deref(), Some("packages/db/src/index.ts"));
    assert_eq!(found("@shop/dto").as_deref(), Some("packages/dto/src/all.ts"));
    assert_eq!(found("@shop/dto/user").as_deref(), Some("packages/dto/src/parts/user.ts"));
    assert_eq!(found("#lib/clock").as_deref(), Some("apps/api/src/lib/clock.ts"));
    assert_eq!(found("@shop/nothing"), None);
}

const TWO: [(&str, &str); 2] =
    [("src/a/user.ts", "export class User { a = 1 }"), ("src/b/user.ts", "export class User { b = 1 }")];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    TWO.iter().chain(more).copied().collect()
}

#[test]
fn two_classes_of_one_name_are_told_apart() {
    let found = |text: &str| class(&with(&[("src/app.ts", text)]), "src/app.ts", "User");
    assert_eq!(found("import { User } from './a/user';").as_deref(), Some("src/a/user.ts"));
    assert_eq!(found("import type { User } from './b/user';").as_deref(), Some("src/b/user.ts"));
    assert_eq!(found("import { User } from '@acme/users';"), None);
    assert_eq!(found("const a: User;"), None, "either could be meant");
    assert_eq!(found("class User {}").as_deref(), Some("src/app.ts"));
}

#[test]
fn barrels_and_other_names() {
    let barrels = [
        ("src/index.ts", "export * from './a/user';\nexport { User as Guest } from './b/user';"),
        ("src/spaces.ts", "export * as guests from './b/user';"),
        ("src/local.ts", "import { User } from './b/user';\nexport { User as Visitor };\nexport default User;"),
        ("src/own.ts", "export default class Order {}\nexport class Other {}"),
        ("src/passed.ts", "export { default as Order } from './own';"),
        ("src/ring.ts", "export * from './ring2';"),
        ("src/ring2.ts", "export * from './ring';"),
        ("src/common.ts", "class Old {}\nexport = Old;"),
    ];
    let found = |import: &str, name: &str| {
        let mut all = with(&barrels);
        all.push(("src/app.ts", import));
        class(&all, "src/app.ts", name)
    };
    assert_eq!(found("import { User } from '.';", "User").as_deref(), Some("src/a/user.ts"));
    assert_eq!(found("import { Guest } from './index.js';", "Guest").as_deref(), Some("src/b/user.ts"));
    assert_eq!(found("import { Guest as G } from '.';", "G").as_deref(), Some("src/b/user.ts"));
    assert_eq!(found("import * as all from '.';", "all.Guest").as_deref(), Some("src/b/user.ts"));
    assert_eq!(found("import { guests } from './spaces';", "guests.User").as_deref(), Some("src/b/user.ts"));
    assert_eq!(found("import { Visitor } from './local';", "Visitor").as_deref(), Some("src/b/user.ts"));
    assert_eq!(found("import Someone from './local';", "Someone").as_deref(), Some("src/b/user.ts"));
    assert_eq!(found("import Mine from './own';", "Mine").as_deref(), Some("src/own.ts"));
    assert_eq!(found("import { Order } from './passed';", "Order").as_deref(), Some("src/own.ts"));
    assert_eq!(found("import Old = require('./common');", "Old").as_deref(), Some("src/common.ts"));
    assert_eq!(found("import { User } from './ring';", "User"), None, "a ring of barrels ends");
}

#[test]
fn a_name_without_a_path_is_looked_for_in_its_own_app_alone() {
    let packages = [("apps/a/package.json", "{\"name\":\"a\"}"), ("apps/b/package.json", "{\"name\":\"b\"}")];
    let mut all = packages.to_vec();
    all.extend([("apps/a/x.ts", "export class Mailer {}"), ("apps/b/y.ts", "const a: Mailer;"), ("apps/a/z.ts", "")]);
    assert_eq!(class(&all, "apps/b/y.ts", "Mailer"), None);
    assert_eq!(class(&all, "apps/a/z.ts", "Mailer").as_deref(), Some("apps/a/x.ts"));
    // Where the whole project is there, a path that leads nowhere means a file that is not.
    let lost = [
        ("package.json", "{\"name\":\"a\",\"dependencies\":{}}"),
        ("src/a.ts", "import { User } from './generated/user';"),
        ("src/user.ts", "export class User {}"),
    ];
    assert_eq!(class(&lost, "src/a.ts", "User"), None);
    assert_eq!(class(&lost[1..], "src/a.ts", "User").as_deref(), Some("src/user.ts"), "in a paste, paths seldom fit");
}

#[test]
fn barrels_that_pass_each_other_on_end() {
    let texts: Vec<(String, String)> = (0..24)
        .map(|it| {
            let all: String = (0..24).map(|to| format!("export * from './b{to}';\n")).collect();
            (format!("src/b{it}.ts"), all)
        })
        .collect();
    let mut all: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    all.push(("src/app.ts", "import { Nobody } from './b0';"));
    assert_eq!(class(&all, "src/app.ts", "Nobody"), None);
    // Passed on as a whole before it is passed on under another name.
    let renamed = [
        ("src/index.ts", "export * from './user';\nexport { User as Person } from './user';"),
        ("src/user.ts", "export class User {}"),
        ("src/app.ts", "import { Person } from '.';"),
    ];
    assert_eq!(class(&renamed, "src/app.ts", "Person").as_deref(), Some("src/user.ts"));
}

#[test]
fn what_is_declared_and_what_is_loaded() {
    let all = [
        ("tsconfig.json", "{\"compilerOptions\":{\"paths\":{\"@shop/*\":[\"./src/*\"]}}}"),
        (
            "src/main.ts",
            "import { AppModule } from '@shop/app.module';\nasync function main() { await NestFactory.create(AppModule); }",
        ),
        ("src/app.module.ts", "import { LIMIT } from './limits';\nimport type { Page } from './page';"),
        ("src/limits.ts", "export const LIMIT = 20;\nexport interface LIMIT {}"),
        ("src/page.ts", "export interface Page {}"),
        ("src/sheet.ts", "export default interface Sheet {}"),
        ("src/reader.ts", "import Pages from './sheet';"),
        ("src/seed.ts", "import { LIMIT } from './limits';"),
    ];
    asked(&all, |project| {
        let at = |path: &str| id(project, path);
        assert_eq!(project.loads(at("src/app.module.ts")).collect::<Vec<_>>(), [at("src/limits.ts")]);
        assert!(project.runs(at("src/main.ts")) && project.runs(at("src/limits.ts")));
        assert!(!project.runs(at("src/page.ts")), "a type is not loaded");
        assert!(!project.runs(at("src/seed.ts")));
        assert_eq!(project.home(at("src/seed.ts"), "LIMIT"), Some((at("src/limits.ts"), "LIMIT")));
        assert_eq!(project.declared_at(at("src/limits.ts"), "LIMIT").count(), 2);
        assert!(project.shape_named(at("src/app.module.ts"), "Page").is_some());
        assert!(project.shape_named(at("src/reader.ts"), "Pages").is_some(), "a default export under another name");
        assert!(project.is_own_module(at("src/main.ts"), "@shop/generated"));
        assert!(!project.is_own_module(at("src/main.ts"), "@nestjs/core"));
    });
}
