//! What is printed: for people, for GitHub, GitLab and code scanning.

use std::path::Path;

use serde_json::Value;

use crate::support::{FAULT, golden, nestor, out, project, write};

/// Tabs, wide characters, a step in the file, one in another, a fix, a file that is half read.
fn small() -> tempfile::TempDir {
    let controller = "import { Controller, Get, Query } from '@nestjs/common';

@Controller('cafés')
export class CafesController {
  constructor(private readonly prisma: PrismaService) {}

\t@Get('search')
\tsearch(@Query('q') q: string) {
\t\treturn this.prisma.$queryRawUnsafe(/* 検索 😀 */ `SELECT * FROM cafes WHERE name = '${q}'`);
\t}

  @Get(':id')
  find(@Param('id') id: string) {
    return id;
  }

  @Get('latest')
  latest() {
    return 1;
  }
}
";
    project(&[
        ("src/cafés/cafes.controller.ts", controller.as_bytes()),
        (
            "src/a b.spec.ts",
            b"it.only('adds', () => {\n  expect(1).toBe(1);\n});\nit('takes', () => {\n  expect(2).toBe(2);\n});\n",
        ),
        ("src/half.ts", b"export class Half {\n  one( {\n}\n"),
        ("src/page.tsx", b"export const page = <b/>;\n"),
    ])
}

/// The rules that `small` is made for: others that come must not change what is expected.
const ONLY: [&str; 7] =
    ["review", "--only", "injection/raw-sql", "--only", "api/route-shadowed", "--only", "testing/focused-test"];

fn review(folder: &Path, arguments: &[&str]) -> String {
    out(&nestor(folder, &[&ONLY[..], arguments].concat()))
}

fn printed(folder: &Path, format: &str) -> String {
    out(&nestor(folder, &["review", "--format", format]))
}

#[test]
fn text_shows_the_code_with_what_was_found_underlined() {
    let folder = small();
    let text = review(folder.path(), &["--format", "text"]);
    golden("review.txt", &text);
    assert_eq!(review(folder.path(), &[]), text, "it is the default, also in a pipe");
    let inside = review(&folder.path().join("src"), &["../src/cafés"]);
    assert!(inside.contains("--> cafés/cafes.controller.ts:9:"), "paths lead from where one stands: {inside}");
    let quiet = review(folder.path(), &["--quiet"]);
    assert!(text.starts_with(quiet.trim_end()) && !quiet.contains("3 files"), "{quiet}");
}

#[test]
fn nothing_found_is_said_and_so_is_what_was_not_seen() {
    let folder = project(&[("a.ts", b"export const a = 1;\n")]);
    let text = printed(folder.path(), "text");
    assert!(text.starts_with("Nothing found in 1 file, 1 line.\n"), "{text}");
    let needs =
        "*.spec.ts, app.module.ts, lcov.info, main.ts, migration.sql, package.json, schema.prisma, tsconfig.json";
    assert!(text.contains(&format!("could not judge: {needs} not seen.")), "{text}");
    assert_eq!(out(&nestor(folder.path(), &["review", "--quiet"])), "");
}

#[test]
fn what_would_act_on_a_terminal_shows_instead() {
    let code = [b"// \x1b[31m\n", &b"class A { async b(q) { await this.prisma.$queryRawUnsafe(`\x1b[2J${q}`); } }"[..]]
        .concat();
    let folder = project(&[("a.ts", &code)]);
    let text = printed(folder.path(), "text");
    assert!(text.contains("injection/raw-sql") && !text.contains('\x1b'), "{text:?}");
}

#[test]
fn json_and_markdown_are_the_engine_s_own() {
    let folder = project(&[("a.ts", FAULT)]);
    assert!(printed(folder.path(), "markdown").starts_with("## Backend Code Review\n"));
    let source = analyzer::Source::new("a.ts", std::str::from_utf8(FAULT).expect("UTF-8"));
    let review = analyzer::review(&[source], &analyzer::Standard::default());
    assert_eq!(printed(folder.path(), "json"), analyzer::report::json(&review) + "\n");
}

