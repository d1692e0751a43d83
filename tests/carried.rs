//! Every line of the standard is carried by a rule, an item of the checklist or a section of the report, or it is said
//! here why not.

use std::collections::BTreeSet;

use analyzer::report::{CHECKLIST, LEFT, PARTS, REPORTED, lines, markdown};
use analyzer::{Source, Standard, review, rules};

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
    for id in lines() {
        let is_carried = carried.contains(&id);
        let explained = REPORTED.iter().chain(&LEFT).filter(|(it, ..)| *it == id).count();
        match (is_carried, explained) {
            (true, 0) | (false, 1) => {}
            (true, _) => wrong.push(format!("{id} is carried; it stands in a list of those that are not")),
            (false, 0) => wrong.push(format!("{id} is carried by nothing and stands in no list")),
            _ => wrong.push(format!("{id} stands in two lists")),
        }
    }
    let known: BTreeSet<String> = lines().collect();
    let listed = REPORTED.iter().chain(&LEFT).map(|(it, ..)| *it).chain(PARTS.map(|(it, _)| it));
    wrong.extend(listed.filter(|it| !known.contains(*it)).map(|it| format!("{it} is no line of the standard")));
    assert!(LEFT.len() <= 12, "few lines are beyond a static reader");
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_report_has_what_the_standard_asks_of_it() {
    let review = review(&[Source::new("src/users.controller.ts", CODE)], &Standard::default());
    let text = markdown(&review);
    for (id, _, words) in REPORTED {
        assert!(text.contains(words), "{id}: {words:?} is not in\n{text}");
    }
}

/// What rules name, and the checklist.
fn carried() -> BTreeSet<String> {
    let mut carried: BTreeSet<String> = rules::all().flat_map(|it| it.standard).map(|it| (*it).to_owned()).collect();
    carried.extend(CHECKLIST.iter().flat_map(|(_, _, lines)| *lines).map(|it| (*it).to_owned()));
    carried
}
