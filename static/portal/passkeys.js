// Says what went wrong with a passkey; the pages work with passwords and codes without it.
const problem = document.getElementById("passkey-problem");
const buttons = document.querySelectorAll("[data-passkey]");
const HOST_IS_NUMBER = /^(\d+\.){3}\d+$|^\[/.test(location.hostname);

const WORDS = {
  NotAllowedError: "The passkey was not used: it was cancelled, took too long, or there is none for this portal here.",
  InvalidStateError: "This device holds a passkey for your account already.",
  SecurityError: "Passkeys do not work at this address of the portal. Use its usual address.",
};
const ELSE = "The passkey could not be used just now. Try again, or choose another way.";

function say(text) {
  problem.textContent = text;
  problem.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  say(WORDS[event.detail.exception.name] ?? ELSE);
});

function cannot(text) {
  for (const button of buttons) button.disabled = true;
  problem.classList.add("is-note");
  say(text);
}

if (HOST_IS_NUMBER) cannot("Passkeys need an address with a name. On your own machine, open the portal at http://localhost instead of a number.");
else if (!window.PublicKeyCredential) cannot("This browser cannot use passkeys here.");
