//! Where an application starts, and what is configured there.

use super::call::Call;
use crate::syntax::{Kind, Syntax};

/// A function that calls `NestFactory.create`.
#[derive(Clone)]
pub struct Bootstrap<'t> {
    /// `NestFactory.create(…)`.
    pub create: Call<'t>,
    /// The function around it, or the file.
    pub scope: Syntax<'t>,
    /// Every call in the file: `app.enableCors()`, `app.useGlobalPipes(…)`.
    pub calls: Vec<Call<'t>>,
}

impl<'t> Bootstrap<'t> {
    /// The calls of a method of the application.
    pub fn calls_of(&self, name: &str) -> impl Iterator<Item = &Call<'t>> {
        self.calls.iter().filter(move |it| it.name == name)
    }

    /// Whether the application only answers messages, not HTTP.
    pub fn is_microservice(&self) -> bool {
        matches!(self.create.name, "createMicroservice" | "createApplicationContext")
    }
}

pub(super) fn all<'t>(calls: &[Call<'t>]) -> Vec<Bootstrap<'t>> {
    let starts = calls.iter().filter(|it| {
        it.receiver.is_some_and(|it| it.text() == "NestFactory")
            && matches!(it.name, "create" | "createMicroservice" | "createApplicationContext")
    });
    let functions = [Kind::Function, Kind::Arrow, Kind::FunctionExpression, Kind::Method];
    let bootstrap = |create: &Call<'t>| Bootstrap {
        create: create.clone(),
        scope: create.syntax.ancestor(&functions).unwrap_or(create.syntax.root()),
        calls: calls.iter().filter(|it| it.syntax.file == create.syntax.file).cloned().collect(),
    };
    starts.map(bootstrap).collect()
}
