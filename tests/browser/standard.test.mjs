//! A standard that comes with a link or among the files: offered, used, changed, left and shared again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeShare } from "../../web/later/share.js";
import { LINKS } from "../packages/links.mjs";
import { assertNoSideways, withApp } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE, SCHEMA } from "./samples.mjs";
import { OTHER, SECURITY, keepMine, labelled, linkOf, mine, newFile, notice, openStandard, turnOff, use } from "./standards.mjs";

stage();

const app = (act, options) => withApp(browser, site, act, options);

test("a link's standard is offered in a line, used when one says so, and left again", async () =>
  app(async ({ page, app: it, watch }) => {
    await it.card(OTHER).waitFor();
    await notice(page, "This link brings a standard: preset security, 1 rule changed, 1 note.").waitFor();
    await labelled(page, "default");
    assert.deepEqual(await axe(page), []);
    await use(page).focus();
    await page.keyboard.press("Enter");
    await it.card(OTHER).waitFor({ state: "detached" });
    await it.card(RULE).locator(".sev.medium").waitFor();
    await labelled(page, "theirs, 3 changes");
    assert.equal(await it.focused(), "findings");
    assert.equal(await mine(page), null, "the own one is untouched");
    await it.select(RULE);
    await it.explanation.locator(".team-note strong", { hasText: "parameters" }).waitFor();
    await page.getByRole("tab", { name: "Report" }).click();
    await page.locator(".report-text", { hasText: "A value becomes part of the SQL text" }).waitFor();
    assert.doesNotMatch(await page.locator(".report-text").textContent(), /Controller works on the database itself/);
    await page.getByRole("tab", { name: "Findings" }).click();
    await openStandard(page);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("button", { name: "Use mine again" }).click();
    await page.keyboard.press("Escape");
    await it.card(OTHER).waitFor();
    await labelled(page, "default");
    assert.equal(await use(page).count(), 0, "what was left is not offered again");
    await it.card(RULE).locator(".sev.critical").waitFor();
    watch.check();
  }, { hash: await linkOf(SECURITY) }));

test("choosing can be undone, and a choice is kept with the draft", async () =>
  app(async ({ page, app: it }) => {
    await use(page).click();
    await it.card(OTHER).waitFor({ state: "detached" });
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await it.card(OTHER).waitFor();
    await use(page).click();
    await labelled(page, "theirs, 3 changes");
    await page.waitForFunction(() => localStorage.getItem("nestor.draft"));
    await page.reload();
    await it.card(RULE).locator(".sev.medium").waitFor();
    await labelled(page, "theirs, 3 changes");
    assert.equal(await use(page).count(), 0);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await labelled(page, "default");
    await it.paste(CONTROLLER);
    await it.card(OTHER).waitFor();
  }, { hash: await linkOf(SECURITY) }));

test("keeping one's own stays so after a reload, and the own one is used meanwhile", async () =>
  app(async ({ page, app: it }) => {
    await keepMine(page).click();
    assert.equal(await it.focused(), "findings");
    await page.waitForFunction(() => localStorage.getItem("nestor.draft"));
    await page.reload();
    await it.card(OTHER).waitFor();
    await page.waitForTimeout(500);
    assert.equal(await keepMine(page).count(), 0);
  }, { hash: await linkOf(SECURITY) }));

test("a damaged standard is not used, and the line says where it is damaged", async () =>
  app(async ({ page, app: it, watch }) => {
    await notice(page, "This link brings a standard that cannot be read, so it is not used.").waitFor();
    await notice(page, /Line 2, column \d+: This is not JSON/).waitFor();
    assert.equal(await use(page).count(), 0);
    await keepMine(page).click();
    await it.card(RULE).first().waitFor();
    await labelled(page, "default");
    watch.check();
  }, { hash: await linkOf('{\n  "rules": {') }));

