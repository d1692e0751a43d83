//! Before the first paint: the theme. Then the app is started, or the script that a page names in `data-start`; if the app cannot be, the page
//! says why and keeps the text. Addresses of rules from before they had pages of their own lead to these.

(() => {
  const { src: place, dataset } = document.currentScript;
  const { start: script = "./app.js" } = dataset;
  const kept = () => {
    try {
      return localStorage.getItem("nestor.theme");
    } catch {
      return null;
    }
  };
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = kept() ?? system;
  document.documentElement.dataset.scripts = "";

  const moved = () => {
    const [, id = "", query = ""] = /^#\/rules(?:\/([\w/-]+))?(?:\?(.*))?$/.exec(location.hash) ?? [];
    const wanted = [id && `rule=${id}`, query].filter(Boolean).join("&");
    if (location.hash.startsWith("#/rules")) location.replace(`rules/${wanted && `?${wanted}`}`);
  };
  if (script === "./app.js") {
    moved();
    addEventListener("hashchange", moved);
  }

  const why = (error) => {
    if (typeof WebAssembly === "undefined") return "Reviewing needs WebAssembly, which this browser lacks or has switched off.";
    if (/content.security.policy|unsafe-eval|\bcsp\b/i.test(error?.message)) {
      return "The reviewer is WebAssembly, and this page's Content-Security-Policy does not allow it. Whoever serves the page can add 'wasm-unsafe-eval' to script-src.";
    }
    if (error instanceof WebAssembly.CompileError) return `This browser cannot run the reviewer (${error.message}). A newer one can.`;
    return "The page could not be loaded whole. Check the connection, then reload.";
  };
  const say = (error) => {
    const note = document.getElementById("boot-note");
    if (note) note.textContent = `${why(error)} What you wrote is still here.`;
  };
  const start = () =>
    import(new URL(script, place).href)
      .then((app) => app.default())
      .catch(say);

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
  else start();
})();
