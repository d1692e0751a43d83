//! The rules' pages: they read without scripts, their links lead somewhere, the list narrows, the example is reviewed.

import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, relative } from "node:path";
import { test } from "node:test";
import { App, assertNoSideways, withApp } from "./app.mjs";
import { axe, browser, DIST, openPage, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

stage();

const [HASHED] = await readdir(join(DIST, "a"));
const RULES = JSON.parse(await readFile(join(DIST, "a", HASHED, "rules.json"), "utf8"));
const PAGE = `rules/${RULE}/`;

/** Opens a page of the site; `use({page, watch})`. */
async function at(path, use, options = {}, root = site.address) {
  const { context, page, watch } = await openPage(browser, [root], options);
  try {
    await page.goto(root + path);
    await use({ page, watch });
    watch.check();
  } finally {
    await context.close();
  }
}

const shown = (page) => page.locator("li.rule:visible .rule-id").allTextContents();
/** The list's script has taken over. */
const ready = (page) => page.waitForFunction(() => document.querySelector("#count")?.textContent !== "");
const value = (page, facet, name) => page.locator(`.value[data-facet="${facet}"][data-value="${name}"]`);

test("every rule has a page, and every link leads to a file and a heading", async () => {
  const texts = new Map();
  for (const file of await readdir(join(DIST, "rules"), { recursive: true })) {
    if (file.endsWith(".html")) texts.set(join(DIST, "rules", file), await readFile(join(DIST, "rules", file), "utf8"));
  }
  for (const { id } of RULES) assert.ok(texts.has(join(DIST, "rules", id, "index.html")), id);
  const known = new Set();
  for (const [file, text] of texts) {
    assert.ok(!text.includes("{assets}"), file);
    for (const [, to] of text.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (to.startsWith("https://")) continue;
      const [path, hash] = to.replaceAll("&amp;", "&").split("#");
      const plain = path.split("?")[0];
      const there = plain === "" ? file : join(dirname(file), plain, plain.endsWith("/") ? "index.html" : "");
      if (hash) assert.ok(texts.get(there)?.includes(` id="${hash}"`), `${relative(DIST, file)} links ${to}`);
      if (known.has(there)) continue;
      assert.ok((await stat(there).catch(() => null))?.isFile(), `${relative(DIST, file)} links ${to}`);
      known.add(there);
    }
  }
});

test("without scripts the list stands there whole, and a rule can be read", () =>
  at("rules/", async ({ page }) => {
    assert.equal(await page.locator("li.rule:visible").count(), RULES.length);
    assert.equal(await page.locator(".facets:visible, #search:visible").count(), 0);
    await page.locator("li.rule a", { hasText: RULE }).click();
    await page.waitForURL(`**/${PAGE}`);
    for (const words of ["Why it matters", "How to fix", "Examples", "Configure"]) assert.ok(await page.getByRole("heading", { name: words }).first().isVisible(), words);
    assert.ok((await page.locator(".example.bad mark.row").count()) > 0);
    assert.ok((await page.locator(".code-lines .decorator").count()) > 0);
    assert.equal(await page.locator("#try:visible, .copy:visible, .theme:visible").count(), 0);
    await page.locator(".near a").first().click();
    await page.waitForURL(/rules\/injection\/(?!raw-sql\/)/);
    await page.getByRole("link", { name: "Review" }).first().click();
    await page.waitForURL(site.address);
  }, { javaScriptEnabled: false }));

test("facets narrow the list, stand in the address, and survive a reload and the way back", () =>
  at("rules/", async ({ page }) => {
    await ready(page);
    await value(page, "severity", "critical").click();
    await value(page, "category", "injection").click();
    await value(page, "fix", "none").click();
    await value(page, "fix", "none").click();
    const wanted = RULES.filter(({ severity, category, fix }) => severity === "critical" && category === "injection" && fix !== "none").map(({ id }) => id);
    assert.ok(wanted.length > 0);
    assert.deepEqual((await shown(page)).sort(), wanted);
    assert.equal(new URL(page.url()).search, "?severity=critical&category=injection&fix=-none");
    assert.match(await page.locator("#count").textContent(), new RegExp(`^${wanted.length} of ${RULES.length} rules$`));
    assert.match(await value(page, "fix", "none").textContent(), /left out/);
    await page.reload();
    assert.deepEqual((await shown(page)).sort(), wanted);
    await page.locator("li.rule:visible a").first().click();
    await page.waitForURL(/rules\/injection\/./);
    await page.goBack();
    await page.waitForFunction((count) => document.querySelectorAll("li.rule").length > 0 && document.querySelector("#count").textContent.startsWith(count), `${wanted.length} of`);
    assert.deepEqual((await shown(page)).sort(), wanted);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    assert.equal((await shown(page)).length, RULES.length);
    assert.equal(new URL(page.url()).search, "");
  }));

test("each value says how many rules it would show; one that would show none is disabled", () =>
  at("rules/?category=docs", async ({ page }) => {
    await ready(page);
    const docs = RULES.filter(({ category }) => category === "docs");
    for (const severity of ["critical", "high", "medium", "low", "info"]) {
      const count = docs.filter((rule) => rule.severity === severity).length;
      assert.equal(await value(page, "severity", severity).locator(".tally").textContent(), String(count), severity);
      assert.equal(await value(page, "severity", severity).isDisabled(), count === 0, severity);
    }
    const other = RULES.filter(({ category }) => category === "auth").length;
    assert.equal(await value(page, "category", "auth").locator(".tally").textContent(), String(other));
  }));

test("a search ranks the id before the title before the words, marks what it found, and stands in the address", () =>
  at("rules/", async ({ page }) => {
    await ready(page);
    await page.keyboard.press("/");
    await page.keyboard.type("cookie");
    await page.locator(".excerpt mark").first().waitFor();
    const places = ({ id, title, words }) => [id, title, words].findIndex((place) => place.toLowerCase().includes("cookie"));
    const ranks = (await shown(page)).map((id) => places(RULES.find((rule) => rule.id === id)));
    assert.ok(ranks.length > 5 && new Set(ranks).size === 3, ranks.join());
    assert.deepEqual(ranks, [...ranks].sort());
    assert.ok(await page.locator("li.rule .rule-id mark").first().isVisible());
    await page.waitForURL(/\?search=cookie$/);
    await page.reload();
    await page.locator(".excerpt mark").first().waitFor();
    assert.equal(await page.locator("#search").inputValue(), "cookie");
    await page.locator("#search").fill("no such word qqqq");
    await page.locator("#nothing").waitFor();
    await page.locator("#nothing button").click();
    assert.equal((await shown(page)).length, RULES.length);
  }));

test("addresses from before there were pages lead to these; an unknown rule is said", async () => {
  await at(`#/rules/${RULE}`, ({ page }) => page.waitForURL(site.address + PAGE));
  await at("#/rules?search=raw+sql&category=injection", async ({ page }) => {
    await page.waitForURL(/rules\/\?search=raw\+sql&category=injection$/);
    await page.waitForFunction(() => document.querySelector("#count")?.textContent.includes(" of "));
    assert.ok((await shown(page)).includes(RULE));
  });
  await at("#/rules/injection/renamed-long-ago", async ({ page }) => {
    await page.getByText("There is no rule injection/renamed-long-ago.").waitFor();
    assert.equal((await shown(page)).length, RULES.length);
  });
});

test("from the review to a rule and back, by a link and by the palette: the code is still there", () =>
  withApp(browser, site, async ({ page, app, watch }) => {
    await app.paste(CONTROLLER);
    await app.select(RULE);
    await app.explanation.getByRole("link", { name: RULE, exact: true }).click();
    await page.waitForURL(site.address + PAGE);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Review" }).click();
    await new App(page).card(RULE).first().waitFor();
    await page.keyboard.press("Control+k");
    await page.locator("#palette").fill(RULE);
    await page.keyboard.press("Enter");
    await page.waitForURL(site.address + PAGE);
    watch.check();
  }));

test("where the browser keeps no draft, a rule opens in a tab of its own", () =>
  withApp(browser, site, async ({ context, page, app }) => {
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new Error("full");
      };
    });
    await app.paste(CONTROLLER);
    await app.select(RULE);
    const [opened] = await Promise.all([context.waitForEvent("page"), app.explanation.getByRole("link", { name: RULE, exact: true }).click()]);
    await opened.waitForURL(site.address + PAGE);
    assert.match(await app.text(), /class/);
  }));

