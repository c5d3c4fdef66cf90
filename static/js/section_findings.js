// Asks again what the checker finds in a section when a draft of it has been kept. Hooks: [data-temuan="URL"], which
// the answer fills; the form that says "draf-disimpan" (js/autosave.js). Without JavaScript the page shows the findings
// of the text that it was drawn with.

const RETRY = 3000;

for (const place of document.querySelectorAll("[data-temuan]")) {
  let asked = null;
  const ask = async () => {
    asked?.abort();
    const control = (asked = new AbortController());
    place.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(place.dataset.temuan, { redirect: "error", signal: control.signal });
      if (!response.ok) throw new Error(response.status);
      place.innerHTML = await response.text();
      place.removeAttribute("aria-busy");
    } catch {
      // What is shown is of an older text: asked again, unless a newer draft has asked meanwhile.
      if (asked === control) setTimeout(() => asked === control && ask(), RETRY);
    }
  };
  document.addEventListener("draf-disimpan", ask);
}
