//! The share dialog: secrets are found first and masked in what is shared; links, Markdown and the .zip hold just that.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { decodeShare, encodeShare } from "../../web/later/share.js";
import { LINKS } from "../packages/links.mjs";
import { withApp } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE, SCHEMA } from "./samples.mjs";

const { unzipSync, strFromU8 } = createRequire(new URL("../../web/editor/package.json", import.meta.url))("fflate");

stage();

const app = (use, options) => withApp(browser, site, use, options);
const STRIPE = ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_");
const SECRET = CONTROLLER.replace("@Controller", `const stripe = '${STRIPE}';\n\n@Controller`);
const MASKED = SECRET.replace(STRIPE, "<redacted>");
const ENV = "PORT=3000\nDATABASE_URL=postgresql://shop:q7Xv2LkP@db.orchard.io:5432/shop\n";
const MASKED_ENV = ENV.replace("q7Xv2LkP", "<redacted>");

async function openDialog(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.waitForFunction(() => document.getElementById("link")?.value.includes("#s=1."));
}

/** What the link in the dialog holds, once it is another than `before`. */
async function linked(page, before = "") {
  await page.waitForFunction((was) => ![was, ""].includes(document.getElementById("link").value), before);
  const link = await page.locator("#link").inputValue();
  return { link, ...(await decodeShare(link.split("#s=")[1])) };
}

/** The code with a key, and a `.env` beside it. */
async function withSecrets(page, it) {
  await it.paste(SECRET);
  await it.card(RULE).first().waitFor();
  await page.locator("#add-file").click();
  await page.getByRole("button", { name: ".env", exact: true }).first().click();
  await it.paste(ENV);
  await page.waitForFunction(() => document.querySelector(".status").textContent.includes("2 files"));
}

/** What a press writes into the clipboard. */
async function copied(page, name) {
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForFunction(() => [...document.querySelectorAll("dialog .btn")].some(({ textContent }) => textContent === "Copied"));
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name, exact: true }).waitFor();
  return text;
}

const READING = { permissions: ["clipboard-read", "clipboard-write"] };

test("secrets are listed and masked, .env stays out, and the reader's own text is untouched", () =>
  app(async ({ page, app: it, watch }) => {
    await withSecrets(page, it);
    await openDialog(page);
    const first = await linked(page);
    assert.deepEqual(first.f, [["users.controller.ts", MASKED]]);
    const list = page.getByRole("list", { name: "Secrets found" });
    assert.match(await list.textContent(), /users\.controller\.ts:\d+ Stripe key/);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("checkbox", { name: ".env" }).check();
    const second = await linked(page, first.link);
    assert.deepEqual(second.f, [["users.controller.ts", MASKED], [".env", MASKED_ENV]]);
    assert.match(await list.textContent(), /\.env:2 Password in an address/);
    const mask = page.getByRole("checkbox", { name: "Mask them" });
    await mask.uncheck();
    const third = await linked(page, second.link);
    assert.deepEqual(third.f, [["users.controller.ts", SECRET], [".env", ENV]]);
    await page.getByText("can read and use them").waitFor();
    assert.equal(await mask.evaluate((box) => box === document.activeElement), true, "the focus stays on the switch");
    await page.keyboard.press("Escape");
    await it.tabs.first().click();
    assert.ok((await it.text()).includes(STRIPE), "the own text still has its key");
    watch.check();
  }));

test("a copied link is the address only if it holds all there is", () =>
  app(async ({ page, app: it }) => {
    await it.paste(SECRET);
    await it.card(RULE).first().waitFor();
    await openDialog(page);
    const text = await copied(page, "Copy link");
    assert.equal(text, await page.locator("#link").inputValue());
    assert.equal(await page.evaluate(() => location.hash), "");
    const { link } = await linked(page);
    await page.getByRole("checkbox", { name: "Mask them" }).uncheck();
    await linked(page, link);
    assert.equal(await copied(page, "Copy link"), await page.evaluate(() => location.href));
    await page.keyboard.press("Escape");
    await page.reload();
    await it.card(RULE).first().waitFor();
    assert.equal(await page.getByRole("button", { name: "Keep mine" }).count(), 0, "its own link is no other");
  }, READING));

test("the selected finding goes along, and stays out when it is not wanted", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.select(RULE);
    await openDialog(page);
    const first = await linked(page);
    assert.ok(first.sel);
    await page.getByRole("checkbox", { name: "Open at the selected finding" }).uncheck();
    assert.equal((await linked(page, first.link)).sel, undefined);
    await app(async ({ app: other }) => {
      await other.explanation.getByText("In your code").waitFor();
      assert.equal(await other.current(), RULE);
    }, { hash: first.link.slice(first.link.indexOf("#")) });
  }));

