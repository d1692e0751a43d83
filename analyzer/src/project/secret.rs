//! What tells a secret from other text: the tokens that providers issue, keys, addresses with passwords, randomness.

/// A text that is a secret by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret<'t> {
    /// Issued by a provider.
    Token(&'static str),
    /// A key in PEM form.
    PrivateKey,
    /// `postgres://user:password@host`.
    Address {
        /// Behind the `@`.
        host: &'t str,
    },
}

/// Prefix, how many characters follow at least, what it is.
const TOKENS: [(&str, usize, &str); 24] = [
    ("AKIA", 16, "the id of an AWS access key"),
    ("ASIA", 16, "the id of a temporary AWS access key"),
    ("AIza", 35, "a Google API key"),
    ("ya29.", 20, "a Google access token"),
    ("ghp_", 36, "a GitHub token"),
    ("gho_", 36, "a GitHub token"),
    ("ghu_", 36, "a GitHub token"),
    ("ghs_", 36, "a GitHub token"),
    ("ghr_", 36, "a GitHub token"),
    ("github_pat_", 40, "a GitHub token"),
    ("glpat-", 20, "a GitLab token"),
    ("npm_", 36, "an npm token"),
    ("xoxb-", 20, "a Slack token"),
    ("xoxp-", 20, "a Slack token"),
    ("xapp-", 20, "a Slack token"),
    ("sk_live_", 16, "a Stripe key"),
    ("rk_live_", 16, "a Stripe key"),
    ("whsec_", 20, "a webhook secret"),
    ("sk-ant-", 20, "an Anthropic key"),
    ("sk-proj-", 20, "an OpenAI key"),
    ("SG.", 40, "a SendGrid key"),
    ("shpat_", 32, "a Shopify token"),
    ("dop_v1_", 60, "a DigitalOcean token"),
    ("hf_", 30, "a Hugging Face token"),
];

/// Reads a text by its form alone.
pub fn recognize(text: &str) -> Option<Secret<'_>> {
    if text.contains('-') && text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----") {
        // The words alone, as in a check of a key's form, are no key.
        return (text.len() > 100).then_some(Secret::PrivateKey);
    }
    if let Some(host) = host_with_password(text) {
        return Some(Secret::Address { host });
    }
    let token = text.strip_prefix("Bearer ").unwrap_or(text);
    let fits = |rest: &str| rest.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.'));
    // Nearly every text of a project comes by here: most begin with no such pair.
    let begin = token.as_bytes().first_chunk::<2>()?;
    let near = TOKENS.iter().filter(|(prefix, ..)| prefix.as_bytes().first_chunk() == Some(begin));
    let mut long = near.filter(|(prefix, least, _)| token.len() >= prefix.len() + least);
    let known = long.find(|(prefix, ..)| token.strip_prefix(prefix).is_some_and(fits))?;
    (!is_placeholder(token)).then_some(Secret::Token(known.2))
}

/// The host of `scheme://user:password@host`, if both look meant.
fn host_with_password(text: &str) -> Option<&str> {
    text.contains('@').then_some(())?;
    let (scheme, rest) = text.split_once("://")?;
    scheme.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.')).then_some(())?;
    let (user, host) = rest.split(['/', '?', '#', ' ']).next()?.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    let host = host.split(':').next().unwrap_or(host);
    let is_open = password.contains(['$', '{', '<', '*']) || is_placeholder(password) || is_common(password);
    let at_home = !host.contains('.') || host.starts_with("127.") || host == "0.0.0.0" || host.ends_with(".internal");
    let is_example = host.contains("example") || host.ends_with(".local") || host.ends_with(".test");
    (!password.is_empty() && !is_open && !at_home && !is_example).then_some(host)
}

fn is_common(password: &str) -> bool {
    let common = ["password", "pass", "pwd", "secret", "user", "postgres", "root", "admin", "guest", "mysql", "mongo"];
    common.contains(&password.to_ascii_lowercase().as_str())
}

