//! Modules and injection: what a module sees, through everything that Nest allows to stand in between.

mod texts;

use analyzer::project::{App, Circle, Hidden, Module, Project, Token, What};
use analyzer::standard::Standard;
use texts::project;

/// Reads `//- path` texts and asks about them.
fn with(text: &str, ask: impl FnOnce(&Project)) {
    let file = |part| str::split_once(part, '\n').expect("a path, then a text");
    let texts: Vec<(&str, &str)> = text.split("//- ").skip(1).map(file).map(|(path, it)| (path.trim(), it)).collect();
    project(&Standard::default(), &texts, ask);
}

/// An application whose root module imports `imports`, with `rest` in the same file.
fn app(imports: &str, rest: &str) -> String {
    format!(
        "//- src/main.ts\nimport {{ AppModule }} from './app';\nNestFactory.create(AppModule);\n\
         //- src/app.ts\nimport {{ CqrsModule }} from '@nestjs/cqrs';\n\
         @Module({{ imports: [{imports}] }})\nexport class AppModule {{}}\n\
         @Injectable()\nexport class Clock {{}}\n{rest}"
    )
}

fn module<'p, 't>(project: &'p Project<'t>, name: &str) -> &'p Module<'t> {
    project.wiring.modules.iter().find(|it| it.name() == name).expect("a module of this name")
}

fn only<'p, 't>(project: &'p Project<'t>) -> &'p App<'t> {
    let [app] = project.wiring.apps.as_slice() else { panic!("{} apps", project.wiring.apps.len()) };
    app
}

fn class<'t>(project: &Project<'t>, name: &str) -> Token<'t> {
    Token::Class(project.classes.iter().position(|it| it.name.text() == name).expect("a class of this name") as u32)
}

fn sees(text: &str, at: &str, what: &str) -> Option<bool> {
    let mut answer = None;
    with(text, |it| answer = it.sees(only(it), module(it, at), class(it, what)));
    answer
}

const CLOCKS: &str = "@Module({ providers: [Clock], exports: [Clock] })\nexport class ClockModule {}\n";

#[test]
fn imports_and_exports_decide() {
    let text = app(
        "ClockModule, A, B, C",
        &format!(
            "{CLOCKS}@Module({{ imports: [ClockModule] }}) class A {{}}\n@Module({{}}) class B {{}}\n@Module({{ imports: [A] }}) class C {{}}\n"
        ),
    );
    assert_eq!(sees(&text, "AppModule", "Clock"), Some(true));
    assert_eq!(sees(&text, "A", "Clock"), Some(true));
    assert_eq!(sees(&text, "B", "Clock"), Some(false));
    assert_eq!(sees(&text, "C", "Clock"), Some(false), "an import is not handed on");
}

#[test]
fn modules_are_handed_on_by_exporting_them() {
    let text = app(
        "Outer, A",
        &format!(
            "{CLOCKS}@Module({{ imports: [ClockModule], exports: [ClockModule] }}) class Inner {{}}\n\
         @Module({{ imports: [Inner], exports: [Inner] }}) class Outer {{}}\n@Module({{ imports: [Outer] }}) class A {{}}\n"
        ),
    );
    assert_eq!(sees(&text, "A", "Clock"), Some(true));
}

#[test]
fn what_is_not_exported_stays_inside() {
    let text = app("A", "@Module({ providers: [Clock] }) class Hidden {}\n@Module({ imports: [Hidden] }) class A {}\n");
    assert_eq!(sees(&text, "A", "Clock"), Some(false));
    assert_eq!(sees(&text, "Hidden", "Clock"), Some(true));
}

#[test]
fn a_global_module_counts_where_the_root_reaches_it() {
    let global =
        "@Global()\n@Module({ providers: [Clock], exports: [Clock] })\nclass ClockModule {}\n@Module({}) class A {}\n";
    assert_eq!(sees(&app("ClockModule, A", global), "A", "Clock"), Some(true));
    assert_eq!(sees(&app("A", global), "A", "Clock"), Some(false));
    // Reached through the options of a package's module alone.
    let carried = app("A, CqrsModule.forRootAsync({ imports: [ClockModule], useFactory: () => ({}) })", global);
    assert_eq!(sees(&carried, "A", "Clock"), Some(true));
}

#[test]
fn conditions_forward_references_and_constants_are_followed() {
    for imports in [
        "process.env.X ? ClockModule : CqrsModule",
        "...(process.env.X ? [ClockModule] : [])",
        "process.env.X && ClockModule",
        "forwardRef(() => ClockModule)",
        "...shared",
        "...[CqrsModule].concat(shared)",
        "...shared.filter(Boolean)",
        "ConditionalModule.registerWhen(ClockModule, 'X')",
        "picked",
    ] {
        let rest = format!(
            "{CLOCKS}const shared = [ClockModule];\nconst picked = process.env.X ? ClockModule : CqrsModule;\n\
             @Module({{ imports: [{imports}] }}) class A {{}}\n"
        );
        assert_eq!(sees(&app("A", &rest), "A", "Clock"), Some(true), "{imports}");
    }
}

