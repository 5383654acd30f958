// An element with text. `textContent` is the only way in which text reaches the page: nothing here reads HTML.
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

