//! Lockfiles: who wrote them, and which version they settle for a package. They are large, so they are only searched
//! for what is asked.

use super::path::{folder, is_within};
use super::{File, Project};

/// Who installs the packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manager {
    /// `bun.lock`
    Bun,
    /// `package-lock.json`, `npm-shrinkwrap.json`
    Npm,
    /// `yarn.lock`
    Yarn,
    /// `pnpm-lock.yaml`
    Pnpm,
}

impl Manager {
    /// Of whom a lockfile of this name is.
    pub fn of(name: &str) -> Option<Manager> {
        Some(match name {
            "bun.lock" | "bun.lockb" => Manager::Bun,
            "package-lock.json" | "npm-shrinkwrap.json" => Manager::Npm,
            "yarn.lock" => Manager::Yarn,
            "pnpm-lock.yaml" => Manager::Pnpm,
            _ => return None,
        })
    }
}

pub(super) fn all(files: &[File]) -> Vec<(u32, Manager)> {
    (0..).zip(files).filter_map(|(file, it)| Some((file, Manager::of(it.name())?))).collect()
}

/// The version that a lockfile settles for a package at its root; `None` if it lists none, or several.
pub fn version<'t>(lockfile: &'t File, package: &str) -> Option<&'t str> {
    let text = &*lockfile.text;
    match Manager::of(lockfile.name())? {
        Manager::Bun => {
            let (_, rest) = text.split_once(&format!("\"{package}\": [\"{package}@"))?;
            rest.split('"').next()
        }
        Manager::Npm => npm(text, &format!("\"node_modules/{package}\": {{"))
            // Version 1 nests what is below; the root's entries are the least indented.
            .or_else(|| npm(text, &format!("\"{package}\": {{"))),
        manager => {
            let places = text.match_indices(package).map(|(at, _)| at);
            let read = if manager == Manager::Yarn { yarn } else { pnpm };
            let mut versions = places.filter_map(|at| read(text, at, at + package.len()));
            let first = versions.next()?;
            versions.all(|it| it == first).then_some(first)
        }
    }
}

fn npm<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let entry = |(at, _): (usize, &str)| {
        let indent = at - text.get(..at)?.rfind('\n')?;
        let rest = text.get(at + key.len()..)?.trim_start().strip_prefix("\"version\": \"")?;
        Some((indent, rest.split('"').next()?))
    };
    text.match_indices(key).filter_map(entry).min_by_key(|(indent, _)| *indent).map(|(_, it)| it)
}

/// `"prisma@npm:^6.0.0":` or `prisma@^6.0.0, prisma@6:` at the start of a line, the version on the next.
fn yarn(text: &str, start: usize, end: usize) -> Option<&str> {
    let head = text.get(..start)?;
    let head = head.strip_suffix('"').unwrap_or(head);
    (head.is_empty() || head.ends_with('\n')).then_some(())?;
    let (_, rest) = text.get(end..)?.strip_prefix('@')?.split_once('\n')?;
    let version = rest.trim_start().strip_prefix("version")?.trim_start_matches([':', ' ', '"']);
    version.split(['"', '\r', '\n']).next()
}

/// A key of `packages`: `'@prisma/client@6.16.3(prisma@6.16.3)':`, and with a `/` in front before version 9.
fn pnpm(text: &str, start: usize, end: usize) -> Option<&str> {
    let head = text.get(..start)?.trim_end_matches(['/', '\'']);
    head.ends_with("\n  ").then_some(())?;
    let version = text.get(end..)?.strip_prefix(['@', '/'])?;
    version.split(['(', ':', '\'', '_', '\n']).next()
}

impl<'t> Project<'t> {
    /// The lockfiles of the nearest folder that has one, from a file upwards.
    pub fn lockfiles_of(&self, file: u32) -> Vec<(u32, Manager)> {
        let Some(path) = self.files.get(file as usize).map(|it| &it.path) else { return Vec::new() };
        let mut nearest = 0;
        let mut found = Vec::new();
        for (file, manager) in &self.around.lockfiles {
            let at = self.files.get(*file as usize).map_or("", |it| folder(&it.path));
            if !is_within(path, at) || at.len() < nearest {
                continue;
            }
            if at.len() > nearest {
                found.clear();
            }
            nearest = at.len();
            found.push((*file, *manager));
        }
        found
    }

    /// The version of a package that is installed for a file, as far as its lockfiles agree.
    pub fn locked(&self, file: u32, package: &str) -> Option<&'t str> {
        let lockfiles = self.lockfiles_of(file).into_iter().filter_map(|(id, _)| self.files.get(id as usize));
        let mut versions = lockfiles.map(|it| version(it, package));
        let first = versions.next()??;
        versions.all(|it| it == Some(first)).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked(path: &str, text: &str) -> [Option<String>; 3] {
        let file = File { path: path.into(), text: text.into(), tree: None };
        ["prisma", "@prisma/client", "absent"].map(|it| version(&file, it).map(String::from))
    }

