"""Runs commands one after another on behalf of the tool and accounts for their whole process trees.

Reads one JSON request per line on standard input and answers each with one JSON line on standard output.
What to run, and what the numbers mean, is left to the TypeScript side (launcher.ts).

Standard library only, Python 3.9 and later, meant for `python -I -S`. When standard input closes, the tool
is gone: everything that was started is killed.
"""

import ctypes
import errno
import json
import os
import select
import signal
import sys
import time

LINUX = sys.platform.startswith("linux")
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
PR_SET_DUMPABLE = 4

# How long what outlives the main process may take to end by itself (multiprocessing's resource tracker does).
LINGER_SEC = 0.2
# How long killed processes may take to be gone before they are named as not counted.
REAP_SEC = 10.0
# How often the tree is looked at for processes whose children the kernel does not account for.
LOOK_SEC = 0.5
# What Scalene keeps of a process that it profiles, whatever TMPDIR says, and leaves there when the process is killed.
SCALENE_FILES = ["/tmp/scalene-%s-%s" % (of, kind) for of in ("malloc", "memcpy") for kind in ("init", "lock", "signal")]
SIGCHLD_BIT = 1 << (signal.SIGCHLD - 1)
# ru_maxrss is in KiB on Linux and in bytes on macOS.
RSS_PER_MIB = 1024.0 if LINUX else 1024.0 * 1024.0

libc = ctypes.CDLL(None, use_errno=True)


def become_subreaper():
    """Orphans of the tree become our children, so that they can be waited for; and what we run cannot look into us. Linux only."""
    if LINUX:
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    return LINUX and libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


class Output:
    """The beginning and the end of what was written, however much there was between."""

    def __init__(self, head_limit, tail_limit):
        self.head_limit = head_limit
        self.tail_limit = tail_limit
        self.head = bytearray()
        self.tail = bytearray()
        self.bytes = 0

    def add(self, data):
        self.bytes += len(data)
        room = self.head_limit - len(self.head)
        if room > 0:
            self.head += data[:room]
            data = data[room:]
        self.tail += data
        # Trimmed only now and then: trimming each time would copy the tail for every chunk.
        if len(self.tail) > 4 * self.tail_limit + 65536:
            del self.tail[: -self.tail_limit]

    def report(self):
        if len(self.tail) <= self.tail_limit:
            # Nothing is missing between the two: decoded as one, no character is cut.
            return {"head": (self.head + self.tail).decode("utf-8", "replace"), "tail": "", "bytes": self.bytes}
        return {
            "head": self.head.decode("utf-8", "replace"),
            "tail": bytes(self.tail[-self.tail_limit :]).decode("utf-8", "replace"),
            "bytes": self.bytes,
        }


class Launcher:
    def __init__(self):
        self.subreaper = become_subreaper()
        self.requests = bytearray()
        self.parent_gone = False
        self.stopping = False
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        self.wake = wake_read
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        # Ctrl-C reaches the whole foreground group: the tool decides what it means and tells us.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.on_end_signal)

    def on_end_signal(self, *_):
        self.parent_gone = True

    def serve(self):
        while True:
            line = self.next_line()
            if line is None:
                return
            request = json.loads(line)
            if "argv" in request:
                self.stopping = False
                answer(Run(self, request).result())

    def next_line(self):
        """The next request; None when the tool is gone."""
        while not self.parent_gone:
            if b"\n" in self.requests:
                line, _, rest = bytes(self.requests).partition(b"\n")
                self.requests = bytearray(rest)
                return line
            ready, _, _ = select.select([0, self.wake], [], [])
            if self.wake in ready:
                drain(self.wake)
            if 0 in ready:
                self.read_requests()
        return None

    def read_requests(self):
        data = os.read(0, 65536)
        if not data:
            self.parent_gone = True
        self.requests += data

    def look_for_stop(self):
        """During a run the only request is to stop it."""
        self.read_requests()
        while b"\n" in self.requests:
            line, _, rest = bytes(self.requests).partition(b"\n")
            self.requests = bytearray(rest)
            if json.loads(line).get("stop"):
                self.stopping = True


