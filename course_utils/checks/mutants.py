"""Change a right function in one place: what learners get wrong is often the right answer with one thing changed.

A mutant serves twice. If it gives a learner's answers in every case, it says in words what the answer looks like; and if
a check lets it pass, the check's cases have a hole, or the change makes no difference. `python -m
course_utils.checks.mutants 06` lists for each exercise of a lesson how many mutants its cases refuse, and the others.
"""

import ast
import copy
import dataclasses
import functools
import inspect
import sys
import textwrap

import numpy as np

from course_utils.checks.compare import difference
from course_utils.checks.safely import call_safely

SECONDS = 1.0  # for one call of a mutant: its loop may have lost its end


@dataclasses.dataclass(frozen=True)
class Mutant:
    """A function with one change.

    Attributes:
        description: what was changed, for whoever writes exercises: `` `a + b` -> `a` ``.
        words: the same for a learner, to follow "as if", without the line; empty where words would not help.
        function: what to call.
        function_name: which function of the reference's module holds the change.
        tree: the changed function as a syntax tree.
    """

    description: str
    words: str
    function: object
    function_name: str
    tree: ast.FunctionDef


@dataclasses.dataclass(frozen=True)
class Score:
    """How the cases of a check fare against the mutants of its reference; `surviving` and `stale` should be empty.

    Attributes:
        number: the exercise's.
        tried, killed: how many mutants there were, and how many of them the cases refuse.
        equivalent: descriptions of those that pass and are listed with a reason.
        surviving: descriptions of those that pass and are not listed.
        stale: descriptions that are listed and do not pass, or do not exist.
    """

    number: str
    tried: int
    killed: int
    equivalent: list
    surviving: list
    stale: list


# Changes of one expression. Each function yields `(words, new expression)`.

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@", ast.FloorDiv: "//"}
OPERATORS |= {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
OTHER_OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Add, ast.Div, ast.MatMult],
    ast.Div: [ast.Mult, ast.FloorDiv],
    ast.FloorDiv: [ast.Div],
    ast.MatMult: [ast.Mult],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
}
OTHER_FUNCTIONS = {
    "sum": ["mean", "max"],
    "mean": ["sum", "median"],
    "max": ["min", "sum"],
    "min": ["max"],
    "prod": ["sum"],
    "log": ["log2", "log10"],
    "log2": ["log"],
    "argmax": ["argmin"],
    "argmin": ["argmax"],
    "argsort": ["sort"],
    "maximum": ["minimum"],
    "minimum": ["maximum"],
    "cumsum": ["cumprod"],
    "floor": ["ceil"],
    "ceil": ["floor"],
    "std": ["var"],
    "var": ["std"],
    "zeros": ["ones"],
    "zeros_like": ["ones_like"],
    "ones": ["zeros"],
    "ones_like": ["zeros_like"],
    "hstack": ["vstack"],
    "any": ["all"],
    "all": ["any"],
    "tanh": ["sin"],
    "sigmoid": ["tanh"],
}
COMMUTE = {
    "range",
    "max",
    "min",
    "maximum",
    "minimum",
    "isclose",
    "allclose",
    "gcd",
}  # or fail at once, exchanged
LEAVES_SHAPE = {
    "tanh",
    "sigmoid",
    "log",
    "log2",
    "exp",
    "abs",
    "sqrt",
    "square",
    "sorted",
    "cumsum",
    "softmax",
}
LEAVES_SHAPE |= {
    "maximum",
    "minimum",
    "round",
    "int",
    "float",
    "floor",
    "ceil",
    "relu",
    "reversed",
    "min",
    "max",
}


def _new(source):
    return ast.parse(source, mode="eval").body


def _with(node, **changed):
    node = copy.copy(node)
    for name, value in changed.items():
        setattr(node, name, value)
    return node


