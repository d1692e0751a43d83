//! What specs cover: which classes each test file puts to the test, and which nobody does.

use std::sync::Arc;

use super::Role;
#[cfg(feature = "whole")]
use super::call::Call;
use super::class::Class;
use super::e2e::EndToEnd;
use super::{File, ImportedName, Project};
#[cfg(feature = "whole")]
use crate::syntax::plain;
use crate::syntax::{Field, Kind, Syntax, literal};

/// What the tests of a project say.
#[derive(Default)]
pub(super) struct Specs<'t> {
    pub end_to_end: EndToEnd<'t>,
    /// File and place of a class, and of a test file that tests it; sorted.
    covered: Covered,
    untested: Vec<Untested<'t>>,
}

type Covered = Vec<((u32, u32), u32)>;

/// Services, controllers and guards of one app that no test touches.
#[derive(Clone)]
pub struct Untested<'t> {
    /// Those with the most decisions first, and how many they take.
    pub classes: Vec<(usize, Arc<Class<'t>>)>,
    /// How many are tested.
    pub tested: usize,
}

/// A class that takes fewer decisions than this only passes calls on.
const FEW: usize = 3;

impl<'t> Project<'t> {
    /// The test files that put a class to the test: create it, list it in a testing module, call it.
    pub fn covered_by(&self, class: &Class) -> impl Iterator<Item = u32> {
        let place = class.syntax.place();
        let first = self.specs.covered.partition_point(|(it, _)| *it < place);
        self.specs.covered.iter().skip(first).take_while(move |(it, _)| *it == place).map(|(_, file)| *file)
    }

    /// The class of what a spec holds: by its type, `jest.Mocked<X>` too, or by what made it.
    #[cfg(feature = "whole")]
    pub fn held_class(&self, holder: Syntax<'t>) -> Option<&Arc<Class<'t>>> {
        let holder = plain(holder);
        let named = |it: Syntax<'t>| self.class_named(holder.file, it.text());
        if holder.kind() == Kind::Identifier && holder.text().starts_with(|it: char| it.is_ascii_uppercase()) {
            return named(holder);
        }
        let name = holder.text().strip_prefix("this.").unwrap_or(holder.text());
        let held = self.held(holder)?;
        let is_it = |it: &Syntax<'t>| {
            let target = it.field(Field::Name).or(it.field(Field::Left));
            target.is_some_and(|it| it.text() == holder.text() || it.text() == name)
        };
        let root = holder.root();
        let declared = || root.find(Kind::Declarator).find(is_it)?.field(Field::Type);
        let typed = held.annotation.map(|it| it.syntax).or_else(declared);
        let by_type = typed.and_then(|it| it.find(Kind::TypeIdentifier).chain([it]).filter_map(named).last());
        by_type.or_else(|| {
            let given = || root.find(Kind::Assignment).find(is_it)?.field(Field::Right);
            let call = Call::of(plain(held.value.or_else(given)?))?;
            named(if call.is_new { call.callee } else { *call.args.first()? })
        })
    }

    /// What no test touches, one per app.
    pub fn untested(&self) -> &[Untested<'t>] {
        &self.specs.untested
    }

    pub(super) fn read_specs(&mut self) {
        self.specs.end_to_end = self.read_end_to_end();
        self.specs.covered = self.read_covered();
        self.specs.untested = self.read_untested();
    }

    fn read_covered(&self) -> Covered {
        let mut covered = Vec::new();
        for (id, _) in (0..).zip(self.files).filter(|(id, _)| self.is_test_file(*id) || self.has_tests(*id)) {
            self.read_spec(id, &mut covered);
        }
        covered.sort_unstable();
        covered.dedup();
        covered
    }

