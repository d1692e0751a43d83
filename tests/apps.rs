//! Applications of one repository: what runs together, what is a front end, and where a review may start.

mod texts;

use analyzer::project::Project;
use analyzer::{Source, Standard, review};
use texts::project;

fn with<T>(texts: &[(&str, &str)], ask: impl FnOnce(&Project) -> T) -> T {
    project(&Standard::default(), texts, ask)
}

fn id(project: &Project, path: &str) -> u32 {
    project.files.iter().position(|it| it.path == path).expect("a file of the test") as u32
}

fn same_app(all: &[(&str, &str)], one: &str, other: &str) -> bool {
    with(all, |project| {
        let (one, other) = (id(project, one), id(project, other));
        let same = project.same_app(one, other);
        assert_eq!(same, project.same_app(other, one), "it does not depend on the order");
        same
    })
}

const NX: [(&str, &str); 13] = [
    ("nx.json", "{}"),
    ("package.json", "{\"name\":\"shop\",\"dependencies\":{\"@nestjs/core\":\"11\",\"@angular/core\":\"20\"}}"),
    ("tsconfig.base.json", "{\"compilerOptions\":{\"paths\":{\"@shop/*\":[\"libs/*/src/index.ts\"]}}}"),
    ("prisma/schema.prisma", ""),
    ("apps/api/project.json", "{\"projectType\":\"application\"}"),
    ("apps/api/src/main.ts", "import { Tax } from '@shop/tax';"),
    ("apps/worker/project.json", "{\"projectType\":\"application\"}"),
    ("apps/worker/src/main.ts", "import { Queue } from '@shop/queue';"),
    ("apps/api-e2e/project.json", "{\"projectType\":\"application\"}"),
    ("apps/api-e2e/src/all.spec.ts", "import '../../api/src/main';\nimport '../../worker/src/main';"),
    ("libs/tax/project.json", "{\"projectType\":\"library\"}"),
    ("libs/tax/src/index.ts", "import { Money } from '@shop/money';\nexport class Tax {}"),
    ("libs/queue/project.json", "{\"projectType\":\"library\"}"),
];

#[test]
fn apps_and_the_libraries_they_use() {
    let mut all = NX.to_vec();
    all.extend([
        ("libs/queue/src/index.ts", "export class Queue {}"),
        ("libs/money/project.json", "{\"projectType\":\"library\"}"),
        ("libs/money/src/index.ts", "export class Money {}"),
    ]);
    assert!(same_app(&all, "apps/api/src/main.ts", "libs/tax/src/index.ts"));
    assert!(same_app(&all, "apps/api/src/main.ts", "libs/money/src/index.ts"), "through another library");
    assert!(!same_app(&all, "apps/api/src/main.ts", "apps/worker/src/main.ts"), "an end-to-end test joins nothing");
    assert!(!same_app(&all, "apps/api/src/main.ts", "libs/queue/src/index.ts"));
    assert!(!same_app(&all, "libs/tax/src/index.ts", "libs/queue/src/index.ts"));
    assert!(same_app(&all, "prisma/schema.prisma", "apps/api/src/main.ts"), "what stands above is everybody's");
    assert!(same_app(&all, "prisma/schema.prisma", "apps/worker/src/main.ts"));
}

#[test]
fn apps_of_a_nest_monorepo_and_of_workspaces() {
    let nest = [
        (
            "nest-cli.json",
            "{\"monorepo\":true,\"projects\":{\"api\":{\"type\":\"application\",\"root\":\"apps/api\"},\
             \"mail\":{\"root\":\"apps/mail\"},\"db\":{\"type\":\"library\",\"root\":\"libs/db\"}}}",
        ),
        ("tsconfig.json", "{\"compilerOptions\":{\"paths\":{\"@app/db\":[\"libs/db/src\"]}}}"),
        ("apps/api/src/main.ts", "import { Db } from '@app/db';"),
        ("apps/mail/src/main.ts", ""),
        ("libs/db/src/index.ts", "export class Db {}"),
    ];
    assert!(same_app(&nest, "apps/api/src/main.ts", "libs/db/src/index.ts"));
    assert!(!same_app(&nest, "apps/api/src/main.ts", "apps/mail/src/main.ts"));
    assert!(!same_app(&nest, "apps/mail/src/main.ts", "libs/db/src/index.ts"));
    let pnpm = [
        ("pnpm-workspace.yaml", "packages: ['services/*', 'packages/*']"),
        ("services/api/package.json", "{\"name\":\"api\",\"dependencies\":{\"@acme/db\":\"workspace:*\"}}"),
        ("services/api/src/main.ts", ""),
        ("services/jobs/package.json", "{\"name\":\"jobs\",\"devDependencies\":{\"@acme/db\":\"workspace:*\"}}"),
        ("services/jobs/src/main.ts", ""),
        ("packages/db/package.json", "{\"name\":\"@acme/db\"}"),
        ("packages/db/prisma/schema.prisma", ""),
    ];
    assert!(same_app(&pnpm, "services/api/src/main.ts", "packages/db/prisma/schema.prisma"));
    assert!(!same_app(&pnpm, "services/jobs/src/main.ts", "packages/db/prisma/schema.prisma"));
    let paste = [("a/x.ts", ""), ("b/y.ts", "")];
    assert!(same_app(&paste, "a/x.ts", "b/y.ts"), "loose files are one app");
}

