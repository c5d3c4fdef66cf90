// Keeps what is typed and, where the form has a place for it, shows what it comes to. Hooks: form[data-draf="URL"],
// data-kunci (a name in localStorage), data-belum (what a draft is not yet), data-disimpan (the server has just stored
// or dropped this form), [data-status], [data-hasil], [data-peringatan]. A form that was filled from a copy is told so
// by the event "dipulihkan"; one whose draft the server has kept says "draf-disimpan".
// Every key goes to localStorage at once; one second after the last one the form is posted as a draft, and the copy
// in the browser is dropped when the server has it. Without JavaScript saving, errors and conflicts work the same.
//
// Two tabs of one person: each post says which draft the tab saw last ("draf") and the tab's own name ("tab"). When
// another tab has gone on, the server answers 409: this tab holds its text back, keeps it in the browser under a name
// of its own, and lets the person choose.
//
// Each post says which of the page it is ("ke"). On a slow line a draft may arrive after the saving that was sent after
// it, and is then no text to keep. data-tab, data-ke: the post that the form as shown comes from; a copy in the browser
// that was made before that post is older than the form.

const WAIT = 1000;
const RETRY = 15000;
const LIMIT = 10000;
const META = new Set(["csrfmiddlewaretoken", "versi", "versi_terkini", "draf", "tab", "ke", "aksi"]);
const HELD = "Isian ini juga diisi di tab lain; ketikan di tab ini tidak hilang dan menunggu pilihan Anda.";

const tab = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
const timers = new WeakMap();
const turns = new WeakMap();
const running = new WeakMap();
const held = new WeakSet();
const leaving = new WeakSet();

function statusOf(form) {
  return form.querySelector("[data-status]");
}

function say(form, text, tone = "") {
  const status = statusOf(form);
  if (status.textContent !== text) status.textContent = text;
  status.dataset.nada = tone;
}

function values(form) {
  return [...new FormData(form)].filter(([name]) => !META.has(name));
}

// Copies in the browser. Storage may be full or forbidden: then the draft on the server remains.

function read(store, key) {
  try {
    return JSON.parse(window[store].getItem(key));
  } catch {
    return null;
  }
}

function write(store, key, value) {
  try {
    if (value === null) window[store].removeItem(key);
    else window[store].setItem(key, JSON.stringify(value));
  } catch {
    // as above
  }
}

function heldKey(form) {
  return `${form.dataset.kunci}:tertahan`;
}

function remember(form) {
  const { versi, draf, tab: names, ke } = form.elements;
  const copy = { isi: values(form), versi: versi.value, draf: draf.value, tab: names.value, ke: ke.value };
  write("localStorage", held.has(form) ? heldKey(form) : form.dataset.kunci, copy);
}

function forget(form) {
  write("localStorage", form.dataset.kunci, null);
}

function arrived(form, copy) {
  return form.dataset.tab === copy.tab?.split(" ")[0] && Number(form.dataset.ke) > Number(copy.ke);
}

function same(copy, isi) {
  return JSON.stringify(copy?.isi) === JSON.stringify(isi);
}

// A login in another tab changes the token; the cookie holds the one that counts.
function freshToken(form) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (cookie) form.elements.csrfmiddlewaretoken.value = cookie[1];
}

function restore(form) {
  if (restoreHeld(form)) return;
  const copy = read("localStorage", form.dataset.kunci);
  if (!copy) return;
  if (arrived(form, copy) || same(copy, values(form))) return forget(form);
  fill(form, copy);
  say(form, "Ketikan Anda dipulihkan dari peramban ini; belum disimpan.");
  send(form);
}

// What a tab held back comes back with the question; the tab that went on with the draft is not asked.
function restoreHeld(form) {
  const copy = read("localStorage", heldKey(form));
  if (!copy || read("sessionStorage", form.dataset.kunci) === form.elements.draf.value) return false;
  if (same(copy, values(form))) {
    write("localStorage", heldKey(form), null);
    return false;
  }
  fill(form, copy);
  hold(form);
  return true;
}

function fill(form, copy) {
  const typed = new Map(copy.isi);
  addRows(form, typed);
  for (const field of form.elements) {
    if (!field.name || META.has(field.name)) continue;
    if (field.type === "checkbox") field.checked = typed.has(field.name);
    else field.value = typed.get(field.name) ?? "";
  }
  form.elements.versi.value = copy.versi;
  form.elements.draf.value = copy.draf ?? "";
  // The page that typed it may have been answered after it was gone: what it wrote is no other tab's.
  form.elements.tab.value = `${tab} ${(copy.tab ?? "").split(" ")[0]}`;
  form.dispatchEvent(new Event("dipulihkan"));
}

// The grid may have been longer than the page that came back.
function addRows(form, typed) {
  const body = form.querySelector(".isi-kisi tbody");
  if (!body) return;
  for (let row = body.rows.length; typed.has(`komponen-${row}-nama`); row += 1) {
    // The last row: one above may be struck out.
    const copy = body.rows[body.rows.length - 1].cloneNode(true);
    for (const field of copy.querySelectorAll("input")) {
      field.name = field.name.replace(/-\d+-/, `-${row}-`);
      field.id = field.id.replace(/-komponen-\d+-/, `-komponen-${row}-`);
      field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+$/, row + 1));
    }
    const remove = copy.querySelector("button");
    remove.value = `hapus:${row}`;
    remove.setAttribute("aria-label", `Hapus komponen baris ${row + 1}`);
    body.append(copy);
  }
}

