//! The Markdown report has exactly the headings of the template, and says in words what is empty.

use analyzer::report::{ItemState, State, markdown};
use analyzer::{Source, Standard, review};

fn report(files: &[(&str, &str)]) -> (analyzer::report::Review, String) {
    let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    let review = review(&sources, &Standard::default());
    let text = markdown(&review);
    (review, text)
}

const FAULTS: &str = "
@Controller('users')
export class UsersController {
  constructor(private readonly prisma: PrismaService) {}

  @Get('search')
  search(@Query('q') q: string) {
    return this.prisma.$queryRawUnsafe(`SELECT * FROM users WHERE name = '${q}'`);
  }

  @Get()
  async list() {
    const users = await this.prisma.user.findMany();
    for (const user of users) user.role = await this.prisma.role.findUnique({ where: { id: user.roleId } });
    return users;
  }
}
";

#[test]
fn the_headings_are_those_of_the_template_in_order() {
    for files in [&[("src/users.controller.ts", FAULTS)][..], &[]] {
        let (_, text) = report(files);
        let headings: Vec<&str> = text.lines().filter(|it| it.starts_with("##") && !it.starts_with("####")).collect();
        let expected = [
            "## Backend Code Review",
            "### Summary",
            "### Critical Issues",
            "### Security Concerns",
            "### Performance Optimizations",
            "### Test Coverage",
            "### Documentation Updates",
            "### Code Quality",
            "### Checklist",
        ];
        assert_eq!(headings, expected);
    }
}

#[test]
fn findings_stand_under_their_headings_with_place_problem_and_solution() {
    let (review, text) = report(&[("src/users.controller.ts", FAULTS)]);
    let section = |name: &str| {
        let start = text.find(&format!("### {name}")).expect(name);
        let rest = &text[start + 4..];
        rest[..rest.find("\n### ").unwrap_or(rest.len())].to_owned()
    };
    let critical = section("Critical Issues");
    assert!(critical.contains("1. **A value becomes part of the SQL text**"), "{critical}");
    assert!(critical.contains("   - Location: `src/users.controller.ts:8`"), "{critical}");
    assert!(critical.contains("   - Problem: `q` from the query string reaches `$queryRawUnsafe`: "), "{critical}");
    assert!(critical.contains("   - Solution: "), "{critical}");
    let performance = section("Performance Optimizations");
    assert!(performance.contains("   - Impact: ") && performance.contains("   - Implementation: "), "{performance}");
    assert!(
        section("Test Coverage")
            .contains("- Current: not measured; a coverage report (`lcov.info`) would tell\n- Required: 80%")
    );
    assert!(section("Documentation Updates").contains("No documentation updates"));
    assert!(section("Summary").contains("in `src`") || section("Summary").contains("Reviewed `src`"), "{text}");
    assert_eq!(review.summary.critical, 1);
}

#[test]
fn a_rule_about_the_database_stands_under_what_it_is_about() {
    let schema = "
model Product {
  id    Int   @id
  price Float
  shop  Shop  @relation(fields: [shopId], references: [id], onDelete: Cascade)
  shopId Int
}

model Shop {
  id       Int @id
  products Product[]
}
";
    let (_, text) = report(&[("prisma/schema.prisma", schema)]);
    let at = |words: &str| text.find(words).expect(words);
    let (slow, tests) = (at("### Performance Optimizations"), at("### Test Coverage"));
    assert!((slow..tests).contains(&at("`database/foreign-key-without-index`")), "{text}");
    assert!(at("`database/money-as-float`") > at("### Code Quality"), "{text}");
}

#[test]
fn nothing_found_is_said_in_words() {
    let (_, text) = report(&[("src/a.ts", "export const a = 1;\n")]);
    for words in ["Found no issues.", "No critical issues found.", "No security concerns found.", "No other findings."]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn the_checklist_has_the_briefs_items_and_says_what_it_could_not_see() {
    let (review, text) = report(&[("src/users.controller.ts", FAULTS)]);
    let groups: Vec<usize> = ["Code quality", "Security", "Database", "Testing"]
        .map(|name| review.checklist.iter().filter(|it| it.group == name).count())
        .into();
    assert_eq!(groups, [7, 7, 5, 5]);
    let state = |name: &str| review.checklist.iter().find(|it| it.item == name).map(|it| it.state);
    assert_eq!(state("Input sanitization"), Some(ItemState::Problem));
    assert_eq!(state("N+1 queries prevented"), Some(ItemState::Problem));
    assert_eq!(state("Indexes optimized"), Some(ItemState::NotSeen));
    assert_eq!(state("Migrations up to date"), Some(ItemState::NotSeen));
    assert_eq!(state("Connection pooling configured"), Some(ItemState::Yours));
    assert!(text.contains("- [ ] Indexes optimized (not seen): Needs schema.prisma."), "{text}");
}

#[test]
fn what_a_rule_could_not_see_is_neither_passed_nor_found() {
    let (review, _) = report(&[("src/users.controller.ts", FAULTS)]);
    let state = |id: &str| review.assessments.iter().find(|it| it.rule == id).map(|it| (it.state, it.needs.join(",")));
    assert_eq!(state("database/foreign-key-without-index"), Some((State::NotSeen, "schema.prisma".into())));
    assert_eq!(state("injection/raw-sql"), Some((State::Found, String::new())));
    assert_eq!(state("async/prisma-not-awaited"), Some((State::Passed, String::new())));
    assert_eq!(state("testing/focused-test"), Some((State::NothingToJudge, String::new())));
}
