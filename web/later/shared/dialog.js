//! A dialog that is made when it is opened: the browser keeps the focus inside, closes it on Escape and gives the focus back.

import { element, icon } from "./elements.js";

/** Opens one; `close()` takes it away. */
export function openDialog(title, content) {
  const id = "dialog-title";
  const dismiss = element("button", { className: "dismiss", "aria-label": "Close" }, [icon("m4.5 4.5 7 7M11.5 4.5l-7 7")]);
  const head = element("div", { className: "dialog-head" }, [element("h2", { id }, [title]), dismiss]);
  const dialog = element("dialog", { "aria-labelledby": id }, [element("div", { className: "dialog" }, [head, ...content])]);
  const back = document.activeElement;
  dismiss.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.activeElement === document.body) back?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
