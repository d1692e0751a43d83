//! The files around the code, read once: JSON documents, images, services, coverage.

use super::document::{Document, Problem};
use super::lockfile::{self, Manager};
use super::{Coverage, File, Service, Stage, compose, coverage, document, image, layout};

/// What the files beside the code say.
#[derive(Default)]
pub struct Around<'t> {
    /// JSON files, by file.
    pub documents: Vec<Document<'t>>,
    /// Stages of `Dockerfile`s.
    pub stages: Vec<Stage<'t>>,
    /// Services of `docker-compose.yml`s.
    pub services: Vec<Service<'t>>,
    /// Lockfiles and who wrote them, by file.
    pub lockfiles: Vec<(u32, Manager)>,
    /// Coverage reports.
    pub coverage: Vec<Coverage>,
    /// Folders of applications and libraries, sorted.
    pub(super) homes: Vec<&'t str>,
    /// What [`super::Project::compilers`] gives, once someone asks.
    pub(super) compilers: std::sync::OnceLock<Vec<u32>>,
    /// What could not be read, and where.
    pub problems: Vec<Problem>,
}

pub(super) fn of(files: &[File]) -> Around<'_> {
    let (documents, mut problems) = document::all(files);
    let homes = layout::homes(files);
    let mut around = Around { documents, homes, ..Around::default() };
    if cfg!(feature = "whole") {
        around.coverage = coverage::all(files, &mut problems);
        around.lockfiles = lockfile::all(files);
        around.stages = image::all(files);
        around.services = compose::all(files);
    }
    around.problems = problems;
    around
}

impl Around<'_> {
    /// Whether a JSON file whose name begins like this could be read.
    pub(super) fn has(&self, files: &[File], name: &str) -> bool {
        let mut named = self.documents.iter().filter_map(|it| files.get(it.file as usize));
        named.any(|it| it.name().starts_with(name))
    }
}
