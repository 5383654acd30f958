// An article with its quote marked; every text is set with textContent.

// Only web addresses may become links, whoever made the data.
function link(href, text) {
  if (!/^https?:\/\//i.test(href)) return element("span", "", text);
  const made = element("a", "", text);
  made.href = href;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

function opener(articleId, text) {
  const made = element("button", "opener", text);
  made.dataset.article = articleId;
  return made;
}

function facts(data, unfolded) {
  const details = element("details", "about");
  details.open = unfolded;
  const list = element("dl");
  let before = "";
  for (const fact of data.facts) {
    list.append(element("dt", "", fact.label === before ? "" : fact.label));
    const value = element("dd");
    value.append(fact.article_id ? opener(fact.article_id, fact.text) : link(fact.href, fact.text));
    list.append(value);
    before = fact.label;
  }
  details.append(element("summary", "", data.about), list);
  if (data.correct) {
    const correct = element("button", "correct", data.correct);
    details.append(correct);
  }
  return details;
}

function head(data, unfolded) {
  const header = element("header");
  const title = element("h2", "title", data.title);
  title.tabIndex = -1;
  header.append(title, element("p", "byline", data.byline));
  if (data.authors) header.append(element("p", "byline", data.authors));
  if (data.href) header.append(link(data.href, data.link));
  data.notices.forEach((text, position) => {
    const notice = element("p", "notice", text);
    if (position === 0 && data.newest) notice.append(" ", opener(data.newest, data.open_newest));
    header.append(notice);
  });
  header.append(facts(data, unfolded));
  return header;
}

function paragraph(pieces) {
  const made = element("p");
  for (const piece of pieces) {
    if (piece.page) made.append(element("span", "page", piece.page));
    made.append(piece.marked ? element("mark", "", piece.text) : piece.text);
  }
  return made;
}

function draw(root, data) {
  const about = root.querySelector(".about");
  const isSame = about && root.footnoteShown === data.token;
  const bar = element("div", "bar");
  const close = element("button", "close", "×");
  close.setAttribute("aria-label", data.close);
  close.title = data.close;
  bar.append(head(data, isSame ? about.open : data.unfolded), close);
  const text = element("div", "text");
  text.append(...data.paragraphs.map(paragraph));
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", data.title);
  root.replaceChildren(bar, text);
}

// Scrolls the article's own pane only: scrollIntoView would move the conversation as well.
function showQuote(root) {
  const pane = root.querySelector(".text");
  const mark = root.querySelector("mark");
  if (!mark) return pane.scrollTo({ top: 0 });
  const offset = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  return pane.scrollTo({ top: pane.scrollTop + offset - pane.clientHeight / 3 });
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (isOvertaken(parentElement, data)) return;
  let root = parentElement.querySelector(".article");
  if (!root) {
    root = element("article", "article");
    parentElement.append(root);
  }
  const close = () => setTriggerValue("closed", true);
  const content = JSON.stringify(data);
  if (root.footnoteContent !== content) {
    const top = root.querySelector(".text")?.scrollTop ?? 0;
    draw(root, data);
    if (root.footnoteShown !== data.token) requestAnimationFrame(() => showQuote(root));
    else root.querySelector(".text").scrollTop = top;
    root.footnoteShown = data.token;
  }
  root.footnoteContent = content;
  root.querySelector(".close").onclick = close;
  root.onclick = (event) => {
    const clicked = event.target.closest("button");
    if (clicked?.matches(".opener")) setTriggerValue("opened", clicked.dataset.article);
    if (clicked?.matches(".correct")) setTriggerValue("corrected", true);
  };
  root.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
}
