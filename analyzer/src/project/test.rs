//! Tests: `describe`, `it`, `test` and their variants.

use super::call::Call;
use super::{Project, binding};
use crate::syntax::{Kind, Syntax, chain, literal, root};

/// A test or a group of tests.
#[derive(Clone)]
pub struct Test<'t> {
    /// The call.
    pub call: Call<'t>,
    /// `describe` and its variants.
    pub is_group: bool,
    /// `it.only`, `fit`, `describe.only`.
    pub is_focused: bool,
    /// `it.skip`, `xit`, `xdescribe`.
    pub is_skipped: bool,
    /// `it.todo`.
    pub is_todo: bool,
    /// What it is called, if that is a literal.
    pub title: Option<&'t str>,
    /// What it runs.
    pub body: Option<Syntax<'t>>,
}

pub(super) fn all<'t>(calls: &[Call<'t>]) -> Vec<Test<'t>> {
    calls.iter().filter(|it| !it.is_new).filter_map(test).collect()
}

fn test<'t>(call: &Call<'t>) -> Option<Test<'t>> {
    // `it.each(table)('title', fn)`: the name is that of the inner call.
    let inner = Call::of(call.callee);
    let names = inner.map_or_else(|| call.chain(), |it| chain(it.callee));
    let (first, rest) = names.split_first()?;
    let is_group = matches!(*first, "describe" | "fdescribe" | "xdescribe" | "suite");
    (is_group || matches!(*first, "it" | "test" | "fit" | "xit" | "xtest")).then_some(())?;
    let body = call.args.iter().find(|it| it.is(&[Kind::Arrow, Kind::FunctionExpression])).copied();
    let is_todo = rest.contains(&"todo");
    (is_todo || body.is_some() || call.args.len() > 1).then_some(())?;
    Some(Test {
        is_group,
        is_focused: rest.contains(&"only") || first.starts_with('f'),
        is_skipped: rest.contains(&"skip") || first.starts_with('x'),
        is_todo,
        title: call.args.first().and_then(|it| literal(*it)),
        body,
        call: call.clone(),
    })
}

impl<'t> Project<'t> {
    /// The tests and groups of a file, in reading order.
    pub fn tests_in(&self, file: u32) -> &[Test<'t>] {
        let first = self.tests.partition_point(|it| it.call.syntax.file < file);
        let end = self.tests.partition_point(|it| it.call.syntax.file <= file);
        self.tests.get(first..end).unwrap_or_default()
    }

    /// Whether a node stands in a test or a group of tests.
    pub(super) fn is_within_test(&self, node: Syntax<'t>) -> bool {
        let tests = self.tests_in(node.file);
        let is_test = |call: Syntax| {
            let place = |it: &Test| it.call.syntax.span().start;
            let near = tests.iter().skip(tests.partition_point(|it| place(it) < call.span().start));
            near.take_while(|it| place(it) == call.span().start).any(|it| it.call.syntax == call)
        };
        !tests.is_empty()
            && std::iter::once(node).chain(node.ancestors()).any(|it| it.kind() == Kind::Call && is_test(it))
    }

    /// The test that a node stands in.
    #[cfg(feature = "whole")]
    pub fn test_around(&self, node: Syntax<'t>) -> Option<&Test<'t>> {
        self.tests_in(node.file).iter().rfind(|it| !it.is_group && it.call.syntax.contains(node))
    }

    /// Whether `it` is the test runner's, not a function of the project that has the same name.
    pub fn is_runner(&self, test: &Test<'t>) -> bool {
        let name = root(test.call.callee);
        let runners = ["@jest/globals", "vitest", "mocha", "node:test", "bun:test", "@playwright/test"];
        match self.import_of(name.file, name.text()) {
            Some((import, _)) => runners.contains(&import.module),
            None => binding(name).is_none(),
        }
    }
}
