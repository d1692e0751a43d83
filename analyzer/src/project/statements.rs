//! Reads statements of SQL into steps; what is not known to be harmless is opaque.

use super::sql::{Script, Shape, Token};
use super::statement::{SqlColumn, Step, Verb, Words, parts};

/// The steps of a text that begins at `base` of its file.
pub(super) fn steps<'t>(file: u32, text: &'t str, base: usize) -> Vec<Step<'t>> {
    let script = Script::of(text, base);
    let mut found = Vec::new();
    for tokens in script.statements() {
        statement(file, tokens, &mut found);
    }
    if script.is_broken {
        found.push(Step::new(file, &script.tokens, Verb::Opaque));
    }
    found
}

fn statement<'t>(file: u32, tokens: &[Token<'t>], found: &mut Vec<Step<'t>>) {
    let mut words = Words { tokens };
    let mut step = Step::new(file, tokens, Verb::Other);
    // A table goes before its keys.
    let at = found.len();
    if words.eat("CREATE") {
        words.eat("OR REPLACE");
        words.eat_any(&["GLOBAL", "LOCAL"]);
        if words.eat_any(&["TEMP", "TEMPORARY"]) {
            return;
        }
        create(&mut step, words, found);
    } else if words.eat("ALTER TABLE") || words.eat("ALTER FOREIGN TABLE") {
        alter_table(&step, words, found);
        return;
    } else if words.eat("ALTER INDEX") {
        words.eat("IF EXISTS");
        step.name = words.path().1;
        if words.eat("RENAME TO") {
            (step.verb, step.to) = (Verb::RenameIndex, words.name());
        }
    } else if words.eat("DROP") {
        drop(&step, words, found);
        return;
    } else if words.eat("RENAME TABLE") {
        (step.schema, step.table) = words.path();
        words.eat("TO");
        (step.verb, step.to) = (Verb::RenameTable, words.path().1);
    } else if rows(&mut step, &mut words) {
        step.has_where = words.has("WHERE") || words.has("USING");
    } else if words.eat_any(&["GRANT", "SET ROLE"]) {
        step.verb = Verb::Grant;
    } else if words.eat("DO") {
        let changes = ["ALTER", "CREATE", "DROP", "RENAME", "EXECUTE"];
        let bodies = tokens.iter().filter(|it| it.shape == Shape::Text);
        let hidden =
            bodies.map(|it| it.text.to_ascii_uppercase()).any(|it| changes.iter().any(|word| it.contains(word)));
        step.verb = if hidden { Verb::Opaque } else { Verb::Other };
    } else if words.eat_any(&["DELIMITER", "EXECUTE", "SELECT INTO", "ALTER SCHEMA", "ALTER DATABASE"]) {
        step.verb = Verb::Opaque;
    }
    found.insert(at, step);
}

/// `UPDATE`, `DELETE` and `TRUNCATE`.
fn rows<'t>(step: &mut Step<'t>, words: &mut Words<'_, 't>) -> bool {
    step.verb = if words.eat("UPDATE") {
        Verb::Update
    } else if words.eat("DELETE FROM") {
        Verb::Delete
    } else if words.eat("TRUNCATE") {
        words.eat("TABLE");
        Verb::Truncate
    } else {
        return false;
    };
    words.eat("ONLY");
    (step.schema, step.table) = words.path();
    true
}

fn create<'t>(step: &mut Step<'t>, mut words: Words<'_, 't>, found: &mut Vec<Step<'t>>) {
    words.eat_any(&["UNLOGGED", "FOREIGN", "MATERIALIZED", "RECURSIVE", "VIRTUAL"]);
    if words.eat("TABLE") {
        words.eat("IF NOT EXISTS");
        step.verb = Verb::CreateTable;
        (step.schema, step.table) = words.path();
        let starts_with_group = words.tokens.first().is_some_and(|it| it.is_sign("("));
        let group = if starts_with_group { words.group() } else { &[] };
        step.is_open = !starts_with_group || words.has("INHERITS") || words.has("SELECT");
        for part in parts(group) {
            if !constraint(step, part, found) {
                if part.first().is_some_and(|it| it.is("LIKE")) {
                    step.is_open = true;
                    continue;
                }
                column(step, part, found);
            }
        }
    } else if words.eat("VIEW") {
        words.eat("IF NOT EXISTS");
        step.verb = Verb::CreateView;
        (step.schema, step.table) = words.path();
        step.is_open = true;
    } else if words.eat("POLICY") {
        step.verb = Verb::CreatePolicy;
        step.name = words.name();
        words.eat("ON");
        (step.schema, step.table) = words.path();
    } else if words.eat_any(&["ROLE", "USER"]) {
        step.verb = Verb::Grant;
    } else {
        index(step, words);
    }
}

