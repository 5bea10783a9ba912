// Passkeys: forms that the browser fills in (WebAuthn). They are hidden until this script knows
// that the browser can; without it the passphrase and the other ways stay.
"use strict";

(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
  const MINUTES = 60 * 1000;

  const make = (data) =>
    navigator.credentials.create({
      publicKey: {
        challenge: bytes(data.challenge),
        rp: { id: data.site, name: data.siteName },
        user: {
          id: new TextEncoder().encode(data.user),
          name: data.userName,
          displayName: data.userLabel,
        },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: data.known
          .split(" ")
          .filter((id) => id)
          .map((id) => ({ type: "public-key", id: bytes(id) })),
        authenticatorSelection: {
          residentKey: "required",
          requireResidentKey: true,
          userVerification: "required",
        },
        attestation: "none",
        timeout: 5 * MINUTES,
      },
    });

  const use = (data) =>
    navigator.credentials.get({
      publicKey: {
        challenge: bytes(data.challenge),
        rpId: data.site,
        userVerification: "required",
        timeout: 5 * MINUTES,
      },
    });

  const answer = (credential) => {
    const response = { clientDataJSON: text(credential.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: {},
    });
  };

  const words = (error) => {
    if (error.name === "InvalidStateError") return "This device has a passkey for you already.";
    if (error.name === "NotAllowedError") return "No passkey was used: it was called off, or took too long.";
    return "This browser could not do it: " + error.message;
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const problem = form.querySelector("[data-passkey-problem]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      problem.hidden = true;
      button.disabled = true;
      try {
        const credential = await (form.dataset.passkey === "make" ? make : use)(form.dataset);
        form.elements.answer.value = answer(credential);
        form.submit();
      } catch (error) {
        problem.textContent = words(error);
        problem.hidden = false;
        button.disabled = false;
        button.focus();
      }
    });
    form.hidden = false;
    for (const without of document.querySelectorAll("[data-without-passkeys]")) without.hidden = true;
  }
})();