#[test]
fn dynamic_modules_provide_what_their_methods_return() {
    for body in [
        "return { module: D, providers: [Clock], exports: [Clock] };",
        "const providers = [Clock]; return { module: D, providers, exports: providers };",
        "const made: DynamicModule = { module: D, providers: [Clock], exports: [Clock, options.token] }; return made;",
        "return { ...super.forRoot(options), exports: [Clock] };",
    ] {
        let rest = format!(
            "@Module({{}})\nclass D extends ConfigurableModuleClass {{ static forRoot(options): DynamicModule {{ {body} }} }}\n\
             @Module({{ imports: [D.forRoot({{}})] }}) class A {{}}\n@Module({{}}) class B {{}}\n"
        );
        assert_eq!(sees(&app("A, B", &rest), "A", "Clock"), Some(true), "{body}");
        assert_eq!(sees(&app("A, B", &rest), "B", "Clock"), Some(false), "{body}");
    }
    let global = "@Module({})\nclass D { static forRoot() { return { module: D, global: true, providers: [Clock], exports: [Clock] }; } }\n\
                  @Module({}) class B {}\n";
    assert_eq!(sees(&app("D.forRoot(), B", global), "B", "Clock"), Some(true));
}

#[test]
fn what_cannot_be_seen_leaves_the_question_open() {
    for (imports, exports) in [
        ("UnknownModule", "[]"),
        ("...load()", "[]"),
        ("D", "build()"),
        ("D", "grown"),
        ("TypedConfigModule.forRoot({ schema: Clock })", "[]"),
    ] {
        let rest = format!(
            "import {{ TypedConfigModule }} from '@nestjs/typed';\nconst grown = [];\ngrown.push(Clock);\n\
             @Module({{ exports: {exports} }}) class D {{}}\n@Module({{ imports: [{imports}] }}) class A {{}}\n"
        );
        assert_eq!(sees(&app("A", &rest), "A", "Clock"), None, "{imports} {exports}");
    }
    with(&app("A", "@Module({ imports: [Gone] }) class A {}\n"), |it| assert_eq!(only(it).hidden, Hidden::Missing));
    with(&app("A", "@Module({ imports: load() }) class A {}\n"), |it| assert_eq!(only(it).hidden, Hidden::Computed));
    with(
        "//- a.ts\n@Module({ providers: [A] })\nclass M {}\n@Injectable() class A { constructor(b: B) {} }\nclass B {}\n",
        |it| {
            assert!(it.wiring.apps.is_empty(), "a paste is no application");
        },
    );
}

#[test]
fn tokens_are_told_by_what_they_come_to() {
    let text = "//- src/tokens.ts\nexport const A = 'a';\nexport const B = Symbol('b');\nexport const NAMES = { C: 'c' };\n\
                //- src/x.ts\nimport { A, B, NAMES } from './tokens';\nimport { REQUEST } from '@nestjs/core';\n\
                @Module({ providers: [{ provide: A, useValue: 1 }, { provide: B, useValue: 2 }, { provide: NAMES.C, useExisting: S }, S] })\n\
                class M {}\n\
                @Injectable() class S { constructor(@Inject(A) a, @Inject('a') b, @Inject(B) c, @Inject('c') d, @Inject(REQUEST) e, f: T, g: string) {} }\n\
                interface T {}\n";
    with(text, |it| {
        let class = it.classes.iter().find(|it| it.name.text() == "S").expect("S");
        let provided = |at: usize| module(it, "M").provides(it.wires_into(class)[at].token);
        assert!((0..4).all(provided), "{:?}", it.wires_into(class));
        assert_eq!(it.wires_into(class)[4].token, Token::Other("REQUEST"));
        assert_eq!(it.wires_into(class)[5].token, Token::Other("T"));
        assert_eq!(it.wires_into(class).len(), 7);
    });
}

