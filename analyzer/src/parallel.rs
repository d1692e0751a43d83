//! Work shared among threads, with its results in the order of the items. In a browser there is one thread.

/// The thread that asks, and others that wait for its work.
pub(crate) struct Threads {
    count: usize,
    /// All but the asking one. A review shares its work a dozen times: to start a thread for each costs more than some of
    /// that work.
    #[cfg(not(target_arch = "wasm32"))]
    others: Option<rayon::ThreadPool>,
}

impl Threads {
    /// So many with the asking one. Where the system gives no more threads, that one works alone.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn of(count: usize) -> Threads {
        let others = match count {
            0 | 1 => None,
            _ => rayon::ThreadPoolBuilder::new().num_threads(count - 1).build().ok(),
        };
        Threads { count: if others.is_some() { count } else { 1 }, others }
    }

    /// One.
    #[cfg(target_arch = "wasm32")]
    pub fn of(_: usize) -> Threads {
        Threads { count: 1 }
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.count
    }

    /// What `work` makes of each item. As many threads work as there are states, and each has one for itself.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn map_with<S: Send, T: Sync, R: Send>(
        &self,
        states: &mut [S],
        items: &[T],
        work: impl Fn(&mut S, &T) -> R + Sync,
    ) -> Vec<R> {
        let next = std::sync::atomic::AtomicUsize::new(0);
        let run = |(state, made): (&mut S, &mut Vec<(usize, R)>)| {
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(item) = items.get(at) else { return };
                made.push((at, work(state, item)));
            }
        };
        let mut made: Vec<Vec<(usize, R)>> = states.iter().map(|_| Vec::new()).collect();
        let mut places = states.iter_mut().zip(&mut made);
        let own = places.next();
        match &self.others {
            Some(others) => others.in_place_scope(|scope| {
                places.for_each(|it| scope.spawn(|_| run(it)));
                own.into_iter().for_each(run);
            }),
            None => own.into_iter().for_each(run),
        }
        let mut all: Vec<(usize, R)> = made.into_iter().flatten().collect();
        all.sort_unstable_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, it)| it).collect()
    }

    /// What `work` makes of each item.
    #[cfg(target_arch = "wasm32")]
    pub fn map_with<S, T, R>(&self, states: &mut [S], items: &[T], work: impl Fn(&mut S, &T) -> R) -> Vec<R> {
        let Some(state) = states.first_mut() else { return Vec::new() };
        items.iter().map(|it| work(state, it)).collect()
    }

    /// What `work` makes of each item.
    pub fn map<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        self.map_with(&mut vec![(); self.count], items, |(), it| work(it))
    }

    /// What two pieces of work make, at once if there are threads for it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn join<A, B: Send>(&self, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
        let Some(others) = &self.others else { return (one(), other()) };
        let mut second = None;
        let first = others.in_place_scope(|scope| {
            scope.spawn(|_| second = Some(other()));
            one()
        });
        (first, second.expect("the scope has waited for it"))
    }

    /// What two pieces of work make.
    #[cfg(target_arch = "wasm32")]
    pub fn join<A, B>(&self, one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stay_in_order_and_every_thread_has_its_state() {
        let items: Vec<usize> = (0..1000).collect();
        let mut counts = [0; 4];
        let threads = Threads::of(4);
        let doubled = threads.map_with(&mut counts, &items, |count, it| {
            *count += 1;
            it * 2
        });
        assert!(doubled.iter().enumerate().all(|(at, it)| *it == at * 2));
        assert_eq!(counts.iter().sum::<usize>(), 1000);
        assert_eq!((Threads::of(0).map(&items, |it| *it), threads.count()), (items.clone(), 4));
        assert_eq!((Threads::of(1).join(|| 1, || 2), threads.join(|| 1, || 2)), ((1, 2), (1, 2)));
        assert!(threads.map_with(&mut [(); 0], &items, |(), it| *it).is_empty());
    }
}
