//! What a row of the table of sinks says.

use super::sink::Harm;

/// One row: calls of these names, of such an owner, do this harm with such an argument.
pub(super) struct Row {
    pub harm: Harm,
    pub names: &'static [&'static str],
    pub owner: Owner,
    pub argument: Argument,
}

/// What a method is called on, or where a function comes from.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    /// Any object: the name alone tells.
    Any,
    /// A function that every file has.
    Global,
    /// Something of one of these packages; `node:` is left out.
    Package(&'static [&'static str]),
    /// A value of one of these types; of none that is declared, a value of such a name.
    Typed(&'static [&'static str], &'static [&'static str]),
    /// Any object, in a file that imports one of these packages.
    Beside(&'static [&'static str]),
    /// What `axios.create` or `got.extend` made.
    Made(&'static [&'static str]),
    /// The response of Express or Fastify.
    Response,
    /// A connection to a SQL database, or a pool of them.
    Database,
    /// A query builder of TypeORM or MikroORM.
    Builder,
    /// The namespace `Prisma`.
    Prisma,
}

/// Which argument does it.
#[derive(Clone, Copy)]
pub(super) enum Argument {
    /// The one at a place.
    At(usize),
    /// Each of them.
    All,
    /// Each of them but the first.
    Rest,
    /// What an object at a place has under a key.
    Key(usize, &'static str),
    /// The first, or what it says about the host if it is an object; the base that any other sets.
    Address,
    /// The first, if it is a text: no function.
    Code,
    /// The first, if it is a text that is put together.
    Joined,
    /// Each value of an object at a place.
    Entries(usize),
    /// The computed keys of what an object at a place has under a key.
    Computed(usize, &'static str),
    /// The computed keys of an object at a place.
    Keys(usize),
    /// What functions return that stand at a place, or in an object there.
    Lazy(usize),
    /// The list of arguments, where a shell reads it: `spawn('sh', ['-c', x])`, `{ shell: true }`.
    Shell,
    /// The second, where the first is this text.
    Behind(&'static str),
    /// The first, unless it is an object: its values are parameters.
    Text,
}