#[test]
fn classes_of_one_name_are_two_classes() {
    let text = "//- src/main.ts\nimport { AppModule } from './app';\nNestFactory.create(AppModule);\n\
                //- src/app.ts\nimport { UsersModule } from './users';\nimport { B } from './b';\n\
                @Module({ imports: [UsersModule, B] }) export class AppModule {}\n\
                //- src/users/index.ts\nexport * from './users.module';\n\
                //- src/users/users.module.ts\n@Injectable() export class Store {}\n\
                @Module({ providers: [Store], exports: [Store] }) export class UsersModule {}\n\
                //- src/b.ts\nimport { UsersModule } from './users';\nimport { Store } from './store';\n\
                @Module({ imports: [UsersModule], providers: [B1] }) export class B {}\n\
                @Injectable() export class B1 { constructor(store: Store) {} }\n\
                //- src/store.ts\n@Injectable() export class Store {}\n";
    with(text, |it| {
        let class = it.classes.iter().find(|it| it.name.text() == "B1").expect("B1");
        let wire = it.wires_into(class)[0];
        assert_eq!(it.sees(only(it), module(it, "B"), wire.token), Some(false));
        assert!(
            module(it, "UsersModule")
                .providers
                .iter()
                .all(|it| Token::Class(0) != wire.token || it.what != What::Missing)
        );
    });
}

#[test]
fn request_scope_spreads_through_tokens_and_factories() {
    let text = "//- src/x.ts\nimport { REQUEST } from '@nestjs/core';\n\
                @Injectable() class Root { constructor(@Inject(REQUEST) r) {} }\n\
                @Injectable() class Near { constructor(r: Root) {} }\n\
                @Module({ providers: [{ provide: 'made', inject: [Near], useFactory: (n) => n }, { provide: Base, useClass: Near }] }) class M {}\n\
                abstract class Base {}\n\
                @Injectable() class Far { constructor(@Inject('made') m) {} }\n\
                @Injectable() class Other { constructor(b: Base) {} }\n\
                @Injectable({ scope: Scope.TRANSIENT }) class Short {}\n\
                @Injectable() class Single { constructor(s: Short) {} }\n\
                @Injectable() class Child extends Near {}\n";
    with(text, |it| {
        let scoped = |name: &str| {
            let class = it.classes.iter().find(|it| it.name.text() == name).expect("a class");
            it.request_scope(class).map(|it| it.len())
        };
        assert_eq!(scoped("Root"), Some(1));
        assert_eq!(scoped("Near"), Some(2));
        assert_eq!(scoped("Far"), Some(4));
        assert_eq!(scoped("Other"), Some(4));
        assert_eq!(scoped("Child"), Some(2), "an inherited constructor counts");
        assert_eq!(scoped("Single"), None, "transient is no request");
    });
}

#[test]
fn a_circle_names_its_weakest_bond() {
    let text = "//- src/x.ts\n\
        @Module({ imports: [forwardRef(() => B)], providers: [A1, A2], exports: [A1] }) class A {}\n\
        @Module({ imports: [forwardRef(() => A)], providers: [B1], exports: [B1] }) class B {}\n\
        @Module({ imports: [A] }) class Above {}\n\
        @Injectable() class A1 { constructor(b: B1) {} }\n\
        @Injectable() class A2 { constructor(b: B1) {} }\n\
        @Injectable() class B1 { constructor(@Inject(forwardRef(() => A1)) a: A1) {} }\n";
    with(text, |it| {
        let [cycle] = it.wiring.cycles.as_slice() else { panic!("{:?}", it.wiring.cycles) };
        assert!(
            cycle.circle == Circle::Modules,
            "the injections are why the modules need one another, no second circle"
        );
        let weakest = cycle.weakest().expect("a bond");
        assert_eq!((weakest.from, weakest.to, weakest.uses.len()), ("B", "A", 1));
    });
}

#[test]
fn applications_are_apart() {
    let text = "//- a/main.ts\nimport { A } from './a';\nNestFactory.create(A);\n\
                //- a/a.ts\nimport { Lib } from '../lib';\n@Module({ imports: [Lib] }) export class A {}\n\
                //- b/main.ts\nimport { B } from './b';\nNestFactory.createMicroservice(B);\n\
                //- b/b.ts\n@Module({}) export class B {}\n\
                //- lib.ts\n@Global() @Module({ providers: [S], exports: [S] }) export class Lib {}\n@Injectable() export class S {}\n";
    with(text, |it| {
        let [a, b] = it.wiring.apps.as_slice() else { panic!("two apps") };
        assert_eq!(it.sees(a, module(it, "A"), class(it, "S")), Some(true));
        assert_eq!(it.sees(b, module(it, "B"), class(it, "S")), Some(false));
    });
}

#[test]
fn a_barrel_is_not_what_to_cut() {
    let text = "//- src/shapes/index.ts\nexport * from './circle';\nexport * from './square';\n\
                //- src/shapes/circle.ts\nimport { Square } from './index';\nexport const around = (it: Square) => new Square(it);\n\
                //- src/shapes/square.ts\nexport class Square {}\n";
    with(text, |it| {
        let [cycle] = it.wiring.cycles.as_slice() else { panic!("{:?}", it.wiring.cycles) };
        let weakest = cycle.weakest().expect("a bond");
        assert_eq!((weakest.from, weakest.to), ("circle.ts", "shapes/index.ts"));
    });
}
