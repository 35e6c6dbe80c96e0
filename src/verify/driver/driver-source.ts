/**
 * The Python program that a trial runs in its environment, once: it imports modules and loads entry points, each
 * in the state of a fresh interpreter, and writes one JSON line for each to a file. Python 3.8 and newer.
 *
 * Where `fork` exists the fresh states are a tree of processes: importing `a.b` in a fresh interpreter first
 * imports `a`; so a child forked from the process that has imported just `a`, which then imports `a.b`, is in
 * exactly that state, and the costly imports of `a` run once. The first process has loaded nothing beyond what
 * an interpreter loads at its start, except built-in modules of C. A package that starts threads cannot be
 * forked from: its modules are handed back as `deferred`, to be forked from the first process.
 */
export const DRIVER_SOURCE: string = String.raw`
import sys, os, time
try:
    import _signal
except ImportError:
    _signal = None

PLAN_FILE, MODE = sys.argv[1], sys.argv[2]
with open(PLAN_FILE, "rb") as f:
    PLAN = eval(f.read().decode("utf-8"), {"__builtins__": {}}, {"true": True, "false": False, "null": None})
RESULTS = PLAN["results"]
CWD, HOME, PREFIX = PLAN["cwd"], PLAN["home"], PLAN["prefix"]
TIMEOUT, JOBS = PLAN["timeout"], PLAN["jobs"]
FIRST = frozenset(PLAN["firstPartyFiles"])
DONE = 97
CASELESS = os.name == "nt"


def text(value, bound=2000):
    try:
        s = value if isinstance(value, str) else str(value)
    except BaseException as e:
        s = "<unprintable " + type(e).__name__ + ">"
    if len(s) > bound:
        s = s[: bound // 3] + " ... " + s[-(bound - bound // 3):]
    out = []
    for c in s:
        o = ord(c)
        if c in '"\\':
            out.append("\\" + c)
        elif 32 <= o < 127:
            out.append(c)
        elif o > 0xFFFF:
            o -= 0x10000
            out.append("\\u%04x\\u%04x" % (0xD800 + (o >> 10), 0xDC00 + (o & 0x3FF)))
        else:
            out.append("\\u%04x" % o)
    return '"' + "".join(out) + '"'


def encode(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ",".join(text(k) + ":" + encode(v) for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(encode(v) for v in value) + "]"
    return text(value)


def emit(record):
    line = (encode(record) + "\n").encode("ascii")
    fd = os.open(RESULTS, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        while line:
            line = line[os.write(fd, line):]
    finally:
        os.close(fd)


CURRENT = [None]
WRITES = {}
EVENTS = frozenset(["open", "os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.truncate", "sqlite3.connect"])
ACTIVE = [False]


def full(path):
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if hasattr(path, "__fspath__"):
        path = path.__fspath__()
    if not isinstance(path, str):
        return None
    return os.path.normpath(os.path.join(os.getcwd(), path))


def below(path, root):
    return path == root or path.startswith(root + os.sep)


def first_party_frame():
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name in FIRST:
            return name + ":" + str(frame.f_lineno)
        frame = frame.f_back
    return None


def nearest_is_first_party():
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if below(name, PREFIX):
            return name in FIRST
        frame = frame.f_back
    return False


def audit(event, args):
    if event not in EVENTS or not ACTIVE[0]:
        return
    ACTIVE[0] = False
    try:
        path = args[0]
        if event == "open":
            mode, flags = args[1], args[2]
            writing = (isinstance(mode, str) and any(c in mode for c in "wax+")) or (
                isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) != 0)
            if not writing:
                return
        elif event in ("os.rename", "os.link", "os.symlink"):
            path = args[1]
        elif event == "sqlite3.connect" and (path == ":memory:" or path == ""):
            return
        path = full(path)
        if path is None or "__pycache__" in path or path == RESULTS:
            return
        place = "work" if below(path, CWD) else "home" if below(path, HOME) else "environment" if below(path, PREFIX) else None
        if place is None or (place != "work" and not nearest_is_first_party()):
            return
        if path not in WRITES and len(WRITES) < 20:
            WRITES[path] = {"path": path, "place": place, "from": first_party_frame()}
    except Exception:
        pass
    finally:
        ACTIVE[0] = True


def chain(error):
    seen, out = set(), []
    while error is not None and id(error) not in seen and len(out) < 8:
        seen.add(id(error))
        out.append(error)
        error = error.__cause__ or error.__context__
    return out


def describe(error):
    links = []
    for e in chain(error):
        link = {"type": type(e).__name__, "message": text_of(e)}
        if isinstance(e, ImportError):
            link["module"] = e.name
            link["path"] = e.path
        if isinstance(e, OSError):
            link["errno"] = e.errno
            name = e.filename
            link["file"] = os.fsdecode(name) if isinstance(name, (str, bytes)) else None
        if isinstance(e, SystemExit):
            link["code"] = e.code if isinstance(e.code, (int, type(None))) else text_of(e)
        links.append(link)
    frames, tb = [], error.__traceback__
    while tb is not None:
        name = tb.tb_frame.f_code.co_filename
        frames.append({"file": name, "line": tb.tb_lineno, "name": tb.tb_frame.f_code.co_name, "first": name in FIRST})
        tb = tb.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        frames.append({"file": error.filename, "line": error.lineno or 0, "name": "", "first": error.filename in FIRST})
    mine = [f for f in frames if f["first"]]
    last = mine[-1] if mine else None
    try:
        import traceback
        trace = "".join(traceback.format_exception(type(error), error, error.__traceback__, limit=-12))
    except BaseException:
        trace = ""
    return {"chain": links, "frame": last, "trace": trace[-3000:]}


def text_of(value):
    try:
        return str(value)
    except BaseException as e:
        return "<unprintable " + type(e).__name__ + ">"


def attempt(name):
    begin = time.time()
    WRITES.clear()
    ACTIVE[0] = True
    error = None
    try:
        __import__(name)
    except BaseException as e:
        error = e
    ACTIVE[0] = False
    record = {"kind": "module", "name": name, "ok": error is None, "seconds": round(time.time() - begin, 3)}
    if error is not None:
        record["error"] = describe(error)
        record["hung"] = isinstance(error, StillRunning)
    elif name in PLAN["tops"]:
        value = getattr(sys.modules.get(name), "__version__", None)
        record["version"] = value if isinstance(value, str) else None
    if WRITES:
        record["writes"] = list(WRITES.values())
    return record


def load_entry_points(name):
    for number, module, attribute in PLAN["entryPoints"]:
        if module != name:
            continue
        error = None
        try:
            target = sys.modules[name]
            for part in (attribute.split(".") if attribute else ()):
                target = getattr(target, part)
        except BaseException as e:
            error = e
        record = {"kind": "entry-point", "number": number, "ok": error is None}
        if error is None:
            record["callable"] = callable(target)
        else:
            record["error"] = describe(error)
        emit(record)


def quiet():
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    if null > 2:
        os.close(null)


class StillRunning(BaseException):
    pass


def ring(number, frame):
    # The next ring, two seconds later, ends a process that caught this one.
    _signal.signal(_signal.SIGALRM, _signal.SIG_DFL)
    raise StillRunning("still running after %g seconds" % TIMEOUT)


def arm(seconds):
    if _signal is not None and hasattr(_signal, "setitimer"):
        if seconds:
            _signal.signal(_signal.SIGALRM, ring)
            _signal.setitimer(_signal.ITIMER_REAL, seconds, 2)
        else:
            _signal.setitimer(_signal.ITIMER_REAL, 0)
            _signal.signal(_signal.SIGALRM, _signal.SIG_DFL)


def threads():
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        module = sys.modules.get("threading")
        return module.active_count() if module else 1


class Tokens:
    """As many imports at a time as there are bytes in this pipe."""

    def __init__(self, count):
        self.r, self.w = os.pipe()
        os.write(self.w, b"." * count)

    def take(self):
        os.read(self.r, 1)

    def give(self):
        os.write(self.w, b".")


def visit(name, children, tokens, deep):
    """In a forked child that holds a token: imports the module, then goes on to the modules below it."""
    arm(TIMEOUT)
    record = attempt(name)
    arm(0)
    emit(record)
    tokens.give()
    if record["ok"]:
        below_it = children.get(name, [])
        if below_it:
            if deep and threads() == 1:
                fork_all(below_it, children, tokens, deep)
            else:
                emit({"kind": "deferred", "names": everything(below_it, children)})
        load_entry_points(name)
    sys.stdout.flush()
    os._exit(DONE)


def everything(names, children):
    out = []
    for name in names:
        out.append(name)
        out.extend(everything(children.get(name, []), children))
    return out


def reap(pid, name, tokens):
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == DONE:
        return
    tokens.give()
    if os.WIFSIGNALED(status):
        signal = os.WTERMSIG(status)
        hung = _signal is not None and signal == _signal.SIGALRM
        emit({"kind": "module", "name": name, "ok": False, "hung": hung, "signal": signal})
    else:
        emit({"kind": "module", "name": name, "ok": False, "exited": os.WEXITSTATUS(status)})


def fork_all(names, children, tokens, deep):
    pids = []
    for name in names:
        tokens.take()
        pid = os.fork()
        if pid == 0:
            try:
                visit(name, children, tokens, deep)
            finally:
                os._exit(1)
        pids.append((pid, name))
        while len(pids) > JOBS * 2:
            reap(pids[0][0], pids[0][1], tokens)
            pids.pop(0)
    for pid, name in pids:
        reap(pid, name, tokens)


def spawn_all(names):
    import subprocess
    running = []
    for name in names + [None] * JOBS:
        if name is not None:
            command = [sys.executable, "-I", "-B", __file__, PLAN_FILE, "one:" + name]
            running.append((name, subprocess.Popen(command, stdin=subprocess.DEVNULL)))
        if running and (name is None or len(running) >= JOBS):
            one, process = running.pop(0)
            try:
                code = process.wait(TIMEOUT + 5)
                if code != DONE:
                    emit({"kind": "module", "name": one, "ok": False, "exited": code})
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                emit({"kind": "module", "name": one, "ok": False, "hung": True})


def main():
    quiet()
    sys.addaudithook(audit)
    if MODE.startswith("one:"):
        name = MODE[4:]
        record = attempt(name)
        emit(record)
        if record["ok"]:
            load_entry_points(name)
        sys.stdout.flush()
        os._exit(DONE)
    names = PLAN["modules"]
    if MODE == "spawn":
        spawn_all(names)
    else:
        children = {}
        roots = []
        known = set(names)
        for name in names:
            parent = name.rpartition(".")[0]
            if MODE == "tree" and parent in known:
                children.setdefault(parent, []).append(name)
            else:
                roots.append(name)
        fork_all(roots, children, Tokens(JOBS), MODE == "tree")
    emit({"kind": "end"})


main()
`;
