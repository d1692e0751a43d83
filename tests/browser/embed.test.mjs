//! The embed in a page of another origin: the code is readable in any case, and reviewed where that can be.

import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeShare } from "../../web/later/share.js";
import { axe, browser, openPage, serveHost, site, stage } from "./browser.mjs";
import { CONTROLLER, SCHEMA } from "./samples.mjs";

stage();

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const HOSTILE = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
const CODE = CONTROLLER.replace("  @Get('search')", `  // ${HOSTILE}\n  @Get('search')`);
const PARTS = `<pre data-file="src/users.controller.ts">\n${escape(CODE)}</pre><pre data-file="schema.prisma">\n${escape(SCHEMA)}</pre>`;

const hostPage = ({ attributes = "", parts = PARTS, script = `<script src="${site.address}embed.js"></script>`, lead = "" } = {}) =>
  `<!doctype html><html lang="en"><title>Docs</title>${lead}<main><h1>Docs</h1><nestor-review ${attributes}>${parts}</nestor-review></main>${script}`;

/** The policy that the README tells hosts they need. */
const policy = () => {
  const origin = new URL(site.address).origin;
  return { "content-security-policy": `default-src 'none'; script-src ${origin}; frame-src ${origin}` };
};

async function host(options, use, settings = {}) {
  const server = await serveHost(hostPage(options), settings.headers ?? policy());
  const { context, page, watch } = await openPage(browser, [server.address, site.address], settings.context);
  await context.addInitScript(() => {
    window.told = [];
    for (const kind of ["review", "error"]) addEventListener(kind, (event) => event.detail && window.told.push([kind, event.detail]), true);
  });
  try {
    await page.goto(server.address);
    await use({ page, watch, frame: () => page.frames().find((frame) => frame !== page.mainFrame()) });
  } finally {
    await context.close();
    server.close();
  }
}

const told = (page, wanted) => page.waitForFunction((kind) => window.told.find(([it]) => it === kind), wanted);

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 390],
]) {
  test(`a page of another origin shows the review, ${colorScheme} at ${width}`, async () => {
    await host({ attributes: 'loading="eager" highlight="3"' }, async ({ page, watch, frame }) => {
      const review = await (await told(page, "review")).jsonValue();
      assert.ok(review[1].findings.some(({ rule }) => rule === "injection/raw-sql"));
      assert.equal(await page.locator("pre").first().isVisible(), false);
      const inside = frame();
      const finding = inside.locator("details", { hasText: "injection/raw-sql" }).first();
      await finding.locator("summary").click();
      await inside.locator("#code .chosen").first().waitFor();
      assert.ok(await inside.locator("#code mark").count());
      await page.waitForFunction(() => parseInt(document.querySelector("iframe").style.height, 10) > 200);
      // The whole engine's findings come later, and the frame grows with them.
      await inside.waitForFunction(() => document.documentElement.scrollHeight - innerHeight <= 1);
      assert.deepEqual(await axe(inside), []);
      assert.deepEqual(await inside.evaluate(() => window.hit ?? null), null);
      assert.ok((await inside.locator("#code").textContent()).includes(HOSTILE));
      watch.check();
    }, { context: { colorScheme, viewport: { width, height: 900 } } });
  });
}

test("tabs by keyboard, and the whole review behind a link", async () => {
  await host({ attributes: 'loading="eager"' }, async ({ page, watch, frame }) => {
    await told(page, "review");
    const inside = frame();
    await inside.getByRole("tab").first().focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await inside.getByRole("tab", { selected: true }).getAttribute("aria-selected"), "true");
    assert.match(await inside.locator("#code").textContent(), /model User/);
    await inside.waitForFunction(() => document.getElementById("full").href.includes("#s=1."));
    watch.check();
  });
});

test("without scripts the code stands in the page", async () => {
  await host({}, async ({ page }) => {
    assert.ok(await page.locator("pre").first().isVisible());
    assert.equal(page.frames().length, 1);
  }, { context: { javaScriptEnabled: false } });
});

