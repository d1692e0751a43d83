//! Mails that someone else writes from the first header to the last attachment.

use crate::finding::Finding;
use crate::flow::{Flow, Harm};
use crate::project::Project;
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};

pub static RULE: Rule = Rule {
    id: "injection/mail-from-input",
    title: "What a user sends becomes a whole mail",
    severity: Severity::High,
    standard: &["S049"],
    refs: &["CWE-73", "https://nodemailer.com/message/attachments"],
    needs: &[],
    fix: FixKind::None,
    words: words!("mail_from_input.md"),
    check: &[Check::Flow(Harm::Mail, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let message = flow.call.as_ref()?.args.first().copied()?;
    let headers = crate::syntax::Object::of(project.value(message)).and_then(|it| it.get("headers"));
    let is_header = headers.is_some_and(|it| project.value(it).contains(flow.sink) || it.contains(flow.sink));
    let finding = match is_header {
        true => flow.finding("a `Bcc` in it adds readers to the mail.").severity(Severity::Medium),
        false => flow.finding("with `attachments: [{ path }]` in it, the mail takes files of your server along."),
    };
    Some(finding)
}
