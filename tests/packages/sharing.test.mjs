//! Secrets are found and masked in a copy that stays code; files become Markdown that a paste splits into the same files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pastedFiles } from "../../web/detect.js";
import { markdown } from "../../web/later/sharing/markdown.js";
import { isLong, isTooLong } from "../../web/later/sharing/length.js";
import { masked, secretsIn } from "../../web/later/sharing/secrets.js";
import { reviewer } from "./engine.mjs";
import { CONTROLLER } from "./samples.mjs";

const BODY = "MIIEowIBAAKCAQEAq7Xv2LkP9sTz4WmBq7Xv2LkP9sTz4WmB";
// In pieces, so that no scanner takes this file for a leak.
const STRIPE = ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_");
const GITHUB = ["ghp", "16C7e42F292c6912E7710c838347Ae178B4a"].join("_");

const copyOf = (path, text) => masked(text, secretsIn(path, text));
const kinds = (path, text) => secretsIn(path, text).map(({ kind, line }) => `${line} ${kind}`);

for (const [what, text, copy] of [
  ["a Stripe key", `const a = '${STRIPE}';`, "const a = '<redacted>';"],
  ["a GitHub token in a header", `{ Authorization: \`Bearer ${GITHUB}\` }`, "{ Authorization: `Bearer <redacted>` }"],
  ["an AWS key", 'id: "AKIAQ7XK2MZP4WTVLN3D",', 'id: "<redacted>",'],
  ["a Slack token", `post("${["xoxb", "2147483647", "q7Xv2LkP9sTz"].join("-")}")`, 'post("<redacted>")'],
  ["a JSON Web Token", 'const t = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N";', 'const t = "<redacted>";'],
  ["a password in an address", "url = 'postgres://shop:q7Xv2Lk@db.orchard.io:5432/shop?sslmode=require'", "url = 'postgres://shop:<redacted>@db.orchard.io:5432/shop?sslmode=require'"],
  ["a fallback", "secret: process.env.JWT_SECRET || 'dev-one',", "secret: process.env.JWT_SECRET || '<redacted>',"],
  ["a second argument", "config.get('JWT_SECRET', 'dev-one')", "config.get('JWT_SECRET', '<redacted>')"],
  ["a typed field", 'private readonly apiKey: string = "q7Xv2LkP";', 'private readonly apiKey: string = "<redacted>";'],
  ["an assignment", "user.password = 'Gr33n!House';", "user.password = '<redacted>';"],
  ["SQL", "ALTER USER shop PASSWORD 'q7Xv2LkP';", "ALTER USER shop PASSWORD '<redacted>';"],
  ["a key over several lines", `const k = \`-----BEGIN RSA PRIVATE KEY-----\n${BODY}\nabcd\n-----END RSA PRIVATE KEY-----\`;`, "const k = `-----BEGIN RSA PRIVATE KEY-----\n<redacted>\n<redacted>\n-----END RSA PRIVATE KEY-----`;"],
  ["a key in one line", `const k = "-----BEGIN PRIVATE KEY-----\\n${BODY}\\n-----END PRIVATE KEY-----";`, 'const k = "-----BEGIN PRIVATE KEY-----\\n<redacted>\\n-----END PRIVATE KEY-----";'],
]) {
  test(`masked: ${what}`, () => assert.equal(copyOf("src/a.ts", text), copy));
}

test("what only speaks of a secret is left alone", () => {
  for (const text of [
    "export const ACCESS_TOKEN = 'ACCESS_TOKEN';",
    "@Inject('REFRESH_TOKEN') private readonly token: string",
    "throw new BadRequestException({ password: 'The password is too short' });",
    "errors: { password: 'incorrectPassword' }",
    "@Column({ name: 'password', type: 'varchar' }) password: string;",
    "const url = `postgres://${user}:${password}@${host}/shop`;",
    "const tokenHeader = 'x-access-token';",
    "secret: '<your secret>', apiKey: 'change-me'",
    "if (!pem.includes('-----BEGIN PRIVATE KEY-----')) throw new Error('no key');",
    '"eslint-plugin-no-secrets": "^2.2.1"',
  ]) {
    assert.equal(copyOf("src/a.ts", text), text);
  }
});

