"""The final test: thirty questions on lessons 0 to 22, one misconception to each wrong answer.

`ask()` shows them, `mark(letters)` counts what was right and says what to read again. Nothing is stored and nothing sent.
Ten of the thirty stand, in other words, in lesson 0 for those who want to know where to begin: they carry `pre_test=True`.
"""

import re
from typing import NamedTuple

from course_utils import course_map, widgets

__all__ = ["QUESTIONS", "Question", "ask", "mark", "read_again"]


class Question(NamedTuple):
    """One question: the lesson it belongs to, its words, the right answer with a reply, and the wrong ones."""

    lesson: int
    question: str
    right: tuple  # (answer, reply)
    wrong: tuple  # of (answer, reply), or (answer, reply, lesson) where another lesson puts it right
    pre_test: bool = False


QUESTIONS = [
    Question(
        0,
        "predictions has shape (200, 1), targets has shape (200,). What does np.mean((predictions - targets) ** 2) give?",
        ("A mean over 40,000 differences.", "(200, 1) against (200,) is stretched to (200, 200): all pairs."),
        (
            ("The mean squared error of 200 answers.", "That needs equal shapes. Here NumPy stretches both."),
            ("An error, because the shapes differ.", "NumPy lines up the last axes and repeats what is 1. It runs."),
            ("A list of 200 errors.", "np.mean gives one number, of however many it was handed."),
        ),
    ),
    Question(
        1,
        "Which model cannot tell 'dog bites man' from 'man bites dog', whatever its weights?",
        ("A logistic regression on a bag of words.", "Both sentences are the same bag, so they get the same answer."),
        (
            ("A dense net on three one-hot words, side by side.", "Each place has weights of its own there. It sees the order."),
            ("A convolution over the three words.", "Its kernel has a weight for each place in its window."),
            ("A recurrent net whose weights are shared by all steps.", "The weights are shared, the states are not: what comes later acts on what came before."),
        ),
    ),
    Question(
        2,
        "A SimpleRNN(16) reads 5 sensors at each of 100 steps. How many weights has the layer?",
        ("16 · (5 + 16 + 1) = 352.", "Input, state and bias. The number of steps is not in it."),
        (
            ("100 · 352, one set for each step.", "The drawing shows a hundred cells. They are one, drawn a hundred times."),
            ("16 · (500 + 1) = 8,016.", "That is a dense layer on the flattened window.", 1),
            ("16 · 5 = 80.", "The state has weights as well, and each unit a bias."),
        ),
        pre_test=True,
    ),
    Question(
        2,
        "The last layer of a model is SimpleRNN(1). It shall say temperatures in °C, and its loss stays huge. Why?",
        ("Its answer is its state, which is a tanh.", "That lies between -1 and 1. A state is no prediction. A Dense layer on top reads it out."),
        (
            ("One unit can read only one step.", "Units are not steps. One unit reads any number of them."),
            ("It was trained too briefly to reach such numbers.", "No weights whatever let tanh say 20.", 7),
            ("Its gradient has vanished.", "Even with a perfect gradient the answer is a tanh.", 9),
        ),
        pre_test=True,
    ),
    Question(
        3,
        "One tanh unit, no bias. Its input is silent from now on, but for a little noise. Which recurrent weight holds a bit for ten thousand steps?",
        ("1.5.", "Two stable fixed points, one on each side of 0. The sign stays."),
        (
            ("1, exactly.", "tanh takes a little away at each step. The state creeps to 0, and noise turns its sign."),
            ("0.99, because it must not explode.", "Then what is left shrinks at each step and soon lies below the noise."),
            ("None. A tanh always forgets.", "It forgets sizes. Above 1 it holds a sign."),
        ),
    ),
    Question(
        4,
        "You nudge W_hh by a tiny amount, once, and see how the loss of a sequence of 30 steps moves. What must that agree with?",
        ("The sum of what all 30 uses of W_hh contribute.", "One matrix stands in thirty places. Nudge it, and all of them move."),
        (
            ("The contribution of the last step.", "The earlier uses made the states that the last one read."),
            ("The mean over the 30 uses.", "Effects of one nudge add up. Nobody divides."),
            ("Nothing: each step has its own gradient.", "Each use has a contribution. The matrix has one gradient."),
        ),
        pre_test=True,
    ),
    Question(
        5,
        "You train on windows of 25 steps and hand the state on. What can a clue at step 20 do for an answer at step 30?",
        ("Act on it through the state, untaught by any error.", "The state crosses the border. The gradient stops at it."),
        (
            ("Nothing: the second window knows nothing of the first.", "That would be so if the state began anew. It is handed on."),
            ("All that it could do if both stood in one window.", "It can be read. But no error at step 30 teaches that it should be kept."),
            ("It changes the weights of the second window only.", "There is one set of weights, and a clue does not change it.", 4),
        ),
    ),
    Question(
        6,
        "RepeatVector(4) hands one and the same vector to a GRU with return_sequences=True. Can its four outputs differ?",
        ("Yes: the state goes on from step to step.", "Same input, another state before it, hence another one after it."),
        (
            ("No: equal inputs give equal outputs.", "That holds for Dense. A recurrent layer also reads its own state."),
            ("Only while it is being trained.", "Training changes weights. The steps differ with any weights."),
            ("Yes, since each step has weights of its own.", "They differ by their states. The weights are the same.", 2),
        ),
    ),
    Question(
        7,
        "series holds 1,000 hourly values. What does SimpleRNN(8) return for series[None, :, None]?",
        ("One state, shape (1, 8).", "(1, 1000, 1) is one sample of a thousand steps with one feature."),
        (
            ("1,000 states, shape (1000, 8).", "The first axis counts samples, and it has size 1."),
            ("All states on the way, shape (1, 1000, 8).", "That takes return_sequences=True."),
            ("An error: it needs 8 features.", "8 is the size of the state. Features are counted when the layer is built."),
        ),
    ),
    Question(
        8,
        "x has shape (4, 7, 3). How many tensors does GRU(16, return_state=True) return for it, and of which shapes?",
        ("Two, both (4, 16).", "The output is the last h, and the state is the last h as well."),
        (
            ("Two: (4, 7, 16) and (4, 16).", "return_state adds a state. All steps come with return_sequences."),
            ("Three, all (4, 16).", "An LSTM does so: it carries h and c. A GRU carries h alone.", 10),
            ("One, (4, 16).", "So it is without return_state."),
        ),
        pre_test=True,
    ),
    Question(
        8,
        "You cut a long text in batches, in order, and call fit on a GRU with its default settings. From which state does the second batch start?",
        ("From zeros.", "Without stateful=True nothing is handed from batch to batch."),
        (
            ("From where the first batch ended.", "Order alone does not do it. It takes stateful=True, and rows that fit together."),
            ("From the mean of the last states.", "No layer does that. Rows of a batch are strangers.", 2),
            ("From random numbers.", "Weights start at random. States start at zero."),
        ),
        pre_test=True,
    ),
    Question(
        8,
        "A GRU with return_sequences=True and a mask reads a row whose last three steps are padding. What stands at these steps?",
        ("The state after the last real step, three times.", "Masked steps are skipped, and what was there is repeated."),
        (
            ("Zeros.", "Bidirectional gives zeros there. A layer that reads one way repeats."),
            ("What the GRU makes of three zero inputs.", "So it is without a mask: a zero input is a step like any other."),
            ("Nothing: the output is three steps shorter.", "All rows of a batch have one length. A mask only marks."),
        ),
        pre_test=True,
    ),
    Question(
        9,
        "Somebody says that her gradient vanishes over time. Which of these has become tiny?",
        ("The share that early steps have in the gradient.", "It came back through a product of many factors. Late steps still speak."),
        (
            ("The weights.", "Weights are not used up. Small weights are neither needed nor enough for it."),
            ("The states.", "They may be large. Where tanh is flat, large states even shrink the gradient faster."),
            ("The whole gradient, so that nothing is learned.", "The last steps go on teaching. What is far back is drowned."),
        ),
        pre_test=True,
    ),
    Question(
        9,
        "You clip to a global norm of 1. This batch's gradient has a norm of 0.001. What does clipping do to it?",
        ("Nothing.", "It shortens what is longer than 1. It lengthens nothing."),
        (
            ("It is lengthened to 1.", "That would be normalising. Clipping is a ceiling."),
            ("Its largest entries are cut.", "That is clipvalue, and they too are below 1."),
            ("The share of the early steps grows.", "All of it is scaled by one factor, if at all."),
        ),
    ),
    Question(
        10,
        "An LSTM is to keep a number through 200 quiet steps. Which start helps it?",
        ("A large forget bias, so that f is close to 1.", "The cell keeps a share f at each step: 0.73 to the 200th is nothing."),
        (
            ("A forget bias of -5, so that it does not forget.", "f is the share that is kept. At -5 nearly all is thrown away."),
            ("None is needed: an LSTM remembers by construction.", "It can. At its default start it forgets within a few dozen steps."),
            ("Four times as many units.", "Each of them would lose it just as fast."),
        ),
    ),
    Question(
        11,
        "In a Keras GRU a unit's update gate z is 0 at one step. What becomes of its old state?",
        ("It is replaced by the candidate.", "h = z · h + (1 - z) · candidate: z is the share kept."),
        (
            ("It stays as it was.", "Some papers write it so. In Keras z = 1 does that."),
            ("It becomes 0.", "The candidate comes in its place, whatever that is."),
            ("The reset gate decides between old and new.", "r decides what the candidate sees. z decides who stays."),
        ),
    ),
    Question(
        11,
        "The paper's formula gives GRU(4) on 3 features 96 weights. count_params() says 108. Where do 12 more come from?",
        ("A second bias for each of the three blocks.", "Keras resets after the product by default, and that form has two biases."),
        (
            ("From the output gate.", "A GRU has none. It has two gates and a candidate.", 10),
            ("From the first state, which is learned.", "The first state is zeros, unless you pass one.", 8),
            ("From the number of steps.", "No length is in any of these numbers.", 2),
        ),
    ),
    Question(
        12,
        "You want to know whether an LSTM or a GRU does better on your data. Which comparison says most?",
        ("Equally many weights, five seeds each, the standard error of the difference.", "Then size and luck are out of it. A linear rival beside them is better still."),
        (
            ("64 units each, equally many epochs, and the better of two runs for each layer.", "An LSTM of 64 has a third more weights, and a single run is a draw of luck."),
            ("Equal numbers of epochs, and the lower training loss.", "A training loss says nothing of data not seen.", 0),
            ("None is needed: an LSTM has one gate more.", "A gate more is no score more: on six tasks the LSTM was never ahead of the GRU."),
        ),
    ),
    Question(
        13,
        "Which of these must not use a bidirectional layer?",
        ("Naming a gesture while the hand still moves.", "The half that reads backwards would need what has not happened yet."),
        (
            ("The parts of speech of a finished sentence.", "All words are there before the first tag is due."),
            ("The language of a recorded clip.", "The recording is complete, so it may be read from both ends."),
            ("Who wrote a letter that lies before you.", "Nothing of the letter is still to come."),
        ),
        pre_test=True,
    ),
    Question(
        14,
        "Sequential([Input((10, 3)), GRU(32), GRU(32), Dense(1)]) stops with 'expected ndim=3, found ndim=2'. What is missing?",
        ("return_sequences=True in the first GRU.", "The second layer needs a sequence to read, and the first handed on its last state."),
        (
            ("return_sequences=True in the second GRU.", "That one gives its last state to Dense, as it should."),
            ("A batch axis in Input.", "Input leaves it out. Keras adds it.", 7),
            ("return_state=True in the first GRU.", "That adds another state of one step, and no sequence.", 8),
        ),
    ),
    Question(
        15,
        "A net forecasts a price one hour ahead: R² 0.97, and the two curves lie on one another. What do you ask for first?",
        ("The score of 'the same as now' on the same hours.", "Next to a slow series everything looks good. Skill is what is gained on that."),
        (
            ("A larger net, to reach 0.99.", "You do not know yet whether this one knows anything."),
            ("Nothing: 0.97 of the variance is explained.", "Most of it may be explained by the last value, without any net."),
            ("The training loss.", "It would be low for the same reason.", 7),
        ),
        pre_test=True,
    ),
    Question(
        15,
        "You cut a series into overlapping windows, shuffle them, and keep a fifth for the test. What is wrong?",
        ("Test hours stand in training windows as well.", "Nearly all of them. Divide by time first, then cut each part."),
        (
            ("Nothing: a random fifth is fair.", "It is where rows are independent. Neighbouring windows share almost all their hours."),
            ("Shuffling destroys the order within the windows.", "Whole windows are shuffled. Each keeps its own order.", 1),
            ("A fifth is not enough.", "With any share the test part would be known."),
        ),
    ),
    Question(
        16,
        "95 in 100 payments are honest. A classifier is right in 95 of 100. What has it learned?",
        ("Nobody can tell: 'always honest' is as good.", "Look at recall for each class, beside that rule."),
        (
            ("To find most frauds.", "It may have found none of them."),
            ("Much: only 5 in 100 of its answers are wrong.", "These 5 % may be all the frauds there were."),
            ("To be 95 % sure of what it says.", "How often it is right and how sure it says it is are two things."),
        ),
    ),
    Question(
        17,
        "A tagger gets 93 % of words right. How many sentences of eight words have no fault?",
        ("About 56 %, more if faults come in heaps.", "0.93 to the 8th if they fall anywhere. How they lie you have to measure."),
        (
            ("93 %.", "One wrong word spoils a sentence, and each has eight chances."),
            ("7 % fewer: about 86 %.", "Shares of that kind multiply: eight words, eight factors."),
            ("All that have no unknown word: there the faults are.", "Known words are tagged wrongly as well, wherever they can be two things."),
        ),
    ),
    Question(
        18,
        "Beam search picks the caption with the largest sum of log probabilities, and its captions are too short. Why?",
        ("Each further word adds a negative number.", "Divide by the length, or by a power of it."),
        (
            ("The beam is too narrow.", "A wider one finds the short captions even more surely."),
            ("The picture's vector is too small.", "It is the same for all captions of the picture. The sum prefers short ones."),
            ("It was trained with the right previous word.", "That makes other faults, which grow with length. The sum prefers short captions without them, too.", 6),
        ),
    ),
    Question(
        19,
        "An encoder-decoder without attention is good on short inputs and poor on long ones. What does attention change?",
        ("The decoder may look at every state of the encoder.", "Not only at the last: one vector of fixed size no longer has to hold all of it."),
        (
            ("It gives the encoder a larger state, which holds more.", "A larger state is a wider bottleneck. Attention goes round it."),
            ("It makes the decoder read its own words.", "It did that before.", 6),
            ("It stops the gradient from exploding.", "It shortens paths. Against explosion you clip.", 9),
        ),
    ),
    Question(
        20,
        "Windows of sensor data are divided at random, and 98 % are right. With whole people held out it is far less. Which do you report to somebody with a new user?",
        ("The second.", "Her user is in no training window. The first measures how well known people are recognised."),
        (
            ("The first: it used more training data.", "It had seen each test person before. A new user has not been seen."),
            ("The mean of both.", "They answer two questions. Only one of them was asked."),
            ("Either, if the net is bidirectional.", "What a net may read has nothing to do with who is in which part.", 13),
        ),
    ),
    Question(
        21,
        "A generator at temperature 0.1 repeats one phrase. Somebody asks what temperature does. Your answer?",
        ("It divides the logits before the softmax.", "Low, it pays for safety with variety: near 0 the likeliest always wins, and that runs in circles."),
        (
            ("It says how well the net has been trained.", "It is set after training, and changes no weight."),
            ("The lower, the better the text.", "Fewer misspelt words, and less and less to read."),
            ("It adds noise to the state.", "The state stays as it is. What changes is how a character is drawn from it."),
        ),
        pre_test=True,
    ),
    Question(
        21,
        "A net's loss is 2 bits per character. What is its perplexity?",
        ("4.", "2 to the power of the bits: as unsure as among four equal characters."),
        (
            ("e², about 7.4.", "e goes with nats, 2 with bits."),
            ("2.", "That is the loss itself, before the power."),
            ("1.39.", "That is the loss in nats: 2 · ln 2."),
        ),
    ),
    Question(
        22,
        "Your net packs a text of 10 kB into 3 kB, gzip into 4.5 kB. The net's weights take 500 kB. The receiver has gzip, and no net. What do you send?",
        ("What gzip made.", "The receiver needs the weights as well, so the net's message is 503 kB."),
        (
            ("What the net made: 3 kB.", "Without the weights nobody can read it."),
            ("What the net made, if its loss is low enough.", "A lower loss shortens the 3 kB. The 500 kB stay."),
            ("Either: bits are bits.", "Count all that has to travel, the model included."),
        ),
    ),
]  # fmt: skip


