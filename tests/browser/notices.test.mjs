//! States of the page that are said rather than done: loading, updating, nothing found, what could not be read, what the browser refuses.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withApp, withPrepared } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

stage();

const prepared = (prepare, use) => withPrepared(browser, site, prepare, use);

test("while the reviewer loads, it says how much, and what is pasted waits for it", async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const hold = ({ context }) =>
    context.route("**/first_bg.wasm", async (route) => {
      await held;
      await route.continue();
    });
  await prepared(hold, async ({ page, app, watch }) => {
    await app.paste(CONTROLLER);
    await page.getByText(/^Loading the reviewer/).waitFor();
    assert.equal(await app.cards.count(), 0);
    assert.deepEqual(await axe(page), []);
    release();
    await app.card(RULE).first().waitFor();
    assert.equal(await page.getByText(/^Loading the reviewer/).count(), 0);
    watch.check();
  });
});

test("an answer that takes longer than 400 ms: the head says so, the old findings stay", async () => {
  const slow = ({ context }) =>
    context.route("**/desk.js*", async (route) => {
      const response = await route.fetch();
      const text = (await response.text()).replace("performance.now()", "(globalThis.slow && (() => { const until = Date.now() + 1200; while (Date.now() < until); })(), performance.now())");
      await route.fulfill({ response, body: text });
    });
  await prepared(slow, async ({ page, app }) => {
    await app.paste(CONTROLLER);
    await app.card(RULE).first().waitFor();
    await page.getByText("Loading more rules").waitFor({ state: "detached" });
    await page.workers()[0].evaluate(() => (globalThis.slow = true));
    await app.code.focus();
    await page.keyboard.type(" ");
    await page.getByText("Updating", { exact: true }).waitFor();
    assert.ok((await app.card(RULE).count()) > 0, "nothing is taken away meanwhile");
    assert.equal(await page.locator(".groups.updating").count(), 1);
    await page.getByText("Updating", { exact: true }).waitFor({ state: "detached" });
  });
});

test("nothing found: how many rules looked, and what is still open", () =>
  withApp(browser, site, async ({ page, app, watch }) => {
    await app.paste("export const answer = 42;\n");
    await page.getByText(/^No findings from \d+ rules? in 1 file\..*\d+ checks need you or another file\.$/).waitFor();
    assert.equal(await page.getByText(/all good/i).count(), 0);
    watch.check();
  }));

test("a filter that hides all says so and can be cleared", () =>
  withApp(browser, site, async ({ page, app }) => {
    await app.paste(CONTROLLER);
    await app.card(RULE).first().waitFor();
    const all = await app.cards.count();
    await page.locator("#filter").fill("severity:info nowhere");
    await page.getByText(/^0 of \d+ findings match\./).waitFor();
    await page.getByRole("button", { name: "Clear filter" }).click();
    await app.card(RULE).first().waitFor();
    assert.ok((await app.cards.count()) >= all);
    assert.equal(await app.focused(), "filter");
  }));

test("a line that cannot be read is named with its place, and the rest is reviewed", () =>
  withApp(browser, site, async ({ page, app }) => {
    await app.paste(`${CONTROLLER}\nexport class {{ broken(;\n`);
    const notice = page.locator(".notice", { hasText: "could not be read" });
    await notice.waitFor();
    await app.card(RULE).first().waitFor();
    await notice.getByRole("button").first().click();
    await page.waitForFunction(() => document.activeElement.className === "nestor-editor");
  }));

test("another language is named, and what applies is still reviewed", () =>
  withApp(browser, site, async ({ page, app }) => {
    await app.paste("import os\n\ndef main():\n    print(os.environ['SECRET'])\n\nif __name__ == '__main__':\n    main()\n");
    await page.locator(".notice", { hasText: "Python" }).waitFor();
  }));

test("a clipboard that refuses leaves the text selected, with the key to press", () =>
  prepared(
    ({ context }) => context.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("denied")) } })),
    async ({ page, app }) => {
      await app.paste(CONTROLLER);
      await app.select(RULE);
      // The explanation is drawn anew once more, when the fixes have been tried.
      await page.locator("#explain .hint", { hasText: "Tried" }).waitFor();
      await page.locator("#explain").getByRole("button", { name: "Copy", exact: true }).first().click();
      await page.getByText(/Press (Ctrl|⌘)\+?C/).first().waitFor();
      await page.waitForFunction(() => {
        const { activeElement: field } = document;
        return (field.value?.slice(field.selectionStart, field.selectionEnd) ?? getSelection().toString()).includes("$queryRaw");
      });
    },
  ));

test("a browser that keeps nothing says so in one line, and the review works", () =>
  prepared(
    ({ context }) =>
      context.addInitScript(() => {
        const refuse = () => {
          throw new DOMException("no", "QuotaExceededError");
        };
        Storage.prototype.setItem = refuse;
      }),
    async ({ page, app, watch }) => {
      await page.getByText("Drafts are not saved in this browser").waitFor();
      await app.paste(CONTROLLER);
      await app.card(RULE).first().waitFor();
      watch.check();
    },
  ));

test("reduced motion and forced colours: nothing moves, the selection is still to be seen", () =>
  withApp(
    browser,
    site,
    async ({ page, app }) => {
      await app.paste(CONTROLLER);
      await app.select(RULE);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0.001);
        }).length,
      );
      assert.equal(moving, 0);
      const outline = await page.locator('a.card[aria-current="true"]').evaluate((card) => {
        const { outlineStyle, borderTopStyle, borderTopWidth } = getComputedStyle(card);
        return outlineStyle !== "none" || (borderTopStyle !== "none" && parseFloat(borderTopWidth) > 0);
      });
      assert.ok(outline);
      assert.deepEqual(await axe(page), []);
    },
    { reducedMotion: "reduce", forcedColors: "active" },
  ));

test("a part of the page that cannot be fetched is said, and is had once it can", () =>
  withApp(browser, site, async ({ context, page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    await context.route("**/later/**", (route) => route.abort());
    const said = page.getByText("This part of the page could not be fetched. Check the connection, then press again.");
    const share = page.getByRole("button", { name: "Share", exact: true });
    await share.click();
    await said.waitFor();
    await page.locator(".notice", { has: said }).getByRole("button", { name: "Dismiss" }).click();
    await said.waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await said.waitFor();
    assert.deepEqual(await axe(page), []);
    await context.unroute("**/later/**");
    await share.click();
    await page.locator("#link").waitFor();
    assert.equal(await said.count(), 0);
    watch.check();
  }));
