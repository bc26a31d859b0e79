// The page works without this. Closing returns to the very figure that was followed, where several
// share their evidence; Escape closes, too.
let followed = null;

document.addEventListener("click", (event) => {
  const figure = event.target.closest("a.figure");
  if (figure) followed = figure;
  const close = event.target.closest(".evidence-close");
  if (close && followed?.hash === `#${close.closest(".evidence").id}`) {
    event.preventDefault();
    location.hash = followed.id;
    followed.focus({ preventScroll: true });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector(".evidence:target .evidence-close")?.click();
});