def _operator(node, names):
    """`a + b`: one side alone, another operator, the sides exchanged."""
    if not isinstance(node, ast.BinOp):
        return
    for kept, left_out in ((node.left, node.right), (node.right, node.left)):
        yield f"{_said(left_out, names, 'a term')} were left out", kept
    for other in OTHER_OPERATORS.get(type(node.op), []):
        sign = f"`{OPERATORS[other]}` stood where `{OPERATORS[type(node.op)]}` belongs"
        yield sign, _with(node, op=other())
    if isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv)):
        yield "the two sides of an operation were exchanged", _with(node, left=node.right, right=node.left)
    if isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            turned = ast.Attribute(getattr(node, side), "T", ast.Load())
            yield (
                f"{_said(getattr(node, side), names, 'a matrix')} were transposed",
                _with(node, **{side: turned}),
            )


def _sign(node, names):
    """`-a`, `not a`."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "a minus sign were missing", node.operand
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "a condition were turned round", node.operand


def _call(node, names):
    """`np.tanh(a)`: the argument alone, another function, arguments exchanged, another axis, a keyword dropped."""
    if not isinstance(node, ast.Call):
        return
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if node.args and name in LEAVES_SHAPE:
        yield f"`{name}` were left out", node.args[0]
    for other in OTHER_FUNCTIONS.get(name, []):
        by_attribute = isinstance(node.func, ast.Attribute)
        if by_attribute or other in ("sum", "max", "min", "any", "all"):
            renamed = _with(node.func, **({"attr": other} if by_attribute else {"id": other}))
            yield f"`{other}` stood where `{name}` belongs", _with(node, func=renamed)
    if len(node.args) >= 2 and name not in COMMUTE:
        swapped = [node.args[1], node.args[0], *node.args[2:]]
        yield f"the first two arguments of `{name}` were exchanged", _with(node, args=swapped)
    for k, keyword in enumerate(node.keywords):
        others = [*node.keywords[:k], *node.keywords[k + 1 :]]
        if keyword.arg == "axis":
            for axis in (0, 1, -1, None):
                changed = ast.keyword("axis", ast.Constant(axis) if axis != -1 else _new("-1"))
                yield "another axis were taken", _with(node, keywords=[*others, changed])
        elif keyword.arg is not None:
            yield f"`{keyword.arg}` were not given", _with(node, keywords=others)
    if name in ("range", "enumerate", "zip"):
        yield "the loop ran backwards", _new(f"list({ast.unparse(node)})[::-1]")


def _constant(node, names):
    """A number one more, one less, negative; True for False."""
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield f"`{not node.value}` stood where `{node.value}` belongs", ast.Constant(not node.value)
    elif isinstance(node.value, (int, float)) and (node.value == 0 or abs(node.value) > 1e-3):
        is_axis = getattr(node, "is_axis", False)
        yield (
            "another axis were taken" if is_axis else "a number were one too large",
            ast.Constant(node.value + 1),
        )
        yield (
            "another axis were taken" if is_axis else "a number were one too small",
            ast.Constant(node.value - 1),
        )
        if node.value not in (0, 1, 2):
            yield "a number were twice too large", ast.Constant(2 * node.value)


def _comparison(node, names):
    """`a < b`, `a and b`, `a if b else c`."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in OTHER_OPERATORS.get(type(node.ops[0]), []):
            sign = f"`{OPERATORS[other]}` stood where `{OPERATORS[type(node.ops[0])]}` belongs"
            yield sign, _with(node, ops=[other()])
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "`and` and `or` were exchanged", _with(node, op=other)
        for k in range(len(node.values)):
            rest = [value for j, value in enumerate(node.values) if j != k]
            yield "a condition were missing", rest[0] if len(rest) == 1 else _with(node, values=rest)
    if isinstance(node, ast.IfExp):
        yield "a case were not told apart", node.body
        yield "a case were not told apart", node.orelse