#[test]
fn github_gets_annotations_and_the_rest_as_a_group() {
    let folder = small();
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    golden("github.txt", &review(&folder.path().join("src"), &["--format", "github"]));
    let many = project(&[]);
    (0..14).for_each(|it| write(many.path(), &format!("src/::error::{it},%.ts"), FAULT));
    let text = review(many.path(), &["--format", "github"]);
    assert_eq!(text.lines().filter(|it| it.starts_with("::error file=src/%3A%3Aerror%3A%3A")).count(), 10, "{text}");
    assert!(text.contains("%2C%25.ts,line=1,"), "{text}");
    assert!(
        text.contains("\n::group::4 findings more than GitHub shows beside the code\ncritical src/::error::"),
        "{text}"
    );
    assert!(text.ends_with("\n::endgroup::\n"), "{text}");
}

#[test]
fn gitlab_gets_a_code_quality_report() {
    let folder = small();
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    let report = review(&folder.path().join("src"), &["--format", "gitlab"]);
    golden("gitlab.json", &report);
    let entries: Vec<Value> = serde_json::from_str(&report).expect("a list");
    for entry in &entries {
        let severity = entry["severity"].as_str().unwrap_or_default();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{entry}");
        assert!(entry["location"]["path"].as_str().is_some_and(|it| it.starts_with("src/")), "{entry}");
    }
    let mut prints: Vec<&Value> = entries.iter().map(|it| &it["fingerprint"]).collect();
    prints.dedup();
    assert_eq!(prints.len(), entries.len());
    assert_eq!(printed(project(&[("a.ts", b"")]).path(), "gitlab"), "[]\n");
}

/// The schema of the standard's technical committee, as the crate `serde-sarif` (MIT) brings it.
const SARIF: &str = include_str!("sarif-schema-2.1.0.json");

#[test]
fn sarif_is_what_its_schema_asks_for() {
    // As they stand there, the patterns of languages have a bracket too many to be patterns.
    let schema = SARIF.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let judge = jsonschema::validator_for(&schema).expect("a schema");
    let log = sarif(small().path());
    let faults: Vec<String> = judge.iter_errors(&log).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["message"] = Value::Null;
    assert!(!judge.is_valid(&broken), "the schema judges");
    let faulty = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/projects/faults");
    let faults: Vec<String> = judge.iter_errors(&sarif(Path::new(faulty))).map(|it| it.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

fn sarif(folder: &Path) -> Value {
    serde_json::from_str(&printed(folder, "sarif")).expect("JSON")
}

#[test]
fn sarif_tells_rules_places_steps_and_fixes() {
    let folder = small();
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    let run = sarif(&folder.path().join("src"))["runs"][0].clone();
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let of = |rule: &str| results.iter().find(|it| it["ruleId"] == rule).expect("found");
    for result in results {
        assert_eq!(rules[result["ruleIndex"].as_u64().expect("an index") as usize]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["nestor/v1"].is_string());
    }
    let sql = of("injection/raw-sql");
    let place = &sql["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "src/caf%C3%A9s/cafes.controller.ts");
    assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&9.into(), &87.into()));
    assert_eq!(sql["level"], "error");
    let rule = &rules[sql["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!(rule["properties"]["security-severity"], "9.5");
    assert!(rule["properties"]["tags"].as_array().expect("tags").contains(&"external/cwe/cwe-89".into()));
    assert!(rule["help"]["markdown"].as_str().is_some_and(|it| it.contains("## How to fix") && it.contains("```ts\n")));
    let flow = &of("api/route-shadowed")["codeFlows"][0]["threadFlows"][0]["locations"];
    let lines: Vec<&Value> = flow
        .as_array()
        .expect("places")
        .iter()
        .map(|it| &it["location"]["physicalLocation"]["region"]["startLine"])
        .collect();
    assert_eq!(lines, [12, 17]);
    let change = &of("testing/focused-test")["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "src/a%20b.spec.ts");
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "it");
    let said = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("notes");
    assert!(
        said.iter().any(|it| it["message"]["text"].as_str().is_some_and(|it| it.contains("could not be read whole"))),
        "{said:?}"
    );
}