test("each secret is listed once, with what it is and its line", () => {
  const text = `import 'x';\nconst stripe = '${STRIPE}';\nconst dbPassword = 'q7Xv2LkP'; const apiKey = 'q7Xv2LkP';\n`;
  assert.deepEqual(kinds("src/a.ts", text), ["2 Stripe key", "3 Value of dbPassword", "3 Value of apiKey"]);
});

test("of a .env file every value that tells something is masked, and the file stays one", () => {
  const text = `# local\nPORT=3000\nNODE_ENV=production\nDATABASE_URL="postgresql://u:p4ss@db/x?schema=public"\nexport JWT_SECRET=abc123 # rotate\nHOOK=https://hooks.orchard.io/T0/B0\nEMPTY=\nKEY=\${OTHER}\n`;
  const copy = `# local\nPORT=3000\nNODE_ENV=production\nDATABASE_URL="postgresql://u:<redacted>@db/x?schema=public"\nexport JWT_SECRET=<redacted> # rotate\nHOOK=https://hooks.orchard.io/<redacted>\nEMPTY=\nKEY=\${OTHER}\n`;
  assert.equal(copyOf("apps/api/.env.production", text), copy);
  assert.equal(copyOf("docker-compose.yml", "      POSTGRES_PASSWORD: prisma1\n"), "      POSTGRES_PASSWORD: <redacted>\n");
});

test("a place that the engine's review names is masked too", () => {
  const text = "sign('short', { algorithm: 'HS256' });";
  const known = [[text.indexOf("'short'"), text.indexOf(", {")]];
  assert.equal(masked(text, secretsIn("a.ts", text, known)), "sign('<redacted>', { algorithm: 'HS256' });");
});

test("the review of the copy reads the same, but for the secrets themselves", async () => {
  const text = CONTROLLER.replace("@Controller", `const stripe = '${STRIPE}';\n\n@Controller`);
  const own = await reviewer(null);
  const read = (source) => own.review([{ path: "users.controller.ts", text: source }]).findings;
  const others = (findings) =>
    findings.filter(({ rule }) => rule !== "crypto/hard-coded-secret").map(({ rule, message, range, fingerprint }) => [rule, message, range.start.line, range.start.column, fingerprint]);
  const [before, after] = [read(text), read(copyOf("users.controller.ts", text))];
  assert.ok(before.length > others(before).length && others(before).length > 0);
  assert.deepEqual(others(after), others(before));
  own.free();
});

test("no text makes the search slow", () => {
  for (const text of ["a".repeat(300_000), "secret".repeat(50_000), "eyJ".repeat(100_000), "password = '".repeat(25_000), "-----BEGIN PRIVATE KEY-----".repeat(11_000), "a://b:".repeat(50_000), "secret: ".repeat(37_000), "'".repeat(300_000)]) {
    const start = performance.now();
    secretsIn("a.ts", text);
    assert.ok(performance.now() - start < 2_000, `${text.slice(0, 12)}: ${Math.round(performance.now() - start)} ms`);
  }
});

test("Markdown: fences longer than any run of backticks, and the names come back", () => {
  const files = [
    { path: "src/a.ts", text: "const page = `\n````md\n````\n`;\n" },
    { path: "prisma/schema.prisma", text: "model User {\n  id Int @id\n}\n" },
    { path: "package.json", text: '{\n  "dependencies": {}\n}\n' },
    { path: "b.sql", text: "SELECT 1;" },
  ];
  const text = markdown(files);
  assert.ok(text.startsWith("`````ts\n// src/a.ts\nconst page"), text);
  assert.match(text, /`package\.json`\n\n```json\n\{/);
  assert.match(text, /```sql\n-- b\.sql\nSELECT 1;\n```\n$/);
  assert.deepEqual(pastedFiles(text).map(({ path }) => path), files.map(({ path }) => path));
});

test("long links warn, longer ones stop", () => {
  assert.deepEqual([8_000, 8_001].map(isLong), [false, true]);
  assert.deepEqual([65_536, 65_537].map(isTooLong), [false, true]);
});
