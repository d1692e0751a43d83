//! The states a reader may meet: no scripts, a dead worker, a bad file, a blocked engine, bad input of every kind.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withApp } from "./app.mjs";
import { browser, longestTask, openPage, site, stage } from "./browser.mjs";
import { BAD, CONTROLLER, RULE } from "./samples.mjs";

stage();

const app = (use, options) => withApp(browser, site, use, options);

test("first visit: the editor has the focus or takes it, examples are on offer", () =>
  app(async ({ page, app: it, watch }) => {
    await page.getByText("appears here while you paste").waitFor();
    assert.match(await page.locator(".nestor-editor .cm-placeholder").textContent(), /Paste NestJS or Prisma code/);
    await page.locator(".examples button").first().click();
    await it.cards.first().waitFor();
    watch.check();
  }));

test("without scripts there is a field to paste into", async () => {
  const { context, page } = await openPage(browser, [site.address], { javaScriptEnabled: false });
  await page.goto(site.address);
  await page.locator("textarea").fill(CONTROLLER);
  assert.equal(await page.locator("textarea").inputValue(), CONTROLLER);
  await context.close();
});

test("what was pasted before the scripts came is reviewed", async () => {
  const { context, page, watch } = await openPage(browser, [site.address]);
  let open;
  const held = new Promise((resolve) => (open = resolve));
  await context.route("**/app.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(site.address, { waitUntil: "commit" });
  await page.locator("#paste").fill(CONTROLLER);
  open();
  await page.locator("a.card", { hasText: RULE }).first().waitFor();
  watch.check();
  await context.close();
});

test("without the editor the field goes on working", async () => {
  const { context, page } = await openPage(browser, [site.address]);
  await context.route("**/editor/**", (route) => route.abort());
  await page.goto(site.address);
  await page.locator("#paste").fill(CONTROLLER);
  await page.locator("a.card", { hasText: RULE }).first().click();
  await page.getByRole("button", { name: "Apply fix" }).click();
  await page.locator("a.card", { hasText: RULE }).waitFor({ state: "detached" });
  assert.match(await page.locator("#paste").inputValue(), /\$queryRaw<User\[\]>`/);
  await context.close();
});

/** Replaces the engine by one that can be made to hang or fail by what it reads. */
async function withFragileEngine(context) {
  await context.route("**/{first,engine}.js*", async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const fragile = `${body}
const sound = Reviewer.prototype.review;
Reviewer.prototype.review = function (files) {
  if (files.some(({ text }) => text.includes("TRAP"))) throw new WebAssembly.RuntimeError("unreachable");
  while (files.some(({ text }) => text.includes("HANG")));
  return sound.call(this, files);
};`;
    await route.fulfill({ response, body: fragile });
  });
}

const workerOf = (page) => page.workers()[0];

test("a worker killed while it is idle is replaced by the next edit", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste("export const a = 1;\n");
    await page.locator(".status").getByText("Reviewed").waitFor();
    await workerOf(page).evaluate(() => self.close()).catch(() => {});
    await it.code.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    watch.check();
  }));

test("a worker killed in the middle of a review recovers, and nothing is lost", async () => {
  const { context, page, watch } = await openPage(browser, [site.address]);
  await context.route("**/{first,engine}.js*", async (route) => {
    const response = await route.fetch();
    const body = `${await response.text()}
const sound = Reviewer.prototype.review;
let killed = self.name !== "nestor";
Reviewer.prototype.review = function (files) {
  if (files.length > 0 && !killed && !(await0())) { self.close(); for (;;); }
  return sound.call(this, files);
};
function await0() {
  const request = new XMLHttpRequest();
  request.open("GET", "/killed-before", false);
  request.send();
  return request.status === 200;
}`;
    await route.fulfill({ response, body });
  });
  let asked = 0;
  await context.route("**/killed-before", (route) => {
    asked += 1;
    return route.fulfill({ status: asked > 1 ? 200 : 404, body: "" });
  });
  await page.goto(site.address);
  await page.locator("#paste, .nestor-editor .cm-content").first().waitFor({ state: "attached" });
  await page.locator(".nestor-editor .cm-content").waitFor({ state: "attached" });
  await page.locator(".nestor-editor .cm-content").click();
  await page.keyboard.insertText(CONTROLLER);
  await page.locator("a.card", { hasText: RULE }).first().waitFor();
  assert.ok(asked > 1);
  watch.check();
  await context.close();
});

for (const [word, patience] of [
  ["TRAP", 10_000],
  ["HANG", 30_000],
]) {
  test(`the reviewer stops on one file (${word}), names it, and reviews the others`, async () => {
    const { context, page } = await openPage(browser, [site.address]);
    await withFragileEngine(context);
    await page.goto(site.address);
    await page.locator(".nestor-editor .cm-content").click();
    await page.keyboard.insertText(CONTROLLER);
    await page.locator("a.card", { hasText: RULE }).first().waitFor();
    await page.locator("#add-file").click();
    await page.getByRole("button", { name: "app.module.ts" }).click();
    await page.locator(".nestor-editor .cm-content").click();
    await page.keyboard.insertText(`export const ${word} = 1;\n`);
    await page.getByText(/stopped on app\.module\.ts/).waitFor({ timeout: patience });
    assert.ok(await page.locator("a.card", { hasText: RULE }).count());
    await page.locator(".nestor-editor .cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText("export const sound = 1;\n");
    await page.getByText(/stopped on app\.module\.ts/).waitFor({ state: "detached" });
    await context.close();
  });
}

test("a policy that blocks WebAssembly is named with its remedy", async () => {
  const { context, page } = await openPage(browser, [site.address]);
  await context.route("**/*", async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = headers["content-security-policy"];
    if (policy) headers["content-security-policy"] = policy.replace("script-src 'self' 'wasm-unsafe-eval'", "script-src 'self'");
    // The app itself is wasm as well: here only the engine's worker is held to the stricter policy.
    await route.fulfill({ response, headers: /worker\.js|desk\.js/.test(route.request().url()) ? headers : response.headers() });
  });
  await page.goto(site.address);
  await page.getByText("'wasm-unsafe-eval'").first().waitFor();
  await context.close();
});

test("where no worker may start, the page reviews by itself", async () => {
  const { context, page } = await openPage(browser, [site.address]);
  await context.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new DOMException("no workers here", "SecurityError");
      }
    };
  });
  await page.goto(site.address);
  await page.locator(".nestor-editor .cm-content").click();
  await page.keyboard.insertText(CONTROLLER);
  await page.locator("a.card", { hasText: RULE }).first().waitFor();
  await context.close();
});

/** No task of the main thread may take longer, in milliseconds. */
const PAUSE = 50;

for (const name of ["huge", "one-line", "brackets", "open-brackets", "calls", "templates"]) {
  test(`${name}: the page stays responsive`, () =>
    app(async ({ page, watch }) => {
      // The text is handed over beforehand: that alone would be a long task.
      await page.evaluate((text) => (window.held = text), BAD[name]);
      await page.waitForTimeout(200);
      const longest = await longestTask(browser, page, () =>
        page.evaluate(() => {
          const place = document.querySelector(".nestor-editor").shadowRoot.querySelector(".cm-content");
          place.focus();
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", window.held);
          place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true }));
        }),
      );
      assert.ok(longest <= PAUSE, `${Math.round(longest)} ms`);
      watch.check();
    }));
}

test("every bad input leaves a page that works, and says what it is", () =>
  app(async ({ page, app: it, watch }) => {
    for (const [name, text] of Object.entries(BAD)) {
      await it.code.focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.press("Delete");
      await it.paste(text);
      if (["huge", "one-line"].includes(name)) await page.getByText(/The clipboard still has it/).waitFor();
      if (name === "python") await page.getByText(/looks like Python/).waitFor();
      if (name === "half-class") await page.getByText(/could not be read/).first().waitFor();
    }
    await it.code.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Delete");
    await it.paste(CONTROLLER.replaceAll("\n", "\r\n"));
    await it.card(RULE).first().waitFor();
    watch.check();
  }));
