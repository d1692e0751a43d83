//! Tokens, cookies, sessions, CSRF.

mod insecure_cookie;
mod jwt_secret_literal;
mod jwt_without_expiry;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[&insecure_cookie::RULE, &jwt_secret_literal::RULE, &jwt_without_expiry::RULE];
