"""The symbolic data sets: what stands in them, what the loaders keep apart, what they refuse."""

import dataclasses
import re
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from course_utils import data
from course_utils.data._dividing import divide

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "movies/movies.csv.gz": data.load_movies,
    "names/names.csv": data.load_names,
    "addresses/addresses.tsv": data.load_addresses,
    "cmudict/cmudict.tsv.gz": data.load_cmudict,
    "emoji/emoji.png": data.load_emoji,
    "emoji/captions.csv": data.load_emoji,
    "shakespeare/shakespeare.txt": data.load_shakespeare,
}
DIVIDED = (data.load_movies, data.load_names, data.load_addresses, data.load_cmudict, data.load_emoji)
PARTS = ("train", "validation", "test")


@pytest.fixture(scope="module")
def loaded():
    """Every divided set once, with its default arguments."""
    return {load.__name__: load() for load in (*DIVIDED, data.date_pairs)}


def parts_of(record):
    return [getattr(record, part) for part in PARTS]


def joined(record, field):
    return [value for part in parts_of(record) for value in getattr(part, field)]


def plain(text):
    return re.sub(r"\W+", " ", text.lower()).strip()


# What is in the files


def test_shakespeare_is_the_text_of_published_figures():
    plays = data.load_shakespeare()
    text = plays.train + plays.held_out
    assert len(text) == 1_132_179 and len(set(text)) == 63
    assert len(plays.train) == len(text) * 9 // 10
    assert text.startswith("First Citizen:\nBefore we proceed any further, hear me speak.\n\nAll:\n")
    assert text.endswith("Thou let'st thy fortune sleep--die, rather; wink'st\nWhiles thou art waking.\n")
    # Karpathy's tiny-shakespeare has 7,222 speeches; its held-out tenth begins in this scene too.
    assert len(re.findall(r"(?:^|\n\n).+:\n", text)) == 7222
    assert "Good morrow, neighbour Baptista." in text[len(plays.train) - 1000 : len(plays.train)]


def test_shakespeare_holds_speech_only():
    plays = data.load_shakespeare()
    text = plays.train + plays.held_out
    assert not set("_*#[]\\$0123456789") & set(text)
    assert not re.search(r"^(Enter|Exeunt|Exit|Re-enter|SCENE|ACT|EPILOGUE)\b(?! not)", text, re.MULTILINE)
    assert all(block.split("\n")[0].endswith(":") for block in text.strip().split("\n\n"))


def test_movies(loaded):
    movies = loaded["load_movies"]
    scores = dict(zip(joined(movies, "text"), joined(movies, "score")))
    assert scores["Effective but too tepid biopic"] == np.float32(-0.6)
    opening = "The gorgeously elaborate continuation of ''The Lord of the Rings'' trilogy is so huge that"
    assert [s for text, s in scores.items() if text.startswith(opening)] == [np.float32(3.5333)]
    for part in parts_of(movies):
        assert part.text.shape == part.score.shape == part.label.shape
        assert (part.text.dtype.kind, part.score.dtype, part.label.dtype) == ("U", np.float32, np.int64)
        assert (np.abs(part.score) > 0.5).all() and (np.abs(part.score) <= 4).all()
        assert (part.label == (part.score > 0)).all()
        assert abs(part.label.mean() - 0.496) < 0.01
        assert (np.char.str_len(part.text) > 0).all()
    assert sum(len(part.text) for part in parts_of(movies)) == 10_043
    assert sum(len(part.text) for part in parts_of(data.load_movies(minimum=0))) == 10_605 - 37


def test_movies_are_decoded_right(loaded):
    text = "\n".join(joined(loaded["load_movies"], "text"))
    assert "clichés" in text and "Almodóvar" in text and "Ã" not in text and "\ufffd" not in text


