// An element with text. `textContent` is the only way in which text reaches the page: nothing here reads HTML.
function element(name, className, text) {
  const made = document.createElement(name);
  if (name === "button") made.type = "button";
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Streamlit hands data over as soon as this script is loaded, which it awaits for each drawing: older data may come last.
function isOvertaken(parent, data) {
  if (data.drawing < parent.footnoteDrawing) return true;
  parent.footnoteDrawing = data.drawing;
  return false;
}