    fn both(one: &str, other: &str) -> [Option<String>; 3] {
        [Some(one.into()), Some(other.into()), None]
    }

    #[test]
    fn bun() {
        let text = r#"{
  "lockfileVersion": 1,
  "workspaces": { "": { "dependencies": { "@prisma/client": "^6.16.0", }, "devDependencies": { "prisma": "^6.16.0" } } },
  "packages": {
    "@prisma/client": ["@prisma/client@6.16.3", "", { "peerDependencies": { "prisma": "*" } }, "sha512-a=="],

    "old/prisma": ["prisma@5.0.0", "", {}, "sha512-b=="],

    "prisma": ["prisma@6.16.3", "", { "bin": { "prisma": "build/index.js" } }, "sha512-c=="],
  }
}
"#;
        assert_eq!(locked("bun.lock", text), both("6.16.3", "6.16.3"));
    }

    #[test]
    fn npm_in_all_its_versions() {
        let third = r#"{
  "lockfileVersion": 3,
  "packages": {
    "": { "dependencies": { "prisma": "^6.0.0" } },
    "node_modules/@prisma/client": {
      "version": "6.16.2",
      "peerDependencies": { "prisma": "*" }
    },
    "node_modules/old/node_modules/prisma": {
      "version": "5.0.0"
    },
    "node_modules/prisma": {
      "version": "6.16.3"
    }
  }
}
"#;
        assert_eq!(locked("package-lock.json", third), both("6.16.3", "6.16.2"));
        assert_eq!(locked("api/npm-shrinkwrap.json", &third.replace("\n", "\r\n")), both("6.16.3", "6.16.2"));
        let linked = third.replace("\"version\": \"6.16.3\"", "\"resolved\": \"packages/prisma\", \"link\": true");
        assert_eq!(locked("package-lock.json", &linked)[0], None);
        let first = r#"{
  "lockfileVersion": 1,
  "dependencies": {
    "@prisma/client": {
      "version": "2.4.0",
      "requires": { "prisma": "2.4.0" }
    },
    "old": {
      "version": "1.0.0",
      "dependencies": {
        "prisma": {
          "version": "1.0.0"
        }
      }
    },
    "prisma": {
      "version": "2.4.1"
    }
  }
}
"#;
        assert_eq!(locked("package-lock.json", first), both("2.4.1", "2.4.0"));
    }

    #[test]
    fn yarn_classic_and_berry() {
        let classic = "# yarn lockfile v1\n\n\n\"@prisma/client@^6.0.0\", \"@prisma/client@^6.1.0\":\n  version \"6.16.3\"\n  \
                       dependencies:\n    prisma \"^6.0.0\"\n\nprisma@6.16.2:\n  version \"6.16.2\"\n\nprisma-lint@1:\n  version \"1.0.0\"\n";
        assert_eq!(locked("yarn.lock", classic), both("6.16.2", "6.16.3"));
        let berry = "__metadata:\n  version: 8\n\n\"@prisma/client@npm:^6.0.0\":\n  version: 6.16.3\n  resolution: \
                     \"@prisma/client@npm:6.16.3\"\n\n\"prisma@npm:^6.0.0\":\n  version: 6.16.2\n";
        assert_eq!(locked("yarn.lock", berry), both("6.16.2", "6.16.3"));
        let two = format!("{classic}\nprisma@^5.0.0:\n  version \"5.0.0\"\n");
        assert_eq!(locked("yarn.lock", &two)[0], None, "two versions are no answer");
    }

    #[test]
    fn pnpm_nine_and_before() {
        let nine = "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      '@prisma/client':\n        specifier: ^6\n        \
                    version: 6.16.3(prisma@6.16.2)\n\npackages:\n\n  '@prisma/client@6.16.3':\n    resolution: {}\n\n  prisma@6.16.2:\n    \
                    resolution: {}\n\nsnapshots:\n\n  '@prisma/client@6.16.3(prisma@6.16.2)':\n    optionalDependencies:\n      prisma: 6.16.2\n";
        assert_eq!(locked("pnpm-lock.yaml", nine), both("6.16.2", "6.16.3"));
        let six = "packages:\n\n  /@prisma/client@6.16.3(prisma@6.16.2):\n    resolution: {}\n\n  /prisma@6.16.2:\n    resolution: {}\n";
        assert_eq!(locked("pnpm-lock.yaml", six), both("6.16.2", "6.16.3"));
        let five = "packages:\n\n  /@prisma/client/4.1.0_prisma@4.1.1:\n    resolution: {}\n\n  /prisma/4.1.1:\n    resolution: {}\n";
        assert_eq!(locked("pnpm-lock.yaml", five), both("4.1.1", "4.1.0"));
    }
}
