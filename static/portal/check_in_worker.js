// Keeps the page of check-in and what it is made of on the device, for when the network is away. KEPT is
// written above by the portal. Whoever is signed out finds the kept page gone as soon as the network is back.
const STORE = "check-in";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(STORE).then((store) => store.addAll(KEPT.files)).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(() => fresh(new Request(KEPT.page)).catch(() => {}))));

async function fresh(request) {
  const response = await fetch(request);
  const store = await caches.open(STORE);
  if (response.ok && !response.redirected) await store.put(KEPT.page, response.clone());
  else if (response.redirected || response.status === 404 || response.type === "opaqueredirect") await store.delete(KEPT.page);
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (path === KEPT.page && !new URL(request.url).search) {
    event.respondWith(fresh(request).catch(async () => (await caches.match(KEPT.page)) || Response.error()));
  } else if (KEPT.files.includes(path)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(path)) || Response.error()));
  }
});
