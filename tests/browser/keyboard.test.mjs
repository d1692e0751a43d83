//! The review by keyboard alone: the focus is seen at every step and never lost, and Escape and undoing do what one expects.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withApp } from "./app.mjs";
import { browser, openPage, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

stage();

/** The whole engine has answered and tried the fixes: what is shown now stays. */
const settled = (page) => page.locator("#explain .hint:visible", { hasText: "Tried" }).waitFor();

/** The app with findings, the focus on the first card. */
const app = (use) =>
  withApp(browser, site, async (it) => {
    await it.app.paste(CONTROLLER);
    await it.app.card(RULE).first().waitFor();
    await settled(it.page);
    await it.page.keyboard.press("Escape");
    await it.app.left();
    await use({ ...it, press: (key) => it.page.keyboard.press(key) });
    it.watch.check();
  });

const focusedId = (page, id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);
/** The app moves the focus with the next frame. */
async function toExplanation(page) {
  await page.keyboard.press("ArrowRight");
  await focusedId(page, "explain");
}
/** Into the menu of the finding that is explained. */
async function toMenu(page, press) {
  await toExplanation(page);
  await press("Tab");
  await press("Enter");
  await page.waitForFunction(() => document.activeElement.textContent === "Copy link to this finding");
}
const onCard = (page) => page.waitForFunction(() => document.activeElement.classList.contains("card"));
const focusedText = (page) => page.evaluate(() => document.activeElement.textContent.trim());

/** What has the focus: its name, whether it is in the window and on top, whether something shows that it has it. */
const stop = (page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    const { top, left, bottom, right, width, height } = active.getBoundingClientRect();
    const at = [Math.max(1, Math.min(innerWidth - 1, left + width / 2)), Math.max(1, Math.min(innerHeight - 1, top + Math.min(height / 2, 12)))];
    const there = document.elementFromPoint(...at);
    const [own, after] = [getComputedStyle(active), getComputedStyle(active, "::after")];
    return {
      name: active.id || active.className || active.tagName,
      isLost: active === document.body,
      isInSight: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
      isOnTop: active.contains(there) || there?.contains(active),
      isShown: (own.outlineStyle !== "none" && own.outlineWidth !== "0px") || after.borderStyle.includes("solid") || active.matches(".nestor-editor, .splitter"),
    };
  });

test("Tab goes through the page: every stop is in sight, on top and seen to have the focus", () =>
  app(async ({ page, press }) => {
    const names = [];
    // Once round: behind the last stop is the browser's own, from which one comes to the first.
    for (let count = 0; count < 60; count++) {
      await press("Tab");
      const { name, isLost, ...is } = await stop(page);
      if (isLost) continue;
      if (names[0] === name) break;
      names.push(name);
      assert.deepEqual(is, { isInSight: true, isOnTop: true, isShown: true }, name);
    }
    for (const wanted of ["nestor-editor", "tab:findings", "filter", "grouping", "finding-more", "apply-fix", "add-file"]) {
      assert.ok(names.includes(wanted), `${wanted} is among ${names.join(", ")}`);
    }
    assert.ok(names.length < 50, `${names.length} stops`);
  }));

test("from the paste it is two presses to the fix, and Ctrl+Z takes it back and shows the finding again", () =>
  app(async ({ page, app: it, press }) => {
    const before = await it.text();
    await press("a");
    await page.locator("#toast").waitFor();
    await it.card(RULE).first().waitFor({ state: "detached" });
    await press("Control+z");
    await it.card(RULE).first().waitFor();
    await page.waitForFunction((rule) => document.activeElement.querySelector(".rule-id")?.textContent === rule, RULE);
    assert.equal(await it.text(), before);
    assert.equal(await it.current(), RULE);
    assert.equal(await page.locator("#toast").count(), 0);
    await press("Control+z");
    assert.equal(await it.text(), before, "there is nothing more to undo out here");
  }));

test("pressing Undo leaves the focus on the finding's card", () =>
  app(async ({ page, app: it, press }) => {
    await press("a");
    await it.card(RULE).first().waitFor({ state: "detached" });
    await page.locator("#toast button").focus();
    await press("Enter");
    await page.waitForFunction((rule) => document.activeElement.querySelector(".rule-id")?.textContent === rule, RULE);
  }));

test("Escape and the left arrow lead from the explanation back to the list", () =>
  app(async ({ page, press }) => {
    await toExplanation(page);
    await press("ArrowLeft");
    await onCard(page);
    await toExplanation(page);
    await press("Tab");
    await press("Escape");
    await onCard(page);
  }));

test("a finding's menu begins at its first entry, arrows go through it, and Escape closes nothing else", () =>
  app(async ({ page, press }) => {
    await toMenu(page, press);
    await press("ArrowDown");
    assert.equal(await focusedText(page), "Copy as Markdown");
    await press("ArrowUp");
    await press("ArrowUp");
    assert.equal(await focusedText(page), "Report a wrong finding");
    await press("Escape");
    await focusedId(page, "finding-more");
  }));

test("a dialog begins where one goes on: why it is wrong, the link to copy", () =>
  app(async ({ page, press }) => {
    await toMenu(page, press);
    await press("ArrowUp");
    await press("Enter");
    await focusedId(page, "wrong-reason");
    await press("Escape");
    await page.getByRole("button", { name: "Share", exact: true }).focus();
    await press("Enter");
    await page.waitForFunction(() => document.activeElement.textContent === "Copy link");
  }));

test("the menu of files takes the name at once, and what is typed there does nothing else", () =>
  app(async ({ page, app: it, press }) => {
    const before = await it.text();
    await page.locator("#add-file").focus();
    await press("Enter");
    await focusedId(page, "new-file");
    await page.keyboard.type("schema.prisma");
    await press("Enter");
    await it.tabs.filter({ hasText: "schema.prisma" }).waitFor();
    await it.tabs.first().click();
    assert.equal(await it.text(), before, "the letter a did not apply the fix");
  }));

test("ticking an item keeps the focus, and its note is the next stop", () =>
  app(async ({ page, press }) => {
    await page.locator('[id="tab:findings"]').focus();
    await press("ArrowRight");
    const box = page.locator(".check input[type=checkbox]").nth(1);
    await box.focus();
    await press("Space");
    await page.locator(".check-note:visible").waitFor();
    assert.ok(await box.evaluate((element) => element === document.activeElement && element.checked));
    await press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "check-note");
  }));

test("the sheet of shortcuts speaks of the tabs and of undoing", () =>
  app(async ({ page, press }) => {
    await press("?");
    const rows = page.locator("dialog[open] tbody tr");
    assert.match(await rows.filter({ hasText: "findings, checklist, report" }).textContent(), /← → .*tabs/);
    assert.match(await rows.filter({ hasText: "Undo" }).textContent(), /Ctrl Z/);
  }));

test("in the catalogue arrows lead from the search into the list and back", async () => {
  const { context, page, watch } = await openPage(browser, [site.address]);
  try {
    await page.goto(`${site.address}rules/?search=raw+sql`);
    await page.locator("#ranked a").first().waitFor();
    await page.locator("#search").focus();
    await page.keyboard.press("ArrowDown");
    assert.match(await focusedText(page), /injection\/raw-sql/);
    await page.keyboard.press("ArrowDown");
    assert.doesNotMatch(await focusedText(page), /injection\/raw-sql/);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await focusedId(page, "search");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.waitForURL(/injection\/raw-sql\/$/);
    watch.check();
  } finally {
    await context.close();
  }
});