test("an unknown key is named before and after, with its place", async () =>
  app(async ({ page }) => {
    await notice(page, /Line 1, column \d+: colour is not a key/).waitFor();
    await use(page).click();
    const note = notice(page, "colour is not a key of the standard");
    await note.getByRole("button", { name: "Standard:1" }).click();
    await page.locator("#standard .problems li", { hasText: "colour" }).waitFor();
    await page.locator(".changes li", { hasText: "colour" }).getByRole("button", { name: "Revert" }).click();
    await page.locator("#standard .problems").waitFor({ state: "hidden" });
    await page.keyboard.press("Escape");
    await note.waitFor({ state: "detached" });
  }, { hash: await linkOf({ colour: 1, rules: { [RULE]: "low" } }) }));

test("a nestor.json among the files is offered, stays a file, and is followed while it is edited", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.card(OTHER).waitFor();
    await page.locator('#file-menu input[type="file"]').first().setInputFiles({ name: "nestor.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(SECURITY)) });
    await notice(page, "nestor.json is a standard: preset security, 1 rule changed, 1 note.").waitFor();
    await labelled(page, "default");
    assert.equal(await it.tabs.count(), 2);
    await use(page).click();
    await labelled(page, "nestor.json, 3 changes");
    await it.card(OTHER).waitFor({ state: "detached" });
    await it.tabs.filter({ hasText: "nestor.json" }).click();
    await it.code.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await it.paste(`{ "rules": { "${RULE}": "off" } }`);
    await it.card(RULE).waitFor({ state: "detached" });
    await it.card(OTHER).waitFor();
    await labelled(page, "nestor.json, 1 change");
    await page.locator('[role="tab"][aria-selected="true"] .close').click();
    await it.card(RULE).first().waitFor();
    await labelled(page, "default");
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await labelled(page, "nestor.json, 1 change");
    assert.equal(await mine(page), null);
    watch.check();
  }));

test("a rule turned off while a file is the standard is turned off in the file", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(OTHER).waitFor();
    await newFile(page, "nestor.json");
    await it.paste('{ "preset": "security" }');
    await use(page).click();
    await it.card(OTHER).waitFor({ state: "detached" });
    await turnOff(page, it);
    await it.tabs.filter({ hasText: "nestor.json" }).click();
    assert.match(await it.text(), new RegExp(`"${RULE}": "off"`));
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await it.card(RULE).first().waitFor();
    assert.equal(await it.text(), '{ "preset": "security" }');
  }));

test("a pasted standard gets its name and is offered; a declined one is not offered again while it is edited", () =>
  app(async ({ page, app: it }) => {
    await it.paste('{ "preset": "security" }');
    await it.tabs.filter({ hasText: "nestor.json" }).waitFor();
    await keepMine(page).click();
    await page.keyboard.press("Tab");
    await it.code.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await it.paste('{ "preset": "off" }');
    await page.waitForTimeout(600);
    assert.equal(await keepMine(page).count(), 0);
    assert.equal(await it.text(), '{ "preset": "off" }');
  }));

test("a shared link carries the standard in use, without one's own notes unless they are ticked", () =>
  app(async ({ page, app: it }) => {
    await page.evaluate((text) => localStorage.setItem("nestor.standard", text), JSON.stringify(SECURITY));
    await page.reload();
    await it.code.waitFor();
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    await page.getByRole("button", { name: "Share", exact: true }).click();
    const linked = async (before) => {
      await page.waitForFunction((was) => ![was, ""].includes(document.getElementById("link")?.value ?? ""), before);
      const link = await page.locator("#link").inputValue();
      return { link, ...(await decodeShare(link.split("#s=")[1])) };
    };
    const first = await linked("");
    assert.deepEqual(JSON.parse(first.std).rules, { [RULE]: "medium" });
    assert.equal(JSON.parse(first.std).notes, undefined);
    await page.getByLabel("With my notes on rules").check();
    const second = await linked(first.link);
    assert.deepEqual(JSON.parse(second.std).notes, SECURITY.notes);
    assert.deepEqual(await axe(page), []);
    await page.getByLabel("Review by the standard in use here").uncheck();
    const third = await linked(second.link);
    assert.equal(third.std, undefined);
    await app(async ({ page: other, app: its }) => {
      await use(other).click();
      await its.card(RULE).locator(".sev.medium").waitFor();
      await labelled(other, "theirs, 3 changes");
    }, { hash: second.link.slice(second.link.indexOf("#")) });
  }));

