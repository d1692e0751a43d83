//! Cycles in a graph of numbers.

/// The shortest cycle of each knot (nodes that all lead to one another) in a graph of edges `(from, to)`.
pub(super) fn cycles(mut edges: Vec<(u32, u32)>) -> Vec<Vec<u32>> {
    trim(&mut edges);
    let back = reversed(&edges);
    let size = edges.iter().map(|it| it.0).max().map_or(0, |it| it as usize + 1);
    let mut done = Vec::new();
    let mut found = Vec::new();
    for (start, _) in &edges {
        if done.binary_search(start).is_ok() {
            continue;
        }
        let mut behind = walk(*start, &back, size).0;
        behind.sort_unstable();
        let mut knot: Vec<u32> = walk(*start, &edges, size).0;
        knot.retain(|it| behind.binary_search(it).is_ok());
        found.extend(knot.iter().take(MOST_STARTS).filter_map(|it| walk(*it, &edges, size).1).min_by_key(Vec::len));
        done.extend(knot);
        done.sort_unstable();
    }
    found
}

/// From how many nodes of a knot its shortest cycle is looked for.
const MOST_STARTS: usize = 40;

/// Takes away what leads to no cycle or comes from none.
pub(super) fn trim(edges: &mut Vec<(u32, u32)>) {
    edges.retain(|it| it.0 != it.1);
    edges.sort_unstable();
    edges.dedup();
    loop {
        let before = edges.len();
        let sources: Vec<u32> = edges.iter().map(|it| it.0).collect();
        let targets: Vec<u32> = reversed(edges).iter().map(|it| it.0).collect();
        edges.retain(|it| targets.binary_search(&it.0).is_ok() && sources.binary_search(&it.1).is_ok());
        if edges.len() == before {
            return;
        }
    }
}

fn reversed(edges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut back: Vec<(u32, u32)> = edges.iter().map(|it| (it.1, it.0)).collect();
    back.sort_unstable();
    back
}

/// What a node leads to, itself first, and the shortest way back to it.
fn walk(start: u32, edges: &[(u32, u32)], size: usize) -> (Vec<u32>, Option<Vec<u32>>) {
    let mut parents = vec![u32::MAX; size];
    let mut reached = vec![start];
    let mut back = None;
    let mut at = 0;
    while let Some(node) = reached.get(at).copied() {
        let first = edges.partition_point(|it| it.0 < node);
        for (_, to) in edges.iter().skip(first).take_while(|it| it.0 == node) {
            if *to == start {
                back = back.or(Some(node));
            } else if let Some(parent) = parents.get_mut(*to as usize).filter(|it| **it == u32::MAX) {
                *parent = node;
                reached.push(*to);
            }
        }
        at += 1;
    }
    let cycle = back.map(|last| {
        let mut path = vec![last];
        let parent = |it: &u32| parents.get(*it as usize).copied().filter(|it| *it != u32::MAX);
        path.extend(std::iter::successors(parent(&last), parent));
        path.reverse();
        path
    });
    (reached, cycle)
}

#[cfg(test)]
mod tests {
    use super::cycles;

    #[test]
    fn each_knot_gives_its_shortest_cycle() {
        let edges = vec![(0, 1), (1, 2), (2, 3), (3, 1), (2, 1), (3, 4), (4, 5), (5, 6), (6, 7), (7, 5), (7, 8)];
        assert_eq!(cycles(edges), [vec![1, 2], vec![5, 6, 7]]);
    }

    #[test]
    fn what_has_no_way_back_is_no_cycle() {
        assert!(cycles(vec![(0, 1), (1, 2), (0, 2), (3, 3)]).is_empty());
    }
}
