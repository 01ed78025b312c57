"""Keeps a program under Scalene what it is without, and Scalene's own work small: small cures for what Scalene does to
the programs that it runs. Only profile runs load this (SCALENE_GATE_PROFILED=1, see layer.py).

Each cure changes one module of Scalene right after its import. Versions differ: where the place that a cure is for is
not there, the cure is left out. With SCALENE_GATE_PROFILED=list the names of those that took stand on stderr at the end.
"""

import os
import sys
from importlib.machinery import PathFinder

TOOK = []


class AfterImport:
    """Runs the cures of a module when it has been imported, and stays out of everything else."""

    def find_spec(self, name, path=None, target=None):
        cures = CURES.get(name)
        if cures is None:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            for cure in cures:
                try:
                    cure(module)
                    TOOK.append(cure.__name__)
                except AttributeError:
                    pass  # another version of Scalene

        spec.loader.exec_module = exec_module
        return spec


def decide_once_per_file(module):
    """Which files are profiled is decided inside the signal handler, anew for each function and each time by resolving
    every path of every installation scheme. It depends on the file alone, unless functions were decorated."""
    tracing = module.ScaleneTracing
    per_function = tracing.should_trace
    plain = per_function.__wrapped__
    libraries = []
    by_file = {}

    def library_folders():
        if not libraries:
            resolve, sysconfig = module.pathlib.Path, module.sysconfig
            paths = {
                sysconfig.get_path(name, scheme)
                for scheme in sysconfig.get_scheme_names()
                for name in sysconfig.get_path_names()
            }
            libraries.extend({str(resolve(path).resolve()) for path in paths if path})
        return libraries

    def passes_exclusion_rules(self, filename):
        try:
            resolved = str(module.pathlib.Path(filename).resolve())
        except OSError:
            return False
        if not self._args.profile_all and any(folder in resolved for folder in library_folders()):
            return False
        return not any(part in filename for part in self._args.profile_exclude.split(",") if part)

    def should_trace(self, filename, func):
        if self._functions_to_profile:
            return per_function(self, filename, func)
        known = by_file.get(filename)
        if known is None:
            known = by_file[filename] = plain(self, filename, func)
        return known

    def cache_clear():
        by_file.clear()
        per_function.cache_clear()

    should_trace.cache_clear = cache_clear
    tracing._passes_exclusion_rules  # noqa: B018  (fails where there is none)
    tracing._passes_exclusion_rules = passes_exclusion_rules
    tracing.should_trace = should_trace


def leave_arguments_to_the_program(module):
    """What stands behind the dashes is the program's. Scalene's parser takes some of it for abbreviations of its own options,
    and moves what stands behind a bare `--`."""
    parse = module.ScaleneParseArgs.parse_args

    def parse_args():
        whole = sys.argv
        at = whole.index("---") if "---" in whole else len(whole)
        sys.argv = whole[:at]
        try:
            args, left = parse()
        finally:
            sys.argv = whole
        return args, left + whole[at + 1 :]

    module.ScaleneParseArgs.parse_args = staticmethod(parse_args)


def leave_profile_to_the_program(module):
    """A builtin named `profile` narrows the profile to the functions that a leftover decorator names, and hides the
    customary fallback for its absence."""
    import builtins

    module.Scalene._profile  # noqa: B018
    del builtins.profile


def end_as_python_does(module):
    """`sys.exit()` is status 0, and `sys.exit("text")` prints the text: Scalene makes both a silent 1."""
    import builtins

    module.Scalene  # noqa: B018

    def execute(code, *namespaces):
        if not namespaces:
            caller = sys._getframe(1)
            namespaces = (caller.f_globals, caller.f_locals)
        try:
            return builtins.exec(code, *namespaces)
        except SystemExit as ended:
            if ended.code is None:
                ended.code = 0
            elif not isinstance(ended.code, int):
                print(ended.code, file=sys.stderr)
                ended.code = 1
            raise

    module.exec = execute


