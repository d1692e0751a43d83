//! What is not seen keeps rules about modules silent.

use analyzer::standard::Standard;

/// An application whose root module imports `imports`, with `rest` in the same file.
fn app(imports: &str, rest: &str) -> String {
    format!(
        "//- src/main.ts\nimport {{ AppModule }} from './app';\nNestFactory.create(AppModule);\n\
         //- src/app.ts\n@Module({{ imports: [{imports}] }})\nexport class AppModule {{}}\n\
         @Injectable()\nexport class Clock {{}}\n{rest}"
    )
}

const CLOCKS: &str = "@Module({ providers: [Clock], exports: [Clock] })\nexport class ClockModule {}\n";

/// The findings of one rule in a whole application.
fn found(rule: &str, text: &str) -> Vec<String> {
    let parts = text.split("//- ").skip(1).filter_map(|it| it.split_once('\n'));
    let mut sources: Vec<analyzer::Source> =
        parts.map(|(path, text)| analyzer::Source::new(path.trim(), text)).collect();
    let manifest = r#"{ "dependencies": { "@mikro-orm/nestjs": "6", "nestjs-cls": "5", "@nestjs/core": "11" } }"#;
    sources.push(analyzer::Source::new("package.json", manifest));
    let findings = analyzer::review(&sources, &Standard::default()).findings;
    findings.into_iter().filter(|it| it.rule == rule).map(|it| it.message).collect()
}

#[test]
fn packages_may_provide_classes_of_the_project() {
    let uses = |imports: &str, class: &str| {
        app(
            "A",
            &format!(
                "import {{ MikroOrmModule }} from '@mikro-orm/nestjs';\nimport {{ ClsModule }} from 'nestjs-cls';\n\
             {class}\n@Entity({{ repository: () => Store }}) export class Row {{}}\n\
             @Injectable() class Reader {{ constructor(store: Store) {{}} }}\n\
             @Module({{ imports: [{imports}], providers: [Reader] }}) class A {{}}\n"
            ),
        )
    };
    let rule = "architecture/unresolvable-dependency";
    let repository = "export class Store extends EntityRepository<Row> {}";
    assert!(found(rule, &uses("MikroOrmModule.forFeature([Row])", repository)).is_empty());
    let proxy = "@InjectableProxy() export class Store {}";
    assert!(found(rule, &uses("ClsModule.forFeature(Store)", proxy)).is_empty());
    let given = "@Injectable() export class Store {}";
    assert!(found(rule, &uses("MikroOrmModule.forFeature([Row, Store])", given)).is_empty());
    assert_eq!(found(rule, &uses("MikroOrmModule.forFeature([Row])", given)).len(), 1, "nobody else can provide it");
}

#[test]
fn modules_by_other_means_keep_rules_silent() {
    let rule = "architecture/unresolvable-dependency";
    let uses = |head: &str| {
        let rest = "@Injectable() class Reader { constructor(clock: Clock) {} }\n";
        found(rule, &app("A, ClockModule", &format!("{CLOCKS}{rest}{head}")))
    };
    assert!(
        uses(
            "@Feature({ imports: [ClockModule] }) class F {}\n@Module({ imports: [F], providers: [Reader] }) class A {}"
        )
        .is_empty()
    );
    assert!(
        uses("@Module({ imports: [ClockModule] }) class F {}\n@Module({ providers: [Reader] }) class A extends F {}")
            .is_empty()
    );
    assert!(uses("@Module({ imports: [ClockModule], providers: [Reader] }) class A {}").is_empty());
    assert_eq!(uses("@Module({ providers: [Reader] }) class A {}").len(), 1);
    assert_eq!(uses("@Injectable() class G { constructor(c: Clock) {} }\n@Controller() @UseGuards(G) class C {}\n@Module({ controllers: [C] }) class A {}").len(), 1, "a guard is created where it is used");
}

#[test]
fn an_undeclared_class_is_named_only_when_all_was_seen() {
    let rule = "architecture/undeclared-provider";
    let uses = |imports: &str, rest: &str| {
        let text = app(imports, &format!("@Module({{ providers: [Clock] }}) class A {{}}\n{rest}"));
        found(rule, &(text + "\n//- src/lost.ts\n@Controller('lost') export class LostController {}\n"))
    };
    assert_eq!(uses("A", "").len(), 1);
    assert!(uses("A, Gone", "").is_empty());
    assert!(uses("A", "@Module({ controllers: all() }) class B {}").is_empty());
    assert!(uses("A", "register(LostController);").is_empty());
    assert!(uses("A", "class Found extends LostController {}").is_empty());
}