def test_names(loaded):
    everything = data.load_names(share=0)
    assert len(joined(everything, "name")) == 10_570 - 8
    row = joined(everything, "name").index("Emerson")
    assert (joined(everything, "births_f")[row], joined(everything, "births_m")[row]) == (18_957, 23_223)
    clear = loaded["load_names"]
    assert 9300 < len(joined(clear, "name")) < 9335
    assert not {"Unknown", "Baby", "Infant"} & set(joined(everything, "name"))
    for part in parts_of(clear):
        births = np.stack([part.births_f, part.births_m], axis=1)
        assert (births.sum(axis=1) >= 1000).all()
        assert (births.max(axis=1) > 0.9 * births.sum(axis=1)).all()
        assert (part.label == births.argmax(axis=1)).all()
        assert abs(part.label.mean() - 0.38) < 0.02
        assert all(re.fullmatch("[A-Z][a-z]+", name) for name in part.name)


def test_addresses(loaded):
    addresses = loaded["load_addresses"]
    assert len(joined(addresses, "tokens")) == 1407 and len(addresses.tag_names) == 28
    assert max(map(len, joined(addresses, "tokens"))) == 17
    for tokens, tags in zip(joined(addresses, "tokens"), joined(addresses, "tags")):
        assert len(tokens) == len(tags) > 0
        assert set(tags) <= set(addresses.tag_names.tolist())
        assert all(token == token.strip() and token for token in tokens)
    assert "Recipient" not in addresses.tag_names
    row = joined(addresses, "tokens").index(("3218", "W.", "Irving", "Pk.", "Rd."))
    assert joined(addresses, "tags")[row] == (
        "AddressNumber",
        "StreetNamePreDirectional",
        "StreetName",
        "StreetName",
        "StreetNamePostType",
    )


def test_rare_tags_are_merged(loaded):
    merged = data.load_addresses(minimum=20)
    counts = {}
    for tags in joined(loaded["load_addresses"], "tags"):
        for tag in tags:
            counts[tag] = counts.get(tag, 0) + 1
    assert set(merged.tag_names) == {tag for tag in counts if counts[tag] >= 20} | {"Other"}
    assert joined(merged, "tokens") == joined(loaded["load_addresses"], "tokens")


def test_cmudict(loaded):
    lexicon = loaded["load_cmudict"]
    entries = dict(zip(joined(lexicon, "word"), joined(lexicon, "phonemes")))
    assert len(entries) == len(joined(lexicon, "word")) == 114_591
    assert entries["adjuster"] == ("AH0", "JH", "AH1", "S", "T", "ER0")
    assert all(re.fullmatch("[a-z]{2,12}", word) for word in entries)
    documented = {vowel + digit for vowel in data.VOWELS for digit in "012"} | set(data.CONSONANTS)
    assert len(data.VOWELS) + len(data.CONSONANTS) == 39
    assert set(lexicon.phoneme_names) <= documented
    assert set().union(*entries.values()) == set(lexicon.phoneme_names)


def test_cmudict_without_stress_and_by_length(loaded):
    short = data.load_cmudict(shortest=3, longest=8, stress=False)
    assert set(short.phoneme_names) == set(data.VOWELS) | set(data.CONSONANTS)
    assert {len(word) for word in joined(short, "word")} == set(range(3, 9))
    for part, whole in zip(parts_of(short), parts_of(loaded["load_cmudict"])):
        assert set(part.word) < set(whole.word), "a word changed sides with the length asked for"


def test_emoji(loaded):
    emoji = loaded["load_emoji"]
    assert len(joined(emoji, "emoji")) == len(set(joined(emoji, "emoji"))) == 2072
    for part in parts_of(emoji):
        assert part.picture.shape == (len(part.emoji), 32, 32, 3) and part.picture.dtype == np.uint8
        assert (part.picture.reshape(len(part.emoji), -1).std(axis=1) > 10).all(), "an empty picture"
        assert part.caption.shape == part.activity.shape == part.gender.shape == part.tone.shape
        assert all(re.fullmatch(r"[\w’'-]+( [\w’'-]+)*", caption) for caption in part.caption)
    place = joined(emoji, "emoji").index("👨🏿‍🎨")
    fields = [joined(emoji, field)[place] for field in ("caption", "activity", "gender", "tone")]
    assert fields == ["man artist dark skin tone", "artist", "man", "dark"]
    # The darkest tone is darker than the lightest: pictures and names are in the same order.
    light, dark = (joined(emoji, "emoji").index(hand) for hand in ("👋🏻", "👋🏿"))
    assert joined(emoji, "picture")[light].mean() > joined(emoji, "picture")[dark].mean() + 10


