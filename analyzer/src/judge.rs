//! Every subject of a check, and what the rule says of it.

use crate::finding::Finding;
use crate::project::Project;
use crate::rule::Check;

/// How many subjects a check looked at, and what it found.
pub(crate) fn run(check: Check, project: &Project) -> (usize, Vec<Finding>) {
    match check {
        Check::Call(names, check) => {
            let calls = names.iter().flat_map(|it| project.calls_of(it));
            each(calls.filter(|it| !it.is_new), |it| check(project, it))
        }
        Check::New(names, check) => {
            let calls = names.iter().flat_map(|it| project.calls_of(it));
            each(calls.filter(|it| it.is_new), |it| check(project, it))
        }
        #[cfg(feature = "whole")]
        Check::Flow(harm, check) => {
            let found = each(project.flows.of_harm(harm), |it| check(project, it)).1;
            (project.flows.judged(harm), found)
        }
        Check::Followed(check) => run(*check, project),
        Check::CallOn(kind, names, check) => {
            let calls = names.iter().flat_map(|it| project.calls_of(it));
            each(calls.filter(|it| project.is_called_on(it, kind)), |it| check(project, it))
        }
        Check::Node(kind, check) => each(project.roots.iter().flat_map(|it| it.find(kind)), |it| check(project, it)),
        Check::Class(role, check) => each(project.classes.iter().filter(|it| it.is(role)), |it| check(project, it)),
        Check::Injection(role, check) => {
            let classes = project.classes.iter().filter(|it| it.is(role));
            each(classes.flat_map(|it| it.injections.iter().map(move |one| (it, one))), |(class, it)| {
                check(project, class, it)
            })
        }
        Check::Property(check) => {
            let classes = project.classes.iter().filter(|it| project.is_request(it));
            each(classes.flat_map(|it| it.properties.iter().map(move |one| (it, one))), |(class, it)| {
                check(project, class, it)
            })
        }
        Check::Route(check) => each(&project.routes, |it| check(project, it)),
        Check::Access(check) => each(&project.accesses, |it| check(project, it)),
        Check::Entry(kinds, check) => {
            each(project.entries.iter().filter(|it| kinds.contains(&it.kind)), |it| check(project, it))
        }
        Check::Parameter(check) => {
            let routes = project.routes.iter();
            each(routes.flat_map(|it| it.method.parameters.iter().map(move |one| (it, one))), |(route, it)| {
                check(project, route, it)
            })
        }
        Check::Pipe(names, check) => {
            each(project.pipes.iter().filter(|it| names.contains(&it.name)), |it| check(project, it))
        }
        Check::SigningKey(check) => each(&project.signing_keys, |it| check(project, it)),
        Check::Query(check) => each(&project.queries, |it| check(project, it)),
        #[cfg(feature = "whole")]
        Check::Work(check) => each(&project.works, |it| check(project, it)),
        Check::Loop(check) => each(&project.loops, |it| check(project, it)),
        Check::Log(check) => each(&project.logs, |it| check(project, it)),
        Check::Test(check) => each(&project.tests, |it| check(project, it)),
        Check::TestApp(check) => each(project.test_apps(), |it| check(project, it)),
        Check::TestRequest(check) => each(project.test_requests(), |it| check(project, it)),
        Check::Untested(check) => each(project.untested(), |it| check(project, it)),
        Check::Relation(check) => each(&project.relations, |it| check(project, it)),
        Check::Model(check) => each(&project.models, |it| check(project, it)),
        Check::Column(check) => {
            let fields = project.models.iter().flat_map(|it| it.fields.iter().map(move |one| (it, one)));
            each(fields, |(model, it)| check(project, model, it))
        }
        Check::Index(check) => {
            let attributes = project.models.iter().flat_map(|it| it.attributes.iter().map(move |one| (it, one)));
            each(attributes.filter(|(_, it)| it.name == "index"), |(model, it)| check(project, model, it))
        }
        Check::Search(check) => each(&project.searches, |it| check(project, it)),
        Check::Step(check) => {
            let steps = project.histories.iter().flat_map(|it| it.steps.iter().map(move |one| (it, one)));
            each(steps, |(history, it)| check(project, history, it))
        }
        Check::Address(check) => each(project.addresses.iter().copied(), |it| check(project, it)),
        Check::Variable(check) => each(&project.variables, |it| check(project, it)),
        Check::Import(check) => each(&project.imports, |it| check(project, it)),
        Check::ImportOf(modules, check) => {
            each(project.imports.iter().filter(|it| modules.contains(&it.module)), |it| check(project, it))
        }
        Check::Undeclared(check) => each(&project.undeclared, |it| check(project, it)),
        Check::Documented(check) => each(&project.documented, |it| check(project, it)),
        Check::Queue(check) => each(project.queue_names(), |it| check(project, it)),
        Check::Job(check) => each(project.jobs(), |it| check(project, it)),
        Check::Cached(check) => each(project.cached(), |it| check(project, it)),
        Check::Metric(check) => each(project.metrics(), |it| check(project, it)),
        Check::Measured(check) => each(project.measured(), |it| check(project, it)),
        Check::Bootstrap(check) => each(&project.bootstraps, |it| check(project, it)),
        Check::File(..) | Check::Dependency(..) | Check::TsConfig(_) | Check::Command(_) => beside(check, project),
        Check::Stage(_) | Check::Instruction(..) | Check::Coverage(_) | Check::Backend(_) | Check::Library(_) => {
            beside(check, project)
        }
        Check::Module(check) => each(&project.wiring.modules, |it| check(project, it)),
        Check::Wire(check) => each(&project.wiring.wires, |it| check(project, it)),
        Check::Factory(check) => each(project.factories().iter().copied(), |it| check(project, it)),
        Check::Cycle(check) => each(&project.wiring.cycles, |it| check(project, it)),
        Check::Suppression(_) => (0, Vec::new()),
    }
}

