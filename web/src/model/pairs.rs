//! A rule's examples in pairs: the bad one and the good one that answers it.

use std::collections::BTreeMap;

use analyzer::report::ExamplePage;

use super::diff::{Hunk, Side, hunks};

/// More lines around a change than an example has.
const WHOLE: usize = 10_000;

/// Examples that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// What is found.
    pub bad: Option<ExamplePage>,
    /// What is not.
    pub good: Option<ExamplePage>,
}

/// A bad example and a good one right after it are a pair; others stand alone.
pub fn pairs(examples: &[ExamplePage]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for example in examples {
        match pairs.last_mut() {
            Some(Pair { bad: Some(_), good: good @ None }) if example.good => *good = Some(example.clone()),
            _ if example.good => pairs.push(Pair { bad: None, good: Some(example.clone()) }),
            _ => pairs.push(Pair { bad: Some(example.clone()), good: None }),
        }
    }
    pairs
}

impl Pair {
    /// The whole of both as one diff for each file, if they are alike enough for that to help.
    pub fn diff(&self) -> Option<Vec<(String, Vec<Hunk>)>> {
        let (bad, good) = (self.bad.as_ref()?, self.good.as_ref()?);
        let alike = bad.files.len() == good.files.len() && bad.files.keys().all(|path| good.files.contains_key(path));
        if !alike {
            return None;
        }
        let of_file = |(path, text): (&String, &String)| (path.clone(), hunks(text, &good.files[path], WHOLE));
        let diffs: Vec<(String, Vec<Hunk>)> = bad.files.iter().map(of_file).collect();
        let rows = || diffs.iter().flat_map(|(_, hunks)| hunks).flatten();
        let same = rows().filter(|row| row.side == Side::Same).count();
        let removed = rows().filter(|row| row.side == Side::Removed).count();
        (same > removed).then_some(diffs)
    }
}

/// An example's files by path, under names that say what they hold.
pub fn files(example: &ExamplePage) -> Vec<(String, String)> {
    let of = |files: &BTreeMap<String, String>| files.iter().map(|(path, text)| (path.clone(), text.clone())).collect();
    of(&example.files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(good: bool, text: &str) -> ExamplePage {
        let files = BTreeMap::from([("src/example.ts".to_owned(), text.to_owned())]);
        ExamplePage { good, files, marks: vec![] }
    }

    #[test]
    fn a_good_example_answers_the_bad_one_before_it() {
        let examples = [example(false, "a"), example(true, "b"), example(true, "c"), example(false, "d")];
        let shape: Vec<_> = pairs(&examples).iter().map(|pair| (pair.bad.is_some(), pair.good.is_some())).collect();
        assert_eq!(shape, [(true, true), (false, true), (true, false)]);
    }

    #[test]
    fn a_diff_is_shown_only_of_what_is_alike() {
        let alike = [example(false, "a\nb\nc\nd\n"), example(true, "a\nB\nc\nd\n")];
        assert_eq!(pairs(&alike)[0].diff().expect("alike")[0].1[0].len(), 5);
        let apart = [example(false, "a\nb\n"), example(true, "c\nd\n")];
        assert_eq!(pairs(&apart)[0].diff(), None);
    }
}
