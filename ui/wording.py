"""Every text the app shows, but for those about the index; plain words, the glossary's word for each thing.

Constants are safe to hand to Markdown. What is put into the braces of a template is
not: it is shown by a component as text, or goes through `ui.escaping` first.
"""

from corpus import Status
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
    "Footnote answers from your own articles, and there are none yet. Add a web address, a feed, files such as "
    "PDF or Word, or a folder; what is added is kept and searched on this computer."
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
MODEL_LINE_CUT = "Answered by {model}, which reached its limit of length and might have said more"

# The steps of an answer

LOADING_MODEL = "Loading the language model, which reads {passages}…"
SEARCHING = "Searching your articles…"
READING = "Reading {passages}…"
WRITING = "Checking the next sentence…"
PASSAGES_READ = "{passages} read"
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
PROBABLY = "probably {day}"
PUBLISHER_UNKNOWN = "unknown publisher"

# Adding

WEB_TAB = "Web address"
FILES_TAB = "Files"
FOLDER_TAB = "Folder"
PASTE_TAB = "Paste"
WEB_LABEL = "Addresses of articles, feeds or sitemaps, one a line"
WEB_PLACEHOLDER = "https://"
UPLOAD_LABEL = "PDF, Word, web pages, e-mails, Markdown, text, ZIP, JSON Lines or CSV, up to 25 MB each"
FOLDER_LABEL = "A folder or file on this computer; of a folder, everything below it that can be read"
FOLDER_PLACEHOLDER = "/home/me/articles"
PASTE_LABEL = "The text of one article"
PASTE_PLACEHOLDER = "Title on the first line, then the text. A line with the date or the author is understood."
ADD_BUTTON = "Add"
PASTE_BUTTON = "Add the text"
UPLOAD_BUTTON = "Add {files}"
PASTED_NAME = "pasted text"
NOTHING_GIVEN = "There is nothing to add yet."
BUSY = "Articles are being added at the moment. What you gave is still in the field; add it when that is done."

# A run of adding

ADDING = "Adding {name}"
LOOKING = "Looking at what is there"
FINISHING = "Making the articles searchable"
PROGRESS = "{done} of {known}"
TIME_LEFT = "about {time} left"
RUN_LINE = "Adding articles: {done} of {known}"
STOP = "Stop"
STOPPING = "Stopping after the article at hand; what has been added stays."
STOPPED = "Stopped. What had been added stays, and the same again goes on where this ended."
NOTHING_NEW = "Nothing new there."
NOTHING_ADDED = "Nothing was added."
DISMISS = "Close this list"
TRY_AGAIN = "Try again"
WAITING = "being added"
OUTCOMES_LEFT_OUT = "and {sources} more"
STATUSES = {
    Status.ADDED: "added",
    Status.UNCHANGED: "already there",
    Status.REPLACED: "new version",
    Status.VARIANT: "added",
    Status.REJECTED: "not added",
}
ALSO_IN = "also in {names}"
AND_MORE = "{names} and {count} more"
UNLOCK_LABEL = "Password for {name}"
UNLOCK_BUTTON = "Open it"

# Feeds

FOLLOW = "Follow {title}"
FOLLOW_OFFER = "This site has a feed, from which new articles can be added:"
FEEDS = "Followed feeds ({count})"
FEED_STATE = "{articles}, last read {moment}"
REFRESH = "Refresh all"
REFRESH_HELP = "Reads every feed again for new articles, and the pages of the last 30 days for corrections."
STOP_FOLLOWING = "Stop following"

# The list

LIST_TITLE = "Your articles"
LIST_EMPTY = "No articles yet."
FILTER_LABEL = "Find an article"
FILTER_PLACEHOLDER = "Title or publisher"
FILTER_NO_MATCH = "No article is like that."
PUBLISHER_LABEL = "Publisher"
ALL_PUBLISHERS = "All publishers"
ORDER_LABEL = "Sort by"
ORDERS = {"newest": "Newest", "oldest": "Oldest", "title": "Title", "added": "Recently added"}
ONLY_UNDATED = "Only without a date"
FOUND = "{found} of {articles}"
CHARTS = "Over time and by publisher"
CHART_TIME = "Articles by {unit}"
CHART_PUBLISHERS = "Articles by publisher"
CHART_OTHERS = "all others"
CHART_UNDATED = "{articles} without a date"
TAG_VERSION = "version {version}"
TAG_COPIES = "also in {copies} more"
TAG_TEASER = "feed text only"
OPEN = "Open"
REMOVE = "Remove"
SELECT = "Select"
SELECT_ALL = "Select all shown"
REMOVE_SELECTED = "Remove the selected"
REMOVE_TITLE = "Remove {articles}?"
REMOVE_CONSEQUENCE = (
    "Later answers will not use what is removed, and a feed does not bring it back. Files are left alone."
)
REMOVE_MORE = "and {articles} more"
CANCEL = "Keep"

# Reader

CLOSE_READER = "Close the article"
OPEN_ORIGINAL = "Original at {host}"
ARTICLE_GONE = "This article has been removed. What was quoted from it still stands in the answer."
ABOUT = "About this article"
OLD_VERSION = "This is an earlier version of this article, kept because it may have been quoted."
OPEN_NEWEST = "Open the newest version"
TEASER = "This is the text of a feed; the article itself could not be had."
PAGE_LABEL = "page {number}"
PUBLISHED = "Published"
UPDATED = "Updated"
FETCHED = "Fetched"
AUTHORS = "Authors"
LANGUAGE = "Language"
SOURCE = "Source"
ALSO_AT = "Also at"
VERSIONS = "Versions"
VERSION = "Version {version}, added {moment}"
COPIES = "Also in"
CERTAINTIES = {"sure": "sure", "likely": "likely", "guess": "a guess"}
DATE_SOURCES = {
    "json-ld": "from the page's metadata",
    "meta": "from the page's metadata",
    "microdata": "from the page's metadata",
    "page": "from the page's text",
    "url": "from the address",
    "byline": "from the lines above the text",
    "feed": "from the feed",
    "front-matter": "from the head of the file",
    "field": "from a field of the file",
    "mail": "from the e-mail",
    "pdf": "from the PDF's own data",
    "given": "set by you",
}

# Correcting

CORRECT = "Correct"
CORRECT_TITLE = "Correct what is known of this article"
CORRECT_HINT = "An empty field means unknown. The text stays as it is, since quotes point into it."
TITLE_LABEL = "Title"
PUBLISHED_LABEL = "Published, such as 12 March 2026 or 2026-03-12 08:30 UTC"
AUTHORS_LABEL = "Authors, one a line"
ADDRESS_LABEL = "Web address"
SAVE = "Save"

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
WARMING_SEARCH = "Making the search ready…"
WARMING_MODEL = "Loading the language model… You can ask already."
CORPUS_LABEL = "Corpus"


def counted(number: int, noun: str) -> str:
    """A number with its noun, `1 article`, `28 articles`."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def sentence(message: str) -> str:
    """An error's message, which starts small and ends without a stop, as a sentence of its own."""
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "!", "?", "`")) else ".")
