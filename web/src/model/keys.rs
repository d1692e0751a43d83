//! Which key does what, and the sheet that says so.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open the sheet of shortcuts.
    Help,
    /// Put the cursor into the filter box.
    Filter,
    /// The next finding.
    Next,
    /// The one before.
    Previous,
    /// Apply the fix that is shown.
    Apply,
    /// To the editor.
    Code,
    /// To the list.
    Findings,
    /// To the explanation.
    Explain,
    /// Open the command palette.
    Palette,
    /// Review without waiting for a pause.
    Review,
    /// To the fix of the finding at the cursor.
    Fix,
    /// Undo what was just done.
    Undo,
}

/// A key press as far as it matters here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// `KeyboardEvent.code`: with Alt the key is another character on some systems.
    pub code: &'a str,
    /// Shift is down.
    pub shift: bool,
    /// Alt is down.
    pub alt: bool,
    /// Ctrl or Cmd is down.
    pub command: bool,
    /// The focus is where text is typed.
    pub in_text: bool,
}

/// What a press asks for. Single letters count only outside text and while they are switched on.
pub fn action(press: Press, letters: bool) -> Option<Action> {
    if press.command {
        return match press.key {
            "k" | "K" if !press.shift => Some(Action::Palette),
            "Enter" => Some(Action::Review),
            "." => Some(Action::Fix),
            "z" if !press.in_text && !press.shift => Some(Action::Undo),
            _ => None,
        };
    }
    if press.alt {
        return match press.code {
            "Digit1" => Some(Action::Code),
            "Digit2" => Some(Action::Findings),
            "Digit3" => Some(Action::Explain),
            _ => None,
        };
    }
    match press.key {
        "F8" if press.shift => Some(Action::Previous),
        "F8" => Some(Action::Next),
        _ if press.in_text || !letters => None,
        "?" => Some(Action::Help),
        "/" => Some(Action::Filter),
        "j" | "]" => Some(Action::Next),
        "k" | "[" => Some(Action::Previous),
        "a" => Some(Action::Apply),
        _ => None,
    }
}

/// The sheet: keys, what they do, where.
pub const SHEET: [(&[&str], &str, &str); 18] = [
    (&["?"], "This sheet", "outside text"),
    (&["/"], "Filter the findings, search the rules", "outside text"),
    (&["j", "k"], "Next, previous finding", "outside text"),
    (&["↓", "↑"], "Next, previous finding", "list"),
    (&["Enter"], "Cursor to the code of the finding", "list"),
    (&["→", "←"], "To the explanation, and back", "list"),
    (&["←", "→"], "Next tab: files; findings, checklist, report", "tabs"),
    (&["F8", "Shift F8"], "Next, previous finding", "anywhere"),
    (&["a"], "Apply the fix that is shown", "outside text"),
    (&["Ctrl Z"], "Undo what was just done", "anywhere"),
    (&["[", "]"], "Previous, next finding", "outside text"),
    (&["Ctrl ."], "To the fix of the finding at the cursor", "editor"),
    (&["Ctrl K"], "Go to a file, a rule or an action", "anywhere"),
    (&["Ctrl Enter"], "Review now, without a pause", "anywhere"),
    (&["Alt 1", "Alt 2", "Alt 3"], "Code, findings, explanation", "anywhere"),
    (&["F2", "Delete"], "Rename, close the file", "file tabs"),
    (&["Shift ←", "Shift →"], "Move the file", "file tabs"),
    (&["Esc"], "Close the dialog, leave code or explanation for the list", "anywhere"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press<'_> {
        Press { key, ..Press::default() }
    }

    #[test]
    fn letters_act_outside_text_and_can_be_switched_off() {
        assert_eq!(action(press("j"), true), Some(Action::Next));
        assert_eq!(action(press("j"), false), None);
        assert_eq!(action(Press { in_text: true, ..press("/") }, true), None);
        assert_eq!(action(Press { command: true, ..press("a") }, true), None);
    }

    #[test]
    fn keys_with_ctrl_act_in_text_too() {
        let with = |key| action(Press { command: true, in_text: true, ..press(key) }, false);
        assert_eq!(with("k"), Some(Action::Palette));
        assert_eq!(with("Enter"), Some(Action::Review));
        assert_eq!(with("."), Some(Action::Fix));
        assert_eq!(with("z"), None);
        assert_eq!(action(Press { command: true, ..press("z") }, false), Some(Action::Undo));
        assert_eq!(action(Press { command: true, shift: true, ..press("K") }, true), None);
    }

    #[test]
    fn f8_and_alt_act_everywhere() {
        assert_eq!(action(Press { in_text: true, ..press("F8") }, false), Some(Action::Next));
        assert_eq!(action(Press { shift: true, ..press("F8") }, true), Some(Action::Previous));
        let alt = Press { key: "¡", code: "Digit1", alt: true, in_text: true, ..Press::default() };
        assert_eq!(action(alt, true), Some(Action::Code));
    }
}
