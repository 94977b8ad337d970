"""Exercise 11.5: how many units a budget of parameters buys."""

from course_utils.checks.exercise import Exercise, Misconception


def units_within(budget, features, cell):
    """Return the largest number of units for which the layer has at most `budget` parameters."""
    blocks, biases = {"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 2)}[cell]
    units = 0
    while blocks * (units + 1) * (features + units + 1 + biases) <= budget:
        units += 1
    return units


def counted_as(gates, budget, features, cell):
    """Return the number of units where a cell has `gates[cell]` blocks, and biases for each."""
    blocks, biases = gates[cell]
    units = 0
    while blocks * (units + 1) * (features + units + 1 + biases) <= budget:
        units += 1
    return units


def one_bias(budget, features, cell):
    """Give the GRU one bias, as the paper has it."""
    return counted_as({"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 1)}, budget, features, cell)


def no_bias(budget, features, cell):
    """Count the matrices only."""
    return counted_as({"SimpleRNN": (1, 0), "LSTM": (4, 0), "GRU": (3, 0)}, budget, features, cell)


def one_block(budget, features, cell):
    """Count one block whatever the cell."""
    return counted_as({"SimpleRNN": (1, 1), "LSTM": (1, 1), "GRU": (1, 1)}, budget, features, cell)


def four_blocks(budget, features, cell):
    """Count a GRU as an LSTM."""
    return counted_as({"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (4, 1)}, budget, features, cell)


def over(budget, features, cell):
    """Return the first size that is too large."""
    return units_within(budget, features, cell) + 1


def under(budget, features, cell):
    """Stop below the budget, also where a size meets it exactly."""
    return units_within(budget - 1, features, cell)


def one_at_least(budget, features, cell):
    """Begin counting at one unit, whatever it costs."""
    return max(1, units_within(budget, features, cell))


exercise = Exercise(
    "11.5",
    "How many units does a budget buy?",
    units_within,
    cases=[
        (108, 3, "GRU"),
        (107, 3, "GRU"),
        (10, 3, "GRU"),  # below one unit
        (0, 5, "LSTM"),
        (24, 4, "LSTM"),  # one unit, exactly
        (32, 3, "SimpleRNN"),  # four units, exactly
        (31, 3, "SimpleRNN"),  # one parameter too few for four
        (4000, 12, "LSTM"),
        (4000, 12, "SimpleRNN"),
        (4000, 12, "GRU"),
    ],
    misconceptions=[
        Misconception(
            "one bias is enough",
            one_bias,
            "Keras's default GRU has two biases per block: 3 * u more parameters than you counted.",
        ),
        Misconception(
            "biases are not parameters",
            no_bias,
            "You counted the matrices only. Every block has a bias for each unit, and Keras's GRU has two.",
        ),
        Misconception(
            "equal units is equal size",
            one_block,
            "You counted one block for every cell. A GRU has three of them and an LSTM four.",
        ),
        Misconception(
            "a GRU is as large as an LSTM",
            four_blocks,
            "Four blocks are an LSTM's. A GRU has z, r and the candidate.",
        ),
        Misconception(
            "over the budget",
            over,
            "With that many units the layer is over the budget. Stop one earlier.",
        ),
        Misconception(
            "at most means below",
            under,
            "You stop one too early where a layer meets the budget exactly. At most includes that: compare with <=.",
        ),
        Misconception(
            "a layer has one unit at least",
            one_at_least,
            "Where the budget is below one unit's parameters it buys none: the answer there is 0.",
        ),
    ],
    equivalent={
        "`0` -> `-1`": "no units have no parameters, which fits every budget, so counting goes on to 0",
        "`blocks, biases = {'SimpleRNN': (1, 1), 'LSTM': (4, 1), 'GRU': (3, 2)}[cell]` one line later": "the two lines do not depend on each other",
    },
)
