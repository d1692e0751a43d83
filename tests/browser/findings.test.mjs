//! The list of findings and what is done with one: groups, repeats, the menu, ignoring, safe fixes together.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeShare } from "../../web/later/share.js";
import { withApp } from "./app.mjs";
import { axe, browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

stage();

const app = (use, options) => withApp(browser, site, use, options);

/** The controller with the same fault `count` times. */
const repeated = (count) => {
  const methods = Array.from({ length: count }, (_, at) => `  @Get('a${at}')\n  a${at}(@Query('q') q: string) {\n    return this.prisma.$queryRawUnsafe(\`SELECT id FROM users WHERE email = '\${q}'\`);\n  }\n\n`);
  return CONTROLLER.replace(/ {2}@Get\('search'\)[^]*$/, `${methods.join("")}}\n`);
};

/** Two specs with fixes that keep what the code does. */
const SPEC = `describe('users', () => {
  it.only('finds one', () => {
    expect(find(1)).toEqual({ id: 1 });
  });

  it.only('finds another', () => {
    expect(find(2)).toEqual({ id: 2 });
  });
});
`;

async function open(page, path, text, it) {
  await page.locator("#add-file").click();
  await page.locator("#new-file").fill(path);
  await page.keyboard.press("Enter");
  await it.code.waitFor();
  await it.paste(text);
}

const menu = async (page, name) => {
  await page.locator("#finding-more").click();
  await page.locator("#finding-menu").getByRole("button", { name }).click();
};

test("more than 3 of a rule in a file are one card, and the stepper selects each", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(repeated(5));
    await it.card(RULE).first().waitFor();
    assert.equal(await it.card(RULE).count(), 1);
    const words = page.locator(".stepper span").first();
    await it.card(RULE).click();
    assert.equal(await words.textContent(), "1 of 5");
    const first = await it.card(RULE).locator(".loc").textContent();
    await page.getByRole("button", { name: "Next of the same" }).click();
    assert.equal(await words.textContent(), "2 of 5");
    assert.notEqual(await it.card(RULE).locator(".loc").textContent(), first);
    await page.getByRole("button", { name: "Previous of the same" }).press("Enter");
    await page.getByRole("button", { name: "Previous of the same" }).press("Enter");
    assert.equal(await words.textContent(), "5 of 5");
    await it.card(RULE).focus();
    await page.keyboard.press("ArrowUp");
    assert.equal(await words.textContent(), "4 of 5");
    assert.match(await page.evaluate(() => document.activeElement.id), /^card-/);
    assert.deepEqual(await axe(page), []);
    watch.check();
  }));

test("3 of a rule are 3 cards", () =>
  app(async ({ app: it }) => {
    await it.paste(repeated(3));
    await it.card(RULE).nth(2).waitFor();
    assert.equal(await it.card(RULE).count(), 3);
  }));

test("the groups are those one chose, also after a reload", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    assert.equal(await page.locator(".group").first().textContent(), "Critical issues");
    await page.getByLabel("Group by").selectOption("file");
    await page.locator(".group", { hasText: "users.controller.ts" }).waitFor();
    await page.getByLabel("Group by").selectOption("rule");
    await page.locator(".group", { hasText: /SQL/ }).waitFor();
    await page.waitForTimeout(800);
    await page.reload();
    await it.card(RULE).first().waitFor();
    assert.equal(await page.getByLabel("Group by").inputValue(), "rule");
    await page.locator(".group", { hasText: /SQL/ }).waitFor();
  }));

test("under another heading a card still follows its line and the selection", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    for (const grouping of ["file", "rule", "severity"]) {
      await page.getByLabel("Group by").selectOption(grouping);
      const card = page.locator(`a.card:not([aria-current])`).first();
      const id = await card.getAttribute("id");
      await card.click();
      await page.locator(`[id="${id}"][aria-current]`).waitFor();
      assert.equal(await page.locator("a.card[aria-current]").count(), 1);
      const place = page.locator(`[id="${id}"] .loc`);
      const [line, column] = (await place.textContent()).split(":");
      await it.code.focus();
      await page.keyboard.press("ControlOrMeta+Home");
      await page.keyboard.press("Enter");
      await page.locator(`[id="${id}"] .loc`, { hasText: `${Number(line) + 1}:${column}` }).waitFor();
    }
  }));

test("the filter suggests what has results, once it is asked", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.card(RULE).first().waitFor();
    const values = page.locator("#filter-values option");
    assert.equal(await values.count(), 0);
    await page.locator("#filter").focus();
    await page.locator('#filter-values option[value="severity:critical"]').waitFor({ state: "attached" });
    await page.locator("#filter").fill("severity:critical ");
    await page.locator('#filter-values option[value^="severity:critical rule:"]').first().waitFor({ state: "attached" });
  }));

