"""What `python3 course.py COMMAND` runs: one file a command; a name with an underscore is what they share."""
