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

  const use = (data, more = {}) =>
    navigator.credentials.get({
      publicKey: {
        challenge: bytes(data.challenge),
        rpId: data.site,
        userVerification: "required",
        timeout: 5 * MINUTES,
      },
      ...more,
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

  const send = (form, credential) => {
    form.elements.answer.value = answer(credential);
    form.submit();
  };

  // The hub takes no challenge of a page that was open for a quarter of an hour.
  const CHALLENGE = 10 * MINUTES;
  const OLD = Symbol("old");

  const renew = async (form) => {
    const text = await (await fetch(form.dataset.renew)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.querySelector("form[data-renew]");
    form.dataset.challenge = fresh.dataset.challenge;
    for (const name of ["challenge", "form_token"]) {
      form.elements[name].value = fresh.elements[name].value;
    }
  };

  // Passkeys among what the browser offers for the e-mail field, until one is chosen there, or the
  // button is pressed: a browser answers one question at a time.
  const offer = (form) => {
    let round = new AbortController();
    let isOver = false;
    const ask = async () => {
      while (!isOver) {
        round = new AbortController();
        const old = setTimeout((it) => it.abort(OLD), CHALLENGE, round);
        try {
          return await use(form.dataset, { mediation: "conditional", signal: round.signal });
        } catch {
          if (round.signal.reason !== OLD) return null;
        } finally {
          clearTimeout(old);
        }
        await renew(form);
      }
      return null;
    };
    const asked = ask().then((it) => it && !isOver && send(form, it), () => {});
    return () => {
      isOver = true;
      round.abort();
      return asked;
    };
  };

  const isOffered = async () =>
    (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const problem = form.querySelector("[data-passkey-problem]");
    const makes = form.dataset.passkey === "make";
    let isPressed = false;
    let stop = () => {};
    const begin = async () => {
      isPressed = makes;
      if (!isPressed && (await isOffered()) && !isPressed) stop = offer(form);
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      isPressed = true;
      const button = form.querySelector("button");
      problem.hidden = true;
      button.disabled = true;
      try {
        await stop();
        send(form, await (makes ? make : use)(form.dataset));
      } catch (error) {
        problem.textContent = words(error);
        problem.hidden = false;
        button.disabled = false;
        button.focus();
        begin();
      }
    });
    form.hidden = false;
    for (const without of document.querySelectorAll("[data-without-passkeys]")) without.hidden = true;
    begin();
  }
})();
