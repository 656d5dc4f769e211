# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages read per second of processor time, against GMime and libxml2 alone in the same run."""

import subprocess
import sys

RUN_SECONDS = 600


def main(programs, folder, scratch, _words):
    program = programs.parents[1] / "tests/bench/bench-parse"
    if not program.exists():
        sys.exit("bench-parse is not built")
    paths = scratch / "parse.list"
    rows = (folder / "index").read_text().splitlines()
    paths.write_text("".join(f"{folder / row.split(' ', 1)[1]}\n" for row in rows))
    subprocess.run([str(program), str(paths)], check=True, timeout=RUN_SECONDS)
