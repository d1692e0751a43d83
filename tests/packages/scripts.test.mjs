//! The page's own scripts that need no page: links, paths, places.

import assert from "node:assert/strict";
import { test } from "node:test";
import { detectPath, pastedFiles } from "../../web/detect.js";
import { drift } from "../../web/drift.js";
import { LIMITS, notReviewed, withinLimits } from "../../web/limits.js";
import { cleanPath, uniquePath } from "../../web/paths.js";
import { decodeShare, encodeShare } from "../../web/share.js";
import { Workspace } from "../../web/workspace.js";
import { CONTROLLER } from "./samples.mjs";

/** Links made by released versions: they are read forever, so these lines only ever grow. */
const FROZEN = [
  [
    "1.ZY4xCsIwFIav8ngOVYgNrpkKTh7AqekQklgDSVryUhFKwWO4OXsOL-QRxA4Kun58_8c_4gnFhuEBRV0jJc0HsolK3cWcOu9tKjMhw2r7ActiVoqVjPbcdymD9ooI9m_61WCcZMSG1Uj6aIMq--QoKGQYOmP9rMMoI4AzsIsZKmeAc3jcn7frRcZ53TBUKP4KZD0KVEM-8nZQyayDI3KxXfx8wOkF",
    {
      v: 1,
      f: [
        ["src/users.controller.ts", "@Controller('users')\nexport class UsersController {}\n"],
        ["schema.prisma", "model User {\n  id Int @id // é😀\n}\n"],
      ],
      a: "schema.prisma",
      sel: "auth/guard-missing#UsersController",
    },
  ],
];

const rejects = (encoded, code) => assert.rejects(decodeShare(encoded), (error) => error.code === code && error.message.length > 10);

test("a link gives back what was shared", async () => {
  const shared = { f: [["src/users.controller.ts", CONTROLLER], ["schema.prisma", "model User {\n  id Int @id // 😀 ü\n}\n"]], a: "schema.prisma", sel: "x#1", std: '{"preset":"security"}', view: "checklist" };
  const encoded = await encodeShare(shared);
  assert.match(encoded, /^1\.[\w-]+$/);
  assert.deepEqual(await decodeShare(encoded), { v: 1, ...shared });
});

test("links of released versions are read", async () => {
  for (const [encoded, expected] of FROZEN) assert.deepEqual(await decodeShare(encoded), expected);
});

test("damaged links say so", async () => {
  const encoded = await encodeShare({ f: [["a.ts", CONTROLLER]] });
  for (const cut of [1, 2, 5, 40]) await rejects(encoded.slice(0, -cut), "damaged");
  for (const wrong of ["", "1", "1.", "x.abc", "1.!!!", "0.abc", "1.AAAA"]) await rejects(wrong, "damaged");
});

test("links of newer versions say so", () => rejects("2.abcdef", "newer"));

