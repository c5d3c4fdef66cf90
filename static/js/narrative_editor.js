// A section's text in a rich editor instead of its markup. Hooks: textarea[data-editor] in a form with data-angka (URL of
// the figures) and data-tempel (URL that cleans what is pasted), [data-alat] with buttons [data-perintah],
// dialog[data-pemilih]. The textarea stays what is sent and what autosave.js keeps: each change is written into it as
// markup. A text that is not in the markup is left to the plain textarea, so that nothing of it is lost.

import {
  BulletList,
  Document,
  Editor,
  Gapcursor,
  Heading,
  History,
  Bold,
  Italic,
  ListItem,
  Node,
  OrderedList,
  Paragraph,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  nodeInputRule,
} from "../django_prose_editor/editor.js";
import { choose } from "./narrative_picker.js";

const TOKEN = /\{\{\s*([^{}]*?)\s*\}\}/g;
const TYPED = /\{\{\s*([^{}]+?)\s*\}\}$/;

// Markup to what the editor reads, and back

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function quote(text) {
  return escape(text).replace(/"/g, "&quot;");
}

function read(markup) {
  const page = new DOMParser().parseFromString(markup, "text/html");
  for (const caption of page.querySelectorAll("caption")) {
    caption.parentElement.dataset.judul = caption.textContent.trim();
    caption.remove();
  }
  return page.body.innerHTML.replace(/>([^<]+)/g, (_, text) => {
    return `>${text.replace(TOKEN, (_, key) => `<span data-angka="${key.replace(/"/g, "&quot;")}"></span>`)}`;
  });
}

function written(editor) {
  return (editor.getJSON().content ?? []).map(block).filter(Boolean).join("\n");
}

function block(node) {
  switch (node.type) {
    case "heading":
      return element(`h${node.attrs.level}`, inline(node));
    case "bulletList":
      return list("ul", node);
    case "orderedList":
      return list("ol", node);
    case "table":
      return table(node);
    case "tempat":
      return `<figure data-${node.attrs.jenis}="${quote(node.attrs.kunci)}"></figure>`;
    default:
      return element("p", inline(node));
  }
}

function element(name, content) {
  return content.trim() ? `<${name}>${content}</${name}>` : "";
}

function list(name, node) {
  const items = (node.content ?? []).map((item) => element("li", inside(item))).filter(Boolean);
  return items.length ? `<${name}>${items.join("")}</${name}>` : "";
}

function table(node) {
  const [head, ...rows] = node.content.map((row) => row.content.map(inside));
  if (!rows.length) return "";
  const name = node.attrs.judul ? `<caption>${escape(node.attrs.judul)}</caption>` : "";
  const line = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  const body = [line(head, "th"), ...rows.map((cells) => line(cells, "td"))].join("\n");
  return `<table data-kunci="${quote(node.attrs.kunci)}">${name}\n${body}\n</table>`;
}

function inside(node) {
  return (node.content ?? []).map(inline).filter(Boolean).join(" ");
}

function inline(node) {
  return (node.content ?? []).map(piece).join("");
}

function piece(node) {
  const text = node.type === "angka" ? `{{ ${node.attrs.kunci} }}` : escape(node.text ?? "");
  const names = (node.marks ?? []).map((mark) => mark.type);
  if (names.includes("bold")) return `<strong>${text}</strong>`;
  return names.includes("italic") ? `<em>${text}</em>` : text;
}

function tableKey() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return `t-${number.toString(36)}`;
}

// What the markup holds besides plain text

function chips(known) {
  return Node.create({
    name: "angka",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({ kunci: { default: "", parseHTML: (dom) => dom.dataset.angka } }),
    parseHTML: () => [{ tag: "span[data-angka]" }],
    renderHTML: ({ node }) => ["span", { "data-angka": node.attrs.kunci }],
    renderText: ({ node }) => `{{ ${node.attrs.kunci} }}`,
    addInputRules() {
      return [nodeInputRule({ find: TYPED, type: this.type, getAttributes: (match) => ({ kunci: match[1] }) })];
    },
    addNodeView: () => ({ node }) => {
      const dom = Object.assign(document.createElement("span"), { className: "narasi-chip" });
      known.show(dom, node.attrs.kunci);
      return { dom };
    },
  });
}

