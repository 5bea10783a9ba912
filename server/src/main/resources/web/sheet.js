// Windows over the page. A link with data-sheet opens the sheet (.modal) of the page that it leads
// to; what its forms are answered is shown there too. Without this script they are pages, and so is
// whatever comes that is not a sheet.
"use strict";

(() => {
  const MOST_MILLISECONDS = 60_000;
  const CALLED_OFF = Symbol("called off");

  const over = document.createElement("dialog");
  over.className = "over";
  over.setAttribute("aria-labelledby", "sheet-title");

  // Says which entries of the history are of the page below; after a reload none is.
  let page = String(performance.timeOrigin);
  // The sheets of the way so far, from 1, each as it was left; and which is shown, 0 for none.
  let sheets = [];
  let depth = 0;
  let opener = null;
  let titleBelow = "";
  // Whether something was typed on the way, and whether a form was refused as a whole.
  let typed = false;
  let refused = false;
  let sending = null;
  let afterwards = null;

  const load = async (url, init) => {
    const answer = await fetch(url, init);
    const isHtml = (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
    const whole = isHtml ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const sheet = whole?.querySelector("main .modal") ?? null;
    return { ok: answer.ok, moved: answer.redirected, url: answer.url, whole, sheet };
  };

  // null where there was no answer.
  const ask = async (url, init = {}) => {
    const own = new AbortController();
    const slow = setTimeout(() => own.abort(), MOST_MILLISECONDS);
    sending = own;
    over.setAttribute("aria-busy", "true");
    try {
      return await load(url, { ...init, signal: own.signal });
    } catch {
      return own.signal.reason === CALLED_OFF ? CALLED_OFF : null;
    } finally {
      clearTimeout(slow);
      sending = null;
      over.removeAttribute("aria-busy");
    }
  };

  const isSignIn = (answer) =>
    answer?.moved && new URL(answer.url).pathname.endsWith("/console/sign-in");

  // Leaving: back to the entry of the page below, and on from there.

  const shut = () => {
    depth = 0;
    if (!over.open) return;
    over.close();
    document.title = titleBelow;
    const links = [...document.querySelectorAll("a[data-sheet]")];
    const again = opener.isConnected ? opener : links.find((it) => it.href === opener.href);
    (again ?? document.getElementById("content")).focus();
  };

  const leave = (then) => {
    afterwards = then;
    history.go(-depth);
  };

  const go = (url) => {
    addEventListener("pagehide", shut, { once: true });
    location.assign(url);
  };

  // A page that cannot be asked for again, such as one that shows a secret once.
  const become = ({ whole, url }) => {
    over.close();
    depth = 0;
    sheets = [];
    page += "+";
    history.pushState({ sheetOf: page, depth }, "", url);
    document.title = whole.title;
    document.body.className = whole.body.className;
    const nodes = [...whole.body.childNodes].map((it) => document.adoptNode(it));
    document.body.replaceChildren(...nodes);
    scrollTo(0, 0);
    window.htmx?.process(document.body);
    document.getElementById("content")?.focus();
  };

  // Showing.

  const show = (at) => {
    const { node, title } = sheets[at];
    // First in the document: what is named by an id is found here before it is found below.
    if (!over.isConnected) document.body.prepend(over);
    over.replaceChildren(node);
    document.title = title;
    if (!over.open) over.showModal();
    over.scrollTop = 0;
    (node.querySelector("[aria-invalid=true]") ?? node.querySelector("h1")).focus();
    depth = at;
  };

  const isMark = (control) => control.type === "checkbox" || control.type === "radio";
  const isChanged = (control) => {
    if (isMark(control)) return control.checked !== control.defaultChecked;
    const options = [...(control.options ?? [])];
    return options.length > 0
      ? options.some((it) => it.selected !== it.defaultSelected)
      : control.value !== control.defaultValue;
  };
  const isSame = (one, other) =>
    one.name === other.name &&
    one.type === other.type &&
    one.form.getAttribute("action") === other.form.getAttribute("action") &&
    (!isMark(one) || one.value === other.value);
  const controls = (node) =>
    [...node.querySelectorAll("form[method=post] :is(input, select, textarea)")].filter(
      (it) => it.type !== "hidden",
    );

  // What was typed is kept where a form is shown once more; the hub sends no secret back.
  const carry = (node) => {
    const before = sheets.flatMap((it) => controls(it.node)).reverse();
    for (const control of controls(node)) {
      const old = before.find((it) => isSame(it, control));
      if (!old || !isChanged(old)) continue;
      if (isMark(control)) control.checked = old.checked;
      else if (!control.options || [...control.options].some((it) => it.value === old.value)) {
        control.value = old.value;
      }
    }
  };

  const put = (answer, at) => {
    const node = document.adoptNode(answer.sheet);
    const heading = node.querySelector("h1");
    heading.id = "sheet-title";
    heading.tabIndex = -1;
    // htmx would take the entry of the history for one of its own.
    for (const search of node.querySelectorAll("[hx-push-url]")) {
      search.setAttribute("hx-push-url", "false");
    }
    carry(node);
    const write = at > depth ? "pushState" : "replaceState";
    sheets.length = at;
    sheets[at] = { node, title: answer.whole.title };
    show(at);
    window.htmx?.process(node);
    history[write]({ sheetOf: page, depth: at }, "", answer.url);
  };

  const part = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // Above the form, which stays as it is.
  const say = (text, ...more) => {
    refused = true;
    const { node } = sheets[depth];
    node.querySelector(".problems.said-here")?.remove();
    const said = part("div", { class: "problems said-here", role: "alert" });
    said.append(part("p", {}, text), ...more);
    node.querySelector(".modal-head").after(said);
    over.scrollTop = 0;
  };

  const sayWhy = (answer) => {
    const heading = answer?.whole?.querySelector("main h1");
    if (isSignIn(answer)) {
      say(
        "You are signed out. What you typed is still here: sign in, come back, and try again.",
        part("a", { href: answer.url, target: "_blank" }, "Sign in in another tab"),
      );
    } else if (heading) {
      const text = heading.parentElement.querySelector("h1 ~ p");
      say(heading.textContent.trim() + ". " + (text?.textContent.trim() ?? ""));
    } else {
      say(
        "The hub did not answer as it should. What you typed is still here. It may have been done" +
          " all the same: look before you try again.",
      );
    }
  };

  const question = () => {
    const labels = { "aria-labelledby": "question-title", "aria-describedby": "question-text" };
    const asks = part(
      "dialog",
      { class: "over question", role: "alertdialog", ...labels },
      part("h2", { id: "question-title" }, "Leave without saving?"),
      part("p", { id: "question-text" }, "What you typed is not kept."),
      part(
        "form",
        { method: "dialog", class: "actions" },
        part("button", { class: "button", value: "stay", autofocus: "" }, "Keep editing"),
        part("button", { class: "button danger", value: "quit" }, "Leave"),
      ),
    );
    document.body.prepend(asks);
    asks.showModal();
    return new Promise((resolve) => {
      asks.addEventListener("close", () => {
        asks.remove();
        resolve(asks.returnValue === "quit");
      });
    });
  };

  const away = async (then = shut) => {
    if (sending) {
      sending.abort(CALLED_OFF);
      say("Called off. It may have been done all the same: look before you try again.");
    } else if (!typed) {
      leave(then);
    } else if (await question()) {
      sheets = [];
      leave(then);
    }
  };

  // Going on.

  const begin = (link) => {
    opener = link;
    titleBelow = document.title;
    sheets = [];
    typed = false;
    refused = false;
    history.replaceState({ ...history.state, sheetOf: page, depth: 0 }, "");
  };

  const follow = async (url) => {
    const answer = await ask(url);
    if (answer === CALLED_OFF) return;
    if (answer?.ok && answer.sheet) put(answer, depth + 1);
    else if (depth === 0) go(url);
    else if (typed) sayWhy(answer);
    else leave(() => go(url));
  };

  const send = async (form, data) => {
    if (refused) {
      // Whoever signed in meanwhile has another token than the form.
      const now = await ask(location.href);
      if (now === CALLED_OFF) return;
      const token = now?.sheet?.querySelector("[name=form_token]");
      if (token) data.set(token.name, token.value);
    }
    const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
    const answer = await ask(form.getAttribute("action"), { method: "POST", body });
    if (answer === CALLED_OFF) return;
    if (answer?.sheet) put(answer, answer.ok ? depth + 1 : depth);
    else if (!answer?.ok || !answer.whole || isSignIn(answer)) sayWhy(answer);
    else leave(() => (answer.moved ? go(answer.url) : become(answer)));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || link.origin !== location.origin || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const isOver = over.contains(link);
    const leadsOn = link.hasAttribute("data-sheet");
    if (!isOver && (!leadsOn || link.closest(".modal"))) return;
    event.preventDefault();
    if (link.hasAttribute("data-sheet-close")) away();
    else if (!leadsOn) away(() => go(link.href));
    else if (!sending) {
      if (!isOver) begin(link);
      follow(link.href);
    }
  });

  over.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const isSearch = form.getAttribute("method") === "get";
    if (event.defaultPrevented || (isSearch && !window.htmx)) return;
    event.preventDefault();
    // What is searched for is found while it is typed.
    if (sending || isSearch) return;
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    if (button?.hasAttribute("data-sheet-back") && depth > 1) history.back();
    else send(form, data);
  });

  over.addEventListener("input", ({ target }) => {
    if (target.form?.getAttribute("method") === "post") typed = true;
  });

  over.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    away();
  });
  over.addEventListener("cancel", (event) => {
    if (event.target !== over) return;
    event.preventDefault();
    away();
  });
  // Browsers close a window that was asked to close twice, whatever it says.
  over.addEventListener("close", () => {
    if (depth === 0 || over.open) return;
    over.showModal();
    away();
  });

  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful && over.contains(detail.elt)) {
      history.replaceState(history.state, "", detail.pathInfo.finalRequestPath);
    }
  });

  // Heard before htmx hears it, which would fetch the page below anew.
  const moved = (event) => {
    const state = event.state;
    document.querySelector("dialog.question")?.close();
    sending?.abort(CALLED_OFF);
    if (!state?.sheetOf) {
      shut();
      return;
    }
    const isUnknown = state.sheetOf !== page || (state.depth > 0 && !sheets[state.depth]);
    if (!isUnknown && state.depth === 0 && !over.open) return;
    event.stopImmediatePropagation();
    if (isUnknown) location.reload();
    else if (state.depth > 0) show(state.depth);
    else {
      const then = afterwards ?? shut;
      afterwards = null;
      then();
    }
  };
  addEventListener("popstate", moved, true);
})();
