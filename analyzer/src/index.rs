//! Lists that are asked by name thousands of times.

/// Where the items of a list are, by a number made of their names: whoever asks compares the names themselves.
#[derive(Default)]
pub(crate) struct Index {
    /// By the last bits of the number, the first item that has them; or [`NONE`].
    first: Vec<u32>,
    /// For each item the upper half of its number, and the next item whose number has the same last bits.
    items: Vec<(u32, u32)>,
}

const NONE: u32 = u32::MAX;
/// 2⁶⁴ divided by the golden ratio: multiplied by it, numbers that are close come to lie far apart.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The number of a name.
pub(crate) fn key(name: &str) -> u64 {
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let words = words.iter().chain([&last]).map(|it| u64::from_le_bytes(*it));
    mixed(words.fold(name.len() as u64, |all, word| (all.rotate_left(23) ^ word).wrapping_mul(SPREAD)))
}

/// The number of a name in a file.
pub(crate) fn key_in(file: u32, name: &str) -> u64 {
    mixed(key(name) ^ u64::from(file).wrapping_add(1).wrapping_mul(SPREAD))
}

/// The last bits of a product know nothing of the first ones of its factors.
fn mixed(number: u64) -> u64 {
    (number ^ (number >> 32)).wrapping_mul(SPREAD) ^ (number >> 29)
}

impl Index {
    /// Of the numbers of a list's items, in their order.
    pub fn of(keys: &[u64]) -> Index {
        let slots = keys.len().next_power_of_two();
        let mut first = vec![NONE; slots];
        let mut items: Vec<(u32, u32)> = keys.iter().map(|it| ((it >> 32) as u32, NONE)).collect();
        for (at, item) in items.iter_mut().enumerate().rev() {
            let first = keys.get(at).and_then(|it| first.get_mut(slot(*it, slots)));
            item.1 = first.map_or(NONE, |it| std::mem::replace(it, at as u32));
        }
        Index { first, items }
    }

    /// The places of the items with a number, in the order of the list, and seldom of another.
    pub fn get(&self, key: u64) -> impl Iterator<Item = usize> + Clone + use<'_> {
        let mut next = self.first.get(slot(key, self.first.len())).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            loop {
                let at = next as usize;
                let (upper, after) = *self.items.get(at)?;
                next = after;
                if upper == (key >> 32) as u32 {
                    return Some(at);
                }
            }
        })
    }
}

fn slot(key: u64, slots: usize) -> usize {
    key as usize & slots.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_found_in_the_order_of_the_list() {
        let names: Vec<String> = (0..5000).map(|it| format!("name{}", it % 1700)).collect();
        let keys: Vec<u64> = names.iter().map(|it| key(it)).collect();
        let index = Index::of(&keys);
        for name in &names {
            let found: Vec<usize> = index.get(key(name)).filter(|at| names[*at] == *name).collect();
            let wanted: Vec<usize> = (0..names.len()).filter(|at| names[*at] == *name).collect();
            assert_eq!(found, wanted);
        }
        assert_eq!(index.get(key("name")).filter(|at| names[*at] == "name").count(), 0);
        assert_eq!((Index::default().get(key("a")).count(), Index::of(&[]).get(key("a")).count()), (0, 0));
    }

    #[test]
    fn numbers_differ_in_their_last_bits() {
        let names = (0..4096).map(|it| key(&format!("./dto/create-user-{it}.dto")));
        let files = (0..4096).map(|it| key_in(it, "id"));
        for keys in [names.collect::<Vec<u64>>(), files.collect()] {
            let mut slots: Vec<usize> = keys.iter().map(|it| slot(*it, 4096)).collect();
            slots.sort_unstable();
            slots.dedup();
            assert!(slots.len() > 2400, "{} of 4096 slots, of which chance takes 2589", slots.len());
        }
        assert_ne!(key("a"), key("a\0"));
    }
}
