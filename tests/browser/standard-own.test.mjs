//! The reader's own standard: rules turned off, the dialog, `nestor.json` in and out, the list of rules.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withApp } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";
import { OTHER, SECURITY, labelled, mine, openMenu, openStandard, turnOff, use } from "./standards.mjs";

stage();

const app = (act, options) => withApp(browser, site, act, options);

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

test("the palette opens the dialog", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await page.keyboard.press("ControlOrMeta+k");
    await page.locator("#palette").fill("standard in use");
    await page.keyboard.press("Enter");
    await page.getByText("This review uses the default standard.").waitFor();
    assert.deepEqual(await axe(page), []);
  }));

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
