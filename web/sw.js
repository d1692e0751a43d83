//! Keeps the site in this browser, so that it works without a connection after the first visit.
// The build writes `self.NESTOR` in front of this: the folder of its files, and a name for all of it.

const { home: HOME, build: BUILD } = self.NESTOR;
const SITE = new URL(self.registration.scope);
const PREFIX = `nestor ${SITE.href} `;
const CACHE = PREFIX + BUILD;
/** The files outside the folder; the page is asked for as the hosts give it out without a detour. */
const PAGES = ["./", "embed.html", "embed.js"];
/** After so long a page comes from the cache, if it is there. */
const PATIENCE = 4_000;

const at = (path) => new URL(path, SITE).href;
const after = (delay) => new Promise((done) => setTimeout(done, delay));
const find = (url) => caches.match(url, { ignoreSearch: true, ignoreVary: true });

/** All of this build or nothing: what is half there would be taken for whole. */
async function fill() {
  try {
    const cache = await caches.open(CACHE);
    const files = await (await fetched(`${HOME}/files.json`)).json();
    await Promise.all(files.map(async (file) => cache.put(at(`${HOME}/${file}`), await fetched(`${HOME}/${file}`))));
    await Promise.all(PAGES.map(async (page) => cache.put(at(page), await fetched(page, "no-cache"))));
    const page = await (await cache.match(at("./"))).text();
    if (!page.includes(HOME)) throw new Error("The page is of another build.");
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** A file, without the mark of a redirect: a page that bears one may not be shown. */
async function fetched(path, mode = "default") {
  const response = await fetch(at(path), { cache: mode });
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  if (!response.redirected) return response;
  const { headers } = response;
  return new Response(await response.blob(), { headers });
}

/** Deletes the caches of former builds, unless a window may still need them. */
async function tidy() {
  if (self.registration.installing || self.registration.waiting) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.filter(({ url }) => url.startsWith(SITE.href)).length > 1) return;
  const former = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(former.map((name) => caches.delete(name)));
}

/** A page from the network; if it does not come soon, the kept one. */
async function page(event, url) {
  const coming = fetch(event.request);
  const first = await Promise.race([coming.catch(() => null), after(PATIENCE)]);
  const name = url.pathname.slice(SITE.pathname.length);
  if (first && first.status < 500) {
    if (first.ok && !["", "index.html", "embed.html", "embed"].includes(name)) event.waitUntil(keep(url, first.clone()));
    return first;
  }
  const key = name === "index.html" ? at("./") : name === "embed" ? at("embed.html") : url.origin + url.pathname;
  return (await find(key)) ?? coming.catch(away);
}

/** Keeps a page that was read, if it belongs to the files of this build. */
async function keep(url, response) {
  const { headers } = response;
  const text = await response.text();
  if (!text.includes(HOME)) return;
  const cache = await caches.open(CACHE);
  await cache.put(url.origin + url.pathname, new Response(text, { headers }));
}

function away() {
  const words = `<p>This page was not opened before, so it is not kept for use without a connection. <a href="${SITE.pathname}">To the review</a>`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Not kept offline</title>${words}`;
  return new Response(html, { status: 503, headers: { "content-type": "text/html", "content-security-policy": "default-src 'none'" } });
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  else if (event.data === "tidy") event.waitUntil(tidy());
  else if (event.data === "home") event.ports[0]?.postMessage(HOME);
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(SITE.href)) return;
  if (url.pathname.startsWith(`${SITE.pathname}a/`)) event.respondWith(find(request).then((kept) => kept ?? fetch(request)));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
});