def test_emoji_in_three_languages(loaded):
    known = {"fr": "artiste homme peau foncée", "es": "artista hombre tono de piel oscuro"}
    for language, caption in known.items():
        emoji = data.load_emoji(language)
        assert joined(emoji, "emoji") == joined(loaded["load_emoji"], "emoji")
        assert joined(emoji, "caption")[joined(emoji, "emoji").index("👨🏿‍🎨")] == caption


def test_dates():
    pairs = data.date_pairs(count=400, first_year=2026, last_year=2027)
    by_iso = {iso: row for row, iso in enumerate(joined(pairs, "iso"))}
    assert len(by_iso) == 400
    weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    jours = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
    for iso, row in by_iso.items():
        day = date.fromisoformat(iso)
        english, french = joined(pairs, "english")[row], joined(pairs, "french")[row]
        assert english.startswith(weekdays[day.weekday()]) and english.endswith(f" {day.day}, {day.year}")
        assert french.startswith(f"{jours[day.weekday()]} {day.day} ") and french.endswith(f" {day.year}")
    every = data.date_pairs(count=365, first_year=2026, last_year=2026)
    row = joined(every, "iso").index("2026-11-21")
    assert joined(every, "english")[row] == "Saturday, November 21, 2026"
    assert joined(every, "french")[row] == "samedi 21 novembre 2026"


# What is kept apart


@pytest.mark.parametrize(
    "name, key",
    [
        ("load_movies", lambda part: {plain(text) for text in part.text.tolist()}),
        ("load_names", lambda part: set(part.name.tolist())),
        ("load_addresses", lambda part: {plain(" ".join(tokens)) for tokens in part.tokens}),
        ("load_cmudict", lambda part: set(part.word.tolist())),
        ("load_emoji", lambda part: set(zip(*(getattr(part, f).tolist() for f in FACTORS)))),
        ("load_emoji", lambda part: {picture.tobytes() for picture in part.picture}),
        ("date_pairs", lambda part: set(part.iso.tolist())),
    ],
)
def test_no_key_stands_in_two_parts(loaded, name, key):
    train, validation, test = (key(part) for part in parts_of(loaded[name]))
    assert train and validation and test
    assert not train & validation and not train & test and not validation & test


FACTORS = ("activity", "gender", "tone")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("seed", [7, 11])
def test_held_out_emoji_are_new_only_as_combinations(language, seed):
    emoji = data.load_emoji(language, seed=seed)
    seen = {word for caption in emoji.train.caption for word in caption.split()}
    for part in (emoji.validation, emoji.test):
        assert seen.issuperset(word for caption in part.caption for word in caption.split())
        assert set(part.activity) <= set(emoji.train.activity)


@pytest.mark.parametrize("load", DIVIDED)
def test_shares_and_seeds(load, loaded):
    def sizes(record):
        return [len(next(iter(vars(part).values()))) for part in parts_of(record)]

    default = sizes(loaded[load.__name__])
    share = (0.85, 0.05, 0.1) if load is data.load_cmudict else (0.7, 0.1, 0.2)
    assert np.allclose(np.array(default) / sum(default), share, atol=0.015)
    other = load(seed=8)
    assert abs(np.array(sizes(other)) - default).max() <= 0.02 * sum(default)
    field = dataclasses.fields(other.test)[0].name
    assert list(map(str, getattr(other.test, field))) != list(
        map(str, getattr(loaded[load.__name__].test, field))
    )
    empty = sizes(load(validation=0, test=0))
    assert empty == [sum(default), 0, 0]


def test_the_same_seed_gives_the_same_parts(loaded):
    again = data.load_names()
    for part, other in zip(parts_of(again), parts_of(loaded["load_names"])):
        assert (part.name == other.name).all()


