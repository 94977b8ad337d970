"""Loaders, splits and windows: what a lesson needs to get data without leaking by accident."""

from course_utils.data.files import DatasetError
from course_utils.data.texts import Shakespeare, load_shakespeare

__all__ = [
    "DatasetError",
    "Shakespeare",
    "load_shakespeare",
]
