//! Files: tabs that move, folders that are read while the review begins, pastes that hold several files, hidden values.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { withApp } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE, SCHEMA } from "./samples.mjs";

let folder;

stage();
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "nestor-"));
  const files = {
    "src/users/users.controller.ts": CONTROLLER,
    "prisma/schema.prisma": SCHEMA,
    ".env": "DATABASE_URL=postgres://app:hunter2@localhost/app\n",
    "package.json": '{ "dependencies": { "@nestjs/core": "11.0.0" } }\n',
    "src/huge.ts": `// ${"x".repeat(1_300_000)}\n`,
    "src/binary.ts": "a\0b",
    "README.md": "# Read me\n",
    "logo.png": "png",
    "node_modules/left-pad/index.ts": "export {};\n",
  };
  for (let at = 0; at < 410; at++) files[`src/zmany/many-${String(at).padStart(3, "0")}.ts`] = `export class Many${at} {}\n`;
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
});
after(() => rm(folder, { recursive: true, force: true }));

const names = (page) => page.locator('.tabs [role="tab"] .name').allTextContents();
const tabsAre = (page, wanted) =>
  page.waitForFunction((paths) => [...document.querySelectorAll('.tabs [role="tab"] .name')].map((name) => name.textContent).join() === paths, wanted.join());

test("tabs move by keyboard and by dragging, and stay where they were put", () =>
  withApp(browser, site, async ({ page, app, watch }) => {
    await app.paste("// src/a.ts\nexport class A {}\n\n// src/b.ts\nexport class B {}\n\n// src/c.ts\nexport class C {}\n");
    await page.getByText("This page holds 3 files").waitFor();
    await page.getByRole("button", { name: "Split into files" }).click();
    await tabsAre(page, ["src/a.ts", "src/b.ts", "src/c.ts"]);
    await page.getByRole("tab", { name: "src/a.ts" }).focus();
    await page.keyboard.press("Shift+ArrowRight");
    await tabsAre(page, ["src/b.ts", "src/a.ts", "src/c.ts"]);
    await page.waitForFunction(() => document.activeElement?.textContent.includes("src/a.ts"));
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await tabsAre(page, ["src/b.ts", "src/c.ts", "src/a.ts"]);
    await page.getByRole("tab", { name: "src/a.ts" }).dragTo(page.getByRole("tab", { name: "src/b.ts" }), { targetPosition: { x: 8, y: 16 } });
    await page.waitForFunction(() => document.querySelector('.tabs [role="tab"] .name').textContent === "src/a.ts");
    await page.waitForTimeout(800);
    await page.reload();
    await page.locator(".nestor-editor .cm-content").waitFor({ state: "attached" });
    await tabsAre(page, ["src/a.ts", "src/b.ts", "src/c.ts"]);
    watch.check();
  }));

test("a folder: limits said before, what is left out named with its reason, the review begun", () =>
  withApp(browser, site, async ({ page, app, watch }) => {
    await page.locator("#add-file").click();
    await page.getByText("At most 400 files, 2 MB in all, 300 KB a file.").waitFor();
    assert.deepEqual(await axe(page), []);
    await page.getByLabel("Open a folder…").setInputFiles(folder);
    await app.card(RULE).first().waitFor();
    const notice = page.locator(".notice", { hasText: "not reviewed" });
    await notice.getByText("Left out: node_modules, 2 files of kinds that no rule reads.").waitFor();
    await notice.locator("summary").click();
    const reasons = await notice.locator("li").allTextContents();
    assert.ok(reasons.some((line) => /huge\.ts: 1\.2 MB, more than 300 KB/.test(line)), reasons.join("\n"));
    assert.ok(reasons.some((line) => /binary\.ts: not a text file/.test(line)));
    assert.equal(reasons.filter((line) => line.includes("beyond the first 400 files")).length, 14);
    assert.equal((await names(page)).length, 400);
    await page.getByText(/^Reviewed 400 files/).waitFor();
    await notice.getByRole("button", { name: "Dismiss" }).click();
    await notice.waitFor({ state: "detached" });
    await app.code.focus();
    await page.keyboard.type(" ");
    await page.waitForTimeout(600);
    assert.equal(await notice.count(), 0, "what was read and dismissed does not come back with the next key");
    watch.check();
  }));

