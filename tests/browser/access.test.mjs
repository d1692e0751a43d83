//! axe finds nothing, in both themes and at both widths, on every kind of page; nothing is wider than the window.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoSideways, withApp } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

stage();

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 1100, 390]) {
    const options = { colorScheme, viewport: { width, height: width < 500 ? 844 : 900 } };
    const app = (use) => withApp(browser, site, use, options);
    const clean = async (page, watch) => {
      assert.deepEqual(await axe(page), []);
      await assertNoSideways(page);
      watch.check();
    };

    test(`the review, ${colorScheme} at ${width}`, () =>
      app(async ({ page, app: it, watch }) => {
        await clean(page, watch);
        await it.paste(CONTROLLER);
        const parts = page.locator("nav.bottom a");
        if (width < 768) await parts.nth(1).click();
        await it.card(RULE).first().waitFor();
        await clean(page, watch);
        await it.card(RULE).first().click();
        await it.explanation.getByText("In your code").waitFor();
        await clean(page, watch);
        if (width < 768) {
          await parts.nth(0).click();
          await it.code.waitFor();
          await clean(page, watch);
        }
      }));
  }
}

test("dialogs are clean as well, and give the focus back", () =>
  withApp(browser, site, async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    for (const name of ["Share", "Keyboard shortcuts", "Runs in this tab"]) {
      const button = page.getByRole("button", { name, exact: true });
      await button.click();
      await page.locator("dialog[open]").waitFor();
      assert.deepEqual(await axe(page), []);
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !document.querySelector("dialog[open]"));
      assert.equal(await button.evaluate((element) => element === document.activeElement), true);
    }
  }));

test("320 px and twice the text size: nothing is cut off sideways", () =>
  withApp(browser, site, async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await assertNoSideways(page);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await assertNoSideways(page);
  }, { viewport: { width: 320, height: 700 } }));
