//! The configuration: which keys are read, and whether anything checks the environment.

use super::Project;
use crate::syntax::{Field, Kind, Syntax};

impl<'t> Project<'t> {
    /// The keys that the application of a file asks a `ConfigService` for, sorted, each once.
    pub fn config_keys(&self, file: u32) -> Vec<&'t str> {
        let calls = ["get", "getOrThrow"].iter().flat_map(|it| self.calls_of(it));
        let config = calls.filter(|it| {
            let held = it.receiver.and_then(|it| self.held(it));
            held.is_some_and(|it| it.type_name() == "ConfigService")
                && !self.is_test(it.syntax)
                && self.same_app(it.syntax.file, file)
        });
        let mut keys: Vec<&str> = config.filter_map(|it| self.text(*it.args.first()?)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Whether a class of its own hands out what a `ConfigService` reads, and throws where a key has no value.
    fn refuses_missing_keys(&self) -> bool {
        self.calls_of("get").any(|it| {
            let is_any_key = it.args.first().is_some_and(|it| it.kind() == Kind::Identifier);
            let throws = || it.syntax.function().is_some_and(|it| it.find(Kind::Throw).next().is_some());
            let held = || it.receiver.and_then(|it| self.held(it));
            is_any_key && throws() && held().is_some_and(|it| it.type_name() == "ConfigService")
        })
    }

    /// Whether something checks what the environment holds: a function that is given all of it, or a schema that is
    /// given what a `ConfigService` reads.
    pub fn checks_environment(&self) -> bool {
        let names =
            ["parse", "safeParse", "validate", "validateSync", "validateEnv", "plainToInstance", "plainToClass"];
        let mut calls = names.iter().flat_map(|it| self.calls_of(it));
        let is_whole = |it: &Syntax| matches!(it.text(), "process.env" | "Bun.env");
        self.calls_of("cleanEnv").next().is_some()
            || self.refuses_missing_keys()
            || calls.any(|it| {
                let around = it.syntax.function().filter(|_| it.receiver.is_none_or(|it| it.text() != "JSON"));
                let parameters = around.and_then(|it| it.field(Field::Parameters));
                it.args.iter().any(is_whole) || parameters.is_some_and(|it| it.text().contains("ConfigService"))
            })
    }
}
