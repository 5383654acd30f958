"""Makes the reader of `qa.reading`: its data, its training, its figures, its file. Not used by the app.

python -m qa.training all --data ../shared/train --work FOLDER     from the data to the model's file
"""
