//! Checklist and report: tabs beside the findings, what is ticked by hand, what is taken along.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertNoSideways, withApp } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

stage();

const NESTOR = fileURLToPath(new URL("../../target/debug/nestor", import.meta.url));

const app = (use, options) => withApp(browser, site, use, options);
const tab = (page, name) => page.locator(`[id="tab:${name}"]`);
const pasted = async (page, it) => {
  await it.paste(CONTROLLER);
  await it.card(RULE).first().waitFor();
};
/** The whole engine has answered and tried the fixes: what is said now stays. */
const settled = (page) => page.locator("#explain .hint", { hasText: "Tried" }).waitFor();

test("the tabs are a tab list: arrows, Home and End move and select", () =>
  app(async ({ page, app: it, watch }) => {
    await pasted(page, it);
    await tab(page, "findings").focus();
    for (const [key, name] of [["ArrowRight", "checklist"], ["ArrowRight", "report"], ["ArrowRight", "findings"], ["End", "report"], ["Home", "findings"], ["ArrowLeft", "report"]]) {
      await page.keyboard.press(key);
      await page.waitForFunction((id) => document.activeElement.id === id, `tab:${name}`);
      assert.equal(await tab(page, name).getAttribute("aria-selected"), "true");
      await page.locator(`[id="panel:${name}"]`).waitFor();
      assert.equal(await page.locator('#findings > [role="tabpanel"]:visible').count(), 1);
    }
    watch.check();
  }));

test("items have one of four states in words, heads count and name no percentage", () =>
  app(async ({ page, app: it }) => {
    await pasted(page, it);
    await settled(page);
    await tab(page, "checklist").click();
    await page.locator(".check-group span").first().waitFor();
    const heads = await page.locator(".check-group span").allTextContents();
    assert.ok(heads.length >= 2);
    for (const head of heads) assert.match(head, /^(?:\d+ of \d+ checked pass|none checked)(?: · \d+ by hand)?(?: · \d+ unknown)?$/);
    const words = new Set(await page.locator(".check > .state:not(:first-child)").allTextContents());
    for (const word of words) assert.match(word, /^(?:Pass|Problem|Not seen|Yours to check|Not applicable)$/);
    assert.ok(words.has("Not seen") && words.has("Pass"));
    assert.equal(await page.locator(".check").count(), 24);
    assert.equal((await page.locator('[id="panel:checklist"]').textContent()).includes("%)"), false);
  }));

test("a problem leads to its finding, what was not seen to its file", () =>
  app(async ({ page, app: it }) => {
    await pasted(page, it);
    await settled(page);
    await tab(page, "checklist").click();
    await page.locator(".check-links a", { hasText: "SQL" }).first().click();
    await it.explanation.getByRole("link", { name: RULE }).waitFor();
    await page.getByRole("button", { name: "Add main.ts" }).first().click();
    await page.waitForFunction(() => [...document.querySelectorAll('.tabs [role="tab"]')].some((other) => other.textContent.includes("main.ts")));
  }));

test("what is ticked by hand is kept with the draft and goes with it", () =>
  app(async ({ page, app: it }) => {
    await pasted(page, it);
    await settled(page);
    await tab(page, "checklist").click();
    const box = page.locator(".check:visible").getByLabel(/^Checked by hand:/).first();
    const item = (await box.getAttribute("aria-label")).replace("Checked by hand: ", "");
    await box.check();
    await page.getByLabel(`Note on ${item}`).fill("looked at it");
    await page.keyboard.press("Tab");
    await page.locator(".check-group span", { hasText: "1 by hand" }).waitFor();
    await page.waitForTimeout(800);
    await page.reload();
    await it.card(RULE).first().waitFor({ state: "attached" });
    await tab(page, "checklist").click();
    assert.equal(await page.getByLabel(`Checked by hand: ${item}`).isChecked(), true);
    assert.equal(await page.getByLabel(`Note on ${item}`).inputValue(), "looked at it");
    await tab(page, "report").click();
    await page.locator(".report-text li", { hasText: item }).first().waitFor();
    assert.doesNotMatch(await page.locator(".report-text").textContent(), /looked at it/);
    await page.getByLabel(/My own checks/).check();
    await page.locator(".report-text", { hasText: "looked at it" }).waitFor();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.waitForFunction(() => localStorage.getItem("nestor.ticks") === null);
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await tab(page, "checklist").click();
    assert.equal(await page.getByLabel(`Checked by hand: ${item}`).isChecked(), true);
  }));

