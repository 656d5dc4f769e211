# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every filter of the comparison can do, and the two ways in which each is run."""

import contextlib
import dataclasses
import os
import pathlib
import shutil
import signal
import subprocess

import machine

RUN_SECONDS = 1200  # by the wall; a run that takes longer is cut
COLD_MESSAGES = 1000  # judged after a cold start


@dataclasses.dataclass
class Run:
    """What one run over labelled messages came to."""

    rows: list = dataclasses.field(default_factory=list)  # (truth, verdict, score)
    trained: int = 0  # messages
    classify_cpu: float = 0.0  # seconds of the filter's processes
    train_cpu: float = 0.0
    memory: int = 0  # octets, the most that was resident
    disk: int = 0  # octets of data at the end
    cut: str = ""  # why it is not whole
    summary: dict = dataclasses.field(default_factory=dict)  # what Safibox says itself


@contextlib.contextmanager
def bounded(peer, run):
    """A run that takes too long or fails is cut and says so; the others go on."""
    def stop(*_):
        raise TimeoutError
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(RUN_SECONDS)
    try:
        yield
    except TimeoutError:
        run.cut = f"cut after {len(run.rows):,} messages in {RUN_SECONDS} s"
    except (OSError, ValueError, KeyError, AttributeError, RuntimeError, subprocess.SubprocessError) as error:
        run.cut = f"failed after {len(run.rows):,} messages"
        machine.say(repr(error))
    finally:
        signal.alarm(0)
        peer.stop()


def run_child(argv, stdin="/dev/null"):
    """Runs one process to its end. Returns its output and the seconds of processor time it took."""
    reader, writer = os.pipe()
    actions = [(os.POSIX_SPAWN_OPEN, 0, str(stdin), os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, writer, 1),
               (os.POSIX_SPAWN_CLOSE, writer), (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)]
    environment = {**os.environ, "HOME": "/nonexistent", "LC_ALL": "C"}
    child = os.posix_spawnp(argv[0], [str(word) for word in argv], environment, file_actions=actions)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            output = pipe.read()
    except TimeoutError:
        os.kill(child, signal.SIGKILL)
        os.wait4(child, 0)
        raise
    _, _, usage = os.wait4(child, 0)
    return output.decode("utf-8", "replace"), usage.ru_utime + usage.ru_stime


def measure_memory(argv, stdin="/dev/null"):
    """The most memory that one such process has resident, in octets. Asked of time(1), because a child of this
    program is accounted this program's own memory."""
    with open(stdin, "rb") as mail:
        done = subprocess.run(["/usr/bin/time", "-f", "%M", *map(str, argv)], stdin=mail, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True)
    return int(done.stderr.split()[-1]) * 1024


def measure_disk(directory):
    """Octets of the files, as blocks that are in use: some filters keep sparse files."""
    files = [path.stat() for path in pathlib.Path(directory).rglob("*") if path.is_file()]
    return sum(min(file.st_size, file.st_blocks * 512) for file in files)


class Peer:
    """A filter that is taught one message at a time. Each run has an object and a directory of its own."""

    name = ""
    programs = ()  # that must be there
    n_random = 5  # random orders; slow filters take fewer
    has_date_order = True
    has_cold = True

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)

    @classmethod
    def find_missing(cls):
        return next((program for program in cls.programs if shutil.which(program) is None), None)

    @classmethod
    def takes_order(cls, name):
        if name.startswith("random "):
            return int(name.split()[1]) <= cls.n_random
        return name != "index" or cls.has_date_order

    def start(self):
        """Begins with nothing taught."""

    def stop(self):
        pass

    def classify(self, path):
        """Returns verdict (ham, unsure, spam), score, seconds of processor time."""
        raise NotImplementedError

    def train(self, path, truth):
        """Returns seconds of processor time."""
        raise NotImplementedError

    def wants_training(self, truth, verdict, score):
        return True

    def train_many(self, rows):
        """Without looking at the verdicts."""
        for truth, path in rows:
            self.train(path, truth)

    def classify_many(self, paths):
        """Yields verdict and score of each, with nothing taught between."""
        for path in paths:
            yield self.classify(path)[:2]

    def measure_memory(self, path):
        """Octets, after a run."""
        return 0

    def finish(self, run, path):
        run.memory = self.measure_memory(path)
        run.disk = measure_disk(self.directory)

    def run_stream(self, rows):
        """Immediate feedback over rows of (truth, path)."""
        run = Run()
        with bounded(self, run):
            self.start()
            for truth, path in rows:
                verdict, score, seconds = self.classify(path)
                run.rows.append((truth, verdict, score))
                run.classify_cpu += seconds
                if self.wants_training(truth, verdict, score):
                    run.trained += 1
                    run.train_cpu += self.train(path, truth)
            self.finish(run, rows[0][1])
        return run

    def run_cold(self, rows, start, n_of_each):
        """Taught the newest n_of_each of both classes before start, then judged without teaching."""
        run, left, seed = Run(), {"ham": n_of_each, "spam": n_of_each}, []
        for truth, path in reversed(rows[:start]):
            if left[truth] > 0:
                left[truth] -= 1
                seed.insert(0, (truth, path))
        judged = rows[start:start + COLD_MESSAGES]
        with bounded(self, run):
            self.start()
            self.train_many(seed)
            for (truth, _), answer in zip(judged, self.classify_many([path for _, path in judged]), strict=True):
                run.rows.append((truth, *answer))
        return run
