"""Cut Noto Sans SC and Noto Serif SC to the characters that Chinese official documents use.

Run once when the characters or the fonts change:

    npm pack @expo-google-fonts/noto-sans-sc @expo-google-fonts/noto-serif-sc     (unpack both beside each other)
    python sinople/letters/fonts/cut.py FOLDER

`standard_characters.txt` is the 通用规范汉字表 of 2013, 8,105 characters, taken from the field kTGH of the Unicode Han database.
Writes the four fonts, the fonts' licences and SHA256SUMS into the folder of this script.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WANTED = {
    "NotoSansSC-Regular.ttf": "NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "NotoSansSC_700Bold.ttf",
    "NotoSerifSC-Regular.ttf": "NotoSerifSC_400Regular.ttf",
    "NotoSerifSC-Bold.ttf": "NotoSerifSC_700Bold.ttf",
}
# Latin with accents (names of foreign firms), general punctuation, super- and subscripts (m³, CO₂), currency, letterlike, Roman
# numerals, arrows, mathematics, circled figures, boxes, geometric shapes and check marks, CJK punctuation, CJK units, full-width forms.
BLOCKS = ((0x20, 0x17F), (0x2010, 0x205E), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF),
          (0x2460, 0x24FF), (0x2500, 0x26FF), (0x2713, 0x2717), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE10, 0xFE4F), (0xFF01, 0xFFEF))  # fmt: skip


def main(folder: Path) -> None:
    """Cut every font, copy the licences, and write the checksums."""
    characters = HERE / "cut-characters.tmp"
    characters.write_text("".join(sorted(wanted_characters())), encoding="utf-8")
    for name, source in WANTED.items():
        found = next(folder.rglob(source))
        cut(found, HERE / name, characters)
        shutil.copyfile(found.parent.parent / "LICENSE_FONT", HERE / f"OFL-{name.partition('-')[0]}.txt")
    characters.unlink()
    lines = [f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(WANTED)]
    (HERE / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def wanted_characters() -> set[str]:
    """Return the standard list, GB 2312 whole, and the blocks of signs."""
    standard = set((HERE / "standard_characters.txt").read_text(encoding="utf-8")) - {"\n"}
    signs = {chr(point) for first, last in BLOCKS for point in range(first, last + 1)}
    return standard | gb2312() | signs


def gb2312() -> set[str]:
    """Return every character of GB 2312-80, its 6,763 Han characters and its signs."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {character for pair in pairs for character in pair.decode("gb2312", errors="ignore")}


def cut(source: Path, target: Path, characters: Path) -> None:
    """Keep only the wanted characters; drop hints and layout features that set type does not need."""
    options = [
        "--no-hinting",
        "--desubroutinize",
        "--layout-features=kern,palt,halt,locl,ccmp",
        "--name-IDs=0,1,2,3,4,5,6,13,14,16,17",
        "--drop-tables+=DSIG,BASE,vhea,vmtx",
    ]
    subprocess.run([sys.executable, "-m", "fontTools.subset", str(source), f"--text-file={characters}", f"--output-file={target}", *options], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