test("where the policy blocks the script or the frame, the code stands in the page", async () => {
  const origin = new URL(site.address).origin;
  for (const blocked of ["default-src 'none'", `default-src 'none'; script-src ${origin}`]) {
    await host({ attributes: 'loading="eager"' }, async ({ page }) => {
      await page.waitForTimeout(500);
      assert.ok(await page.locator("pre").first().isVisible());
    }, { headers: { "content-security-policy": blocked } });
  }
});

test("nothing is fetched before the element is near", async () => {
  await host({ lead: '<div style="height:5000px">far</div>' }, async ({ page, watch }) => {
    await page.waitForTimeout(300);
    assert.equal(page.frames().length, 1);
    await page.locator("nestor-review").scrollIntoViewIfNeeded();
    await told(page, "review");
    watch.check();
  }, { headers: {} });
});

test("loading=click waits for the click", async () => {
  await host({ attributes: 'loading="click" theme="dark"' }, async ({ page, frame }) => {
    assert.equal(page.frames().length, 1);
    await page.getByRole("button", { name: "Review this code" }).click();
    await told(page, "review");
    assert.equal(await frame().evaluate(() => document.documentElement.dataset.theme), "dark");
    assert.equal(await page.getByRole("button").count(), 0);
  });
});

test("attributes: one file by name, a fixed height, the findings alone, a standard", async () => {
  const parts = `<pre>${escape(CONTROLLER)}</pre>`;
  const standard = escape('{"rules":{"injection/raw-sql":"off"}}').replaceAll('"', "&quot;");
  const attributes = `loading="eager" src-file="a.controller.ts" height="300" view="findings" standard="${standard}"`;
  await host({ attributes, parts }, async ({ page, frame }) => {
    const [, review] = await (await told(page, "review")).jsonValue();
    assert.ok(review.findings.every(({ rule, path }) => rule !== "injection/raw-sql" && path === "a.controller.ts"));
    await page.waitForFunction(() => document.querySelector("iframe").style.height === "300px");
    assert.equal(await frame().locator("#code").isVisible(), false);
    assert.equal(await frame().locator("#title").textContent(), "a.controller.ts");
  });
});

test("messages from elsewhere and of other versions are ignored", async () => {
  await host({ attributes: 'loading="eager"' }, async ({ page, watch, frame }) => {
    await told(page, "review");
    const height = await page.evaluate(() => document.querySelector("iframe").style.height);
    await page.evaluate(() => {
      postMessage({ nestor: 1, kind: "height", height: 9999 }, "*");
      postMessage({ nestor: 1, kind: "error", message: "x" }, "*");
      document.querySelector("iframe").contentWindow.postMessage({ nestor: 99, kind: "show", files: [] }, "*");
      document.querySelector("iframe").contentWindow.postMessage("nonsense", "*");
      document.querySelector("iframe").contentWindow.postMessage({ nestor: 1, kind: "unknown" }, "*");
    });
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => document.querySelector("iframe").style.height), height);
    assert.ok(await frame().locator("details").count());
    assert.equal(await page.evaluate(() => window.told.some(([kind]) => kind === "error")), false);
    watch.check();
  });
});

test("embed.html opens a share link by itself, and says when one is damaged", async () => {
  const { context, page, watch } = await openPage(browser, [site.address]);
  const encoded = await encodeShare({ f: [["users.controller.ts", CONTROLLER]], a: "users.controller.ts" });
  await page.goto(`${site.address}embed.html#s=${encoded}`);
  await page.locator("details").first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.goto(`${site.address}embed.html#s=${encoded.slice(0, -20)}`);
  await page.reload();
  await page.getByText("This link is damaged").waitFor();
  await page.goto(`${site.address}embed.html#s=2.abc`);
  await page.getByText("newer version").waitFor();
  watch.check();
  await context.close();
});
