// Check-in with a bad network: taps are kept on the device with their moment, and sent until the portal
// has answered to each. Without this every tap is a form of its own.
const desk = document.querySelector("[data-check-in]");
const KEY = `check-in-${desk.dataset.checkIn}`;
const ASK_EVERY = 10000;
const AGAIN = 4000;
const AT_ONCE = 100;

const rows = [...desk.querySelectorAll("[data-person]")];
const byPerson = new Map(rows.map((row) => [Number(row.dataset.person), row]));
const present = new Set(rows.filter((row) => row.classList.contains("is-in")).map((row) => Number(row.dataset.person)));
const waitingLine = desk.querySelector("[data-waiting]");
const search = desk.querySelector("#q");

let token = desk.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
let presentTag = "";
let isSending = false;
let trouble = "";

// What waits -----------------------------------------------------------------------------------

function waiting() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || [];
  } catch {
    return [];
  }
}

function keep(taps) {
  try {
    if (taps.length) localStorage.setItem(KEY, JSON.stringify(taps));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false; // No room, or a private window that keeps nothing.
  }
}

function newName() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What is shown --------------------------------------------------------------------------------

function show() {
  const taps = waiting();
  const last = new Map(taps.map((tap) => [tap.attendee, tap.comes]));
  for (const [person, row] of byPerson) {
    const isIn = last.has(person) ? last.get(person) : present.has(person);
    row.classList.toggle("is-in", isIn);
    row.classList.toggle("is-waiting", last.has(person));
    showButton(row, isIn);
  }
  waitingLine.hidden = !taps.length && !trouble;
  waitingLine.classList.toggle("is-trouble", Boolean(trouble));
  const words = taps.length ? `${taps.length === 1 ? "1 tap waits" : `${taps.length} taps wait`} to be sent. ${trouble || "They are kept on this device."}` : trouble;
  if (waitingLine.textContent !== words) waitingLine.textContent = words;
}

function showButton(row, isIn) {
  const button = row.querySelector("button");
  const value = isIn ? "0" : "1";
  if (button.value === value) return;
  const name = row.querySelector("strong").textContent;
  button.value = value;
  button.classList.toggle("button-quiet", isIn);
  button.setAttribute("aria-label", isIn ? `Undo the check-in of ${name}` : `Check in ${name}`);
  if (isIn) {
    const tick = document.createElement("span");
    tick.className = "day-tick";
    tick.setAttribute("aria-hidden", "true");
    tick.textContent = "✓";
    button.replaceChildren(tick, " In · undo");
  } else {
    button.replaceChildren("Check in");
  }
}

const SPECIAL = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", þ: "th" };

function bare(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ßæœøłđðıþ]/g, (letter) => SPECIAL[letter]);
}

function find() {
  const words = bare(search.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const row of rows) {
    row.hidden = !words.every((word) => row.dataset.words.includes(word));
    if (!row.hidden) found += 1;
  }
  desk.querySelector("[data-found]").textContent = found;
  desk.querySelector("[data-nobody]").hidden = found > 0;
}

// Sending --------------------------------------------------------------------------------------

async function send() {
  const taps = waiting().slice(0, AT_ONCE);
  if (isSending || !taps.length) return;
  isSending = true;
  try {
    const response = await fetch(desk.dataset.taps, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ now: new Date().toISOString(), taps }),
    });
    if (response.redirected || response.status === 403 || response.status === 404) {
      await signedOut();
    } else if (response.ok) {
      trouble = "";
      take((await response.json()).answers);
    } else {
      trouble = "The portal does not take them now; they are sent again.";
    }
  } catch {
    trouble = ""; // The network is away, which is what this is for.
  }
  isSending = false;
  show();
  if (waiting().length) setTimeout(send, AGAIN);
}

function take(answers) {
  const done = new Set(answers.map((answer) => answer.id));
  keep(waiting().filter((tap) => !done.has(tap.id)));
  for (const answer of answers) {
    const row = byPerson.get(answer.attendee);
    if (!row) continue;
    if (answer.is_in) present.add(answer.attendee);
    else present.delete(answer.attendee);
    row.querySelector("[data-refusal]").textContent = answer.refusal;
  }
}

// The page may be older than the sign-in: its token is renewed, or the person is asked to sign in.
async function signedOut() {
  const response = await fetch(location.pathname, { cache: "no-store" });
  const text = response.ok && !response.redirected ? await response.text() : "";
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.querySelector("[data-check-in] [name=csrfmiddlewaretoken]")?.value;
  if (fresh) token = fresh;
  trouble = fresh ? "" : "Sign in again in another window. Nothing is lost.";
}

async function followList() {
  try {
    const headers = presentTag ? { "If-None-Match": presentTag } : {};
    const response = await fetch(desk.dataset.present, { headers, cache: "no-store" });
    if (response.status === 200 && !response.redirected) {
      presentTag = response.headers.get("ETag") || "";
      const answer = await response.json();
      present.clear();
      for (const person of answer.present) present.add(person);
      showCounts(answer.counts);
      show();
    }
  } catch {
    // The network is away; what is shown is what was known.
  }
  setTimeout(followList, ASK_EVERY);
}

// Touching -------------------------------------------------------------------------------------

for (const row of rows) {
  row.querySelector("form").addEventListener("submit", (event) => {
    const button = row.querySelector("button");
    const tap = { id: newName(), attendee: Number(row.dataset.person), comes: button.value === "1", at: new Date().toISOString() };
    if (!keep([...waiting(), tap])) return; // The form itself is sent then.
    event.preventDefault();
    row.querySelector("[data-refusal]").textContent = "";
    show();
    send();
  });
}
search.addEventListener("input", find);
search.form.addEventListener("submit", (event) => {
  if (!new URLSearchParams(location.search).get("q")) event.preventDefault();
});
window.addEventListener("online", send);
window.addEventListener("storage", (event) => {
  if (event.key === KEY) show();
});
if (navigator.serviceWorker && window.isSecureContext) {
  navigator.serviceWorker.register(desk.dataset.worker).catch(() => {});
}
if (search.value) find();
show();
send();
setTimeout(followList, ASK_EVERY);
