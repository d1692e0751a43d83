//! How heavy a finding is depends on what stands around it.

use analyzer::{Source, Standard, review};

/// `severity certainty: message` of each finding of a rule.
fn weighed(rule: &str, files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    let found = review(&sources, &Standard::default()).findings;
    let own = found.iter().filter(|it| it.rule == rule);
    own.map(|it| format!("{:?} {:?}: {}", it.severity, it.certainty, it.message)).collect()
}

/// Each finding begins as one of these, in this order.
fn begin(rule: &str, files: &[(&str, &str)], expected: &[&str]) {
    let found = weighed(rule, files);
    let fits = found.len() == expected.len() && found.iter().zip(expected).all(|(it, start)| it.starts_with(start));
    assert!(fits, "{found:#?}");
}

#[test]
fn a_focused_test_that_leaves_nothing_out_yet_is_light() {
    let rule = "testing/focused-test";
    let focused = "describe('fees', () => {\n  it.only('adds', () => { expect(1).toBe(1); });\n";
    begin(rule, &[("src/fees.spec.ts", &format!("{focused}}});"))], &["Low"]);
    let two = format!("{focused}  it('rounds', () => {{ expect(1).toBe(1); }});\n}});");
    begin(rule, &[("src/fees.spec.ts", &two)], &["Medium"]);
}

#[test]
fn a_query_behind_an_if_is_said_to_run_perhaps() {
    let text = "@Injectable() export class Parcels {
  constructor(private readonly prisma: PrismaService) {}
  async load(parcels: Parcel[]) {
    for (const parcel of parcels) {
      if (parcel.isLost) { await this.prisma.claim.findFirst({ where: { parcelId: parcel.id } }); }
    }
    for (const parcel of parcels) {
      if (await this.prisma.claim.findFirst({ where: { parcelId: parcel.id } })) { return parcel; }
    }
    for (const parcel of parcels) {
      await this.prisma.parcel.update({ where: { id: parcel.id }, data: { tags: { set: [parcel.tag] } } });
    }
  }
}";
    let rule = "performance/query-in-loop";
    let files = [("src/parcels.service.ts", text)];
    begin(rule, &files, &["Medium", "High", "Medium"]);
    let found = weighed(rule, &files);
    let says = |at: usize, what: &str| found.get(at).is_some_and(|it| it.contains(what));
    assert!(says(0, "may run once") && says(0, "up to 100"), "{found:#?}");
    assert!(says(1, "` runs once"), "{found:#?}");
    assert!(!says(2, "updateMany"), "no `updateMany` writes relations: {found:#?}");
}

#[test]
fn what_only_the_server_sets_is_asked_not_told() {
    let main = "async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
}";
    let text = "@Controller('shops') export class Shops { @Post() create(@Body() shop: ShopDto) { return shop; } }
export class ShopDto {
  @IsString() city: string;
  open: boolean;
  source?: string;
}";
    let rule = "validation/undecorated-property";
    begin(rule, &[("src/main.ts", main), ("src/shops.ts", text)], &["Medium Certain", "Low Check"]);
}

#[test]
fn an_image_with_nothing_of_the_project_is_light() {
    let rule = "deployment/runs-as-root";
    begin(rule, &[("Dockerfile", "FROM node:22\nCOPY . .\nCMD [\"node\", \"main.js\"]\n")], &["Medium"]);
    begin(rule, &[("mail.Dockerfile", "FROM node:22\nRUN npm i -g smtp-tester\nCMD smtp-tester\n")], &["Low"]);
}

#[test]
fn a_line_behind_a_switch_is_lighter_than_one_that_always_runs() {
    let text = "export class RoutePlanner {
  plan(stops: Stop[]) {
    if (RoutePlanner.ENABLE_LOGGING) { console.log(stops); }
    if (stops.length > this.catalog) { console.log(stops); }
  }
}";
    begin("observability/console-log", &[("src/planner.ts", text)], &["Info", "Low"]);
}

#[test]
fn giving_back_what_was_given_is_lighter_than_making_something_up() {
    let text = "@Injectable() export class Cards {
  async enrich(card: Card) {
    try { card.photo = await this.photos.find(card.id); } catch (error) { this.logger.error(error.message); }
    return card;
  }
  async rates(day: string) {
    let rates = {};
    try { rates = await this.bank.rates(day); } catch (error) { this.logger.error(error.message); }
    return rates;
  }
}";
    begin("errors/swallowed-error", &[("src/cards.service.ts", text)], &["Low Likely", "Medium Likely"]);
}

