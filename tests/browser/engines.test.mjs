//! Two engines: the small one answers first, the whole one takes its place, and the page says what is missing meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeShare } from "../../web/later/share.js";
import { App, withPrepared } from "./app.mjs";
import { browser, openPage, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

/** A rule that the first engine does not have, and code for both. */
const LATER = "api/middleware-without-next";
const MIDDLEWARE = `
@Injectable()
export class RequestLog implements NestMiddleware {
  use(request: Request, response: Response, next: NextFunction) {
    this.log.debug(request.path);
  }
}
`;
const WHOLE = "**/engine_bg.wasm";

stage();

/** The page with the whole engine's fetches answered by `answer`. */
const opened = (answer, use) => withPrepared(browser, site, ({ context }) => context.route(WHOLE, answer), use);

test("the first engine answers while the whole one is on its way, which then adds what it sees", async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const answer = async (route) => {
    await held;
    await route.continue();
  };
  await opened(answer, async ({ page, app, watch }) => {
    await app.paste(CONTROLLER + MIDDLEWARE);
    await app.card(RULE).first().waitFor();
    await page.getByText("Loading more rules").waitFor();
    assert.equal(await app.card(LATER).count(), 0);
    await app.select(RULE);
    release();
    await app.card(LATER).waitFor();
    await page.getByText("Loading more rules").waitFor({ state: "detached" });
    assert.equal(await app.current(), RULE, "the selection stays");
    watch.check();
  });
});

test("rules that cannot be fetched are named as missing, and fetched when asked for", async () => {
  let isDown = true;
  const answer = (route) => (isDown ? route.abort() : route.continue());
  await opened(answer, async ({ page, app }) => {
    await app.paste(CONTROLLER + MIDDLEWARE);
    await app.card(RULE).first().waitFor();
    await page.getByText(/could not be fetched\. What you see comes from the other \d+ rules\./).waitFor();
    assert.equal(await app.card(LATER).count(), 0);
    isDown = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await app.card(LATER).waitFor();
    assert.equal(await page.getByText("What you see comes from the other").count(), 0);
  });
});

test("a file at which only the whole engine stops is found and left out", async () => {
  const { context, page } = await openPage(browser, [site.address]);
  await context.route("**/engine.js*", async (route) => {
    const response = await route.fetch();
    const trap = `
const sound = Reviewer.prototype.review;
Reviewer.prototype.review = function (files) {
  if (files.some(({ text }) => text.includes("TRAP"))) throw new WebAssembly.RuntimeError("unreachable");
  return sound.call(this, files);
};`;
    await route.fulfill({ response, body: (await response.text()) + trap });
  });
  await page.goto(site.address);
  await page.locator(".nestor-editor .cm-content").waitFor({ state: "attached" });
  await new App(page).paste("export class TRAP {}\n");
  await page.getByText(/The reviewer stopped on .*\.ts\. Reviewed the other files\./).waitFor();
  await context.close();
});

test("a fix that a second review does not agree with is not offered once nobody types", async () => {
  const { context, page } = await openPage(browser, [site.address]);
  let isAsked = false;
  await context.route("**/engine.js*", async (route) => {
    const response = await route.fetch();
    const trap = `
const sound = Reviewer.prototype.confirm;
Reviewer.prototype.confirm = function () {
  const review = sound.call(this);
  fetch("./asked");
  for (const finding of review.findings) delete finding.fix;
  return review;
};`;
    await route.fulfill({ response, body: (await response.text()) + trap });
  });
  await context.route("**/asked", (route) => {
    isAsked = true;
    return route.fulfill({ body: "" });
  });
  await page.goto(site.address);
  await page.locator(".nestor-editor .cm-content").waitFor({ state: "attached" });
  const app = new App(page);
  await app.paste(CONTROLLER);
  await app.select(RULE);
  await app.explanation.getByRole("button", { name: "Apply fix" }).waitFor({ state: "detached" });
  await page.waitForFunction(() => document.querySelector("#explain")?.textContent.includes("In your code"));
  assert.equal(await app.current(), RULE, "the selection stays");
  assert.ok(isAsked, "the fixes were tried");
  await context.close();
});

test("an embedded review gets the whole engine, too", async () => {
  const { context, page, watch } = await openPage(browser, [site.address]);
  const shared = await encodeShare({ f: [["request-log.ts", MIDDLEWARE]], a: "request-log.ts" });
  await page.goto(`${site.address}embed.html#s=${shared}`);
  await page.locator("details", { hasText: LATER }).waitFor();
  watch.check();
  await context.close();
});
