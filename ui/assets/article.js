// An article with its quote marked; every text is set with textContent.

function head(data) {
  const header = element("header");
  const title = element("h2", "title", data.title);
  title.tabIndex = -1;
  header.append(title, element("p", "byline", data.byline));
  if (data.authors) header.append(element("p", "byline", data.authors));
  // Only web addresses may become links, whoever made the data.
  if (/^https?:\/\//i.test(data.href)) {
    const link = element("a", "", data.link);
    link.href = data.href;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    header.append(link);
  }
  return header;
}

function paragraph(pieces) {
  const made = element("p");
  for (const piece of pieces) made.append(piece.marked ? element("mark", "", piece.text) : piece.text);
  return made;
}

function draw(root, data) {
  const bar = element("div", "bar");
  const close = element("button", "close", "×");
  close.type = "button";
  close.setAttribute("aria-label", data.close);
  close.title = data.close;
  bar.append(head(data), close);
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
  let root = parentElement.querySelector(".article");
  if (!root) {
    root = element("article", "article");
    parentElement.append(root);
  }
  const close = () => setTriggerValue("closed", true);
  if (root.footnoteToken !== data.token) {
    draw(root, data);
    root.footnoteToken = data.token;
    requestAnimationFrame(() => showQuote(root));
  }
  root.querySelector(".close").onclick = close;
  root.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
}
