//! The app as these tests use it: by what a reader sees and presses.

import assert from "node:assert/strict";
import { openPage } from "./browser.mjs";

/** Opens the app and waits until the editor stands; `use({page, watch, app})`. */
export async function withApp(browser, site, use, { hash = "", ...options } = {}) {
  const { context, page, watch } = await openPage(browser, [site.address], options);
  try {
    await page.goto(site.address + hash);
    await page.locator(".nestor-editor .cm-content").waitFor({ state: "attached" });
    await use({ context, page, watch, app: new App(page) });
  } finally {
    await context.close();
  }
}

/** The app in a page that `prepare({context, page})` has made ready before it is opened. */
export async function withPrepared(browser, site, prepare, use) {
  const { context, page, watch } = await openPage(browser, [site.address]);
  try {
    await prepare({ context, page });
    await page.goto(site.address);
    await page.locator(".nestor-editor .cm-content").waitFor({ state: "attached" });
    await use({ context, page, watch, app: new App(page) });
  } finally {
    await context.close();
  }
}

export class App {
  constructor(page) {
    this.page = page;
    this.code = page.locator(".nestor-editor .cm-content");
    this.cards = page.locator("a.card");
    this.explanation = page.locator("#explain");
    this.tabs = page.locator('.code [role="tab"]');
  }

  card(rule) {
    return this.page.locator("a.card", { hasText: rule });
  }

  /** Pastes as the clipboard would, into the editor or the textarea before it. */
  async paste(text) {
    await this.page.evaluate((pasted) => {
      const editor = document.querySelector(".nestor-editor");
      const place = editor ? editor.shadowRoot.querySelector(".cm-content") : document.getElementById("paste");
      place.focus();
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true }));
    }, text);
  }

  /** The editor's text, as far as it is drawn. */
  text() {
    return this.code.evaluate((content) => [...content.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));
  }

  async select(rule) {
    await this.card(rule).first().click();
    await this.explanation.getByText("In your code").waitFor();
  }

  focused() {
    return this.page.evaluate(() => {
      const { activeElement } = document;
      return activeElement.className === "nestor-editor" ? "editor" : activeElement.id || activeElement.className || activeElement.tagName;
    });
  }

  /** Waits until the focus has left the editor; the app moves it with the next frame. */
  async left() {
    await this.page.waitForFunction(() => document.activeElement.className !== "nestor-editor");
  }

  async current() {
    return this.page.locator('a.card[aria-current="true"] .rule-id').textContent();
  }
}

/** Nothing may be wider than the window. */
export async function assertNoSideways(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `the page is ${over} px wider than the window`);
}
