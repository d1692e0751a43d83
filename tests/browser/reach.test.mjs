//! What is in reach and in sight where there is little room: between phone and desk, on phones, in long lines.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoSideways, withApp } from "./app.mjs";
import { browser, site, stage } from "./browser.mjs";
import { CONTROLLER, RULE, SCHEMA } from "./samples.mjs";

stage();

const PHONES = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];

const app = (use, viewport, phone = {}) =>
  withApp(
    browser,
    site,
    async (it) => {
      await it.app.paste(CONTROLLER);
      await it.page.locator(".status", { hasText: "finding" }).waitFor();
      await it.page.waitForFunction(() => document.querySelectorAll("a.card").length > 0);
      await it.page.waitForFunction(() => !document.body.textContent.includes("Loading more rules"));
      await use(it);
      it.watch.check();
    },
    { viewport, ...phone },
  );

const onPhone = (viewport, use) => app(use, viewport, { hasTouch: true, isMobile: true });
const turn = (page, part) => page.evaluate((hash) => (location.hash = hash), `#/${part}`);

/** What is too small for a thumb, or reaches out of the window. */
const outOfReach = (page) =>
  page.evaluate(() => {
    const isSmall = (element) => {
      const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
      const least = element.matches("a:not(.card, .bottom a, .brand, .hint > a, .check-links a)") ? 24 : 44;
      return width < least - 0.5 || height < least - 0.5;
    };
    const seen = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
      (element) => element.checkVisibility() && !element.matches(".skip, .sr") && !element.closest(".tabs, .column-tabs"),
    );
    const name = (element) => `${element.tagName} ${element.id || element.className} ${element.textContent.slice(0, 30)}`;
    const isOut = (element) => element.getBoundingClientRect().right > innerWidth + 1;
    return [...seen.filter(isSmall).map((it) => `small: ${name(it)}`), ...seen.filter(isOut).map((it) => `out: ${name(it)}`)];
  });

for (const viewport of PHONES) {
  test(`at ${viewport.width} px everything is large enough for a thumb`, () =>
    onPhone(viewport, async ({ page, app: it }) => {
      for (const part of ["code", "findings", "explain", "checklist", "report"]) {
        await turn(page, part);
        await page.locator({ code: "#editor", explain: "#explain h2", report: ".report-text", checklist: ".check-links a" }[part] ?? "a.card").first().waitFor();
        assert.deepEqual(await outOfReach(page), [], part);
        await assertNoSideways(page);
      }
      await turn(page, "code");
      await page.locator("#add-file").tap();
      const menu = page.locator("#file-menu");
      const last = menu.getByRole("button", { name: "Clear everything" });
      await last.scrollIntoViewIfNeeded();
      const { y, height } = await last.boundingBox();
      assert.ok(y + height <= viewport.height, "the menu's last entry is in the window");
      assert.equal(await menu.locator("kbd").first().isVisible(), false);
      await last.tap();
      assert.equal(await it.tabs.count(), 1);
    }));

  test(`at ${viewport.width} px a new file's tab and the field that renames it are in sight`, () =>
    onPhone(viewport, async ({ page, app: it }) => {
      await turn(page, "code");
      await page.locator("#add-file").tap();
      await page.locator("#new-file").fill("schema.prisma");
      await page.keyboard.press("Enter");
      await it.code.waitFor();
      await it.paste(SCHEMA);
      await it.tabs.last().locator(".badge").waitFor();
      await page.waitForFunction(() => {
        const [row, tab] = [document.querySelector(".tabs"), document.querySelector('.tabs [aria-selected="true"]')];
        return tab.getBoundingClientRect().right <= row.getBoundingClientRect().right + 1;
      });
      await page.locator("#add-file").tap();
      await page.locator("#file-menu").getByRole("button", { name: "Rename" }).tap();
      const { x, width } = await page.getByLabel("New name of the file").boundingBox();
      assert.ok(x >= 0 && x + width <= viewport.width, `from ${x} to ${x + width}`);
      assert.equal(await page.locator(".pane.code").evaluate((pane) => pane.scrollLeft), 0);
    }));
}

test("on a phone the placeholder is not cut", () =>
  withApp(
    browser,
    site,
    async ({ page }) => {
      const { x, width } = await page.locator(".cm-placeholder").boundingBox();
      assert.ok(x + width <= 320, `it ends at ${x + width}`);
    },
    { viewport: PHONES[1], hasTouch: true, isMobile: true },
  ));

test("on a phone the next explanation begins at its top, and undoing brings back the one before", () =>
  onPhone(PHONES[1], async ({ page, app: it }) => {
    await turn(page, "findings");
    await it.card(RULE).first().tap();
    const title = page.locator("#explain-title");
    const former = await title.textContent();
    await page.locator("#apply-fix").tap();
    await page.waitForFunction((words) => document.getElementById("explain-title").textContent !== words, former);
    assert.equal(await it.explanation.evaluate((pane) => pane.scrollTop), 0);
    await page.locator("#toast button").tap();
    await page.waitForFunction((words) => document.getElementById("explain-title").textContent === words, former);
    assert.notEqual(await it.focused(), "BODY");
  }));

