"""Run a learner's function so that whatever it does, the notebook goes on: raise, hang, exit, change its input."""

import _thread
import copy
import dataclasses
import signal
import threading
import traceback

import numpy as np

from course_utils.checks.compare import difference


@dataclasses.dataclass(frozen=True)
class Outcome:
    """One call of an answer: the value it returned or the exception it raised, and whether it changed its input."""

    value: object = None
    error: BaseException | None = None
    changed: int | None = None  # index of the argument that the answer wrote into
    timed_out: bool = False


def _interrupt():
    """Interrupt the main thread, also where it waits: a signal ends a sleep, which a mere flag does not."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        _thread.interrupt_main()


class _Alarm(threading.Thread):
    """Interrupt the main thread after some seconds, and again until `stop`: an interrupt may be lost in a callback."""

    def __init__(self, seconds):
        super().__init__(daemon=True)
        self.seconds, self.over, self.rang = seconds, threading.Event(), False

    def run(self):
        wait = self.seconds
        while not self.over.wait(wait):
            self.rang, wait = True, 1.0
            _interrupt()

    def stop(self):
        """Return once no further interrupt can come."""
        self.over.set()
        if self.is_alive():
            self.join()


def call_safely(function, arguments, seconds, own=0):
    """Call `function` with copies of the arguments; catch what it raises and stop it after `seconds`.

    Args:
        function: what to call.
        arguments: tuple of its arguments.
        seconds: how long it may take.
        own: how many of the first arguments it gets as they are; a learner's value may be impossible to copy.

    Returns:
        An `Outcome`. A real Ctrl-C is passed on, an endless loop is not: it ends as `timed_out`.
    """
    given = (*arguments[:own], *copy.deepcopy(arguments[own:]))
    alarm = _Alarm(seconds)
    before = _listen_to_interrupts()
    try:
        if before is not None:
            alarm.start()
        try:
            value = function(*given)
        finally:
            alarm.stop()
    except KeyboardInterrupt:
        if not alarm.rang:
            raise
        alarm.stop()  # the interrupt may have come just before
        return Outcome(timed_out=True)
    except (Exception, SystemExit) as error:
        return Outcome(error=error)
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
    if alarm.rang:
        return Outcome(timed_out=True)
    changed = [i for i in range(own, len(arguments)) if _was_changed(given[i], arguments[i])]
    return Outcome(value=value, changed=changed[0] if changed else None)


def _listen_to_interrupts():
    """Make sure that an interrupt reaches Python, and return the handler to put back.

    A process started in the background ignores interrupts, and then nothing would end an endless loop. Outside
    the main thread no handler can be set: None is returned, and the call goes without a time limit.
    """
    if threading.current_thread() is not threading.main_thread():
        return None
    before = signal.getsignal(signal.SIGINT)
    if not callable(before):
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return signal.SIG_DFL if before is None else before


def _was_changed(now, before):
    return isinstance(before, (np.ndarray, list, tuple, dict)) and difference(now, before, 0) is not None


def told(error):
    """Say an exception in one line, with the line of the answer that raised it."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    where = f" in line {frames[0].lineno}: `{frames[0].line}`" if frames and frames[0].line else ""
    return f"{type(error).__name__}: {str(error) or 'no message'}{where}"