fn index<'t>(step: &mut Step<'t>, mut words: Words<'_, 't>) {
    step.is_unique = words.eat("UNIQUE");
    words.eat_any(&["FULLTEXT", "SPATIAL", "CLUSTERED", "NONCLUSTERED"]);
    if !words.eat("INDEX") {
        return;
    }
    step.verb = Verb::CreateIndex;
    step.is_concurrent = words.eat("CONCURRENTLY");
    words.eat("IF NOT EXISTS");
    if !words.eat("ON") {
        step.name = words.path().1;
        words.eat("ON");
    }
    words.eat("ONLY");
    (step.schema, step.table) = words.path();
    step.columns = indexed(words.group());
    step.has_where = words.has("WHERE");
}

fn indexed<'t>(group: &[Token<'t>]) -> Vec<SqlColumn<'t>> {
    let bare = |part: &[Token<'t>]| {
        let (first, rest) = part.split_first()?;
        // `lower(email)` is an expression, `name(191)` a prefix.
        let number = rest.get(1).is_some_and(|it| it.text.bytes().all(|it| it.is_ascii_digit()));
        let calls = rest.first().is_some_and(|it| it.is_sign("(")) && !number;
        (!first.is_sign("(") && !calls).then_some(first.text)
    };
    let column = |part: &[Token<'t>]| SqlColumn {
        name: bare(part).unwrap_or_default(),
        type_name: "",
        is_required: false,
        has_default: false,
    };
    parts(group).into_iter().map(column).collect()
}

/// A column, and the keys that stand behind it. The step goes before its keys.
fn column<'t>(step: &mut Step<'t>, part: &[Token<'t>], found: &mut Vec<Step<'t>>) {
    let mut words = Words { tokens: part };
    let name = words.name();
    let type_name = words.tokens.first().map_or("", |it| it.text);
    let is_key = words.has_pair("PRIMARY", "KEY");
    let counts = ["SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8"];
    let filled = ["DEFAULT", "GENERATED", "AUTO_INCREMENT", "AUTOINCREMENT", "IDENTITY"];
    step.columns.push(SqlColumn {
        name,
        type_name,
        is_required: is_key || words.has_pair("NOT", "NULL"),
        has_default: filled.iter().any(|it| words.has(it))
            || counts.iter().any(|it| type_name.eq_ignore_ascii_case(it)),
    });
    let column = SqlColumn { name, type_name, is_required: false, has_default: false };
    for (verb, is_there) in [
        (Verb::AddPrimaryKey, is_key),
        (Verb::AddUnique, words.has("UNIQUE")),
        (Verb::AddForeignKey, words.has("REFERENCES")),
    ] {
        if is_there {
            let (schema, table, is_unique) = (step.schema, step.table, verb != Verb::AddForeignKey);
            found.push(Step {
                verb,
                schema,
                table,
                columns: vec![column],
                is_unique,
                ..Step::new(step.place.file, part, verb)
            });
        }
    }
}

