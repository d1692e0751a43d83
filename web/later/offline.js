//! Starts the worker that keeps the site, and offers a newer site once nobody types.

const HOUR = 3_600_000;
/** So long after a key or a press nobody is in the middle of something. */
const QUIET = 5_000;
const SITE = new URL("../../../", import.meta.url);
/** The folder of the build that this page is of. */
const HOME = new URL("../", import.meta.url).href.slice(SITE.href.length, -1);

let isStarted = false;
let newer = null;
let lastAct = 0;
let lastLook = Date.now();

/** Keeps the site for use without a connection; `offer` is called when a newer one is here. Where a browser refuses, nothing happens. */
export async function keepOffline(offer) {
  if (isStarted || !navigator.serviceWorker) return;
  isStarted = true;
  for (const kind of ["keydown", "pointerdown", "input"]) addEventListener(kind, () => (lastAct = Date.now()), { capture: true, passive: true });
  const registration = await navigator.serviceWorker.register(new URL("sw.js", SITE), { scope: SITE.pathname }).catch(() => null);
  if (!registration) return;
  registration.active?.postMessage("tidy");
  const look = () => registration.waiting && meet(registration.waiting, offer);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => installing.state === "installed" && look());
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - lastLook < HOUR) return;
    lastLook = Date.now();
    registration.update().catch(() => {});
  });
  look();
}

/** A worker that waits is let in where this page is of its build already; else it is offered. */
async function meet(worker, offer) {
  if ((await homeOf(worker)) === HOME) return worker.postMessage("take over");
  const isFirst = newer === null;
  newer = worker;
  if (!isFirst) return;
  await quiet();
  offer();
}

function homeOf(worker) {
  const { port1, port2 } = new MessageChannel();
  const told = new Promise((tell) => (port1.onmessage = ({ data }) => tell(data)));
  worker.postMessage("home", [port2]);
  return told;
}

async function quiet() {
  for (let rest = QUIET; rest > 0; rest = lastAct + QUIET - Date.now()) await new Promise((done) => setTimeout(done, rest));
}

/** Lets the newer site in and shows it. */
export function takeUpdate() {
  const reload = () => location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  setTimeout(reload, 3_000);
  newer?.postMessage("take over");
}
