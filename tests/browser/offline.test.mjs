//! After a first visit the site works without a connection, at the root and below a path; a newer site is offered, never forced.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { App } from "./app.mjs";
import { DIST, launch, openPage, serveHost } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json", wasm: "application/wasm", svg: "image/svg+xml" };

/** `_headers` as a function of the path. */
async function headersOf() {
  const rows = (await readFile(join(DIST, "_headers"), "utf8")).trim().split(/\n(?=\/)/).map((block) => {
    const [path, ...lines] = block.split("\n");
    return [path, Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/).slice(0, 2)))];
  });
  return (path) => (rows.find(([row]) => (row.endsWith("*") ? path.startsWith(row.slice(0, -1)) : row === path)) ?? rows[0])[1];
}

/** Somebody's page with a review in it. */
const docs = (tool) =>
  `<!doctype html><html lang="en"><title>Docs</title><nestor-review loading="eager"><pre data-file="users.controller.ts">\n${CONTROLLER.replaceAll("<", "&lt;")}</pre></nestor-review><script src="${tool}embed.js"></script>`;

/** A plain static server below a path, which can go over to another build of the same site: another folder, other bytes. */
async function serveBelow(below) {
  const folder = (await readdir(join(DIST, "a")))[0];
  const headers = await headersOf();
  let build = folder;
  let missing = null;
  const renamed = (text) => text.replaceAll(folder, build).replace(/"build":"\w+"/, `"build":"of-${build}"`);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    if (pathname === "/docs.html") {
      response.writeHead(200, { "content-type": TYPES.html });
      return response.end(docs(below));
    }
    const path = pathname.startsWith(below) ? `/${pathname.slice(below.length)}` : null;
    try {
      if (path === null || (path.startsWith("/a/") && !path.startsWith(`/a/${build}/`)) || path.endsWith(`/${missing}`)) throw new Error("not here");
      const file = path === "/" ? "/index.html" : path.replace(build, folder);
      const bytes = await readFile(join(DIST, file));
      const isNamed = ["/index.html", "/embed.html", "/embed.js", "/sw.js"].includes(file);
      response.writeHead(200, { "content-type": TYPES[file.split(".").at(-1)] ?? "application/octet-stream", ...headers(path) });
      response.end(isNamed ? renamed(bytes.toString()) : bytes);
    } catch {
      response.writeHead(404, headers("/"));
      response.end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://localhost:${server.address().port}${below}`;
  return { address, folder, update: (to, without = null) => ([build, missing] = [to, without]), close: () => (server.closeAllConnections(), server.close()) };
}

/** A page on such a server, once all of the site is kept. */
async function kept(site, use) {
  const { context, page, watch } = await openPage(browser, [site.address], { serviceWorkers: "allow" });
  try {
    await page.goto(site.address);
    await page.locator(".nestor-editor .cm-content").waitFor({ state: "attached" });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await use({ context, page, watch, app: new App(page) });
  } finally {
    await context.close();
    site.close();
  }
}

const buildOf = (page) => page.evaluate(() => document.querySelector('script[src*="boot.js"]').src.split("/a/")[1].split("/")[0]);
const offer = (page) => page.getByText("New rules available");

for (const below of ["/", "/tools/nestor/"]) {
  test(`without a connection: a reload, a review, the dialog, at ${below}`, async () => {
    await kept(await serveBelow(below), async ({ context, page, watch, app: it }) => {
      await it.paste(CONTROLLER);
      await it.card(RULE).first().waitFor();
      await page.waitForFunction(() => localStorage.getItem("nestor.draft")?.includes("UsersController"));
      await context.setOffline(true);
      await page.reload();
      await it.card(RULE).first().waitFor();
      await it.select(RULE);
      await it.explanation.getByText("Noncompliant / Compliant").waitFor();
      await page.getByRole("button", { name: "Share", exact: true }).click();
      await page.waitForFunction(() => document.getElementById("link")?.value.includes("#s=1."));
      await page.keyboard.press("Escape");
      assert.equal(await page.getByText("Loading more rules").count(), 0);
      await page.goto(`${page.url().split("#")[0]}index.html`);
      await it.card(RULE).first().waitFor();
      watch.check();
    });
  });
}

test("scripts that are loaded later are there without a connection before any reload", async () => {
  await kept(await serveBelow("/"), async ({ context, page, app: it }) => {
    await it.paste(CONTROLLER);
    await context.setOffline(true);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.waitForFunction(() => document.getElementById("link")?.value.includes("#s=1."));
  });
});

test("a newer site is offered once nobody types, and shown when it is asked for; the draft stays", async () => {
  const site = await serveBelow("/");
  await kept(site, async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    site.update("ffffffffffff");
    await it.code.focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).waiting !== null);
    for (let turn = 0; turn < 14; turn += 1) {
      await page.keyboard.type("/");
      await page.waitForTimeout(500);
      assert.equal(await offer(page).count(), 0, "not while somebody types");
    }
    await offer(page).waitFor();
    assert.equal(await buildOf(page), site.folder, "nothing was forced");
    await page.getByRole("button", { name: "Reload" }).click();
    await page.waitForFunction(() => document.querySelector('script[src*="/ffffffffffff/"], script[src*="a/ffffffffffff/"]') !== null);
    await it.card(RULE).first().waitFor();
    assert.equal(await buildOf(page), "ffffffffffff");
    await page.waitForFunction(async () => (await caches.keys()).length === 1);
    assert.match((await page.evaluate(() => caches.keys()))[0], /of-ffffffffffff$/);
    assert.equal(await offer(page).count(), 0);
  });
});

