//! Calls of an object mapper: Prisma, TypeORM, Mongoose.

use super::call::Call;
use crate::syntax::{Object, Syntax};

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
    /// The client the call hangs on, wherever it is taken from: `this.prisma` of `this.prisma.user.findMany()`.
    pub client: Syntax<'t>,
}

impl<'t> Query<'t> {
    /// The argument object: `{ where, take, … }`.
    pub fn options(&self) -> Option<Object<'t>> {
        self.call.object(0)
    }

    /// The client the call hangs on: `this.prisma` of `this.prisma.user.findMany()`.
    pub fn client(&self) -> Option<Syntax<'t>> {
        Some(self.client)
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

/// What a method of one of the mappers does.
pub(super) fn operation(orm: Orm, method: &str) -> Option<Operation> {
    let list: &[(&str, Operation)] = match orm {
        Orm::Prisma => &PRISMA,
        Orm::TypeOrm => &TYPEORM,
        Orm::Mongoose => &MONGOOSE,
    };
    list.iter().find(|(it, _)| *it == method).map(|(_, it)| *it)
}
