"""What stands over quotes and beside them, and over what was left out; like `ui.wording`."""

QUOTES = "Quotes"
QUOTES_CHANGED = "Changed since an earlier report · quotes, newest first"
QUOTES_DISAGREE = "Reports disagree · quotes"
ATTRIBUTED = "found by Footnote, not cited by the model"
DROPPED = "{sentences} of the model {were} left out"
