"""What the app says where all articles must be embedded anew; all its other texts are in `ui.wording`."""

TITLE = "Your articles need to be embedded anew"
WHY = (
    "Footnote finds passages by comparing numbers that an embedder, a small model on this computer, makes of them. "
    "Those of your articles were made by another embedder than the one that is set now, so a search would find "
    "passages that have nothing to do with the question."
)
COST = (
    "Embedding {articles} anew takes roughly {time} with the embedder that comes with Footnote, and longer with a "
    "larger one. Nothing is lost meanwhile: it can be stopped at any time and goes on where it ended."
)
OTHERWISE = "If the setting was changed by mistake, change it back and start Footnote again."
START = "Embed the articles anew"
GO_ON = "Go on"
LOADING = "Loading the embedder"
RUNNING = "Embedding {name}"
FINISHING = "Putting the new numbers in place"
PROGRESS = "{done} of {articles}"
STOPPING = "Stopping after the passages at hand."
STOPPED = "Stopped at {done} of {articles}. What was embedded is kept."