function items(list, sentences) {
  if (list) list.replaceChildren(...sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}

function show(form, answer) {
  const result = form.querySelector("[data-hasil]");
  if (result) showResult(form, result, answer);
  say(form, answer.saved_at ? `Ketikan dicatat ${answer.saved_at}; ${form.dataset.belum}.` : "Sama dengan versi tersimpan.");
}

function showResult(form, result, answer) {
  result.querySelector("[data-capaian]").textContent = answer.capaian;
  result.querySelector("[data-alasan]").textContent = answer.alasan;
  items(result.querySelector("[data-rumus]"), answer.rumus);
  items(form.querySelector("[data-peringatan]"), answer.peringatan.map((text) => `${text} Jelaskan dalam catatan.`));
}

function sayLogin(form) {
  sayWithLink(form, "Sesi Anda berakhir.", "Masuk kembali");
}

// Sent again it would be refused again; the page of the form says why.
function sayRefused(form) {
  sayWithLink(form, "Isian ini tidak lagi diterima dari Anda, misalnya karena penugasan Anda berakhir.", "Muat ulang");
}

function sayWithLink(form, sentence, label) {
  say(form, `${sentence} Ketikan tetap ada di peramban ini. `, "bahaya");
  const link = document.createElement("a");
  link.href = form.action;
  link.textContent = label;
  statusOf(form).append(link, ".");
}

// Another tab has gone on

function hold(form) {
  if (same(read("localStorage", form.dataset.kunci), values(form))) forget(form);
  held.add(form);
  remember(form);
  write("sessionStorage", form.dataset.kunci, null);
  say(form, HELD, "tertahan");
  const choices = Object.assign(document.createElement("span"), { className: "isi-pilihan" });
  choices.append(choice("Lanjutkan di sini", () => goOn(form)), choice("Pakai ketikan tab lain", () => giveWay(form)));
  statusOf(form).append(choices);
}

function choice(label, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  button.className = "btn btn-sm btn-outline-primary";
  button.addEventListener("click", act);
  return button;
}

function ask(form) {
  statusOf(form).querySelector("button").focus();
}

function release(form) {
  held.delete(form);
  write("localStorage", heldKey(form), null);
}

function goOn(form) {
  release(form);
  remember(form);
  send(form, true);
}

function giveWay(form) {
  release(form);
  location.reload();
}

function count(form) {
  form.elements.ke.value = Number(form.elements.ke.value) + 1;
}

// One request at a time: each answer says what the next request has to know.
function send(form, take = false) {
  clearTimeout(timers.get(form));
  const turn = (turns.get(form) ?? Promise.resolve()).then(() => post(form, take));
  turns.set(form, turn);
  return turn;
}

async function post(form, take) {
  if (held.has(form) || leaving.has(form)) return;
  freshToken(form);
  count(form);
  const body = new FormData(form);
  const sent = values(form);
  if (take) body.set("ambil", "1");
  const control = new AbortController();
  const limit = setTimeout(() => control.abort(), LIMIT);
  running.set(form, control);
  try {
    const response = await fetch(form.dataset.draf, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { Accept: "application/json" },
      signal: control.signal,
    });
    if (response.type === "opaqueredirect") return sayLogin(form);
    if (response.status === 409) return hold(form);
    if (response.status === 403 || response.status === 404) return sayRefused(form);
    if (!response.ok) throw new Error(response.status);
    const answer = await response.json();
    form.elements.draf.value = answer.draf;
    form.elements.tab.value = tab;
    write("sessionStorage", form.dataset.kunci, answer.draf);
    if (same(read("localStorage", form.dataset.kunci), sent)) forget(form);
    show(form, answer);
    form.dispatchEvent(new Event("draf-disimpan", { bubbles: true }));
  } catch {
    if (leaving.has(form)) return;
    say(form, "Server tidak menjawab. Ketikan tetap ada di peramban ini dan dikirim lagi.", "bahaya");
    timers.set(form, setTimeout(send, RETRY, form));
  } finally {
    clearTimeout(limit);
  }
}

function typed(event) {
  const form = event.currentTarget;
  remember(form);
  leaving.delete(form);
  if (held.has(form)) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(send, WAIT, form));
}

// What the server refuses to store over another tab's draft comes back from the copy; without one it is not refused.
function submitted(event) {
  const form = event.currentTarget;
  const dropped = event.submitter?.hasAttribute("data-buang");
  if (held.has(form) && !dropped) {
    event.preventDefault();
    return ask(form);
  }
  clearTimeout(timers.get(form));
  leaving.add(form);
  running.get(form)?.abort();
  freshToken(form);
  if (dropped) {
    release(form);
    return forget(form);
  }
  remember(form);
  count(form);
  if (!same(read("localStorage", form.dataset.kunci), values(form))) form.elements.tab.value = "";
}

for (const form of document.querySelectorAll("form[data-draf]")) {
  form.elements.tab.value = tab;
  if (form.hasAttribute("data-disimpan")) forget(form);
  restore(form);
  form.addEventListener("input", typed);
  form.addEventListener("submit", submitted);
}

// A page that the browser kept behind its back button does not know what was stored since.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Told once: loaded again, the page must not drop what was typed since.
const address = new URL(location.href);
if (address.searchParams.has("disimpan")) {
  address.searchParams.delete("disimpan");
  history.replaceState(history.state, "", address);
}

document.getElementById("ringkasan-galat")?.focus();
