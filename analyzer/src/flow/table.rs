//! The calls that do harm with what they are given.

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
    /// The first, unless it is an object: its values are parameters.
    Text,
}

const fn row(harm: Harm, names: &'static [&'static str], owner: Owner, argument: Argument) -> Row {
    Row { harm, names, owner, argument }
}

const FS: &[&str] = &["fs", "fs/promises", "fs-extra", "graceful-fs"];
const PROCESS: &[&str] = &["child_process", "execa", "shelljs", "cross-spawn"];
const HTTP: &[&str] =
    &["axios", "got", "node-fetch", "undici", "needle", "superagent", "http", "https", "request", "ky"];
const TOKENS: &[&str] = &["sign", "signAsync", "verify", "verifyAsync"];
const LDAP: &[&str] = &["ldapjs", "ldapts", "ldapjs-client", "ldap-filter"];
const MERGERS: &[&str] = &[
    "lodash",
    "lodash-es",
    "lodash/merge",
    "lodash/mergeWith",
    "lodash/defaultsDeep",
    "lodash.merge",
    "lodash.mergewith",
    "lodash.defaultsdeep",
    "merge-deep",
    "defaults-deep",
    "deep-extend",
];

/// Most of what follows is the packages' own documentation of which argument is code, a path, an address.
pub(super) const CALLS: &[Row] = &[
    row(Harm::Sql, &["$queryRawUnsafe", "$executeRawUnsafe"], Owner::Any, Argument::At(0)),
    row(Harm::Sql, &["raw"], Owner::Prisma, Argument::At(0)),
    row(Harm::Sql, &["query", "execute", "raw", "literal"], Owner::Database, Argument::Text),
    row(Harm::Sql, &["query", "execute"], Owner::Database, Argument::Key(0, "text")),
    row(Harm::Sql, &["query", "execute"], Owner::Database, Argument::Key(0, "sql")),
    row(Harm::Sql, &["literal"], Owner::Package(&["sequelize", "sequelize-typescript"]), Argument::At(0)),
    row(
        Harm::Sql,
        &["raw"],
        Owner::Package(&["kysely", "drizzle-orm", "@mikro-orm/core", "@mikro-orm/knex", "@mikro-orm/postgresql"]),
        Argument::At(0),
    ),
    row(
        Harm::Sql,
        &[
            "where",
            "andWhere",
            "orWhere",
            "having",
            "andHaving",
            "orHaving",
            "orderBy",
            "addOrderBy",
            "groupBy",
            "addGroupBy",
            "select",
            "addSelect",
            "leftJoin",
            "innerJoin",
        ],
        Owner::Builder,
        Argument::Text,
    ),
    row(
        Harm::Sql,
        &["whereRaw", "orderByRaw", "havingRaw", "joinRaw", "fromRaw", "groupByRaw"],
        Owner::Any,
        Argument::At(0),
    ),
    row(
        Harm::Command,
        &["exec", "execSync", "execaCommand", "execaCommandSync"],
        Owner::Package(PROCESS),
        Argument::At(0),
    ),
    row(
        Harm::Command,
        &["spawn", "spawnSync", "execFile", "execFileSync", "fork", "execa"],
        Owner::Package(PROCESS),
        Argument::At(0),
    ),
    row(Harm::Code, &["eval", "Function"], Owner::Global, Argument::All),
    row(Harm::Code, &["setTimeout", "setInterval"], Owner::Global, Argument::Code),
    row(
        Harm::Code,
        &["runInThisContext", "runInNewContext", "runInContext", "compileFunction", "Script"],
        Owner::Package(&["vm", "vm2"]),
        Argument::At(0),
    ),
    row(Harm::Module, &["require", "import"], Owner::Global, Argument::At(0)),
    row(
        Harm::Path,
        &[
            "readFile",
            "readFileSync",
            "writeFile",
            "writeFileSync",
            "appendFile",
            "appendFileSync",
            "createReadStream",
            "createWriteStream",
            "unlink",
            "unlinkSync",
            "rm",
            "rmSync",
            "rmdir",
            "readdir",
            "readdirSync",
            "mkdir",
            "mkdirSync",
            "stat",
            "statSync",
            "open",
            "openSync",
            "access",
            "accessSync",
            "existsSync",
            "copyFile",
            "rename",
            "outputFile",
            "readJson",
            "writeJson",
            "remove",
        ],
        Owner::Package(FS),
        Argument::At(0),
    ),
    row(Harm::Path, &["sendFile", "download"], Owner::Response, Argument::At(0)),
    row(Harm::Url, &["fetch"], Owner::Global, Argument::Address),
    row(
        Harm::Url,
        &["get", "post", "put", "patch", "delete", "head", "request", "stream"],
        Owner::Package(HTTP),
        Argument::Address,
    ),
    row(Harm::Url, &["axios", "got", "fetch", "ky"], Owner::Package(HTTP), Argument::Address),
    row(
        Harm::Url,
        &["get", "post", "put", "patch", "delete", "head", "request"],
        Owner::Typed(&["HttpService", "AxiosInstance"], &["httpService", "axiosRef"]),
        Argument::Address,
    ),
    row(Harm::Url, &["goto"], Owner::Typed(&["Page"], &["page"]), Argument::At(0)),
    row(Harm::Redirect, &["redirect", "location"], Owner::Response, Argument::All),
    row(Harm::Code, &["run"], Owner::Typed(&["VM", "NodeVM"], &["vm"]), Argument::At(0)),
    row(Harm::Code, &["safeEval"], Owner::Package(&["safe-eval"]), Argument::At(0)),
    row(
        Harm::Template,
        &["compile", "precompile", "render", "template"],
        Owner::Package(&["handlebars", "hbs", "ejs", "pug", "mustache", "lodash", "lodash.template", "dot"]),
        Argument::At(0),
    ),
    row(Harm::Template, &["renderString", "renderStringAsync"], Owner::Any, Argument::At(0)),
    row(Harm::Template, &["compile"], Owner::Package(&["nunjucks", "eta"]), Argument::At(0)),
    row(Harm::Template, &["render", "view"], Owner::Response, Argument::At(0)),
    row(
        Harm::Xml,
        &["parseXml", "parseXmlString", "parseXmlAsync", "fromXml", "fromXmlString", "fromXmlAsync"],
        Owner::Package(&["libxmljs", "libxmljs2"]),
        Argument::At(0),
    ),
    row(Harm::Regex, &["RegExp"], Owner::Global, Argument::At(0)),
    row(
        Harm::Pollution,
        &["merge", "mergeWith", "defaultsDeep", "mergeDeep", "deepExtend"],
        Owner::Package(MERGERS),
        Argument::Rest,
    ),
    row(
        Harm::Member,
        &["set", "setWith", "update", "updateWith"],
        Owner::Package(&["lodash", "lodash-es", "lodash/set", "lodash/setWith", "lodash.set", "lodash.setwith"]),
        Argument::At(1),
    ),
    row(Harm::Link, &["sendMail", "sendEmail"], Owner::Any, Argument::At(0)),
    row(Harm::Link, &["send"], Owner::Package(&["@sendgrid/mail"]), Argument::At(0)),
    row(Harm::Header, &["setHeader", "header", "set", "append"], Owner::Response, Argument::All),
    row(Harm::Header, &["set", "header", "headers"], Owner::Response, Argument::Entries(0)),
    row(Harm::Header, &["type", "contentType"], Owner::Response, Argument::At(0)),
    row(Harm::Header, &["StreamableFile"], Owner::Package(&["@nestjs/common"]), Argument::Entries(1)),
    row(Harm::Ldap, &["search", "searchPaginated"], Owner::Beside(LDAP), Argument::Key(1, "filter")),
    row(Harm::Ldap, &["parseFilter", "parseString"], Owner::Package(LDAP), Argument::At(0)),
    row(Harm::XPath, &["select", "select1", "evaluate", "parse"], Owner::Package(&["xpath"]), Argument::At(0)),
    row(Harm::XPath, &["selectWithResolver"], Owner::Package(&["xpath"]), Argument::At(0)),
    row(Harm::XPath, &["get", "find"], Owner::Beside(&["libxmljs", "libxmljs2"]), Argument::Joined),
    row(
        Harm::Deserialise,
        &["unserialize", "deserialize", "deepDeserialize"],
        Owner::Package(&["node-serialize", "serialize-to-js", "v8", "funcster"]),
        Argument::At(0),
    ),
    row(Harm::Deserialise, &["load", "loadAll"], Owner::Package(&["js-yaml"]), Argument::At(0)),
    row(Harm::Deserialise, &["parse"], Owner::Package(&["cryo"]), Argument::At(0)),
    row(Harm::Order, &["findMany", "findFirst", "groupBy"], Owner::Any, Argument::Computed(0, "orderBy")),
    row(Harm::Order, &["find", "findAndCount"], Owner::Any, Argument::Computed(0, "order")),
    row(Harm::Key, TOKENS, Owner::Typed(&["JwtService"], &["jwtService", "jwt"]), Argument::Key(1, "secret")),
    row(Harm::Key, TOKENS, Owner::Typed(&["JwtService"], &["jwtService", "jwt"]), Argument::Key(1, "publicKey")),
    row(Harm::Key, TOKENS, Owner::Typed(&["JwtService"], &["jwtService", "jwt"]), Argument::Key(1, "privateKey")),
    row(Harm::Key, TOKENS, Owner::Typed(&["JwtService"], &["jwtService", "jwt"]), Argument::Key(1, "algorithms")),
    row(Harm::Key, &["sign", "verify"], Owner::Package(&["jsonwebtoken"]), Argument::At(1)),
    row(Harm::Key, &["verify"], Owner::Package(&["jsonwebtoken"]), Argument::Key(2, "algorithms")),
];
