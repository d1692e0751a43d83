//! On paper: the findings and the explanation, or the report alone; black on white. And colours that the system forces.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withApp } from "./app.mjs";
import { browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

stage();

/** The app with a finding explained, in the dark, as a sheet of paper is wide. */
const onPaper = (use) =>
  withApp(
    browser,
    site,
    async ({ page, app: it, watch }) => {
      await it.paste(CONTROLLER);
      await it.select(RULE);
      await page.setViewportSize({ width: 672, height: 900 });
      await page.emulateMedia({ media: "print" });
      await use(page, it);
      watch.check();
    },
    { colorScheme: "dark" },
  );

const style = (locator, name, part) => locator.evaluate((element, [what, pseudo]) => getComputedStyle(element, pseudo)[what], [name, part]);

test("the findings and the explanation are printed, without what can only be pressed", () =>
  onPaper(async (page, it) => {
    for (const gone of [".top", ".review > .code", ".bottom", ".splitter", "#explain .btn", "#filter"]) {
      for (const element of await page.locator(gone).all()) assert.equal(await element.isVisible(), false, gone);
    }
    const list = await page.locator("#findings").boundingBox();
    const explanation = await it.explanation.boundingBox();
    assert.ok((await it.cards.count()) > 1 && list.height > 100 && explanation.y >= list.y + list.height, "one below the other");
    assert.equal(await style(it.cards.first(), "breakInside"), "avoid");
    assert.match(await style(it.cards.first().locator(".loc"), "content", "::before"), /users\.controller\.ts/, "paper has no open file");
    assert.equal(await style(page.locator("body"), "backgroundColor"), "rgb(255, 255, 255)");
    assert.equal(await style(it.cards.first().locator("strong"), "color"), "rgb(0, 0, 0)");
    assert.equal(await style(page.locator("#explain"), "overflow"), "visible", "nothing is cut off by a pane");
    assert.ok((await page.pdf({ format: "A4" })).length > 5_000);
  }));

test("while the report is open, it alone is printed, and what is folded with it", () =>
  onPaper(async (page, it) => {
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => (location.hash = "#/report"));
    await page.getByLabel("Folded for GitHub").check();
    await page.locator(".report-text details").first().waitFor();
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".report-text h3").first().isVisible());
    assert.ok(await page.locator(".report-text details li").first().isVisible(), "what is folded is printed, too");
    assert.equal(await it.cards.first().isVisible(), false);
    assert.equal(await it.explanation.isVisible(), false);
    for (const gone of [".report .boxes", ".report .acts", ".column-tabs"]) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => (location.hash = "#/findings"));
    await it.cards.first().waitFor();
    await page.emulateMedia({ media: "print" });
    assert.ok(await it.cards.first().isVisible(), "a report that is not shown is none");
  }));

test("forced colours: the current page, the chosen finding and a focused border are marked by lines", () =>
  withApp(
    browser,
    site,
    async ({ page, app: it }) => {
      await it.paste(CONTROLLER);
      await it.select(RULE);
      assert.notEqual(await style(page.locator(".places [aria-current]").first(), "borderBottomStyle"), "none");
      assert.equal(await style(page.locator("a.card[aria-current]"), "outlineStyle"), "solid");
      const splitter = page.locator(".splitter.at-code");
      await page.keyboard.press("Tab");
      await splitter.focus();
      assert.equal(await style(splitter, "outlineStyle"), "solid");
    },
    { forcedColors: "active" },
  ));

test("reduced motion: nothing moves", () =>
  withApp(
    browser,
    site,
    async ({ page, app: it }) => {
      await it.paste(CONTROLLER);
      await it.select(RULE);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
          return transitionDuration !== "0s" || (animationName !== "none" && animationDuration !== "0s");
        }).length,
      );
      assert.equal(moving, 0);
    },
    { reducedMotion: "reduce" },
  ));
