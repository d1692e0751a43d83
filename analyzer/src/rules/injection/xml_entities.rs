//! An XML document of someone else's that is read with its entities.

use crate::finding::{Finding, Fix};
use crate::flow::{Flow, Harm};
use crate::project::{Project, Setting};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "injection/xml-entities",
    title: "An XML document from outside can read files",
    severity: Severity::High,
    standard: &["X058"],
    refs: &[
        "CWE-611",
        "https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html",
    ],
    needs: &[],
    fix: FixKind::Review,
    words: words!("xml_entities.md"),
    check: &[Check::Flow(Harm::Xml, check)],
};

fn check(project: &Project, flow: &Flow) -> Option<Finding> {
    let options = project.options(*flow.call.as_ref()?.args.get(1)?)?;
    let set = |key| match project.setting(options, key) {
        Setting::Set(value) => Some(value),
        Setting::Absent | Setting::Unseen => None,
    };
    let is_on = |it: &Syntax| project.constant(*it).text() == "true";
    let switch = ["noent", "replaceEntities"].into_iter().find_map(|it| set(it).filter(is_on));
    let flags = || set("flags").filter(|it| it.find(Kind::Member).any(|it| it.text().ends_with("XML_PARSE_NOENT")));
    let asked = switch.or_else(flags)?;
    let consequence = "an entity in it can name a file of the server, whose text then becomes part of the document.";
    let reason = "entities such as `&amp;` are still read; check that no document declares some of its own";
    let fix = switch.filter(|it| it.text() == "true");
    let fix = fix.map(|it| Fix::review("Leave declared entities as they are", reason).replace(it, "false"));
    Some(flow.finding(consequence).step(asked, "replacing entities is switched on here").fix(fix))
}