test("one's own link asks nothing, and the default standard is not in a link", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.waitForFunction(() => document.getElementById("link")?.value);
    const { std } = await decodeShare((await page.locator("#link").inputValue()).split("#s=")[1]);
    assert.equal(std, undefined);
    assert.equal(await page.getByLabel("Review by the standard in use here").count(), 0);
    await page.keyboard.press("Escape");
    await turnOff(page, it);
    await page.waitForTimeout(800);
    const standard = await mine(page);
    const hash = await linkOf(standard, [["users.controller.ts", CONTROLLER]]);
    await page.evaluate((to) => (location.hash = to), hash);
    await page.waitForTimeout(800);
    assert.equal(await use(page).count(), 0);
  }));

test("a link beside a draft keeps what the draft goes by and offers the link's", async () => {
  const hash = await linkOf(SECURITY, [["schema.prisma", SCHEMA]]);
  await app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    await page.evaluate((to) => (location.hash = to), hash);
    await page.getByRole("button", { name: "Open beside" }).waitFor();
    assert.equal(await use(page).count(), 0, "first the files");
    await page.getByRole("button", { name: "Open beside" }).click();
    await use(page).click();
    await it.card(RULE).locator(".sev.medium").waitFor();
    await labelled(page, "theirs, 3 changes");
  });
});

test("frozen links with a standard offer it", async () => {
  for (const [what, encoded, { std }] of LINKS.filter(([, , { std }]) => std)) {
    await app(async ({ page }) => {
      await notice(page, "This link brings a standard: preset security.").waitFor();
      await use(page).click();
      await labelled(page, "theirs, 1 change");
      assert.ok(std, what);
    }, { hash: `#s=${encoded}` });
  }
});

test("on a phone the offer is seen, the overflow opens the dialog, and nothing is wider than the screen", async () =>
  app(async ({ page, app: it, watch }) => {
    await use(page).click();
    await it.card(RULE).locator(".sev.medium").waitFor();
    await page.locator(".list .only-phone", { hasText: "Standard: theirs, 3 changes" }).waitFor();
    assert.deepEqual(await axe(page), []);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.locator("#more").getByRole("button", { name: "Standard: theirs, 3 changes" }).click();
    await page.locator("#standard").waitFor();
    assert.deepEqual(await axe(page), []);
    await assertNoSideways(page);
    const low = await page.getByRole("dialog").evaluate((dialog) => [...dialog.querySelectorAll(".btn, select, input:not(.sr)")].filter((it) => it.offsetHeight < 44).map((it) => it.outerHTML));
    assert.deepEqual(low, []);
    await page.getByRole("button", { name: "Make it mine" }).click();
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "More");
    await page.locator(".list .only-phone", { hasText: "Standard: mine, 3 changes" }).waitFor();
    await page.locator(".bottom").getByRole("link", { name: "Code" }).click();
    await page.locator('#file-menu input[type="file"]').first().setInputFiles({ name: "nestor.json", mimeType: "application/json", buffer: Buffer.from('{ "preset": "off" }') });
    await page.locator(".code .notice", { hasText: "nestor.json is a standard: preset off." }).waitFor();
    assert.deepEqual(await axe(page), []);
    await use(page).click();
    assert.equal(await it.focused(), "editor");
    watch.check();
  }, { hash: await linkOf(SECURITY), viewport: { width: 390, height: 844 } }));
