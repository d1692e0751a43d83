//! The actions of `ALTER TABLE`.

use super::statement::{SqlColumn, Step, Verb, Words, same_name};
use super::statements::added;

/// Reads one action into a step; keys that come with it are added to `found`.
pub(super) fn action<'t>(step: &mut Step<'t>, mut words: Words<'_, 't>, found: &mut Vec<Step<'t>>) {
    if words.eat("ADD") {
        added(step, words, found);
    } else if words.eat("DROP") {
        dropped(step, words);
    } else if words.eat("ALTER") {
        altered(step, words);
    } else if words.eat("RENAME") {
        renamed(step, words);
    } else if words.eat("CHANGE") {
        words.eat("COLUMN");
        step.name = words.name();
        step.to = words.name();
        step.verb = if same_name(step.name, step.to) { Verb::ColumnType } else { Verb::RenameColumn };
    } else if words.eat("MODIFY") {
        words.eat("COLUMN");
        step.name = words.name();
        step.verb = Verb::ColumnType;
    } else {
        step.verb = setting(words);
    }
}

fn setting(mut words: Words) -> Verb {
    if words.eat("ENABLE ROW LEVEL SECURITY") {
        Verb::EnableRls
    } else if words.eat("FORCE ROW LEVEL SECURITY") {
        Verb::ForceRls
    } else if words.eat("DISABLE ROW LEVEL SECURITY") {
        Verb::DisableRls
    } else {
        let harmless = [
            "NO FORCE",
            "OWNER",
            "SET",
            "RESET",
            "VALIDATE",
            "ATTACH",
            "DETACH",
            "INHERIT",
            "NO INHERIT",
            "ENABLE",
            "DISABLE",
            "REPLICA",
            "CLUSTER",
            "COMMENT",
            "ENGINE",
            "AUTO_INCREMENT",
            "CONVERT",
            "DEFAULT",
            "CHARACTER",
            "COLLATE",
            "ROW_FORMAT",
            "ALGORITHM",
            "LOCK",
            "OPTIONS",
            "WITH",
            "CHECK",
            "NOCHECK",
            "REBUILD",
        ];
        if words.eat_any(&harmless) { Verb::Other } else { Verb::Opaque }
    }
}

fn dropped<'t>(step: &mut Step<'t>, mut words: Words<'_, 't>) {
    step.verb = if words.eat("CONSTRAINT") || words.eat_any(&["FOREIGN KEY", "CHECK"]) {
        Verb::DropConstraint
    } else if words.eat("PRIMARY KEY") {
        step.name = "PRIMARY";
        step.verb = Verb::DropConstraint;
        return;
    } else if words.eat_any(&["INDEX", "KEY"]) {
        Verb::DropIndex
    } else {
        words.eat("COLUMN");
        Verb::DropColumn
    };
    words.eat("IF EXISTS");
    step.name = words.name();
}

fn altered<'t>(step: &mut Step<'t>, mut words: Words<'_, 't>) {
    words.eat("COLUMN");
    step.name = words.name();
    let column = |type_name| SqlColumn { name: step.name, type_name, is_required: false, has_default: false };
    if words.eat("TYPE") || words.eat("SET DATA TYPE") {
        step.verb = Verb::ColumnType;
        step.columns = vec![column(words.tokens.first().map_or("", |it| it.text))];
    } else if words.eat("SET NOT NULL") {
        step.verb = Verb::SetNotNull;
    } else if words.eat("DROP NOT NULL") {
        step.verb = Verb::DropNotNull;
    } else if words.eat_any(&["SET DEFAULT", "ADD GENERATED"]) {
        step.verb = Verb::SetDefault;
    }
}

fn renamed<'t>(step: &mut Step<'t>, mut words: Words<'_, 't>) {
    if words.eat_any(&["TO", "AS"]) {
        step.verb = Verb::RenameTable;
        step.to = words.path().1;
        return;
    }
    step.verb = if words.eat_any(&["INDEX", "KEY", "CONSTRAINT"]) {
        Verb::RenameIndex
    } else {
        words.eat("COLUMN");
        Verb::RenameColumn
    };
    step.name = words.name();
    words.eat("TO");
    step.to = words.name();
}
