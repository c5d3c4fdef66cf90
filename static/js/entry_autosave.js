// Keeps what is typed and shows what it comes to. Hooks: form[data-draf="URL"], data-kunci (a name in localStorage),
// data-disimpan (the server has just stored or dropped this form), [data-status], [data-hasil], [data-peringatan].
// Every key goes to localStorage at once; one second after the last one the form is posted as a draft, and the copy
// in the browser is dropped when the server has it. Without JavaScript saving, errors and conflicts work the same.

const WAIT = 1000;
const RETRY = 15000;

const timers = new WeakMap();
const running = new WeakMap();

function say(form, text, tone = "") {
  const status = form.querySelector("[data-status]");
  if (status.textContent !== text) status.textContent = text;
  status.dataset.nada = tone;
}

function values(form) {
  return [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "versi_terkini");
}

function remember(form) {
  try {
    const copy = { isi: values(form).filter(([name]) => name !== "versi"), versi: form.elements.versi.value };
    localStorage.setItem(form.dataset.kunci, JSON.stringify(copy));
  } catch {
    // storage is full or forbidden: the draft on the server remains
  }
}

function forget(form) {
  try {
    localStorage.removeItem(form.dataset.kunci);
  } catch {
    // as above
  }
}

function remembered(form) {
  try {
    return JSON.parse(localStorage.getItem(form.dataset.kunci));
  } catch {
    return null;
  }
}

// A login in another tab changes the token; the cookie holds the one that counts.
function freshToken(form) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (cookie) form.elements.csrfmiddlewaretoken.value = cookie[1];
}

function restore(form) {
  const copy = remembered(form);
  if (!copy) return;
  const typed = new Map(copy.isi);
  if (JSON.stringify(values(form).filter(([name]) => name !== "versi")) === JSON.stringify(copy.isi)) return forget(form);
  addRows(form, typed);
  for (const field of form.elements) {
    if (!field.name || ["versi", "versi_terkini", "csrfmiddlewaretoken", "aksi"].includes(field.name)) continue;
    if (field.type === "checkbox") field.checked = typed.has(field.name);
    else field.value = typed.get(field.name) ?? "";
  }
  form.elements.versi.value = copy.versi;
  say(form, "Ketikan Anda dipulihkan dari peramban ini; belum disimpan.");
  send(form);
}

// The grid may have been longer than the page that came back.
function addRows(form, typed) {
  const body = form.querySelector(".isi-kisi tbody");
  if (!body) return;
  for (let row = body.rows.length; typed.has(`komponen-${row}-nama`); row += 1) {
    const copy = body.rows[0].cloneNode(true);
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
  result.querySelector("[data-capaian]").textContent = answer.capaian;
  result.querySelector("[data-alasan]").textContent = answer.alasan;
  items(result.querySelector("[data-rumus]"), answer.rumus);
  items(form.querySelector("[data-peringatan]"), answer.peringatan.map((text) => `${text} Jelaskan dalam catatan.`));
  say(form, answer.saved_at ? `Draf disimpan ${answer.saved_at}; belum menjadi realisasi.` : "Sama dengan versi tersimpan.");
}

function sayLogin(form) {
  say(form, "Sesi Anda berakhir. Ketikan tetap ada di peramban ini. ", "bahaya");
  const link = document.createElement("a");
  link.href = form.action;
  link.textContent = "Masuk kembali";
  form.querySelector("[data-status]").append(link, ".");
}

async function send(form) {
  running.get(form)?.abort();
  const control = new AbortController();
  running.set(form, control);
  freshToken(form);
  const body = new FormData(form);
  const sent = JSON.stringify([...body]);
  try {
    const response = await fetch(form.dataset.draf, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { Accept: "application/json" },
      signal: control.signal,
    });
    if (response.type === "opaqueredirect") return sayLogin(form);
    if (!response.ok) throw new Error(response.status);
    const answer = await response.json();
    if (JSON.stringify([...new FormData(form)]) === sent) forget(form);
    show(form, answer);
  } catch (error) {
    if (error.name === "AbortError") return;
    say(form, "Server tidak menjawab. Ketikan tetap ada di peramban ini dan dikirim lagi.", "bahaya");
    timers.set(form, setTimeout(send, RETRY, form));
  }
}

function typed(event) {
  const form = event.currentTarget;
  remember(form);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(send, WAIT, form));
}

function submitted(event) {
  const form = event.currentTarget;
  clearTimeout(timers.get(form));
  running.get(form)?.abort();
  freshToken(form);
  if (event.submitter?.hasAttribute("data-buang")) forget(form);
}

for (const form of document.querySelectorAll("form[data-draf]")) {
  if (form.hasAttribute("data-disimpan")) forget(form);
  restore(form);
  form.addEventListener("input", typed);
  form.addEventListener("submit", submitted);
}

// Told once: loaded again, the page must not drop what was typed since.
const address = new URL(location.href);
if (address.searchParams.has("disimpan")) {
  address.searchParams.delete("disimpan");
  history.replaceState(history.state, "", address);
}

document.getElementById("ringkasan-galat")?.focus();
