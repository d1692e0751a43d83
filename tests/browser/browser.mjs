//! What the tests in a real browser share: the built site behind its own server, Chromium, and pages that are watched.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const DIST = process.env.NESTOR_DIST ?? join(ROOT, "dist");
const XTASK = process.env.NESTOR_XTASK ?? join(ROOT, "target/debug/xtask");
const CHROME = process.env.CHROME ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Two cores shared with a compiler are slow. */
export const PATIENCE = 20_000;

/** Serves the built site with the headers it is shipped with; `{address, close}`. */
export function serveSite() {
  const server = spawn(XTASK, ["serve", "--port", "0", "--dir", DIST], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let said = "";
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`xtask serve ended with ${code}: ${said}`)));
    server.stdout.on("data", (chunk) => {
      said += chunk;
      const address = / at (http:\S+\/)/.exec(said)?.[1];
      if (address) resolve({ address, close: () => server.kill() });
    });
  });
}

/** Serves one page of somebody else, at another origin; `{address, close}`. */
export async function serveHost(html, headers = {}) {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/" ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(request.url === "/" ? html : "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

export const launch = () => chromium.launch({ executablePath: CHROME, args: FLAGS });

/** Chromium and the served site of this file's tests. */
export let browser;
export let site;

/** Starts them before the tests and closes them after. */
export function stage() {
  before(async () => {
    [browser, site] = await Promise.all([launch(), serveSite()]);
  });
  after(async () => {
    await browser?.close();
    site?.close();
  });
}

/**
 * A page in a browser profile of its own, watched: `watch.check()` fails if a policy was violated, a script failed,
 * or anything was asked of an origin that is not among `origins`.
 */
export async function openPage(browser, origins, options = {}) {
  // What a service worker answers, `context.route` does not see: only the tests of the offline site let it in.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const troubles = [];
  const allowed = new Set(origins.map((address) => new URL(address).origin));
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`securitypolicyviolation: ${violatedDirective} ${blockedURI} ${sourceFile}`),
    ),
  );
  page.on("console", (message) => {
    if (/securitypolicyviolation|Content Security Policy|panicked/.test(message.text())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(`page error: ${error.stack ?? error.message}`));
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!allowed.has(origin) && !["data:", "blob:", "about:"].includes(protocol)) troubles.push(`asked ${request.url()}`);
  });
  const watch = { troubles, check: () => assert.deepEqual(troubles, []) };
  return { context, page, watch };
}

/** What axe finds wrong in a page or frame, one line for each rule and element. */
export async function axe(frame) {
  const results = await frame.evaluate(`${AXE};axe.run(document, { resultTypes: ["violations"], iframes: false })`);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}

/**
 * The longest task of the page's main thread while `act` runs and for a while after, in milliseconds of its own computing:
 * other programs on the machine do not count.
 */
export async function longestTask(browser, page, act, after = 700) {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await act();
  await page.waitForTimeout(after);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const threads = traceEvents.filter(({ ph, name, args }) => ph === "M" && name === "thread_name" && args.name === "CrRendererMain");
  const main = new Set(threads.map(({ pid, tid }) => `${pid}:${tid}`));
  const tasks = traceEvents.filter(({ name, ph, pid, tid }) => name === "RunTask" && ph === "X" && main.has(`${pid}:${tid}`));
  assert.ok(tasks.length > 0, "the trace holds the main thread's tasks");
  return Math.max(...tasks.map(({ dur, tdur }) => (tdur ?? dur ?? 0) / 1000));
}
