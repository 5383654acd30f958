"""How fast Footnote is and how much room it takes, beside the plain LangChain chain: `python -m tests.bench`."""
