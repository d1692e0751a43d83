//! Reads files and says who may call each handler.

use std::sync::Arc;

use analyzer::Standard;
use analyzer::project::{AccessState, File, Project};
use analyzer::syntax::Parser;

/// `Class.method state` of every handler that others can call.
pub fn states_by(standard: &Standard, sources: &[(&str, &str)]) -> Vec<String> {
    let mut parser = Parser::default();
    let mut sources = sources.to_vec();
    sources.sort();
    let mut file = |(path, text): &(&str, &str)| {
        let text: Arc<str> = (*text).into();
        let tree = File::language(path).map(|it| Arc::new(parser.parse(it, text.clone())));
        File { path: (*path).into(), text, tree }
    };
    let files: Vec<File> = sources.iter().map(&mut file).collect();
    let project = Project::of(&files, standard);
    let state = |it: &AccessState| match it {
        AccessState::Guarded(_) => "guarded",
        AccessState::Opened(_) => "opened",
        AccessState::ForStrangers => "for strangers",
        AccessState::Unseen => "unseen",
        AccessState::Bare => "bare",
    };
    let line = |it: &analyzer::project::Access| {
        format!("{}.{} {}", it.entry.class.name.text(), it.entry.method.name.text(), state(&it.state))
    };
    project.accesses.iter().map(line).collect()
}

/// As [`states_by`], by the default standard.
pub fn states(sources: &[(&str, &str)]) -> Vec<String> {
    states_by(&Standard::default(), sources)
}

/// A controller without anything.
pub const NOTES: (&str, &str) = (
    "src/notes/notes.controller.ts",
    "@Controller('notes')
     export class NotesController {
       @Get(':id') read(@Param('id') id: string) {}
       @Post() write(@Body() note: NoteDto) {}
     }",
);
