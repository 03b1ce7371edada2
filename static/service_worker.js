/**
 * Stands between the pages and the network, so that there is something to read without one. It never shows what is old while there is a
 * network that answers: pages come from there first, and what comes from the cache has the build's id in its address, under which nothing else ever is.
 *
 * `/sw.js` loads this and says which build it is of. The caches of other builds go when this one takes over.
 */

/** The id of the build that this belongs to. */
const build = self.build;
const ASSETS = `assets-${build}`;
const PAGES = `pages-${build}`;
/** Rooms that can be read offline: the last ones. */
const MOST_ROOMS = 8;
/** A network that says nothing for so long counts as none where a page is kept, in milliseconds. */
const PATIENCE_MS = 5_000;
/** A window that does not answer for so long sleeps, or has nothing to answer with, in milliseconds. */
const ANSWER_MS = 300;
/** Where the rooms' pages are. */
const ROOMS = "/rooms/";
/** What is shown for a page that is not kept. */
const OFFLINE = "/offline";
/** Under this name it is kept whom the pages were written for. */
const READER = "/-/reader";
/** Addresses in a page or a script, not only of what it is made of. What people write stands there with its quotes escaped, and names none. */
const ADDRESSES = /(?:href=|from|import\(?)"(\.?\/\w[^"]*)"/g;

addEventListener("install", (event) => {
  event.waitUntil(attempt(keepOfflinePage));
  self.skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(page(event, pathToKeep(url)));
  } else if (isLasting(url)) event.respondWith(lasting(event));
});

addEventListener("message", (event) => {
  const handle = MESSAGES[event.data?.type];
  if (handle) event.waitUntil(handle(event.data));
});

const MESSAGES = { keep };

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(goTo(event.notification.data.slug));
});

/**
 * To the window that shows the room, else to another one with a room, which knows how to go to this one by itself; else to a new one. A window
 * that this worker does not control (yet, or after a reload past all caches) will do.
 */
async function goTo(slug) {
  const windows = await self.clients.matchAll({
    type: "window",
    includeUncontrolled: true,
  });
  const rooms = await Promise.all(windows.map(roomIn));
  const window = windows[rooms.indexOf(slug)] ??
    windows.find(({ url }) => new URL(url).pathname.startsWith(ROOMS));
  if (!window) return self.clients.openWindow(ROOMS + slug);
  await window.focus();
  window.postMessage({ type: "go", slug });
}

/** The room that a window shows, by its own word: its address is the one that it was opened with. One that sleeps says nothing. */
function roomIn(window) {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  window.postMessage({ type: "where" }, [port2]);
  return Promise.race([answer, pause(ANSWER_MS)]);
}

async function keepOfflinePage() {
  const response = await fetch(OFFLINE);
  if (!response.ok) {
    throw new Error(`Cannot keep '${OFFLINE}': ${response.status}`);
  }
  await keepAssets(await addressesIn(response.clone()));
  const cache = await caches.open(ASSETS);
  await cache.put(OFFLINE, response);
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name !== ASSETS && name !== PAGES) await caches.delete(name);
  }
  await self.clients.claim();
}

function isLasting({ pathname, searchParams }) {
  return searchParams.has("__frsh_c") || pathname.startsWith("/_fresh/js/");
}

async function lasting(event) {
  const { request } = event;
  const kept = await attempt(() =>
    caches.match(request, { cacheName: ASSETS })
  );
  if (kept) return kept;
  const response = await fetch(request);
  event.waitUntil(keepAsset(request, response.clone()));
  return response;
}

/** An address of another build is answered with a redirect, which leads to what may change. */
async function keepAsset(request, response) {
  if (!response.ok || response.redirected) return;
  const cache = await caches.open(ASSETS);
  await cache.put(request, response);
}

/** Nothing where storage is full or broken: all goes on without what could have been kept. */
async function attempt(access) {
  try {
    return await access();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** The path of a page that is worth keeping: the door, or a room at its newest. */
function pathToKeep({ pathname }) {
  return /^\/(?:rooms\/[a-z0-9-]+)?$/.test(pathname) ? pathname : undefined;
}

async function page(event, path) {
  const newest = pageFromNetwork(event, path);
  // What comes after the copy is shown is kept all the same.
  event.waitUntil(newest);
  const inTime = await Promise.race([newest, pause(PATIENCE_MS)]);
  if (inTime && isAnswer(inTime)) return inTime;
  return await attempt(() => copyOf(path)) ?? await newest ??
    await caches.match(OFFLINE) ?? Response.error();
}

/** Whether it tells of the page, if only that it is not there. A server that is down or busy does not, nor does the proxy before it. */
function isAnswer({ status }) {
  return status < 500 && status !== 429;
}

/** Nothing where there is no network. */
async function pageFromNetwork(event, path) {
  try {
    const response = await fetch(event.request);
    if (path !== undefined && new URL(event.request.url).search === "") {
      event.waitUntil(keepPage(path, response.clone()));
    }
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Keeps a page, or forgets it if it is not to be seen any more, and all of them if one has to sign in first. The room that was kept
 * longest ago makes place. What was kept of the page before stays until all of it has come: the network may be gone halfway.
 */
async function keepPage(path, response) {
  if (!isAnswer(response)) return;
  if (response.status === 401) return void await caches.delete(PAGES);
  const cache = await caches.open(PAGES);
  if (!response.ok || response.redirected) return void await cache.delete(path);
  await cache.put(path, response);
  const rooms = (await cache.keys()).filter(({ url }) => url.includes(ROOMS));
  for (const old of rooms.slice(0, -MOST_ROOMS)) await cache.delete(old);
}

/** A page as it was, with the time of that in `data-copy`, so that it can say so. */
async function copyOf(path) {
  if (path === undefined) return undefined;
  const cache = await caches.open(PAGES);
  const copy = await cache.match(path);
  if (!copy) return undefined;
  const headers = new Headers(copy.headers);
  const html = (await copy.text())
    .replace("<html", `<html data-copy="${headers.get("date") ?? ""}"`);
  // They told of the bytes on the wire.
  for (const name of ["content-encoding", "content-length", "etag"]) {
    headers.delete(name);
  }
  return new Response(html, { headers });
}

/** A living page tells who reads it and what it is made of. What was written for somebody else, or for another name, is forgotten. */
async function keep({ path, reader, assets, anew }) {
  const cache = await caches.open(PAGES);
  const last = await cache.match(READER);
  if (last && await last.text() !== reader) {
    await caches.delete(PAGES);
    return keep({ path, reader, assets, anew: true });
  }
  await cache.put(READER, new Response(reader));
  const key = pathToKeep({ pathname: path });
  if (key !== undefined && (anew || !await cache.match(key))) {
    const response = await fetch(key);
    // Those of who asks may be of the build before.
    assets.push(...await addressesIn(response.clone()));
    await keepPage(key, response);
  }
  await keepAssets(assets);
}

/** With what they are made of in turn: a script names others, from where it is. */
async function keepAssets(assets, base = location.origin) {
  await Promise.all(assets.map(async (asset) => {
    const url = new URL(asset, base);
    if (url.origin !== location.origin || !isLasting(url)) return;
    if (await caches.match(url, { cacheName: ASSETS })) return;
    const response = await fetch(url);
    await keepAsset(url, response.clone());
    await keepAssets(await addressesIn(response), url);
  }));
}

async function addressesIn(response) {
  const text = await response.text();
  return Array.from(text.matchAll(ADDRESSES), ([, address]) => address);
}
