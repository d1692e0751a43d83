//! CORS, headers, rate limits.

#[cfg(feature = "whole")]
mod clear_text_request;
#[cfg(feature = "whole")]
mod exposed_files;
#[cfg(feature = "whole")]
mod graphql_exposed;
mod helmet_missing;
#[cfg(feature = "whole")]
mod huge_body_limit;
mod open_cors;
#[cfg(feature = "whole")]
mod open_dashboard;
#[cfg(feature = "whole")]
mod proxy_not_trusted;
mod rate_limit_missing;
mod throttler_v4_api;
#[cfg(feature = "whole")]
mod unbounded_upload;
#[cfg(feature = "whole")]
mod unused_protection;
#[cfg(feature = "whole")]
mod upload_keeps_name;

use crate::rule::Rule;

pub static RULES: &[&Rule] = &[
    #[cfg(feature = "whole")]
    &clear_text_request::RULE,
    #[cfg(feature = "whole")]
    &exposed_files::RULE,
    #[cfg(feature = "whole")]
    &graphql_exposed::RULE,
    &helmet_missing::RULE,
    #[cfg(feature = "whole")]
    &huge_body_limit::RULE,
    &open_cors::RULE,
    #[cfg(feature = "whole")]
    &open_dashboard::RULE,
    #[cfg(feature = "whole")]
    &proxy_not_trusted::RULE,
    &rate_limit_missing::RULE,
    &throttler_v4_api::RULE,
    #[cfg(feature = "whole")]
    &unbounded_upload::RULE,
    #[cfg(feature = "whole")]
    &unused_protection::RULE,
    #[cfg(feature = "whole")]
    &upload_keeps_name::RULE,
];
