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

/** A button. */
export function button(label, press, className = "btn") {
  const made = element("button", { className, type: "button" }, [label]);
  made.addEventListener("click", () => press(made));
  return made;
}
