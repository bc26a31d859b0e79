// The page works without this: Escape also closes the evidence that a figure has opened.
document.addEventListener("keydown", (event) => {
  const close = event.key === "Escape" && document.querySelector(".evidence:target .evidence-close");
  if (close) close.click();
});
