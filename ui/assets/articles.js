// The list of articles; every text is set with textContent. What is selected is known only here, and only
// while it is shown: nothing can be removed that the reader does not see.

function control(name, row, label, className) {
  const made = element(name, className);
  made.dataset.article = row.article_id;
  made.setAttribute("aria-label", `${label}: ${row.title}`);
  return made;
}

function checkbox(className) {
  const made = element("input", className);
  made.type = "checkbox";
  return made;
}

function line(row, labels) {
  const made = element("li");
  const select = control("input", row, labels.select, "select");
  select.type = "checkbox";
  const open = control("button", row, labels.open, "open");
  open.append(element("span", "title", row.title));
  const byline = element("span", "byline", row.byline);
  for (const tag of row.tags) byline.append(" · ", element("span", "tag", tag));
  open.append(byline);
  const remove = control("button", row, labels.remove, "remove");
  remove.textContent = labels.remove;
  made.append(select, open, remove);
  return made;
}

function draw(root, data) {
  const all = element("label", "all");
  all.append(checkbox("select-all"), element("span", "", data.labels.select_all));
  const removal = element("button", "remove-selected", data.labels.remove_selected);
  const bar = element("div", "bar");
  bar.append(all, removal);
  const list = element("ul", "list");
  list.append(...data.rows.map((row) => line(row, data.labels)));
  root.replaceChildren(bar, list);
}

const boxes = (root) => [...root.querySelectorAll("input.select")];

function showSelection(root, labels) {
  const count = boxes(root).filter((box) => box.checked).length;
  const all = root.querySelector(".select-all");
  all.checked = count > 0 && count === boxes(root).length;
  all.indeterminate = count > 0 && !all.checked;
  const removal = root.querySelector(".remove-selected");
  removal.hidden = count === 0;
  removal.textContent = `${labels.remove_selected} (${count})`;
}

function keepSelection(root, data) {
  const selected = new Set(boxes(root).filter((box) => box.checked).map((box) => box.dataset.article));
  draw(root, data);
  for (const box of boxes(root)) box.checked = selected.has(box.dataset.article);
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (isOvertaken(parentElement, data)) return;
  let root = parentElement.querySelector(".articles");
  if (!root) {
    root = element("div", "articles");
    parentElement.append(root);
  }
  const content = JSON.stringify(data);
  if (root.footnoteContent !== content) keepSelection(root, data);
  root.footnoteContent = content;
  showSelection(root, data.labels);
  const choose = (action, ids) => setTriggerValue("chosen", { action, article_ids: ids });
  root.onchange = (event) => {
    if (event.target.matches(".select-all")) for (const box of boxes(root)) box.checked = event.target.checked;
    showSelection(root, data.labels);
  };
  root.onclick = (event) => {
    const clicked = event.target.closest("button");
    if (!clicked) return;
    if (clicked.matches(".open")) choose("open", [clicked.dataset.article]);
    if (clicked.matches(".remove")) choose("remove", [clicked.dataset.article]);
    if (clicked.matches(".remove-selected"))
      choose("remove", boxes(root).filter((box) => box.checked).map((box) => box.dataset.article));
  };
}
