// Tries the calls that the page describes. The page reads the same without this script.
"use strict";

(() => {
  // What is shown of an answer; the rest is not read.
  const MOST_BYTES = 256 * 1024;
  // Members whose texts are hidden until somebody asks to see them, and texts that are hidden anywhere.
  const SECRET_NAMES = ["access_token", "refresh_token", "id_token", "subject_token", "token", "secret", "client_secret", "connect_code"];
  const SECRET_TEXT = /\b(?:tenon_|whsec_)[\w+/=-]{12,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
  const SECRET_MEMBER = new RegExp(`("(?:${SECRET_NAMES.join("|")})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, "g");
  const HIDDEN = "••••••••";
  const TELLING = /^(content-type|retry-after|etag|location|link|x-request-id|www-authenticate|(x-)?ratelimit.*|tenon-.*)$/;

  const { url, path: base } = document.body.dataset;
  const key = document.getElementById("try-key");
  const ask = document.getElementById("ask");
  document.documentElement.classList.add("scripted");
  addEventListener("pagehide", () => { key.value = ""; });

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const call = button && button.closest(".call");
    if (!call) return;
    if (button.classList.contains("try")) toggle(call, button);
    if (button.classList.contains("copy")) copy(button, call.querySelector(".curl").textContent);
  });

  function copy(button, text) {
    if (!navigator.clipboard) return;
    navigator.clipboard.writeText(text).then(() => {
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1600);
    });
  }

  // A form is made when it is opened for the first time.
  function toggle(call, button) {
    let form = call.querySelector("form.form");
    if (!form) {
      const template = call.querySelector("template");
      template.after(template.content.cloneNode(true));
      form = call.querySelector("form.form");
      equip(call, form);
    } else {
      form.hidden = !form.hidden;
    }
    button.setAttribute("aria-expanded", String(!form.hidden));
    button.textContent = form.hidden ? "Try it" : "Close";
    button.setAttribute("aria-label", button.textContent + ": " + call.querySelector("h3").textContent);
    if (!form.hidden) form.querySelector("input:not([type=hidden]), select, textarea, button").focus();
  }

  function equip(call, form) {
    const curl = call.querySelector(".curl code");
    form.addEventListener("input", () => { curl.textContent = line(call, form); });
    const type = form.querySelector("select[data-type]");
    if (type && type.options.length > 1) {
      type.addEventListener("change", () => {
        form.querySelector("[data-body]").value = type.selectedOptions[0].dataset.example;
        curl.textContent = line(call, form);
      });
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(call, form);
    });
  }

  const filled = (form, where) => [...form.querySelectorAll(`[data-in="${where}"]`)].filter((it) => it.value !== "");

  // The path of the call as it is filled in; what is not, stands as the document has it.
  function address(call, form) {
    let path = call.dataset.path;
    let query = "";
    for (const field of filled(form, "path")) {
      let value = encodeURIComponent(field.value);
      if (field.dataset.name === "path") {
        const cut = field.value.indexOf("?");
        query = cut < 0 ? "" : field.value.slice(cut + 1);
        value = (cut < 0 ? field.value : field.value.slice(0, cut)).replace(/^\/+/, "").split("/").map(encodeURIComponent).join("/");
      }
      path = path.replace(`{${field.dataset.name}}`, () => value);
    }
    const pairs = query ? [query] : [];
    for (const field of filled(form, "query")) {
      const many = "many" in field.dataset ? lines(field.value) : [[field.dataset.name, field.value]];
      pairs.push(...many.map((pair) => pair.map(encodeURIComponent).join("=")));
    }
    return path + (pairs.length ? "?" + pairs.join("&") : "");
  }

  // `name=value`, a line for each.
  function lines(text) {
    return text.split("\n").map((it) => it.trim()).filter(Boolean).map((it) => {
      const cut = it.indexOf("=");
      return cut < 0 ? [it, ""] : [it.slice(0, cut).trim(), it.slice(cut + 1).trim()];
    });
  }

  // What is sent along, and how; the body is a list of pairs where it is a form.
  function content(form) {
    const body = form.querySelector("[data-body]");
    if (!body || body.value.trim() === "") return null;
    const type = form.querySelector("[data-type]").value.trim();
    return { type, body: body.value, pairs: type.endsWith("form-urlencoded") ? lines(body.value) : null };
  }

  const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";

  function line(call, form) {
    const method = call.dataset.method;
    const words = ["curl " + (method === "GET" ? "" : `-X ${method} `) + quoted(url + address(call, form))];
    if ("key" in call.dataset) words.push('-H "Authorization: Bearer $TENON_API_KEY"');
    for (const field of filled(form, "header")) words.push("-H " + quoted(field.dataset.name + ": " + field.value));
    const sent = content(form);
    if (sent) {
      words.push("-H " + quoted("Content-Type: " + sent.type));
      if (sent.pairs) words.push(...sent.pairs.map((pair) => "--data-urlencode " + quoted(pair.join("="))));
      else words.push((sent.body.startsWith("@") ? "--data-raw " : "-d ") + quoted(sent.body));
    }
    return words.join(" \\\n  ");
  }

  async function send(call, form) {
    if ("busy" in form.dataset) return;
    const said = form.querySelector(".status");
    const secret = key.value.trim();
    if (!secret && "needsKey" in call.dataset) {
      said.textContent = "This call needs a key. Type it into the field “API key” first.";
      key.focus();
      return;
    }
    if (!/^[\x21-\x7e]*$/.test(secret)) {
      said.textContent = "The key has a character that no key has. Copy it again.";
      key.focus();
      return;
    }
    if (call.dataset.method !== "GET" && !(await confirmed(call, form))) {
      said.textContent = "Not sent.";
      return;
    }
    const stopping = new AbortController();
    const stop = form.querySelector(".stop");
    stop.onclick = () => stopping.abort();
    stop.hidden = false;
    form.dataset.busy = "";
    said.textContent = "Sent; waiting for the answer.";
    form.querySelector(".answer")?.remove();
    const began = performance.now();
    try {
      const answer = await fetch(base + address(call, form), request(call, form, secret, stopping.signal));
      const read = await body(answer);
      const took = Math.round(performance.now() - began);
      said.textContent = `${answer.status} ${answer.statusText}`.trim() + ` · ${took} ms · ${size(read.bytes)}` + (read.cut ? ", cut off" : "");
      if (answer.type === "opaqueredirect") said.textContent = "The answer leads to another address, which a browser does not show here. Use the command.";
      else form.append(shown(call, answer, read));
    } catch (error) {
      said.textContent = error.name === "AbortError" ? "Stopped." : "No answer came. The hub cannot be reached, or the answer broke off.";
    } finally {
      stop.hidden = true;
      delete form.dataset.busy;
    }
  }

  function request(call, form, secret, signal) {
    const headers = {};
    if (secret && "key" in call.dataset) headers.Authorization = "Bearer " + secret;
    for (const field of filled(form, "header")) headers[field.dataset.name] = field.value;
    const sent = content(form);
    if (sent) headers["Content-Type"] = sent.type;
    return {
      method: call.dataset.method,
      headers,
      body: sent ? (sent.pairs ? new URLSearchParams(sent.pairs).toString() : sent.body) : undefined,
      signal,
      // The console's session is nobody's key.
      credentials: "omit",
      cache: "no-store",
      redirect: "manual",
    };
  }

  // Asks once; Escape is no.
  function confirmed(call, form) {
    document.getElementById("ask-call").textContent = call.dataset.method + " " + address(call, form);
    ask.returnValue = "";
    document.getElementById("ask-send").onclick = () => ask.close("send");
    document.getElementById("ask-not").onclick = () => ask.close("");
    ask.showModal();
    document.getElementById(call.dataset.method === "DELETE" ? "ask-not" : "ask-send").focus();
    return new Promise((done) => ask.addEventListener("close", () => done(ask.returnValue === "send"), { once: true }));
  }

  const isText = (type) => /json|text|yaml|xml|csv|javascript|urlencoded|^$/.test(type);

  // Reads as much as is shown, and stops the answer there.
  async function body(answer) {
    const type = (answer.headers.get("content-type") || "").toLowerCase();
    if (!answer.body) return { type, text: "", bytes: 0, cut: false };
    const reader = answer.body.getReader();
    if (!isText(type)) {
      await reader.cancel();
      return { type, text: "", bytes: Number(answer.headers.get("content-length")) || 0, cut: true };
    }
    const decoder = new TextDecoder();
    let text = "";
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { type, text: text + decoder.decode(), bytes, cut: false };
      const room = MOST_BYTES - bytes;
      bytes += Math.min(value.length, room);
      text += decoder.decode(value.subarray(0, room), { stream: true });
      if (value.length > room) {
        await reader.cancel();
        return { type, text, bytes, cut: true };
      }
    }
  }

  const size = (bytes) => (bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KiB`);

  function shown(call, answer, read) {
    const part = make("div", { className: "answer" });
    let json;
    try {
      json = /json/.test(read.type) && !/ndjson/.test(read.type) ? JSON.parse(read.text) : undefined;
    } catch {
      // Cut off, or none: shown as it came.
    }
    if (!answer.ok && json) part.append(problem(answer, json));
    const headers = make("dl", { className: "headers" });
    for (const [name, value] of answer.headers) {
      if (TELLING.test(name)) headers.append(make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: veiled(value) })));
    }
    part.append(headers);
    if (!isText(read.type)) part.append(make("p", { textContent: `Not shown, because it is no text: ${read.type}. Use the command.` }));
    if (!read.text) return part;
    const whole = json === undefined ? read.text : JSON.stringify(json, null, 2);
    const safe = json === undefined ? veiled(read.text) : JSON.stringify(hidden(json), null, 2);
    if (read.cut) part.append(make("p", { className: "cut", textContent: `Cut off after ${size(read.bytes)}. The command gets all of it.` }));
    const pre = make("pre", { className: "body", tabIndex: 0, textContent: safe });
    pre.setAttribute("role", "region");
    pre.setAttribute("aria-label", "Answer: " + call.querySelector("h3").textContent);
    const tools = make("p", { className: "tools" });
    if (safe !== whole) {
      const show = make("button", { type: "button", className: "button quiet", textContent: "Show secrets" });
      show.onclick = () => {
        const showing = pre.textContent === safe;
        pre.textContent = showing ? whole : safe;
        show.textContent = showing ? "Hide secrets" : "Show secrets";
      };
      tools.append(show);
    }
    const button = make("button", { type: "button", className: "button quiet", textContent: "Copy" });
    button.setAttribute("aria-label", "Copy the body as shown");
    button.onclick = () => copy(button, pre.textContent);
    tools.append(button);
    part.append(pre, tools);
    return part;
  }

  // Problem details, and OAuth errors, as sentences.
  function problem(answer, json) {
    const part = make("div", { className: "problem" });
    const title = json.title || json.error || "Refused";
    part.append(make("p", {}, make("strong", { textContent: String(title) }), " ", make("code", { textContent: String(json.code || "") })));
    const detail = json.detail || json.error_description;
    if (detail) part.append(make("p", { textContent: veiled(String(detail)) }));
    if (Array.isArray(json.errors) && json.errors.length) {
      part.append(make("ul", {}, ...json.errors.map((it) => make("li", {}, make("code", { textContent: String(it.field) }), " ", String(it.message)))));
    }
    if (Array.isArray(json.nearest) && json.nearest.length) part.append(make("p", { textContent: "Nearest: " + json.nearest.join(", ") + "." }));
    const later = answer.headers.get("retry-after");
    if (later) part.append(make("p", { textContent: /^\d+$/.test(later) ? `Ask again in ${later} seconds.` : `Ask again after ${later}.` }));
    return part;
  }

  const veiled = (text) => text.replace(SECRET_MEMBER, "$1" + HIDDEN).replace(SECRET_TEXT, HIDDEN).replace(own, HIDDEN);

  // Links of ours that work for whoever has them.
  const own = new RegExp(`(?:${[...new Set([url, location.origin + base])].map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})/[\\w/-]*/[\\w-]{20,}`, "g");

  function hidden(json) {
    if (typeof json === "string") return veiled(json);
    if (Array.isArray(json)) return json.map(hidden);
    if (json === null || typeof json !== "object") return json;
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, SECRET_NAMES.includes(name) && typeof value === "string" ? HIDDEN : hidden(value)]));
  }
})();
