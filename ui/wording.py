"""Every text the app shows, in one place; plain words, and the glossary's word for each thing.

Constants are safe to hand to Markdown. What is put into the braces of a template is
not: it is shown by a component as text, or goes through `ui.escaping` first.
"""

from qa import Reason

APP_NAME = "Footnote"
WORDMARK = "Footnote¹"

# Pages

CHAT_PAGE = "Ask"
ARTICLES_PAGE = "Articles"

# Chat

WELCOME_TITLE = "What do your articles say?"
WELCOME = (
    "Ask about a person, a place, a number or an event. Every sentence of an answer ends in a small "
    "number: click it to read the quote at its place in the article."
)
NO_ARTICLES_TITLE = "Add your first article"
NO_ARTICLES = (
    "Footnote answers from your own articles, and there are none yet. Add a saved web page or plain text; "
    "it stays on this computer."
)
GO_TO_ARTICLES = "Add articles"
ADD_SAMPLES = "Try it with the sample articles"
EXAMPLE_QUESTIONS = (
    "How much was the ferry company fined?",
    "Why was the captain of the Skarrow Tern acquitted?",
    "What did the Tolm Bridge cost?",
    "Has Moscow agreed to a truce?",
    "Who won the football World Cup in 1998?",
)
QUESTION_PLACEHOLDER = "Ask your articles a question"
QUESTION_PLACEHOLDER_EMPTY = "Add an article first, then ask"
QUESTION_MAX_CHARS = 2_000
NEW_CONVERSATION = "New conversation"
MODEL_LINE = "Answered by {model}"

# The steps of an answer

LOADING_MODEL = "Loading the model…"
SEARCHING = "Searching your articles…"
READING = "Reading {passages}…"
WRITING = "Checking the next sentence…"
PASSAGES_READ = "{passages} read"
QUOTES = "Quotes"
NEAREST_PASSAGES = "The nearest passages"
OPEN_CITATION = "Open citation {number}: {title}"
OPEN_PASSAGE = "Open passage: {title}"

# Abstentions

REASONS = {
    Reason.NO_PASSAGES: "There is nothing in your articles to answer this from.",
    Reason.WEAK_EVIDENCE: "Your articles come near this question, but none of them answers it.",
    Reason.UNSUPPORTED_ANSWER: "No sentence of the drafted answer could be proved from your articles; none is shown.",
    Reason.MODEL_DECLINED: "The model found no answer in the passages it was shown.",
}
MISSING = "None of your articles mentions {words}."

# Failures

RETRY = "Ask again"
UNEXPECTED = "Something went wrong here. The log names it as error {error_id}; asking again may help."
PAGE_UNEXPECTED = "This page could not be shown. The log names it as error {error_id}; reload to try again."
SETTING_UNUSABLE = "The setting {name} cannot be used: {reason}. Change it in the environment or in .env and reload."
CORPUS_UNUSABLE = "The articles cannot be opened"
MODEL_UNUSABLE = "No model can answer at the moment"
RELOAD = "Try again"

# Articles

UNTITLED = "Untitled article"
DATE_UNKNOWN = "date unknown"
PUBLISHER_UNKNOWN = "unknown publisher"
UPLOAD_LABEL = "Saved web pages, text or Markdown files, up to 25 MB each"
PASTE_LABEL = "Or paste the text of one article"
PASTE_PLACEHOLDER = "Title on the first line, then the text. A line with the date or the author is understood."
PASTE_BUTTON = "Add the text"
UPLOAD_BUTTON = "Add {files}"
ADDING = "Adding {name}"
FINISHING = "Making the articles searchable"
REJECTED = "{files} not added"
LIST_TITLE = "Your articles"
LIST_EMPTY = "No articles yet."
FILTER_LABEL = "Find an article"
FILTER_PLACEHOLDER = "Title or publisher"
FILTER_NO_MATCH = "No article's title or publisher contains that."
OPEN = "Open"
REMOVE = "Remove"
REMOVE_TITLE = "Remove this article?"
REMOVE_CONSEQUENCE = "Later answers will not use it. The file it came from is left alone."
CANCEL = "Keep it"
PASTED_NAME = "pasted text"

# Reader

CLOSE_READER = "Close the article"
OPEN_ORIGINAL = "Original at {host}"
ARTICLE_GONE = "This article has been removed. What was quoted from it still stands in the answer."

# Samples

SAMPLE_NOTICE = (
    "The articles are samples written for Footnote; most of their newspapers, people and events are invented."
)
SAMPLE_NOTICE_MIXED = (
    "{samples} of the articles are samples written for Footnote; most of their people and events are invented."
)
REMOVE_SAMPLES = "Remove the samples"

# Sidebar

MODEL_LABEL = "Model"
MODEL_LOADING = "loading…"
MODEL_READY = "ready"
CORPUS_LABEL = "Corpus"


def counted(number: int, noun: str) -> str:
    """A number with its noun, `1 article`, `28 articles`."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def sentence(message: str) -> str:
    """An error's message, which starts small and ends without a stop, as a sentence of its own."""
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "!", "?", "`")) else ".")
