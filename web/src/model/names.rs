//! Names of files: what may be one, what to suggest, what to do when two are the same.

/// What the menu suggests for a new file.
pub const SUGGESTIONS: [&str; 7] =
    ["schema.prisma", "app.module.ts", "main.ts", ".env", "package.json", "migration.sql", "users.service.spec.ts"];

/// A path as the workspace keeps it, or why it cannot be one.
pub fn checked(path: &str, taken: &[String]) -> Result<String, String> {
    let path = cleaned(path);
    if path.is_empty() {
        Err("A file needs a name.".to_owned())
    } else if taken.contains(&path) {
        Err(format!("There is already a file named {path}."))
    } else {
        Ok(path)
    }
}

/// Without `..`, control characters, leading slashes; at most 200 characters.
pub fn cleaned(path: &str) -> String {
    let path: String = path.replace('\\', "/").chars().filter(|c| !c.is_control()).take(200).collect();
    let parts: Vec<&str> = path.split('/').map(str::trim).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    parts.join("/")
}

/// The path itself or, if it is taken, the same with a number: `users-2.service.ts`.
pub fn free(path: &str, taken: &[String]) -> String {
    if !taken.iter().any(|name| name == path) {
        return path.to_owned();
    }
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let (stem, rest) = match name.char_indices().skip(1).find(|(_, c)| *c == '.') {
        Some((dot, _)) => name.split_at(dot),
        None => (name, ""),
    };
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let numbered = (2..).map(|n| format!("{prefix}{stem}-{n}{rest}"));
    numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or_default()
}

/// The name without its folder.
pub fn short(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_its_folder() {
        assert_eq!(cleaned("../../x"), "x");
        assert_eq!(cleaned("/etc//./a\u{7}.ts"), "etc/a.ts");
        assert_eq!(cleaned("src\\users.ts"), "src/users.ts");
        assert_eq!(cleaned(&"a".repeat(300)).len(), 200);
    }

    #[test]
    fn a_name_is_given_once() {
        let taken = ["main.ts".to_owned()];
        assert!(checked("main.ts", &taken).is_err());
        assert!(checked(" / ", &taken).is_err());
        assert_eq!(checked("./a.ts", &taken), Ok("a.ts".to_owned()));
    }

    #[test]
    fn a_taken_name_gets_a_number_before_its_kind() {
        let taken = ["src/users.service.ts".to_owned(), ".env".to_owned(), "src/users-2.service.ts".to_owned()];
        assert_eq!(free("src/users.service.ts", &taken), "src/users-3.service.ts");
        assert_eq!(free(".env", &taken), ".env-2");
        assert_eq!(free("new.ts", &taken), "new.ts");
    }
}
