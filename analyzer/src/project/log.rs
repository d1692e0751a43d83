//! Calls of a logger or the console.

use super::call::Call;
use super::{Class, Project, Property};
use crate::syntax::{Field, Kind, Syntax, plain};

/// One line that is logged.
#[derive(Clone)]
pub struct Log<'t> {
    /// The call.
    pub call: Call<'t>,
    /// `console`, `this.logger`.
    pub receiver: Syntax<'t>,
    /// Whether it goes to the console instead of a logger.
    pub is_console: bool,
}

const LEVELS: [&str; 11] =
    ["log", "error", "warn", "debug", "verbose", "fatal", "info", "trace", "http", "silly", "notice"];

pub(super) fn all<'t>(calls: &[Call<'t>]) -> Vec<Log<'t>> {
    calls.iter().filter(|it| LEVELS.contains(&it.name)).filter_map(log).collect()
}

fn log<'t>(call: &Call<'t>) -> Option<Log<'t>> {
    let receiver = plain(call.receiver?);
    let is_console = receiver.kind() == Kind::Identifier && receiver.text() == "console";
    let name = receiver.field(Field::Property).unwrap_or(receiver);
    let lower = name.text().to_ascii_lowercase();
    let is_logger = lower.ends_with("logger") || lower == "log" || lower == "pino" || lower == "winston";
    (is_console || is_logger).then(|| Log { call: call.clone(), receiver, is_console })
}

impl<'t> Project<'t> {
    /// Whether a node is such a call.
    pub fn is_log(&self, node: Syntax<'t>) -> bool {
        // They are in reading order: by file, then outer before inner.
        let place = |it: Syntax| (it.file, it.span().start, std::cmp::Reverse(it.span().end));
        self.logs.binary_search_by_key(&place(node), |it| place(it.call.syntax)).is_ok()
    }

    /// Whether the method that a call goes to logs what it catches and throws it on.
    pub fn logs_its_errors(&self, call: &Call<'t>) -> bool {
        let Some(body) = self.target(call).and_then(|it| it.body) else { return false };
        let throws = |it: &Syntax<'t>| it.find(Kind::Throw).next().is_some();
        body.find(Kind::Catch).filter(throws).any(|it| it.find(Kind::Call).any(|it| self.is_log(it)))
    }
}

impl<'t> Class<'t> {
    /// The field that holds Nest's logger.
    pub fn logger(&self) -> Option<&'t str> {
        let created = |it: &&Property<'t>| {
            let is_new = it.value.and_then(Call::of).is_some_and(|it| it.is_new && it.name == "Logger");
            let typed = it.annotation.as_ref().is_some_and(|it| it.name == "Logger");
            (is_new || typed) && !it.modifiers.contains(&"static")
        };
        let field = self.properties.iter().find(created).map(|it| it.name.text());
        field.or_else(|| {
            let mut typed =
                self.injections.iter().filter(|it| it.annotation.as_ref().is_some_and(|it| it.name == "Logger"));
            typed.find(|it| it.is_property).map(|it| it.name.text())
        })
    }
}
