//! The variables at a file's top, by name: names inside the file are looked up here again and again.

use super::{Field, Kind, Span, Syntax};

/// The statements at a file's top that declare variables.
#[derive(Debug, Default)]
pub(super) struct Variables {
    /// Each name with its statement, by name.
    named: Vec<(Span, u32)>,
    /// Statements that take variables out of something.
    patterns: Vec<u32>,
}

impl<'t> Syntax<'t> {
    /// The statements at the file's top that may declare a variable of this name.
    pub fn variables(self, name: &str) -> impl Iterator<Item = Syntax<'t>> {
        let root = self.root();
        let text = |span: Span| root.tree.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let Variables { named, patterns } = self.tree.variables.get_or_init(|| root.read_variables());
        let first = named.partition_point(|(it, _)| text(*it) < name);
        let same = named.get(first..).unwrap_or_default().iter().take_while(move |(it, _)| text(*it) == name);
        same.map(|(_, id)| id).chain(patterns).map(move |id| root.at(*id))
    }

    fn read_variables(self) -> Variables {
        let mut all = Variables::default();
        for statement in self.children() {
            let declaration = statement.declaration();
            if !declaration.is(&[Kind::Lexical, Kind::Var]) {
                continue;
            }
            for name in declaration.children().filter_map(|it| it.field(Field::Name)) {
                match name.kind() {
                    Kind::Identifier => all.named.push((name.span(), declaration.id)),
                    _ => all.patterns.push(declaration.id),
                }
            }
        }
        let text = |span: &Span| self.tree.text.get(span.start as usize..span.end as usize);
        all.named.sort_by(|(one, _), (other, _)| text(one).cmp(&text(other)));
        all
    }
}
