//! Elements for the parts of the page that are loaded when they are first shown.

/** An element with properties and children; a key with a dash, and `role`, becomes an attribute. */
export function element(name, properties = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

/** What stands between backticks is code. */
export const coded = (text) => text.split("`").map((part, at) => (at % 2 === 1 ? element("code", {}, [part]) : part));

/** A box to tick with its label. */
export function box(label, checked, change) {
  const input = element("input", { type: "checkbox", checked });
  input.addEventListener("change", () => change(input.checked));
  return element("label", { className: "tick" }, [input, label]);
}

/** An icon; the words beside it or its button's label say what it means. */
export function icon(drawing) {
  const make = (name, attributes, children = []) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  return make("svg", { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, [make("path", { d: drawing })]);
}

/** Saves a text or bytes as a file. */
export function saving(name, content, type) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** A button. */
export function button(label, press, className = "btn") {
  const made = element("button", { className, type: "button" }, [label]);
  made.addEventListener("click", () => press(made));
  return made;
}

/**
 * A button that copies; where the clipboard is denied, the text stands in a field, selected.
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

/** Opens a dialog; the browser keeps the focus inside, closes it on Escape and gives the focus back. `close()` takes it away. */
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
