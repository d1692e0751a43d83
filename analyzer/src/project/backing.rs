//! What an application leans on at run time: queues, caches, metrics.

use super::cache::Caches;
use super::queue::Queues;
use super::{Measured, Metric, Project};

/// The facts about each.
#[derive(Default)]
pub(super) struct Backing<'t> {
    pub queues: Queues<'t>,
    pub caches: Caches<'t>,
    pub metrics: Vec<Metric<'t>>,
    pub measured: Vec<Measured<'t>>,
}

impl Project<'_> {
    /// Each part sees only those before it.
    pub(super) fn read_backing(&mut self) {
        self.backing.queues = self.read_queues();
        self.backing.caches = self.read_caches();
        self.backing.metrics = self.read_metrics();
        self.backing.measured = self.read_measured();
    }
}
