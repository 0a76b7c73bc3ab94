// What the pages do with a script; all of their content is there without it.
"use strict";

// A place that a link leads to may be folded away.
function reveal(element) {
  for (let fold = element?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    if (fold !== element) fold.open = true;
  }
}
function follow() {
  let name = "";
  try { name = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  const target = document.getElementById(name);
  if (!target) return;
  reveal(target);
  target.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", follow);
follow();

// Pointing at a link lights the place that it leads to.
function light(event, on) {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || !link.closest(".art")) return;
  let name = "";
  try { name = decodeURIComponent(link.getAttribute("href").slice(1)); } catch { return; }
  document.getElementById(name)?.classList.toggle("lit", on);
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}

// One button opens all folds of removed blocks, and closes them.
for (const button of document.querySelectorAll(".unfold")) {
  const art = button.closest(".art");
  const runs = [...art.querySelectorAll(".run")];
  button.hidden = !runs.length;
  const unfold = (open) => {
    for (const run of runs) run.open = open;
    button.textContent = open ? "fold all" : "unfold all";
  };
  button.addEventListener("click", () => unfold(!runs.every((run) => run.open)));
  art.querySelector(".show-gone")?.addEventListener("change", () => unfold(true));
}

// The index: sorted, searched, cut into pages.
const PAGE = 200; // rows at once
function index(table) {
  const [body, ...others] = table.tBodies;
  const all = [...table.tBodies].flatMap((each) => [...each.rows]);
  for (const each of others) each.remove();
  const controls = document.querySelector(".controls");
  const find = controls.querySelector(".find");
  const found = controls.querySelector(".found");
  const pages = controls.querySelector(".pages");
  let words = null; // of each row, looked up when something is first looked for
  let order = all, fitting = all, page = 0, bin = null;
  const kept = [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent === "kept");

  function value(row, at) {
    const cell = row.cells[at];
    return cell.dataset.v ?? cell.textContent;
  }
  function show() {
    const last = Math.max(0, Math.ceil(fitting.length / PAGE) - 1);
    page = Math.min(Math.max(page, 0), last);
    const from = page * PAGE;
    body.replaceChildren(...fitting.slice(from, from + PAGE));
    pages.hidden = !last;
    const part = last ? ` (${from + 1} to ${Math.min(from + PAGE, fitting.length)})` : "";
    found.textContent = `${fitting.length.toLocaleString("en")} of ${all.length.toLocaleString("en")}${part}`;
  }
  function choose() {
    const wanted = find.value.trim().toLowerCase();
    if (wanted) words ??= new Map(all.map((row) => [row, row.textContent.toLowerCase()]));
    fitting = order.filter((row) =>
      (!wanted || words.get(row).includes(wanted)) && (bin === null || inBin(row)));
    page = 0;
    show();
  }
  function inBin(row) {
    const share = Number(value(row, kept));
    return share >= 0 && Math.min(Math.floor(share * 20), 19) === bin;
  }
  function sort(heads, at) {
    const up = heads[at].getAttribute("aria-sort") !== "ascending";
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[at].setAttribute("aria-sort", up ? "ascending" : "descending");
    const numbers = heads[at].classList.contains("n");
    const sign = up ? 1 : -1;
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    const key = new Map(all.map((row) => [row, value(row, at)]));
    order = [...all].sort((a, b) =>
      sign * (numbers ? key.get(a) - key.get(b) : compare(key.get(a), key.get(b))));
    choose();
  }

  controls.hidden = false;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(heads, at));
  });
  find.addEventListener("input", choose);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.querySelector(".back").addEventListener("click", () => { page -= 1; show(); });
  controls.querySelector(".on").addEventListener("click", () => { page += 1; show(); });
  for (const column of document.querySelectorAll(".index .column")) {
    column.setAttribute("role", "button");
    column.setAttribute("tabindex", "0");
    const pick = () => {
      const number = Number(column.dataset.n);
      bin = bin === number ? null : number;
      for (const each of document.querySelectorAll(".index .column")) {
        each.classList.toggle("chosen", each === column && bin !== null);
      }
      choose();
    };
    column.addEventListener("click", pick);
    column.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(); }
    });
  }
  show();
}
for (const table of document.querySelectorAll(".index .sortable")) index(table);
