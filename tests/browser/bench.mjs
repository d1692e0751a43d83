//! How quick the page is, in a real browser: `node tests/browser/bench.mjs [PART]…`. Not a test: other programs on the machine count.

import { withApp } from "./app.mjs";
import { launch, longestTask, serveSite } from "./browser.mjs";
import { RULE } from "./samples.mjs";

const ROUNDS = 7;
/** The page's pause in typing, in milliseconds. */
const DEBOUNCE = 120;

/** A controller of about this many lines, one of whose handlers has a fault. */
function controller(lines, name = "Items") {
  const handlers = [];
  for (let at = 0; handlers.length * 6 < lines - 8; at++) {
    handlers.push(`  @Get('items-${at}')\n  async items${at}(@Query('page', ParseIntPipe) page: number) {\n    const skip = page * 20;\n    return this.items.list({ skip, take: 20 });\n  }\n`);
  }
  handlers.push("  @Get('search')\n  search(@Query('q') q: string) {\n    return this.prisma.$queryRawUnsafe(`SELECT id FROM items WHERE name = '${q}'`);\n  }\n");
  return `import { Controller, Get, ParseIntPipe, Query } from '@nestjs/common';\n\n@Controller('${name.toLowerCase()}')\nexport class ${name}Controller {\n  constructor(private readonly prisma: PrismaService, private readonly items: Items) {}\n\n${handlers.join("\n")}}\n`;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const rows = [];
const say = (what, figure, bound) => {
  rows.push(`| ${what} | ${figure} | ${bound} |`);
  console.log(rows.at(-1));
};
const times = (list) => `median ${Math.round(median(list))} ms, slowest ${Math.round(Math.max(...list))} ms of ${list.length}`;

/** The app in a page that tells of its reviews. */
const withPage = (browser, site, use) =>
  withApp(browser, site, async (it) => {
    await telling(it.page);
    await it.page.reload();
    await it.page.locator(".nestor-editor .cm-content").waitFor({ state: "attached" });
    await use(it);
  });

/** The page's own bridge: the very module the app talks to. */
const withBridge = (page, act, given) =>
  page.evaluate(
    async ([source, words]) => {
      const { href } = document.querySelector('link[href$="bridge.js"]');
      return new Function("bridge", "given", `return (${source})(bridge, given)`)(await import(href), words);
    },
    [act.toString(), given],
  );

/** Tells the page of each review as it comes from the worker. */
const telling = (page) =>
  page.addInitScript(() => {
    const Plain = Worker;
    window.Worker = class extends Plain {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data }) => data.kind === "review" && dispatchEvent(new CustomEvent("reviewed", { detail: data.ms })));
      }
    };
  });

/** From a key to the picture with the findings that follow it: `{all, engine}` in milliseconds. */
const keystroke = (page, text) =>
  page.evaluate(
    (typed) =>
      new Promise((resolve) => {
        const start = performance.now();
        addEventListener("reviewed", ({ detail }) => requestAnimationFrame(() => resolve({ all: performance.now() - start, engine: detail })), { once: true });
        document.querySelector(".nestor-editor").shadowRoot.querySelector(".cm-content").focus();
        document.execCommand("insertText", false, typed);
      }),
    text,
  );

async function pastes(browser, site) {
  for (const lines of [200, 1000, 5000]) {
    const text = controller(lines);
    const list = [];
    await withApp(browser, site, async ({ page, app }) => {
      for (let round = 0; round < ROUNDS; round++) {
        await app.code.focus();
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.press("Delete");
        await page.waitForFunction(() => document.querySelectorAll("a.card").length === 0);
        await page.waitForTimeout(500);
        const start = Date.now();
        await app.paste(text);
        await app.card(RULE).first().waitFor();
        list.push(Date.now() - start);
      }
    });
    say(`paste of ${text.split("\n").length} lines to its finding`, times(list), "");
  }
}

async function typing(browser, site) {
  await withPage(browser, site, async ({ page, app }) => {
    await app.paste(controller(1000));
    await app.card(RULE).first().waitFor();
    await page.getByText("Loading more rules").waitFor({ state: "detached" });
    await page.waitForTimeout(1500);
    const list = [];
    for (let round = 0; round < 15; round++) {
      list.push((await keystroke(page, round % 2 ? "x" : "\n// ")).all);
      await page.waitForTimeout(400);
    }
    say("key to updated findings, 1,000 lines", times(list), `${DEBOUNCE + 30} ms`);
    const longest = await longestTask(browser, page, async () => {
      for (const letter of "// a few words more") await page.keyboard.type(letter, { delay: 40 });
    });
    say("longest task of the main thread while typing", `${longest.toFixed(1)} ms`, "50 ms");
  });
}

/** Bytes of the page's heap after a collection, and of the engine's memory. */
async function memory(context, page) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("Performance.enable");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  const [worker] = page.workers();
  const engine = await worker.evaluate(async () => (await (await import("./engine.js")).default()).memory.buffer.byteLength);
  await devtools.detach();
  return heap + engine;
}

async function edits(browser, site) {
  await withPage(browser, site, async ({ context, page, app }) => {
    await app.paste(controller(1000));
    await app.card(RULE).first().waitFor();
    await page.getByText("Loading more rules").waitFor({ state: "detached" });
    const type = async (count) => {
      for (let at = 0; at < count; at++) await keystroke(page, at % 2 ? "x" : "\n// ");
    };
    await type(50);
    const early = await memory(context, page);
    await type(450);
    const late = await memory(context, page);
    const mb = (bytes) => (bytes / 1024 / 1024).toFixed(1);
    say("memory after 500 edits by that after 50", `${(late / early).toFixed(2)} (${mb(late)} by ${mb(early)} MB)`, "1.2");
  });
}

async function project(browser, site) {
  const files = Array.from({ length: 300 }, (_, at) => ({ path: `src/part${at}/part${at}.controller.ts`, text: controller(60, `Part${at}`) }));
  await withPage(browser, site, async ({ page, app }) => {
    await app.paste("export class Empty {}\n");
    await page.getByText("Loading more rules").waitFor({ state: "detached" });
    await withBridge(page, (bridge, given) => bridge.setFiles(given, given[0].path), files);
    await page.getByText(/^Reviewed 300 files/).waitFor();
    await page.waitForTimeout(3000);
    const cards = await app.cards.count();
    const list = [];
    for (let round = 0; round < ROUNDS; round++) {
      list.push((await keystroke(page, round % 2 ? "x" : "\n// ")).engine);
      await page.waitForTimeout(1500);
    }
    say("review of one edit among 300 files", times(list), "250 ms");
    const frames = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const pane = document.getElementById("findings");
          const times = [];
          let last = performance.now();
          const step = (now) => {
            times.push(now - last);
            last = now;
            pane.scrollTop += 120;
            if (times.length < 120) requestAnimationFrame(step);
            else resolve(times.slice(1));
          };
          requestAnimationFrame(step);
        }),
    );
    const late = frames.filter((time) => time > 25).length;
    say(`list of ${cards} cards, scrolled: frames later than 25 ms`, `${late} of ${frames.length}`, "0");
    const longest = await longestTask(browser, page, () => keystroke(page, "y"), 1500);
    say("longest task of the main thread at one edit among 300 files", `${longest.toFixed(1)} ms`, "50 ms");
  });
}

const [browser, site] = await Promise.all([launch(), serveSite()]);
console.log("| what | measured | bound |\n|---|---|---|");
const asked = process.argv.slice(2);
const parts = { pastes, typing, edits, project };
for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await part(browser, site);
await browser.close();
site.close();