class Run:
    def __init__(self, launcher, request):
        self.launcher = launcher
        self.request = request
        self.output = Output(request["headBytes"], request["tailBytes"])
        self.main = 0
        self.status = None
        self.user = 0.0
        self.sys = 0.0
        self.peak_rss = 0.0
        self.notes = set()
        # Pids of the tree, as far as they were looked at.
        self.seen = set()
        self.timed_out = False
        self.stopped = False

    def result(self):
        read_end, write_end = os.pipe()
        os.set_blocking(read_end, False)
        begin = time.monotonic()
        try:
            self.main = start(self.request, write_end, self.launcher.subreaper)
        except OSError as error:
            os.close(read_end)
            return {"error": error.strerror or str(error), "missing": error.errno == errno.ENOENT}
        finally:
            os.close(write_end)
        answer({"started": self.main})
        wall = self.wait_for_main(read_end, begin)
        self.end_the_rest()
        self.remove_scalene_files()
        self.drain_output(read_end)
        os.close(read_end)
        return {
            "exitCode": os.WEXITSTATUS(self.status) if os.WIFEXITED(self.status) else None,
            "signal": signal_name(os.WTERMSIG(self.status)) if os.WIFSIGNALED(self.status) else None,
            "timedOut": self.timed_out,
            "stopped": self.stopped,
            "wallSec": wall,
            "userSec": self.user,
            "sysSec": self.sys,
            "peakRssMb": self.peak_rss,
            "notes": sorted(self.notes),
            "output": self.output.report(),
        }

    def wait_for_main(self, read_end, begin):
        """Drains the output until the main process has ended; returns its wall seconds."""
        launcher = self.launcher
        deadline = begin + self.request["timeoutSec"]
        kill_at = None
        look_at = begin + LOOK_SEC / 4
        watched = [0, launcher.wake, read_end]
        while True:
            now = time.monotonic()
            if launcher.parent_gone:
                self.kill_tree()
            elif kill_at is not None and now >= kill_at:
                self.kill_tree()
                kill_at = now + 0.2
            elif kill_at is None and (launcher.stopping or now >= deadline):
                self.stopped = launcher.stopping
                self.timed_out = not self.stopped
                kill_at = now + self.request["graceSec"]
                kill_group(self.main, signal.SIGTERM)
            if now >= look_at:
                look_at = now + self.look(now)
            until = min(deadline if kill_at is None else kill_at, look_at)
            ready, _, _ = select.select(watched, [], [], max(0.0, until - now))
            if read_end in ready and not self.read_output(read_end):
                watched.remove(read_end)
            if 0 in ready:
                launcher.look_for_stop()
                if launcher.parent_gone:
                    watched.remove(0)
            if launcher.wake in ready:
                drain(launcher.wake)
                self.reap()
                if self.status is not None:
                    return time.monotonic() - begin

    def read_output(self, read_end):
        """False when nothing more can come."""
        try:
            data = os.read(read_end, 65536)
        except BlockingIOError:
            return True
        self.output.add(data)
        return bool(data)

    def drain_output(self, read_end):
        """Takes what is left in the pipe, which a process that could not be killed may still hold open."""
        while True:
            try:
                data = os.read(read_end, 65536)
            except BlockingIOError:
                return
            if not data:
                return
            self.output.add(data)

    def reap(self):
        """Waits for every ended child and adds up what it and those it waited for have used. False: none is left."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True
            self.user += usage.ru_utime
            self.sys += usage.ru_stime
            self.peak_rss = max(self.peak_rss, usage.ru_maxrss / RSS_PER_MIB)
            if pid == self.main:
                self.status = status

    def look(self, now):
        """Notices processes that ignore SIGCHLD, whose children the kernel drops uncounted. Seconds until the next look."""
        if not LINUX:
            return 3600.0
        tree = [self.main, *descendants(self.main)]
        self.seen.update(tree)
        for pid in tree:
            if ignores_children(pid):
                self.notes.add("uncounted-children")
                return 3600.0
        # Never more than one percent of a core, however many processes there are.
        return max(LOOK_SEC, 100 * (time.monotonic() - now))

    def end_the_rest(self):
        """Ends and reaps what outlived the main process."""
        if not self.launcher.subreaper:
            self.end_the_group()
            return
        if not self.wait_until_none(LINGER_SEC, kill=False):
            self.notes.add("orphans-killed")
            if not self.wait_until_none(REAP_SEC, kill=True):
                self.notes.add("uncounted-children")

    def end_the_group(self):
        """Without a subreaper orphans can be killed by their group, but not waited for."""
        begin = time.monotonic()
        while time.monotonic() - begin < LINGER_SEC:
            if not group_exists(self.main):
                return
            time.sleep(0.01)
        kill_group(self.main, signal.SIGKILL)
        self.notes.update(("orphans-killed", "uncounted-children"))

    def wait_until_none(self, limit_sec, kill):
        end = time.monotonic() + limit_sec
        while self.reap():
            if kill or self.launcher.parent_gone:
                self.kill_tree()
            left = end - time.monotonic()
            if left <= 0:
                return False
            select.select([self.launcher.wake], [], [], min(left, 0.05))
            drain(self.launcher.wake)
        return True

    def kill_tree(self):
        """Kills the main process's group and, where they can be found, all its descendants and orphans."""
        if self.status is None:
            kill_group(self.main, signal.SIGKILL)
        if LINUX:
            for pid in descendants(os.getpid()):
                self.seen.add(pid)
                kill(pid, signal.SIGKILL)

    def remove_scalene_files(self):
        """Here and not later: in a sandbox the numbers in the names are of its own namespace, and mean others outside."""
        for pid in self.seen:
            for name in SCALENE_FILES:
                try:
                    os.unlink(name + str(pid))
                except OSError:
                    pass