function places(known) {
  return Node.create({
    name: "tempat",
    group: "block",
    atom: true,
    selectable: true,
    addAttributes: () => ({ jenis: { default: "tabel" }, kunci: { default: "" } }),
    parseHTML: () => ["tabel", "gambar"].map((jenis) => ({
      tag: `figure[data-${jenis}]`,
      getAttrs: (dom) => ({ jenis, kunci: dom.getAttribute(`data-${jenis}`) }),
    })),
    renderHTML: ({ node }) => ["figure", { [`data-${node.attrs.jenis}`]: node.attrs.kunci }],
    addNodeView: () => ({ node }) => {
      const dom = Object.assign(document.createElement("div"), { className: "narasi-tempat" });
      known.show(dom, `${node.attrs.jenis}:${node.attrs.kunci}`);
      return { dom };
    },
  });
}

const CaptionedTable = Table.extend({
  addAttributes: () => ({
    judul: {
      default: "",
      parseHTML: (dom) => dom.dataset.judul ?? "",
      renderHTML: ({ judul }) => (judul ? { "data-judul": judul } : {}),
    },
    kunci: {
      default: null,
      parseHTML: (dom) => dom.dataset.kunci ?? tableKey(),
      renderHTML: ({ kunci }) => ({ "data-kunci": kunci }),
    },
  }),
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
}).configure({ resizable: false });

// Every figure, table and picture by its token, with today's value: "…" until it is there, the token where none comes

class Known {
  constructor() {
    this.all = new Map();
    this.shown = new Set();
    this.ready = false;
    this.failed = false;
    this.coming = null;
  }

  // Asked once; after a failure once more when somebody wants to choose.
  load(url) {
    this.coming ??= this.ask(url).catch((error) => {
      this.coming = null;
      this.failed = true;
      this.redraw();
      throw error;
    });
    return this.coming;
  }

  async ask(url) {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    for (const one of (await response.json()).pilihan) this.all.set(one.kunci, one);
    this.ready = true;
    this.redraw();
  }

  redraw() {
    for (const [dom, key] of this.shown) if (dom.isConnected) this.draw(dom, key);
  }

  show(dom, key) {
    this.shown.add([dom, key]);
    this.draw(dom, key);
  }

  draw(dom, key) {
    const one = this.all.get(key.replace(/\s*\|\s*/, "|"));
    const waiting = !one && !this.ready && !this.failed;
    dom.textContent = one ? one.teks : waiting ? "…" : key;
    dom.title = one ? `${one.label}: ${one.asal}` : key;
    dom.classList.toggle("menunggu", waiting);
    dom.classList.toggle("tidak-dikenal", this.ready && !one);
    if (one?.jenis === "gambar") dom.prepend(Object.assign(new Image(), { src: one.url, alt: "" }));
    if (this.ready && !one) {
      dom.textContent = `… ${key}`;
      dom.title = `“${key}” tidak tersedia dalam data; di laporan tercetak sebagai “…”.`;
    }
  }

  async of(kinds, url) {
    await this.load(url);
    return [...this.all.values()].filter((one) => kinds.includes(one.jenis));
  }
}

// The toolbar

function commands(editor, known, form) {
  const run = () => editor.chain().focus();
  const offered = (...kinds) => known.of(kinds, form.dataset.angka);
  return {
    tebal: () => run().toggleBold().run(),
    miring: () => run().toggleItalic().run(),
    subjudul: () => run().toggleHeading({ level: 4 }).run(),
    anak_subjudul: () => run().toggleHeading({ level: 5 }).run(),
    butir: () => run().toggleBulletList().run(),
    nomor: () => run().toggleOrderedList().run(),
    urung: () => run().undo().run(),
    ulang: () => run().redo().run(),
    angka: () => pick(editor, offered("angka"), "Sisipkan angka", ({ kunci }) => ({ type: "angka", attrs: { kunci } })),
    tempat: () => pick(editor, offered("tabel", "gambar"), "Sisipkan tabel pendukung atau gambar", place),
    tabel: () => run().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).updateAttributes("table", { kunci: tableKey() }).run(),
    baris: () => run().addRowAfter().run(),
    kolom: () => run().addColumnAfter().run(),
    hapus_baris: () => run().deleteRow().run(),
    hapus_kolom: () => run().deleteColumn().run(),
    hapus_tabel: () => run().deleteTable().run(),
    judul_tabel: () => caption(editor),
  };
}

function place({ kunci }) {
  const [jenis, name] = kunci.split(":");
  return { type: "tempat", attrs: { jenis, kunci: name } };
}

async function pick(editor, choices, title, node) {
  const one = await choose(choices, title);
  if (one) editor.chain().focus().insertContent(node(one)).run();
  else editor.commands.focus();
}