def leave_start_method_to_the_program(module):
    """Scalene chooses `fork` before the program can choose, which then fails: "context has already been set"."""
    import multiprocessing
    from multiprocessing.context import DefaultContext

    module.Scalene  # noqa: B018
    ours = []

    def first_choice(choose):
        def set_start_method(*args, **kwargs):
            if sys._getframe(1).f_globals.get("__name__") == module.__name__:
                choose(*args, **kwargs)
                ours.append(True)
                return
            if ours and len(args) < 2 and not kwargs.get("force"):
                kwargs["force"] = True
            ours.clear()
            choose(*args, **kwargs)

        return set_start_method

    multiprocessing.set_start_method = first_choice(multiprocessing.set_start_method)
    plain = DefaultContext.set_start_method
    DefaultContext.set_start_method = lambda self, *args, **kwargs: first_choice(plain.__get__(self))(*args, **kwargs)


def read_sources_as_python_does(module):
    """By the encoding that a source declares; one that cannot be read so is shown as far as it goes, not fatal."""
    import builtins
    import tokenize

    def open_source(file, mode="r", *args, **kwargs):
        encoding = kwargs.get("encoding")
        is_source = mode == "r" and not args and (encoding or "utf-8").lower().startswith("utf-8")
        if not is_source or not isinstance(file, (str, os.PathLike)):
            return builtins.open(file, mode, *args, **kwargs)
        try:
            with builtins.open(file, "rb") as binary:
                encoding, _ = tokenize.detect_encoding(binary.readline)
        except SyntaxError:
            encoding = "utf-8"
        return builtins.open(file, mode, encoding=encoding, errors="replace")

    module.open = open_source


class Instead:
    """A module with some of its names replaced, for one user of it."""

    def __init__(self, module, **replaced):
        self.__dict__.update(vars(module))
        self.__dict__.update(replaced)


def read_each_source_once(module):
    """The report parses each file four times; and code that keeps the name of the template it was made from ends it with a
    SyntaxError: such lines stand alone."""
    parse = module.ast.parse
    last = []

    def parse_once(source, *args, **kwargs):
        if last and last[0] == source:
            return last[1]
        try:
            tree = parse(source, *args, **kwargs)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            tree = parse("")
        last[:] = [source, tree]
        return tree

    module.ast = Instead(module.ast, parse=parse_once)


def write_without_indentation(module):
    """Half of a profile are blanks, and with them Python's encoder in Python is taken instead of the one in C."""
    dumps = module.json.dumps
    module.json = Instead(module.json, dumps=lambda value, indent=None, **kwargs: dumps(value, **kwargs))


def leave_tool_id_free(module):
    """cProfile wants the profiler's id of sys.monitoring (Python 3.12 and later) for itself: Scalene takes another one."""
    if module._CANDIDATE_TOOL_IDS:
        module._CANDIDATE_TOOL_IDS = [3, 4, *module._CANDIDATE_TOOL_IDS[:1]]


def make_room_for_c_profile(_module):
    """With memory, Scalene's callback in C takes the profiler's id whatever it was told: from the import of cProfile on, its callback
    in Python does that work under Scalene's own id."""
    tracing = sys.modules.get("scalene.scalene_tracer")
    monitoring = getattr(sys, "monitoring", None)
    if tracing is None or monitoring is None or not tracing.ScaleneTracer._use_c_line_callback:
        return
    tracer, tool = tracing.ScaleneTracer, tracing._SCALENE_TOOL_ID
    events = monitoring.get_events(monitoring.PROFILER_ID)
    monitoring.set_events(monitoring.PROFILER_ID, 0)
    monitoring.free_tool_id(monitoring.PROFILER_ID)
    tracer._use_c_line_callback = False
    monitoring.register_callback(tool, monitoring.events.LINE, tracer._line_callback)
    monitoring.set_events(tool, events)


