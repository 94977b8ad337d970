"""Loaders, splits and windows: what a lesson needs to get data without leaking by accident."""
# ruff: noqa: F401 -- this file only gathers the public names

from .addresses import Addresses, AddressList, load_addresses
from .beijing import Beijing, load_beijing
from .cmudict import CONSONANTS, VOWELS, Cmudict, Lexicon, load_cmudict
from .dates import DateList, DatePairs, date_pairs
from .emoji import Captioned, Emoji, load_emoji
from .files import DatasetError, datasets_folder, read_arrays, read_text, verified
from .human_numbers import human_numbers
from .memory_tasks import adding_baseline, adding_problem, copy_memory, copy_memory_baseline
from .mfcc import cosine_transform, frames_of, hertz_to_mel, mel_filters, mel_to_hertz, mfcc
from .movies import Movies, Sentences, load_movies
from .moving_digits import MovingDigits, load_moving_digits
from .names import NameList, Names, load_names
from .scaling import Scaler, fit_scaler, standardise
from .shakespeare import Shakespeare, load_shakespeare
from .speech import Speech, load_speech, load_speech_clips
from .splits import Split, Windows, centre_each, mask_of, pad, split_by_group, split_by_time, windows
from .vowels import Vowels, load_vowels
from .watch import Watch, load_watch
