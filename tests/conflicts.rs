//! What the brief itself recommends is not flagged, and where it contradicts the packages it names, that is.
//!
//! Each test is a line of the list of conflicts (C01 to C24); those that no rule speaks to yet are absent.

use analyzer::report::{Finding, Severity};
use analyzer::{Source, Standard, review};

fn found(files: &[(&str, &str)]) -> Vec<Finding> {
    let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    review(&sources, &Standard::default()).findings
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|it| it.rule.as_str()).collect()
}

const CSRF: &str = "
import { doubleCsrf } from 'csrf-csrf';
const { generateToken, doubleCsrfProtection } = doubleCsrf({
  getSecret: () => process.env.CSRF_KEY,
  cookieName: 'csrf',
});
";

#[test]
fn c01_the_third_version_of_csrf_csrf_is_found_at_medium() {
    let findings = found(&[("src/csrf.ts", CSRF)]);
    assert!(rules(&findings).contains(&"auth/csrf-csrf-v3-api"), "{findings:#?}");
    assert!(findings.iter().filter(|it| it.rule.contains("csrf")).all(|it| it.severity == Severity::Medium));
    let old = found(&[("package.json", r#"{"dependencies": {"csrf-csrf": "^3.1.0"}}"#), ("src/csrf.ts", CSRF)]);
    assert!(!rules(&old).contains(&"auth/csrf-csrf-v3-api"));
}

#[test]
fn c02_mixed_queue_libraries_are_found_and_both_ways_out_are_named() {
    let text = "
import { InjectQueue } from '@nestjs/bull';
import { Queue } from 'bullmq';

@Injectable()
export class Mails {
  constructor(@InjectQueue('mail') private readonly queue: Queue) {}
}
";
    let findings = found(&[("src/mails.ts", text)]);
    let mismatch = findings.iter().find(|it| it.rule == "queues/library-mismatch").expect("a mismatch");
    assert!(mismatch.message.contains("@nestjs/bullmq") && mismatch.message.contains("`bull`"), "{}", mismatch.message);
}

#[test]
fn c04_a_post_documented_as_200_is_found() {
    let text = "
@Controller('sessions')
export class SessionsController {
  @Post()
  @UseGuards(LocalGuard)
  @ApiResponse({ status: 200, description: 'Signed in' })
  async open(@Request() req, @Body() body: OpenDto): Promise<SessionDto> {
    return this.sessions.open(req.user);
  }
}
";
    let findings = found(&[("src/sessions.controller.ts", text)]);
    let status = findings.iter().find(|it| it.rule == "api/status-mismatch").expect("a mismatch");
    assert_eq!(status.severity, Severity::Medium);
}

#[test]
fn c06_c07_a_time_in_seconds_is_found_and_one_of_an_unknown_decorator_is_only_mentioned() {
    let text = "
@Injectable()
export class Prices {
  constructor(@Inject(CACHE_MANAGER) private readonly cache: Cache) {}

  async keep(key: string, price: number) {
    await this.cache.set(key, price, 300000);
  }

  @Cacheable({ ttl: 300 })
  async of(id: string): Promise<number> {
    return this.rows.price(id);
  }
}
";
    let findings = found(&[("src/prices.ts", text)]);
    let ttl: Vec<&Finding> = findings.iter().filter(|it| it.rule == "caching/ttl-in-seconds").collect();
    assert_eq!(ttl.len(), 1, "{findings:#?}");
    assert_eq!(ttl[0].severity, Severity::Info);
}

#[test]
fn c10_c11_loggers_metrics_and_stacks_are_left_alone() {
    let text = "
@Injectable()
export class Visits {
  private readonly logger = new Logger(Visits.name);
  private readonly seconds = new Histogram({ name: 'visit_seconds', help: 'Length of a visit', labelNames: ['ward'] });

  async open(data: OpenVisitDto) {
    try {
      return await this.visits.open(data);
    } catch (error) {
      this.logger.error({ msg: 'Visit not opened', error: error.message, stack: error.stack });
      throw error;
    }
  }
}
";
    assert_eq!(rules(&found(&[("src/visits.ts", text)])), Vec::<&str>::new());
}

#[test]
fn c14_c21_typeorm_and_undeclared_members_are_left_alone() {
    let text = "
@Injectable()
export class Users {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  async find(id: string) {
    const user = await this.users.findOne({ where: { id } });
    if (!user) {
      throw new NotFoundException('No such user');
    }
    await this.mailer.greet(user.id);
    return this.prisma.profile.findUnique({ where: { userId: user.id } });
  }
}
";
    assert_eq!(rules(&found(&[("src/users.ts", text)])), Vec::<&str>::new());
}

#[test]
fn c17_a_unique_column_counts_as_indexed_and_a_second_index_is_only_mentioned() {
    let text = "
model Badge {
  id     String @id @default(cuid())
  code   String @unique
  userId String @unique
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)

  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt

  @@index([code])
}

model User {
  id    String @id @default(cuid())
  badge Badge?
}
";
    let findings = found(&[("schema.prisma", text)]);
    assert_eq!(rules(&findings), ["database/redundant-index"]);
    assert!(findings.iter().all(|it| it.severity == Severity::Info));
}

#[test]
fn c18_a_secret_from_the_environment_is_left_alone() {
    let text = "
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(private prisma: PrismaService) {
    super({ jwtFromRequest: (req) => req?.cookies?.['session'], secretOrKey: process.env.JWT_KEY });
  }

  async validate(payload: Payload) {
    return this.prisma.user.findUnique({ where: { id: payload.sub } });
  }
}
";
    assert_eq!(rules(&found(&[("src/jwt.strategy.ts", text)])), Vec::<&str>::new());
}

#[test]
fn c19_a_bare_validation_pipe_is_low_in_tests_and_high_in_main() {
    let spec = "
describe('Users (e2e)', () => {
  it('answers', async () => {
    const app = moduleFixture.createNestApplication();
    app.useGlobalPipes(new ValidationPipe());
    await app.init();
    await request(app.getHttpServer()).get('/users').expect(200);
  });
});
";
    let main = "
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.useGlobalPipes(new ValidationPipe());
  await app.listen(3000);
}
bootstrap();
";
    let severity = |path, text| {
        let findings = found(&[(path, text)]);
        findings.iter().find(|it| it.rule == "validation/lenient-pipe").map(|it| it.severity)
    };
    assert_eq!(severity("test/users.e2e-spec.ts", spec), Some(Severity::Low));
    assert_eq!(severity("src/main.ts", main), Some(Severity::High));
}

