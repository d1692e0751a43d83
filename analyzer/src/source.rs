//! What is handed to a review, and what of it can be read.

use std::sync::Arc;

use crate::project::File;
use crate::syntax::{Field, Kind, Tree, literal};

/// A file: its path and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Relative to where the review starts; `\` and `./` are understood.
    pub path: String,
    /// The file's text; line ends and a byte order mark may stay.
    pub text: Arc<str>,
}

impl Source {
    /// A source.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Source {
        Source { path: path.into(), text: text.into() }
    }
}

/// Whether a review can use a file of this path: code, schemas, migrations, and what tells of dependencies, builds,
/// deployment, coverage and the team's own words.
pub fn is_read(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, it)| it);
    let is_declaration = [".d.ts", ".d.mts", ".d.cts"].iter().any(|it| name.ends_with(it));
    let is_code =
        matches!(extension, "ts" | "mts" | "cts" | "js" | "mjs" | "cjs" | "prisma" | "sql") && !is_declaration;
    let is_config = extension == "json"
        && ([
            "tsconfig",
            "jsconfig",
            "jest",
            "nx",
            "project",
            "nest-cli",
            "package",
            "coverage-",
            ".swcrc",
            "npm-shrinkwrap",
        ])
        .iter()
        .any(|it| name.starts_with(it));
    let is_named = matches!(
        name,
        "bun.lock"
            | "bun.lockb"
            | "yarn.lock"
            | "pnpm-lock.yaml"
            | "pnpm-workspace.yaml"
            | ".swcrc"
            | "bunfig.toml"
            | ".bun-version"
            | ".nvmrc"
            | "lcov.info"
            | "CLAUDE.md"
            | "AGENTS.md"
            | "Dockerfile"
            | ".gitignore"
            | ".dockerignore"
            | "migration_lock.toml"
            | ".npmrc"
    );
    let is_docker = name.starts_with("Dockerfile.") || name.ends_with(".Dockerfile") || is_compose(name);
    is_code || is_config || is_named || is_docker || name == ".env" || name.starts_with(".env.")
}

pub(crate) fn is_compose(name: &str) -> bool {
    let yaml = name.ends_with(".yml") || name.ends_with(".yaml");
    yaml && (name.starts_with("docker-compose") || name.starts_with("compose"))
}

/// The longest text that is parsed, in bytes. Hand-written files are far below; above are bundles and dumps.
pub const LONGEST: usize = 1024 * 1024;

/// A path with `/`, without `.`, empty and leading `..` parts, and without control characters.
pub(crate) fn clean_path(path: &str) -> String {
    let is_plain = |it: u8| matches!(it, b' '..=b'~') && it != b'\\';
    let is_clean = |it: &str| !matches!(it, "" | "." | "..") && it.bytes().all(is_plain);
    if path.split('/').all(is_clean) {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let clean: String = parts.join("/").chars().filter(|it| !it.is_control()).collect();
    if clean.is_empty() { "untitled.ts".into() } else { clean }
}

/// Why a text is not parsed, as a sentence.
pub(crate) fn unreadable(path: &str, text: &str) -> Option<String> {
    let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
    if matches!(extension, "tsx" | "jsx") {
        return Some("This file holds JSX, which this reviewer does not read; it was left out.".into());
    }
    File::language(path)?;
    if text.len() > LONGEST {
        let size = text.len() / 1024;
        return Some(format!("This file has {size} KB; files up to {} KB are read. It was left out.", LONGEST / 1024));
    }
    if text.contains('\0') {
        return Some("This is a binary file; it was left out.".into());
    }
    (text.len() > 50_000 && text.lines().any(|it| it.len() > 50_000))
        .then(|| "This file looks generated or minified (a line of over 50,000 bytes); it was left out.".into())
}

/// The language or framework a text is in, if the rules here are not for it.
pub(crate) fn foreign(tree: &Tree) -> Option<&'static str> {
    let mut imported = tree.root(0).find(Kind::Import).filter_map(|it| literal(it.field(Field::Source)?));
    let by_import = imported.find_map(|it| FRONT_ENDS.iter().find(|(package, _)| *package == it));
    // What another language says is no TypeScript.
    by_import.map(|(_, name)| *name).or_else(|| if tree.errors.is_empty() { None } else { other_language(&tree.text) })
}

fn other_language(text: &str) -> Option<&'static str> {
    let lines = || text.lines().take(400).map(str::trim_end);
    let python = |it: &str| (it.trim_start().starts_with("def ") || it.starts_with("class ")) && it.ends_with(':');
    let java = |it: &str| it.starts_with("package ") && it.ends_with(';');
    let go = |it: &str| it.starts_with("package ") && !it.ends_with(';') && it.split(' ').count() == 2;
    match () {
        () if lines().any(python) => Some("Python"),
        () if lines().any(java) => Some("Java"),
        () if lines().any(go) => Some("Go"),
        () => None,
    }
}

/// The first bytes of a text: imports stand there.
pub(crate) fn head(text: &str) -> &str {
    const LENGTH: usize = 8192;
    (0..4).find_map(|it| text.get(..LENGTH - it)).unwrap_or(text)
}

/// Packages of front ends, and what people call them.
const FRONT_ENDS: [(&str, &str); 4] =
    [("react", "React"), ("@angular/core", "Angular"), ("vue", "Vue"), ("svelte", "Svelte")];

/// The framework of a front end that a text imports.
pub(crate) fn front_end(text: &str) -> Option<&'static str> {
    let imported = |package: &str| {
        text.contains(package) && ['\'', '"'].iter().any(|it| text.contains(&format!("from {it}{package}{it}")))
    };
    FRONT_ENDS.iter().find(|(package, _)| imported(package)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Language, Parser};

    #[test]
    fn paths_stay_within() {
        for (path, clean) in [
            ("../../x", "x"),
            ("./src//a.ts", "src/a.ts"),
            ("src\\a.ts", "src/a.ts"),
            ("src/../../b.ts", "b.ts"),
            ("", "untitled.ts"),
            ("a\u{7}.ts", "a.ts"),
        ] {
            assert_eq!(clean_path(path), clean, "{path:?}");
        }
    }

    #[test]
    fn languages_that_the_rules_are_not_for() {
        let mut parser = Parser::default();
        let mut foreign = |text: &str| foreign(&parser.parse(Language::TypeScript, text.into()));
        assert_eq!(foreign("import os\n\ndef main():\n    pass\n"), Some("Python"));
        assert_eq!(foreign("package com.example;\n\npublic class A {}\n"), Some("Java"));
        assert_eq!(foreign("package main\n\nfunc main() {}\n"), Some("Go"));
        assert_eq!(foreign("import { useState } from 'react';"), Some("React"));
        assert_eq!(foreign("import { Injectable } from '@nestjs/common';\nclass A {}"), None);
    }
}
