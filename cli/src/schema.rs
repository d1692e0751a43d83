//! `nestor schema`: what a `nestor.json` may hold, for editors.

use analyzer::rules;
use analyzer::standard::{Facts, Level, Preset};
use serde_json::{Map, Value, json};

/// A JSON Schema of draft 7, which editors know best.
pub fn text() -> String {
    serde_json::to_string_pretty(&schema()).unwrap_or_default()
}

fn schema() -> Value {
    let presets: Vec<&str> = Preset::NAMES.iter().map(|(it, _)| *it).collect();
    let ids: Vec<&str> = rules::all().map(|it| it.id).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "nestor.json",
        "description": "A team's standard: a preset, and what differs from it.",
        "type": "object",
        "additionalProperties": false,
        "definitions": { "shape": shape() },
        "properties": {
            "$schema": { "type": "string" },
            "preset": {
                "description": "The rules that run unless said otherwise.",
                "enum": presets,
                "default": "backend-expert",
            },
            "rules": {
                "description": "What differs from the preset, by rule or by category.",
                "type": "object",
                "properties": levels(),
                "patternProperties": { OWN: { "enum": level_names() } },
                "additionalProperties": false,
            },
            "facts": closed("What rules take for granted.", facts()),
            "notes": {
                "description": "Markdown that is shown with a rule.",
                "type": "object",
                "propertyNames": { "anyOf": [{ "enum": ids }, { "pattern": OWN }] },
                "additionalProperties": { "type": "string" },
            },
            "custom": {
                "description": "Rules of the team's own.",
                "type": "array",
                "items": custom(),
            },
            "ignore": {
                "description": "Paths that are not reviewed, from the folder of this file.",
                "type": "array",
                "items": { "type": "string", "examples": ["**/*.generated.ts"] },
            },
        },
    })
}

/// What names a rule of the team's own, or all of them.
const OWN: &str = r"^team/([a-z0-9-]+|\*)$";

fn level_names() -> Vec<&'static str> {
    Level::NAMES.iter().map(|(it, _)| *it).collect()
}

fn custom() -> Value {
    let text = |about: &str| json!({ "description": about, "type": "string" });
    let texts = |about: &str| json!({ "description": about, "type": "array", "items": { "type": "string" } });
    let severities: Vec<&str> =
        Level::NAMES.iter().filter(|(_, it)| matches!(it, Level::Severity(_))).map(|(it, _)| *it).collect();
    let shape = |about: &str| json!({ "description": about, "$ref": "#/definitions/shape" });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "title", "pattern"],
        "properties": {
            "id": { "type": "string", "pattern": "^team/[a-z0-9-]+$", "examples": ["team/no-lodash"] },
            "title": text("The problem in a sentence."),
            "severity": { "enum": severities, "default": "medium" },
            "message": text("What is said at a place; $NAME becomes what the name of the pattern stands for."),
            "words": text("Markdown: why it matters, and under `## How to fix` what to do."),
            "pattern": shape("The code that is found: $A is one node, $$$ARGS any number."),
            "inside": shape("Something around it has this shape."),
            "has": shape("Something within it has this shape."),
            "not": shape("It does not have this shape."),
            "files": texts("The paths it looks at, as globs from the folder of this file."),
            "examples": closed("The first are found, the others are not; both are tried when this file is read.", json!({
                "bad": texts("Code that is found."),
                "good": texts("Code that looks alike and is not."),
            })),
        },
    })
}

/// A pattern, what has to hold of a place, or a list of which one has to.
fn shape() -> Value {
    let own = json!({ "$ref": "#/definitions/shape" });
    json!({ "anyOf": [
        { "type": "string", "minLength": 1 },
        { "type": "array", "items": own },
        {
            "type": "object",
            "additionalProperties": false,
            "properties": { "pattern": own, "inside": own, "has": own, "not": own },
        },
    ] })
}

/// An object with these properties and no others.
fn closed(about: &str, properties: Value) -> Value {
    json!({ "description": about, "type": "object", "additionalProperties": false, "properties": properties })
}

fn levels() -> Map<String, Value> {
    let names = level_names();
    let mut properties = Map::new();
    for category in rules::CATEGORIES {
        let about = format!("All rules of {}.", category.name);
        properties.insert(format!("{}/*", category.name), json!({ "description": about, "enum": names }));
        for rule in category.rules {
            properties.insert(rule.id.to_owned(), json!({ "description": rule.title, "enum": names }));
        }
    }
    properties
}

fn facts() -> Value {
    let facts = Facts::default();
    let texts = |about: &str, default: &[String]| json!({ "description": about, "type": "array", "items": { "type": "string" }, "default": default });
    json!({
        "accessTokenHours": {
            "description": "The longest an access token may live, in hours.",
            "type": "integer", "minimum": 1, "maximum": 8760, "default": facts.access_token_hours,
        },
        "authGuards": texts("Guards and decorators that authenticate, beside those recognised by what they do.", &facts.auth_guards),
        "coverage": {
            "description": "The line coverage that is asked for, in percent.",
            "type": "integer", "minimum": 0, "maximum": 100, "default": facts.coverage,
        },
        "libraries": texts("Folders of libraries that there have to be: `libs/backend/auth`.", &facts.libraries),
        "publicDecorators": texts("Decorators that open a route to everybody.", &facts.public_decorators),
        "sensitiveNames": texts("Words that name what must not be logged.", &facts.sensitive_names),
        "tenantField": {
            "description": "The field that tells tenants apart.",
            "type": "string", "default": facts.tenant_field,
        },
    })
}
