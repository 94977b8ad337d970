"""Remake `emoji.png`, `captions.csv` and `LICENSE`: pictures of people and hands with their names.

Needs pip, NumPy, fontTools, Pillow 13.0.0 (another version may pack the same picture into other bytes),
`apt-get` and `dpkg-deb` on Debian 12, and a network:
`python3 -m venv v && v/bin/pip install numpy fonttools pillow==13.0.0`, then
`v/bin/python datasets/emoji/build.py`.
"""

import csv
import io
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import fetch_debian, unpack_debian, write_bytes

FONT = (
    "fonts-noto-color-emoji=2.042-0+deb12u1",
    "a5ab0f69c7938423862320d9aca5dd187b3fd879d6a9a57dd52e17c3fa8d2751",
)
CLDR = (
    "unicode-cldr-core=41-0.1",
    "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260",
)
TONES = {chr(code) for code in range(0x1F3FB, 0x1F400)}
SIDE, COLUMNS, COLOURS = 32, 64, 256
LEFT_OUT = {"middle finger"}


def short_names(folder, language):
    """Return `{emoji: its CLDR short name}` without the invisible variation selectors."""
    names = {}
    for part in ("annotations", "annotationsDerived"):
        tree = ElementTree.parse(folder / f"usr/share/unicode/cldr/common/{part}/{language}.xml")
        for entry in tree.getroot().iter("annotation"):
            if entry.get("type") == "tts":
                names[entry.get("cp").replace("\ufe0f", "")] = entry.text
    return names


def without_tone(emoji):
    """Return the emoji without its skin-tone modifiers."""
    return "".join(character for character in emoji if character not in TONES)


def bitmaps(path):
    """Return a function from an emoji to its picture in the font."""
    font = TTFont(path)
    glyphs, ligatures = font.getBestCmap(), {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, found in getattr(table, "ligatures", {}).items():
                ligatures.update({(first, *ligature.Component): ligature.LigGlyph for ligature in found})
    strike = font["CBDT"].strikeData[0]

    def picture(emoji):
        names = tuple(glyphs[ord(character)] for character in emoji)
        return Image.open(io.BytesIO(strike[names[0] if len(names) == 1 else ligatures[names]].imageData))

    return picture


def main():
    """Draw every emoji that comes in skin tones on one sheet, row after row; list the names in that order."""
    font, cldr = unpack_debian(fetch_debian(*FONT)), unpack_debian(fetch_debian(*CLDR))
    english, french, spanish = (short_names(cldr, language) for language in ("en", "fr", "es"))
    toned = {without_tone(emoji) for emoji in english if TONES & set(emoji)} - {""}
    chosen = sorted(
        emoji
        for emoji in english
        if without_tone(emoji) in toned and english[emoji].split(":")[0] not in LEFT_OUT
    )
    picture = bitmaps(font / "usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")
    rows = -(-len(chosen) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * SIDE, rows * SIDE), "white")
    for place, emoji in enumerate(chosen):
        drawn = picture(emoji).convert("RGBA")
        square = Image.new("RGBA", (max(drawn.size),) * 2, "white")
        square.alpha_composite(
            drawn, ((square.width - drawn.width) // 2, (square.height - drawn.height) // 2)
        )
        small = square.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX)
        sheet.paste(small, (place % COLUMNS * SIDE, place // COLUMNS * SIDE))
    packed = io.BytesIO()
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    write_bytes("emoji/emoji.png", packed.getvalue())
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["emoji", "en", "fr", "es"])
    # French names set a no-break space before the colon; a plain one is what a tokeniser expects.
    writer.writerows(
        [emoji, *(" ".join(names[emoji].split()) for names in (english, french, spanish))] for emoji in chosen
    )
    write_bytes("emoji/captions.csv", table.getvalue().encode("utf-8"))
    notices = (font / "usr/share/doc/fonts-noto-color-emoji", cldr / "usr/share/doc/unicode-cldr-core")
    write_bytes("emoji/LICENSE", b"\n".join((folder / "copyright").read_bytes() for folder in notices))


if __name__ == "__main__":
    main()
