// One exchange: question, how it was read, answer with markers, lists of quotes and passages.
// Every text is set with textContent; nothing here reads HTML.

function opener(list, index, label, className) {
  const button = element("button", className);
  button.setAttribute("aria-label", label);
  button.dataset.target = `${list}-${index}`;
  return button;
}

function answer(data, fresh) {
  const quotes = data.lists.find((list) => list.name === "quotes");
  const text = element("p", "answer");
  data.sentences.forEach((sentence, position) => {
    const span = element("span", position >= fresh ? "sentence fresh" : "sentence", sentence.text);
    sentence.numbers.forEach((number) => {
      const marker = opener("quotes", number - 1, quotes.entries[number - 1].label, "marker");
      marker.textContent = String(number);
      // A marker must not stand at the start of a line, away from its sentence.
      span.append("\u2060", marker);
    });
    text.append(span);
  });
  return text;
}

function chip(item, index) {
  const row = element("li", "chip");
  if (item.words) row.append(element("span", "words", item.words), " ");
  row.append(element("span", "reading", item.reading));
  if (!item.action) return row;
  const button = element("button", "reread", item.button);
  button.title = item.action;
  button.setAttribute("aria-label", item.words ? `${item.action} ${item.words}` : item.action);
  button.dataset.chip = index;
  row.append(button);
  return row;
}

function chips(data) {
  const line = element("ul", "chips");
  line.setAttribute("aria-label", data.chips_label);
  line.append(...data.chips.map(chip));
  return line;
}

function quoted(item) {
  const text = element("span", "text");
  const [start, end] = item.answer;
  // In Python a character is a code point, in JavaScript it may be two units.
  const signs = Array.from(item.text);
  const part = (from, to) => signs.slice(from, to).join("");
  if (start < end) text.append(part(0, start), element("strong", "", part(start, end)), part(end));
  else text.append(item.text);
  return text;
}

function entry(list, item, index) {
  const row = element("li");
  const button = opener(list.name, index, item.label, "entry");
  const body = element("span", "body");
  body.append(quoted(item), element("span", "title", item.title));
  body.lastChild.append(element("span", "byline", item.byline));
  if (list.numbered) button.append(element("span", "number", String(index + 1)));
  button.append(body);
  row.append(button);
  return row;
}

function entries(list, unfolded) {
  const items = element("ul", list.numbered ? "entries numbered" : "entries");
  items.append(...list.entries.map((item, index) => entry(list, item, index)));
  if (!list.folded) {
    const section = element("section", list.name);
    section.append(element("h3", "heading", list.heading), items);
    return section;
  }
  const details = element("details", list.name);
  details.open = unfolded.has(list.name);
  details.dataset.name = list.name;
  details.append(element("summary", "", list.heading), items);
  return details;
}

function dropped(data, unfolded) {
  const items = element("ul", "entries");
  for (const one of data.dropped) {
    const row = element("li");
    row.append(element("span", "text", one.text), element("span", "title", one.reason));
    items.append(row);
  }
  const details = element("details", "dropped");
  details.open = unfolded.has("dropped");
  details.dataset.name = "dropped";
  details.append(element("summary", "", data.dropped_heading), items);
  return details;
}

function status(data) {
  const line = element("p", "status");
  line.append(element("span", "step", data.status));
  if (!data.stop) return line;
  line.append(" ", element("button", "stop", data.stop));
  return line;
}

function foot(data) {
  const line = element("p", "foot", data.foot);
  if (!data.copied) return line;
  if (data.foot) line.append(" · ");
  line.append(element("button", "copy", data.copy_words[0]));
  return line;
}

