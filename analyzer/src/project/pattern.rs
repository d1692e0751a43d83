//! Regular expressions that can match one text in exponentially many ways.

/// A piece of a pattern, with how often it may come.
struct Atom {
    is_any: bool,
    is_empty: bool,
    is_optional: bool,
    repeats: bool,
}

/// The group that makes a pattern ambiguous: repeated, and each round of it may be as long as it likes, so that `aaaa`
/// falls into rounds in many ways. None where nothing behind it can fail.
pub fn ambiguous(pattern: &str) -> Option<String> {
    let chars: Vec<char> = pattern.chars().collect();
    (0..chars.len()).find_map(|start| {
        let is_escaped = start.checked_sub(1).and_then(|it| chars.get(it)) == Some(&'\\');
        (chars.get(start) == Some(&'(') && !is_escaped).then_some(())?;
        let end = closing(&chars, start)?;
        let (_, repeats, behind) = quantifier(&chars, end + 1);
        let body = chars.get(start + 1..end)?;
        let fails = chars.get(behind..).is_some_and(|it| it.iter().any(|it| !matches!(it, ')' | '?' | '*')));
        (repeats && fails && alternatives(body).iter().any(|it| is_open(it)))
            .then(|| chars.get(start..behind))?
            .map(|it| it.iter().collect())
    })
}

/// Whether one round can be any number of the same thing.
fn is_open(alternative: &[char]) -> bool {
    let atoms = atoms(alternative);
    let unbounded: Vec<&Atom> = atoms.iter().filter(|it| it.repeats).collect();
    let needed = atoms.iter().filter(|it| !it.is_optional && !it.is_empty && !it.repeats).count();
    !unbounded.is_empty() && (needed == 0 || unbounded.iter().any(|it| it.is_any))
}

fn atoms(text: &[char]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at) {
        let end = match first {
            '\\' => at + 2,
            '[' => class_end(text, at),
            '(' => closing(text, at).map_or(text.len(), |it| it + 1),
            _ => at + 1,
        };
        let is_look = *first == '(' && text.get(at + 1) == Some(&'?') && text.get(at + 2) != Some(&':');
        let is_edge = matches!(first, '^' | '$') || (*first == '\\' && matches!(text.get(at + 1), Some('b' | 'B')));
        let (is_optional, repeats, next) = quantifier(text, end);
        atoms.push(Atom {
            is_any: *first == '.',
            is_empty: is_look || is_edge,
            is_optional,
            repeats: repeats && *first != '(',
        });
        at = next.max(at + 1);
    }
    atoms
}

/// Whether what stands before may be absent, whether it may come any number of times, and where the pattern goes on.
fn quantifier(text: &[char], at: usize) -> (bool, bool, usize) {
    let (optional, repeats, mut end) = match text.get(at) {
        Some('*') => (true, true, at + 1),
        Some('+') => (false, true, at + 1),
        Some('?') => (true, false, at + 1),
        Some('{') => {
            let rest: String = text.iter().skip(at + 1).take_while(|it| **it != '}').collect();
            (rest.starts_with('0'), rest.ends_with(','), at + rest.chars().count() + 2)
        }
        _ => return (false, false, at),
    };
    if text.get(end) == Some(&'?') {
        end += 1;
    }
    (optional, repeats, end)
}

fn class_end(text: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(it) = text.get(at) {
        match it {
            '\\' => at += 2,
            ']' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

fn closing(text: &[char], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0usize);
    loop {
        match text.get(at)? {
            '\\' => at += 1,
            '[' => at = class_end(text, at) - 1,
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// The parts of a group's body between `|`, without its `?:`.
fn alternatives(body: &[char]) -> Vec<&[char]> {
    let body = match body {
        ['?', ':', rest @ ..] => rest,
        ['?', '<', rest @ ..] => {
            rest.iter().position(|it| *it == '>').and_then(|it| rest.get(it + 1..)).unwrap_or(rest)
        }
        ['?', ..] => return Vec::new(),
        whole => whole,
    };
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(it) = body.get(at) {
        match it {
            '\\' => at += 1,
            '[' => at = class_end(body, at) - 1,
            '(' => at = closing(body, at).unwrap_or(body.len()),
            '|' => {
                parts.extend(body.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    parts.extend(body.get(from..));
    parts
}

#[cfg(test)]
mod tests {
    use super::ambiguous;

    #[test]
    fn nested_repeats_are_ambiguous() {
        for bad in [
            r"^(a+)+$",
            r"^([a-z0-9]+\s?)*$",
            r"^\w+([.-]?\w+)*@\w+$",
            r"^(?:\d|\w+)*x$",
            r"^(.*,)*$",
            r"^(?<word>\w+\b)+!$",
        ] {
            assert!(ambiguous(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn rounds_with_a_fixed_end_are_not() {
        for good in [
            r"^[a-z]+$",
            r"^(\w+,)*\w+$",
            r"^([a-z]+\.)+[a-z]{2,}$",
            r"^(\d{3})+$",
            r"^(?:[a-z]+-)*[a-z]+$",
            r"^\(a+\)+$",
            r"(a+)*",
            r"^(foo|bar)+$",
            r"^(?=.*\d)(?=.*[a-z]).+$",
            r"^[(a+)]+$",
            "(",
            "[",
            r"\",
            "((((",
            ")",
        ] {
            assert_eq!(ambiguous(good), None, "{good}");
        }
    }
}