/// Paths and messages of the notes.
fn notes(all: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = all.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    review(&sources, &Standard::default()).notes.iter().map(|it| format!("{}: {}", it.path, it.message)).collect()
}

fn left_out(all: &[(&str, &str)]) -> Vec<String> {
    let begins = |it: &String| it.find(" looks like").and_then(|end| it.get(..end)).map(str::to_owned);
    notes(all).iter().filter_map(begins).collect()
}

#[test]
fn a_front_end_is_left_out_with_one_note() {
    let mut all = NX.to_vec();
    all.extend([
        (
            "apps/shop/project.json",
            "{\"projectType\":\"application\",\"targets\":{\"b\":{\"executor\":\"@nx/angular:x\"}}}",
        ),
        ("apps/shop/src/main.ts", "import { bootstrapApplication } from '@angular/platform-browser';"),
        ("apps/shop/src/cart.spec.ts", "import { Test } from '@nestjs/testing';"),
        ("apps/shop/src/cart.service.ts", "export class CartService { constructor(private x: any) {} }"),
    ]);
    assert_eq!(
        notes(&all),
        [
            "apps/shop/project.json: apps/shop looks like a front end (Angular): 3 files of code were left out. The rules \
          here are for NestJS and Prisma."
        ]
    );
}

#[test]
fn what_a_front_end_is_told_by() {
    let react = "{\"name\":\"web\",\"dependencies\":{\"react\":\"19\"}}";
    let file = "export const a = 1;";
    let app = ("package.json", "{\"name\":\"x\",\"dependencies\":{\"@nestjs/core\":\"11\",\"react\":\"19\"}}");
    let front = [app, ("web/package.json", react), ("web/a.ts", file), ("src/b.ts", file)];
    assert_eq!(left_out(&front), ["web/package.json: web"]);
    let single = [app, ("client/tsconfig.json", "{\"compilerOptions\":{\"jsx\":\"preserve\"}}"), ("client/a.ts", file)];
    assert_eq!(left_out(&single), ["client/tsconfig.json: client"]);
    let vite = [app, ("ui/vite.config.ts", "import react from '@vitejs/plugin-react';"), ("ui/a.ts", file)];
    assert_eq!(left_out(&vite), ["ui/vite.config.ts: ui"]);
    let nested =
        [app, ("web/package.json", react), ("web/a.ts", file), ("web/x/next.config.js", ""), ("web/x/b.ts", file)];
    assert_eq!(left_out(&nested), ["web/package.json: web"], "one note for what stands within another");
    let alone = [("package.json", react), ("src/a.ts", file)];
    assert_eq!(left_out(&alone), ["package.json: This project"]);
    let angular = "import { Component } from '@angular/core';";
    let by_code = [
        app,
        ("libs/ui/project.json", "{\"projectType\":\"library\"}"),
        ("libs/ui/a.ts", angular),
        ("libs/ui/b.ts", angular),
        ("libs/ui/c.ts", angular),
        ("libs/ui/index.ts", file),
    ];
    assert_eq!(left_out(&by_code).len(), 1);
    // None of these is a front end.
    let nest = "import { Injectable } from '@nestjs/common';";
    assert!(left_out(&[app, ("src/mail.ts", file)]).is_empty(), "React beside Nest renders letters");
    assert!(left_out(&[("web/package.json", react), ("web/a.ts", nest), ("web/b.ts", file)]).is_empty());
    assert!(
        left_out(&[app, ("api/tsconfig.json", "{\"compilerOptions\":{\"jsx\":\"react\"}}"), ("api/a.ts", nest)])
            .is_empty()
    );
    assert!(left_out(&[app, ("api/vite.config.ts", "import swc from 'unplugin-swc';"), ("api/a.ts", file)]).is_empty());
    let letters = [
        ("api/package.json", "{\"name\":\"api\",\"dependencies\":{\"@nestjs/core\":\"11\",\"letters\":\"*\"}}"),
        ("api/a.ts", "import { Injectable } from '@nestjs/common';\nimport { render } from 'letters';"),
        ("letters/package.json", "{\"name\":\"letters\",\"dependencies\":{\"react\":\"19\"}}"),
        ("letters/render.ts", file),
    ];
    assert!(left_out(&letters).is_empty(), "the backend renders its letters with it");
    let jsx = "{\"compilerOptions\":{\"jsx\":\"react\"}}";
    assert!(left_out(&[app, ("libs/dto/tsconfig.json", jsx), ("libs/dto/a.ts", file)]).is_empty(), "shared");
    assert!(left_out(&[app, ("libs/dto/package.json", "{\"name\":\"dto\"}"), ("libs/dto/a.ts", file)]).is_empty());
}

