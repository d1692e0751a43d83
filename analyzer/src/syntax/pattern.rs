//! Code with holes, which a team writes into its standard: `$A` is one node, `$$$ARGS` any number. ast-grep matches it.

use std::borrow::Cow;
use std::fmt;

use ast_grep_core::language::Language as Dialect;
use ast_grep_core::matcher::PatternBuilder;
use ast_grep_core::meta_var::MetaVarEnv;
use ast_grep_core::tree_sitter::{LanguageExt, StrDoc, TSLanguage};
use ast_grep_core::{AstGrep, Matcher, Node, PatternError};

use super::Span;
use super::parser::readable_typescript;

/// The longest pattern, in bytes: a longer one is a file pasted by mistake, and nests too deep to be matched.
const LONGEST: usize = 1000;

/// A piece of TypeScript in which `$NAME` stands for one node, `$$$NAME` for any number, `$_` and `$$$` for what is not
/// looked at again.
#[derive(Clone)]
pub struct Pattern {
    code: ast_grep_core::Pattern,
}

/// What a node has to be: all that is given holds. A list holds if one of it does.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// It matches.
    pub pattern: Vec<Pattern>,
    /// Something around it does.
    pub inside: Vec<Shape>,
    /// Something within it does.
    pub has: Vec<Shape>,
    /// It does not.
    pub not: Vec<Shape>,
}

/// A place that has a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// In bytes of the text.
    pub span: Span,
    /// What each name of the pattern stands for, longest name first: `$$$ARGS` and its source.
    pub names: Vec<(String, String)>,
}

/// A TypeScript text as patterns see it; the engine's own trees leave out what no rule of its own asks for.
pub struct Document<'t> {
    text: &'t str,
    root: AstGrep<Code>,
}

type Code = StrDoc<TypeScript>;
type Names<'r> = MetaVarEnv<'r, Code>;

#[derive(Clone)]
struct TypeScript;

impl Dialect for TypeScript {
    fn kind_to_id(&self, kind: &str) -> u16 {
        self.get_ts_language().id_for_node_kind(kind, true)
    }

    fn field_to_id(&self, field: &str) -> Option<u16> {
        self.get_ts_language().field_id_for_name(field).map(|it| it.get())
    }

    fn build_pattern(&self, builder: &PatternBuilder) -> Result<ast_grep_core::Pattern, PatternError> {
        builder.build(|code| StrDoc::try_new(code, self.clone()))
    }
}

impl LanguageExt for TypeScript {
    fn get_ts_language(&self) -> TSLanguage {
        tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code.fixed_string())
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A sentence on why it is none.
    pub fn read(text: &str) -> Result<Pattern, String> {
        if text.len() > LONGEST {
            return Err(format!("A pattern has at most {LONGEST} characters."));
        }
        let code = ast_grep_core::Pattern::try_new(text, TypeScript).map_err(|error| match error {
            PatternError::NoContent(_) => "A pattern is a piece of TypeScript; this is empty.".to_owned(),
            PatternError::MultipleNode(_) => {
                "A pattern is one statement or one expression; these are several.".to_owned()
            }
            PatternError::RootMultiMetaVar(_) => "`$$$` stands for a list inside of something, as in `f($$$)`.".into(),
            _ => "This pattern cannot be read as TypeScript.".into(),
        })?;
        if code.has_error() {
            return Err("This pattern cannot be read as TypeScript.".into());
        }
        Ok(Pattern { code })
    }
}

impl Document<'_> {
    /// Parses; `None` where nothing can be parsed.
    pub fn of(text: &str) -> Option<Document<'_>> {
        let code = StrDoc::try_new(&readable_typescript(text), TypeScript).ok()?;
        Some(Document { text, root: AstGrep::doc(code) })
    }
}

impl Shape {
    /// Whether a text holds the words without which nothing of it has this shape.
    pub fn may_be_in(&self, text: &str) -> bool {
        self.pattern.iter().any(|it| text.contains(&*it.code.fixed_string()))
    }

    /// Every place that has this shape, in reading order; none inside of another that was found.
    pub fn find(&self, document: &Document) -> Vec<Match> {
        let kinds: Vec<_> = self.pattern.iter().map(|it| it.code.potential_kinds()).collect();
        let may = |kind: u16| kinds.iter().any(|it| it.as_ref().is_none_or(|it| it.contains(kind.into())));
        let (mut found, mut covered) = (Vec::new(), 0);
        for node in document.root.root().dfs() {
            let range = node.range();
            if range.start < covered || !may(node.kind_id()) {
                continue;
            }
            let mut names = Cow::Owned(Names::new());
            if self.holds(&node, &mut names) {
                covered = range.end;
                found.push(Match {
                    span: Span { start: range.start as u32, end: range.end as u32 },
                    names: named(&names, document.text),
                });
            }
        }
        found
    }

