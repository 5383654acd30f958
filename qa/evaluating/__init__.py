"""How good are the replies to questions whose answers are known? `python -m qa eval`."""