test("a page that is of the newer site already is not told of it", async () => {
  const site = await serveBelow("/");
  await kept(site, async ({ page }) => {
    site.update("eeeeeeeeeeee");
    await page.reload();
    assert.equal(await buildOf(page), "eeeeeeeeeeee", "pages come from the network first");
    await page.waitForFunction(async () => (await caches.keys()).join().endsWith("of-eeeeeeeeeeee"));
    await page.waitForTimeout(5_500);
    assert.equal(await offer(page).count(), 0);
  });
});

test("a build that is not whole on the server replaces nothing", async () => {
  const site = await serveBelow("/");
  await kept(site, async ({ context, page, app: it }) => {
    const before = await page.evaluate(() => caches.keys());
    site.update("dddddddddddd", "engine_bg.wasm");
    const ended = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update();
      const { installing } = registration;
      return new Promise((tell) => installing.addEventListener("statechange", () => tell(installing.state)));
    });
    assert.equal(ended, "redundant");
    assert.deepEqual(await page.evaluate(() => caches.keys()), before);
    await context.setOffline(true);
    await page.reload();
    await it.code.waitFor();
    assert.equal(await buildOf(page), site.folder);
  });
});

test("where no worker may be registered the page works, and says nothing", async () => {
  const site = await serveBelow("/");
  const { context, page, watch } = await openPage(browser, [site.address], { serviceWorkers: "allow" });
  await context.addInitScript(() => (ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError"))));
  await page.goto(site.address);
  const it = new App(page);
  await it.code.waitFor();
  await it.paste(CONTROLLER);
  await it.card(RULE).first().waitFor();
  await page.waitForTimeout(1_000);
  watch.check();
  await context.close();
  site.close();
});

/** The frame of a page with a review in it, once it shows findings. */
async function embedded(page) {
  await page.frameLocator("iframe").locator("details", { hasText: RULE }).first().waitFor();
  return page.frames().find((frame) => frame !== page.mainFrame());
}

test("where the site is kept, reviews in other pages work: of the same origin by the kept files, of another without them", async () => {
  const site = await serveBelow("/tools/nestor/");
  await kept(site, async ({ context, page }) => {
    const { origin } = new URL(site.address);
    await page.goto(`${origin}/docs.html`);
    const near = await embedded(page);
    assert.ok(await near.evaluate(() => navigator.serviceWorker.controller !== null));
    const host = await serveHost(docs(site.address));
    const other = await context.newPage();
    await other.goto(host.address);
    await embedded(other);
    host.close();
    await context.setOffline(true);
    await page.goto(`${site.address}embed.html`);
    await page.locator("#title").waitFor();
  });
});