    fn holds<'r>(&self, node: &Node<'r, Code>, names: &mut Cow<Names<'r>>) -> bool {
        let matches = |names: &mut Cow<Names<'r>>| {
            self.pattern.iter().any(|it| it.code.match_node_with_env(node.clone(), names).is_some())
        };
        (self.pattern.is_empty() || matches(names))
            && (self.inside.is_empty() || node.ancestors().any(|it| any(&self.inside, &it, names)))
            && (self.has.is_empty() || node.dfs().skip(1).any(|it| any(&self.has, &it, names)))
            && (self.not.is_empty() || !any(&self.not, node, &mut names.clone()))
    }
}

fn any<'r>(shapes: &[Shape], node: &Node<'r, Code>, names: &mut Cow<Names<'r>>) -> bool {
    shapes.iter().any(|it| it.holds(node, names))
}

/// The names of a match as a message writes them.
fn named(names: &Names, text: &str) -> Vec<(String, String)> {
    use ast_grep_core::meta_var::MetaVariable::{Capture, MultiCapture};
    let source = |start: usize, end: usize| text.get(start..end).unwrap_or_default().to_owned();
    let one = |name: String| {
        let range = names.get_match(&name)?.range();
        Some((format!("${name}"), source(range.start, range.end)))
    };
    let many = |name: String| {
        let nodes = names.get_multiple_matches(&name);
        let (start, end) =
            (nodes.first().map_or(0, |it| it.range().start), nodes.last().map_or(0, |it| it.range().end));
        Some((format!("$$${name}"), source(start, end)))
    };
    let mut all: Vec<(String, String)> = names
        .get_matched_variables()
        .filter_map(|it| match it {
            Capture(name, _) => one(name),
            MultiCapture(name) => many(name),
            _ => None,
        })
        .collect();
    all.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then(a.cmp(b)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(pattern: &str) -> Shape {
        Shape { pattern: vec![Pattern::read(pattern).expect("a pattern")], ..Shape::default() }
    }

    fn texts<'t>(shape: &Shape, text: &'t str) -> Vec<&'t str> {
        let of = |it: Match| text.get(it.span.start as usize..it.span.end as usize).unwrap_or_default();
        let document = Document::of(text).expect("it parses");
        shape.find(&document).into_iter().map(of).collect()
    }

    #[test]
    fn names_stand_for_nodes_and_lists() {
        let document = Document::of("this.log.debug('a', 1, 2); log.info('b', 1);").expect("it parses");
        let found = shape("$LOG.debug($MESSAGE, $$$REST)").find(&document);
        let names: Vec<(&str, &str)> =
            found.iter().flat_map(|it| &it.names).map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(names, [("$MESSAGE", "'a'"), ("$$$REST", "1, 2"), ("$LOG", "this.log")]);
        assert_eq!(texts(&shape("$A === $A"), "a === a; a === b; a !== a"), ["a === a"]);
    }

    #[test]
    fn what_is_around_within_and_not() {
        let text = "for (const a of b) { await save(a); } await save(c); for (const d of e) { await save(d).done(); }";
        let mut saved = shape("await $CALL");
        saved.inside.push(shape("for (const $_ of $_) { $$$ }"));
        assert_eq!(texts(&saved, text), ["await save(a)", "await save(d).done()"]);
        saved.not.push(Shape { has: vec![shape("$_.done()")], ..Shape::default() });
        assert_eq!(texts(&saved, text), ["await save(a)"]);
        // The name stands for the same text around it.
        let mut same = shape("$A.close()");
        same.inside.push(shape("if ($A) { $$$ }"));
        assert_eq!(texts(&same, "if (db) { db.close(); } if (x) { db.close(); }"), ["db.close()"]);
    }

    #[test]
    fn a_bad_pattern_says_why() {
        let said = |text: &str| Pattern::read(text).expect_err("no pattern");
        assert!(said("").contains("empty"));
        assert!(said("a; b").contains("several"));
        assert!(said("$$$A").contains("list"));
        assert!(said("const = =").contains("TypeScript"));
        assert!(said(&"(".repeat(2000)).contains("1000"));
    }
}
