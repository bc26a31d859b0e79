// Shows how far background work is without loading the page again; without this it loads itself anew.
const page = document.querySelector("[data-work]");
const WAITING = "No worker has begun yet: all are busy, or none is running. Nothing is lost; it begins by itself.";
const EVERY = 1000;
const AT_MOST_EVERY = 15000;

function say(selector, text) {
  const place = page.querySelector(selector);
  // A text that stays the same is not read out again.
  if (place.textContent !== text) place.textContent = text;
}

function show(answer) {
  const bar = page.querySelector("progress");
  const isMeasured = answer.total > 0;
  if (isMeasured) bar.value = answer.percent;
  else bar.removeAttribute("value");
  say("[data-stage]", answer.stage);
  say("[data-count]", answer.total > 1 ? `${answer.done} of ${answer.total}` : "");
  say("[data-percent]", isMeasured ? `${answer.percent} %` : "");
  say("[data-elapsed]", answer.elapsed);
  say("[data-waiting]", answer.is_waiting_long ? WAITING : "");
}

async function follow(pause) {
  let next = EVERY;
  try {
    const response = await fetch(page.dataset.work);
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    if (answer.is_finished) {
      location.reload();
      return;
    }
    show(answer);
  } catch {
    // The portal may just be starting again: asked less and less often, but not given up.
    next = Math.min(2 * pause, AT_MOST_EVERY);
  }
  setTimeout(follow, next, next);
}

if (page?.hasAttribute("data-active")) setTimeout(follow, EVERY, EVERY);

// The download begins once; a page that is loaded again or returned to does not begin another.
const download = page?.querySelector("[data-download]");
if (download && !sessionStorage.getItem(page.dataset.work)) {
  sessionStorage.setItem(page.dataset.work, "begun");
  addEventListener("load", () => location.assign(download.href));
}