test("values of an .env file are dots until they are asked for", () =>
  withApp(browser, site, async ({ page, app, watch }) => {
    await app.paste("DATABASE_URL=postgres://app:hunter2@localhost/app\nPORT=3000\n");
    await page.getByRole("tab", { name: ".env" }).waitFor();
    await page.waitForFunction((count) => document.querySelector(".nestor-editor").shadowRoot.querySelectorAll(".nestor-masked").length === count, 2);
    await page.getByRole("button", { name: "Show values" }).click();
    await page.waitForFunction((count) => document.querySelector(".nestor-editor").shadowRoot.querySelectorAll(".nestor-masked").length === count, 0);
    await page.getByRole("button", { name: "Hide values" }).click();
    await page.waitForFunction((count) => document.querySelector(".nestor-editor").shadowRoot.querySelectorAll(".nestor-masked").length === count, 2);
    watch.check();
  }));

test("steps of a finding are numbered in the margin of every file they lie in", () =>
  withApp(browser, site, async ({ page, app, watch }) => {
    const service = "@Injectable()\nexport class UsersService {\n  constructor(private readonly prisma: PrismaService) {}\n\n  search(term: string) {\n    return this.prisma.$queryRawUnsafe(`SELECT id FROM users WHERE name = '${term}'`);\n  }\n}\n";
    const controller = "import { UsersService } from './users.service';\n\n@Controller('users')\nexport class UsersController {\n  constructor(private readonly users: UsersService) {}\n\n  @Get()\n  list(@Query('q') q: string) {\n    return this.users.search(q);\n  }\n}\n";
    await app.paste(`// users.controller.ts\n${controller}\n// users.service.ts\n${service}`);
    await page.getByRole("button", { name: "Split into files" }).click();
    await app.card(RULE).filter({ hasText: "users.service.ts" }).click();
    await page.locator("#explain ol.steps li").nth(1).waitFor();
    const numbers = page.locator(".nestor-editor .nestor-number");
    assert.equal(await numbers.count(), 0, "the file that is shown has the end of the way alone");
    await page.locator("#explain ol.steps li").first().getByRole("button").or(page.locator("#explain ol.steps li a").first()).first().click();
    await page.getByRole("tab", { name: "users.controller.ts", selected: true }).waitFor();
    await numbers.nth(1).waitFor();
    assert.deepEqual(await numbers.allTextContents(), ["1", "2"]);
    watch.check();
  }));

test("the palette goes to files, rules and actions, and gives the focus back", () =>
  withApp(browser, site, async ({ page, app, watch }) => {
    await app.paste(CONTROLLER);
    await app.card(RULE).first().waitFor();
    await app.code.focus();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "File, rule or action" }).waitFor();
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("dialog[open]"));
    assert.equal(await app.focused(), "editor");
    const choose = async (letters) => {
      await page.keyboard.press("Control+k");
      await page.locator("#palette").fill(letters);
      await page.keyboard.press("Enter");
      await page.waitForFunction((open) => !document.querySelector(open), "dialog[open] #palette");
    };
    await choose("go to the findings");
    await page.waitForFunction(() => document.activeElement?.closest("#findings"));
    await choose("light and dark");
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    await choose("keyboard short");
    await page.getByRole("heading", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.locator("#palette").fill("users.controller");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.locator('[role="option"][aria-selected="true"] .what').textContent(), "users.controller.ts");
    await page.locator("#palette").fill("no such thing");
    await page.getByText("Nothing has these letters.").waitFor();
    watch.check();
  }));

test("Ctrl+. leads from the cursor to its fix, Ctrl+Enter reviews at once", () =>
  withApp(browser, site, async ({ page, app }) => {
    await app.paste(CONTROLLER);
    await app.card(RULE).first().waitFor();
    await app.code.focus();
    await page.keyboard.press("F8");
    await page.keyboard.press("Control+.");
    await page.waitForFunction(() => document.activeElement?.closest("#explain"));
    await page.keyboard.press("Alt+1");
    await page.waitForFunction(() => document.activeElement.className === "nestor-editor");
    await page.keyboard.press("Control+Enter");
    assert.ok(!(await app.text()).includes("\n\n\n\n"), "no line was put in");
  }));
