//! What a team can set, and what is said when it cannot be understood.

use analyzer::report::{Severity, State};
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
        (7, "`colour` is not a key of the standard; it has preset, rules, facts, notes, ignore."),
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
    assert_eq!(line("// nestor-ignore injection/raw-sql: a fixed list").findings.len(), 0);
    let other = line("// nestor-ignore injection/other: a fixed list");
    let rules: Vec<&str> = other.findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["suppression/unknown-rule", "injection/raw-sql"]);
    let whole = format!("// nestor-ignore-file injection/raw-sql: generated\n{CODE}\n{CODE}");
    assert_eq!(review(&[Source::new("a.ts", whole)], &Standard::default()).findings.len(), 0);
}