def _index(node, names):
    """`a[t]` a step earlier or later, `a[1:]` begun or ended elsewhere, `a.T` not turned."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield f"{_said(node.value, names, 'a matrix')} were not transposed", node.value
    if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
        return
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    for k, part in enumerate(parts):
        for words, changed in _index_part(part):
            elements = [*parts[:k], changed, *parts[k + 1 :]]
            whole = _with(node.slice, elts=elements) if isinstance(node.slice, ast.Tuple) else changed
            yield words, _with(node, slice=whole)


def _index_part(part):
    if isinstance(part, ast.Slice):
        for end, said in (("lower", "began"), ("upper", "ended")):
            value = getattr(part, end)
            if value is None:
                near = _new("1") if end == "lower" else _new("-1")
                yield (
                    f"a part {said} one step too {'late' if end == 'lower' else 'early'}",
                    _with(part, **{end: near}),
                )
            else:
                yield f"a part {said} one step too late", _with(part, **{end: _shifted(value, 1)})
                yield f"a part {said} one step too early", _with(part, **{end: _shifted(value, -1)})
                yield f"a part {said} where the whole does", _with(part, **{end: None})
        if part.step is not None:
            yield "the order were not turned round", _with(part, step=None)
    elif isinstance(part, (ast.Name, ast.BinOp, ast.Constant, ast.UnaryOp)):
        if not (isinstance(part, ast.Constant) and not isinstance(part.value, int)):
            yield "an index were one too large", _shifted(part, 1)
            yield "an index were one too small", _shifted(part, -1)
            if ast.unparse(part) == "-1":
                yield "the first were taken for the last", _new("0")
            if ast.unparse(part) == "0":
                yield "the last were taken for the first", _new("-1")


def _shifted(node, by):
    try:
        return _new(str(ast.literal_eval(node) + by))
    except (ValueError, TypeError):
        return ast.BinOp(node, ast.Add(), ast.Constant(by))


def _name(node, names):
    """An argument in the place of another, or zero: a test of the cases, and no help to a learner."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        if not getattr(node, "only_its_shape", False):
            yield "", ast.BinOp(ast.Constant(0), ast.Mult(), node)
        for other in names:
            if other != node.id:
                yield f"`{other}` stood where `{node.id}` belongs", ast.Name(other, ast.Load())


def _comprehension(node, names):
    """`[f(a) for a in b if c]`: backwards, one left out, no condition."""
    if not isinstance(node, (ast.ListComp, ast.GeneratorExp)):
        return
    first = node.generators[0]
    for words, iterated in _iterated(first.iter):
        yield words, _with(node, generators=[_with(first, iter=iterated), *node.generators[1:]])
    if first.ifs:
        yield "a condition were missing", _with(node, generators=[_with(first, ifs=[]), *node.generators[1:]])


def _iterated(iterable):
    source = ast.unparse(iterable)
    yield "the loop ran backwards", _new(f"list({source})[::-1]")
    yield "the first step were left out", _new(f"list({source})[1:]")
    yield "the last step were left out", _new(f"list({source})[:-1]")


EXPRESSIONS = [_operator, _sign, _call, _constant, _comparison, _index, _name, _comprehension]


def _said(node, names, otherwise):
    """Say what an expression is by the arguments in it, which the learner knows, and not by our own names."""
    if isinstance(node, ast.Name) and node.id in names:
        return f"`{node.id}`"
    inside = [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and part.id in names]
    inside = list(dict.fromkeys(inside))
    if not inside:
        return otherwise
    return f"what comes from {' and '.join(f'`{name}`' for name in inside)}"


# Changes of statements. `_statements` yields `(words, description, new list of statements)` for one block.


def _statements(block):
    for k, statement in enumerate(block):
        before, after, source = block[:k], block[k + 1 :], ast.unparse(statement).split("\n")[0]
        if isinstance(statement, (ast.Assign, ast.AugAssign, ast.Expr)) and not _is_docstring(statement):
            yield "a line were missing", f"without `{source}`", [*before, ast.Pass(), *after]
            if after and not isinstance(after[0], ast.Return):
                exchanged = [*before, after[0], statement, *after[1:]]
                yield "two lines stood in the other order", f"`{source}` one line later", exchanged
        if isinstance(statement, ast.AugAssign):
            plain = ast.Assign([statement.target], statement.value, lineno=statement.lineno)
            yield "only the last step counted", f"`{source}` without adding up", [*before, plain, *after]
        if isinstance(statement, ast.If):
            yield "a case were not told apart", f"always `{source}`", [*before, *statement.body, *after]
            yield (
                "a case were not told apart",
                f"never `{source}`",
                [*before, *(statement.orelse or [ast.Pass()]), *after],
            )
        if isinstance(statement, ast.For):
            for words, iterated in _iterated(statement.iter):
                changed = _with(statement, iter=iterated)
                yield words, f"{words}: `{source}`", [*before, changed, *after]
            returns = [line for line in after if isinstance(line, ast.Return)]
            if returns:
                early = _with(statement, body=[*statement.body, returns[-1]])
                yield "`return` stood inside the loop", f"return inside `{source}`", [*before, early, *after]
            if before and isinstance(before[-1], ast.Assign):
                again = _with(statement, body=[before[-1], *statement.body])
                yield (
                    "the start were set again at every step",
                    f"start again in `{source}`",
                    [*before, again, *after],
                )


