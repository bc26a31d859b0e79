// Meetings are dragged to another place. The server checks each move; without this they are chosen and placed by form.
const form = document.getElementById("grid-form");
const dialog = document.querySelector("[data-dialog]");
const said = document.querySelector("[data-said]");
const SAYS = { asks: "Move it anyway?", refused: "It cannot go there" };
const TROUBLE = "The portal did not answer, so nothing was moved. Try again.";
let dragged = null;

function cellOf(event) {
  return event.target.closest?.("[data-place], [data-tray]");
}

function mark(cell) {
  document.querySelectorAll(".is-target").forEach((other) => other.classList.remove("is-target"));
  cell?.classList.add("is-target");
}

// Listeners stand at the document: the grid is replaced after each move.
document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-meeting]");
  if (!card) return;
  dragged = card.dataset.meeting;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged);
  card.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const cell = cellOf(event);
  if (!dragged || !cell) return;
  event.preventDefault();
  mark(cell);
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
  document.querySelectorAll(".is-dragged").forEach((card) => card.classList.remove("is-dragged"));
});

document.addEventListener("drop", (event) => {
  const cell = cellOf(event);
  if (!dragged || !cell) return;
  event.preventDefault();
  const sent = cell.dataset.place ? { place: cell.dataset.place } : { off: "yes" };
  send({ meeting: dragged, ...sent });
});

async function send(sent) {
  const body = new FormData(form);
  Object.entries(sent).forEach(([name, value]) => body.set(name, value));
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    answer = await response.json();
    if (answer.state === "done") await renew(sent.meeting, answer.words.join(" "));
  } catch {
    answer = { state: "refused", words: [TROUBLE] };
  }
  if (answer.state !== "done") ask(answer, sent);
}

function ask(answer, sent) {
  const asks = answer.state === "asks";
  dialog.querySelector("[data-title]").textContent = SAYS[answer.state];
  const words = answer.words.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  dialog.querySelector("[data-words]").replaceChildren(...words);
  dialog.querySelector("[data-anyway]").hidden = !asks;
  dialog.querySelector("[data-leave]").textContent = asks ? "Leave it where it is" : "Close";
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue === "anyway") send({ ...sent, anyway: "yes" });
    else document.getElementById(`meeting-${sent.meeting}`)?.focus();
  };
  dialog.showModal();
}

async function renew(meeting, words) {
  const address = new URL(location.href);
  address.searchParams.delete("meeting");
  address.hash = "";
  const response = await fetch(address);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const region = document.querySelector(".grid-region");
  const [left, top] = [region.scrollLeft, region.scrollTop];
  document.querySelector("[data-grid]").replaceWith(document.adoptNode(page.querySelector("[data-grid]")));
  document.querySelector(".grid-region").scrollTo(left, top);
  history.replaceState(null, "", address);
  document.getElementById(`meeting-${meeting}`)?.focus({ preventScroll: true });
  said.textContent = words;
}
