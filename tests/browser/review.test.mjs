//! The one path through the page: paste, finding, explanation, fix, undo, share.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeShare, encodeShare } from "../../web/later/share.js";
import { withApp } from "./app.mjs";
import { browser, PATIENCE, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE, SCHEMA } from "./samples.mjs";

stage();

const app = (use, options) => withApp(browser, site, use, options);

test("paste, finding, explanation, fix applied, finding gone, undone", () =>
  app(async ({ page, app: { cards }, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    assert.match(await it.tabs.first().textContent(), /users\.controller\.ts/);
    await it.select(RULE);
    assert.match(await it.explanation.textContent(), /email|q/);
    assert.match(await it.explanation.textContent(), /Why it matters/);
    assert.ok(await page.locator(".nestor-chosen-line").count());
    assert.ok(await page.locator(".nestor-finding.nestor-critical").count());
    const before = await it.text();
    const count = await cards.count();
    await it.explanation.getByRole("button", { name: "Apply fix" }).click();
    await it.card(RULE).waitFor({ state: "detached" });
    assert.notEqual(await it.text(), before);
    assert.match(await it.text(), /\$queryRaw<User\[\]>`/);
    assert.ok((await cards.count()) < count);
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await it.card(RULE).first().waitFor();
    assert.equal(await it.text(), before);
    watch.check();
  }));

test("a fix is one step of the editor's own history", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.select(RULE);
    const before = await it.text();
    await it.explanation.getByRole("button", { name: "Apply fix" }).click();
    await it.card(RULE).waitFor({ state: "detached" });
    await it.code.focus();
    await page.keyboard.press("ControlOrMeta+z");
    await it.card(RULE).first().waitFor();
    assert.equal(await it.text(), before);
  }));

test("the review follows what is typed, and marks stay with their text", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    const line = () => it.card(RULE).first().locator(".loc").textContent();
    const before = Number((await line()).split(":")[0]);
    await it.code.focus();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("// one more line\n");
    await page.waitForFunction(([rule, wanted]) => {
      const card = [...document.querySelectorAll("a.card")].find((other) => other.textContent.includes(rule));
      return card?.querySelector(".loc").textContent.startsWith(`${wanted}:`);
    }, [RULE, before + 1]);
    const underlined = await page.locator(".nestor-finding.nestor-critical").first().textContent();
    assert.equal(underlined, "q");
  }));

test("several files: tabs with badges, rename, close and undo", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await page.locator("#add-file").click();
    await page.getByRole("button", { name: "schema.prisma" }).click();
    await it.paste(SCHEMA);
    assert.equal(await it.tabs.count(), 2);
    await it.tabs.first().click();
    assert.match(await it.text(), /UsersController/);
    await it.tabs.nth(1).click();
    assert.match(await it.text(), /model Post/);
    await it.tabs.nth(1).press("Delete");
    assert.equal(await it.tabs.count(), 1);
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    assert.equal(await it.tabs.count(), 2);
    assert.match(await it.text(), /model Post/);
    watch.check();
  }));

test("a page of Markdown is split into its files on offer", () =>
  app(async ({ page, app: it }) => {
    await it.paste(`Users:\n\n\`\`\`ts\n${CONTROLLER}\`\`\`\n\nSchema:\n\n\`\`\`prisma\n${SCHEMA}\`\`\`\n`);
    await page.getByRole("button", { name: "Split into files" }).click();
    await it.card(RULE).first().waitFor();
    assert.equal(await it.tabs.count(), 2);
  }));

test("a share link holds the files and gives them back", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    assert.equal(await page.evaluate(() => location.hash.includes("s=")), false, "the address holds no code before Share");
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.waitForFunction(() => document.getElementById("link")?.value.includes("#s=1."));
    const link = await page.locator("#link").inputValue();
    const shared = await decodeShare(link.split("#s=")[1]);
    assert.deepEqual(shared.f, [["users.controller.ts", CONTROLLER]]);
    watch.check();
    await app(async ({ app: other, watch: watched }) => {
      await other.card(RULE).first().waitFor();
      assert.match(await other.text(), /UsersController/);
      watched.check();
    }, { hash: link.slice(link.indexOf("#")) });
  }));

test("a link opened over a draft leaves the draft until asked", () =>
  app(async ({ page, app: it }) => {
    await it.paste("export class Draft {}\n");
    await page.waitForFunction(() => document.querySelector('[role="tab"]')?.textContent.includes("draft.ts"));
    const encoded = await encodeShare({ f: [["users.controller.ts", CONTROLLER]], a: "users.controller.ts" });
    await page.evaluate((hash) => (location.hash = hash), `s=${encoded}`);
    await page.getByRole("button", { name: "Open beside" }).waitFor();
    assert.match(await it.text(), /class Draft/);
    await page.getByRole("button", { name: "Open beside" }).click();
    await it.card(RULE).first().waitFor();
    assert.equal(await it.tabs.count(), 2);
  }));

test("damaged and newer links say so and leave the draft alone", () =>
  app(async ({ page, app: it }) => {
    await it.paste("export class Draft {}\n");
    for (const [hash, words] of [["s=1.zzzz", /damaged/], ["s=9.abc", /newer version/]]) {
      await page.evaluate((to) => (location.hash = to), hash);
      await page.getByText(words).first().waitFor();
    }
    assert.match(await it.text(), /class Draft/);
  }));

test("keys: Tab leaves the editor, F8, /, j and k, ?", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    await it.code.focus();
    await page.keyboard.press("Tab");
    await it.left();
    await it.code.focus();
    await page.keyboard.press("F8");
    await page.locator('a.card[aria-current="true"]').waitFor();
    assert.equal(await it.focused(), "editor");
    await page.keyboard.press("Escape");
    await it.left();
    await page.keyboard.press("/");
    await page.waitForFunction(() => document.activeElement.id === "filter");
    await page.keyboard.type("j");
    assert.equal(await page.locator("#filter").inputValue(), "j");
    await page.locator("#filter").fill("");
    await page.keyboard.press("Escape");
    const first = await it.current();
    await page.keyboard.press("j");
    const second = await it.current();
    await page.keyboard.press("k");
    if ((await it.cards.count()) > 1) assert.notEqual(first === second && first === (await it.current()), true);
    await page.keyboard.press("?");
    await page.locator("dialog[open]").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached", timeout: PATIENCE }).catch(() => {});
    assert.equal(await page.locator("dialog[open]").count(), 0);
  }));

test("Ctrl+M lets Tab indent, and back", () =>
  app(async ({ page, app: it }) => {
    await it.paste("const a = 1;");
    await it.code.focus();
    await page.keyboard.press("Control+m");
    await page.keyboard.press("Tab");
    assert.equal(await it.focused(), "editor");
    assert.match(await it.text(), /^ {2}const/);
    await page.keyboard.press("Control+m");
    await page.keyboard.press("Tab");
    assert.notEqual(await it.focused(), "editor");
  }));
