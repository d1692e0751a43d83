//! Whatever is handed over gives a review: nothing panics, nothing is lost, the same input gives the same bytes.

use analyzer::report::{Review, json, markdown};
use analyzer::{LONGEST, Reviewer, Source, Standard, review};

const FAULT: &str = "await this.prisma.$queryRawUnsafe(`SELECT 1 FROM t WHERE a = '${q}'`);";

fn of(path: &str, text: impl Into<String>) -> Review {
    let text: String = text.into();
    let review = review(&[Source::new(path, text)], &Standard::default());
    assert!(!json(&review).is_empty() && markdown(&review).starts_with("## Backend Code Review"));
    review
}

fn notes(review: &Review) -> Vec<&str> {
    review.notes.iter().map(|it| it.message.as_str()).collect()
}

#[test]
fn nothing_is_a_review_too() {
    let nothing = review(&[], &Standard::default());
    assert_eq!((nothing.summary.files, nothing.findings.len()), (0, 0));
    assert_eq!(of("a.ts", "").summary.lines, 0);
    assert_eq!(of("a.ts", " \n\t\n").findings.len(), 0);
}

#[test]
fn what_cannot_be_read_is_said() {
    assert_eq!(notes(&of("a.ts", "\0\u{1}\u{2}")), ["This is a binary file; it was left out."]);
    let large = "const a = 1;\n".repeat(LONGEST / 8);
    assert!(notes(&of("a.ts", large))[0].contains("files up to 1024 KB are read"));
    assert!(notes(&of("a.tsx", "const a = <b/>;"))[0].contains("JSX"));
    let python = of("a.ts", "import os\n\nclass A:\n    def b(self):\n        return 1\n");
    assert_eq!(notes(&python), ["This looks like Python. The rules here are for NestJS and Prisma."]);
    let half = of("a.ts", "@Injectable()\nexport class A {\n  b() {\n    return [1, 2\n");
    assert!(notes(&half)[0].starts_with("Lines 1 to 4 could not be read whole"), "{:?}", half.notes);
}

#[test]
fn javascript_is_read() {
    let review = of("a.js", format!("class A {{ async b(q) {{ {FAULT} }} }}"));
    assert_eq!(review.findings.len(), 1, "{:?}", review.findings);
}

#[test]
fn five_megabytes_and_deep_nesting_end() {
    assert_eq!(of("a.ts", "x ".repeat(2_500_000)).findings.len(), 0);
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("a?b:(", ")"), ("`${", "}`")] {
        of("a.ts", format!("const a = {}1{};", open.repeat(10_000), close.repeat(10_000)));
        of("a.ts", open.repeat(10_000));
    }
    of("a.ts", format!("const a = {}1;", "1 + ".repeat(10_000)));
    of("schema.prisma", format!("model A {{ {} }}", "a[".repeat(5_000)));
}

#[test]
fn columns_count_utf16_units_whatever_the_line_ends() {
    let text = format!("\u{feff}class A {{\r\n  async b(q) {{\r\n    /* 😀 */ {FAULT}\r\n  }}\r\n}}\r\n");
    let found = of("a.ts", text.as_str()).findings;
    let start = found[0].range.start;
    let before = format!("    /* 😀 */ {}", FAULT.split("q}").next().expect("the text before the value"));
    assert_eq!((start.line, start.column), (3, before.encode_utf16().count() as u32 + 1));
    let units: Vec<u16> = text.encode_utf16().collect();
    let range = start.offset as usize..found[0].range.end.offset as usize;
    assert_eq!(String::from_utf16_lossy(&units[range]), "q");
}

#[test]
fn a_fault_in_a_broken_file_is_still_found() {
    let text = format!("class A {{\n  async b(q) {{ {FAULT} }}\n  c( {{ ;;;\n}}\nclass D {{}}");
    let review = of("a.ts", text);
    assert_eq!(review.findings.len(), 1);
    assert!(!review.notes.is_empty());
}