test("a link as Markdown, and the files as Markdown", () =>
  app(async ({ page, app: it }) => {
    await withSecrets(page, it);
    await openDialog(page);
    const { link } = await linked(page);
    assert.equal(await copied(page, "Copy Markdown link"), `[Review of .env in Nestor](${link})`);
    assert.equal(await copied(page, "Copy as Markdown"), `\`\`\`ts\n// users.controller.ts\n${MASKED}\`\`\`\n`);
  }, READING));

test("a .zip holds the masked files with their paths", () =>
  app(async ({ page, app: it, watch }) => {
    await withSecrets(page, it);
    await openDialog(page);
    const { link } = await linked(page);
    await page.getByRole("checkbox", { name: ".env" }).check();
    await linked(page, link);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download .zip" }).click()]);
    assert.equal(download.suggestedFilename(), "review.zip");
    const files = unzipSync(await readFile(await download.path()));
    const texts = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
    assert.deepEqual(texts, { "users.controller.ts": MASKED, ".env": MASKED_ENV });
    watch.check();
  }));

test("where the clipboard is denied, the text stands selected in a field, line by line", () =>
  app(async ({ context, page, app: it }) => {
    await context.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await page.reload();
    await it.code.waitFor();
    await it.paste(CONTROLLER);
    await openDialog(page);
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    await page.getByText("Press Ctrl+C").waitFor();
    const field = page.getByRole("textbox", { name: "Text to copy" });
    const { value, chosen, focused } = await field.evaluate((it) => ({
      value: it.value,
      chosen: it.selectionEnd - it.selectionStart,
      focused: it === document.activeElement,
    }));
    assert.equal(value, `\`\`\`ts\n// users.controller.ts\n${CONTROLLER}\`\`\`\n`);
    assert.deepEqual([chosen, focused], [value.length, true]);
    assert.deepEqual(await axe(page), []);
  }));

test("long links warn, longer ones give way to the .zip", () =>
  app(async ({ page, app: it }) => {
    // Numbers that repeat nothing do not get shorter.
    const noise = (count, seed) => Array.from({ length: count }, (_, index) => `export const n${index} = ${Math.abs(Math.sin(seed + index)).toString().slice(2)};`).join("\n");
    await it.paste(noise(800, 1));
    await openDialog(page);
    await page.getByText(/some chat tools cut long links/).waitFor();
    await page.keyboard.press("Escape");
    await it.code.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await it.paste(noise(6000, 2));
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByText(/more than fits into a link/).waitFor();
    assert.equal(await page.getByRole("button", { name: "Copy link", exact: true }).isDisabled(), true);
    assert.equal(await page.getByRole("button", { name: "Download .zip" }).isDisabled(), false);
  }));

test("links of every shape so far are opened, one after the other in the same page", () =>
  app(async ({ page, app: it, watch }) => {
    const short = (path) => path.split("/").at(-1);
    const tabs = async () => (await it.tabs.locator(".name").allTextContents()).map(short).sort().join();
    for (const [what, encoded, { f, a }] of LINKS) {
      await page.evaluate((hash) => (location.hash = hash), `s=${encoded}`);
      const replace = page.getByRole("button", { name: "Replace", exact: true });
      const wanted = f.map(([path]) => short(path)).sort().join();
      for (let turn = 0; turn < 50 && (await tabs()) !== wanted; turn += 1) {
        if (await replace.count()) await replace.click();
        await page.waitForTimeout(100);
      }
      assert.equal(await tabs(), wanted, what);
      const shown = await page.locator('.code [role="tab"][aria-selected="true"] .name').textContent();
      assert.equal(short(shown), short(a ?? f[0][0]), what);
    }
    watch.check();
  }));

test("a link never replaces a draft without asking: at the start, by a change of the address, by going back", () =>
  app(async ({ page, app: it }) => {
    await it.paste("export class Draft {}\n");
    await page.waitForFunction(() => localStorage.getItem("nestor.draft")?.includes("Draft"));
    const encoded = await encodeShare({ f: [["users.controller.ts", CONTROLLER], ["schema.prisma", SCHEMA]] });
    await page.goto(`${site.address}#s=${encoded}`);
    await page.reload();
    const keep = page.getByRole("button", { name: "Keep mine" });
    await keep.waitFor();
    assert.match(await it.text(), /class Draft/);
    await keep.click();
    await page.evaluate(() => (location.hash = "#/"));
    await page.goBack();
    await page.waitForTimeout(300);
    assert.match(await it.text(), /class Draft/);
    assert.equal(await it.tabs.count(), 1);
  }));
