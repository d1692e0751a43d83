//! `rules`, `explain`, `init`, `schema`, `completions`, help and version.

use std::fs;

use serde_json::Value;

use crate::support::{err, golden, nestor, out, project, read, write};

#[test]
fn rules_are_listed_for_people_and_for_programs() {
    let folder = project(&[]);
    let listed = out(&nestor(folder.path(), &["rules"]));
    assert!(listed.contains("\ninjection\n  injection/") && listed.contains("  injection/raw-sql "), "{listed}");
    let rules = nestor(folder.path(), &["rules", "--format", "json"]);
    let rules: Value = serde_json::from_slice(&rules.stdout).expect("JSON");
    let first = &rules[0];
    assert!(first["examples"][0]["files"].is_object() && first["words"].is_string(), "{first}");
    assert_eq!(listed.lines().filter(|it| it.starts_with("  ")).count(), rules.as_array().map_or(0, Vec::len));
}

#[test]
fn a_rule_is_explained() {
    let folder = project(&[]);
    let output = nestor(folder.path(), &["explain", "testing/focused-test"]);
    golden("explain.txt", &out(&output));
    assert!(out(&output).lines().all(|it| it.chars().count() <= 100));
    assert_eq!(out(&nestor(folder.path(), &["explain", "focused-test"])), out(&output), "the last part is enough");
}

#[test]
fn a_team_s_note_stands_with_the_rule() {
    let note = br#"{"notes": {"testing/focused-test": "Ask **Ada** first."}}"#;
    let folder = project(&[("nestor.json", note)]);
    let output = out(&nestor(folder.path(), &["explain", "focused-test"]));
    assert!(output.contains("Your team's note\n\nAsk Ada first.\n"), "{output}");
}

#[test]
fn a_category_and_a_line_of_the_standard_list_their_rules() {
    let folder = project(&[]);
    let category = out(&nestor(folder.path(), &["explain", "injection"]));
    assert!(category.starts_with("injection\n  injection/") && category.contains("  injection/raw-sql "), "{category}");
    let line = out(&nestor(folder.path(), &["explain", "s050"]));
    assert!(line.contains("injection/raw-sql  A value becomes part of the SQL text"), "{line}");
}

#[test]
fn a_misspelt_rule_is_answered_with_the_one_meant() {
    let folder = project(&[]);
    let said = |name: &str| {
        let output = nestor(folder.path(), &["explain", name]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""));
        err(&output)
    };
    assert_eq!(said("raw-slq"), "nestor: there is no rule raw-slq; did you mean injection/raw-sql?\n");
    assert_eq!(said("injectoin"), "nestor: there is no rule injectoin; did you mean injection?\n");
    assert_eq!(said("zzz"), "nestor: there is no rule zzz; `nestor rules` lists them all\n");
}

#[test]
fn init_writes_once() {
    let folder = project(&[("a.ts", b"export const a = 1;\n")]);
    let first = nestor(folder.path(), &["init"]);
    assert_eq!(first.status.code(), Some(0));
    let standard: Value = serde_json::from_str(&read(folder.path(), "nestor.json")).expect("JSON");
    assert_eq!(standard["preset"], "backend-expert");
    assert!(standard["$schema"].as_str().is_some_and(|it| it.ends_with("nestor.schema.json")));
    assert_eq!(err(&nestor(folder.path(), &["review"])), "", "nothing in it is unknown");
    write(folder.path(), "nestor.json", b"mine");
    let second = nestor(folder.path(), &["init"]);
    assert_eq!(second.status.code(), Some(2));
    assert_eq!(err(&second), "nestor: nestor.json is already there and was left as it is\n");
    assert_eq!(read(folder.path(), "nestor.json"), "mine");
    fs::remove_file(folder.path().join("nestor.json")).expect("removed");
    nestor(folder.path(), &["init", "--preset", "security"]);
    assert!(read(folder.path(), "nestor.json").contains("\"preset\": \"security\""));
}

