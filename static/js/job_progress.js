// Keeps a running job's bar up to date. Hook: data-poll="URL" on the block of components/progress.html.
// The URL answers {"percent": 0-100, "message": "…", "finished": false}; when finished the page is loaded again.
// Without JavaScript the page reloads itself by <noscript><meta http-equiv="refresh">.

const INTERVAL = 2000;
const LONGEST = 30000;

function show(block, job) {
  const percent = `${job.percent}%`;
  const bar = block.querySelector("progress");
  bar.value = job.percent;
  bar.textContent = percent;
  block.querySelector("[data-poll-percent]").textContent = percent;
  const message = block.querySelector("[data-poll-message]");
  if (message.textContent !== job.message) message.textContent = job.message;
}

async function ask(block, wait) {
  let next = INTERVAL;
  try {
    const response = await fetch(block.dataset.poll, { headers: { Accept: "application/json" } });
    if (response.redirected || response.status === 403 || response.status === 404) return location.reload();
    if (!response.ok) throw new Error(response.status);
    const job = await response.json();
    if (job.finished) return location.reload();
    show(block, job);
  } catch {
    next = Math.min(wait * 2, LONGEST); // the server is busy or away: ask less often, keep the last state
  }
  setTimeout(ask, next, block, next);
}

for (const block of document.querySelectorAll("[data-poll]")) setTimeout(ask, INTERVAL, block, INTERVAL);
