"""Exercise 14.5: a bug hunt. A search in which each trial goes on where the one before ended."""

from course_utils.checks.exercise import Exercise, Misconception


def best_setting(settings, build, train, score):
    """Return the setting whose trained net scores highest, and its score; every trial has a net of its own."""
    best, best_score = None, float("-inf")
    for setting in settings:
        net = build()
        train(net, setting)
        found = score(net)
        if found > best_score:
            best, best_score = setting, found
    return best, best_score


def one_net_for_all(settings, build, train, score):
    """Train one net on and on."""
    net, trials = build(), []
    for setting in settings:
        train(net, setting)
        trials.append((setting, score(net)))
    return max(trials, key=lambda trial: trial[1])


def trials(settings, build, train, score):
    """Return each setting with the score of its own net."""
    found = []
    for setting in settings:
        net = build()
        train(net, setting)
        found.append((setting, score(net)))
    return found


def scored_before_training(settings, build, train, score):
    """Score the untrained nets."""
    found = []
    for setting in settings:
        net = build()
        found.append((setting, score(net)))
        train(net, setting)
    return max(found, key=lambda trial: trial[1])


def lowest(settings, build, train, score):
    """Take the lowest score."""
    return min(trials(settings, build, train, score), key=lambda trial: trial[1])


def last(settings, build, train, score):
    """Take the last setting."""
    return trials(settings, build, train, score)[-1]


def first(settings, build, train, score):
    """Take the first setting."""
    return trials(settings, build, train, score)[0]


def position(settings, build, train, score):
    """Return the place in the list."""
    scores = [found for _, found in trials(settings, build, train, score)]
    return scores.index(max(scores)), max(scores)


def stops_at_first_worse(settings, build, train, score):
    """Stop as soon as a setting is worse than the best so far."""
    best = None
    for trial in trials(settings, build, train, score):
        if best is not None and trial[1] < best[1]:
            break
        best = trial
    return best


def later_wins_a_tie(settings, build, train, score):
    """Let a later setting win where scores are equal."""
    found = trials(settings, build, train, score)
    return max(found[::-1], key=lambda trial: trial[1])


def larger_wins_a_tie(settings, build, train, score):
    """Compare pairs, so that the larger setting wins where scores are equal."""
    found, setting = max(pair[::-1] for pair in trials(settings, build, train, score))
    return setting, found


def score_first(settings, build, train, score):
    """Return the score before the setting."""
    return best_setting(settings, build, train, score)[::-1]


def largest_pair(settings, build, train, score):
    """Return the largest pair of score and setting."""
    return max(pair[::-1] for pair in trials(settings, build, train, score))


def begins_with_zero(settings, build, train, score):
    """Let the best score begin with 0, which no score here exceeds."""
    return None, 0


def scores_what_training_returns(settings, build, train, score):
    """Score what `train` returns."""
    return max(((setting, score(train(build(), setting))) for setting in settings), key=lambda t: t[1])


# Small "nets" for the cases: a dict whose weight training moves.


def zero():
    """Return an untrained net."""
    return {"weight": 0.0}


def one():
    """Return another untrained net."""
    return {"weight": 1.0}


def move(net, rate):
    """Train: a step of this length towards 10."""
    net["weight"] += rate * (10.0 - net["weight"])


def add(net, rate):
    """Train: go on by this much."""
    net["weight"] += rate


def near_ten(net):
    """Score: the nearer to 10, the higher."""
    return -abs(net["weight"] - 10.0)


def near_three(net):
    """Score: the nearer to 3, the higher."""
    return -abs(net["weight"] - 3.0)


exercise = Exercise(
    "14.5",
    "Bug hunt: an honest search",
    best_setting,
    cases=[
        ([0.25, 0.75, 0.5], zero, move, near_ten),
        ([1.0, 2.0, 5.0], zero, add, near_three),
        ([4.0, 1.0, 2.5, 7.0], one, add, near_three),
        ([0.5, 1.5, 0.125], one, move, near_ten),
        ([6.0, 2.0, 8.0, 3.0], zero, add, near_three),
        ([7.0, 5.0, 1.0], zero, add, near_three),
    ],
    parts=("setting", "score"),
    misconceptions=[
        Misconception(
            "one net for all trials",
            one_net_for_all,
            "Each of your trials goes on where the one before ended. Every setting needs a net of its own: call build() inside the loop.",
        ),
        Misconception(
            "scored before training",
            scored_before_training,
            "You score the nets before they are trained, so the settings make no difference.",
        ),
        Misconception(
            "the lowest score wins",
            lowest,
            "You return the setting with the lowest score. Here higher is better.",
        ),
        Misconception("the last setting", last, "You return the last setting, whatever its score."),
        Misconception("the first setting", first, "You return the first setting, whatever its score."),
        Misconception(
            "a place in the list",
            position,
            "You return where the best setting stands. Return the setting itself.",
        ),
        Misconception(
            "stops at the first worse one",
            stops_at_first_worse,
            "You stop at the first setting that is worse. A later one may be better still: try them all.",
        ),
        Misconception(
            "the later of two equals",
            later_wins_a_tie,
            "Where two settings score the same, you return the later one. Keep the first.",
        ),
        Misconception(
            "the larger of two equals",
            larger_wins_a_tie,
            "Where two settings score the same, yours is the larger one, as when pairs are compared. Keep the first of the list.",
        ),
        Misconception(
            "the score first",
            score_first,
            "You return the score, then the setting. Asked is the setting first.",
        ),
        Misconception(
            "the largest pair",
            largest_pair,
            "That is the largest pair of score and setting. Asked is the setting first, and of two equal scores the first setting, not the larger.",
        ),
        Misconception(
            "the best begins with 0",
            begins_with_zero,
            "Your best score begins with 0, and no score here is above it. Begin with float('-inf').",
        ),
        Misconception(
            "training returns the net",
            scores_what_training_returns,
            "train returns nothing: it changes the net in place. Train it on one line, then score the net itself.",
        ),
    ],
)
