//! Prometheus metrics: how each was declared, and with which labels it is used.

use super::call::Call;
use super::{Project, Setting, named};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

/// A metric that is created: `new Counter({…})`, `makeCounterProvider({…})`.
#[derive(Clone)]
pub struct Metric<'t> {
    /// What creates it.
    pub call: Call<'t>,
    /// `Counter`, `Gauge`, `Histogram`, `Summary`.
    pub kind: &'static str,
    /// As far as the source fixes it.
    pub name: Option<&'t str>,
    /// Its options.
    pub options: Object<'t>,
    /// The labels it declares, with their places; `None` if something unseen may declare more.
    pub labels: Option<Vec<(&'t str, Syntax<'t>)>>,
}

/// A call that gives labels to a metric.
#[derive(Clone)]
pub struct Measured<'t> {
    /// `counter.inc({ route })`, `histogram.labels(route)`.
    pub call: Call<'t>,
    /// Which of the project's metrics.
    pub metric: usize,
}

const KINDS: [(&str, &str); 4] = [
    ("Counter", "makeCounterProvider"),
    ("Gauge", "makeGaugeProvider"),
    ("Histogram", "makeHistogramProvider"),
    ("Summary", "makeSummaryProvider"),
];

const USES: [&str; 6] = ["inc", "dec", "observe", "set", "startTimer", "labels"];

impl<'t> Project<'t> {
    /// Prometheus metrics that are created.
    pub fn metrics(&self) -> &[Metric<'t>] {
        &self.backing.metrics
    }

    /// Calls that give them labels.
    pub fn measured(&self) -> &[Measured<'t>] {
        &self.backing.measured
    }

    /// The metric that a call gives labels to.
    pub fn metric(&self, measured: &Measured<'t>) -> Option<&Metric<'t>> {
        self.backing.metrics.get(measured.metric)
    }

    /// In reading order.
    pub(super) fn read_metrics(&self) -> Vec<Metric<'t>> {
        let mut metrics = Vec::new();
        for (kind, provider) in KINDS {
            let made = self.calls_of(kind).filter(|it| it.is_new && self.comes_from(it.callee, "prom-client"));
            let provided = self.calls_of(provider).filter(|it| !it.is_new);
            metrics.extend(made.chain(provided).filter_map(|it| self.read_metric(it, kind)));
        }
        metrics.sort_by_key(|it| it.call.syntax.place());
        metrics
    }

    fn read_metric(&self, call: &Call<'t>, kind: &'static str) -> Option<Metric<'t>> {
        let options = self.options(*call.args.first()?)?;
        (options.has("help") && !self.is_test(call.syntax)).then_some(())?;
        let labels = match self.setting(options, "labelNames") {
            Setting::Absent => Some(Vec::new()),
            Setting::Unseen => None,
            Setting::Set(it) => {
                let list = Some(self.constant(it)).filter(|it| it.kind() == Kind::Array);
                list.and_then(|it| it.children().map(|it| Some((self.text(it)?, it))).collect())
            }
        };
        Some(Metric { call: call.clone(), kind, name: self.text(options.get("name")?), options, labels })
    }

    pub(super) fn read_measured(&self) -> Vec<Measured<'t>> {
        if self.backing.metrics.is_empty() {
            return Vec::new();
        }
        let calls = USES.iter().flat_map(|it| self.calls_of(it));
        let labelled = calls.filter(|it| it.name == "labels" || it.object(0).is_some());
        labelled.filter_map(|it| Some(Measured { metric: self.measures(it.receiver?)?, call: it.clone() })).collect()
    }

    /// The metric that an expression holds.
    #[cfg(feature = "whole")]
    pub fn metric_behind(&self, holder: Syntax<'t>) -> Option<&Metric<'t>> {
        (!self.backing.metrics.is_empty()).then_some(())?;
        self.backing.metrics.get(self.measures(holder)?)
    }

    /// Its place among the metrics.
    fn measures(&self, holder: Syntax<'t>) -> Option<usize> {
        let at = self.constant(holder);
        if at.kind() == Kind::New {
            return self.backing.metrics.binary_search_by_key(&at.place(), |it| it.call.syntax.place()).ok();
        }
        if at.kind() != Kind::Member {
            return None;
        }
        let (object, name) = (plain(at.field(Field::Object)?), at.field(Field::Property)?.text());
        let class = match object.kind() {
            Kind::This => self.class_of(at)?,
            // `this.metrics.requests`
            _ => self.class_named(at.file, self.held(object)?.type_name())?,
        };
        let property = class.properties.iter().find(|it| it.name.text() == name);
        if let Some(value) = property.and_then(|it| it.value) {
            let value = self.constant(value);
            return self.backing.metrics.binary_search_by_key(&value.place(), |it| it.call.syntax.place()).ok();
        }
        let injection = class.injection(name).map(|it| &it.decorators).or(property.map(|it| &it.decorators));
        if let Some(token) = injection.and_then(|it| named(it, "InjectMetric")) {
            let wanted = self.text(*token.args.first()?)?;
            return self.backing.metrics.iter().position(|it| it.name == Some(wanted));
        }
        let first = self.backing.metrics.partition_point(|it| it.call.syntax.place() < class.syntax.place());
        let own = self.backing.metrics.iter().skip(first).take_while(|it| class.syntax.contains(it.call.syntax));
        own.into_iter().position(|it| is_assigned(it.call.syntax, name)).map(|it| first + it)
    }
}

/// `this.name = new Counter(…)`
fn is_assigned(metric: Syntax, name: &str) -> bool {
    let target = metric.parent().filter(|it| it.kind() == Kind::Assignment).and_then(|it| it.field(Field::Left));
    target.is_some_and(|it| it.text().strip_prefix("this.") == Some(name))
}