def test_divide_keeps_keys_and_strata():
    keys = [f"k{row // 2}" for row in range(400)]
    strata = [row // 2 % 4 == 0 for row in range(400)]
    parts = divide(keys, 3, 0.1, 0.2, strata)
    assert sorted(np.concatenate(list(parts.values()))) == list(range(400))
    assert [len(parts[part]) for part in PARTS] == [280, 40, 80]
    for rows in parts.values():
        assert np.mean([strata[row] for row in rows]) == 0.25
        assert all({row ^ 1 for row in rows} == set(rows) for row in rows[:1])


def test_records_are_frozen(loaded):
    for record in (*loaded.values(), data.load_shakespeare()):
        with pytest.raises(dataclasses.FrozenInstanceError):
            record.train = None


def test_held_out_is_the_test_part(loaded):
    assert all(record.held_out is record.test for record in loaded.values())


# What is refused


@pytest.fixture
def copied(tmp_path, monkeypatch):
    folder = tmp_path / "datasets"
    shutil.copytree(ROOT / "datasets", folder)
    (folder.parent / ".git").mkdir()  # as in a clone
    monkeypatch.setenv("RNN_COURSE_DATA", str(folder))
    return folder


@pytest.mark.parametrize("name", FILES)
def test_missing_shortened_and_altered_files_are_refused(copied, name):
    path, load = copied / name, FILES[name]
    whole = path.read_bytes()
    load()
    altered = bytearray(whole)
    altered[len(whole) // 2] ^= 1
    for damaged in (None, b"", whole[:-1], bytes(altered)):
        path.unlink()
        if damaged is not None:
            path.write_bytes(damaged)
        with pytest.raises(data.DatasetError, match=re.escape(f"git checkout -- datasets/{name}")):
            load()
        path.write_bytes(whole)
    load()


@pytest.mark.parametrize("load", [*DIVIDED, data.date_pairs])
@pytest.mark.parametrize(
    "argument, value",
    [
        ("seed", -1),
        ("seed", 1.5),
        ("seed", "7"),
        ("validation", -0.1),
        ("validation", float("nan")),
        ("validation", "0.1"),
        ("test", 1),
        ("test", None),
        ("test", 0.95),
    ],
)
def test_wrong_divisions_are_refused_by_name(load, argument, value):
    with pytest.raises(ValueError, match=argument):
        load(**{argument: value})


@pytest.mark.parametrize(
    "load, argument, value",
    [
        (data.load_movies, "minimum", -1),
        (data.load_movies, "minimum", 4),
        (data.load_names, "share", 1.0),
        (data.load_addresses, "minimum", 0),
        (data.load_cmudict, "shortest", 1),
        (data.load_cmudict, "longest", 13),
        (data.load_cmudict, "longest", 1),
        (data.load_cmudict, "stress", "no"),
        (data.load_emoji, "language", "de"),
        (data.load_emoji, "language", None),
        (data.date_pairs, "count", 0),
        (data.date_pairs, "count", 10**6),
        (data.date_pairs, "first_year", 0),
        (data.date_pairs, "last_year", 1900),
        (data.date_pairs, "last_year", 10_000),
        (data.date_pairs, "style", "short"),
    ],
)
def test_wrong_arguments_are_refused_by_name(load, argument, value):
    with pytest.raises(ValueError, match=argument):
        load(**{argument: value})


def test_human_numbers_has_the_counts_that_its_source_states():
    words = data.human_numbers()
    assert len(words) == 63_095 and len(set(words)) == 30
    kinds = list(dict.fromkeys(words))
    assert [kinds.index(word) for word in words[:10]] == [0, 1, 2, 1, 3, 1, 4, 1, 5, 1]
    numbers = " ".join(words).split(" . ")
    assert len(numbers) == len(set(numbers)) == 9998
    assert numbers[:1] + numbers[20:22] + numbers[99:101] == [
        "one",
        "twenty one",
        "twenty two",
        "one hundred",
        "one hundred one",
    ]
    assert numbers[7998:8000] == ["seven thousand nine hundred ninety nine", "eight thousand one"]
    assert "eight thousand" not in numbers and numbers[-1] == "nine thousand nine hundred ninety nine"
