//! `package.json`: what the project depends on.

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::File;

/// One `package.json`.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// Names and version ranges of `dependencies`, `devDependencies` and `peerDependencies`.
    pub dependencies: Vec<(String, String)>,
}

impl Manifest {
    /// The major version a range begins with: 4 for `^4.0.3`. `None` for `workspace:*`, tags and the like.
    pub fn major(&self, package: &str) -> Option<u32> {
        let (_, range) = self.dependencies.iter().find(|(name, _)| name == package)?;
        let digits = range.trim_start_matches(['^', '~', '>', '=', 'v', ' ']);
        digits.split(['.', ' ', '-']).next()?.parse().ok()
    }
}

pub(super) fn all(files: &[File]) -> Vec<Manifest> {
    files.iter().filter(|it| it.name() == "package.json").filter_map(|it| manifest(&it.text)).collect()
}

/// Why a `package.json` cannot be read, with the byte where it breaks off.
pub(crate) fn problem(text: &str) -> Option<(usize, String)> {
    let error = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).err()?;
    Some((error.range().start, format!("This is not JSON: {}. Versions are taken as unknown.", error.kind())))
}

fn manifest(text: &str) -> Option<Manifest> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let Value::Object(object) = parsed.value? else { return None };
    let mut dependencies = Vec::new();
    for group in ["dependencies", "devDependencies", "peerDependencies"] {
        let entries = object.get_object(group).into_iter().flat_map(|it| it.properties.iter());
        dependencies.extend(entries.filter_map(|it| match &it.value {
            Value::StringLit(version) => Some((it.name.as_str().to_owned(), version.value.to_string())),
            _ => None,
        }));
    }
    Some(Manifest { dependencies })
}
