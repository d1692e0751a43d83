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
