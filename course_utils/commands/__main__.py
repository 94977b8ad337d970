"""What `course.py` starts once the environment stands: the file of this folder that the first word names."""

import importlib
import sys
from pathlib import Path

from course_utils.commands._lessons import CommandError, how_to_mend

COMMANDS = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def main(words):
    """Run one command and return its exit status.

    Args:
        words: the command's name and its options, such as `["test", "03"]`.
    """
    name, *options = words or ["lab"]
    try:
        if name not in COMMANDS:
            raise CommandError(f"There is no command {name}: choose from {', '.join(COMMANDS)}.")
        return importlib.import_module(f"course_utils.commands.{name}").main(options)
    except ModuleNotFoundError as problem:
        said = f"The package {problem.name} is missing: {how_to_mend()}."
    except (CommandError, OSError) as problem:
        said = str(problem)
    print(said, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