def _is_docstring(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


# From changes to functions.


class _Swap(ast.NodeTransformer):
    """Put `new` in the place of the node, or of the block, `old`, and leave the rest as it is."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        if node is self.old:
            return self.new
        changed = copy.copy(node)
        for field, value in ast.iter_fields(node):
            if value is self.old:
                setattr(changed, field, self.new)
            elif isinstance(value, list):
                setattr(
                    changed,
                    field,
                    [self.visit(part) if isinstance(part, ast.AST) else part for part in value],
                )
            elif isinstance(value, ast.AST):
                setattr(changed, field, self.visit(value))
        return changed


def changes(tree, names, lines=None):
    """Yield `(description, words, changed tree)` for every change of a function.

    Args:
        tree: the `ast.FunctionDef`; it is left alone.
        names: its arguments, which a learner knows by these names.
        lines: numbers of the lines to change; None for all.
    """
    for statement in _live_statements(tree, lines):
        for node in _expressions(statement):
            for operator in EXPRESSIONS:
                for words, new in operator(node, names):
                    if ast.unparse(new) != ast.unparse(node):
                        yield (
                            f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`",
                            words,
                            _Swap(node, new).visit(tree),
                        )
    for parent in [tree, *_live_statements(tree, lines)]:
        for field in ("body", "orelse"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                for words, description, new in _statements(block):
                    yield description, words, _Swap(block, new).visit(tree)
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Return) and isinstance(statement.value, ast.Tuple):
            turned = _with(statement.value, elts=statement.value.elts[::-1])
            words = "the results were returned in another order"
            yield words, words, _Swap(statement.value, turned).visit(tree)


SHAPE_OF = {"len", "shape", "ndim", "size", "dtype", "zeros_like", "ones_like", "empty_like"}


AXES_LAST = {"stack", "concatenate", "swapaxes", "expand_dims", "split", "repeat", "roll", "flip", "take"}


def _mark(tree):
    """Mark names of which only the shape is asked, as their values make no difference there, and numbers of axes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            numbers = [keyword.value for keyword in node.keywords if keyword.arg == "axis"]
            numbers += node.args if name == "swapaxes" else node.args[1:] if name in AXES_LAST else []
            for number in numbers:
                for part in ast.walk(number):
                    part.is_axis = True
        asked = getattr(node, "attr", "") if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.Call):
            asked = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if asked in SHAPE_OF:
            for part in node.args if isinstance(node, ast.Call) else [node.value]:
                part.only_its_shape = True


def _live_statements(tree, lines):
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node is not tree and not _is_docstring(node):
            inside = {part.lineno for part in _own_parts(node)}
            if lines is None or inside & lines:
                yield node


def _own_parts(statement):
    """Yield a statement and what belongs to it, but not the statements inside it."""
    yield statement
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt) and hasattr(child, "lineno"):
            yield from _own_parts(child)


def _expressions(statement):
    return [part for part in _own_parts(statement) if isinstance(part, ast.expr)]


def family_of(reference):
    """Return `{name: function}` of the reference and of those functions of its module that it calls."""
    module = sys.modules[reference.__module__]
    found, waiting = {}, [reference]
    while waiting:
        function = waiting.pop()
        if function.__name__ not in found:
            found[function.__name__] = function
            called = [getattr(module, name, None) for name in function.__code__.co_names]
            waiting += [f for f in called if inspect.isfunction(f) and f.__module__ == module.__name__]
    return found


def tree_of(function):
    """Return a function's syntax tree, its lines numbered as in its file."""
    lines, start = inspect.getsourcelines(function)
    tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
    _mark(tree)
    return ast.increment_lineno(tree, start - 1)


