//! Every line of the standard is carried by a rule, an item of the checklist or a section of the report, or it is said
//! here why not.

use std::collections::BTreeSet;

use analyzer::report::markdown;
use analyzer::{Source, Standard, review, rules};

/// The lines are `S001` to `S214` and `X001` to `X110`.
const LINES: [(char, u32); 2] = [('S', 214), ('X', 110)];

/// Properties of the report, and the words of it that show them.
const REPORT: [(&str, &str); 6] = [
    ("S208", "### Summary\n\nReviewed `src`: 1 file"),
    ("S209", "### Critical Issues\n\n1. **"),
    ("S210", "   - Risk: "),
    ("S211", "   - Implementation: "),
    ("S212", "### Test Coverage\n\n- Current: "),
    ("S213", "### Documentation Updates\n\n"),
];

/// What no rule judges, and why.
const REASONS: [(&str, &str); 10] = [
    ("S141", "the shape of an answer is a house's own; handlers that repeat one by hand are found (S082)"),
    ("S142", "as S141, for errors; filters that answer nothing or hide an HTTP error are found"),
    ("S148", "NIST SP 800-63B advises against rules of composition; the length is asked for (S147)"),
    (
        "S153",
        "whether an example's value is real, the code does not say; literal secrets are found wherever they stand",
    ),
    ("S158", "which ids a line of the log needs is not in the code; a logger without ids of requests is found"),
    ("S161", "what a business event is, the code does not say"),
    ("X043", "an `async` method that waits for nothing is most often right: it answers a promise that others wait for"),
    ("X099", "names and their order are a matter of taste that a formatter decides better"),
    ("X076", "the brief's own code tells an unknown user from a wrong password; what it recommends is not found"),
    ("X110", "`${x}` in a plain string is nearly always meant as it stands"),
];

const CODE: &str = "
@Controller('users')
export class UsersController {
  constructor(private readonly prisma: PrismaService, private readonly jwt: JwtService) {}

  @Get('search')
  async search(@Query('q') q: string, @Res() res: Response) {
    res.cookie('access_token', this.jwt.sign({}));
    const users = await this.prisma.$queryRawUnsafe(`SELECT * FROM users WHERE name = '${q}'`);
    for (const user of users) user.role = await this.prisma.role.findUnique({ where: { id: user.roleId } });
    return users;
  }
}
";

#[test]
fn every_line_of_the_standard_is_accounted_for() {
    let carried = carried();
    let mut wrong = Vec::new();
    for id in ids() {
        let is_carried = carried.contains(&id);
        let explained = REPORT.iter().chain(&REASONS).filter(|(it, _)| *it == id).count();
        match (is_carried, explained) {
            (true, 0) | (false, 1) => {}
            (true, _) => wrong.push(format!("{id} is carried; it stands in a list of those that are not")),
            (false, 0) => wrong.push(format!("{id} is carried by nothing and stands in no list")),
            _ => wrong.push(format!("{id} stands in two lists")),
        }
    }
    let known: BTreeSet<String> = ids().collect();
    let listed = REPORT.iter().chain(&REASONS).map(|(it, _)| *it);
    wrong.extend(listed.filter(|it| !known.contains(*it)).map(|it| format!("{it} is no line of the standard")));
    assert!(REASONS.len() <= 12, "few lines are beyond a static reader");
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_report_has_what_the_standard_asks_of_it() {
    let review = review(&[Source::new("src/users.controller.ts", CODE)], &Standard::default());
    let text = markdown(&review);
    for (id, words) in REPORT {
        assert!(text.contains(words), "{id}: {words:?} is not in\n{text}");
    }
}

fn ids() -> impl Iterator<Item = String> {
    LINES.iter().flat_map(|(letter, last)| (1..=*last).map(move |it| format!("{letter}{it:03}")))
}

/// What rules name, and the checklist.
fn carried() -> BTreeSet<String> {
    let mut carried: BTreeSet<String> = rules::all().flat_map(|it| it.standard).map(|it| (*it).to_owned()).collect();
    let checklist = include_str!("../analyzer/src/report/checklist.rs");
    carried.extend(ids().filter(|it| checklist.contains(&format!("\"{it}\""))));
    carried
}
