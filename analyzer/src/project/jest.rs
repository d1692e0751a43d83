//! Jest's configuration: the key of `package.json`, `jest.config.ts`, or a JSON file of its own.

use super::constant::Setting;
use super::{Json, Project};
use crate::finding::Place;
use crate::syntax::{Field, Kind, Object, Syntax};

/// One configuration.
#[derive(Clone, Copy)]
pub enum Jest<'p, 't> {
    /// In JSON.
    Json(Json<'p>),
    /// As the object that a module exports.
    Code(Object<'t>),
}

/// What a configuration says of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// This, here.
    Set(u32, Place),
    /// Nothing.
    Absent,
    /// It may stand in what is not seen: a preset, a spread, a computed value.
    Unseen,
}

impl<'t> Project<'t> {
    /// The configuration that a file holds.
    pub fn jest_of(&self, file: u32) -> Option<Jest<'_, 't>> {
        let name = self.files.get(file as usize)?.name();
        match self.json(file) {
            Some(root) if name == "package.json" => Some(Jest::Json(root.at(&["jest"])?)),
            Some(root) if name.starts_with("jest") => Some(Jest::Json(root)),
            None if name.starts_with("jest.config") => Some(Jest::Code(self.exported_object(file)?)),
            _ => None,
        }
    }

    /// The object that `export default` or `module.exports` gives away, looked at through names.
    fn exported_object(&self, file: u32) -> Option<Object<'t>> {
        let at = self.roots.binary_search_by_key(&file, |it| it.file).ok()?;
        let given = self.roots.get(at)?.children().filter_map(|it| match it.kind() {
            Kind::Export => it.field(Field::Value),
            _ => it.child(Kind::Assignment).filter(|it| exports(*it))?.field(Field::Right),
        });
        let value = self.constant(given.last()?);
        Object::of(value).or_else(|| value.find(Kind::Object).next().and_then(Object::of))
    }

    /// The share of lines that Jest asks for in all: `coverageThreshold.global.lines`.
    pub fn line_threshold(&self, jest: Jest<'_, 't>) -> Limit {
        match jest {
            Jest::Json(config) => match config.at(&["coverageThreshold"]) {
                Some(limits) => {
                    let lines = limits.at(&["global", "lines"]);
                    let number = lines.and_then(|it| Some((whole(it.number()?)?, it.place())));
                    number.map_or(Limit::Unseen, |(number, place)| Limit::Set(number, place))
                }
                None if config.entry("preset").is_some() || config.entry("projects").is_some() => Limit::Unseen,
                None => Limit::Absent,
            },
            Jest::Code(config) => {
                let mut at = config;
                for key in ["coverageThreshold", "global"] {
                    match self.setting(at, key) {
                        Setting::Set(value) => match self.options(value) {
                            Some(object) => at = object,
                            None => return Limit::Unseen,
                        },
                        Setting::Absent if key == "coverageThreshold" && !is_open(config) => return Limit::Absent,
                        _ => return Limit::Unseen,
                    }
                }
                let lines = self.setting(at, "lines").value().map(|it| self.constant(it));
                let number = lines.and_then(|it| Some((whole(it.text())?, Place::from(it))));
                number.map_or(Limit::Unseen, |(number, place)| Limit::Set(number, place))
            }
        }
    }
}

fn exports(assignment: Syntax) -> bool {
    assignment.field(Field::Left).is_some_and(|it| matches!(it.text(), "module.exports" | "exports.default"))
}

fn is_open(config: Object) -> bool {
    config.is_open() || config.has("preset") || config.has("projects")
}

/// `80`, and `80.5` rounded down.
fn whole(number: &str) -> Option<u32> {
    number.split('.').next()?.parse().ok()
}

impl Jest<'_, '_> {
    /// Where it stands.
    pub fn place(self) -> Place {
        match self {
            Jest::Json(config) => config.place(),
            Jest::Code(config) => config.0.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::File;
    use crate::standard::Standard;
    use crate::syntax::{Language, Parser};
    use std::sync::Arc;

    /// The number, `-` for absent, `?` for unseen; empty if there is no configuration.
    fn limit(path: &str, text: &str) -> String {
        let mut parser = Parser::default();
        let tree = File::language(path).map(|_| Arc::new(parser.parse(Language::TypeScript, text.into())));
        let files = [File { path: path.into(), text: text.into(), tree }];
        let standard = Standard::default();
        let project = Project::of(&files, &standard);
        project.jest_of(0).map_or(String::new(), |it| match project.line_threshold(it) {
            Limit::Set(number, _) => number.to_string(),
            Limit::Absent => "-".into(),
            Limit::Unseen => "?".into(),
        })
    }

    #[test]
    fn thresholds_wherever_they_stand() {
        let json = r#"{ "coverageThreshold": { "global": { "lines": 70.5 } } }"#;
        for (path, text, says) in [
            ("package.json", r#"{ "name": "x" }"#, ""),
            ("package.json", r#"{ "jest": { "rootDir": "src" } }"#, "-"),
            ("package.json", &format!("{{ \"jest\": {json} }}"), "70"),
            ("jest.config.json", json, "70"),
            ("jest.config.json", r#"{ "preset": "@acme/jest" }"#, "?"),
            ("jest.config.ts", "export default { coverageThreshold: { global: { lines: 60 } } };", "60"),
            (
                "jest.config.ts",
                "const least = 75;\nconst config: Config = { coverageThreshold: { global: { lines: least } } };\nexport default config;",
                "75",
            ),
            ("jest.config.js", "module.exports = { testEnvironment: 'node' };", "-"),
            ("jest.config.js", "module.exports = { ...require('../jest.base'), rootDir: 'src' };", "?"),
            ("jest.config.ts", "export default async () => ({ projects: await getJestProjectsAsync() });", "?"),
            ("jest.config.ts", "export default { coverageThreshold: limits };", "?"),
            ("jest.config.ts", "export default", ""),
        ] {
            assert_eq!(limit(path, text), says, "{path}: {text}");
        }
    }
}
