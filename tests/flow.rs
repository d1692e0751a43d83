//! What a user sends is followed to where it does harm, and no further than it can be.

use std::fmt::Write;

use analyzer::report::{Certainty, Finding, Review};
use analyzer::{Source, Standard, review};

fn of(texts: &[(&str, &str)]) -> Review {
    let sources: Vec<Source> = texts.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    review(&sources, &Standard::default())
}

fn commands(review: &Review) -> Vec<&Finding> {
    review.findings.iter().filter(|it| it.rule == "injection/shell-command").collect()
}

/// A handler that hands its query to a function, and what follows.
fn handed(rest: &str) -> Review {
    let text = format!(
        "import {{ exec }} from 'child_process';\n@Controller('a')\nexport class A {{\n  @Get()\n  get(@Query('q') q: string) {{\n    \
         return f0(q);\n  }}\n}}\n{rest}"
    );
    of(&[("src/a.controller.ts", &text)])
}

#[test]
fn the_way_is_told_from_its_beginning_to_its_end() {
    let service = "import { exec } from 'child_process';\n@Injectable()\nexport class Runner {\n  run(line: string) {\n    \
                   exec(wrap(line));\n  }\n}\nfunction wrap(text: string) {\n  return `sh -c ${text}`;\n}\n";
    let controller = "import { Runner } from './runner';\n@Controller('a')\nexport class A {\n  constructor(private readonly \
                      runner: Runner) {}\n  @Get()\n  get(@Query('q') q: string) {\n    this.runner.run(q);\n  }\n}\n";
    let review = of(&[("src/a.controller.ts", controller), ("src/runner.ts", service)]);
    let [found] = commands(&review)[..] else { panic!("{:?}", review.findings) };
    let steps: Vec<(&str, u32)> = found.steps.iter().map(|it| (it.path.as_str(), it.range.start.line)).collect();
    assert_eq!((found.path.as_str(), found.range.start.line), ("src/runner.ts", 5));
    assert_eq!(steps, [("src/a.controller.ts", 6), ("src/a.controller.ts", 7), ("src/runner.ts", 5)]);
    assert!(found.message.starts_with("`q` from the query string reaches `exec`"), "{}", found.message);
    assert_eq!(found.certainty, Certainty::Certain);
}

#[test]
fn functions_that_call_one_another_end_and_what_was_not_followed_is_said() {
    let mut rest = String::new();
    for at in 0..2000 {
        let (next, before) = ((at + 1) % 2000, (at + 1999) % 2000);
        writeln!(rest, "function f{at}(x) {{ exec(x + f{before}(x)); return f{next}(x); }}").expect("a text");
    }
    let review = handed(&rest);
    assert!(!commands(&review).is_empty());
    let said = review.notes.iter().any(|it| it.message.starts_with("Values were not followed further back"));
    assert!(said, "{:?}", review.notes);
}

#[test]
fn a_chain_that_is_not_too_long_is_followed_to_its_end() {
    let mut rest = String::new();
    for at in 0..20 {
        writeln!(rest, "function f{at}(x) {{ return f{}(x); }}", at + 1).expect("a text");
    }
    rest.push_str("function f20(x) { exec(x); }\n");
    let review = handed(&rest);
    assert_eq!(commands(&review).len(), 1, "{:?}", review.notes);
    assert!(review.notes.is_empty(), "{:?}", review.notes);
}

#[test]
fn a_text_of_ten_thousand_pieces_is_read() {
    let pieces = "'a' +\n".repeat(10_000);
    let review = handed(&format!("function f0(x) {{ exec({pieces}x); }}\nfunction g(x) {{ exec(x + {pieces}'a'); }}"));
    assert!(review.notes.iter().any(|it| it.message.starts_with("Values were not followed further back")));
}

#[test]
fn what_replaces_a_value_stops_it() {
    for body in
        ["x = 'ls'; exec(x);", "const y = x ? 'a' : 'b'; exec(y);", "exec(String(x.length));", "exec(`ls ${+x}`);"]
    {
        assert!(commands(&handed(&format!("function f0(x) {{ {body} }}"))).is_empty(), "{body}");
    }
    for body in
        ["exec(x ?? 'ls');", "let y = 'ls'; if (x) { y = x; } exec(y);", "const { a = x } = {}; exec([a].join(' '));"]
    {
        assert_eq!(commands(&handed(&format!("function f0(x) {{ {body} }}"))).len(), 1, "{body}");
    }
}

