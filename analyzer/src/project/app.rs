//! The applications and libraries of a repository.

use super::Project;

/// Whether two files are part of one running application.
pub(super) fn same(_project: &Project, _one: u32, _other: u32) -> bool {
    true
}

/// How many folders two paths begin with alike.
pub(super) fn common(one: &str, other: &str) -> usize {
    let parts = one.split('/').zip(other.split('/'));
    parts.take_while(|(a, b)| a == b && !a.is_empty()).count()
}