#[test]
fn c22_job_payloads_of_two_snippets_are_not_compared() {
    let text = "
@Injectable()
export class Mails {
  constructor(@InjectQueue('mail') private queue: Queue) {}

  async welcome(userId: string) {
    await this.queue.add('welcome', { userId, at: new Date() }, { attempts: 3, backoff: { type: 'exponential', delay: 2000 }, removeOnComplete: true });
  }
}

@Processor('mail')
export class MailProcessor {
  @Process('send-welcome')
  async welcome(job: Job<Welcome>) {
    const { email, name } = job.data;
    await this.mailer.welcome(email, name);
  }
}
";
    assert_eq!(rules(&found(&[("src/mails.ts", text)])), Vec::<&str>::new());
    let module = "
@Module({ imports: [BullModule.registerQueue({ name: 'mail' })], providers: [Mails, MailProcessor] })
export class MailModule {}
";
    let project = found(&[("src/mails.ts", text), ("src/mail.module.ts", module)]);
    assert_eq!(rules(&project), ["queues/unhandled-job"]);
    let renamed = text.replace("'send-welcome'", "'welcome'");
    let project = found(&[("src/mails.ts", &renamed), ("src/mail.module.ts", module)]);
    assert_eq!(rules(&project), ["queues/missing-payload"]);
}
