//! The applications and libraries of a repository.

use super::Project;

/// Whether two files are part of one running application.
pub(super) fn same(_project: &Project, _one: u32, _other: u32) -> bool {
    true
}
