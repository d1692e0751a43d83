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
    /// The first, if it is a text that is put together.
    Joined,
    /// Each value of an object at a place.
    Entries(usize),
    /// The first, if it is a text with a tag in it.
    Markup,
    /// The computed keys of what an object at a place has under a key.
    Computed(usize, &'static str),
}

const fn row(harm: Harm, names: &'static [&'static str], owner: Owner, argument: Argument) -> Row {
    Row { harm, names, owner, argument }
}

const FS: &[&str] = &["fs", "fs/promises", "fs-extra", "graceful-fs"];
const PROCESS: &[&str] = &["child_process", "execa", "shelljs", "cross-spawn"];
const HTTP: &[&str] =
    &["axios", "got", "node-fetch", "undici", "needle", "superagent", "http", "https", "request", "ky"];
const BUILDER: &[&str] = &["SelectQueryBuilder", "UpdateQueryBuilder", "DeleteQueryBuilder", "QueryBuilder"];
const SQL_TYPES: &[&str] = &[
    "DataSource",
    "EntityManager",
    "QueryRunner",
    "Repository",
    "Pool",
    "PoolClient",
    "Client",
    "Connection",
    "Knex",
    "Sequelize",
];
const SQL_NAMES: &[&str] =
    &["dataSource", "entityManager", "queryRunner", "pool", "knex", "sequelize", "manager", "connection"];

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
    row(Harm::Sql, &["raw"], Owner::Package(&["@prisma/client"]), Argument::At(0)),
    row(Harm::Sql, &["query", "execute", "raw"], Owner::Typed(SQL_TYPES, SQL_NAMES), Argument::At(0)),
    row(Harm::Sql, &["literal"], Owner::Package(&["sequelize", "sequelize-typescript"]), Argument::At(0)),
    row(
        Harm::Sql,
        &[
            "where",
            "andWhere",
            "orWhere",
            "having",
            "orderBy",
            "addOrderBy",
            "groupBy",
            "addSelect",
            "leftJoin",
            "innerJoin",
        ],
        Owner::Typed(BUILDER, &["qb", "queryBuilder", "QueryBuilder", "Qb"]),
        Argument::At(0),
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
    row(Harm::Code, &["setTimeout", "setInterval"], Owner::Global, Argument::Markup),
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
    row(Harm::Url, &["fetch"], Owner::Global, Argument::At(0)),
    row(
        Harm::Url,
        &["get", "post", "put", "patch", "delete", "head", "request", "stream"],
        Owner::Package(HTTP),
        Argument::At(0),
    ),
    row(Harm::Url, &["axios", "got", "fetch", "needle", "request", "ky"], Owner::Package(HTTP), Argument::At(0)),
    row(
        Harm::Url,
        &["get", "post", "put", "patch", "delete", "head"],
        Owner::Typed(&["HttpService", "AxiosInstance"], &["httpService", "axiosRef"]),
        Argument::At(0),
    ),
    row(
        Harm::Url,
        &["request"],
        Owner::Typed(&["HttpService", "AxiosInstance"], &["httpService"]),
        Argument::Key(0, "url"),
    ),
    row(Harm::Redirect, &["redirect"], Owner::Response, Argument::All),
    row(Harm::Html, &["send", "end", "write"], Owner::Response, Argument::Markup),
    row(
        Harm::Template,
        &["compile", "render", "renderString", "template"],
        Owner::Package(&[
            "handlebars",
            "ejs",
            "pug",
            "nunjucks",
            "mustache",
            "eta",
            "lodash",
            "hbs",
            "lodash.template",
        ]),
        Argument::At(0),
    ),
    row(Harm::Xml, &["parseXml", "parseXmlString"], Owner::Package(&["libxmljs", "libxmljs2"]), Argument::At(0)),
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
        &["unserialize", "deserialize"],
        Owner::Package(&["node-serialize", "serialize-to-js", "v8", "funcster"]),
        Argument::At(0),
    ),
    row(Harm::Order, &["findMany", "findFirst", "groupBy"], Owner::Any, Argument::Computed(0, "orderBy")),
    row(Harm::Order, &["find", "findAndCount"], Owner::Any, Argument::Computed(0, "order")),
    row(Harm::Key, TOKENS, Owner::Typed(&["JwtService"], &["jwtService", "jwt"]), Argument::Key(1, "secret")),
    row(Harm::Key, TOKENS, Owner::Typed(&["JwtService"], &["jwtService", "jwt"]), Argument::Key(1, "publicKey")),
    row(Harm::Key, TOKENS, Owner::Typed(&["JwtService"], &["jwtService", "jwt"]), Argument::Key(1, "privateKey")),
    row(Harm::Key, TOKENS, Owner::Typed(&["JwtService"], &["jwtService", "jwt"]), Argument::Key(1, "algorithms")),
    row(Harm::Key, &["sign", "verify"], Owner::Package(&["jsonwebtoken"]), Argument::At(1)),
    row(Harm::Key, &["verify"], Owner::Package(&["jsonwebtoken"]), Argument::Key(2, "algorithms")),
];