function caption(editor) {
  const dialog = document.querySelector("dialog[data-judul-tabel]");
  const field = dialog.querySelector("input");
  field.value = editor.getAttributes("table").judul ?? "";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue === "pakai") editor.chain().focus().updateAttributes("table", { judul: field.value.trim() }).run();
      else editor.commands.focus();
    },
    { once: true },
  );
  dialog.returnValue = "";
  dialog.showModal();
}

const ACTIVE = {
  tebal: ["bold"],
  miring: ["italic"],
  subjudul: ["heading", { level: 4 }],
  anak_subjudul: ["heading", { level: 5 }],
  butir: ["bulletList"],
  nomor: ["orderedList"],
};

function bindToolbar(editor, bar, known, form) {
  const table = commands(editor, known, form);
  const buttons = [...bar.querySelectorAll("[data-perintah]")];
  bar.hidden = false;
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-perintah]");
    if (button) table[button.dataset.perintah]();
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const open = buttons.filter((button) => !button.closest("[hidden]"));
    const next = open[(open.indexOf(document.activeElement) + step + open.length) % open.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  });
  for (const [at, button] of buttons.entries()) button.tabIndex = at ? -1 : 0;
  const mark = () => {
    for (const button of buttons) {
      const active = ACTIVE[button.dataset.perintah];
      if (active) button.setAttribute("aria-pressed", editor.isActive(...active));
    }
    bar.querySelector("[data-dalam-tabel]").hidden = !editor.isActive("table");
  };
  editor.on("transaction", mark);
  mark();
  return table;
}

// Paste: HTML goes to the server, which knows what the markup holds; what comes back is put in.

function foreign(event, data, editor, form) {
  const html = data.getData("text/html");
  if (!html || html.includes("data-pm-slice")) return false;
  event.preventDefault();
  paste(editor, form, html, data.getData("text/plain"));
  return true;
}

async function paste(editor, form, html, plain) {
  const body = new FormData();
  body.set("html", html);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const response = await fetch(form.dataset.tempel, { method: "POST", body, redirect: "manual" });
    if (!response.ok) throw new Error(response.status);
    const answer = await response.json();
    editor.chain().focus().insertContent(read(answer.isi)).run();
    say(form, answer.catatan);
  } catch {
    editor.chain().focus().insertContent(plain.split(/\n+/).filter(Boolean).map((text) => `<p>${escape(text)}</p>`).join("")).run();
    say(form, "Server tidak menjawab: yang ditempel hanya teksnya, tanpa format.");
  }
}

function say(form, text) {
  form.querySelector("[data-kabar]").textContent = text;
}

function start(textarea) {
  const form = textarea.form;
  const known = new Known();
  const element = Object.assign(document.createElement("div"), { className: "narasi-editor" });
  textarea.before(element);
  const editor = new Editor({
    element,
    injectCSS: false,
    content: read(textarea.value),
    extensions: [
      Document,
      Paragraph,
      Text,
      Bold,
      Italic,
      Heading.configure({ levels: [4, 5] }),
      BulletList,
      OrderedList,
      ListItem.extend({ content: "paragraph" }),
      CaptionedTable,
      TableRow,
      TableCell.extend({ content: "paragraph" }),
      TableHeader.extend({ content: "paragraph" }),
      History,
      Gapcursor,
      chips(known),
      places(known),
    ],
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": textarea.labels[0].textContent, lang: "id" },
      // Before the editor looks at it: HTML of others is never parsed in this page.
      handleDOMEvents: {
        paste: (_, event) => foreign(event, event.clipboardData, editor, form),
        drop: (view, event) => !view.dragging && foreign(event, event.dataTransfer, editor, form),
      },
      handleTextInput(view, from, _, text) {
        if (text !== "{" || view.state.doc.textBetween(Math.max(0, from - 1), from) !== "{") return false;
        view.dispatch(view.state.tr.delete(from - 1, from));
        table.angka();
        return true;
      },
    },
    onUpdate() {
      textarea.value = written(editor);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const table = bindToolbar(editor, document.querySelector("[data-alat]"), known, form);
  textarea.hidden = true;
  document.querySelector("[data-tanpa-editor]").hidden = true;
  textarea.labels[0].addEventListener("click", () => editor.commands.focus());
  form.addEventListener("dipulihkan", () => editor.commands.setContent(read(textarea.value), { emitUpdate: false }));
  known.load(form.dataset.angka).catch(() => say(form, "Nilai angka belum dapat dimuat; kuncinya ditampilkan."));
}

for (const textarea of document.querySelectorAll("textarea[data-editor]")) start(textarea);
