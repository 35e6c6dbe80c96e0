/**
 * The driver's first half, Python: reading the plan, writing records, noticing writes, describing exceptions. Kept
 * to modules that every interpreter has loaded at its start, so that imports are tried in a fresh state.
 */
export const OBSERVE_SOURCE: string = String.raw`
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
DEADLINE = time.time() + PLAN["budget"]
FIRST = frozenset(PLAN["firstPartyFiles"])
ROOTS = frozenset(PLAN["roots"])
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
    if record["kind"] == "module":
        try:
            os.write(2, b"\x1e")
        except OSError:
            pass


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
    out = {"chain": links, "frame": last, "trace": trace[-3000:]}
    try:
        if last is not None:
            with open(last["file"], "rb") as f:
                code = f.read().decode("utf-8", "replace")
            line = code.split("\n")[last["line"] - 1]
            out["unconditional"] = last["name"] == "<module>" and line[:1].strip() != ""
            if type(error) is NameError:
                out["unbound"] = not binds(code, str(error).split("'")[1])
    except Exception:
        pass
    return out


def binds(code, name):
    """Whether the file gives the name a value anywhere: it may do so under a condition that does not hold here."""
    words = "".join(c if c == "_" or c.isalnum() else " " + c + " " for c in code).split()
    for i, word in enumerate(words):
        if word != name:
            if word == "*" and words[i - 1] == "import":
                return True
            continue
        before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
        if before in ("import", "as", "def", "class", "for", "global") or after in (":", "in"):
            return True
        if after == "=" and words[i + 2:i + 3] != ["="] and before != ".":
            return True
        if before in (",", "(") and "import" in words[max(0, i - 200):i]:
            return True
    return False


def text_of(value):
    try:
        return str(value)
    except BaseException as e:
        return "<unprintable " + type(e).__name__ + ">"
`;
