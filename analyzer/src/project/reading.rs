//! Reads the facts in order, and answers what concerns them all: evidence, applications, tests.

use super::parts::Parts;
use super::*;
use crate::parallel::Threads;
use crate::rule::Evidence;

/// What comes of following values: nothing in the first engine.
#[cfg(feature = "whole")]
type Followed<'t> = crate::flow::Flows<'t>;
#[cfg(not(feature = "whole"))]
type Followed<'t> = std::marker::PhantomData<&'t ()>;

impl<'t> Project<'t> {
    /// Reads the facts out of the files.
    pub fn of(files: &'t [File], standard: &'t Standard) -> Project<'t> {
        Project::read(files, standard, &Threads::of(1))
    }

    /// As [`Project::of`], on some threads.
    pub(crate) fn read(files: &'t [File], standard: &'t Standard, threads: &Threads) -> Project<'t> {
        let roots: Vec<Syntax> = (0..).zip(files).filter_map(|(id, it)| it.typescript(id)).collect();
        let prisma: Vec<Syntax> = (0..).zip(files).filter_map(|(id, it)| it.prisma(id)).collect();
        let Parts { imports, reexports, symbols, classes, calls, shapes, mentions, loops } = Parts::of(&roots, threads);
        let named = || (resolve::Modules::of(files, &imports, reexports, symbols), route::all(&classes));
        let beside = || {
            let histories = if cfg!(feature = "whole") { migration::all(files, &calls) } else { Vec::new() };
            let by_name = calls.iter().map(|it| key(it.name)).collect::<Vec<_>>();
            let by_name = Index::of(&by_name);
            (histories, suppression::all(files), env::all(files), around::of(files), by_name, test::all(&calls))
        };
        let ((modules, routes), beside) = threads.join(named, beside);
        let (histories, suppressions, variables, around, calls_by_name, tests) = beside;
        let logs = log::all(&calls);
        let bootstraps = bootstrap::all(&calls);
        let addresses = schemas::addresses(&prisma);
        let enums = schemas::enums(&prisma);
        let (schemas, models) = schemas::read(&prisma, files);
        let relations = schema::relations(&models);
        let datasource = schemas.first().map(|it| it.datasource).unwrap_or_default();
        let manifests = manifest::all(files, &around.documents);
        let classes_by_name: Vec<u64> = classes.iter().map(|it| key(it.name.text())).collect();
        let classes_by_file: Vec<u64> = classes.iter().map(|it| key_in(it.syntax.file, it.name.text())).collect();
        let class_places = classes.iter().map(|it| (it.syntax.file, it.syntax.span().start)).collect();
        let names_imported = import::Locals::of(&imports);
        let mut project = Project {
            standard,
            files,
            file_names: files.iter().map(File::name).collect(),
            roots,
            imports,
            modules,
            test_files: files.iter().map(File::is_test).collect(),
            script_files: files.iter().map(File::is_script).collect(),
            undeclared: Vec::new(),
            documented: Vec::new(),
            shown: Vec::new(),
            calls,
            classes,
            class_places,
            routes,
            entries: Vec::new(),
            guards: Vec::new(),
            accesses: Vec::new(),
            doors: access::Doors::default(),
            request_classes: Vec::new(),
            shapes: shape::Shapes::of(shapes),
            readers: Vec::new(),
            nested: Vec::new(),
            #[cfg(feature = "whole")]
            intakes: Vec::new(),
            pipes: Vec::new(),
            signing_keys: Vec::new(),
            signing_literals: Vec::new(),
            queries: Vec::new(),
            loops,
            mentions,
            logs,
            tests,
            bootstraps,
            models,
            schemas,
            enums,
            histories,
            searches: Vec::new(),
            bound: search::Bound::default(),
            relations,
            datasource,
            addresses,
            variables,
            around,
            manifests,
            wiring: Wiring::default(),
            backing: backing::Backing::default(),
            specs: spec::Specs::default(),
            #[cfg(feature = "whole")]
            flows: crate::flow::Flows::default(),
            #[cfg(feature = "whole")]
            works: Vec::new(),
            suppressions,
            names_imported,
            said_by_imports: OnceLock::new(),
            classes_by_name: Index::of(&classes_by_name),
            classes_by_file: Index::of(&classes_by_file),
            calls_by_name,
        };
        // Everything below asks which files run together.
        project.modules.running = project.read_running();
        project.read_entries();
        project.read_database();
        project.request_classes = project.read_request_classes();
        project.readers = project.read_readers();
        project.nested = project.read_nested();
        project.pipes = project.read_pipes();
        project.signing_keys = project.read_signing_keys();
        project.signing_literals = project.read_signing_literals();
        if cfg!(feature = "whole") {
            let (undeclared, documented) = threads.join(|| project.read_undeclared(), || project.read_documented());
            project.undeclared = undeclared;
            (project.documented, project.shown) = documented;
            project.read_wiring();
            project.read_backing();
            project.read_specs();
        }
        #[cfg(feature = "whole")]
        {
            (project.intakes, project.works) = threads.join(|| project.read_intakes(), || project.read_works());
        }
        project
    }

    /// Follows values through the project, for the rules that ask for it.
    #[cfg(feature = "whole")]
    pub(crate) fn follow_values(&self) -> Followed<'t> {
        crate::flow::Flows::of(self)
    }

    /// Takes in what [`Project::follow_values`] found.
    #[cfg(feature = "whole")]
    pub(crate) fn know_values(&mut self, followed: Followed<'t>) {
        let cut = followed.cut.map(|it| (it.into(), crate::flow::CUT.to_owned()));
        self.around.problems.extend(cut);
        self.flows = followed;
    }

    #[cfg(not(feature = "whole"))]
    pub(crate) fn follow_values(&self) -> Followed<'t> {
        std::marker::PhantomData
    }

    #[cfg(not(feature = "whole"))]
    pub(crate) fn know_values(&mut self, _: Followed<'t>) {}

    /// Whether the files hold what a rule cannot judge without.
    pub fn has(&self, evidence: Evidence) -> bool {
        match evidence {
            Evidence::Bootstrap => !self.bootstraps.is_empty(),
            Evidence::Schema => !self.models.is_empty(),
            Evidence::PackageJson => !self.manifests.is_empty(),
            Evidence::Module => self.classes.iter().any(|it| it.decorator("Module").is_some()),
            Evidence::Guards => self.has_guards(),
            Evidence::Tests => !self.tests.is_empty(),
            Evidence::TsConfig => self.around.has(self.files, "tsconfig"),
            Evidence::Coverage => !self.around.coverage.is_empty(),
            Evidence::Migrations => !self.histories.is_empty(),
        }
    }

    /// Whether two files are part of one running application: of one app, or one of a library that the app uses.
    pub fn same_app(&self, one: u32, other: u32) -> bool {
        app::same(self, one, other)
    }

    /// The file a node stands in.
    pub fn file(&self, syntax: Syntax) -> Option<&'t File> {
        self.files.get(syntax.file as usize)
    }

    /// Whether a node stands in a test.
    pub fn is_test(&self, syntax: Syntax) -> bool {
        self.is_test_file(syntax.file) || self.is_within_test(syntax)
    }

    /// As [`File::is_test`], which is asked of some files thousands of times.
    pub(super) fn is_test_file(&self, file: u32) -> bool {
        self.test_files.get(file as usize).copied().unwrap_or(false)
    }

    /// Whether a node stands in a seed, a script, a migration.
    pub fn is_script(&self, syntax: Syntax) -> bool {
        self.script_files.get(syntax.file as usize).copied().unwrap_or(false)
    }
}
