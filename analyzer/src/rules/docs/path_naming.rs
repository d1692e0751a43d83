//! Paths that are named otherwise than resources are.

use crate::finding::Finding;
use crate::project::{Class, Project, Role, Route};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{literal, name_words};

pub static RULE: Rule = Rule {
    id: "docs/path-naming",
    title: "Paths do not name resources",
    severity: Severity::Info,
    standard: &["S069", "S136", "S140"],
    refs: &["https://docs.nestjs.com/controllers#routing"],
    needs: &[],
    fix: FixKind::None,
    words: words!("path_naming.md"),
    check: &[Check::Class(Role::Controller, check)],
};

/// What stands for an area, an action or the caller's own, or has no plural.
const SINGULAR: &str = "app auth authentication authorization oauth oauth2 account profile me self session health healthz \
    metrics status search admin config configuration settings info version api webhook webhooks docs swagger graphql \
    upload download file storage media cache mail email news data metadata content feedback analytics statistics \
    home dashboard setup onboarding checkout cart billing subscription payment export import access portfolio market \
    public internal system security registration login logout signup weather staff inventory history audit sms chat \
    notification support help contact test demo echo hello ping root monitoring telemetry identity password csrf sso \
    saml oidc mfa otp two-factor 2fa google facebook github apple stripe paypal seo sitemap robots logo asset assets \
    ai chatbot payroll wallet ledger newsletter marketplace community equipment software hardware information \
    i18n locale language translation activity presence realtime sync backup maintenance graph feed timeline";

/// What a method says already.
const VERBS: [&str; 11] =
    ["create", "add", "insert", "update", "edit", "modify", "delete", "remove", "destroy", "get", "fetch"];

fn check(project: &Project, class: &Class) -> Option<Finding> {
    let decorator = class.decorator("Controller")?;
    (!project.is_test(class.syntax)).then_some(())?;
    let options = decorator.options();
    let is_special = options.is_some_and(|it| it.has("host") || it.is_open());
    let path = decorator.args.first().filter(|_| options.is_none()).copied().or_else(|| options?.get("path"));
    let text = path.map_or(Some(""), |it| literal(project.constant(it)))?;
    let own: Vec<&Route> = project.routes_of(class).collect();
    let verbal: Vec<&&Route> = own.iter().filter(|it| it.paths.iter().any(|it| verb(it).is_some())).collect();
    let name = class.name.text();
    let is_root =
        name.starts_with("App") || name.starts_with("Health") || name.starts_with("Root") || name.starts_with("Home");
    let mut faults = Vec::new();
    if text.trim_matches('/').is_empty() {
        let bare = own.iter().filter(|it| it.paths.iter().any(|it| it.trim_matches('/').is_empty())).count();
        let is_feature = !is_root && !is_special && bare > 0;
        faults.extend(is_feature.then(|| format!("`{name}` has no path of its own and answers at the root")));
    } else {
        let has_many = own.iter().any(|it| it.paths.iter().any(|it| it.trim_start_matches('/').starts_with(':')));
        faults.extend(odd(text, has_many).map(|it| format!("`{text}` {it}")));
    }
    if let Some(one) = verbal.first() {
        let others = if verbal.len() > 1 { format!(", and {} more", verbal.len() - 1) } else { String::new() };
        faults.push(format!("`{}` repeats in its path what the method says{others}", one.label()));
    }
    let place = path.filter(|_| faults.len() > 1 || verbal.is_empty());
    let place = place.or(verbal.first().map(|it| it.decorator.syntax)).unwrap_or(decorator.syntax);
    (!faults.is_empty()).then(|| Finding::at(place, format!("{}.", faults.join("; "))))
}

/// What is unusual about the last fixed part of a path.
fn odd(path: &str, has_many: bool) -> Option<&'static str> {
    let mut parts = path.split('/').filter(|it| !it.is_empty());
    let is_fixed = |it: &str| it.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.'));
    if parts
        .clone()
        .filter(|it| is_fixed(it))
        .any(|it| it.contains('_') || it.chars().any(|it| it.is_ascii_uppercase()))
    {
        return Some("is not in kebab-case");
    }
    let last = parts.next_back().filter(|it| is_fixed(it) && !it.contains('.'))?;
    (has_many && parts.next().is_none()).then_some(())?;
    let is_version = last.starts_with('v') && last.chars().skip(1).all(|it| it.is_ascii_digit());
    let word = last.rsplit('-').next().unwrap_or(last);
    let known = SINGULAR.split_whitespace().any(|it| it == word || it == last);
    let plural = word.ends_with('s')
        || word.ends_with("list")
        || ["people", "children", "men", "women", "criteria", "media"].contains(&word);
    let is_action = word.ends_with("ing") || word.ends_with("tion") || word.ends_with("ics");
    (!is_version && !known && !plural && !is_action).then_some("is singular, and its routes pick one of many")
}

/// `create`, `users/add`, `:id/delete`.
fn verb(path: &str) -> Option<String> {
    let mut fixed = path.split('/').filter(|it| !it.is_empty() && !it.starts_with(':'));
    let last = fixed.next_back()?;
    let words = name_words(last);
    let first = words.first()?;
    let alone = words.len() == 1 || matches!(first.as_str(), "create" | "update" | "delete" | "get" | "fetch");
    (alone && VERBS.contains(&first.as_str())).then(|| first.clone())
}
