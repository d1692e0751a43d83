//! Tokens, cookies, sessions, CSRF.

mod cookie_parser_missing;
mod csrf_csrf_v3_api;
mod guard_always_true;
mod guard_missing;
mod insecure_cookie;
mod jwt_secret_literal;
mod jwt_without_expiry;
#[cfg(feature = "whole")]
mod login_without_check;
#[cfg(feature = "whole")]
mod object_not_owned;
mod public_write;
mod roles_without_guard;
#[cfg(feature = "whole")]
mod secret_in_response;
#[cfg(feature = "whole")]
mod tenant_from_request;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    &cookie_parser_missing::RULE,
    &csrf_csrf_v3_api::RULE,
    &guard_always_true::RULE,
    &guard_missing::RULE,
    &insecure_cookie::RULE,
    &jwt_secret_literal::RULE,
    &jwt_without_expiry::RULE,
    #[cfg(feature = "whole")]
    &login_without_check::RULE,
    #[cfg(feature = "whole")]
    &object_not_owned::RULE,
    &public_write::RULE,
    &roles_without_guard::RULE,
    #[cfg(feature = "whole")]
    &secret_in_response::RULE,
    #[cfg(feature = "whole")]
    &tenant_from_request::RULE,
];