test("the name of a paste is said until one goes on to a finding", () =>
  onPhone(PHONES[0], async ({ page, app: it }) => {
    const said = page.getByText("Looks like users.controller.ts");
    await said.waitFor();
    await turn(page, "findings");
    await it.cards.first().tap();
    await said.waitFor({ state: "detached" });
  }));

test("on a phone the ends of the list have no way on", () =>
  onPhone(PHONES[0], async ({ page, app: it }) => {
    await turn(page, "findings");
    await it.cards.first().tap();
    const [back, on] = ["Previous", "Next finding"].map((name) => page.getByRole("button", { name, exact: true }));
    assert.ok((await back.isDisabled()) && (await on.isEnabled()));
    for (let count = await it.cards.count(); count > 1; count--) await on.tap();
    assert.ok((await back.isEnabled()) && (await on.isDisabled()));
  }));

test("between phone and desk the report has the column to itself, and the way to the explanation brings that back", () =>
  app(
    async ({ page, app: it }) => {
      const height = () => page.locator("#findings").evaluate((pane) => pane.getBoundingClientRect().height);
      const shared = await height();
      await page.getByRole("tab", { name: "Report" }).click();
      await page.locator(".report-text").waitFor();
      assert.ok((await height()) > shared * 2);
      assert.equal(await it.explanation.isVisible(), false);
      await page.keyboard.press("Alt+3");
      await page.waitForFunction(() => document.activeElement.id === "explain");
      assert.equal(await height(), shared);
    },
    { width: 1024, height: 768 },
  ));

test("lines of a diff are wrapped, not cut", () =>
  app(
    async ({ page, app: it }) => {
      await it.select(RULE);
      const widths = await page.locator(".diff").evaluateAll((diffs) => diffs.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
      assert.ok(widths.length > 1 && widths.every((over) => over <= 0), widths.join());
    },
    { width: 1024, height: 768 },
  ));

const LONG = CONTROLLER.replace("<User[]>", "<{ id: string; name: string; address: string; telephone: string }[]>").replace(
  "  @Get('search')",
  "  @Get('all')\n  all(@Query('f') f: string) {\n    return this.prisma.$queryRawUnsafe(f + ' and this one begins where it is seen, but is far longer than the editor is wide');\n  }\n\n  @Get('search')",
);

test("the code goes sideways only to what begins out of sight, and comes back", () =>
  withApp(
    browser,
    site,
    async ({ page, app: it, watch }) => {
      await it.paste(LONG);
      await it.card(RULE).nth(1).waitFor();
      const left = () => page.locator(".nestor-editor .cm-scroller").evaluate((scroller) => scroller.scrollLeft);
      const far = it.card(RULE).nth(1);
      await far.click();
      await page.waitForFunction(() => document.querySelector(".nestor-editor").shadowRoot.querySelector(".cm-scroller").scrollLeft > 0);
      await it.card(RULE).first().click();
      await page.waitForFunction(() => document.querySelector(".nestor-editor").shadowRoot.querySelector(".cm-scroller").scrollLeft === 0);
      assert.equal(await left(), 0);
      watch.check();
    },
    { viewport: { width: 1440, height: 900 } },
  ));

test("on a phone the code is where a finding that was chosen elsewhere begins", () =>
  onPhone(PHONES[0], async ({ page, app: it }) => {
    const left = () => page.locator(".nestor-editor .cm-scroller").evaluate((scroller) => scroller.scrollLeft);
    await turn(page, "findings");
    await it.card(RULE).first().tap();
    await turn(page, "code");
    await it.code.locator(".nestor-chosen-line").first().waitFor();
    const { x } = await it.code.locator(`.nestor-chosen-line .nestor-finding`).last().boundingBox();
    assert.ok(x > 64 && x < 390 - 60, `it begins at ${x}`);
    assert.ok((await left()) > 0);
    await turn(page, "findings");
    await it.cards.last().tap();
    await turn(page, "code");
    await page.waitForFunction(() => document.querySelector(".nestor-editor").shadowRoot.querySelector(".cm-scroller").scrollLeft === 0);
  }));

test("typing over a coloured selection keeps to the page's policy", () =>
  app(async ({ page, app: it, watch }) => {
    await it.code.focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("x");
    assert.equal(await it.text(), "x");
    await page.keyboard.press("Control+Z");
    await page.waitForFunction(() => document.querySelector(".nestor-editor").shadowRoot.querySelector(".cm-content").textContent.includes("UsersController"));
    await page.keyboard.press("Control+Home");
    for (let line = 0; line < 3; line++) await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.insertText("const a = 1;");
    assert.match(await it.text(), /^const a = 1;@Controller/);
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    assert.equal((await it.text()).includes("const"), false);
    watch.check();
  }));