#[test]
fn paths_are_cleaned_and_twins_are_said() {
    let twice = [Source::new("../../x.ts", "const a = 1;"), Source::new("./x.ts", "const b = 1;")];
    let review = review(&twice, &Standard::default());
    assert_eq!(review.summary.files, 1);
    assert_eq!(notes(&review), ["Two files have this path; the first was reviewed."]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let fault = format!("class A {{ async b(q) {{ {FAULT} {FAULT} }} }}");
    let sources = [Source::new("b.ts", fault.as_str()), Source::new("a.ts", fault.as_str()), Source::new("c.ts", "")];
    let mut turned = sources.clone();
    turned.reverse();
    let standard = Standard::default();
    let first = json(&review(&sources, &standard));
    assert_eq!(first, json(&review(&turned, &standard)));
    let mut reviewer = Reviewer::default();
    assert_eq!(first, json(&reviewer.review(&turned, &standard)));
    assert_eq!(first, json(&reviewer.review(&sources, &standard)));
    let mut prints: Vec<String> = review(&sources, &standard).findings.into_iter().map(|it| it.fingerprint).collect();
    prints.dedup();
    assert_eq!(prints.len(), 4);
}

#[test]
fn every_prefix_of_a_real_file_is_reviewed() {
    let text = include_str!("../analyzer/src/rules/performance/query_in_loop.md");
    let code: String = text.split("```ts").skip(1).filter_map(|it| it.split("```").next()).collect();
    for end in (0..code.len()).step_by(97).filter(|it| code.is_char_boundary(*it)) {
        of("a.ts", &code[..end]);
    }
}

/// Findings and notes, by path, rule and message.
fn said(files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    let review = review(&sources, &Standard::default());
    let findings = review.findings.iter().map(|it| format!("{}: {}: {}", it.path, it.rule, it.message));
    findings.chain(review.notes.iter().map(|it| format!("{}: {}", it.path, it.message))).collect()
}

const MANIFEST: &str = r#"{ "dependencies": { "@nestjs/core": "^11.0.0", "@nestjs/common": "^10.0.0", "prisma": "6.1.0", "@prisma/client": "6.2.0" } }"#;

#[test]
fn broken_json_is_a_note_and_no_finding() {
    assert_eq!(said(&[("package.json", MANIFEST)]).len(), 3, "{:?}", said(&[("package.json", MANIFEST)]));
    let half = MANIFEST.trim_end_matches(['}', ' ']);
    for name in
        ["package.json", "tsconfig.json", "apps/api/project.json", "nest-cli.json", "coverage/coverage-summary.json"]
    {
        let said = said(&[(name, half)]);
        assert!(said.len() == 1 && said[0].contains("This is not JSON"), "{said:?}");
    }
    let deep = "[".repeat(50_000);
    assert_eq!(said(&[("package.json", &deep)]).len(), 1);
    let large = format!("{{ \"a\": \"{}\" }}", "x".repeat(4 * LONGEST));
    assert!(said(&[("package.json", &large)])[0].contains("too large"));
}

#[test]
fn what_is_installed_changes_nothing() {
    let main = "import { NestFactory } from '@nestjs/core';\nasync function start() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\n";
    let own = [
        ("package.json", MANIFEST),
        ("tsconfig.json", "{ \"compilerOptions\": { \"strict\": false } }"),
        ("src/main.ts", main),
        ("package-lock.json", "{ \"packages\": {} }"),
        ("Dockerfile", "FROM node:22\nRUN npm install\nCMD [\"node\", \"main.js\"]\n"),
    ];
    let mut all = own.to_vec();
    all.extend([
        (
            "node_modules/@nestjs/core/package.json",
            r#"{ "name": "@nestjs/core", "dependencies": { "helmet": "1.0.0" } }"#,
        ),
        ("node_modules/@nestjs/core/tsconfig.json", "{ broken"),
        ("node_modules/a/src/main.ts", FAULT),
        ("apps/api/node_modules/b/Dockerfile", "FROM node:22\nCMD [\"node\", \"b.js\"]\n"),
        ("apps/api/node_modules/b/yarn.lock", "# yarn lockfile v1\n"),
        ("node_modules/b/.env", "DATABASE_URL=postgres://a:wintergarden@db.harbour.io/b\n"),
    ]);
    let bare = said(&own);
    assert!(bare.len() > 4, "{bare:?}");
    assert_eq!(said(&all), bare);
}

#[test]
fn answers_are_the_same_from_a_folder_above() {
    let files = [
        ("package.json", MANIFEST),
        ("package-lock.json", "{ \"packages\": {} }"),
        ("yarn.lock", "# yarn lockfile v1\n"),
        ("src/app.module.ts", "@Module({})\nexport class AppModule {}\n"),
        ("prisma/.env", "DATABASE_URL=postgres://a:wintergarden@db.harbour.io/b\n"),
        (".gitignore", "/.env\n"),
        ("Dockerfile", "FROM node:22\nRUN npm install\nCMD [\"node\", \"main.js\"]\n"),
    ];
    let moved: Vec<(String, &str)> = files.iter().map(|(path, text)| (format!("work/harbour/{path}"), *text)).collect();
    let moved: Vec<(&str, &str)> = moved.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let plain = |it: Vec<String>| -> Vec<String> {
        it.iter().map(|it| it.replace("work/harbour/", "").replace("`work/harbour`", "`.`")).collect()
    };
    assert_eq!(plain(said(&moved)), plain(said(&files)));
    assert!(said(&files).len() > 5);
}

#[test]
fn coverage_names_the_methods_that_no_test_calls() {
    // As Jest writes it: methods have no names there, and paths are those of the machine that ran it.
    let report = "TN:\nSF:src/trips.service.ts\nFN:3,(anonymous_0)\nFN:7,(anonymous_1)\nFNDA:1,(anonymous_0)\nFNDA:0,(anonymous_1)\n\
                  DA:4,1\nDA:8,0\nend_of_record\n";
    let code = "@Injectable()\nexport class TripsService {\n  plan(from: string) {\n    return from;\n  }\n\n  async cancel(id: string) {\n    \
                return id;\n  }\n}\n";
    let sources =
        [Source::new("apps/api/coverage/lcov.info", report), Source::new("apps/api/src/trips.service.ts", code)];
    let review = review(&sources, &Standard::default());
    let found = review.findings.iter().find(|it| it.rule == "testing/low-coverage").expect("half of the lines");
    assert_eq!(
        found.message,
        "Tests run 1 of 2 lines, 50 %; the standard asks for 80 %. The most lines are missed in `trips.service.ts`."
    );
    let step = &found.steps[0];
    assert_eq!((step.path.as_str(), step.range.start.line), ("apps/api/src/trips.service.ts", 7));
    assert_eq!(step.message, "1 of 2 lines are not run; no test calls `cancel`");
    let without = analyzer::review(&sources[1..], &Standard::default());
    let state = without.assessments.iter().find(|it| it.rule == "testing/low-coverage").expect("the rule");
    assert_eq!(
        (state.state, state.needs.as_slice()),
        (analyzer::report::State::NotSeen, &["lcov.info".to_owned()][..])
    );
}

#[test]
fn while_someone_types_each_review_is_that_of_a_new_reviewer() {
    let other = Source::new("src/b.service.ts", "@Injectable()\nexport class B {\n  find() {}\n}\n");
    let start = format!(
        "import {{ A }} from './a';\n\n@Injectable()\nexport class C {{\n  async d(q) {{\n    {FAULT}\n  }}\n}}\n"
    );
    let typed = ["// why\n", "/* ", "*/", "\nimport x from 'y';\n", "`", "it.only('a', () => {});\n"];
    let mut reviewer = Reviewer::default();
    for path in ["src/c.service.ts", "src/c.service.spec.ts"] {
        for words in typed {
            let places = start.match_indices('\n').map(|(at, _)| at + 1);
            for (at, until) in places.flat_map(|at| (0..=words.len()).map(move |until| (at, until))) {
                let text = format!("{}{}{}", &start[..at], &words[..until], &start[at..]);
                let sources = [other.clone(), Source::new(path, text.as_str())];
                let new = review(&sources, &Standard::default());
                assert_eq!(json(&reviewer.review(&sources, &Standard::default())), json(&new), "{text}");
            }
        }
    }
}
