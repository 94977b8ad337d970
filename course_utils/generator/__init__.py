"""The text generator of lessons 21 and 22: text, counts, training, writing, compression."""
