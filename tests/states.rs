//! Reads files and says who may call each handler.

#[path = "texts.rs"]
mod texts;

use analyzer::Standard;
use analyzer::project::AccessState;
use texts::project;

/// `Class.method state` of every handler that others can call.
pub fn states_by(standard: &Standard, sources: &[(&str, &str)]) -> Vec<String> {
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
    project(standard, sources, |it| it.accesses.iter().map(line).collect())
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
