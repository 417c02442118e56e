"""The catalogue of messages: `python -m config.messages update|check|compile`."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "config/locale/zh_Hans/LC_MESSAGES/django.po"
HEADER = """# Sinople in Chinese. Collected by `python -m config.messages update`; the words are written by hand.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
# What stands in the rooms as a plain message id is found by the name of what carries it.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "Refused", "Ground", "Proof", "N_")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}


def extracted() -> Catalog:
    """Return every message that the code and the pages hold, without places: a moved line must not change the file."""
    with (ROOT / "config/babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog(locale="zh_Hans", charset="utf-8")
    for _file, _line, message, _comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_is_ours):
        found.add(message, context=context)
    return found


def _is_ours(folder: str | Path) -> bool:
    name = Path(folder).name
    return not name.startswith(".") and name not in {"node_modules", "__pycache__", "var", "static", "migrations"}


def written() -> Catalog:
    """Return the catalogue as it stands."""
    if not FILE.exists():
        return Catalog(locale="zh_Hans", charset="utf-8")
    with FILE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def update() -> int:
    """Add new messages with empty words, drop those no longer used; guess nothing."""
    catalogue = written()
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    save(catalogue)
    say(f"{len(catalogue)} messages, {len(lacking(catalogue))} without words.")
    return 0


def save(catalogue: Catalog) -> None:
    """Write the catalogue in the order of its ids, so that two branches differ only where they differ."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, no_location=True, omit_header=True, sort_output=True, width=10_000, ignore_obsolete=True)


def check() -> int:
    """Say what is missing, fuzzy or no longer used; 1 when there is anything."""
    catalogue = written()
    known = {_key(message) for message in catalogue if message.id}
    wanted = {_key(message) for message in extracted() if message.id}
    faults = [f"not collected: {key[1]}" for key in sorted(wanted - known)]
    faults += [f"no longer used: {key[1]}" for key in sorted(known - wanted)]
    faults += [f"without words: {_key(message)[1]}" for message in lacking(catalogue)]
    faults += [f"other places than in English: {_key(message)[1]}" for message in catalogue if message.id and not _has_same_places(message)]
    faults += [f"a lone per cent sign (write %%): {text}" for message in catalogue if message.id for text in _texts(message) if not _can_be_filled(text)]
    for fault in faults:
        say(fault)
    return 1 if faults else 0


def lacking(catalogue: Catalog) -> list[Message]:
    """Return the messages without words, or with words that are only a guess."""
    return [message for message in catalogue if message.id and (message.fuzzy or not _words(message) or not all(_words(message)))]


def compile_all() -> int:
    """Write the catalogue that Django reads."""
    with FILE.with_suffix(".mo").open("wb") as file:
        write_mo(file, written())
    return 0


def _words(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)


def _key(message: Message) -> tuple[str, str]:
    single = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return message.context or "", single


def _texts(message: Message) -> tuple[str, ...]:
    ids = tuple(message.id) if isinstance(message.id, list | tuple) else (str(message.id),)
    return (*ids, *_words(message))


class _AnyValue(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key


def _can_be_filled(text: str) -> bool:
    # Sentences without a named place are never filled, so a lone sign does no harm there.
    try:
        return "%(" not in text or bool(text % _AnyValue())
    except (TypeError, ValueError):
        return False


def _has_same_places(message: Message) -> bool:
    ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
    # A place that English names only in one of its two numbers may be left out; an unknown one would break the page.
    known = set().union(*(_places(one) for one in ids))
    demanded = set.intersection(*(_places(one) for one in ids))
    return all(demanded <= _places(one) <= known for one in _words(message) if one)


def _places(text: str) -> set[str]:
    return {part.split(")s")[0] for part in text.split("%(")[1:] if ")s" in part}


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(line + "\n")


COMMANDS = {"update": update, "check": check, "compile": compile_all}

if __name__ == "__main__":
    wanted_command = COMMANDS.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if wanted_command is None:
        say("Say one of: update, check, compile.")
        raise SystemExit(2)
    raise SystemExit(wanted_command())
