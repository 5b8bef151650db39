#!/usr/bin/env python3
"""Does in this folder what a page says: its indented lines are commands, and a block of code is the file whose name
begins the paragraph before it. Prints the seconds that each command took."""

import re
import shlex
import subprocess
import sys

FILE_NAME = re.compile(r"`([\w.-]+)`")


def script(page):
    """The page as a Bash script."""
    name, fenced, blank = None, False, True
    for line in page.splitlines():
        if line.startswith("```"):
            fenced = not fenced
            yield f"cat > {name} <<'END_OF_FILE'" if fenced else "END_OF_FILE"
        elif fenced:
            yield line
        elif line.startswith("    "):
            command = line.strip()
            yield f"echo {shlex.quote('$ ' + command)}; SECONDS=0"
            yield command
            yield 'echo "[$SECONDS s]"'
        elif blank and (named := FILE_NAME.match(line)):
            name = named[1]
        blank = not line


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as page:
        steps = "\n".join(script(page.read()))
    sys.exit(subprocess.run(["bash", "-euo", "pipefail", "-c", steps], check=False).returncode)
