// Hashes a file in the browser and tells whether it was submitted; the file is sent nowhere. The
// section is hidden without this, and the form for a check sum below it does the same.
const section = document.querySelector("[data-verify]");
const SAID = {
  submitted: "Yes: this is a file that was submitted. It is unchanged, and the version is in force.",
  superseded: "This file was submitted and is unchanged, but a later version has taken its place.",
  withdrawn: "This file was submitted and is unchanged, but it has been withdrawn.",
  other: "No: this is not a file of this version. It was changed, or the code is of another version.",
  unknown: "No: this file is not known here. It was not submitted through this portal, or it was changed since.",
  unread: "The file could not be checked. Try again, or compare its SHA-256 below.",
};

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// On the page of a code the hashes are there; on the general page the portal is asked for one hash.
async function stateOf(hash) {
  const { hashes, state, ask } = section.dataset;
  if (hashes !== undefined) return hashes.split(" ").includes(hash) ? state : "other";
  const response = await fetch(`${ask}${hash}/`, { credentials: "omit" });
  if (!response.ok) throw new Error(String(response.status));
  const answer = await response.json();
  return answer.known ? answer.state : "unknown";
}

if (section && globalThis.crypto?.subtle) {
  const zone = section.querySelector("[data-drop]");
  const input = section.querySelector("input[type=file]");
  const result = section.querySelector("[data-result]");
  let latest = 0;

  const check = async (file) => {
    const turn = ++latest;
    result.dataset.state = "";
    result.textContent = `Checking ${file.name} …`;
    let state = "unread";
    try {
      state = await stateOf(await sha256(file));
    } catch {
      // Said below.
    }
    if (turn !== latest) return;
    result.dataset.state = state;
    result.textContent = `${file.name}: ${SAID[state]}`;
  };

  section.hidden = false;
  input.addEventListener("change", () => input.files.length && check(input.files[0]));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (event.dataTransfer.files.length) check(event.dataTransfer.files[0]);
  });
}