def title(lesson):
    """Return how a lesson is called on the map of the course, such as `"lesson 4, backpropagation"`."""
    names = [name for part in course_map.PARTS.values() for name in part]
    return f"lesson {lesson}, {names[lesson]}"


def read_again(question, option):
    """Return the number of the lesson that puts a wrong option right."""
    return option[2] if len(option) > 2 else question.lesson


def as_quiz(number, question):
    """Return what `widgets.quiz` takes: the words, the right option, the wrong ones with the lesson to read again."""
    wrong = [
        (option[0], f"{option[1]} Read again: {title(read_again(question, option))}.")
        for option in question.wrong
    ]
    return f"{number}. {question.question}", question.right, wrong


def ask():
    """Show all questions, each option with a reply of its own."""
    for number, question in enumerate(QUESTIONS, 1):
        widgets.quiz(*as_quiz(number, question))


def mark(letters):
    """Return a few lines: how many answers were right, which were not, and the lessons to read again.

    Args:
        letters: one letter for each question, in order, such as `"BCA.D"`; a point for one left out. Blanks and line
            ends are skipped, small letters are as good, and what is missing at the end counts as left out.
    """
    given = re.sub(r"\s", "", letters).upper() if isinstance(letters, str) else None
    if not given:
        return 'Nothing to mark yet. Write your letters in order, such as "BCA.D", with a point for what you leave out.'
    if len(given) > len(QUESTIONS):
        return f"{len(given)} letters for {len(QUESTIONS)} questions. Look where one too many slipped in."
    stray = [letter for letter in given if letter not in "ABCD."]
    if stray:
        return f"{stray[0]!r} is no answer. Each is A, B, C or D, or a point for one left out."
    right, lines, lessons = 0, [], set()
    for number, (question, letter) in enumerate(zip(QUESTIONS, given), 1):
        if letter == ".":
            continue
        words, reply, is_right = answer(number, question, letter)
        right += is_right
        if not is_right:
            lines.append(f"{number:2}. {letter}: {reply}")
            lessons.add(next(read_again(question, o) for o in question.wrong if o[0] == words))
    answered = len(given) - given.count(".")
    lines.insert(0, f"{right} of {answered} answered are right; {len(QUESTIONS) - answered} left out.")
    if lessons:
        lines.append("Read again: " + "; ".join(title(lesson) for lesson in sorted(lessons)) + ".")
    return "\n".join(lines)


def answer(number, question, letter):
    """Return the option `(words, reply, is_right)` that stands at a letter."""
    return widgets.shuffled_options(*as_quiz(number, question))["ABCD".index(letter)]
