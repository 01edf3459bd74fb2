// The service worker of both places. It makes them open without a network, and does nothing else:
// data lives in IndexedDB and is the page's business.
//
// Files with a hash in their name come from the cache; the page comes from the network if Boucle answers
// there soon, else from the cache: what a captive portal or a filter answers in its place is no page, and
// never kept as a file. A new version waits until every tab of the old one is closed, or until a
// page that knows it is idle posts {type: "skip-waiting"}.

/** A slow network must not keep a tablet from opening. */
const PAGE_WAIT_MS = 2000;
/** What Boucle's server sends with every answer. */
const MARK = "x-boucle";

/**
 * @param {object} place
 * @param {string} place.base      path and scope, such as "/r/"; the page is kept under it
 * @param {string} place.prefix    start of the names of this place's caches
 * @param {string} place.version   changes with any file
 * @param {Record<string, string>} place.files   addresses of all files to keep, the page among them, with the hash
 *                                 of each ("sha256-…", as in `integrity`)
 * @param {string[]} place.network paths that are never touched here
 */
export function serve({ base, prefix, version, files, network }) {
  const current = prefix + version;

  self.addEventListener("install", (event) => event.waitUntil(fill()));
  self.addEventListener("activate", (event) => event.waitUntil(dropOldCaches()));
  self.addEventListener("message", (event) => {
    if (event.data?.type === "skip-waiting") self.skipWaiting();
  });
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) return;
    if (!url.pathname.startsWith(base)) return;
    if (network.some((path) => url.pathname.startsWith(path))) return;
    if (request.mode === "navigate") event.respondWith(page(request));
    else if (Object.hasOwn(files, url.pathname) || isHashed(url.pathname)) event.respondWith(file(request));
  });

  function isHashed(path) {
    return path.startsWith(`${base}assets/`);
  }

  /** The page goes in last: a cache that holds it is complete. */
  async function fill() {
    const cache = await caches.open(current);
    const others = Object.keys(files).filter((path) => path !== base);
    await Promise.all(others.map((path) => keep(cache, path)));
    await add(cache, base, "reload");
  }

  /** What the previous version already has is not fetched again. */
  async function keep(cache, path) {
    if (!isHashed(path)) return add(cache, path, "reload");
    const had = await lookUp(path);
    if (had) return cache.put(path, had);
    // The browser's own cache may hold what somebody else answered.
    return add(cache, path, "default").catch(() => add(cache, path, "reload"));
  }

  /** Other bytes than those that were built are refused. */
  function add(cache, path, mode) {
    return cache.add(new Request(path, { cache: mode, integrity: files[path] }));
  }

  /** After skip-waiting other tabs may still run the previous version: its cache stays for them. */
  async function dropOldCaches() {
    const old = (await ownCaches()).filter((name) => name !== current);
    const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    if (tabs.length > 0) old.pop();
    await Promise.all(old.map((name) => caches.delete(name)));
  }

  /** Oldest first: the browser lists caches in the order of their creation. */
  async function ownCaches() {
    return (await caches.keys()).filter((name) => name.startsWith(prefix));
  }

  async function page(request) {
    const answer = fetch(request);
    const late = new Promise((resolve) => setTimeout(resolve, PAGE_WAIT_MS));
    try {
      const response = await Promise.race([answer, late]);
      if (response?.headers.has(MARK) && response.status < 500) return response;
    } catch {
      // No network: the page kept on the device opens.
    }
    return (await keptPage()) ?? answer;
  }

  /** The newest one, so that a device that has seen a version never goes back to an older one. */
  async function keptPage() {
    for (const name of (await ownCaches()).reverse()) {
      const cache = await caches.open(name);
      const hit = await cache.match(base, { ignoreVary: true });
      if (hit) return hit;
    }
    return undefined;
  }

  async function file(request) {
    return (await lookUp(request)) ?? fetch(request);
  }

  /** In all versions: an open page may belong to another one than this worker. */
  async function lookUp(request) {
    for (const name of (await ownCaches()).reverse()) {
      const cache = await caches.open(name);
      const hit = await cache.match(request, { ignoreVary: true });
      if (hit) return hit;
    }
    return undefined;
  }
}
