//! The brief's lines, `S001` to `S214`, and what a reviewer expects beyond it, `X001` to `X110`: the parts they stand in,
//! and what carries those that no rule names.

/// The last line of each kind.
pub const LINES: [(char, u32); 2] = [('S', 214), ('X', 110)];

/// The first line of each part, and the part's name.
pub const PARTS: [(&str, &str); 31] = [
    ("S001", "Tech stack"),
    ("S032", "Architecture"),
    ("S043", "Security"),
    ("S053", "Modules"),
    ("S058", "Services"),
    ("S069", "Controllers"),
    ("S083", "Forged requests"),
    ("S090", "Tokens in cookies"),
    ("S102", "Prisma schema"),
    ("S112", "Repositories"),
    ("S118", "Caching"),
    ("S126", "Queues"),
    ("S134", "REST conventions"),
    ("S141", "Responses"),
    ("S145", "Validation"),
    ("S156", "Logging"),
    ("S162", "Metrics"),
    ("S168", "Unit tests"),
    ("S178", "Integration tests"),
    ("S187", "Documents"),
    ("S190", "Checklist"),
    ("S200", "Common issues"),
    ("S206", "Tools"),
    ("S208", "Report"),
    ("X001", "Injection and routing"),
    ("X022", "Classes of requests"),
    ("X036", "Asynchronous code"),
    ("X046", "Untrusted input"),
    ("X066", "Sign-in and cryptography"),
    ("X087", "Prisma and data"),
    ("X101", "Node, Bun and the language"),
];

/// The checklist: group, item, and the lines that speak to it.
pub const CHECKLIST: [(&str, &str, &[&str]); 24] = [
    (QUALITY, "Dependency injection used properly", &["S034", "S035", "S036", "S190"]),
    (QUALITY, "Services are stateless", &["S191"]),
    (QUALITY, "Proper error handling", &["S062", "S063", "S066", "S067", "S068", "X040"]),
    (QUALITY, "DTOs for all endpoints", &["S080", "S145"]),
    (QUALITY, "Validation pipes applied", &["S048"]),
    (QUALITY, "Guards for authentication", &["S039", "S072"]),
    (QUALITY, "Interceptors for transformation", &["S040", "S082"]),
    (SECURITY, "Authentication implemented", &["S043", "S073", "S090", "S096"]),
    (SECURITY, "Authorization checked", &["S192", "S193"]),
    (SECURITY, "Input sanitization", &["S049", "S050"]),
    (SECURITY, "Rate limiting applied", &["S017", "S047"]),
    (SECURITY, "CORS configured", &["S051"]),
    (SECURITY, "Helmet enabled", &["S052"]),
    (SECURITY, "Secrets in env variables", &["S096", "S194"]),
    (DATABASE, "Migrations up to date", &["S195", "S196"]),
    (DATABASE, "Indexes optimized", &["S106", "S107", "S205"]),
    (DATABASE, "N+1 queries prevented", &["S197"]),
    (DATABASE, "Transactions used properly", &["S116", "S117", "S198"]),
    (DATABASE, "Connection pooling configured", &["S199"]),
    (TESTING, "Unit tests > 80% coverage", &["S186"]),
    (TESTING, "Integration tests for APIs", &["S183"]),
    (TESTING, "E2E tests for critical flows", &["S184"]),
    (TESTING, "Mocks properly implemented", &["S169", "S170"]),
    (TESTING, "Test database configured", &["S185"]),
];

const QUALITY: &str = "Code quality";
const SECURITY: &str = "Security";
const DATABASE: &str = "Database";
const TESTING: &str = "Testing";

/// Properties of the report: the line, its section, and the words of it that show them.
pub const REPORTED: [(&str, &str, &str); 6] = [
    ("S208", "Summary: what was reviewed, and the counts", "### Summary\n\nReviewed `src`: 1 file"),
    ("S209", "Critical issues: place, problem and fix", "### Critical Issues\n\n1. **"),
    ("S210", "Security concerns: how great the risk is", "   - Risk: "),
    ("S211", "Performance: what to change, and how", "   - Implementation: "),
    ("S212", "Test coverage: what is reached and what is asked", "### Test Coverage\n\n- Current: "),
    ("S213", "Documentation: what is to be brought up to date", "### Documentation Updates\n\n"),
];

/// What no rule judges: the line, what it asks, and why not.
pub const LEFT: [(&str, &str, &str); 10] = [
    (
        "S141",
        "Answers share one shape",
        "the shape of an answer is a house's own; handlers that repeat one by hand are found (S082)",
    ),
    (
        "S142",
        "Errors share one shape",
        "as S141, for errors; filters that answer nothing or hide an HTTP error are found",
    ),
    (
        "S148",
        "Passwords mix kinds of characters",
        "NIST SP 800-63B advises against rules of composition; the length is asked for (S147)",
    ),
    (
        "S153",
        "Documented examples hold no real secret",
        "whether an example's value is real, the code does not say; literal secrets are found wherever they stand",
    ),
    (
        "S158",
        "Log lines carry the ids of request, user and tenant",
        "which ids a line of the log needs is not in the code; a logger without ids of requests is found",
    ),
    ("S161", "Business events are logged", "what a business event is, the code does not say"),
    (
        "X043",
        "An async method waits for something",
        "an `async` method that waits for nothing is most often right: it answers a promise that others wait for",
    ),
    (
        "X076",
        "Sign-in does not tell who has an account",
        "the brief's own code tells an unknown user from a wrong password; what it recommends is not found",
    ),
    (
        "X099",
        "Models and fields follow one naming",
        "names and their order are a matter of taste that a formatter decides better",
    ),
    ("X110", "No `${x}` in a plain string", "`${x}` in a plain string is nearly always meant as it stands"),
];

/// All lines in their order.
pub fn lines() -> impl Iterator<Item = String> {
    LINES.iter().flat_map(|(letter, last)| (1..=*last).map(move |it| format!("{letter}{it:03}")))
}
