"""What exercises of lesson 19 share: the edit distance of two sequences."""


def edit_distance(said, right):
    """Return the fewest signs to put in, take out or exchange that make one sequence the other."""
    row = list(range(len(right) + 1))
    for i, one in enumerate(said, start=1):
        across, row[0] = row[0], i
        for j, other in enumerate(right, start=1):
            best = min(row[j] + 1, row[j - 1] + 1, across + (one != other))
            across, row[j] = row[j], best
    return row[-1]
