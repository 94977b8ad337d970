"""The numbers from one to nine thousand nine hundred ninety nine, in words: a text that a rule writes."""

ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def human_numbers():
    """Return the text "one . two . three . ... nine thousand nine hundred ninety nine" as a list of its words.

    Returns:
        63,095 words of 30 kinds, the full stop among them. The number 8000 is left out: it is not in the published
        files, where it would stand between the training part and the validation part.

    Source:
        "Human numbers", Howard and Gugger, Deep Learning for Coders with fastai and PyTorch (O'Reilly, 2020), chapter 12.
    """
    numbers = [number for number in range(1, 10_000) if number != 8000]
    return " . ".join(" ".join(_in_words(number)) for number in numbers).split()


def _in_words(number):
    """Return a number from 1 to 9999 as its English words, without "and"."""
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    words = [ONES[thousands - 1], "thousand"] if thousands else []
    words += [ONES[hundreds - 1], "hundred"] if hundreds else []
    if rest >= 20:
        words.append(TENS[rest // 10 - 2])
        rest %= 10
    return words + ([ONES[rest - 1]] if rest else [])
