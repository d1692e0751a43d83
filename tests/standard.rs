//! What a team can set, and what is said when it cannot be understood.

use analyzer::report::{ItemState, Severity, State};
use analyzer::{Source, Standard, review};

const CODE: &str = "class A { async b(q) { await this.prisma.$queryRawUnsafe(`SELECT 1 FROM t WHERE a = '${q}'`); } }";

fn with(standard: &str) -> analyzer::report::Review {
    review(&[Source::new("src/a.ts", CODE)], &Standard::read(standard))
}

#[test]
fn a_rule_is_switched_off_or_weighs_less() {
    assert_eq!(with("{}").findings[0].severity, Severity::Critical);
    assert_eq!(with(r#"{"rules": {"injection/raw-sql": "low"}}"#).findings[0].severity, Severity::Low);
    assert_eq!(with(r#"{"rules": {"injection/*": "medium"}}"#).findings[0].severity, Severity::Medium);
    let off = with(r#"{"rules": {"injection/*": "high", "injection/raw-sql": "off"}}"#);
    assert!(off.findings.is_empty());
    let state = off.assessments.iter().find(|it| it.rule == "injection/raw-sql").map(|it| it.state);
    assert_eq!(state, Some(State::Off));
}

#[test]
fn presets_choose_categories() {
    assert_eq!(with(r#"{"preset": "off"}"#).findings.len(), 0);
    assert_eq!(with(r#"{"preset": "security"}"#).findings.len(), 1);
    let security = with(r#"{"preset": "security"}"#);
    let loops = security.assessments.iter().find(|it| it.rule == "performance/query-in-loop").map(|it| it.state);
    assert_eq!(loops, Some(State::Off));
    assert_eq!(with(r#"{"preset": "off", "rules": {"injection/raw-sql": "on"}}"#).findings.len(), 1);
}

#[test]
fn paths_can_be_left_out() {
    assert_eq!(with(r#"{"ignore": ["src/**"]}"#).summary.files, 0);
    assert_eq!(with(r#"{"ignore": ["**/*.spec.ts"]}"#).summary.files, 1);
}

#[test]
fn what_is_unknown_is_said_with_its_place() {
    let text = "{\n  \"preset\": \"strict\",\n  \"rules\": { \"injection/none\": \"off\", \"injection/raw-sql\": \"loud\" },\n  \
                \"facts\": { \"coverage\": 180, \"shoeSize\": 44 },\n  \"notes\": { \"a/b\": \"x\" },\n  \"ignore\": [1],\n  \
                \"colour\": 1\n}";
    let review = with(text);
    let notes: Vec<(u32, &str)> =
        review.notes.iter().map(|it| (it.range.map_or(0, |it| it.start.line), it.message.as_str())).collect();
    let expected = [
        (2, "There is no such preset; there are backend-expert, recommended, security, off."),
        (3, "There is no rule `injection/none`."),
        (3, "A rule is set to one of off, on, info, low, medium, high, critical."),
        (4, "`coverage` is a number from 0 to 100."),
        (5, "There is no rule `a/b`."),
        (6, "This is a list of texts."),
        (7, "`colour` is not a key of the standard; it has preset, rules, facts, notes, ignore, custom."),
    ];
    for line in expected {
        assert!(notes.contains(&line), "{line:?} in {notes:#?}");
    }
    assert!(review.notes.iter().all(|it| it.path == "nestor.json"));
}

#[test]
fn a_broken_standard_is_said_and_the_default_holds() {
    let review = with("{ \"preset\": ");
    assert_eq!(review.findings.len(), 1);
    assert!(review.notes[0].message.starts_with("This is not JSON"), "{:?}", review.notes);
}

#[test]
fn a_comment_keeps_a_finding_away() {
    let line = |comment: &str| {
        let code =
            format!("class A {{\n async b(q) {{\n {comment}\n await this.prisma.$queryRawUnsafe(`a ${{q}}`);\n}} }}");
        review(&[Source::new("a.ts", code)], &Standard::default())
    };
    let ignored = line("// nestor-ignore injection/raw-sql: a fixed list");
    assert_eq!(ignored.findings.len(), 0);
    // What passes only because of the comment says so.
    let items: Vec<_> =
        ignored.checklist.iter().filter(|it| it.rules.contains(&"injection/raw-sql".to_owned())).collect();
    assert!(!items.is_empty() && items.iter().all(|it| it.state == ItemState::Pass), "{items:?}");
    assert!(items.iter().all(|it| it.evidence.ends_with(". Ignored by a comment: 1.")), "{items:?}");
    let other = line("// nestor-ignore injection/other: a fixed list");
    let rules: Vec<&str> = other.findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["suppression/unknown-rule", "injection/raw-sql"]);
    let whole = format!("// nestor-ignore-file injection/raw-sql: generated\n{CODE}\n{CODE}");
    assert_eq!(review(&[Source::new("a.ts", whole)], &Standard::default()).findings.len(), 0);
}

const OWN: &str = r#"{
  "preset": "off",
  "custom": [
    {
      "id": "team/no-lodash",
      "title": "lodash is not used here",
      "severity": "high",
      "message": "`$WHAT` comes from lodash; `$$$REST` reads as well without it.",
      "words": "The platform has most of it.\n\n## How to fix\n\nUse the method of the array itself.\n\nMore.",
      "pattern": "_.$WHAT($$$REST)",
      "inside": "class $_ { $$$ }",
      "not": { "has": "legacy" },
      "files": ["src/**"],
      "examples": { "bad": ["class A { b() { return _.map(this.c, d); } }"], "good": ["_.map(c, d);"] }
    }
  ]
}"#;

fn own(code: &str, standard: &str) -> analyzer::report::Review {
    let source = |path: &str| Source::new(path, code);
    review(&[source("src/a.ts"), source("lib/b.ts")], &Standard::read(standard))
}

#[test]
fn a_team_writes_rules_of_its_own() {
    let code = "class A {\n  b() {\n    return _.map(this.c, (d) => d.e) + _.uniq(legacy);\n  }\n}\n_.map(f, g);\n";
    let review = own(code, OWN);
    assert_eq!(review.notes, [], "the file is understood");
    let [finding] = review.findings.as_slice() else { panic!("{:#?}", review.findings) };
    assert_eq!((finding.rule.as_str(), finding.severity), ("team/no-lodash", Severity::High));
    assert_eq!((finding.path.as_str(), finding.range.start.line), ("src/a.ts", 3));
    assert_eq!(finding.message, "`map` comes from lodash; `this.c, (d) => d.e` reads as well without it.");
    let markdown = analyzer::report::markdown(&review);
    assert!(markdown.contains("**lodash is not used here**"), "{markdown}");
    assert!(markdown.contains("Solution: Use the method of the array itself.\n"), "{markdown}");
    assert!(analyzer::report::sarif(&review, "").contains("\"id\": \"team/no-lodash\""));
    let again: analyzer::report::Review =
        serde_json::from_str(&analyzer::report::json(&review)).expect("what is written can be read");
    assert_eq!(again, review);
}

#[test]
fn a_rule_of_a_team_is_set_and_ignored_as_any_other() {
    let code = "class A {\n  b() {\n    return _.map(this.c, d);\n  }\n}\n";
    let low = OWN.replacen("\"preset\": \"off\"", r#""rules": {"team/*": "low"}, "preset": "off""#, 1);
    assert_eq!(own(code, &low).findings[0].severity, Severity::Low);
    let off = low.replacen("\"low\"", "\"off\"", 1);
    let review = own(code, &off);
    assert_eq!((review.findings.len(), review.notes.len()), (0, 0));
    let ignored = code.replace("    return", "    // nestor-ignore team/no-lodash: it goes next week\n    return");
    assert_eq!(own(&ignored, OWN).findings, []);
}

#[test]
fn what_a_rule_of_a_team_lacks_is_said_with_its_place() {
    let text = r#"{ "preset": "off", "custom": [
      { "id": "no-slash", "title": "x", "pattern": "a" },
      { "id": "auth/mine", "title": "x", "pattern": "a" },
      { "id": "team/a", "title": "x" },
      { "id": "team/b", "title": "x", "pattern": "a; b", "colour": 1 },
      { "id": "team/c", "title": "x", "pattern": "a()", "severity": "loud", "not": { "near": "b" } },
      { "id": "team/d", "title": "x", "pattern": "a($$$)", "examples": { "bad": ["b()"], "good": ["c();\na(1)"], "ugly": [] } },
      { "id": "team/d", "title": "x", "pattern": "a()" },
      { "id": "team/e", "pattern": "a()" },
      7
    ] }"#;
    let review = own("a(1);", text);
    let notes: Vec<(u32, &str)> =
        review.notes.iter().map(|it| (it.range.map_or(0, |it| it.start.line), it.message.as_str())).collect();
    let expected = [
        (2, "The id of a team's rule is `team/` and a name, such as `team/no-lodash`."),
        (3, "The id of a team's rule is `team/` and a name, such as `team/no-lodash`."),
        (4, "`team/a` does not run: it needs a `pattern`, and all of them have to be readable."),
        (5, "A pattern is one statement or one expression; these are several."),
        (6, "`near` is not known here; there are pattern, inside, has, not."),
        (6, "`team/c` does not run: it needs a `pattern`, and all of them have to be readable."),
        (7, "This example is bad, and the rule finds nothing in it."),
        (7, "This example is good, and the rule finds its line 2."),
        (7, "Examples are `bad` or `good`, not `ugly`."),
        (8, "There are two rules `team/d`; the first runs."),
        (9, "A rule of a team needs a `title`."),
        (10, "A rule of a team is an object: `{ \"id\": \"team/…\", \"pattern\": \"…\" }`."),
    ];
    for line in expected {
        assert!(notes.contains(&line), "{line:?} in {notes:#?}");
    }
    let found: Vec<&str> = review.findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(found, ["team/d", "team/d"], "what can be read runs");
}

#[test]
fn the_standards_in_the_readme_are_understood() {
    let readme = include_str!("../README.md");
    let texts: Vec<&str> = readme.split("```json\n").skip(1).filter_map(|it| it.split("```").next()).collect();
    assert_eq!(texts.len(), 2);
    for text in texts {
        assert_eq!(Standard::read(text).problems, [], "{text}");
    }
}
