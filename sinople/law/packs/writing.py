"""Writes a pack as the files it can be read from again: the digest is the same."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from sinople.law.packs.loading import LISTS
from sinople.law.packs.models import Pack
from sinople.law.packs.reading import PROVENANCE

FOLDERS = {"requirements": "code", "tables": "edition"}
LANGUAGES = {"zh", "en"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same pack is the same archive, byte for byte


class _Writer(yaml.SafeDumper):
    """Writes an unknown value as nothing, as the reader of packs takes it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (the name is PyYAML's)
        return True


def _nothing(writer: yaml.SafeDumper, _data: None) -> yaml.Node:
    return writer.represent_scalar("tag:yaml.org,2002:null", "")


def _mapping(writer: yaml.SafeDumper, data: Mapping[str, Any]) -> yaml.Node:
    return writer.represent_mapping("tag:yaml.org,2002:map", data, flow_style=data.keys() == LANGUAGES)


_Writer.add_representer(type(None), _nothing)
_Writer.add_representer(dict, _mapping)


def to_files(pack: Pack) -> dict[str, str]:
    """Return the files of the pack by their names, as `load` reads them."""
    written, sources = pack.model_dump(mode="json", exclude_defaults=True), _Sources()
    files = {"pack.yaml": _yaml(sources.named(written["document"]))}
    for name in LISTS:
        files[f"{name}.yaml"] = _yaml({name: sources.named(written.get(name, []))})
    for folder, key in FOLDERS.items():
        for part in written[folder]:
            files[f"{folder}/{part[key]}.yaml"] = _yaml(sources.named(part))
    return {**files, "sources.yaml": _yaml(sources.words)}


def to_archive(pack: Pack) -> bytes:
    """Return the files of the pack as one zip archive."""
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in sorted(to_files(pack).items()):
            archive.writestr(zipfile.ZipInfo(f"{pack.code}/{name}", EPOCH), words, zipfile.ZIP_DEFLATED)
    return store.getvalue()


class _Sources:
    """Gives every source of the pack a name of its own, and what is said once is not said again beneath."""

    def __init__(self) -> None:
        self.words: dict[str, Mapping[str, str]] = {}

    def named(self, part: Any, given: Mapping[str, Any] | None = None) -> Any:
        if isinstance(part, Sequence) and not isinstance(part, str):
            return [self.named(item, given) for item in part]
        if not isinstance(part, dict) or part.keys() == LANGUAGES:
            return part
        return dict(self._entries(part, given or {}))

    def _entries(self, part: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        said = {name: self._name(part[name]) if name == "source" else part.get(name) for name in PROVENANCE} if "source" in part else given
        for name, item in part.items():
            if name not in PROVENANCE:
                yield name, self.named(item, said)
        yield from ((name, said[name]) for name in PROVENANCE if said.get(name) != given.get(name))

    def _name(self, words: Mapping[str, str]) -> str:
        for name, known in self.words.items():
            if known == words:
                return name
        name = f"source-{len(self.words) + 1}"
        self.words[name] = words
        return name


def _yaml(part: Any) -> str:
    return yaml.dump(part, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=160)
