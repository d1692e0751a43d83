//! `tsconfig.json`: which options hold after all that it extends, and which one compiles a file.

use super::Project;
use super::document::{self, Json, KeyValue};
use super::path::{folder, is_within, join};

/// What the compiler's options say of one name.
#[derive(Clone, Copy)]
pub enum Compiled<'p> {
    /// This entry, here or in a file that is extended.
    Set(KeyValue<'p>),
    /// Nothing: the default holds.
    Absent,
    /// A file that is extended is not among the files.
    Unseen,
}

impl<'p> Compiled<'p> {
    /// The entry, if it is set.
    pub fn entry(self) -> Option<KeyValue<'p>> {
        match self {
            Compiled::Set(entry) => Some(entry),
            Compiled::Absent | Compiled::Unseen => None,
        }
    }
}

/// How many files are followed from one to the next.
const MOST_EXTENDED: usize = 8;

impl Project<'_> {
    /// What a JSON file holds, if it is one that could be read.
    pub fn json(&self, file: u32) -> Option<Json<'_>> {
        let documents = &self.around.documents;
        let at = documents.binary_search_by_key(&file, |it| it.file).ok()?;
        documents.get(at).map(|it| it.root())
    }

    /// What a JSON file of this path holds.
    pub fn json_at(&self, path: &str) -> Option<Json<'_>> {
        self.json(self.file_at(path)?)
    }

    /// The file of a path.
    pub fn file_at(&self, path: &str) -> Option<u32> {
        self.files.binary_search_by(|it| it.path.as_str().cmp(path)).ok().map(|it| it as u32)
    }

    /// The option of a `tsconfig.json`, inherited or its own.
    pub fn compiled(&self, tsconfig: u32, option: &str) -> Compiled<'_> {
        self.compiled_within(tsconfig, option, MOST_EXTENDED)
    }

    /// Where a `tsconfig.json`, or the first that it extends, lists its options.
    pub fn options_place(&self, tsconfig: u32) -> Option<KeyValue<'_>> {
        let mut at = tsconfig;
        for _ in 0..MOST_EXTENDED {
            let root = self.json(at)?;
            if let Some(own) = root.entry("compilerOptions") {
                return Some(own);
            }
            at = self.extended(at, root.at(&["extends"])?.text()?)?;
        }
        None
    }

    /// What compiles the applications that are started here; in order, each once.
    pub fn compilers(&self) -> &[u32] {
        self.around.compilers.get_or_init(|| {
            let starts = self.bootstraps.iter().filter(|it| !self.is_test(it.create.syntax));
            let mut all: Vec<u32> =
                starts.filter_map(|it| self.tsconfigs_of(it.create.syntax.file).first().copied()).collect();
            all.sort_unstable();
            all.dedup();
            all
        })
    }

    /// What compiles a file: the `tsconfig*.json` of the nearest folder that has one, those for the application first.
    pub fn tsconfigs_of(&self, file: u32) -> Vec<u32> {
        let Some(path) = self.files.get(file as usize).map(|it| &it.path) else { return Vec::new() };
        let mut nearest = 0;
        let mut found = Vec::new();
        for document in &self.around.documents {
            let Some(it) = self.files.get(document.file as usize) else { continue };
            let (name, at) = (it.name(), folder(&it.path));
            let other = ["spec", "test", "e2e", "eslint", "lint"].iter().any(|it| name.contains(it));
            if !document::is_tsconfig(name) || other || !is_within(path, at) || at.len() < nearest {
                continue;
            }
            if at.len() > nearest {
                found.clear();
            }
            nearest = at.len();
            let rank = ["tsconfig.app.json", "tsconfig.build.json", "tsconfig.json"].iter().position(|it| *it == name);
            found.push((rank.unwrap_or(3), document.file));
        }
        found.sort_unstable();
        found.into_iter().map(|(_, file)| file).collect()
    }

    fn compiled_within(&self, tsconfig: u32, option: &str, steps: usize) -> Compiled<'_> {
        let (Some(root), Some(left)) = (self.json(tsconfig), steps.checked_sub(1)) else { return Compiled::Unseen };
        if let Some(own) = root.at(&["compilerOptions"]).and_then(|it| it.entry(option)) {
            return Compiled::Set(own);
        }
        let Some(base) = root.at(&["extends"]) else { return Compiled::Absent };
        let mut bases: Vec<&str> = base.items().chain([base]).filter_map(Json::text).collect();
        // The last of a list wins.
        bases.reverse();
        for base in bases {
            let found = self.extended(tsconfig, base).map(|it| self.compiled_within(it, option, left));
            match found {
                Some(Compiled::Absent) => {}
                Some(found) => return found,
                None => return Compiled::Unseen,
            }
        }
        Compiled::Absent
    }

    /// The file behind `extends`; packages are not seen.
    fn extended(&self, from: u32, base: &str) -> Option<u32> {
        base.starts_with('.').then_some(())?;
        let path = join(folder(&self.files.get(from as usize)?.path), base)?;
        self.file_at(&path).or_else(|| self.file_at(&format!("{path}.json")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::File;
    use crate::standard::Standard;

    fn with(files: &[(&str, &str)], check: impl Fn(&Project)) {
        let file = |(path, text): &(&str, &str)| File { path: (*path).into(), text: (*text).into(), tree: None };
        let mut files: Vec<File> = files.iter().map(file).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let standard = Standard::default();
        check(&Project::of(&files, &standard));
    }

    /// `+` and the value, `-` for absent, `?` for unseen.
    fn option(project: &Project, path: &str, name: &str) -> String {
        match project.compiled(project.file_at(path).unwrap(), name) {
            Compiled::Set(entry) => format!("+{}", entry.value.flag().map_or("", |it| if it { "on" } else { "off" })),
            Compiled::Absent => "-".into(),
            Compiled::Unseen => "?".into(),
        }
    }

    #[test]
    fn options_are_inherited() {
        let files = [
            (
                "tsconfig.base.json",
                "{ // the house's\n \"compilerOptions\": { \"strict\": true, \"noImplicitAny\": false, }, }",
            ),
            (
                "apps/api/tsconfig.json",
                r#"{ "extends": "../../tsconfig.base.json", "compilerOptions": { "noImplicitAny": true } }"#,
            ),
            ("apps/api/tsconfig.app.json", r#"{ "extends": "./tsconfig" }"#),
            ("apps/api/tsconfig.spec.json", r#"{ "extends": "./tsconfig.json" }"#),
            ("apps/api/src/main.ts", ""),
            ("libs/a/tsconfig.json", r#"{ "extends": ["./gone.json", "../../tsconfig.base.json"] }"#),
            (
                "libs/b/tsconfig.json",
                r#"{ "extends": "@tsconfig/node22/tsconfig.json", "compilerOptions": { "strict": false } }"#,
            ),
            ("libs/c/tsconfig.json", r#"{ "extends": "./tsconfig.json" }"#),
        ];
        with(&files, |project| {
            assert_eq!(option(project, "apps/api/tsconfig.app.json", "strict"), "+on");
            assert_eq!(option(project, "apps/api/tsconfig.app.json", "noImplicitAny"), "+on", "the nearer one wins");
            assert_eq!(option(project, "apps/api/tsconfig.app.json", "target"), "-");
            assert_eq!(option(project, "libs/a/tsconfig.json", "strict"), "+on", "the last of a list wins");
            assert_eq!(option(project, "libs/a/tsconfig.json", "target"), "?", "what is not there may set it");
            assert_eq!(option(project, "libs/b/tsconfig.json", "strict"), "+off");
            assert_eq!(option(project, "libs/b/tsconfig.json", "target"), "?", "packages are not seen");
            assert_eq!(option(project, "libs/c/tsconfig.json", "target"), "?", "a circle ends");
            let place = project
                .compiled(project.file_at("apps/api/tsconfig.app.json").unwrap(), "strict")
                .entry()
                .unwrap()
                .place;
            let text = &project.files[place.file as usize].text[place.span.start as usize..place.span.end as usize];
            assert_eq!(text, "\"strict\": true");
            let compiling = project.tsconfigs_of(project.file_at("apps/api/src/main.ts").unwrap());
            let paths: Vec<&str> = compiling.iter().map(|it| project.files[*it as usize].path.as_str()).collect();
            assert_eq!(paths, ["apps/api/tsconfig.app.json", "apps/api/tsconfig.json"]);
        });
    }

    #[test]
    fn what_is_broken_is_a_note_and_no_answer() {
        with(&[("tsconfig.json", "{ \"compilerOptions\": "), ("package.json", "")], |project| {
            assert_eq!(option(project, "tsconfig.json", "strict"), "?");
            assert_eq!(project.around.problems.len(), 1);
            assert!(!project.has(crate::rule::Evidence::TsConfig) && !project.has(crate::rule::Evidence::PackageJson));
        });
    }

    #[test]
    fn the_nearest_manifest_speaks_for_a_file() {
        let files = [
            ("package.json", r#"{ "name": "root", "workspaces": ["apps/*"], "engines": { "node": ">=22" } }"#),
            (
                "apps/api/package.json",
                r#"{ "name": "api", "scripts": { "start": "node main" }, "devDependencies": { "prisma": "6" } }"#,
            ),
            ("apps/api/src/main.ts", ""),
            ("apps/api-two/main.ts", ""),
        ];
        with(&files, |project| {
            let name = |path: &str| project.manifest_of(project.file_at(path).unwrap()).map(|it| it.name.clone());
            assert_eq!(name("apps/api/src/main.ts"), Some("api".into()));
            assert_eq!(name("apps/api-two/main.ts"), Some("root".into()));
            let api = project.manifests.iter().find(|it| it.name == "api").unwrap();
            let prisma = api.dependency("prisma").unwrap();
            assert_eq!(
                (prisma.range, prisma.group, api.script("start").unwrap().text.as_str()),
                ("6", "devDependencies", "node main")
            );
            let engines = project.json_at("package.json").unwrap().at(&["engines", "node"]).unwrap();
            assert_eq!(engines.text(), Some(">=22"));
        });
    }
}