#[test]
fn the_user_read_before_the_tenant_weighs_what_policies_make_of_it() {
    let rule = "database/query-before-tenant-context";
    let strategy = |body: &str| {
        format!(
            "import {{ Strategy }} from 'passport-jwt';
@Injectable() export class JwtStrategy extends PassportStrategy(Strategy) {{
  constructor(private readonly prisma: PrismaService) {{ super({{ jwtFromRequest }}); }}
  async validate(payload: Payload) {{ {body} }}
}}"
        )
    };
    let late = strategy(
        "const user = await this.prisma.user.findUnique({ where: { id: payload.sub } });
         await this.prisma.setTenantContext(payload.tenantId); return user;",
    );
    let schema = "model User {\n  id String @id\n  tenantId String\n}";
    let table = "CREATE TABLE \"User\" (\"id\" text PRIMARY KEY, \"tenantId\" text NOT NULL);";
    let policy = |using: &str| {
        format!(
            "{table}\nALTER TABLE \"User\" ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON \"User\" USING ({using});"
        )
    };
    let judged = |text: &str, sql: &str, expected: &[&str]| {
        let migration = ("prisma/migrations/1_init/migration.sql", sql);
        begin(rule, &[("prisma/schema.prisma", schema), migration, ("src/jwt.strategy.ts", text)], expected);
    };
    let own = policy("\"tenantId\" = current_setting('app.tenant')");
    judged(&late, &own, &["Critical Likely"]);
    judged(&late, &format!("{own}\nALTER TABLE \"User\" FORCE ROW LEVEL SECURITY;"), &["Critical Certain"]);
    // The database does not judge, or lets pass whoever has no tenant yet.
    judged(&late, table, &[]);
    judged(
        &late,
        &policy("\"tenantId\" = current_setting('app.tenant', true) OR current_setting('app.tenant', true) IS NULL"),
        &[],
    );
    judged(&late, &format!("{own}\nCREATE POLICY signs_in ON \"User\" FOR SELECT USING (true);"), &[]);
    // A loop over all tables may have switched it on.
    judged(&late, &format!("{table}\nDO $$ BEGIN EXECUTE 'ALTER TABLE ' || name; END $$;"), &["Critical Likely"]);
    begin(rule, &[("prisma/schema.prisma", schema), ("src/jwt.strategy.ts", &late)], &["Critical Likely"]);
    // Nothing seen sets the tenant: who does it is a question.
    let bare = strategy(
        "const user = await this.prisma.user.findUnique({ where: { id: payload.sub } });
         return { ...user, tenantId: payload.tenantId };",
    );
    judged(&bare, &own, &["Medium Check"]);
    begin(rule, &[("src/jwt.strategy.ts", &bare)], &["Medium Check"]);
    begin(rule, &[("prisma/schema.prisma", schema), ("src/jwt.strategy.ts", &bare)], &[]);
    let kept =
        strategy("return this.prisma.user.findFirst({ where: { id: payload.sub, tenantId: payload.tenantId } });");
    begin(rule, &[("src/jwt.strategy.ts", &kept)], &[]);
}

#[test]
fn the_tenant_may_be_set_before_any_strategy_runs() {
    let rule = "database/query-before-tenant-context";
    let strategy = "import { Strategy } from 'passport-jwt';
@Injectable() export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(private readonly prisma: PrismaService) { super({ jwtFromRequest }); }
  async validate(payload: Payload) {
    const user = await this.prisma.user.findUnique({ where: { id: payload.sub } });
    await this.prisma.setTenantContext(payload.tenantId);
    return user;
  }
}";
    let beside = |text: &str, expected: &[&str]| {
        begin(rule, &[("src/jwt.strategy.ts", strategy), ("src/other.ts", text)], expected);
    };
    let set = "await this.prisma.setTenantContext(tenant);";
    beside(
        "@Injectable() export class Orders { constructor(private readonly prisma: PrismaService) {} }",
        &["Critical"],
    );
    beside(&format!("@Injectable() export class Orders {{ async list(tenant: string) {{ {set} }} }}"), &["Critical"]);
    beside(&format!("@Injectable() export class Tenancy {{ async intercept(a: A, next: B) {{ {set} }} }}"), &[]);
    beside(&format!("@Injectable() export class Tenancy {{ async use(a: A, b: B, next: C) {{ {set} }} }}"), &[]);
    beside("import { ClsModule } from 'nestjs-cls';\nexport const it = ClsModule.forRoot({});", &[]);
    beside("import { AsyncLocalStorage } from 'node:async_hooks';", &[]);
    beside(
        "export async function tenancy(request: A, answer: B, next: C) { await setTenant(request.tenant); next(); }",
        &[],
    );
    beside(
        "@Injectable() export class Scoped extends PrismaClient { scoped() { return this.$extends({ query: { async $allOperations({ args, query }) {
  await base.$executeRaw`SELECT set_config('app.tenant', ${tenant()}, true)`; return query(args);
} } }); } }",
        &[],
    );
}

