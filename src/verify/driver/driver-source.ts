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


def visit(name, children, tokens, deep):
    """In a forked child that holds a token: imports the module, then goes on to the modules below it."""
    arm(True)
    record = attempt(name)
    arm(False)
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
        emit({"kind": "module", "name": name, "ok": False, "hung": hung_by(signal), "signal": signal})
    else:
        emit({"kind": "module", "name": name, "ok": False, "exited": os.WEXITSTATUS(status)})


def fork_all(names, children, tokens, deep):
    pids = []
    for name in names:
        tokens.take()
        if time.time() > DEADLINE:
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
    for name in names + [None] * JOBS:
        if name is not None and time.time() > DEADLINE:
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
        arm(True)
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
        if MODE == "tree":
            warm_up()
        fork_all(roots, children, Tokens(JOBS), MODE == "tree")
    emit({"kind": "end"})


main()
`}`;