    fn read_spec(&self, file: u32, covered: &mut Covered) {
        let (mut tested, mut mocked, mut modules) = (Vec::new(), Vec::new(), Vec::new());
        for call in self.calls_in(file) {
            let name = call.name;
            if matches!(name, "mock" | "doMock" | "unstable_mockModule") {
                modules.extend(call.args.first().and_then(|it| literal(*it)));
            }
            let is_mock = name.starts_with("override") || matches!(name, "createMock" | "mock" | "mocked" | "spyOn");
            if call.is_new || call.receiver.is_some_and(|it| it.kind() == Kind::Identifier) {
                tested.push(call.receiver.filter(|_| !call.is_new).unwrap_or(call.callee).text());
            }
            let given = call.args.iter().filter(|it| it.kind() == Kind::Identifier && !is_mock);
            let into: &mut Vec<&str> = &mut tested;
            into.extend(given.map(|it| it.text()));
            if name == "createTestingModule" {
                for node in call.args.iter().flat_map(|it| self.constant(*it).descendants()) {
                    let is_listed = node.parent().is_some_and(|it| it.kind() == Kind::Array);
                    match node.kind() {
                        Kind::Identifier if is_listed => tested.push(node.text()),
                        Kind::Pair if node.field(Field::Key).is_some_and(|it| it.text() == "provide") => {
                            mocked.extend(node.field(Field::Value).map(Syntax::text));
                        }
                        _ => {}
                    }
                }
            }
        }
        for names in [&mut tested, &mut mocked, &mut modules] {
            names.sort_unstable();
            names.dedup();
        }
        for import in self.imports_of(file).filter(|it| modules.binary_search(&it.module).is_err()) {
            let is_real = |it: &&ImportedName| !it.type_only && mocked.binary_search(&it.local).is_err();
            let names = import.names.iter().filter(is_real);
            for name in names.filter(|it| tested.binary_search(&it.local).is_ok()) {
                covered.extend(self.class_named(file, name.local).map(|it| (it.syntax.place(), file)));
            }
        }
    }

    /// One per app with such classes, in a repository that tests some of its classes.
    fn read_untested(&self) -> Vec<Untested<'t>> {
        let mut apps: Vec<(&str, Untested)> = Vec::new();
        let classes = self.classes.iter().filter(|it| it.is(Role::Provider) || it.is(Role::Controller));
        for class in classes.filter(|_| !self.specs.covered.is_empty()) {
            let syntax = class.syntax;
            let Some(file) = self.file(syntax).filter(|_| !self.is_test(syntax) && !self.is_script(syntax)) else {
                continue;
            };
            let weight = if syntax.kind() == Kind::AbstractClass { 0 } else { decisions(syntax) };
            if weight < FEW {
                continue;
            }
            let app = app_of(&file.path);
            // Files are sorted by path, so an app's stand together.
            if apps.last().is_none_or(|(it, _)| *it != app) {
                apps.push((app, Untested { classes: Vec::new(), tested: 0 }));
            }
            let Some((_, untested)) = apps.last_mut() else { continue };
            let is_requested = self.routes_of(class).any(|it| self.is_requested(it));
            if self.covered_by(class).next().is_some() || self.has_sibling(file) || is_requested {
                untested.tested += 1;
            } else {
                untested.classes.push((weight, class.clone()));
            }
        }
        apps.retain(|(_, it)| !it.classes.is_empty());
        for (_, it) in &mut apps {
            it.classes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        }
        apps.into_iter().map(|(_, it)| it).collect()
    }

    /// `users.service.spec.ts` beside `users.service.ts`.
    fn has_sibling(&self, file: &File) -> bool {
        let Some((stem, _)) = file.path.rsplit_once('.') else { return false };
        let wanted = [".spec.ts", ".test.ts"].map(|it| [stem, it].concat());
        wanted.iter().any(|it| self.files.binary_search_by(|file| file.path.as_str().cmp(it)).is_ok())
    }
}

/// How often the code takes one way or another.
fn decisions(class: Syntax) -> usize {
    let kinds = [Kind::If, Kind::Ternary, Kind::Switch, Kind::For, Kind::ForIn, Kind::While, Kind::Catch, Kind::Throw];
    class.descendants().filter(|it| it.is(&kinds)).count()
}

/// `apps/api` of `apps/api/src/main.ts`; empty where a repository is one app.
fn app_of(path: &str) -> &str {
    let shared = ["apps/", "libs/", "packages/", "services/"];
    let start = shared.iter().find(|it| path.starts_with(**it)).map_or(0, |it| it.len());
    let end = path.get(start..).and_then(|it| it.find('/')).map_or(0, |it| start + it);
    if start == 0 { "" } else { path.get(..end).unwrap_or_default() }
}
