// The list of articles; every text is set with textContent.

function button(action, row, label, className) {
  const made = element("button", className);
  made.type = "button";
  made.dataset.action = action;
  made.dataset.article = row.article_id;
  made.setAttribute("aria-label", `${label}: ${row.title}`);
  return made;
}

function line(row, labels) {
  const made = element("li");
  const open = button("open", row, labels.open, "open");
  open.append(element("span", "title", row.title), element("span", "byline", `${row.byline} · ${row.size}`));
  const remove = button("remove", row, labels.remove, "remove");
  remove.textContent = labels.remove;
  made.append(open, remove);
  return made;
}

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".articles");
  if (!root) {
    root = element("ul", "articles");
    parentElement.append(root);
  }
  const content = JSON.stringify(data);
  if (root.footnoteContent !== content) root.replaceChildren(...data.rows.map((row) => line(row, data.labels)));
  root.footnoteContent = content;
  root.onclick = (event) => {
    const clicked = event.target.closest("button[data-action]");
    if (clicked) setTriggerValue("chosen", { action: clicked.dataset.action, article_id: clicked.dataset.article });
  };
}
