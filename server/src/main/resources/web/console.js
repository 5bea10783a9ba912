// What pages cannot do without a script; every page works without this one.
"use strict";

// A button that copies what stands in the element that it names.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) return;
  const text = "value" in source ? source.value : source.textContent.trim();
  navigator.clipboard.writeText(text).then(() => {
    const before = button.textContent;
    button.textContent = "Copied";
    button.setAttribute("data-done", "");
    setTimeout(() => {
      button.textContent = before;
      button.removeAttribute("data-done");
    }, 1600);
  });
});

// Copy buttons are of no use without this script, so they are hidden until it runs.
document.documentElement.classList.add("scripted");

// Times are written in UTC; whoever points at one sees their own too.
document.addEventListener("pointerover", (event) => {
  const time = event.target.closest("time[datetime]");
  if (!time || time.dataset.local) return;
  time.dataset.local = "1";
  const local = new Date(time.dateTime);
  if (!Number.isNaN(local.getTime())) {
    time.title += " (" + local.toLocaleString() + " here)";
  }
});

// Only one menu or question is open at a time; Escape closes it and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement && document.activeElement.closest("details[open].menu, details[open].ask");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!opened.open || !opened.matches || !opened.matches("details.ask")) return;
  for (const other of document.querySelectorAll("details.ask[open]")) {
    if (other !== opened) other.open = false;
  }
}, true);
