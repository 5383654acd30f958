"""A Streamlit app over `qa` and `corpus`: ask, read the quote at its place, keep the articles.

Start it with `python -m ui`. Whatever comes from an article, a file name, a question or
a model is data here: it reaches the page as text, never as HTML or Markdown.
"""