/// What rules find where two applications lie side by side: rule, path and message.
fn found(texts: &[(&str, &str)], rules: &[&str]) -> Vec<String> {
    let sources: Vec<Source> = texts.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    let found = review(&sources, &Standard::default()).findings.into_iter();
    found
        .filter(|it| rules.contains(&it.rule.as_str()))
        .map(|it| format!("{} {} {}", it.rule, it.path, it.message))
        .collect()
}

const SHOP: &str = "import { NestFactory } from '@nestjs/core';\nasync function bootstrap() {\n  const app = await \
    NestFactory.create(AppModule);\n  await app.listen(3000);\n}\nvoid bootstrap();\nexport class OrderDto {\n  @IsString() \
    sku: string;\n}\n@Controller('orders')\nexport class OrdersController {\n  @Post()\n  add(@Body() order: OrderDto) {\n    \
    return this.orders.add(order);\n  }\n}\n@Module({ imports: [ThrottlerModule.forRoot([{ ttl: 60000, limit: 10 }])], controllers: \
    [OrdersController] })\nexport class AppModule {}\nexport const caller = (req: Request) => req.headers['x-forwarded-for'];\n";

#[test]
fn an_application_is_judged_by_its_own_code() {
    let rules = ["validation/pipe-missing", "http/proxy-not-trusted", "http/helmet-missing"];
    let own = ("apps/shop/package.json", "{\"name\":\"shop\",\"dependencies\":{\"@nestjs/core\":\"^11.0.0\"}}");
    let shop = [own, ("apps/shop/src/main.ts", SHOP)];
    let alone = found(&shop, &rules);
    assert_eq!(alone.len(), 3, "{alone:?}");
    assert!(alone.iter().any(|it| it.contains("One handler reads a body")), "{alone:?}");
    let better = SHOP
        .replace(
            "  await app.listen",
            "  app.use(helmet());\n  app.set('trust proxy', 1);\n  app.useGlobalPipes(new \
            ValidationPipe({ whitelist: true }));\n  await app.listen",
        )
        .replace("import { Nest", "import helmet from 'helmet';\nimport { Nest");
    let mut both = shop.to_vec();
    both.extend([("apps/desk/package.json", "{\"name\":\"desk\"}"), ("apps/desk/src/main.ts", &better)]);
    assert_eq!(found(&both, &rules), alone, "what another application does right is nothing to this one");
    let mut twice = shop.to_vec();
    twice.extend([("apps/desk/package.json", "{\"name\":\"desk\"}"), ("apps/desk/src/main.ts", SHOP)]);
    let there: Vec<String> = found(&twice, &rules).into_iter().filter(|it| it.contains("apps/shop")).collect();
    assert_eq!(there, alone, "nor what another does wrong");
}

/// A small repository with something to find in it, each file below a folder.
fn faulty(below: &str) -> Vec<Source> {
    let all = [
        (
            "package.json",
            r#"{"name":"shop","dependencies":{"@nestjs/core":"^11.0.0"},"workspaces":["apps/*","libs/*"]}"#,
        ),
        ("tsconfig.base.json", r#"{"compilerOptions":{"paths":{"@shop/mail":["libs/mail/src"]}}}"#),
        ("apps/api/package.json", r#"{"name":"api","dependencies":{"@nestjs/common":"^11.0.0"}}"#),
        ("apps/api/tsconfig.json", r#"{"extends":"../../tsconfig.base.json"}"#),
        (
            "apps/api/src/invite.service.ts",
            "import { Injectable } from '@nestjs/common';\nimport { Mailer } from '@shop/mail';\n\n@Injectable()\nexport class \
             InviteService {\n  constructor(private readonly mailer: Mailer) {}\n}\n",
        ),
        ("apps/web/package.json", r#"{"name":"web","dependencies":{"react":"^19.0.0"}}"#),
        ("apps/web/src/mail.ts", "export class Mailer {}"),
        ("libs/mail/package.json", r#"{"name":"@shop/mail"}"#),
        ("libs/mail/src/index.ts", "export * from './mailer';"),
        ("libs/mail/src/mailer.ts", "export interface Mailer {\n  send(): void;\n}\n"),
    ];
    all.iter().map(|(path, text)| Source::new(format!("{below}{path}"), *text)).collect()
}

#[test]
fn a_review_may_start_in_any_folder_above() {
    let standard = Standard::default();
    let (here, above) = (review(&faulty(""), &standard), review(&faulty("work/repo/"), &standard));
    let lines = |review: &analyzer::report::Review, below: &str| -> Vec<String> {
        let strip = |it: &str| it.replace(below, "");
        let found = review.findings.iter().map(|it| format!("{} {} {}", strip(&it.path), it.rule, strip(&it.message)));
        let notes = review.notes.iter().map(|it| format!("{} {}", strip(&it.path), strip(&it.message)));
        found.chain(notes).collect()
    };
    let found = lines(&here, "work/repo/");
    assert_eq!(found, lines(&above, "work/repo/"));
    assert!(found.iter().any(|it| it.contains("architecture/type-only-injection")), "{found:?}");
    assert!(found.iter().any(|it| it.contains("apps/web looks like a front end")), "{found:?}");
}
