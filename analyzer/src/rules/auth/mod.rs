//! Tokens, cookies, sessions, CSRF.

#[cfg(feature = "whole")]
mod cookie_lifetime;
#[cfg(feature = "whole")]
mod cookie_not_read;
mod cookie_parser_missing;
mod csrf_csrf_v3_api;
#[cfg(feature = "whole")]
mod csrf_missing;
#[cfg(feature = "whole")]
mod csrf_not_applied;
#[cfg(feature = "whole")]
mod csrf_not_on_route;
#[cfg(feature = "whole")]
mod csrf_weak_options;
mod guard_always_true;
mod guard_missing;
mod insecure_cookie;
#[cfg(feature = "whole")]
mod jwt_decode_as_verify;
mod jwt_secret_literal;
#[cfg(feature = "whole")]
mod jwt_weak_verification;
mod jwt_without_expiry;
#[cfg(feature = "whole")]
mod login_without_check;
#[cfg(feature = "whole")]
mod object_not_owned;
#[cfg(feature = "whole")]
mod open_gateway;
mod public_write;
#[cfg(feature = "whole")]
mod refresh_not_rotated;
#[cfg(feature = "whole")]
mod refresh_token_as_access;
#[cfg(feature = "whole")]
mod refresh_token_in_plain_text;
mod roles_without_guard;
#[cfg(feature = "whole")]
mod secret_in_jwt;
#[cfg(feature = "whole")]
mod secret_in_response;
#[cfg(feature = "whole")]
mod session_config;
#[cfg(feature = "whole")]
mod tenant_from_request;
#[cfg(feature = "whole")]
mod token_in_body;
#[cfg(feature = "whole")]
mod token_in_url;
#[cfg(feature = "whole")]
mod unknown_user_let_in;
#[cfg(feature = "whole")]
mod webhook_unverified;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &cookie_lifetime::RULE,
    #[cfg(feature = "whole")]
    &cookie_not_read::RULE,
    &cookie_parser_missing::RULE,
    &csrf_csrf_v3_api::RULE,
    #[cfg(feature = "whole")]
    &csrf_missing::RULE,
    #[cfg(feature = "whole")]
    &csrf_not_applied::RULE,
    #[cfg(feature = "whole")]
    &csrf_not_on_route::RULE,
    #[cfg(feature = "whole")]
    &csrf_weak_options::RULE,
    &guard_always_true::RULE,
    &guard_missing::RULE,
    &insecure_cookie::RULE,
    #[cfg(feature = "whole")]
    &jwt_decode_as_verify::RULE,
    &jwt_secret_literal::RULE,
    #[cfg(feature = "whole")]
    &jwt_weak_verification::RULE,
    &jwt_without_expiry::RULE,
    #[cfg(feature = "whole")]
    &login_without_check::RULE,
    #[cfg(feature = "whole")]
    &object_not_owned::RULE,
    #[cfg(feature = "whole")]
    &open_gateway::RULE,
    &public_write::RULE,
    #[cfg(feature = "whole")]
    &refresh_not_rotated::RULE,
    #[cfg(feature = "whole")]
    &refresh_token_as_access::RULE,
    #[cfg(feature = "whole")]
    &refresh_token_in_plain_text::RULE,
    &roles_without_guard::RULE,
    #[cfg(feature = "whole")]
    &secret_in_jwt::RULE,
    #[cfg(feature = "whole")]
    &secret_in_response::RULE,
    #[cfg(feature = "whole")]
    &session_config::RULE,
    #[cfg(feature = "whole")]
    &tenant_from_request::RULE,
    #[cfg(feature = "whole")]
    &token_in_body::RULE,
    #[cfg(feature = "whole")]
    &token_in_url::RULE,
    #[cfg(feature = "whole")]
    &unknown_user_let_in::RULE,
    #[cfg(feature = "whole")]
    &webhook_unverified::RULE,
];