test("the report is the engine's, and its choices change it", () =>
  app(async ({ page, app: it, watch }) => {
    await pasted(page, it);
    await settled(page);
    await page.getByRole("button", { name: "Export" }).click();
    const text = page.locator(".report-text");
    await text.getByText("Backend Code Review").waitFor();
    assert.match(await text.textContent(), /not measured/);
    assert.equal(await text.locator("pre").count(), 0);
    await page.getByLabel("Code excerpts").check();
    await text.locator("pre").first().waitFor();
    assert.match(await text.locator("pre").first().textContent(), /queryRawUnsafe/);
    await page.getByLabel("Folded for GitHub").check();
    await text.locator("summary", { hasText: "24 items" }).waitFor();
    await page.getByLabel("Critical", { exact: true }).uncheck();
    await text.getByText("Only findings of these severities are listed").waitFor();
    assert.match(await text.textContent(), /No critical issues found/);
    watch.check();
  }));

test("no HTML of the code becomes an element of the report", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER.replaceAll("'q'", "'<img src=x onerror=alert(1)>'").replace("UsersController", "UsersController"));
    await it.card(RULE).first().waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    await page.locator(".report-text h3").first().waitFor();
    await page.getByLabel("Code excerpts").check();
    await page.locator(".report-text pre").first().waitFor();
    assert.equal(await page.locator(".report-text :is(img, script, iframe)").count(), 0);
    watch.check();
  }));

test("what is downloaded is byte for byte what the command line writes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "nestor-report-"));
  try {
    await writeFile(join(folder, "users.controller.ts"), CONTROLLER);
    const native = (format) =>
      new Promise((resolve, reject) =>
        execFile(NESTOR, ["review", "--format", format, "--fail-on", "never", folder], { maxBuffer: 64 << 20, cwd: folder }, (error, out) => (error ? reject(error) : resolve(out))),
      );
    await app(async ({ page, app: it, watch }) => {
      await pasted(page, it);
      await settled(page);
      await tab(page, "report").click();
      await page.locator(".report-text h3").first().waitFor();
      for (const [kind, format] of [["md", "markdown"], ["json", "json"], ["sarif", "sarif"]]) {
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Download .${kind}` }).click()]);
        assert.equal(download.suggestedFilename(), `nestor-report.${kind}`);
        const text = await readFile(await download.path(), "utf8");
        assert.equal(`${text.trimEnd()}\n`, `${(await native(format)).trimEnd()}\n`, kind);
      }
      watch.check();
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("where the clipboard is denied, the report stands in a field", () =>
  app(async ({ page, app: it }) => {
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("denied")) } }));
    await pasted(page, it);
    await tab(page, "report").click();
    await page.locator(".report-text h3").first().waitFor();
    await page.locator('[id="panel:report"]').getByRole("button", { name: "Copy" }).click();
    assert.match(await page.getByLabel("Text to copy").inputValue(), /^## Backend Code Review/);
  }));

test("on a phone the bar leads to the checklist, the report is a tab, and Back returns", () =>
  app(async ({ page, app: it, watch }) => {
    await pasted(page, it).catch(() => {});
    await page.locator("nav.bottom a", { hasText: "Checklist" }).click();
    await page.locator(".check").first().waitFor();
    assert.deepEqual(await axe(page), []);
    await assertNoSideways(page);
    await tab(page, "report").click();
    await page.locator(".report-text h3").first().waitFor();
    assert.deepEqual(await axe(page), []);
    await assertNoSideways(page);
    await page.goBack();
    await page.locator(".check").first().waitFor();
    watch.check();
  }, { viewport: { width: 390, height: 844 } }));
