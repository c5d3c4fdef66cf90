// The dialog that offers figures, tables and pictures: searched by words, chosen by keyboard or pointer.
// The choices may still be on their way when it opens: what was typed by then is searched when they are there.
// The ways of writing one figure stand together under its name. Enter takes the one that is marked: the first that the
// words found, none before something was looked for or the arrows were used.
// Hook: dialog[data-pemilih] with h2, input[type=search], ul[role=listbox], [data-jumlah].

const MOST = 60;

const dialog = document.querySelector("dialog[data-pemilih]");
const field = dialog?.querySelector("input");
const list = dialog?.querySelector("ul");
let offered = null;
let found = [];
let at = -1;
let settle = () => {};

function words(text) {
  return text.toLowerCase().split(/[\s._|-]+/).filter(Boolean);
}

function matches(one, wanted) {
  return wanted.every((word) => one.cari.includes(word));
}

function tell(text) {
  dialog.querySelector("[data-jumlah]").textContent = text;
}

function search() {
  if (!offered) return;
  const wanted = words(field.value);
  found = offered.filter((one) => matches(one, wanted));
  at = wanted.length ? 0 : -1;
  list.replaceChildren(...figures(found.slice(0, MOST)));
  mark();
  const more = found.length > MOST ? `; ${MOST} yang pertama ditampilkan, persempit pencarian` : "";
  tell(found.length ? `${found.length} pilihan${more}.` : "Tidak ada yang cocok.");
}

// Each figure of the choices as a group of its ways of writing.
function figures(choices) {
  const groups = [];
  for (const [number, one] of choices.entries()) {
    const before = choices[number - 1];
    if (!before || before.label !== one.label || before.rinci !== one.rinci || !one.cara) groups.push(figure(one));
    groups.at(-1).firstChild.append(option(one, number));
  }
  return groups;
}

function figure(one) {
  const group = document.createElement("li");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", one.label);
  const about = Object.assign(document.createElement("div"), { className: "narasi-pilihan-nama" });
  for (const [name, text] of [["label", one.label], ["asal", one.rinci], ["asal", one.asal]]) {
    if (text) about.append(span(name, text));
  }
  group.append(Object.assign(document.createElement("div"), { className: "narasi-pilihan-cara" }), about);
  return group;
}

function option(one, number) {
  const item = Object.assign(document.createElement("div"), { id: `pilihan-${number}` });
  item.setAttribute("role", "option");
  item.append(span("nilai", one.teks));
  if (one.cara) item.append(" ", span("asal", one.cara));
  item.addEventListener("click", () => done(one));
  return item;
}

function span(name, text) {
  return Object.assign(document.createElement("span"), { className: `narasi-pilihan-${name}`, textContent: text });
}

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function mark() {
  for (const [number, item] of options().entries()) {
    item.setAttribute("aria-selected", number === at);
    if (number === at) item.scrollIntoView({ block: "nearest" });
  }
  if (at >= 0 && found.length) field.setAttribute("aria-activedescendant", `pilihan-${at}`);
  else field.removeAttribute("aria-activedescendant");
}

function move(step) {
  const count = options().length;
  if (count) at = at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count;
  mark();
}

function done(one) {
  const answer = settle;
  settle = () => {};
  dialog.close();
  answer(one);
}

function keys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
  if (step) move(step);
  else if (event.key === "Enter") found[at] && done(found[at]);
  else return;
  event.preventDefault();
}

function offer(choices) {
  offered = choices.map(({ url, ...one }) => ({ ...one, cari: words(Object.values(one).join(" ")).join(" ") }));
  search();
}

// The one that was chosen, or null; choices: a promise of them.
export function choose(choices, title) {
  offered = null;
  found = [];
  list.replaceChildren();
  dialog.querySelector("h2").textContent = title;
  field.value = "";
  tell("Nilai hari ini sedang dimuat…");
  choices.then(offer, () => tell("Nilai angka belum dapat dimuat. Tutup, lalu coba lagi."));
  dialog.showModal();
  field.focus();
  return new Promise((resolve) => {
    settle = resolve;
  });
}

field?.addEventListener("input", search);
field?.addEventListener("keydown", keys);
dialog?.addEventListener("close", () => {
  const answer = settle;
  settle = () => {};
  answer(null);
});
