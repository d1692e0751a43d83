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
const REASONS: [(&str, &str); 5] = [
    ("S158", "which ids a line of the log needs is not in the code; a logger without ids of requests is found"),
    ("S161", "what a business event is, the code does not say"),
    ("X043", "an `async` method that waits for nothing is most often right: it answers a promise that others wait for"),
    ("X099", "names and their order are a matter of taste that a formatter decides better"),
    ("X110", "`${x}` in a plain string is nearly always meant as it stands"),
];

/// What is still to be written. Whoever carries one takes it out.
const MISSING: &[&str] = &[
    "S002", "S006", "S009", "S010", "S013", "S026", "S028", "S041", "S044", "S046", "S060", "S064", "S065", "S069",
    "S070", "S074", "S075", "S077", "S078", "S079", "S081", "S083", "S084", "S085", "S086", "S087", "S088", "S089",
    "S093", "S094", "S097", "S100", "S101", "S102", "S103", "S105", "S108", "S109", "S110", "S111", "S113", "S114",
    "S115", "S118", "S120", "S122", "S125", "S130", "S131", "S132", "S133", "S135", "S136", "S137", "S138", "S139",
    "S140", "S141", "S142", "S143", "S146", "S147", "S148", "S149", "S150", "S151", "S152", "S153", "S154", "S155",
    "S159", "S188", "S201", "S202", "S203", "S204", "X018", "X019", "X021", "X022", "X023", "X024", "X025", "X026",
    "X027", "X029", "X030", "X031", "X034", "X035", "X036", "X038", "X039", "X041", "X042", "X044", "X047", "X061",
    "X066", "X067", "X068", "X069", "X070", "X071", "X072", "X073", "X074", "X075", "X076", "X077", "X078", "X079",
    "X080", "X082", "X083", "X084", "X085", "X086", "X088", "X089", "X090", "X091", "X092", "X093", "X098", "X100",
    "X102", "X103", "X104", "X105", "X106", "X109",
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
        let missing = MISSING.iter().filter(|it| **it == id).count();
        match (is_carried, explained, missing) {
            (true, 0, 0) | (false, 1, 0) | (false, 0, 1) => {}
            (true, _, _) => wrong.push(format!("{id} is carried; it stands in a list of those that are not")),
            (false, 0, 0) => wrong.push(format!("{id} is carried by nothing and stands in no list")),
            _ => wrong.push(format!("{id} stands in two lists")),
        }
    }
    let known: BTreeSet<String> = ids().collect();
    let listed = REPORT.iter().chain(&REASONS).map(|(it, _)| *it).chain(MISSING.iter().copied());
    wrong.extend(listed.filter(|it| !known.contains(*it)).map(|it| format!("{it} is no line of the standard")));
    assert!(MISSING.is_sorted(), "the list is in order");
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
