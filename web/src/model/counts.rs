//! Counts in words: the status line, the tab's title, the badge of a file.

use analyzer::report::{Finding, Review, Severity, State};

/// `1 finding`, `4 findings`.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `Reviewed 3 files, 84 lines · 4 findings · 12 ms`.
pub fn status(review: &Review, ms: f64) -> String {
    let summary = &review.summary;
    format!(
        "Reviewed {}, {} · {} · {} ms",
        plural(summary.files as usize, "file", "files"),
        plural(summary.lines as usize, "line", "lines"),
        plural(review.findings.len(), "finding", "findings"),
        ms.round().max(1.0) as u32
    )
}

/// What a screen reader hears once the counts rest: counts only.
pub fn spoken(review: &Review) -> String {
    let files = plural(review.summary.files as usize, "file", "files");
    format!("{} in {files}", plural(review.findings.len(), "finding", "findings"))
}

/// `4 findings · users.controller.ts`, or the product's name while there is nothing to count.
pub fn title(review: Option<&Review>, active: &str) -> String {
    match review {
        Some(review) if review.summary.files > 0 && !active.is_empty() => {
            let name = active.rsplit('/').next().unwrap_or(active);
            format!("{} · {name}", plural(review.findings.len(), "finding", "findings"))
        }
        _ => "Nestor: read NestJS and Prisma code with a reviewer beside it".to_owned(),
    }
}

/// A file's path, how many findings it has, and the worst of them.
pub type Badge = (String, usize, Severity);

/// The badges of all files with findings; those of a review come file by file.
pub fn badges(findings: &[Finding]) -> Vec<Badge> {
    let mut badges: Vec<Badge> = Vec::new();
    for finding in findings {
        match badges.last_mut().filter(|(path, ..)| *path == finding.path) {
            Some((_, count, worst)) => (*count, *worst) = (*count + 1, finding.severity.max(*worst)),
            None => badges.push((finding.path.clone(), 1, finding.severity)),
        }
    }
    badges
}

/// How many rules had a say in this review.
pub fn rules_run(review: &Review) -> usize {
    review.assessments.iter().filter(|a| !matches!(a.state, State::Off | State::NotSeen)).count()
}

/// `No findings from 58 rules in 3 files.`
pub fn none_found(review: &Review) -> String {
    format!(
        "No findings from {} in {}.",
        plural(rules_run(review), "rule", "rules"),
        plural(review.summary.files as usize, "file", "files")
    )
}

/// `170 KB`.
pub fn kilobytes(bytes: f64) -> String {
    format!("{} KB", (bytes / 1000.0).round().max(1.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn counts_are_digits_with_the_right_noun() {
        assert_eq!(plural(1, "file", "files"), "1 file");
        assert_eq!(plural(0, "file", "files"), "0 files");
    }

    #[test]
    fn the_status_line_says_files_lines_findings_and_time() {
        let review = sample::review();
        assert_eq!(status(&review, 12.4), "Reviewed 2 files, 84 lines · 3 findings · 12 ms");
        assert_eq!(spoken(&review), "3 findings in 2 files");
    }

    #[test]
    fn the_title_names_the_open_file_without_its_folder() {
        let review = sample::review();
        assert_eq!(title(Some(&review), "src/users.controller.ts"), "3 findings · users.controller.ts");
        assert!(title(None, "").starts_with("Nestor"));
    }

    #[test]
    fn a_badge_has_the_count_and_the_worst_severity() {
        let review = sample::review();
        let badges = badges(&review.findings);
        assert_eq!(badges[0], ("users.controller.ts".to_owned(), 2, Severity::Critical));
        assert_eq!(badges.len(), 2);
    }

    #[test]
    fn rules_that_could_not_run_are_not_counted() {
        assert_eq!(none_found(&sample::review()), "No findings from 3 rules in 2 files.");
    }
}
