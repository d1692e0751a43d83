//! Calls of an object mapper: Prisma, TypeORM, Mongoose.

use std::sync::Arc;

use super::call::Call;
use super::class::{Class, Type};
use super::scope::{Binding, binding};
use crate::syntax::{Field, Kind, Object, Syntax, plain};

/// Which object mapper a query goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orm {
    /// `this.prisma.user.findMany()`.
    Prisma,
    /// `this.users.find()` on a `Repository<User>`.
    TypeOrm,
    /// `this.userModel.find()` on a `Model<User>`.
    Mongoose,
}

/// What a query does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// At most one row.
    ReadOne,
    /// Any number of rows.
    ReadMany,
    /// Counts and sums.
    Aggregate,
    /// Anything that changes rows.
    Write,
}

/// A query.
#[derive(Clone)]
pub struct Query<'t> {
    /// The call.
    pub call: Call<'t>,
    /// Through which mapper.
    pub orm: Orm,
    /// `user` of `prisma.user`; the property's name for a repository.
    pub model: &'t str,
    /// What it does.
    pub operation: Operation,
}

impl<'t> Query<'t> {
    /// The argument object: `{ where, take, … }`.
    pub fn options(&self) -> Option<Object<'t>> {
        self.call.object(0)
    }

    /// The client the call hangs on: `this.prisma` of `this.prisma.user.findMany()`.
    pub fn client(&self) -> Option<Syntax<'t>> {
        let model = plain(self.call.receiver?);
        if self.orm == Orm::Prisma { model.field(Field::Object) } else { Some(model) }
    }
}

const PRISMA: [(&str, Operation); 17] = [
    ("findUnique", Operation::ReadOne),
    ("findUniqueOrThrow", Operation::ReadOne),
    ("findFirst", Operation::ReadOne),
    ("findFirstOrThrow", Operation::ReadOne),
    ("findMany", Operation::ReadMany),
    ("groupBy", Operation::ReadMany),
    ("count", Operation::Aggregate),
    ("aggregate", Operation::Aggregate),
    ("create", Operation::Write),
    ("createMany", Operation::Write),
    ("createManyAndReturn", Operation::Write),
    ("update", Operation::Write),
    ("updateMany", Operation::Write),
    ("updateManyAndReturn", Operation::Write),
    ("upsert", Operation::Write),
    ("delete", Operation::Write),
    ("deleteMany", Operation::Write),
];

const TYPEORM: [(&str, Operation); 22] = [
    ("findOne", Operation::ReadOne),
    ("findOneBy", Operation::ReadOne),
    ("findOneOrFail", Operation::ReadOne),
    ("findOneByOrFail", Operation::ReadOne),
    ("find", Operation::ReadMany),
    ("findBy", Operation::ReadMany),
    ("findAndCount", Operation::ReadMany),
    ("findAndCountBy", Operation::ReadMany),
    ("findByIds", Operation::ReadMany),
    ("count", Operation::Aggregate),
    ("countBy", Operation::Aggregate),
    ("exist", Operation::Aggregate),
    ("exists", Operation::Aggregate),
    ("existsBy", Operation::Aggregate),
    ("save", Operation::Write),
    ("insert", Operation::Write),
    ("update", Operation::Write),
    ("upsert", Operation::Write),
    ("delete", Operation::Write),
    ("remove", Operation::Write),
    ("softDelete", Operation::Write),
    ("increment", Operation::Write),
];

const MONGOOSE: [(&str, Operation); 15] = [
    ("findOne", Operation::ReadOne),
    ("findById", Operation::ReadOne),
    ("findOneAndUpdate", Operation::Write),
    ("findByIdAndUpdate", Operation::Write),
    ("findByIdAndDelete", Operation::Write),
    ("findOneAndDelete", Operation::Write),
    ("find", Operation::ReadMany),
    ("countDocuments", Operation::Aggregate),
    ("exists", Operation::Aggregate),
    ("create", Operation::Write),
    ("insertMany", Operation::Write),
    ("updateOne", Operation::Write),
    ("updateMany", Operation::Write),
    ("deleteOne", Operation::Write),
    ("deleteMany", Operation::Write),
];

/// What tells clients and repositories from other objects.
pub(super) struct Clients<'c, 't> {
    classes: &'c [Arc<Class<'t>>],
    /// Names of classes that extend `PrismaClient`, by any number of steps.
    prisma: Vec<&'t str>,
}

