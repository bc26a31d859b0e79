// A badge that was read checks its person in at once; without this by one tap.
const form = document.querySelector("form[data-badge]");
if (form) form.requestSubmit();