test("a link cannot be a trap", async () => {
  await rejects(`1.${"A".repeat(70_000)}`, "too-large");
  const bomb = new Blob([`{"v":1,"f":[["a.ts","${"a".repeat(20_000_000)}"]]}`]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = Buffer.from(await new Response(bomb).arrayBuffer());
  assert.ok(bytes.length < 40_000);
  await rejects(`1.${bytes.toString("base64url")}`, "too-large");
  await assert.rejects(encodeShare({ f: [["a.ts", "x".repeat(2_000_000)]] }), { code: "too-large" });
});

test("names in a link are made safe", async () => {
  const read = await decodeShare(await encodeShare({ f: [["../../x.ts", "1"], ["C:\\a\\b.ts", "2"], ["a\u202e\0b.ts", "3"], ["x.ts", "4"], ["", "5"]], a: "../../x.ts" }));
  assert.deepEqual(read.f.map(([path]) => path), ["x.ts", "a/b.ts", "ab.ts", "x-2.ts", "untitled.ts"]);
  assert.equal(read.a, "x.ts");
  assert.ok(cleanPath(`${"d/".repeat(300)}x.ts`).length <= 200);
});

test("a paste is named for what it is", () => {
  for (const [text, path] of [
    [CONTROLLER, "users.controller.ts"],
    ["", "untitled.ts"],
    ["// src/users/users.service.ts\nexport class X {}", "src/users/users.service.ts"],
    ["// Loads the users.\nexport class UserLoader {}", "user-loader.ts"],
    ["model User {\n  id Int @id\n}", "schema.prisma"],
    ["enum Role {\n  ADMIN,\n}\nexport class A {}", "a.ts"],
    ["DATABASE_URL=postgres://x\n# c\nPORT=3000\n", ".env"],
    ['{\n  "dependencies": {}\n}', "package.json"],
    ['{\n  "compilerOptions": {}\n}', "tsconfig.json"],
    ["CREATE TABLE users (id int);\nALTER TABLE users ADD x int;", "migration.sql"],
    ["@Injectable()\nexport class JwtAuthGuard extends AuthGuard('jwt') {}", "jwt-auth.guard.ts"],
    ["export class CreateUserDto {\n  name: string;\n}", "create-user.dto.ts"],
    ["describe('UsersService', () => {\n  it('works', () => {});\n});", "users.service.spec.ts"],
    ["const app = await NestFactory.create(AppModule);", "main.ts"],
    ["def main():\n    pass\n", "pasted.ts"],
    ["const a = 1;", "pasted.ts"],
  ]) {
    assert.equal(detectPath(text), path, text.slice(0, 40));
  }
});

test("a page of Markdown is several files", () => {
  const page = `# Users\n\n\`\`\`ts\n${CONTROLLER}\`\`\`\n\nAnd **\`prisma/schema.prisma\`**:\n\n\`\`\`prisma\nmodel User {\n  id Int @id\n}\n\`\`\`\n\n\`\`\`ts title="src/a.ts"\nexport const a = 1;\n\`\`\`\n`;
  assert.deepEqual(pastedFiles(page).map(({ path }) => path), ["users.controller.ts", "prisma/schema.prisma", "src/a.ts"]);
  assert.equal(pastedFiles(page)[0].text, CONTROLLER);
  assert.deepEqual(pastedFiles(CONTROLLER), []);
});

test("a text whose parts begin with comments naming their paths is several files", () => {
  const text = "\n// src/users/users.controller.ts\nexport class UsersController {}\n\n// a comment\n\n/* prisma/schema.prisma */\nmodel User {\n  id Int @id\n}\n\n# .env\nPORT=3000\n";
  const files = pastedFiles(text);
  assert.deepEqual(files.map(({ path }) => path), ["src/users/users.controller.ts", "prisma/schema.prisma", ".env"]);
  assert.equal(files[0].text, "// src/users/users.controller.ts\nexport class UsersController {}\n\n// a comment\n");
  assert.equal(files[2].text, "# .env\nPORT=3000\n");
  assert.deepEqual(pastedFiles("// src/a.ts\nexport class A {}\n"), [], "one file is no offer");
  assert.deepEqual(pastedFiles("const x = 1;\n\n// src/a.ts\nlet a;\n\n// src/b.ts\nlet b;\n"), [], "what stands before has no name");
});

test("limits leave out what is beyond them, with a reason each", () => {
  const { kept, skipped } = withinLimits([{ path: "a.ts", text: "1" }, { path: "b.ts", text: "x".repeat(LIMITS.file + 1) }]);
  assert.deepEqual([kept.length, skipped.map(({ path }) => path)], [1, ["b.ts"]]);
  assert.match(notReviewed(skipped.length), /^1 file is not reviewed\. .*300 KB a file/);
  assert.equal(notReviewed(0), "");
  const many = Array.from({ length: 401 }, (_, index) => ({ path: `${index}.ts`, text: "1" }));
  assert.equal(withinLimits(many).skipped.length, 1);
  const heavy = Array.from({ length: 8 }, (_, index) => ({ path: `${index}.ts`, text: "x".repeat(LIMITS.file) }));
  assert.equal(withinLimits(heavy).skipped.length, 2);
});

test("a place follows its text through an edit elsewhere, and is lost in an edit of itself", () => {
  const older = "one two three";
  assert.deepEqual(drift(older, "one and two three")(8, 13), { from: 12, to: 17 });
  assert.deepEqual(drift(older, "one two three four")(4, 7), { from: 4, to: 7 });
  assert.equal(drift(older, "one TWO three")(4, 7), null);
  assert.equal(drift(older, "one three")(4, 7), null);
});

test("paths are unique", () => {
  assert.equal(uniquePath("a/users.controller.ts", ["a/users.controller.ts"]), "a/users-2.controller.ts");
  assert.equal(uniquePath(".env", [".env", ".env-2"]), ".env-3");
});

test("a closed tab comes back where it was, and so does a replaced workspace", () => {
  const workspace = new Workspace();
  workspace.replace(["a.ts", "b.ts", "c.ts"].map((path) => ({ path, text: path })), "b.ts");
  const token = workspace.close(workspace.find("b.ts"));
  assert.deepEqual([workspace.paths, workspace.active.path], [["a.ts", "c.ts"], "c.ts"]);
  workspace.add("d.ts", "d");
  assert.ok(workspace.reopen(token, () => false));
  assert.deepEqual([workspace.paths, workspace.active.path], [["a.ts", "b.ts", "c.ts", "d.ts"], "b.ts"]);
  const former = workspace.replace([{ path: "x.ts", text: "" }]);
  workspace.reopen(former, () => false);
  assert.deepEqual(workspace.paths, ["a.ts", "b.ts", "c.ts", "d.ts"]);
  assert.equal(workspace.reopen(former, () => false), false);
});

test("line ends and a byte order mark are kept aside", () => {
  const workspace = new Workspace();
  const { text, lineEnd, bom } = workspace.add("a.ts", "\ufeffa\r\nb\r\n");
  assert.deepEqual([text, lineEnd, bom], ["a\nb\n", "\r\n", true]);
});
