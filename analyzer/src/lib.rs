//! Reviews NestJS and Prisma code. One path: text → trees → project → findings → review.
pub mod report;