const KINDS = [RULE, "schema/implicit-on-delete", "testing/focused-test", "stack/library-missing", "deployment/runs-as-root"];
const tried = [
  ...KINDS,
  ...["architecture", "http"].map((category) => RULES.find((rule) => rule.category === category).id),
];
for (const id of tried) {
  test(`Try it finds the bad example and is silent on the good one: ${id}`, () =>
    at(`rules/${id}/`, async ({ page }) => {
      await page.locator("#try").scrollIntoViewIfNeeded();
      await page.locator("#try .own details[open]").first().waitFor();
      assert.match(await page.locator(".try-status").textContent(), /^This rule finds \d+ places?\.$/);
      await page.getByRole("button", { name: "Compliant", exact: true }).click();
      await page.getByText("This rule finds nothing here.").waitFor();
      assert.equal(await page.locator("#try .own details").count(), 0);
    }));
}

test("Try it starts when the keyboard comes to it, and the focus stays there", () =>
  at(PAGE, async ({ page }) => {
    await page.locator("#try .start").focus();
    await page.locator("#try .own details[open]").first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Noncompliant");
    assert.ok((await page.locator("#try .cm-content").getAttribute("aria-label")).includes("example.ts"));
  }));

test("what is typed into Try it is reviewed, and opens in the review without costing the draft", () =>
  withApp(browser, site, async ({ page, app, watch }) => {
    await app.paste("export const mine = 1;\n");
    await page.waitForFunction(() => localStorage.getItem("nestor.draft")?.includes("mine"));
    await page.goto(`${site.address}${PAGE}#try-it`);
    await page.locator("#try .own details[open]").first().waitFor();
    const code = page.locator("#try .cm-content");
    await code.click();
    // Chromium keeps the colour of what is typed over, which the policy forbids.
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.keyboard.type("export const other = 2;");
    await page.getByText("This rule finds nothing here.").waitFor();
    await page.getByRole("button", { name: "Open in the review" }).click();
    await page.getByRole("button", { name: /^Keep/ }).click();
    assert.match(await new App(page).text(), /mine/);
    watch.check();
  }));

