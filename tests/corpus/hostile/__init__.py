"""Files, pages and addresses that mean harm or are broken, made by code and sorted by the row they stand for.

    case.py      what one of them is and how it has to end
    trying.py    puts one through adding, with everything measured that must not happen
    pdfs.py, words.py, archives.py, pages.py, feeds.py, texts.py     files
    names.py     names of files
    walls.py, servers.py                                             what a server may answer
    damaging.py  good files with some of their bytes changed

| row | where |
| --- | --- |
| 1-3, 6, 7 | `spellings`, through adding in `test_hostile_web`; each alone in `test_fetching_refusals` |
| 4 | `test_hostile_web`; with made-up names in `test_fetching_refusals` |
| 5 | `test_fetching_refusals`, since only a made-up network can rebind |
| 8-12 | `servers`, `walls` |
| 13-23, 25-27, 31, 32, 35 | here |
| 24 | `test_encodings`; a wrong label once more in `texts` |
| 28, 30 | `test_hostile_again` |
| 29 | `test_variants` |
| 33, 34, 36 and on | answers, questions and faults of the machine; not about adding |
"""
