//! A button that copies; where the clipboard is denied, the text stands in a field, selected.

import { button, element } from "./elements.js";

/**
 * `text()` gives what is copied, at once: a browser may give the clipboard only to what a press does by itself. `copied()` is told that it
 * was.
 */
export function copying(label, text, className, copied = () => {}) {
  const denied = element("div");
  const press = async (pressed) => {
    denied.replaceChildren();
    try {
      await navigator.clipboard.writeText(text());
      pressed.style.setProperty("min-width", `${pressed.offsetWidth}px`);
      pressed.textContent = "Copied";
      setTimeout(() => (pressed.textContent = label), 2000);
      copied();
    } catch {
      const field = element("textarea", { value: text(), readOnly: true, rows: 3, "aria-label": "Text to copy" });
      denied.append(field, element("p", { className: "hint" }, ["Press Ctrl+C to copy."]));
      field.focus();
      field.select();
    }
  };
  return [button(label, press, className), denied];
}
