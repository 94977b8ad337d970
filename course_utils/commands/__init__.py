"""What `python3 course.py COMMAND` runs: one file a command."""
