// Follows a schedule that is being computed, and shows it once it is there; without this the page loads itself anew.
const followed = document.querySelector("[data-follow]");
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;

async function follow(pause) {
  let next = FIRST_PAUSE;
  try {
    const response = await fetch(followed.dataset.follow);
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    if (answer.is_finished) {
      location.reload();
      return;
    }
  } catch {
    // The portal may just be starting again: asked less and less often, but not given up.
    next = Math.min(2 * pause, LONGEST_PAUSE);
  }
  setTimeout(follow, next, next);
}

if (followed) setTimeout(follow, FIRST_PAUSE, FIRST_PAUSE);
