// What became of each source of a run; every text is set with textContent.

function line(row) {
  const made = element("li", row.kind);
  const body = element("span", "body");
  const title = element(row.article_id ? "button" : "span", "title", row.title);
  if (row.article_id) {
    title.dataset.article = row.article_id;
  }
  body.append(title);
  if (row.detail) body.append(element("span", "detail", row.detail));
  made.append(element("span", "status", row.status), body);
  return made;
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (isOvertaken(parentElement, data)) return;
  let root = parentElement.querySelector(".outcomes");
  if (!root) {
    root = element("ul", "outcomes");
    root.setAttribute("aria-live", "polite");
    root.tabIndex = 0;
    parentElement.append(root);
  }
  const content = JSON.stringify(data);
  if (root.footnoteContent !== content) {
    const rows = data.rows.map(line);
    if (data.more) rows.push(element("li", "more", data.more));
    root.replaceChildren(...rows);
  }
  root.footnoteContent = content;
  root.onclick = (event) => {
    const clicked = event.target.closest("button[data-article]");
    if (clicked) setTriggerValue("opened", clicked.dataset.article);
  };
}
