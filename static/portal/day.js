// Keeps the numbers of the day up to date; without this they are those of when the page was opened.
const place = document.querySelector("[data-live]");
const EVERY = 10000;
let tag = "";

function showCounts(counts) {
  for (const name of ["present", "expected", "held", "scheduled"]) {
    const shown = place.querySelector(`[data-count="${name}"]`);
    if (shown.textContent !== String(counts[name])) shown.textContent = counts[name];
  }
  for (const side of counts.sides) {
    const shown = place.querySelector(`[data-side="${side.side}"]`);
    if (shown) shown.textContent = side.present;
  }
}

async function follow() {
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const response = await fetch(place.dataset.live, { headers, cache: "no-store" });
    if (response.status === 200) {
      tag = response.headers.get("ETag") || "";
      showCounts(await response.json());
    }
  } catch {
    // The network is away; the numbers stay as they were.
  }
  setTimeout(follow, EVERY);
}

// The page of check-in asks for the same numbers together with who is in.
if (place && !document.querySelector("[data-check-in]")) setTimeout(follow, EVERY);
