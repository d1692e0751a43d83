//! What the tests about standards share: links with one, the chip in the header, the menu and the dialog.

import { encodeShare } from "../../web/later/share.js";
import { CONTROLLER, RULE } from "./samples.mjs";

/** A rule that the preset for security leaves out. */
export const OTHER = "architecture/database-in-controller";
export const SECURITY = { preset: "security", rules: { [RULE]: "medium" }, notes: { [RULE]: "We use **parameters**." } };

/** The part of an address behind which a link brings a standard: an object or a text. */
export const linkOf = async (std, f = [["users.controller.ts", CONTROLLER]]) => `#s=${await encodeShare({ f, a: f[0][0], std: typeof std === "string" ? std : JSON.stringify(std) })}`;

/** A notice beside the findings. */
export const notice = (page, text) => page.locator(".list .notice", { hasText: text });
export const use = (page) => page.getByRole("button", { name: "Use this standard for this review" });
export const keepMine = (page) => page.getByRole("button", { name: "Keep mine" });

/** Waits until the header says so of the standard in use. */
export const labelled = (page, label) => page.locator(".top .standing", { hasText: new RegExp(`^Standard: ${label}$`) }).waitFor();

/** The own standard as this browser keeps it. */
export const mine = (page) => page.evaluate(() => localStorage.getItem("nestor.standard"));

export async function openMenu(page, name) {
  await page.locator("#finding-more").click();
  await page.locator("#finding-menu").getByRole("button", { name }).click();
}

/** Turns the rule off in the menu of its selected finding. */
export async function turnOff(page, it) {
  await it.select(RULE);
  await openMenu(page, /^Turn this rule off in/);
  await it.card(RULE).waitFor({ state: "detached" });
}

export async function openStandard(page) {
  await page.locator(".top .standing").click();
  await page.locator("#standard").waitFor();
}

export async function newFile(page, path) {
  await page.locator("#add-file").click();
  await page.locator("#new-file").fill(path);
  await page.keyboard.press("Enter");
}
