//! The words that names are made of.

/// The words of a name in lower case: `["api", "key"]` of `apiKey`, `API_KEY` and `api-key`.
pub fn name_words(name: &str) -> Vec<String> {
    words(name).map(str::to_ascii_lowercase).collect()
}

/// The words of a name as they are written.
pub fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let start = rest.bytes().position(|it| it.is_ascii_alphanumeric())?;
        let begun = rest.get(start..)?;
        let (word, after) = begun.split_at_checked(end_of_word(begun.as_bytes()))?;
        rest = after;
        Some(word)
    })
}

/// Whether two names are made of the same words: `tenantId` and `tenant_id`.
pub fn same_words(one: &str, other: &str) -> bool {
    let mut others = words(other);
    words(one).all(|it| others.next().is_some_and(|other| it.eq_ignore_ascii_case(other))) && others.next().is_none()
}

/// Where the first word of a name ends that begins with a letter or a digit.
fn end_of_word(name: &[u8]) -> usize {
    let mut before = 0_u8;
    for (at, letter) in name.iter().enumerate() {
        let rises = letter.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        // The last capital of `JWTToken`'s first word belongs to the second.
        let ends_acronym = || {
            let after = name.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            letter.is_ascii_uppercase() && before.is_ascii_uppercase() && after
        };
        if !letter.is_ascii_alphanumeric() || rises || ends_acronym() {
            return at;
        }
        before = *letter;
    }
    name.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(name_words("refreshToken"), ["refresh", "token"]);
        assert_eq!(name_words("JWT_SECRET"), ["jwt", "secret"]);
        assert_eq!(name_words("JWTToken"), ["jwt", "token"]);
        assert_eq!(name_words("x-api-key"), ["x", "api", "key"]);
        assert_eq!(name_words("_"), Vec::<String>::new());
        assert_eq!(name_words("éaÉbC1D"), ["a", "b", "c1", "d"]);
        assert!(same_words("tenantId", "TENANT_ID") && !same_words("tenantId", "tenant"));
        assert!(!same_words("tenant", "tenantId"));
    }
}
