//! Facts about queues, caches, metrics and tests, across files.

mod texts;

use analyzer::Standard;
use analyzer::project::{CacheUse, Project, QueuePart};
use texts::project;

fn with<T>(texts: &[(&str, &str)], ask: impl FnOnce(&Project) -> T) -> T {
    project(&Standard::default(), texts, ask)
}

#[test]
fn a_queue_is_known_by_enum_constant_static_and_literal() {
    let sources = [
        ("libs/names/index.ts", "export * from './names';"),
        (
            "libs/names/names.ts",
            "export enum Queues { Mail = 'mail' }
             export const NAMES = { reports: 'reports' } as const;
             export const PREFIX = NAMES.reports;
             export class Names { static readonly AUDIT = 'audit'; }",
        ),
        (
            "apps/api/app.module.ts",
            "import { Queues, NAMES } from '../../libs/names';
             @Module({ imports: [BullModule.registerQueue({ name: Queues.Mail }, { name: NAMES.reports }), BullModule.registerQueue({})] })
             export class AppModule {}",
        ),
        (
            "apps/worker/processors.ts",
            "import { PREFIX, Names } from '../../libs/names';
             @Processor(PREFIX) export class A extends WorkerHost { async process(job: Job) { await this.run(job); } }
             @Processor({ name: Names.AUDIT }) export class B extends WorkerHost {}
             @Processor(process.env.QUEUE) export class C extends WorkerHost {}",
        ),
    ];
    with(&sources, |project| {
        let has = |part, name| project.queue_named(part, name).is_some();
        for name in ["mail", "reports", "default"] {
            assert!(has(QueuePart::Registers, Some(name)), "{name}");
        }
        assert!(has(QueuePart::Processes, Some("reports")) && has(QueuePart::Processes, Some("audit")));
        assert!(project.knows_queues(QueuePart::Registers));
        assert!(!project.knows_queues(QueuePart::Processes), "the environment names one of them");
    });
}

#[test]
fn a_worker_that_does_something_for_every_job_takes_every_job() {
    let worker = |body: &str| {
        let text =
            format!("@Processor('q') export class P extends WorkerHost {{ async process(job: Job) {{ {body} }} }}");
        with(&[("src/p.ts", &text)], |project| {
            project.jobs_of(Some("q"), true).map(|it| it.name.map(String::from)).collect::<Vec<_>>()
        })
    };
    let named = vec![Some("a".to_owned()), Some("b".to_owned())];
    assert_eq!(worker("switch (job.name) { case 'a': return this.a(); case 'b': return this.b(); }"), named);
    assert_eq!(worker("if (job.name === 'a') await this.a(); else if ('b' === job.name) await this.b();"), named);
    assert_eq!(worker("switch (job.name) { case 'a': return this.a(); default: return this.rest(job); }"), [None]);
    assert_eq!(worker("if (job.name === 'a') { await this.a(); } await this.rest(job);"), [None]);
    assert_eq!(worker("return this.handlers[job.name](job.data);"), [None]);
    assert_eq!(
        worker("switch (job.name) { case 'a': return this.a(); default: throw new Error(`no ${job.name}`); }"),
        [Some("a".to_owned())]
    );
}

#[test]
fn a_service_in_between_passes_its_keys_on() {
    let sources = [
        (
            "src/store.ts",
            "export class Store {
               constructor(@Inject(CACHE_MANAGER) private readonly cache: Cache) {}
               async put(key: string, value: unknown) { await this.cache.set(key, value, 1000); }
               async drop(key: string) { await this.cache.del(key); }
             }",
        ),
        (
            "src/users.ts",
            "import { Store } from './store';
             const keyOf = (id: string) => `user:${id}`;
             export class Users {
               constructor(private readonly store: Store) {}
               async keep(id: string, user: User) { await this.store.put(`user:${id}`, user); }
               async drop(id: string) { await this.store.drop(keyOf(id)); }
             }",
        ),
    ];
    with(&sources, |project| {
        let kept = project.cached().iter().find(|it| it.what == CacheUse::Keep).expect("something is kept");
        assert_eq!(kept.head, Some("user"));
        assert!(project.is_dropped("user") && !project.is_dropped("order"));
    });
}

#[test]
fn a_spec_covers_what_it_creates_not_what_it_mocks() {
    let class = |name: &str| format!("@Injectable() export class {name} {{ run() {{ return 1; }} }}");
    let (orders, mail, stock, tax) = (class("Orders"), class("Mail"), class("Stock"), class("Tax"));
    let spec = "
import { Orders } from './orders';
import { Mail } from './mail';
import { Stock } from './stock';
import { Tax } from './tax';
jest.mock('./stock');
describe.each([[1]])('orders %s', () => {
  it('runs', async () => {
    const module = await Test.createTestingModule({ providers: [Orders, { provide: Mail, useValue: {} }] }).compile();
    expect(module.get(Orders).run()).toBe(new Tax().run() + new Stock().run());
  });
});";
    let sources = [
        ("src/mail.ts", mail.as_str()),
        ("src/orders.spec.ts", spec),
        ("src/orders.ts", &orders),
        ("src/stock.ts", &stock),
        ("src/tax.ts", &tax),
    ];
    with(&sources, |project| {
        let covered = |name: &str| {
            let class = project.classes.iter().find(|it| it.name.text() == name).expect("a class");
            project.covered_by(class).count()
        };
        assert_eq!([covered("Orders"), covered("Tax"), covered("Mail"), covered("Stock")], [1, 1, 0, 0]);
    });
}

#[test]
fn a_metric_is_followed_to_where_it_is_used() {
    let sources = [
        (
            "src/metrics.ts",
            "import { Counter } from 'prom-client';
             export class Metrics { readonly hits = new Counter({ name: 'hits_total', help: 'Hits', labelNames: ['route'] }); }",
        ),
        (
            "src/pages.ts",
            "import { Metrics } from './metrics';
             export class Pages { constructor(private readonly metrics: Metrics) {} show() { this.metrics.hits.inc({ route: '/' }); } }",
        ),
    ];
    with(&sources, |project| {
        let [measured] = project.measured() else { panic!("one use") };
        assert_eq!(project.metric(measured).and_then(|it| it.name), Some("hits_total"));
    });
}