#[test]
fn the_schema_and_the_reader_of_a_standard_agree() {
    let folder = project(&[("a.ts", b"export const a = 1;\n")]);
    let schema: Value = serde_json::from_slice(&nestor(folder.path(), &["schema"]).stdout).expect("JSON");
    let judge = jsonschema::validator_for(&schema).expect("a schema");
    let facts = schema["properties"]["facts"]["properties"].as_object().expect("facts");
    let values = facts.iter().map(|(name, it)| (name.clone(), it["default"].clone())).collect();
    let whole = serde_json::json!({
        "$schema": "x", "preset": "recommended", "facts": Value::Object(values), "ignore": ["**/*.spec.ts"],
        "rules": { "injection/raw-sql": "low", "testing/*": "off", "team/no-b": "low", "team/*": "high" },
        "notes": { "injection/raw-sql": "Ask first.", "team/no-b": "Ask twice." },
        "custom": [{
            "id": "team/no-b", "title": "`b` is not used", "severity": "info", "message": "`$A` is passed.", "words": "No.",
            "pattern": ["b($A)", { "pattern": "c($A)" }], "inside": "f($$$)", "has": "d", "not": { "inside": ["g($$$)"] },
            "files": ["**/*.ts"], "examples": { "bad": ["f(b(d))"], "good": ["b(d)", "g(f(b(d)))"] },
        }],
    });
    write(folder.path(), "nestor.json", whole.to_string().as_bytes());
    let output = nestor(folder.path(), &["review"]);
    assert!(judge.is_valid(&whole) && err(&output).is_empty(), "{whole}\n{}", err(&output));
    let wrong = [
        r#"{"presets": "off"}"#,
        r#"{"preset": "best"}"#,
        r#"{"rules": {"injection/raw-sql": "loud"}}"#,
        r#"{"rules": {"a/b": "off"}}"#,
        r#"{"facts": {"x": 1}}"#,
        r#"{"facts": {"coverage": 101}}"#,
        r#"{"facts": {"tenantField": 1}}"#,
        r#"{"notes": {"a/b": "x"}}"#,
        r#"{"ignore": "x"}"#,
        r#"{"custom": {}}"#,
        r#"{"custom": [{"id": "team/a", "title": "x"}]}"#,
        r#"{"custom": [{"id": "a", "title": "x", "pattern": "a"}]}"#,
        r#"{"custom": [{"id": "team/a", "title": "x", "pattern": 1}]}"#,
        r#"{"custom": [{"id": "team/a", "title": "x", "pattern": "a", "near": "b"}]}"#,
        r#"{"custom": [{"id": "team/a", "title": "x", "pattern": "a", "severity": "off"}]}"#,
    ];
    for standard in wrong {
        write(folder.path(), "nestor.json", standard.as_bytes());
        let said = err(&nestor(folder.path(), &["review"]));
        assert!(!judge.is_valid(&serde_json::from_str(standard).expect("JSON")), "the schema allows {standard}");
        assert!(said.starts_with("nestor: nestor.json:1:"), "{standard}: {said}");
        if let Some((_, names)) = said.split_once("is not a fact; there are ") {
            let names: Vec<&str> = names.trim_end().trim_end_matches('.').split(", ").collect();
            assert_eq!(names, facts.keys().collect::<Vec<_>>(), "the schema names every fact");
        }
    }
}

#[test]
fn help_version_and_completions_are_answers() {
    let folder = project(&[]);
    let version = nestor(folder.path(), &["--version"]);
    assert_eq!(out(&version), format!("nestor {}\n", env!("CARGO_PKG_VERSION")));
    for arguments in [&["--help"][..], &["review", "--help"]] {
        let help = nestor(folder.path(), arguments);
        assert_eq!(help.status.code(), Some(0));
        assert!(out(&help).contains("Examples:\n  nestor review"), "{}", out(&help));
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(out(&nestor(folder.path(), &["completions", shell])).contains("fix-unsafe"), "{shell}");
    }
}
