//! The rules: a folder a category, two files a rule.

use crate::rule::Rule;

mod api;
mod architecture;
#[path = "async/mod.rs"]
mod asynchrony;
mod auth;
mod caching;
mod crypto;
mod database;
mod deployment;
mod docs;
mod errors;
mod http;
mod injection;
mod observability;
mod performance;
mod queues;
mod schema;
mod stack;
mod suppression;
mod testing;
mod validation;

/// A folder of rules.
pub struct Category<'r> {
    /// As the folder is named.
    pub name: &'r str,
    /// Where the report lists its findings, unless they say so themselves.
    pub section: Section,
    /// Whether the preset `security` runs it.
    pub is_security: bool,
    /// Whether it is one house's own taste, which the preset `recommended` leaves out.
    pub is_taste: bool,
    /// In alphabetical order.
    pub rules: &'static [&'static Rule<'static>],
}

impl Category<'_> {
    /// Whether it is a team's own: its rules stand in the standard.
    pub fn is_own(&self) -> bool {
        self.rules.is_empty()
    }
}

/// A heading of the report, for what is not critical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What fits nowhere else.
    CodeQuality,
    /// "Security Concerns".
    Security,
    /// "Performance Optimizations".
    Performance,
    /// "Test Coverage".
    Tests,
    /// "Documentation Updates".
    Documentation,
}

/// All of them, in alphabetical order.
pub static CATEGORIES: &[Category] = &[
    Category { name: "api", section: Section::CodeQuality, is_security: false, is_taste: false, rules: api::RULES },
    Category {
        name: "architecture",
        section: Section::CodeQuality,
        is_security: false,
        is_taste: false,
        rules: architecture::RULES,
    },
    Category {
        name: "async",
        section: Section::CodeQuality,
        is_security: false,
        is_taste: false,
        rules: asynchrony::RULES,
    },
    Category { name: "auth", section: Section::Security, is_security: true, is_taste: false, rules: auth::RULES },
    Category {
        name: "caching",
        section: Section::Performance,
        is_security: false,
        is_taste: false,
        rules: caching::RULES,
    },
    Category { name: "crypto", section: Section::Security, is_security: true, is_taste: false, rules: crypto::RULES },
    Category {
        name: "database",
        section: Section::Performance,
        is_security: false,
        is_taste: false,
        rules: database::RULES,
    },
    Category {
        name: "deployment",
        section: Section::Security,
        is_security: true,
        is_taste: false,
        rules: deployment::RULES,
    },
    Category { name: "docs", section: Section::Documentation, is_security: false, is_taste: true, rules: docs::RULES },
    Category {
        name: "errors",
        section: Section::CodeQuality,
        is_security: false,
        is_taste: false,
        rules: errors::RULES,
    },
    Category { name: "http", section: Section::Security, is_security: true, is_taste: false, rules: http::RULES },
    Category {
        name: "injection",
        section: Section::Security,
        is_security: true,
        is_taste: false,
        rules: injection::RULES,
    },
    Category {
        name: "observability",
        section: Section::CodeQuality,
        is_security: false,
        is_taste: false,
        rules: observability::RULES,
    },
    Category {
        name: "performance",
        section: Section::Performance,
        is_security: false,
        is_taste: false,
        rules: performance::RULES,
    },
    Category {
        name: "queues",
        section: Section::CodeQuality,
        is_security: false,
        is_taste: false,
        rules: queues::RULES,
    },
    Category {
        name: "schema",
        section: Section::CodeQuality,
        is_security: false,
        is_taste: true,
        rules: schema::RULES,
    },
    Category { name: "stack", section: Section::CodeQuality, is_security: false, is_taste: true, rules: stack::RULES },
    Category {
        name: "suppression",
        section: Section::CodeQuality,
        is_security: true,
        is_taste: false,
        rules: suppression::RULES,
    },
    Category { name: "testing", section: Section::Tests, is_security: false, is_taste: false, rules: testing::RULES },
    Category {
        name: "validation",
        section: Section::Security,
        is_security: true,
        is_taste: false,
        rules: validation::RULES,
    },
];

/// Every rule, category by category.
pub fn all() -> impl Iterator<Item = &'static Rule<'static>> {
    CATEGORIES.iter().flat_map(|it| it.rules.iter().copied())
}