def executed_lines(functions, call):
    """Return `{name: line numbers}` that ran while `call()` did: a change elsewhere cannot make a difference."""
    wanted = {function.__code__: name for name, function in functions.items()}
    seen = {name: set() for name in functions}

    def trace(frame, event, _):
        owner = frame.f_code
        while owner not in wanted and frame.f_back and owner.co_name.startswith("<"):
            frame = frame.f_back  # a comprehension or a lambda belongs to the function around it
            owner = frame.f_code
        if owner not in wanted:
            return None
        seen[wanted[owner]].add(frame.f_lineno)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return seen


def function_from(reference, name, tree):
    """Return the reference with the function `name` of its module replaced by a changed one."""
    space = dict(vars(sys.modules[reference.__module__]))
    for other, function in family_of(reference).items():
        changed = tree if other == name else tree_of(function)
        changed = _with(changed, decorator_list=[])
        module = ast.fix_missing_locations(ast.Module([changed], []))
        exec(compile(module, "<mutant>", "exec"), space)
    return space[reference.__name__]


@functools.cache
def mutants_of(exercise):
    """Return every mutant of an exercise's reference, one for each change that gives a program."""
    reference = exercise.reference
    if not inspect.isfunction(reference) or reference.__name__ == "<lambda>":
        return []
    family = family_of(reference)

    def all_cases():
        for case in exercise.cases:
            reference(*copy.deepcopy(case))

    lines, found, seen = executed_lines(family, all_cases), [], set()
    for name, function in family.items():
        tree = tree_of(function)
        names = [argument.arg for argument in tree.args.args]
        for description, words, changed in changes(tree, names, lines[name]):
            key = (name, ast.unparse(changed))
            if key in seen:
                continue
            seen.add(key)
            try:
                mutant = function_from(reference, name, changed)
            except SyntaxError:
                continue
            found.append(Mutant(description, words, mutant, name, changed))
    if exercise.mutants is not None and len(found) > exercise.mutants:
        found = [found[i] for i in np.linspace(0, len(found) - 1, exercise.mutants).astype(int)]
    return found


def passes(exercise, function):
    """Whether the exercise's cases let this function pass.

    A mutant that takes too long does not. Where only some mutants are tried, each builds a network: these get ten times
    as long, since a busy computer must not be taken for an endless loop.
    """
    seconds = SECONDS if exercise.mutants is None else 10 * SECONDS
    for case, right in zip(exercise.cases, exercise.right_values()):
        with np.errstate(all="ignore"):
            outcome = call_safely(function, case, seconds)
        if (
            outcome.timed_out
            or outcome.error is not None
            or outcome.changed is not None
            or outcome.value is None
        ):
            return False
        if exercise.judge is not None:
            verdict = call_safely(exercise.judge, (outcome.value, *case), seconds, own=1)
            if verdict.error is not None or verdict.value is not None:
                return False
        elif difference(outcome.value, right, exercise.tolerance) is not None:
            return False
    return True


def score(exercise):
    """Run all mutants of an exercise on its cases and return its `Score`."""
    mutants = mutants_of(exercise)
    alive = list(dict.fromkeys(mutant.description for mutant in mutants if passes(exercise, mutant.function)))
    listed = exercise.equivalent
    return Score(
        number=exercise.number,
        tried=len(mutants),
        killed=len(mutants) - sum(mutant.description in alive for mutant in mutants),
        equivalent=[description for description in alive if description in listed],
        surviving=[description for description in alive if description not in listed],
        stale=[description for description in listed if description not in alive],
    )


def main(numbers):
    """Print the scores of the exercises of some lessons."""
    import importlib

    from course_utils.checks.exercise import Exercise

    for number in numbers:
        lesson = importlib.import_module(f"course_utils.checks.lesson_{number.zfill(2)}")
        for _, exercise in sorted(vars(lesson).items()):
            if isinstance(exercise, Exercise):
                found = score(exercise)
                print(
                    f"{found.number}: {found.tried} mutants, {found.killed} refused, {len(found.equivalent)} equivalent"
                )
                for description in found.surviving:
                    print(f"  passes: {description}")
                for description in found.stale:
                    print(f"  listed as equivalent, and does not pass: {description}")


if __name__ == "__main__":
    main(sys.argv[1:])
