//! The standard of a review: one that comes with a link or among the files is offered, one's own is kept, changed, shared and left again.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { decodeShare, encodeShare } from "../../web/later/share.js";
import { LINKS } from "../packages/links.mjs";
import { assertNoSideways, withApp } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE, SCHEMA } from "./samples.mjs";

stage();

const app = (use, options) => withApp(browser, site, use, options);
const OTHER = "architecture/database-in-controller";
const SECURITY = { preset: "security", rules: { [RULE]: "medium" }, notes: { [RULE]: "We use **parameters**." } };
const linkOf = async (std, f = [["users.controller.ts", CONTROLLER]]) => `#s=${await encodeShare({ f, a: f[0][0], std: typeof std === "string" ? std : JSON.stringify(std) })}`;
const chip = (page) => page.locator(".top .standing");
const use = (page) => page.getByRole("button", { name: "Use this standard for this review" });
const keepMine = (page) => page.getByRole("button", { name: "Keep mine" });
const labelled = (page, label) => page.locator(".top .standing", { hasText: new RegExp(`^Standard: ${label}$`) }).waitFor();
const mine = (page) => page.evaluate(() => localStorage.getItem("nestor.standard"));

const openMenu = async (page, name) => {
  await page.locator("#finding-more").click();
  await page.locator("#finding-menu").getByRole("button", { name }).click();
};

/** Turns the rule off in the menu of its selected finding. */
async function turnOff(page, it) {
  await it.select(RULE);
  await openMenu(page, /^Turn this rule off in/);
  await it.card(RULE).waitFor({ state: "detached" });
}

async function openStandard(page) {
  await chip(page).click();
  await page.locator("#standard").waitFor();
}

async function newFile(page, path) {
  await page.locator("#add-file").click();
  await page.locator("#new-file").fill(path);
  await page.keyboard.press("Enter");
}

test("a link's standard is offered in a line, used when one says so, and left again", async () =>
  app(async ({ page, app: it, watch }) => {
    await it.card(OTHER).waitFor();
    await page.getByText("This link brings a standard: preset security, 1 rule changed, 1 note.").waitFor();
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
    await page.getByText("This link brings a standard that cannot be read, so it is not used.").waitFor();
    await page.getByText(/Line 2, column \d+: This is not JSON/).waitFor();
    assert.equal(await use(page).count(), 0);
    await keepMine(page).click();
    await it.card(RULE).first().waitFor();
    await labelled(page, "default");
    watch.check();
  }, { hash: await linkOf('{\n  "rules": {') }));

test("an unknown key is named before and after, with its place", async () =>
  app(async ({ page }) => {
    await page.locator(".list .notice", { hasText: /Line 1, column \d+: colour is not a key/ }).waitFor();
    await use(page).click();
    const note = page.locator(".list .notice", { hasText: "colour is not a key of the standard" });
    await note.getByRole("button", { name: "Standard:1" }).click();
    await page.locator("#standard .problems li", { hasText: "colour" }).waitFor();
    await page.locator(".changes li", { hasText: "colour" }).getByRole("button", { name: "Revert" }).click();
    await page.locator("#standard .problems").waitFor({ state: "hidden" });
    await page.keyboard.press("Escape");
    await note.waitFor({ state: "detached" });
  }, { hash: await linkOf({ colour: 1, rules: { [RULE]: "low" } }) }));

test("a rule is turned off in one's own standard: its findings go, the focus is on the next card, the standard survives a reload", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.card(OTHER).waitFor();
    await turnOff(page, it);
    await page.locator("#toast", { hasText: "Turned off: A value becomes part of the SQL text." }).waitFor();
    await page.waitForFunction(() => document.activeElement.id.startsWith("card-"));
    await labelled(page, "mine, 1 change");
    assert.equal(await mine(page), `{\n  "$schema": "./node_modules/nestor-review/nestor.schema.json",\n  "rules": {\n    "${RULE}": "off"\n  }\n}\n`);
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await it.card(RULE).first().waitFor();
    assert.equal(await mine(page), null);
    await labelled(page, "default");
    await turnOff(page, it);
    await page.waitForTimeout(800);
    await page.reload();
    await it.card(OTHER).waitFor();
    assert.equal(await it.card(RULE).count(), 0);
    await labelled(page, "mine, 1 change");
    watch.check();
  }));

test("a change and its undoing at once end in the review of the last one", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.select(RULE);
    for (let turn = 0; turn < 3; turn += 1) {
      await openMenu(page, /^Turn this rule off in/);
      await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
      await it.card(RULE).first().waitFor();
      await it.card(RULE).first().click();
    }
    await page.waitForTimeout(600);
    assert.equal(await it.card(RULE).count(), 1);
    assert.equal(await mine(page), null);
  }));

test("the dialog changes level, reason and preset, and takes each back", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.card(OTHER).waitFor();
    await turnOff(page, it);
    await openStandard(page);
    await page.getByLabel(`Level of ${RULE}`).selectOption("low");
    await page.getByLabel(`Reason for ${RULE}`).fill("An allow list stands before it.");
    await page.keyboard.press("Tab");
    await page.getByLabel("Preset").selectOption("security");
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("Escape");
    assert.match(await page.evaluate(() => document.activeElement.className), /standing/, "the focus is back where it was");
    await it.card(RULE).locator(".sev.low").waitFor();
    await it.card(OTHER).waitFor({ state: "detached" });
    await it.card(RULE).click();
    await it.explanation.getByText("An allow list stands before it.").waitFor();
    await labelled(page, "mine, 3 changes");
    await openStandard(page);
    await page.getByLabel("Preset").selectOption("backend-expert");
    await page.getByRole("button", { name: "Revert" }).press("Enter");
    await page.getByText("No rule is changed").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Undo");
    await page.keyboard.press("Enter");
    await page.getByLabel(`Level of ${RULE}`).waitFor();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByText("No rule is changed").waitFor();
    assert.equal(await mine(page), null);
    await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
    assert.match(await mine(page), /"low"/);
    watch.check();
  }));