#[test]
fn an_unknown_function_makes_it_likely() {
    let text = "import { exec } from 'child_process';\nimport { slug } from 'slugs';\n@Controller('a')\nexport class A {\n  @Get()\n  \
                get(@Query('q') q: string) {\n    exec(slug(q));\n  }\n}\n";
    let review = of(&[("src/a.controller.ts", text)]);
    assert_eq!(commands(&review).iter().map(|it| it.certainty).collect::<Vec<_>>(), [Certainty::Likely]);
}

#[test]
fn a_value_that_no_call_is_given_is_said_to_be_what_it_becomes() {
    let text = "@Controller('a')\nexport class A {\n  private readonly seen = {};\n  constructor(@InjectModel(User.name) private \
                readonly users: Model<User>) {}\n  @Get()\n  find(@Query('q') q: string) {\n    return this.users.find({ name: { \
                $regex: q } }).limit(9);\n  }\n  @Post()\n  add(@Body() body: any) {\n    this.seen[body.group][body.name] = \
                1;\n  }\n}\n";
    let review = of(&[("src/a.controller.ts", text)]);
    let said = |rule: &str| {
        review.findings.iter().find(|it| it.rule == rule).map(|it| it.message.split(':').next().map(str::to_owned))
    };
    let pattern = said("injection/regex-from-input").flatten();
    assert_eq!(pattern.as_deref(), Some("`q` from the query string becomes a pattern"));
    let key = said("injection/prototype-pollution").flatten();
    assert_eq!(key.as_deref(), Some("`group` from the request body becomes a key"));
}

#[test]
fn names_of_names_of_names_are_looked_at_once() {
    use std::time::{Duration, Instant};
    let mut doubled = String::from("const a0 = q;\n");
    let mut circle = String::from("const decoded = decoded[q] + decoded.user + decoded;\n");
    for n in 0..80 {
        doubled += &format!("const a{} = a{n} + a{n};\n", n + 1);
        circle += &format!("const c{n} = c{} + decoded + c{n} + c{n};\n", (n + 1) % 80);
    }
    let code = format!(
        "@Controller('a') class A {{ constructor(private p: PrismaService) {{}}\n@Get() b(@Query('q') q: string) {{\n\
         {doubled}{circle}this.p.$queryRawUnsafe(a60); this.p.$queryRawUnsafe(c0);\n}} }}"
    );
    let since = Instant::now();
    let review = analyzer::review(&[analyzer::Source::new("src/a.ts", code)], &analyzer::Standard::default());
    let found = review.findings.iter().filter(|it| it.rule == "injection/raw-sql").count();
    assert!(found > 0, "{:#?}", review.findings);
    assert!(since.elapsed() < Duration::from_secs(20), "two to the power of sixty ways are not gone one by one");
}

#[test]
fn answers_are_followed_through_functions_that_call_one_another_and_end() {
    let mut rest = String::new();
    for at in 0..300 {
        let (next, before) = ((at + 1) % 300, (at + 299) % 300);
        writeln!(rest, "  f{at}(x) {{ if (x) {{ return this.f{next}(x); }} return [this.f{before}(x), {{ ...this.f{next}(x) }}]; }}")
            .expect("a text");
    }
    let text = format!(
        "@Controller('a')\nexport class A {{\n  constructor(private readonly prisma: PrismaService) {{}}\n  @Get()\n  get() \
         {{\n    return this.f0(1);\n  }}\n  @Get('b')\n  b() {{\n    const user = this.g(this.prisma.user.findFirst());\n    \
         return {{ user }};\n  }}\n  private g(x) {{\n    return x;\n  }}\n{rest}}}\n"
    );
    let schema = "model User {\n  id Int @id\n  password String\n}\n";
    let review = of(&[("src/a.controller.ts", &text), ("prisma/schema.prisma", schema)]);
    let found: Vec<&Finding> = review.findings.iter().filter(|it| it.rule == "auth/secret-in-response").collect();
    assert_eq!(found.iter().map(|it| it.range.start.line).collect::<Vec<_>>(), [11]);
}