impl<'c, 't> Clients<'c, 't> {
    pub fn of(classes: &'c [Arc<Class<'t>>]) -> Clients<'c, 't> {
        let mut prisma = vec!["PrismaClient"];
        let mut size = 0;
        while size < prisma.len() {
            size = prisma.len();
            let is_heir = |it: &&Arc<Class>| it.extends.as_ref().is_some_and(|it| prisma.contains(&it.name));
            let heirs = classes.iter().filter(is_heir).map(|it| it.name.text());
            let heirs: Vec<&str> = heirs.filter(|it| !prisma.contains(it)).collect();
            prisma.extend(heirs);
        }
        Clients { classes, prisma }
    }

    pub fn queries(&self, calls: &[Call<'t>]) -> Vec<Query<'t>> {
        calls.iter().filter(|it| !it.is_new).filter_map(|it| self.query(it)).collect()
    }

    fn query(&self, call: &Call<'t>) -> Option<Query<'t>> {
        let listed = |list: &[(&str, Operation)]| list.iter().find(|(it, _)| *it == call.name).map(|(_, it)| *it);
        let receiver = plain(call.receiver?);
        if let Some(operation) = listed(&PRISMA)
            && let (Some(client), Some(model)) = (receiver.field(Field::Object), receiver.field(Field::Property))
            && self.is_prisma(client)
        {
            return Some(Query { call: call.clone(), orm: Orm::Prisma, model: model.text(), operation });
        }
        let (orm, model) = self.repository(receiver)?;
        let operation = listed(if orm == Orm::TypeOrm { &TYPEORM } else { &MONGOOSE })?;
        Some(Query { call: call.clone(), orm, model, operation })
    }

    /// Whether an expression is a Prisma client or a transaction of one.
    pub fn is_prisma(&self, client: Syntax<'t>) -> bool {
        let client = plain(client);
        match client.kind() {
            Kind::Member if client.field(Field::Object).is_some_and(|it| it.kind() == Kind::This) => {
                let name = client.field(Field::Property).map_or("", Syntax::text);
                match class_of(self.classes, client).and_then(|it| it.type_of(name).map(|it| it.name)) {
                    Some(type_name) => self.is_prisma_type(type_name),
                    None => sounds_like_prisma(name),
                }
            }
            Kind::This => class_of(self.classes, client).is_some_and(|it| self.prisma.contains(&it.name.text())),
            Kind::Identifier => match binding(client) {
                Some(Binding::Value(value)) => self.is_prisma_value(plain(value)),
                Some(Binding::Parameter(parameter)) => self.is_prisma_parameter(parameter),
                Some(Binding::Open) | None => sounds_like_prisma(client.text()),
            },
            _ => false,
        }
    }

    fn is_prisma_type(&self, name: &str) -> bool {
        let known = self.classes.iter().any(|it| it.name.text() == name);
        self.prisma.contains(&name)
            || name == "Prisma.TransactionClient"
            || (!known && name.contains("Prisma") && !name.ends_with("Repository") && !name.ends_with("Module"))
    }

    fn is_prisma_value(&self, value: Syntax<'t>) -> bool {
        match value.kind() {
            Kind::New => value.field(Field::Constructor).is_some_and(|it| self.is_prisma_type(it.text())),
            Kind::Member | Kind::Identifier => value.kind() == Kind::Member && self.is_prisma(value),
            Kind::Binary => value.children().any(|it| it.kind() == Kind::Member && self.is_prisma(it)),
            Kind::Call => Call::of(value).is_some_and(|it| it.name == "$extends"),
            _ => false,
        }
    }

    fn is_prisma_parameter(&self, parameter: Syntax<'t>) -> bool {
        let annotation = parameter.field(Field::Type).and_then(|it| it.children().next());
        if let Some(annotation) = annotation {
            return self.is_prisma_type(Type::of(annotation).name);
        }
        let function = parameter.ancestor(&[Kind::Arrow, Kind::FunctionExpression, Kind::Method, Kind::Function]);
        let call = function.and_then(|it| it.ancestor(&[Kind::Call])).and_then(Call::of);
        let in_transaction = call.is_some_and(|it| it.name == "$transaction");
        let name = parameter.field(Field::Pattern).unwrap_or(parameter).text();
        in_transaction || sounds_like_prisma(name)
    }

    fn repository(&self, receiver: Syntax<'t>) -> Option<(Orm, &'t str)> {
        let is_own =
            receiver.kind() == Kind::Member && receiver.field(Field::Object).is_some_and(|it| it.kind() == Kind::This);
        is_own.then_some(())?;
        let name = receiver.field(Field::Property)?.text();
        let class = class_of(self.classes, receiver);
        let decorated = |decorator: &str| {
            let injection = class.and_then(|it| it.injection(name));
            injection.is_some_and(|it| super::named(&it.decorators, decorator).is_some())
        };
        let typed = class.and_then(|it| it.type_of(name)).map(|it| it.name);
        match typed {
            _ if decorated("InjectRepository") => Some((Orm::TypeOrm, name)),
            _ if decorated("InjectModel") => Some((Orm::Mongoose, name)),
            Some("Repository" | "TreeRepository" | "MongoRepository") => Some((Orm::TypeOrm, name)),
            Some("Model") => Some((Orm::Mongoose, name)),
            _ => None,
        }
    }
}

/// The class that an expression stands in.
pub(super) fn class_of<'c, 't>(classes: &'c [Arc<Class<'t>>], syntax: Syntax<'t>) -> Option<&'c Arc<Class<'t>>> {
    let holder = syntax.ancestor(&[Kind::Class, Kind::AbstractClass])?;
    // Classes stand in reading order.
    let key = |it: Syntax| (it.file, it.span().start);
    classes.binary_search_by_key(&key(holder), |it| key(it.syntax)).ok().and_then(|at| classes.get(at))
}

fn sounds_like_prisma(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("prisma") || matches!(lower.as_str(), "tx" | "trx")
}
