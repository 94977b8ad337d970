"""Loaders, splits and windows: what a lesson needs to get data without leaking by accident."""

from course_utils.data.dates import DateList, DatePairs, date_pairs
from course_utils.data.files import DatasetError
from course_utils.data.pictures import Captioned, Emoji, load_emoji
from course_utils.data.texts import (
    Movies,
    NameList,
    Names,
    Sentences,
    Shakespeare,
    load_movies,
    load_names,
    load_shakespeare,
)
from course_utils.data.words import (
    CONSONANTS,
    VOWELS,
    Addresses,
    AddressList,
    Cmudict,
    Lexicon,
    load_addresses,
    load_cmudict,
)

__all__ = [
    "CONSONANTS",
    "VOWELS",
    "AddressList",
    "Addresses",
    "Captioned",
    "Cmudict",
    "DateList",
    "DatePairs",
    "DatasetError",
    "Emoji",
    "Lexicon",
    "Movies",
    "NameList",
    "Names",
    "Sentences",
    "Shakespeare",
    "date_pairs",
    "load_addresses",
    "load_cmudict",
    "load_emoji",
    "load_movies",
    "load_names",
    "load_shakespeare",
]