/// Texts that stand for a secret without being one.
pub fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let marks = [
        "your",
        "change",
        "xxx",
        "example",
        "placeholder",
        "dummy",
        "sample",
        "todo",
        "replace",
        "insert",
        "fake",
        "mock",
        "test",
        "<",
        "...",
        "***",
        "redacted",
        "12345678",
        "abcdef",
    ];
    marks.iter().any(|it| lower.contains(it))
}

/// Whether a name says that its value is a secret.
pub fn names_secret(name: &str) -> bool {
    let lower: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let secrets = [
        "secret",
        "password",
        "passwd",
        "passphrase",
        "apikey",
        "privatekey",
        "accesskey",
        "encryptionkey",
        "signingkey",
        "authkey",
        "masterkey",
        "token",
        "credential",
    ];
    let about = [
        "name",
        "header",
        "field",
        "url",
        "uri",
        "path",
        "type",
        "id",
        "prefix",
        "cookie",
        "issuer",
        "message",
        "label",
        "regex",
        "pattern",
        "hash",
        "expires",
        "endpoint",
        "description",
        "key",
        "title",
        "hint",
        "policy",
    ];
    let is_about = about.iter().any(|it| lower.ends_with(it)) && !secrets.iter().any(|it| lower.ends_with(it));
    secrets.iter().any(|it| lower.contains(it)) && !is_about
}

/// Whether a text looks drawn at random, as opposed to words, identifiers and addresses.
pub fn looks_random(text: &str) -> bool {
    let plain =
        text.chars().all(|it| it.is_ascii_graphic()) && !text.contains("://") && !text.starts_with(['/', '.', '$']);
    plain && text.len() >= 16 && !is_placeholder(text) && is_mixed(text) && entropy(text) >= 3.0
}

/// Whether a short text has all that password rules ask for: both cases, a digit and a sign.
pub fn looks_like_password(text: &str) -> bool {
    let has = |test: fn(&char) -> bool| text.chars().any(|it| test(&it));
    let mixed = has(char::is_ascii_lowercase) && has(char::is_ascii_uppercase) && has(char::is_ascii_digit);
    let signed = text.chars().any(|it| "!@#$%&*?+=".contains(it)) && text.chars().all(|it| it.is_ascii_graphic());
    let is_pattern = text.contains(['^', '(', '[', '{', '\\', '/']);
    text.len() >= 8 && mixed && signed && !is_pattern && !is_placeholder(text)
}

/// Letters and digits that change places often; separators do not count.
fn is_mixed(text: &str) -> bool {
    let class = |it: char| match it {
        'a'..='z' => 0,
        'A'..='Z' => 1,
        '0'..='9' => 2,
        _ => 3,
    };
    let classes: Vec<u8> = text.chars().filter(|it| !matches!(it, '-' | '_' | '.' | ':' | '/')).map(class).collect();
    let changes = classes.windows(2).filter(|it| it.first() != it.last()).count();
    let digits = classes.iter().filter(|it| **it == 2).count();
    digits >= 2 && digits < classes.len() && changes * 4 >= classes.len()
}

/// In bits per character.
fn entropy(text: &str) -> f64 {
    let shares = (b'!'..=b'~').map(|it| text.bytes().filter(|byte| *byte == it).count() as f64 / text.len() as f64);
    shares.filter(|it| *it > 0.0).map(|it| -it * it.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_random() {
        for text in ["refresh-token-v2-2024", "JWT_REFRESH_SECRET_2024", "a_rather_long_identifier", "1234567890123456"]
        {
            assert!(!looks_random(text), "{text}");
        }
        for text in ["q7Xv2LkP9sTz4WmB", "9f86d081884c7d659a2feaa0c55ad015", "Gr33n!House#2024x"] {
            assert!(looks_random(text), "{text}");
        }
    }

    #[test]
    fn passwords_in_addresses() {
        assert_eq!(
            recognize("postgres://shop:q7Xv2Lk@db.orchard.io:5432/shop"),
            Some(Secret::Address { host: "db.orchard.io" })
        );
        for text in ["postgres://postgres:postgres@localhost:5432/db", "https://a.b.c/x:y@z", "redis://cache:6379"] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
