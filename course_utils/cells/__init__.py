"""The recurrent cells in NumPy: each step, each whole sequence, each backward pass.

Weights have the layout of `layer.get_weights()` in Keras, so a layer's weights can be passed in with `*`.
"""

from course_utils.cells.gru import GRUGates, gru_backward, gru_forward, gru_gates, gru_step, gru_step_backward
from course_utils.cells.lstm import (
    LSTMGates,
    lstm_backward,
    lstm_forward,
    lstm_gates,
    lstm_step,
    lstm_step_backward,
)
from course_utils.cells.readout import (
    cross_entropy,
    cross_entropy_backward,
    readout,
    readout_backward,
    sigmoid,
    softmax,
)
from course_utils.cells.rnn import previous_states, rnn_backward, rnn_forward, rnn_step, rnn_step_backward

__all__ = [
    "GRUGates",
    "LSTMGates",
    "cross_entropy",
    "cross_entropy_backward",
    "gru_backward",
    "gru_forward",
    "gru_gates",
    "gru_step",
    "gru_step_backward",
    "lstm_backward",
    "lstm_forward",
    "lstm_gates",
    "lstm_step",
    "lstm_step_backward",
    "previous_states",
    "readout",
    "readout_backward",
    "rnn_backward",
    "rnn_forward",
    "rnn_step",
    "rnn_step_backward",
    "sigmoid",
    "softmax",
]