// The clipboard is for pages that a browser trusts; elsewhere there is only the old way.
async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // refused; the old way may still be open
    }
  }
  const field = element("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}

async function copy(button, data) {
  const [label, done, failed] = data.copy_words;
  button.textContent = (await copyText(data.copied)) ? done : failed;
  setTimeout(() => { button.textContent = label; }, 2500);
}

// What a marker stands for, beside it while the pointer or the keyboard is on it.
function showCard(root, marker) {
  root.querySelector(".card")?.remove();
  const entry = marker && root.querySelector(`.entry[data-target="${marker.dataset.target}"] .body`);
  if (!entry) return;
  const card = element("div", "card quotes");
  card.setAttribute("role", "tooltip");
  card.append(...entry.cloneNode(true).childNodes);
  root.append(card);
  const [frame, at] = [root.getBoundingClientRect(), marker.getBoundingClientRect()];
  const left = Math.min(at.left - frame.left, frame.width - card.offsetWidth);
  card.style.left = `${Math.max(0, left)}px`;
  const hasRoomBelow = at.bottom + card.offsetHeight + 12 < window.innerHeight;
  card.style.top = `${hasRoomBelow ? at.bottom - frame.top + 6 : at.top - frame.top - card.offsetHeight - 6}px`;
}

function showCards(root) {
  for (const name of ["pointerover", "focusin"]) {
    root.addEventListener(name, (event) => showCard(root, event.target.closest(".marker")));
  }
  for (const name of ["pointerleave", "focusout"]) root.addEventListener(name, () => showCard(root, null));
  root.addEventListener("keydown", (event) => { if (event.key === "Escape") showCard(root, null); });
}

function draw(root, data) {
  const before = root.querySelectorAll(".sentence").length;
  const unfolded = new Set([...root.querySelectorAll("details[open]")].map((details) => details.dataset.name));
  const parts = [element("h2", "question", data.question)];
  if (data.chips.length) parts.push(chips(data));
  for (const list of data.lists.filter((one) => one.folded)) parts.push(entries(list, unfolded));
  if (data.note) parts.push(element("p", "note", data.note));
  if (data.retry) parts.push(element("button", "retry", data.retry));
  if (data.sentences.length) parts.push(answer(data, root.childElementCount ? before : Infinity));
  if (data.status) parts.push(status(data));
  for (const list of data.lists.filter((one) => !one.folded)) parts.push(entries(list, unfolded));
  if (data.dropped.length) parts.push(dropped(data, unfolded));
  if (data.foot || data.copied) parts.push(foot(data));
  root.classList.toggle("failed", data.failed);
  root.replaceChildren(...parts);
}

function showOpened(root, opened) {
  for (const button of root.querySelectorAll("button[data-target]")) {
    const isOpen = button.dataset.target === opened;
    button.classList.toggle("opened", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
  }
}

// Not `disabled`, which would take the keyboard's focus from the button.
function showBusy(root, busy) {
  for (const button of root.querySelectorAll("button[data-chip]")) button.setAttribute("aria-disabled", String(busy));
}

// Once for each question, and not again when the page comes back to it.
function showAsked(root, asked) {
  root.classList.toggle("asked", Boolean(asked));
  if (!asked || window.footnoteAsked === asked) return;
  window.footnoteAsked = asked;
  requestAnimationFrame(() => root.scrollIntoView({ block: "start" }));
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (isOvertaken(parentElement, data)) return;
  let root = parentElement.querySelector(".exchange");
  if (!root) {
    root = element("article", "exchange");
    root.setAttribute("aria-live", "polite");
    showCards(root);
    parentElement.append(root);
  }
  const content = JSON.stringify({ ...data, opened: "", busy: false, drawing: 0 });
  // Drawing the same again would take the keyboard's focus from the marker just used.
  if (root.footnoteContent !== content) draw(root, data);
  root.footnoteContent = content;
  showOpened(root, data.opened);
  showBusy(root, data.busy);
  showAsked(root, data.asked);
  root.onclick = (event) => {
    showCard(root, null);
    const copying = event.target.closest("button.copy");
    if (copying) copy(copying, data);
    if (event.target.closest("button.retry")) setTriggerValue("retried", true);
    if (event.target.closest("button.stop")) setTriggerValue("stopped", true);
    const chosen = event.target.closest("button[data-chip]");
    if (chosen && !data.busy) setTriggerValue("reread", Number(chosen.dataset.chip));
    const button = event.target.closest("button[data-target]");
    if (!button) return;
    const [list, index] = button.dataset.target.split("-");
    setTriggerValue("opened", { list, index: Number(index) });
  };
}