test("the menu copies a link that selects the finding, without environment values", () =>
  app(async ({ page, app: it, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await it.paste(CONTROLLER);
    await open(page, ".env", "JWT_SECRET=abcdefghijklmnop1234\n", it);
    await page.locator('.tabs [role="tab"]').first().click();
    await it.select(RULE);
    await menu(page, "Copy link to this finding");
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const shared = await decodeShare(link.split("#s=")[1]);
    assert.deepEqual(shared.f.map(([path]) => path), ["users.controller.ts"]);
    await app(async ({ page: other, app: its }) => {
      await its.card(RULE).first().waitFor();
      await other.locator(`a.card[aria-current="true"]`, { hasText: RULE }).waitFor();
    }, { hash: link.slice(link.indexOf("#")) });
    await page.locator("#finding-menu").getByRole("button", { name: "Copy as Markdown" }).click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("**"));
  }));

test("ignoring shows the comment, writes it with the reason, and can be undone", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.select(RULE);
    const before = await it.text();
    await menu(page, "Ignore here");
    const write = page.getByRole("button", { name: "Write the comment" });
    assert.equal(await write.isDisabled(), true);
    await page.getByLabel("Why this is fine here").fill("an allow list stands before it");
    await page.locator("dialog ins", { hasText: `// nestor-ignore ${RULE}: an allow list stands before it` }).waitFor();
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("Enter");
    await it.card(RULE).waitFor({ state: "detached" });
    assert.match(await it.text(), /nestor-ignore injection\/raw-sql: an allow list/);
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await it.card(RULE).first().waitFor();
    assert.equal(await it.text(), before);
    watch.check();
  }));

test("a wrong finding is a text to copy, with code only when ticked, and nothing is sent", () =>
  app(async ({ page, app: it, watch }) => {
    await it.paste(CONTROLLER);
    await it.select(RULE);
    await menu(page, "Report a wrong finding");
    const text = page.locator("dialog pre");
    assert.match(await text.textContent(), /Rule: injection\/raw-sql \(certain\)\nVersion: \d/);
    assert.doesNotMatch(await text.textContent(), /SELECT/);
    await page.getByLabel("Why it is wrong").fill("it is a constant");
    await page.getByLabel("With the lines of code").check();
    await page.waitForFunction(() => /it is a constant[^]*SELECT/.test(document.querySelector("dialog[open] pre").textContent));
    assert.equal(await page.locator("dialog[open] a").count(), 0);
    await page.keyboard.press("Escape");
    watch.check();
  }));

test("safe fixes are applied together as one step, file by file", () =>
  app(async ({ page, app: it, watch }) => {
    await open(page, "users.spec.ts", SPEC, it);
    const button = page.getByRole("button", { name: /Apply \d+ safe fixes/ });
    await button.waitFor();
    const before = await it.text();
    const count = Number(/\d+/.exec(await button.textContent())[0]);
    await button.click();
    await page.locator("dialog[open] .fixes").waitFor();
    assert.equal(await page.locator("dialog[open] .fixes").count(), 1);
    assert.deepEqual(await axe(page), []);
    const apply = page.locator("dialog[open]").getByRole("button", { name: /^Apply \d+ fix/ });
    assert.match(await apply.textContent(), new RegExp(`Apply ${count} fixes`));
    await page.getByRole("checkbox", { name: "users.spec.ts" }).uncheck();
    assert.equal(await apply.isDisabled(), true);
    await page.getByRole("checkbox", { name: "users.spec.ts" }).check();
    await apply.click();
    await page.waitForFunction(() => !document.querySelector(".nestor-editor").shadowRoot.textContent.includes("it.only"));
    await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(() => document.querySelector(".nestor-editor").shadowRoot.textContent.includes("it.only"));
    assert.equal(await it.text(), before);
    watch.check();
  }));

test("the explanation names the items of the checklist and says when a fix was tried", () =>
  app(async ({ page, app: it }) => {
    await it.paste(CONTROLLER);
    await it.select(RULE);
    await it.explanation.getByText("Security: Input sanitization").waitFor();
    await it.explanation.getByText("the changed files were reviewed again").waitFor();
    assert.equal(await it.explanation.getByText("Your team's note").count(), 0);
    await it.explanation.getByRole("button", { name: "Show the checklist" }).click();
    await page.locator(".check").first().waitFor();
    await page.waitForFunction(() => document.activeElement.id === "tab:checklist");
  }));

test("a team's note stands in the explanation", () =>
  app(async ({ page, app: it }) => {
    await page.evaluate(async (rule) => {
      const bridge = document.querySelector('link[href$="/bridge.js"]').href;
      (await import(bridge)).setStandard(JSON.stringify({ notes: { [rule]: "Ask the **platform** team." } }));
    }, RULE);
    await it.paste(CONTROLLER);
    await it.select(RULE);
    await it.explanation.getByText("Your team's note").waitFor();
    assert.equal(await page.locator(".team-note strong").textContent(), "platform");
  }));
