//! The team's standard: a preset and what differs from it, read from `nestor.json`.

#[cfg(feature = "whole")]
mod custom;
mod read;

#[cfg(feature = "whole")]
pub use custom::Custom;

use std::collections::BTreeMap;

use crate::report::Severity;
use crate::rule::Rule;
use crate::rules::Category;
use crate::syntax::Span;

/// Which rules run, how much they weigh, and the facts that a team sets.
#[derive(Clone, Debug, Default)]
pub struct Standard {
    /// The base.
    pub preset: Preset,
    /// What differs from it, by `category/name` or `category/*`.
    pub rules: BTreeMap<String, Level>,
    /// What a team sets.
    pub facts: Facts,
    /// Markdown shown with a rule, by its id.
    pub notes: BTreeMap<String, String>,
    /// Paths that are not reviewed: `**/*.generated.ts`.
    pub ignore: Vec<String>,
    /// The team's own rules, in the order of the file.
    #[cfg(feature = "whole")]
    pub custom: Vec<Custom>,
    /// What could not be understood, with its place in the file.
    pub problems: Vec<(Span, String)>,
    /// The file itself, as read; empty for the default.
    pub text: String,
    /// Where the review starts, seen from the folder of the file, which `ignore` is written in: `apps/api/`, or empty.
    pub below: String,
}

/// The rules that run unless said otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// The brief, entire.
    #[default]
    BackendExpert,
    /// Without what is one house's own taste: versions, folder layout, documents.
    Recommended,
    /// What an attacker would use.
    Security,
    /// Nothing.
    Off,
}

impl Preset {
    /// Their names in `nestor.json`.
    pub const NAMES: [(&str, Preset); 4] = [
        ("backend-expert", Preset::BackendExpert),
        ("recommended", Preset::Recommended),
        ("security", Preset::Security),
        ("off", Preset::Off),
    ];

    /// The preset of this name.
    pub fn named(name: &str) -> Option<Preset> {
        Preset::NAMES.iter().find(|(it, _)| *it == name).map(|(_, it)| *it)
    }

    fn runs(self, category: &Category) -> bool {
        match self {
            Preset::BackendExpert => true,
            Preset::Recommended => !category.is_taste,
            Preset::Security => category.is_security,
            Preset::Off => false,
        }
    }
}

/// What a standard says of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It does not run.
    Off,
    /// It runs with its own severity.
    On,
    /// It runs with this severity.
    Severity(Severity),
}

impl Level {
    /// Their names in `nestor.json`.
    pub const NAMES: [(&str, Level); 7] = [
        ("off", Level::Off),
        ("on", Level::On),
        ("info", Level::Severity(Severity::Info)),
        ("low", Level::Severity(Severity::Low)),
        ("medium", Level::Severity(Severity::Medium)),
        ("high", Level::Severity(Severity::High)),
        ("critical", Level::Severity(Severity::Critical)),
    ];
}

/// What a team would change, shared by rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The longest an access token may live, in hours.
    pub access_token_hours: u32,
    /// The line coverage that is asked for, in percent.
    pub coverage: u32,
    /// Words that name what must not be logged, in lower case.
    pub sensitive_names: Vec<String>,
    /// Decorators that open a route to everybody.
    pub public_decorators: Vec<String>,
    /// Guards and decorators that authenticate, beside those that are recognised by what they do.
    pub auth_guards: Vec<String>,
    /// Folders of libraries that there have to be, from the folder of the file: `libs/backend/auth`. None by default.
    pub libraries: Vec<String>,
    /// The field that tells tenants apart.
    pub tenant_field: String,
}

impl Default for Facts {
    fn default() -> Facts {
        let sensitive = [
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "authorization",
            "cookie",
            "credential",
            "creditcard",
            "cardnumber",
            "cvv",
            "cvc",
            "ssn",
            "pin",
            "otp",
            "privatekey",
            "sessionid",
            "jwt",
        ];
        let public =
            ["Public", "IsPublic", "SkipAuth", "NoAuth", "AllowAnonymous", "AllowUnauthenticated", "Unauthenticated"];
        Facts {
            access_token_hours: 24,
            coverage: 80,
            sensitive_names: sensitive.map(str::to_owned).into(),
            public_decorators: public.map(str::to_owned).into(),
            auth_guards: Vec::new(),
            libraries: Vec::new(),
            tenant_field: "tenantId".into(),
        }
    }
}

impl Standard {
    /// Reads a `nestor.json`. What cannot be understood becomes a problem; the rest holds.
    pub fn read(text: &str) -> Standard {
        read::standard(text)
    }

    /// The ids of the team's own rules; the first engine does not run them.
    pub fn own_ids(&self) -> impl Iterator<Item = &str> {
        #[cfg(feature = "whole")]
        return self.custom.iter().map(|it| it.page.id.as_str());
        #[cfg(not(feature = "whole"))]
        return std::iter::empty();
    }

    /// Whether a path is not reviewed.
    pub fn ignores(&self, path: &str) -> bool {
        let path = self.below.clone() + path;
        self.ignore.iter().any(|it| fast_glob::glob_match(it, &path))
    }

    /// The level of a rule.
    pub fn level(&self, category: &Category, rule: &Rule) -> Level {
        let set = self.rules.get(rule.id).or_else(|| self.rules.get(&format!("{}/*", category.name)));
        set.copied().unwrap_or(if category.is_own() || self.preset.runs(category) { Level::On } else { Level::Off })
    }

    /// The severity of a finding, or `None` if its rule is off.
    pub fn severity(&self, category: &Category, rule: &Rule, own: Option<Severity>) -> Option<Severity> {
        match self.level(category, rule) {
            Level::Off => None,
            Level::On => Some(own.unwrap_or(rule.severity)),
            Level::Severity(severity) => Some(severity),
        }
    }
}
