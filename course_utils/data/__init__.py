"""Loaders, splits and windows: what a lesson needs to get data without leaking by accident."""
# ruff: noqa: F401 -- this file only gathers the public names

from .dates import DateList, DatePairs, date_pairs
from .digits import MovingDigits, load_moving_digits
from .files import DatasetError, datasets_folder, read_arrays, read_text, verified
from .memory import adding_baseline, adding_problem, copy_memory, copy_memory_baseline
from .pictures import Captioned, Emoji, load_emoji
from .scaling import Scaler, fit_scaler, standardise
from .series import (
    Beijing,
    Speech,
    Vowels,
    Watch,
    load_beijing,
    load_speech,
    load_speech_clips,
    load_vowels,
    load_watch,
)
from .speech import cosine_transform, frames_of, hertz_to_mel, mel_filters, mel_to_hertz, mfcc
from .splits import Split, Windows, centre_each, mask_of, pad, split_by_group, split_by_time, windows
from .texts import (
    Movies,
    NameList,
    Names,
    Sentences,
    Shakespeare,
    load_movies,
    load_names,
    load_shakespeare,
)
from .words import (
    CONSONANTS,
    VOWELS,
    Addresses,
    AddressList,
    Cmudict,
    Lexicon,
    load_addresses,
    load_cmudict,
)