def start(request, write_end, subreaper):
    """Starts the program in a session of its own and returns its pid.

    @raises OSError when it cannot be started
    """
    error_read, error_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        run_program(request, write_end, error_write, subreaper)
    os.close(error_write)
    with os.fdopen(error_read, "rb") as pipe:
        failure = pipe.read()
    if failure:
        os.waitpid(pid, 0)
        number = int(failure)
        raise OSError(number, os.strerror(number))
    return pid


def run_program(request, write_end, error_write, subreaper):
    """Becomes the program. Never returns."""
    try:
        os.setsid()
        if subreaper:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        # Python ignores SIGPIPE and SIGXFSZ, and ignoring is inherited: the program starts as from a shell.
        for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ, signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(write_end, 1)
        os.dup2(write_end, 2)
        os.chdir(request["cwd"])
        os.execve(request["argv"][0], request["argv"], request["env"])
    except OSError as error:
        os.write(error_write, str(error.errno).encode())
    finally:
        os._exit(127)


def descendants(root):
    """Pids of all processes below `root`, from one look at /proc."""
    children = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open("/proc/" + entry + "/stat", "rb") as file:
                stat = file.read()
        except OSError:
            continue
        # The command's name stands in brackets and may itself hold brackets and spaces.
        parent = int(stat[stat.rindex(b")") + 2 :].split(None, 2)[1])
        children.setdefault(parent, []).append(int(entry))
    found = []
    queue = [root]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def ignores_children(pid):
    try:
        with open("/proc/%d/status" % pid, "rb") as file:
            for line in file:
                if line.startswith(b"SigIgn:"):
                    return bool(int(line.split()[1], 16) & SIGCHLD_BIT)
    except OSError:
        pass
    return False


def signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return "SIG%d" % number


def kill(pid, number):
    try:
        os.kill(pid, number)
    except OSError:
        pass


def kill_group(pid, number):
    try:
        os.killpg(pid, number)
    except OSError:
        pass


def group_exists(pid):
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def drain(fd):
    try:
        while os.read(fd, 4096):
            pass
    except BlockingIOError:
        pass


def answer(message):
    data = json.dumps(message).encode() + b"\n"
    try:
        while data:
            # A signal may cut a write short.
            data = data[os.write(1, data) :]
    except BrokenPipeError:
        pass


if __name__ == "__main__":
    Launcher().serve()
