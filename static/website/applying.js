/* Makes the form of SMEs better: saves while one types, warns before words are lost, copies the link. */
"use strict";

const WAIT = 2500; // milliseconds after the last letter
const AGAIN = 8000; // until what could not be saved is tried again

class Saving {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-status]");
    this.isDirty = false;
    this.isLeaving = false;
    this.timer = 0;
    this.running = null;
    form.addEventListener("input", (event) => this.noticed(event));
    form.addEventListener("submit", () => this.leave());
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("online", () => this.isDirty && this.later(0));
    window.addEventListener("offline", () => this.isDirty && this.tell(form.dataset.offline, true));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.isDirty) this.later(0);
    });
  }

  noticed(event) {
    if (event.target.type === "file") return;
    this.isDirty = true;
    this.later(WAIT);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    if (!this.isLeaving) this.timer = setTimeout(() => this.save(), milliseconds);
  }

  leave() {
    this.isLeaving = true;
    clearTimeout(this.timer);
    if (this.running) this.running.abort();
  }

  warn(event) {
    if (this.isDirty && !this.isLeaving) event.preventDefault();
  }

  words() {
    const data = new FormData(this.form);
    data.delete("files");
    data.set("go", "autosave");
    return data;
  }

  async save() {
    if (this.running || this.isLeaving) return this.later(WAIT);
    if (!navigator.onLine) {
      this.tell(this.form.dataset.offline, true);
      return this.later(AGAIN);
    }
    this.isDirty = false;
    this.running = new AbortController();
    this.tell(this.form.dataset.saving);
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body: this.words(),
        signal: this.running.signal,
        headers: { Accept: "application/json" },
      });
      const kind = response.headers.get("Content-Type") || "";
      if (!kind.startsWith("application/json")) throw new Error(`Answer ${response.status}`);
      this.done(await response.json());
    } catch (error) {
      if (this.isLeaving) return;
      this.isDirty = true;
      this.tell(navigator.onLine ? this.form.dataset.busy : this.form.dataset.offline, true);
      this.later(AGAIN);
    } finally {
      this.running = null;
    }
  }

  done(answer) {
    if (answer.state === "saved") {
      this.form.elements.revision.value = answer.revision;
      this.tell(`${this.form.dataset.saved} ${answer.at}`);
    } else if (answer.state === "changed") {
      this.isDirty = true;
      this.tell(this.form.dataset.changed, true);
    } else {
      this.isDirty = true;
      this.tell(this.form.dataset.busy, true);
      this.later(AGAIN);
    }
  }

  tell(words, isTrouble = false) {
    this.status.textContent = words;
    this.status.classList.toggle("trouble", isTrouble);
  }
}

/* A file that is too large is told before it is sent. */
function watchFiles(input) {
  const error = document.getElementById("files-too-large");
  input.addEventListener("change", () => {
    const large = [...input.files].filter((file) => file.size > Number(input.dataset.largest));
    error.hidden = large.length === 0;
    error.textContent = large.map((file) => `${file.name} ${input.dataset.tooLarge}`).join(" ");
    input.toggleAttribute("aria-invalid", large.length > 0);
    if (large.length) input.value = "";
  });
}

function offerCopy(button) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.done;
    } catch {
      field.select();
    }
  });
}

document.querySelectorAll("form[data-autosave]").forEach((form) => new Saving(form));
document.querySelectorAll("[data-largest]").forEach(watchFiles);
document.querySelectorAll("[data-copy]").forEach(offerCopy);
document.getElementById("errors")?.focus();
/* What is linked to stands unfolded. */
const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (target) {
  const folded = target.closest("details");
  if (folded) folded.open = true;
  target.focus();
}
