//! Work shared among threads, with its results in the order of the items. In a browser there is one thread.

/// What `work` makes of each item. There are as many threads as states, and each has one for itself.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn map_with<S: Send, T: Sync, R: Send>(
    states: &mut [S],
    items: &[T],
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let run = |state: &mut S| {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some(item) = items.get(at) else { return made };
            made.push((at, work(state, item)));
        }
    };
    let Some((own, others)) = states.split_first_mut() else { return Vec::new() };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = others.iter_mut().map(|it| scope.spawn(|| run(it))).collect();
        let mut all = run(own);
        for other in others {
            all.extend(other.join().unwrap_or_else(|it| std::panic::resume_unwind(it)));
        }
        all
    });
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, it)| it).collect()
}

/// What `work` makes of each item.
#[cfg(target_arch = "wasm32")]
pub(crate) fn map_with<S, T, R>(states: &mut [S], items: &[T], work: impl Fn(&mut S, &T) -> R) -> Vec<R> {
    let Some(state) = states.first_mut() else { return Vec::new() };
    items.iter().map(|it| work(state, it)).collect()
}

/// What `work` makes of each item, on some threads.
pub(crate) fn map<T: Sync, R: Send>(jobs: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_with(&mut vec![(); jobs.max(1)], items, |(), it| work(it))
}

/// What two pieces of work make, at once if there are threads for it.
pub(crate) fn join<A, B: Send>(jobs: usize, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    if jobs < 2 || cfg!(target_arch = "wasm32") {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        (one(), other.join().unwrap_or_else(|it| std::panic::resume_unwind(it)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stay_in_order_and_every_thread_has_its_state() {
        let items: Vec<usize> = (0..1000).collect();
        let mut counts = [0; 4];
        let doubled = map_with(&mut counts, &items, |count, it| {
            *count += 1;
            it * 2
        });
        assert!(doubled.iter().enumerate().all(|(at, it)| *it == at * 2));
        assert_eq!(counts.iter().sum::<usize>(), 1000);
        assert_eq!(map(0, &items, |it| *it), items);
        assert_eq!((join(1, || 1, || 2), join(2, || 1, || 2)), ((1, 2), (1, 2)));
        assert!(map_with(&mut [(); 0], &items, |(), it| *it).is_empty());
    }
}
