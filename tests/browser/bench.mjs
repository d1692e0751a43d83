//! Paste-to-findings time in a real browser for 200, 1,000 and 5,000 lines: `node tests/browser/bench.mjs`. Not a test.

import { withApp } from "./app.mjs";
import { launch, serveSite } from "./browser.mjs";
import { RULE } from "./samples.mjs";

const ROUNDS = 7;

/** A controller of about this many lines, one of whose handlers has a fault. */
function controller(lines) {
  const handlers = [];
  for (let at = 0; handlers.length * 6 < lines - 8; at++) {
    handlers.push(`  @Get('items-${at}')\n  async items${at}(@Query('page', ParseIntPipe) page: number) {\n    const skip = page * 20;\n    return this.items.list({ skip, take: 20 });\n  }\n`);
  }
  handlers.push("  @Get('search')\n  search(@Query('q') q: string) {\n    return this.prisma.$queryRawUnsafe(`SELECT id FROM items WHERE name = '${q}'`);\n  }\n");
  return `import { Controller, Get, ParseIntPipe, Query } from '@nestjs/common';\n\n@Controller('items')\nexport class ItemsController {\n  constructor(private readonly prisma: PrismaService, private readonly items: Items) {}\n\n${handlers.join("\n")}}\n`;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const [browser, site] = await Promise.all([launch(), serveSite()]);
for (const lines of [200, 1000, 5000]) {
  const text = controller(lines);
  const times = [];
  await withApp(browser, site, async ({ page, app }) => {
    for (let round = 0; round < ROUNDS; round++) {
      await app.code.focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.press("Delete");
      await page.waitForFunction(() => document.querySelectorAll("a.card").length === 0);
      await page.waitForTimeout(500);
      times.push(
        await page.evaluate(
          ([pasted, rule]) =>
            new Promise((resolve) => {
              const place = document.querySelector(".nestor-editor").shadowRoot.querySelector(".cm-content");
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", pasted);
              const start = performance.now();
              const isThere = () => [...document.querySelectorAll("a.card")].some((card) => card.textContent.includes(rule));
              const look = () => (isThere() ? requestAnimationFrame(() => resolve(performance.now() - start)) : requestAnimationFrame(look));
              place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true }));
              look();
            }),
          [text, RULE],
        ),
      );
    }
  });
  console.log(`${text.split("\n").length} lines, ${Math.round(text.length / 1024)} KB: median ${Math.round(median(times))} ms, slowest ${Math.round(Math.max(...times))} ms of ${ROUNDS}`);
}
await browser.close();
site.close();