#[test]
fn a_listener_is_judged_by_what_its_package_does_with_errors() {
    let rule = "async/unhandled-listener";
    let listener = |options: &str| {
        format!(
            "import {{ OnEvent }} from '@nestjs/event-emitter';
@Injectable() export class Receipts {{
  constructor(private readonly mail: Mail) {{}}
  @OnEvent('order.paid'{options}) async onPaid(order: Order) {{ await this.mail.send(order); }}
}}"
        )
    };
    let (plain, open) = (listener(""), listener(", { suppressErrors: false }"));
    let emits = |call: &str| format!("@Injectable() export class Orders {{ pay() {{ {call}; }} }}");
    let emit = emits("this.events.emit('order.paid', 1)");
    let judged = |version: &str, text: &str, other: &str, expected: &[&str]| {
        let manifest = format!("{{ \"dependencies\": {{ \"@nestjs/event-emitter\": \"{version}\" }} }}");
        begin(rule, &[("package.json", &manifest), ("src/receipts.ts", text), ("src/orders.ts", other)], expected);
    };
    judged("^3.0.1", &plain, &emit, &[]);
    judged("^2.0.0", &plain, &emit, &[]);
    judged("latest", &plain, &emit, &[]);
    judged("2.0.0", &plain, &emit, &["Medium Certain: Before 2.0.1"]);
    judged("^1.4.2", &plain, &emit, &["Medium Certain: Before 2.0.1"]);
    judged("^3.0.1", &open, &emit, &["Medium Certain: `suppressErrors: false`"]);
    judged("^3.0.1", &open, "", &["Medium Likely"]);
    judged("^3.0.1", &open, &emits("this.events.emitAsync('order.paid', 1)"), &[]);
    // Whether this is the event is not known.
    judged("^3.0.1", &open, &emits("this.events.emitAsync(name, 1)"), &[]);
    judged("^3.0.1", &open, &format!("import * as Sentry from '@sentry/nestjs';\n{emit}"), &[]);
}

#[test]
fn a_missed_catch_that_answers_what_nest_does_is_light() {
    let missed = |catch: &str| {
        format!(
            "@Injectable() export class Rates {{
  constructor(private readonly prisma: PrismaService) {{}}
  async all() {{ try {{ return this.prisma.rate.findMany({{ take: 20 }}); }} catch (error) {{ {catch} }} }}
}}"
        )
    };
    let judged = |catch: &str, expected: &[&str]| {
        begin("async/return-in-try", &[("src/rates.service.ts", &missed(catch))], expected);
    };
    judged("throw new InternalServerErrorException();", &["Low"]);
    judged("throw new HttpException('Failed', HttpStatus.INTERNAL_SERVER_ERROR);", &["Low"]);
    judged("throw new HttpException(getReasonPhrase(Codes.INTERNAL_SERVER_ERROR), 500);", &["Low"]);
    judged("throw new HttpException('Failed', HttpStatus.BAD_GATEWAY);", &["Medium"]);
    judged("throw new InternalServerErrorException(error.message);", &["Medium"]);
    judged("this.logger.error(error); throw new InternalServerErrorException();", &["Medium"]);
}

#[test]
fn a_dropped_error_that_was_logged_before_is_not_said_to_be_without_a_log_line() {
    let files = |catch: &str| {
        format!(
            "@Injectable() export class Prices {{
  async today() {{ try {{ this.price = await this.load(); }} catch {{}} }}
  warm() {{ this.load().catch(() => {{}}); }}
  private async load() {{ try {{ return await this.source.read(); }} catch (error) {{ {catch} }} }}
}}"
        )
    };
    let said = |catch: &str| weighed("errors/swallowed-error", &[("src/prices.service.ts", &files(catch))]).join(" ");
    let logged = said("this.logger.error(error); throw error;");
    assert!(
        logged.contains("is logged there and dropped here: no error, and") && logged.contains("beyond the log nobody"),
        "{logged}"
    );
    let silent = said("throw new Error('No price', { cause: error });");
    assert!(silent.contains("dropped: no log line, no error") && silent.contains("dropped: nobody"), "{silent}");
}

#[test]
fn a_login_without_a_check_weighs_more_than_one_that_is_checked_early() {
    let rule = "auth/login-without-check";
    let login = |guard: &str, body: &str| {
        let head = "class Credentials {}\n@Controller('session') export class Session {";
        format!("{head} {guard} @Post('login') login(@Body() credentials: Credentials) {{ {body} }} }}")
    };
    let unchecked = login("", "return { token: this.jwt.sign({ sub: credentials.email }) };");
    begin(rule, &[("src/session.controller.ts", &unchecked)], &["Medium Certain: `login` has no guard"]);
    let early = login("@UseGuards(LocalAuthGuard)", "return this.sessions.open();");
    begin(rule, &[("src/session.controller.ts", &early)], &["Info Certain: `Credentials` checks nothing in time"]);
}
