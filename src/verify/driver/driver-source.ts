import { LIMIT_SOURCE } from "./limit-source.ts";
import { OBSERVE_SOURCE } from "./observe-source.ts";
import { WARM_SOURCE } from "./warm-source.ts";

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
export const DRIVER_SOURCE: string = `${OBSERVE_SOURCE}${LIMIT_SOURCE}${WARM_SOURCE}
${String.raw`
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


def above(name):
    """The module and the packages above it."""
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts) + 1)]


# What users meet first, and what it takes to get there: tried before all else, whatever time is left.
URGENT = frozenset(
    each for name in PLAN["roots"] + [module for _, module, _ in PLAN["entryPoints"]] for each in above(name))
# Roots whose result is known from before the warming-up.
SETTLED = set()


def urgent_first(names):
    return sorted(names, key=lambda name: name not in URGENT)


def is_late(name):
    return name not in URGENT and time.time() > DEADLINE


def visit(name, children, tokens, deep):
    """In a forked child that holds a token: imports the module, then goes on to the modules below it."""
    arm(True, name)
    record = attempt(name)
    arm(False)
    if name not in SETTLED:
        emit(record)
    tokens.give()
    if record["ok"]:
        below_it = children.get(name, [])
        if below_it:
            if deep and threads() == 1:
                fork_all(below_it, children, tokens, deep)
            else:
                emit({"kind": "deferred", "names": everything(below_it, children)})
        if name not in SETTLED:
            load_entry_points(name)
    elif name in SETTLED and children.get(name):
        # It works in a fresh interpreter, or was told already: what lies below is tried from there.
        emit({"kind": "deferred", "names": everything(children[name], children)})
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
        emit({"kind": "module", "name": name, "ok": False, "hung": hung_by(signal), "signal": signal})
    else:
        emit({"kind": "module", "name": name, "ok": False, "exited": os.WEXITSTATUS(status)})


def fork_all(names, children, tokens, deep):
    pids = []
    for name in urgent_first(names):
        tokens.take()
        if is_late(name):
            tokens.give()
            emit({"kind": "untried", "names": everything([name], children)})
            continue
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
    for name in urgent_first(names) + [None] * JOBS:
        if name is not None and is_late(name):
            emit({"kind": "untried", "names": [name]})
        elif name is not None:
            command = [sys.executable, "-I", "-B", __file__, PLAN_FILE, "one:" + name]
            running.append((name, subprocess.Popen(command, stdin=subprocess.DEVNULL)))
        if running and (name is None or len(running) >= JOBS):
            one, process = running.pop(0)
            try:
                code = process.wait(TIMEOUT * 5 + 5)
                if code < 0:
                    emit({"kind": "module", "name": one, "ok": False, "hung": hung_by(-code), "signal": -code})
                elif code != DONE:
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
        arm(True, name)
        record = attempt(name)
        arm(False)
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
        tokens = Tokens(JOBS)
        loads = candidates() if MODE == "tree" else []
        if loads:
            # A root that uses what it does not import works once another has loaded it: it is judged before that.
            fresh = [name for name in roots if name in ROOTS]
            fork_all(fresh, {}, tokens, False)
            SETTLED.update(fresh)
            warm_up(loads)
        fork_all(roots, children, tokens, MODE == "tree")
    emit({"kind": "end"})


main()
`}`;
