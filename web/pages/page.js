//! What every page about rules does: the switch of the theme, copying, the menu of a phone.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

export default function page() {
  const switches = [...document.querySelectorAll("button.theme")];
  for (const button of switches) button.addEventListener("click", () => choose(root.dataset.theme === "dark" ? "light" : "dark"));
  for (const button of document.querySelectorAll("button.copy")) button.addEventListener("click", () => copy(button));
  for (const link of document.querySelectorAll("#more a, #more button")) link.addEventListener("click", () => document.getElementById("more").hidePopover());
  system.addEventListener("change", () => kept() ?? dress(system.matches ? "dark" : "light"));
  label(switches);
}

const kept = () => {
  try {
    return localStorage.getItem("nestor.theme");
  } catch {
    return null;
  }
};

function choose(theme) {
  try {
    localStorage.setItem("nestor.theme", theme);
  } catch {
    // The theme then holds for this page.
  }
  dress(theme);
}

function dress(theme) {
  root.dataset.theme = theme;
  label(document.querySelectorAll("button.theme"));
  root.dispatchEvent(new CustomEvent("theme"));
}

function label(switches) {
  const other = root.dataset.theme === "dark" ? "light" : "dark";
  for (const button of switches) {
    if (button.classList.contains("btn")) button.title = `Switch to the ${other} theme`;
    else button.textContent = `${other === "dark" ? "Dark" : "Light"} theme`;
    button.setAttribute("aria-label", `Switch to the ${other} theme`);
  }
}

async function copy(button) {
  const text = button.closest(".copied").querySelector("pre").textContent;
  const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  const { ariaLabel } = button;
  button.textContent = button.ariaLabel = isCopied ? "Copied" : "Not allowed here";
  setTimeout(() => {
    button.textContent = "Copy";
    button.ariaLabel = ariaLabel;
  }, 2000);
}
