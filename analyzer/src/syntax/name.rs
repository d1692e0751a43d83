//! Names as the words they are made of.

/// The words of a name in lower case: `["api", "key"]` of `apiKey`, `API_KEY` and `api-key`.
pub fn name_words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|it| letters.get(it));
        let after = letters.get(at + 1);
        let rises =
            letter.is_ascii_uppercase() && before.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        // The last capital of `JWTToken`'s first word belongs to the second.
        let ends_acronym = letter.is_ascii_uppercase()
            && before.is_some_and(|it| it.is_ascii_uppercase())
            && after.is_some_and(|it| it.is_ascii_lowercase());
        if rises || ends_acronym || !letter.is_ascii_alphanumeric() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words.push(word);
    words.retain(|it| !it.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::name_words;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(name_words("refreshToken"), ["refresh", "token"]);
        assert_eq!(name_words("JWT_SECRET"), ["jwt", "secret"]);
        assert_eq!(name_words("JWTToken"), ["jwt", "token"]);
        assert_eq!(name_words("x-api-key"), ["x", "api", "key"]);
        assert_eq!(name_words("_"), Vec::<String>::new());
    }
}