/// A constraint or an index inside `CREATE TABLE` or behind `ADD`; false if it is a column.
fn constraint<'t>(step: &Step<'t>, part: &[Token<'t>], found: &mut Vec<Step<'t>>) -> bool {
    let mut words = Words { tokens: part };
    let named = words.eat("CONSTRAINT");
    let name = if named { words.name() } else { "" };
    let verb = if words.eat("PRIMARY KEY") {
        Verb::AddPrimaryKey
    } else if words.eat_any(&["UNIQUE INDEX", "UNIQUE KEY", "UNIQUE"]) {
        Verb::AddUnique
    } else if words.eat("FOREIGN KEY") {
        Verb::AddForeignKey
    } else if words.eat_any(&["CHECK", "EXCLUDE"]) || named {
        Verb::AddCheck
    } else if words.eat_any(&["FULLTEXT INDEX", "FULLTEXT KEY", "FULLTEXT", "SPATIAL INDEX"]) || plain_index(&mut words)
    {
        Verb::CreateIndex
    } else {
        return false;
    };
    let by_index = words.eat("USING INDEX");
    let own = if words.tokens.first().is_some_and(|it| it.is_sign("(")) { "" } else { words.name() };
    let mut added = Step::new(step.place.file, part, verb);
    (added.schema, added.table) = (step.schema, step.table);
    added.name = if name.is_empty() { own } else { name };
    added.is_unique = matches!(verb, Verb::AddPrimaryKey | Verb::AddUnique);
    added.is_not_valid = words.has_pair("NOT", "VALID");
    // The index is there already, so that nothing is read or locked for long.
    added.is_concurrent = by_index;
    added.columns = indexed(words.group());
    found.push(added);
    true
}

/// `INDEX name (a)` and `KEY name (a)` of MySQL; a column may bear these names.
fn plain_index(words: &mut Words) -> bool {
    let opens = |at: usize| words.tokens.get(at).is_some_and(|it| it.is_sign("("));
    let first = words.tokens.first().is_some_and(|it| it.is("INDEX") || it.is("KEY"));
    first && (opens(1) || opens(2)) && words.eat_any(&["INDEX", "KEY"])
}

fn alter_table<'t>(statement: &Step<'t>, mut words: Words<'_, 't>, found: &mut Vec<Step<'t>>) {
    words.eat("IF EXISTS");
    words.eat("ONLY");
    let (schema, table) = words.path();
    for (number, action) in parts(words.tokens).into_iter().enumerate() {
        let mut step = Step { schema, table, ..Step::new(statement.place.file, action, Verb::Other) };
        if number == 0 {
            step.place.span.start = statement.place.span.start;
        }
        let at = found.len();
        super::alter::action(&mut step, Words { tokens: action }, found);
        match found.get_mut(at).filter(|_| step.verb == Verb::Other) {
            // `ADD CONSTRAINT …` stands for itself.
            Some(key) => key.place = step.place,
            None => found.insert(at, step),
        }
    }
}

pub(super) fn added<'t>(step: &mut Step<'t>, mut words: Words<'_, 't>, found: &mut Vec<Step<'t>>) {
    if constraint(step, words.tokens, found) {
        return;
    }
    words.eat("COLUMN");
    words.eat("IF NOT EXISTS");
    step.verb = Verb::AddColumn;
    let grouped = words.tokens.first().is_some_and(|it| it.is_sign("("));
    let list = if grouped { parts(words.group()) } else { vec![words.tokens] };
    for part in list {
        column(step, part, found);
    }
    step.name = step.columns.first().map_or("", |it| it.name);
}

fn drop<'t>(statement: &Step<'t>, mut words: Words<'_, 't>, found: &mut Vec<Step<'t>>) {
    words.eat("MATERIALIZED");
    let verb = if words.eat_any(&["TABLE", "VIEW", "FOREIGN TABLE"]) {
        Verb::DropTable
    } else if words.eat("INDEX") {
        Verb::DropIndex
    } else if words.eat("POLICY") {
        Verb::DropPolicy
    } else if words.eat_any(&["SCHEMA", "OWNED", "DATABASE"]) {
        Verb::Opaque
    } else {
        Verb::Other
    };
    let is_concurrent = words.eat("CONCURRENTLY");
    words.eat("IF EXISTS");
    for part in parts(words.tokens) {
        let mut words = Words { tokens: part };
        let mut step = Step { verb, is_concurrent, place: statement.place, ..Step::new(0, part, verb) };
        let (schema, name) = words.path();
        (step.schema, step.table, step.name) = (schema, name, name);
        if words.eat("ON") {
            (step.schema, step.table) = words.path();
        }
        found.push(step);
    }
}