def let_alarms_and_samples_be(module):
    """`signal.alarm` sets the timer that samples, and ends the sampling: it goes the way that setitimer goes."""
    import math
    import signal
    import time

    scalene = module.Scalene
    setitimer, getitimer, plain_alarm = signal.setitimer, signal.getitimer, signal.alarm
    due = []

    def samples_by(which):
        return which == signal.ITIMER_REAL and scalene.get_timer_signals()[0] == which

    def remaining():
        return max(0.0, due[0] - time.monotonic()) if due and scalene.client_timer.is_set else 0.0

    def set_and_note(which, seconds, interval=0.0):
        if not samples_by(which):
            return setitimer(which, seconds, interval)
        left = remaining()
        _, old_interval = setitimer(which, seconds, interval)
        due[:] = [time.monotonic() + seconds] if seconds else []
        return (left, old_interval)

    def get_noted(which):
        return (remaining(), scalene.client_timer.get_itimer()[1]) if samples_by(which) else getitimer(which)

    def alarm(seconds):
        if not samples_by(signal.ITIMER_REAL):
            return plain_alarm(seconds)
        return math.ceil(set_and_note(signal.ITIMER_REAL, seconds)[0])

    signal.setitimer, signal.getitimer, signal.alarm = set_and_note, get_noted, alarm


def ring_once(module):
    """A timer without an interval goes off once; Scalene's goes off at every sample from then on."""
    timer = module.ScaleneClientTimer
    plain = timer.yield_next_delay

    def yield_next_delay(self, elapsed):
        goes_off, left = plain(self, elapsed)
        if goes_off and self.interval == 0:
            self.reset()
        return goes_off, left

    timer.yield_next_delay = yield_next_delay


def start_children_as_asked(module):
    """Scalene hands a child's `-`, `-I`, `-W error`, `-V` to its own parser. Only what it can run goes through it: a script, a
    module, a command. What multiprocessing starts is not profiled by it either, so it need not load it."""
    redirect = module.redirect_python
    ALIAS = """#!/bin/sh
case "$1" in
  -c) case "$2" in "from multiprocessing"*) exec '{python}' "$@" ;; esac ;;
  -m | *.py) ;;
  *) exec '{python}' "$@" ;;
esac
"""

    def redirect_python(preface, cmdline, python_alias_dir):
        python = redirect(preface, cmdline, python_alias_dir)
        for name in os.listdir(python_alias_dir):
            path = os.path.join(str(python_alias_dir), name)
            with open(path) as file:
                _, _, command = file.read().partition("\n")
            with open(path, "w") as file:
                file.write(ALIAS.format(python=python) + "exec env " + command.lstrip())
        return python

    module.redirect_python = redirect_python


def say_nothing_in_children(module):
    """What a child writes is read by its parent: Scalene's own words would stand among it."""
    import builtins

    scalene = module.Scalene

    def say(*words, **options):
        if scalene._Scalene__is_child is not True:
            builtins.print(*words, **options)

    module.print = say


def warn_of_no_signal(module):
    """Where the program uses a signal of Scalene's, it says so on the program's own standard output."""
    module.Scalene  # noqa: B018
    module.print = lambda *words, **options: None


CURES = {
    "scalene.scalene_tracing": [decide_once_per_file],
    "scalene.scalene_profiler": [
        leave_profile_to_the_program,
        end_as_python_does,
        leave_start_method_to_the_program,
        read_sources_as_python_does,
        write_without_indentation,
        say_nothing_in_children,
    ],
    "scalene.scalene_parseargs": [leave_arguments_to_the_program],
    "scalene.scalene_json": [read_sources_as_python_does],
    "scalene.scalene_output": [read_sources_as_python_does],
    "scalene.scalene_analysis": [read_each_source_once],
    "scalene.scalene_tracer": [leave_tool_id_free],
    "cProfile": [make_room_for_c_profile],
    "scalene.replacement_signal_fns": [let_alarms_and_samples_be, warn_of_no_signal],
    "scalene.scalene_client_timer": [ring_once],
    "scalene.redirect_python": [start_children_as_asked],
}

sys.meta_path.insert(0, AfterImport())

if os.environ.get("SCALENE_GATE_PROFILED") == "list":
    import atexit

    atexit.register(lambda: print("cures:", *sorted(TOOK), file=sys.stderr))
