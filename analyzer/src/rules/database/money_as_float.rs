//! Money in a column that cannot hold tenths.

use crate::finding::{Finding, Fix};
use crate::project::{Column, Import, Model, Project};
use crate::report::{FixKind, Severity};
use crate::rule::{Check, Rule};
use crate::syntax::{Field, Kind, name_words};

pub static RULE: Rule = Rule {
    id: "database/money-as-float",
    title: "Money is stored as a Float",
    severity: Severity::Medium,
    standard: &["X097"],
    refs: &["CWE-1339", "https://www.prisma.io/docs/orm/prisma-client/special-fields-and-types#working-with-decimal"],
    needs: &[],
    fix: FixKind::Review,
    words: words!("money_as_float.md"),
    check: &[Check::Column(check)],
};

fn check(project: &Project, model: &Model, column: &Column) -> Option<Finding> {
    (column.type_name == "Float" && is_money(model, column.name.text())).then_some(())?;
    let is_exact = is_summed_exactly(project, column.name.text());
    let consequence = match is_exact {
        true => "the code sums with exact decimals, and what the database sums or compares by itself is not exact",
        false => {
            "sums end in digits nobody wrote, a rounded total may be a cent off, and comparing two of them for equality \
             fails"
        }
    };
    let (model_name, name) = (model.name.text(), column.name.text());
    let message = format!("`{model_name}.{name}` is a Float, which cannot hold 0.1 exactly: {consequence}.");
    let native = column.attributes.iter().any(|it| it.name.starts_with("db."));
    let has_decimal = project.datasource_of(model).provider != "mongodb" && !native;
    let reason = "the client then returns `Decimal` objects instead of numbers, and the column's type is migrated";
    let type_of = column.syntax.child(Kind::ColumnType).and_then(|it| it.children().next());
    let fix =
        type_of.filter(|_| has_decimal).map(|it| Fix::review("Store it as Decimal", reason).replace(it, "Decimal"));
    let finding = Finding::at(column.syntax, message).likely().fix(fix);
    // A house that has exact decimals uses them where it books.
    let knows = is_exact || decimals(project).next().is_some();
    Some(if knows { finding.severity(Severity::Low) } else { finding })
}

/// Imports of packages that count in exact decimals.
fn decimals<'p, 't>(project: &'p Project<'t>) -> impl Iterator<Item = &'p Import<'t>> {
    let packages = ["big.js", "decimal.js", "decimal.js-light", "bignumber.js", "dinero.js", "currency.js"];
    packages.into_iter().flat_map(|it| project.imports_from(it)).filter(|it| !project.is_test(it.syntax))
}

/// `new Big(order.price)`, `total.plus(price)`: whether a value of that name becomes part of an exact sum.
fn is_summed_exactly(project: &Project, name: &str) -> bool {
    let sums = ["plus", "minus", "times", "add", "sub", "mul", "div"];
    decimals(project).any(|import| {
        let is_sum = |it: &str| sums.contains(&it) || import.names.iter().any(|maker| maker.local == it);
        let own = project.calls_in(import.syntax.file).iter().filter(|it| is_sum(it.name));
        own.flat_map(|it| &it.args).any(|it| {
            let all = it.descendants().chain([*it]);
            all.into_iter().any(|it| match it.kind() {
                Kind::Identifier => it.text() == name,
                Kind::Member => it.field(Field::Property).is_some_and(|it| it.text() == name),
                _ => false,
            })
        })
    })
}

/// `price` says it alone; `amount` and `total` need a model or a currency beside them.
fn is_money(model: &Model, name: &str) -> bool {
    let words = name_words(name);
    let has = |list: &[&str], words: &[String]| words.iter().any(|it| list.contains(&it.as_str()));
    let measures = [
        "percent",
        "percentage",
        "rate",
        "ratio",
        "factor",
        "hours",
        "minutes",
        "weight",
        "kg",
        "grams",
        "count",
        "quantity",
        "score",
        "distance",
        "index",
        "change",
        "elasticity",
        "multiplier",
        "points",
        "calories",
    ];
    let always = ["price", "salary", "subtotal", "fee", "fees", "cost", "revenue"];
    let sometimes = ["amount", "balance", "total", "discount", "tax", "budget"];
    let businesses = [
        "payment",
        "invoice",
        "order",
        "transaction",
        "wallet",
        "payout",
        "charge",
        "refund",
        "subscription",
        "bill",
        "billing",
        "expense",
        "receipt",
        "purchase",
        "checkout",
        "cart",
        "ledger",
        "account",
        "loan",
        "donation",
    ];
    let is_business = || {
        let has_currency = model.fields.iter().any(|it| it.name.text().to_ascii_lowercase().contains("currency"));
        has_currency || has(&businesses, &name_words(model.name.text()))
    };
    // Quotes come from outside as they are, and nobody books them.
    let quotes = ["market", "quote", "ticker", "candle", "stock", "rates", "ohlc", "quotes", "tick"];
    let is_quote = has(&quotes, &words) || has(&quotes, &name_words(model.name.text()));
    !is_quote && !has(&measures, &words) && (has(&always, &words) || (has(&sometimes, &words) && is_business()))
}
