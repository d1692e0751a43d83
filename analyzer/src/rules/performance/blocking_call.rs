//! Functions of Node that stop everything while they work, where requests are answered.

use crate::finding::{Finding, Fix};
use crate::project::{Call, Project, Role, is_async};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, Syntax};

pub static RULE: Rule = Rule {
    id: "performance/blocking-call",
    title: "A synchronous call stops every other request",
    severity: Severity::Medium,
    standard: &["S201"],
    refs: &["CWE-400", "https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("blocking_call.md"),
    check: &[Check::Call(&NAMES, check)],
};

const FILES: [&str; 8] = [
    "readFileSync",
    "writeFileSync",
    "appendFileSync",
    "copyFileSync",
    "readdirSync",
    "cpSync",
    "rmSync",
    "unlinkSync",
];
const NAMES: [&str; 20] = [
    FILES[0],
    FILES[1],
    FILES[2],
    FILES[3],
    FILES[4],
    FILES[5],
    FILES[6],
    FILES[7],
    "execSync",
    "execFileSync",
    "spawnSync",
    "generateKeyPairSync",
    "genSaltSync",
    "gzipSync",
    "gunzipSync",
    "deflateSync",
    "inflateSync",
    "brotliCompressSync",
    "brotliDecompressSync",
    "unzipSync",
];

fn check(project: &Project, call: &Call) -> Option<Finding> {
    let is_spared = project.is_test(call.syntax) || project.is_script(call.syntax);
    let class = project.class_of(call.syntax).filter(|_| !is_spared)?;
    let roles = [Role::Provider, Role::Controller, Role::Guard, Role::Interceptor, Role::Middleware, Role::Strategy];
    roles.iter().any(|it| class.is(*it)).then_some(())?;
    let method = project.method_around(call.syntax)?;
    let is_own = class.methods.iter().any(|it| it.name.text() == call.name);
    (!is_own && !project.runs_once(&method) && !configures(class.name.text())).then_some(())?;
    let (callee, name) = (call.callee.text(), method.name.text());
    let work = match call.name {
        "genSaltSync" | "generateKeyPairSync" => "computing that is made to be slow",
        "execSync" | "execFileSync" | "spawnSync" => "the whole run of another program",
        _ if FILES.contains(&call.name) => "the disk's answer",
        _ => "the packing of all the data",
    };
    let message =
        format!("`{callee}` in `{name}` holds up every other request for {work}: Node runs them all on one thread.");
    let finding = Finding::at(call.callee, message).fix(asynchronous(project, call));
    let severity =
        if matches!(call.name, "unlinkSync" | "rmSync" | "readdirSync") { Severity::Low } else { Severity::Medium };
    let finding = finding.severity(severity);
    Some(if project.is_asked(&method) { finding } else { finding.likely() })
}

fn configures(class: &str) -> bool {
    ["ConfigService", "Config", "ConfigurationService", "OptionsFactory"].iter().any(|it| class.ends_with(it))
}

/// `await bcrypt.genSalt(…)`, `await fs.promises.readFile(…)`
fn asynchronous(project: &Project, call: &Call) -> Option<Fix> {
    call.syntax.function().filter(|it| is_async(*it))?;
    let (receiver, name) = (call.receiver?, call.callee.field(Field::Property)?);
    let bare = call.name.strip_suffix("Sync")?;
    let from = |packages: &[&str]| packages.iter().any(|it| project.comes_from(receiver, it));
    let is_import = project.import_of(receiver.file, receiver.text()).is_some();
    let path = match call.name {
        "genSaltSync" if from(&["bcrypt", "bcryptjs"]) => bare.to_owned(),
        it if FILES.contains(&it) && from(&["fs", "node:fs"]) => format!("promises.{bare}"),
        _ => return None,
    };
    is_import.then_some(())?;
    let fix = Fix::review("Wait for the asynchronous form", "other requests may now run in between");
    let open = needs_parentheses(call.syntax);
    let fix = fix.replace(name, path).before(call.syntax, if open { "(await " } else { "await " });
    Some(if open { fix.after(call.syntax, ")") } else { fix })
}

fn needs_parentheses(call: Syntax) -> bool {
    call.parent().is_some_and(|it| it.is(&[Kind::Member, Kind::Subscript, Kind::Call, Kind::NonNull, Kind::Unary]))
}
