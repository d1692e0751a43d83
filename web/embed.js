//! `<nestor-review>`: shows the code inside it in a frame of the tool, with its review. The code stays readable if that fails.
(() => {
  const VERSION = 1;
  const PATIENCE = 15_000;
  const NAMES = { prisma: "schema.prisma", env: ".env", sql: "migration.sql", json: "package.json" };
  const script = document.currentScript ?? document.querySelector('script[src*="embed.js"]');
  const HOME = new URL("embed.html", script?.src || location.href).href;

  class NestorReview extends HTMLElement {
    static observedAttributes = ["theme", "view", "standard", "highlight", "height", "src-file", "lang"];

    connectedCallback() {
      if (this.frame || this.waiting) return;
      this.waiting = true;
      const loading = this.getAttribute("loading") ?? "lazy";
      // The element may still be parsed: its <pre> children come after its start tag.
      const begin = () => (loading === "eager" ? this.load() : loading === "click" ? this.offer() : this.whenNear());
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
      else begin();
    }

    disconnectedCallback() {
      this.near?.disconnect();
      removeEventListener("message", this.heard);
      clearTimeout(this.clock);
      this.frame?.remove();
      this.button?.remove();
      this.show(true);
      this.frame = this.near = null;
      this.waiting = false;
    }

    attributeChangedCallback() {
      if (this.isOpen) this.send();
    }

    whenNear() {
      if (!("IntersectionObserver" in window)) return this.load();
      this.near = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) this.load();
        },
        { rootMargin: "400px" },
      );
      this.near.observe(this);
      // An element without a box is never near.
      if (getComputedStyle(this).display === "inline") this.style.display = "block";
    }

    offer() {
      this.button = document.createElement("button");
      this.button.type = "button";
      this.button.textContent = "Review this code";
      this.button.addEventListener("click", () => this.load());
      this.append(this.button);
    }

    load() {
      this.near?.disconnect();
      this.button?.remove();
      if (this.frame || !this.isConnected) return;
      this.home = new URL(this.getAttribute("tool") ?? HOME, location.href);
      this.heard = (event) => this.hear(event);
      addEventListener("message", this.heard);
      this.frame = document.createElement("iframe");
      this.frame.title = "Code review";
      Object.assign(this.frame.style, { display: "block", width: "100%", height: "0", border: "0" });
      this.frame.src = this.home.href;
      this.append(this.frame);
      this.clock = setTimeout(() => this.fail("The review did not load."), PATIENCE);
    }

    /** Only the frame made here, with a page of the tool's own origin in it, is listened to. */
    hear({ source, origin, data }) {
      if (source !== this.frame?.contentWindow || origin !== this.home.origin || data?.nestor !== VERSION) return;
      if (data.kind === "hello") this.send();
      else if (data.kind === "height") this.size(data.height);
      else if (data.kind === "review") this.tell("review", data.review);
      else if (data.kind === "error") this.tell("error", { message: String(data.message) });
    }

    send() {
      this.isOpen = true;
      const { home, frame } = this;
      const attribute = (name) => this.getAttribute(name);
      frame.contentWindow.postMessage(
        {
          nestor: VERSION,
          kind: "show",
          files: this.files(),
          view: attribute("view"),
          theme: attribute("theme"),
          standard: attribute("standard"),
          highlight: attribute("highlight"),
        },
        home.origin,
      );
    }

    files() {
      const fallback = this.getAttribute("src-file") ?? NAMES[this.getAttribute("lang")] ?? "";
      const sources = this.sources();
      const texts = sources.length > 0 ? sources : [this];
      return texts.map((pre, index) => ({
        path: pre.dataset.file ?? (index === 0 ? fallback : ""),
        text: pre.textContent.replace(/^\n/, "").replace(/\s*$/, "\n"),
      }));
    }

    sources() {
      return [...this.querySelectorAll("pre")];
    }

    size(height) {
      clearTimeout(this.clock);
      const fixed = parseInt(this.getAttribute("height") ?? "", 10);
      const wanted = fixed > 0 ? fixed : Math.min(Math.max(Number(height) || 0, 64), 4000);
      this.frame.style.height = `${wanted}px`;
      this.show(false);
    }

    /** Shows or hides the code as it stands in the page. */
    show(isShown) {
      for (const pre of this.sources()) pre.style.display = isShown ? "" : "none";
    }

    fail(message) {
      this.frame?.remove();
      this.show(true);
      this.tell("error", { message });
    }

    tell(kind, detail) {
      this.dispatchEvent(new CustomEvent(kind, { detail, bubbles: true, composed: true }));
    }
  }

  if (!customElements.get("nestor-review")) customElements.define("nestor-review", NestorReview);
})();
