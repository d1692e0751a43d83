//! A small review for the tests of this folder.

use std::sync::Arc;

use analyzer::report::{
    Assessment, Certainty, Edit, Finding, Fix, Item, ItemState, Position, Range, Review, SCHEMA, Severity, State, Step,
    Summary, Tool,
};

/// A range on one line.
pub fn range(line: u32, column: u32, offset: u32, length: u32) -> Range {
    Range {
        start: Position { line, column, offset },
        end: Position { line, column: column + length, offset: offset + length },
    }
}

/// A finding without steps and fix.
pub fn finding(rule: &str, severity: Severity, path: &str, line: u32) -> Finding {
    Finding {
        rule: rule.to_owned(),
        title: format!("Title of {rule}"),
        category: rule.split('/').next().unwrap_or_default().to_owned(),
        severity,
        certainty: Certainty::Certain,
        standard: vec![],
        cwe: vec![],
        message: "`q` reaches the query.".to_owned(),
        path: path.to_owned(),
        range: range(line, 3, 0, 4),
        steps: vec![],
        fix: None,
        fingerprint: format!("{rule}:{line}"),
    }
}

/// Findings as the list holds them.
pub fn shared(findings: impl IntoIterator<Item = Finding>) -> Vec<Arc<Finding>> {
    findings.into_iter().map(Arc::new).collect()
}

/// A fix of one edit.
pub fn fix(path: &str, range: Range, text: &str) -> Fix {
    Fix {
        title: "Mend it".to_owned(),
        safe: true,
        reason: "Same result for the same input".to_owned(),
        edits: vec![Edit { path: path.to_owned(), range, text: text.to_owned() }],
    }
}

/// Three findings in two files.
pub fn review() -> Review {
    let mut raw = finding("injection/raw-sql", Severity::Critical, "users.controller.ts", 9);
    raw.fix = Some(fix("users.controller.ts", range(9, 3, 0, 4), "safe"));
    raw.steps = vec![Step {
        path: "users.service.ts".to_owned(),
        range: range(2, 1, 0, 1),
        message: "arrives here".to_owned(),
    }];
    let findings = vec![
        raw,
        finding("testing/focused-test", Severity::Medium, "users.controller.ts", 20),
        finding("auth/guard-missing", Severity::High, "users.service.ts", 4),
    ];
    let assessed = |rule: &str, state, count| Assessment { rule: rule.to_owned(), state, needs: vec![], count };
    Review {
        schema: SCHEMA,
        tool: Tool { name: "nestor".to_owned(), version: "0.1.0".to_owned(), standard: "sha256:0".to_owned() },
        summary: Summary { files: 2, lines: 84, critical: 1, high: 1, medium: 1, low: 0, info: 0 },
        findings,
        assessments: vec![
            assessed("auth/guard-missing", State::Found, 1),
            assessed("injection/raw-sql", State::Found, 1),
            Assessment { needs: vec!["main.ts".to_owned()], ..assessed("http/helmet-missing", State::NotSeen, 0) },
            assessed("testing/focused-test", State::Found, 1),
            assessed("team/off", State::Off, 0),
        ],
        checklist: vec![Item {
            group: "Testing".to_owned(),
            item: "Coverage at least 80 %".to_owned(),
            state: ItemState::Yours,
            evidence: "Static review does not measure coverage.".to_owned(),
            rules: vec![],
        }],
        coverage: Default::default(),
        custom: Vec::new(),
        notes: vec![],
    }
}
