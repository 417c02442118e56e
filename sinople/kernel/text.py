"""A text of the law, in both languages."""

from dataclasses import dataclass

CHINESE = "zh-hans"
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """Words that come from a pack and so exist in both languages; never a message of the interface."""

    zh: str
    en: str

    def said_in(self, language: str) -> str:
        """Return the words in the language asked for; English only where English is asked for."""
        return self.en if language.startswith(ENGLISH) else self.zh
