"""Every way a reader's index folder was seen to be damaged, or might be: one function each, on a closed index.

Deterministic: what is random is drawn from a fixed seed. For indexes of a thousand passages
and more, since Chroma writes its vector files from then on.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Damage = Callable[[Path], None]

PAGE = 4_096


def delete_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def put_a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"not a folder")


def empty_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def delete_vector_folder(folder: Path) -> None:
    shutil.rmtree(_vectors(folder).parent)


def delete_names(folder: Path) -> None:
    _names(folder).unlink()


def scramble_names(folder: Path) -> None:
    _scramble(_names(folder))


def halve_vectors(folder: Path) -> None:
    _halve(_vectors(folder))


def empty_vectors(folder: Path) -> None:
    _vectors(folder).write_bytes(b"")


def scramble_vectors_in_the_middle(folder: Path) -> None:
    _scramble_page(_vectors(folder), _vectors(folder).stat().st_size // 2 // PAGE)


def delete_vectors(folder: Path) -> None:
    _vectors(folder).unlink()


def zero_header(folder: Path) -> None:
    _header(folder).write_bytes(bytes(_header(folder).stat().st_size))


def scramble_header(folder: Path) -> None:
    _scramble(_header(folder))


def delete_header(folder: Path) -> None:
    _header(folder).unlink()


def halve_links(folder: Path) -> None:
    _halve(_links(folder))


def scramble_links(folder: Path) -> None:
    _scramble(_links(folder))


def delete_links(folder: Path) -> None:
    _links(folder).unlink()


def scramble_lengths(folder: Path) -> None:
    _scramble(_one(folder, "*/length.bin"))


def halve_database(folder: Path) -> None:
    _halve(_database(folder))


def zero_database_header(folder: Path) -> None:
    with _database(folder).open("r+b") as file:
        file.write(bytes(100))


def scramble_database_in_the_middle(folder: Path) -> None:
    _scramble_used_page(_database(folder), 0.5)


def scramble_database_at_a_third(folder: Path) -> None:
    _scramble_used_page(_database(folder), 0.33)


def scramble_texts_in_database(folder: Path) -> None:
    """The page that the last text stands on."""
    _scramble_page(_database(folder), _database(folder).read_bytes().rindex(b"Rain 1099.") // PAGE)


def change_a_text_in_database(folder: Path) -> None:
    """Every copy of one text, by a letter."""
    _database(folder).write_bytes(_database(folder).read_bytes().replace(b"Rain 600.", b"Pain 600."))


def empty_words_of_texts(folder: Path) -> None:
    """Chroma's index of words, by SQLite itself: every page is a page, and what it lists is not."""
    with closing(sqlite3.connect(_database(folder), isolation_level=None)) as database:
        database.execute("UPDATE embedding_fulltext_search_data SET block = zeroblob(length(block)) WHERE id > 10")


def empty_database(folder: Path) -> None:
    _database(folder).write_bytes(b"")


def delete_database(folder: Path) -> None:
    _database(folder).unlink()


DAMAGES: tuple[Damage, ...] = (
    delete_folder, put_a_file_in_its_place, empty_folder, delete_vector_folder, delete_names, scramble_names,
    halve_vectors, empty_vectors, scramble_vectors_in_the_middle, delete_vectors, zero_header, scramble_header,
    delete_header, halve_links, scramble_links, delete_links, scramble_lengths, halve_database, zero_database_header,
    scramble_database_in_the_middle, scramble_database_at_a_third, scramble_texts_in_database,
    change_a_text_in_database, empty_words_of_texts, empty_database, delete_database,
)  # fmt: skip


def scramble_a_free_page_of_the_database(folder: Path) -> None:
    """A page that SQLite has given up and will write before it reads it again."""
    _scramble_page(_database(folder), min(_free_pages(_database(folder))))


def add_a_strange_file(folder: Path) -> None:
    (folder / "Thumbs.db").write_bytes(b"not of Chroma")


HARMLESS: tuple[Damage, ...] = (scramble_a_free_page_of_the_database, add_a_strange_file)
"""What changes files and no answer, by where it happens."""


def _vectors(folder: Path) -> Path:
    return _one(folder, "*/data_level0.bin")


def _names(folder: Path) -> Path:
    return _one(folder, "*/index_metadata.pickle")


def _header(folder: Path) -> Path:
    return _one(folder, "*/header.bin")


def _links(folder: Path) -> Path:
    return _one(folder, "*/link_lists.bin")


def _database(folder: Path) -> Path:
    return folder / "chroma.sqlite3"


def _one(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scramble(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(path.stat().st_size))


def _scramble_page(path: Path, number: int) -> None:
    with path.open("r+b") as file:
        file.seek(number * PAGE)
        file.write(random.Random(7).randbytes(PAGE))


def _scramble_used_page(path: Path, place: float) -> None:
    number = int(path.stat().st_size * place) // PAGE
    unused = _free_pages(path)
    while number in unused:
        number += 1
    _scramble_page(path, number)


def _free_pages(path: Path) -> set[int]:
    """The pages, from 0, of a SQLite file that hold nothing, as the lists say that begin in its header."""
    data = path.read_bytes()
    free: set[int] = set()
    trunk = int.from_bytes(data[32:36], "big")
    while trunk:
        page = data[(trunk - 1) * PAGE : trunk * PAGE]
        trunk, count = (int.from_bytes(page[at : at + 4], "big") for at in (0, 4))
        free |= {int.from_bytes(page[8 + 4 * at : 12 + 4 * at], "big") - 1 for at in range(count)}
    return free
