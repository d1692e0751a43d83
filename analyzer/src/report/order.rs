//! One sort for everything a review orders: each further kind of thing that is sorted would cost the wasm 5 KB.

/// The things in the order of their keys; those with the same key stay as they were.
pub(crate) fn sorted<T>(things: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let mut order: Vec<(String, usize)> = things.iter().enumerate().map(|(at, it)| (key(it), at)).collect();
    order.sort_unstable();
    let mut slots: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, at)| slots.get_mut(at)?.take()).collect()
}

/// A key for a path and a number: paths in order of their bytes, numbers by size.
pub(crate) fn place(path: &str, number: u32) -> String {
    format!("{path}\0{number:010}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_path_then_number_then_as_it_was() {
        let things = vec![("b", 1, 'x'), ("a/b", 10, 'x'), ("a/b", 9, 'x'), ("a", 3, 'y'), ("a", 3, 'x')];
        let order: Vec<_> = sorted(things, |it| place(it.0, it.1));
        assert_eq!(order, [("a", 3, 'y'), ("a", 3, 'x'), ("a/b", 9, 'x'), ("a/b", 10, 'x'), ("b", 1, 'x')]);
    }
}