test("the theme holds on the pages as in the review", () =>
  at(PAGE, async ({ page }) => {
    await page.getByRole("button", { name: "Switch to the dark theme" }).first().waitFor();
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    assert.equal(await theme(), "light");
    await page.getByRole("button", { name: "Switch to the dark theme" }).first().click();
    assert.equal(await theme(), "dark");
    await page.goto(`${site.address}rules/`);
    assert.equal(await theme(), "dark");
  }, { colorScheme: "light" }));

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    const options = { colorScheme, viewport: { width, height: width < 500 ? 844 : 900 } };
    test(`axe finds nothing, ${colorScheme} at ${width}`, async () => {
      const clean = async (page) => {
        assert.deepEqual(await axe(page), []);
        await assertNoSideways(page);
      };
      await at("rules/?severity=-info&category=auth", async ({ page }) => {
        await ready(page);
        await clean(page);
        if (width < 500) {
          await page.getByRole("button", { name: /^Filters/ }).click();
          await clean(page);
        }
        await page.locator("#search").fill("session");
        await page.locator(".excerpt").first().waitFor();
        await clean(page);
      }, options);
      await at(PAGE, async ({ page }) => {
        await page.locator("#try").scrollIntoViewIfNeeded();
        await page.locator("#try .own details[open]").first().waitFor();
        for (const summary of await page.locator(".more-examples summary").all()) await summary.click();
        await clean(page);
        if (width > 500) await page.getByRole("button", { name: "Runs in this tab" }).click();
        await clean(page);
      }, options);
      await at("rules/standard/", ({ page }) => clean(page), options);
    });
  }
}

/** The site as a plain file server has it, below a folder and without headers. */
async function below(folder) {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm", ".svg": "image/svg+xml" };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname.startsWith(`/${folder}/`) && pathname.slice(folder.length + 2);
    const file = path === false ? null : join(DIST, path, path === "" || path.endsWith("/") ? "index.html" : "");
    const bytes = file && (await readFile(file).catch(() => null));
    response.writeHead(bytes ? 200 : 404, { "content-type": types[extname(file ?? "")] ?? "text/plain" });
    response.end(bytes ?? "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/${folder}/`, close: () => server.close() };
}

test("under a sub-path of a plain file server it is the same", async () => {
  const plain = await below("tools/nestor");
  try {
    await at(`#/rules/${RULE}`, async ({ page }) => {
      await page.waitForURL(plain.address + PAGE);
      await page.locator("#try").scrollIntoViewIfNeeded();
      await page.locator("#try .own details[open]").first().waitFor();
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Rules" }).click();
      await page.waitForURL(`${plain.address}rules/`);
      await ready(page);
      await page.locator("#search").fill("prototype");
      await page.locator(".excerpt mark").first().waitFor();
    }, {}, plain.address);
  } finally {
    plain.close();
  }
});
