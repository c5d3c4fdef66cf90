// Moves between the cells of a typed table by Enter and the arrow keys, and leads what is pasted over several cells to
// the preview. Hooks: form[data-kisi] with fields named sel-ROW-COLUMN, textarea[name=tempel], button[data-cuplik].
// Without JavaScript the cells are reached by Tab, and a table is pasted into the field for it.

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function place(field) {
  const found = /^sel-(\d+)-(\d+)$/.exec(field.name ?? "");
  return found && [Number(found[1]), Number(found[2])];
}

// To the side only from the end of the text, so that the arrows still move within it.
function leaves(field, key) {
  if (key === "ArrowLeft") return field.selectionEnd === 0;
  if (key === "ArrowRight") return field.selectionStart === field.value.length;
  return true;
}

function move(event) {
  const field = event.target;
  const at = place(field);
  if (!at || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter") event.preventDefault();
  const step = event.key === "Enter" ? [event.shiftKey ? -1 : 1, 0] : STEPS[event.key];
  if (!step || !leaves(field, event.key)) return;
  const next = field.form.elements[`sel-${at[0] + step[0]}-${at[1] + step[1]}`];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}

function paste(event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!place(event.target) || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const form = event.target.form;
  form.elements.tempel.value = text;
  form.querySelector("[data-cuplik]").click();
}

for (const form of document.querySelectorAll("form[data-kisi]")) {
  form.addEventListener("keydown", move);
  form.addEventListener("paste", paste);
}
