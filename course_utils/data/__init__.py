"""Loaders, splits and windows: what a lesson needs to get data without leaking by accident."""
