//! Three pieces of code to try the reviewer on.

/// Code to open instead of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it is about.
    pub name: &'static str,
    /// The file's name.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// In the order they are offered.
pub static EXAMPLES: [Example; 3] = [
    Example { name: "Auth service", path: "auth.service.ts", text: include_str!("../examples/auth.service.ts") },
    Example { name: "Prisma schema", path: "schema.prisma", text: include_str!("../examples/schema.prisma") },
    Example { name: "N+1 loop", path: "orders.controller.ts", text: include_str!("../examples/orders.controller.ts") },
];