/// As [`run`], for the files beside the code.
fn beside(check: Check, project: &Project) -> (usize, Vec<Finding>) {
    let stages = &project.around.stages;
    match check {
        _ if cfg!(not(feature = "whole")) => (0, Vec::new()),
        Check::File(names, check) => {
            let begins = |file: &str| names.iter().any(|it| file.starts_with(it));
            let files = (0..).zip(&project.file_names).filter(|(_, it)| begins(it));
            each(files, |(file, _)| check(project, file))
        }
        Check::Library(check) => each(&project.standard.facts.libraries, |it| check(project, it)),
        Check::Dependency(names, check) => {
            let listed = project.manifests.iter().flat_map(|it| it.listed().map(move |one| (it, one)));
            each(listed.filter(|(_, it)| names.contains(&it.name)), |(manifest, it)| check(project, manifest, it))
        }
        Check::TsConfig(check) => each(project.compilers(), |it| check(project, *it)),
        Check::Command(check) => each(project.commands(), |it| check(project, &it)),
        Check::Stage(check) => each(stages.iter().filter(|it| it.is_last), |it| check(project, it)),
        Check::Instruction(keywords, check) => {
            let all = stages.iter().flat_map(|it| it.instructions.iter().map(move |one| (it, one)));
            let named = all.filter(|(_, it)| keywords.iter().any(|word| it.keyword.eq_ignore_ascii_case(word)));
            each(named, |(stage, it)| check(project, stage, it))
        }
        Check::Coverage(check) => each(&project.around.coverage, |it| check(project, it)),
        Check::Backend(check) => each(project.backends(), |it| check(project, &it)),
        _ => (0, Vec::new()),
    }
}

pub(crate) fn each<T>(
    subjects: impl IntoIterator<Item = T>,
    check: impl Fn(T) -> Option<Finding>,
) -> (usize, Vec<Finding>) {
    let mut judged = 0;
    let found = subjects.into_iter().inspect(|_| judged += 1).filter_map(check).collect();
    (judged, found)
}
