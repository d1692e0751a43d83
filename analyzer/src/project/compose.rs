//! `docker-compose.yml`: services, and the keys of theirs that rules ask about. Read by indentation.

use super::File;
use crate::finding::Place;
use crate::source::is_compose;
use crate::syntax::Span;

/// One service.
#[derive(Clone, Debug)]
pub struct Service<'t> {
    /// As other services call it.
    pub name: &'t str,
    /// The index of the file.
    pub file: u32,
    /// Keys and values below it, at any depth and in reading order: `image`, `user`, `environment`, `POSTGRES_DB`.
    pub settings: Vec<Setting<'t>>,
}

/// `key: value` or `- KEY=value`
#[derive(Clone, Copy, Debug)]
pub struct Setting<'t> {
    /// Before the colon or the `=`.
    pub key: &'t str,
    /// Behind it, without quotes; empty where lines below hold it.
    pub value: &'t str,
    /// Where the value stands.
    pub place: Place,
}

impl<'t> Service<'t> {
    /// The first setting of a key.
    pub fn get(&self, key: &str) -> Option<&Setting<'t>> {
        self.settings.iter().find(|it| it.key == key)
    }
}

pub(super) fn all(files: &[File]) -> Vec<Service<'_>> {
    let mut services = Vec::new();
    for (file, it) in (0..).zip(files).filter(|(_, it)| is_compose(it.name())) {
        read(file, &it.text, &mut services);
    }
    services
}

fn read<'t>(file: u32, text: &'t str, services: &mut Vec<Service<'t>>) {
    let first = services.len();
    let (mut at, mut inside, mut depth) = (0, false, 0);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim();
        let indent = line.len() - line.trim_start().len();
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        if indent == 0 {
            inside = body == "services:";
            depth = 0;
            continue;
        }
        if !inside {
            continue;
        }
        if depth == 0 {
            depth = indent;
        }
        if indent <= depth {
            services.push(Service { name: body.trim_end_matches(':'), file, settings: Vec::new() });
        } else if services.len() > first
            && let Some(service) = services.last_mut()
        {
            service.settings.extend(setting(file, start + indent, body));
        }
    }
}

fn setting(file: u32, at: usize, body: &str) -> Option<Setting<'_>> {
    let entry = body.trim_start_matches(['-', ' ']);
    let list = entry.len() < body.len();
    let (key, tail) = match entry.split_once(':') {
        Some((key, tail)) if !key.contains('=') => (key, tail),
        _ => entry.split_once('=').filter(|_| list)?,
    };
    let value = tail.split(" #").next()?.trim().trim_matches(['"', '\'']);
    let offset = body.len() - tail.len() + tail.find(value)?;
    let start = (at + offset) as u32;
    let place = Place { file, span: Span { start, end: start + value.len() as u32 } };
    Some(Setting { key: key.trim_matches(['"', '\'', ' ']), value, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_and_their_settings() {
        let text = "version: '3'\nservices:\n  # the database\n  db:\n    image: \"postgres:18\"   # pinned\n    environment:\n      POSTGRES_DB: shop\n      \
                    POSTGRES_PASSWORD: ${DB_PASSWORD}\n  api:\n    build: .\n    user: \"1000:1000\"\n    command: npm run start:prod\n    environment:\n      \
                    - NODE_ENV=production\n      - URL=http://a:1\nvolumes:\n  data:\n    driver: local\n";
        let files = [File { path: "compose.yaml".into(), text: text.into(), tree: None }];
        let found = all(&files);
        let names: Vec<&str> = found.iter().map(|it| it.name).collect();
        assert_eq!(names, ["db", "api"]);
        let get = |service: usize, key: &str| found[service].get(key).map(|it| it.value);
        assert_eq!(get(0, "image"), Some("postgres:18"));
        assert_eq!(get(0, "POSTGRES_PASSWORD"), Some("${DB_PASSWORD}"));
        assert_eq!((get(1, "build"), get(1, "user")), (Some("."), Some("1000:1000")));
        assert_eq!((get(1, "NODE_ENV"), get(1, "URL")), (Some("production"), Some("http://a:1")));
        for setting in found.iter().flat_map(|it| &it.settings) {
            let span = setting.place.span;
            assert_eq!(text.get(span.start as usize..span.end as usize), Some(setting.value));
        }
    }

    #[test]
    fn half_a_file_ends() {
        for text in
            ["services:", "services:\n x", "services:\n\ta:\n\t\tb", ":\n  :\n    - =", "services:\n  a: {}\n  - b"]
        {
            all(&[File { path: "compose.yml".into(), text: text.into(), tree: None }]);
        }
    }
}