test("a reason that was just written is kept when the dialog is closed", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await turnOff(page, it);
    await openStandard(page);
    await page.getByLabel(`Reason for ${RULE}`).fill("We know.");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => localStorage.getItem("nestor.standard").includes("We know."));
  }));

test("a nestor.json is imported as text or file, refused with line and cause, copied and saved", () =>
  app(async ({ page, app: it, context, watch }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await it.paste(CONTROLLER);
    await it.card(OTHER).waitFor();
    await openStandard(page);
    await page.getByText("Import", { exact: true }).click();
    await page.getByLabel("Text of a nestor.json").fill('{\n  "rules": {');
    await page.getByRole("button", { name: "Use this text" }).click();
    await page.getByText(/Line 2, column \d+: This is not JSON/).waitFor();
    assert.equal(await mine(page), null);
    assert.deepEqual(await axe(page), []);
    await page.getByLabel("Text of a nestor.json").fill(`{ "rules": { "${RULE}": "off", "no/such": "off" }, // ours\n }`);
    await page.getByRole("button", { name: "Use this text" }).click();
    await page.getByText("Imported.").waitFor();
    await page.locator(".changes li", { hasText: "no/such" }).waitFor();
    await page.getByRole("button", { name: "Copy nestor.json" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.deepEqual(JSON.parse(text).rules, { [RULE]: "off", "no/such": "off" });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
    assert.equal(download.suggestedFilename(), "nestor.json");
    assert.equal(await readFile(await download.path(), "utf8"), text);
    await page.getByText("Import", { exact: true }).click();
    await page.locator('#standard input[type="file"]').setInputFiles({ name: "nestor.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(SECURITY)) });
    await page.getByLabel(`Level of ${RULE}`).and(page.locator("select")).waitFor();
    await page.waitForFunction(() => localStorage.getItem("nestor.standard").includes("security"));
    await page.keyboard.press("Escape");
    await labelled(page, "mine, 3 changes");
    watch.check();
  }));

test("a nestor.json among the files is offered, stays a file, and is followed while it is edited", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.card(OTHER).waitFor();
    await page.locator('#file-menu input[type="file"]').first().setInputFiles({ name: "nestor.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(SECURITY)) });
    await page.getByText("nestor.json is a standard: preset security, 1 rule changed, 1 note.").waitFor();
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
      await page.getByText("This link brings a standard: preset security.").waitFor();
      await use(page).click();
      await labelled(page, "theirs, 1 change");
      assert.ok(std, what);
    }, { hash: `#s=${encoded}` });
  }
});

test("the palette opens the dialog", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await page.keyboard.press("ControlOrMeta+k");
    await page.locator("#palette").fill("standard in use");
    await page.keyboard.press("Enter");
    await page.getByText("This review uses the default standard.").waitFor();
    assert.deepEqual(await axe(page), []);
  }));

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
    watch.check();
  }, { hash: await linkOf(SECURITY), viewport: { width: 390, height: 844 } }));

test("the list of rules shows one's own standard: severities, and a facet", () =>
  app(async ({ page, watch }) => {
    const keep = (standard) => page.evaluate((text) => localStorage.setItem("nestor.standard", text), JSON.stringify(standard));
    const open = async () => {
      await page.goto(`${site.address}rules/`);
      await page.locator("#count", { hasText: "rules" }).waitFor();
    };
    const value = (name) => page.locator(`.value[data-facet="mine"][data-value="${name}"]`);
    const row = (id) => page.locator(`.rule[data-id="${id}"] .sev`);
    await open();
    assert.equal(await page.locator("#in-mine, #mine").filter({ visible: true }).count(), 0);
    await keep({ rules: { [RULE]: "medium", "testing/*": "off", "testing/no-assertion": "low" } });
    await open();
    await page.getByText("Severities are those of your own standard.").waitFor();
    assert.deepEqual([await row(RULE).textContent(), await row("testing/fixed-wait").textContent(), await row("testing/no-assertion").textContent()], ["Medium", "Off", "Low"]);
    assert.deepEqual(await axe(page), []);
    await value("changed").click();
    assert.match(await page.locator("#count").textContent(), /^2 of/);
    await keep({ preset: "security", rules: { [OTHER]: "on" } });
    await open();
    assert.deepEqual([await row("stack/not-bun").textContent(), await row(OTHER).textContent()], ["Off", "High"]);
    await value("off").click();
    await page.locator(`.rule[data-id="${RULE}"]`).waitFor({ state: "hidden" });
    assert.match(page.url(), /mine=off/);
    watch.check();
  }));

test("where nothing can be kept, the change holds and is said not to be kept", () =>
  app(async ({ page, app: it, context }) => {
    await context.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await page.reload();
    await it.code.waitFor();
    await it.paste(CONTROLLER);
    await it.card(OTHER).waitFor();
    await turnOff(page, it);
    await page.locator("#toast", { hasText: "This browser does not keep it." }).waitFor();
    await labelled(page, "mine, 1 change");
  }));
