/**
 * The Python side of the PEP 517 front-end: calls a back-end's hooks in the build environment.
 *
 * It reads one JSON line with the plan, then tells one JSON line an event on standard output; whatever the
 * back-end itself prints goes to standard error. Each stage (the sdist, then the wheel in the unpacked sdist)
 * runs in a process of its own: where the system can fork, a fork of this one, which has imported an installed
 * back-end already (a back-end in the tree is imported in each stage, from that stage's directory).
 * An audit hook tells what is written outside the stage's directories, and denies it inside the protected ones.
 * Runs on Python 3.8 and newer and needs the standard library only.
 */
export const RUNNER_SCRIPT: string = String.raw`
import importlib, json, os, sys

sys.path[0:1] = []
talk_fd = os.dup(1)
listen_fd = os.dup(0)
os.dup2(2, 1)
null_fd = os.open(os.devnull, os.O_RDONLY)
os.dup2(null_fd, 0)
os.close(null_fd)


def tell(**event):
    data = (json.dumps(event) + "\n").encode("ascii")
    while data:
        data = data[os.write(talk_fd, data):]


def hear():
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(listen_fd, 1)
        if not byte:
            sys.exit(3)
        line += byte
    return json.loads(line)


class Stop(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Wants(Exception):
    def __init__(self, requirements):
        super().__init__()
        self.requirements = requirements


def folder(path):
    return os.path.join(os.path.realpath(path), "")


plan = hear()
allowed = []
protected = [folder(path) for path in plan["protected"]]
seen = set()
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ONE = {"os.mkdir": 2, "os.remove": 1, "os.rmdir": 1, "os.truncate": None, "os.chmod": 2}
TWO = {"os.rename": 1, "os.link": None, "os.symlink": 1}


def watch(event, arguments):
    if event == "open":
        if not isinstance(arguments[2], int) or not arguments[2] & WRITING:
            return
        touch(arguments[0])
    elif event in ONE:
        at = ONE[event]
        if at is None or len(arguments) <= at or arguments[at] in (-1, None):
            touch(arguments[0])
    elif event in TWO:
        touch(arguments[1])
        if event == "os.rename":
            touch(arguments[0])


def touch(path):
    if isinstance(path, int) or not allowed:
        return
    try:
        path = os.path.abspath(os.fsdecode(path))
        path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    except (TypeError, ValueError, OSError):
        return
    below = path + os.sep
    for root in allowed:
        if below.startswith(root):
            return
    if path.endswith(".pyc") or "__pycache__" in path or ".pyc." in path or path.lower().endswith("nul"):
        return
    denied = any(below.startswith(root) for root in protected)
    if path not in seen and len(seen) < 200:
        seen.add(path)
        tell(event="outside", path=path, denied=denied)
    if denied:
        raise PermissionError(13, "a build may not write outside its own directory", path)


def back_end(source):
    paths = [os.path.normpath(os.path.join(source, path)) for path in plan["backendPath"]]
    sys.path[:0] = paths
    importlib.invalidate_caches()
    name, _, attribute = plan["backend"].partition(":")
    try:
        found = importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing = error.name or ""
        if name == missing or name.startswith(missing + "."):
            raise Stop("no-back-end", str(error)) from None
        raise
    except ValueError as error:
        raise Stop("no-back-end", str(error)) from None
    if paths:
        origin = os.path.realpath(getattr(found, "__file__", None) or "")
        if not any(origin.startswith(folder(path)) for path in paths):
            raise Stop("no-back-end", "%s was imported from %s, not from backend-path" % (name, origin or "nowhere"))
    for part in attribute.split(".") if attribute else ():
        try:
            found = getattr(found, part)
        except AttributeError as error:
            raise Stop("no-back-end", str(error)) from None
    return found


def requirements(hooks, stage):
    if stage in plan["settled"]:
        return
    hook = getattr(hooks, "get_requires_for_build_" + stage, None)
    if hook is None:
        return
    wanted = [str(item) for item in hook({}) or [] if str(item) not in plan["installed"]]
    if wanted:
        raise Wants(wanted)


def artefact(name, out, suffix):
    if not isinstance(name, str) or os.path.basename(name) != name or not name.endswith(suffix):
        raise Stop("no-artefact", "the hook answered %r, which names no %s file" % (name, suffix))
    if not os.path.isfile(os.path.join(out, name)):
        raise Stop("no-artefact", "the hook answered %r, yet there is no such file" % (name,))
    return name


def hook_of(hooks, name):
    hook = getattr(hooks, name, None)
    if hook is None:
        raise Stop("no-hook", "the back-end %s has no %s" % (plan["backend"], name))
    return hook


def unpack(path, into):
    import tarfile
    try:
        with tarfile.open(path) as tar:
            if hasattr(tarfile, "data_filter"):
                tar.extractall(into, filter="data")
            else:
                for member in tar.getmembers():
                    target = os.path.realpath(os.path.join(into, member.name))
                    if not (target + os.sep).startswith(folder(into)) or not (member.isreg() or member.isdir()):
                        raise tarfile.TarError("unsafe member " + member.name)
                tar.extractall(into)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Stop("bad-sdist", "%s: %s" % (type(error).__name__, error)) from None
    roots = os.listdir(into)
    if len(roots) != 1 or not os.path.isdir(os.path.join(into, roots[0])):
        raise Stop("bad-sdist", "the sdist must hold exactly one directory, not: " + ", ".join(sorted(roots)[:5]))
    return os.path.join(into, roots[0])


def build_sdist(hooks):
    allowed.append(folder(plan["source"]))
    os.chdir(plan["source"])
    hooks = hooks or back_end(plan["source"])
    requirements(hooks, "sdist")
    name = hook_of(hooks, "build_sdist")(plan["out"], {})
    return artefact(name, plan["out"], ".tar.gz")


def sdist_path():
    names = [name for name in os.listdir(plan["out"]) if name.endswith(".tar.gz")]
    if len(names) != 1:
        raise Stop("bad-sdist", "expected one sdist, found: " + ", ".join(sorted(names)))
    return os.path.join(plan["out"], names[0])


def build_wheel(hooks):
    source = plan["source"]
    if plan["unpack"]:
        allowed.append(folder(plan["unpack"]))
        roots = os.listdir(plan["unpack"])
        source = os.path.join(plan["unpack"], roots[0]) if roots else unpack(
            sdist_path(), plan["unpack"])
    os.chdir(source)
    hooks = hooks or back_end(source)
    requirements(hooks, "wheel")
    name = hook_of(hooks, "build_wheel")(plan["out"], {}, None)
    return artefact(name, plan["out"], ".whl")


def metadata(hooks):
    allowed.append(folder(plan["source"]))
    os.chdir(plan["source"])
    hooks = hooks or back_end(plan["source"])
    requirements(hooks, "wheel")
    prepare = getattr(hooks, "prepare_metadata_for_build_wheel", None)
    if prepare is not None:
        with open(os.path.join(plan["out"], prepare(plan["out"], {}), "METADATA"), "rb") as file:
            return file.read().decode("utf-8", "replace")
    import zipfile
    name = artefact(hook_of(hooks, "build_wheel")(plan["out"], {}, None), plan["out"], ".whl")
    with zipfile.ZipFile(os.path.join(plan["out"], name)) as wheel:
        for member in wheel.namelist():
            if member.endswith(".dist-info/METADATA"):
                return wheel.read(member).decode("utf-8", "replace")
    raise Stop("no-artefact", "the wheel holds no METADATA")


# Exit statuses of a stage that has told its end; any other means that it died silently.
DONE, TOLD = 61, 62
STAGES = {"sdist": build_sdist, "wheel": build_wheel, "metadata": metadata}


def describe(error):
    import traceback
    place = None
    for frame in traceback.extract_tb(error.__traceback__):
        for root in (folder(plan["source"]), folder(plan["unpack"]) if plan["unpack"] else None):
            if root and os.path.realpath(frame.filename).startswith(root):
                place = {"file": os.path.realpath(frame.filename), "line": frame.lineno, "text": frame.line or ""}
    if isinstance(error, SyntaxError) and error.filename and place is None:
        place = {"file": os.path.realpath(error.filename), "line": error.lineno or 1, "text": error.text or ""}
    return {"type": type(error).__name__, "message": str(error), "place": place}


def run(stage, hooks):
    try:
        result = STAGES[stage](hooks)
    except Stop as stop:
        tell(event="failed", stage=stage, kind=stop.kind, type="", message=str(stop), place=None)
    except Wants as wants:
        tell(event="wants", stage=stage, requirements=wants.requirements)
    except BaseException as error:
        import traceback
        traceback.print_exc()
        tell(event="failed", stage=stage, kind="exception", **describe(error))
    else:
        tell(event="done", stage=stage, result=result)
        return DONE
    return TOLD


def leave(code):
    import atexit
    run_handlers = getattr(atexit, "_run_exitfuncs", None)
    if run_handlers is None:
        sys.exit(code)
    try:
        run_handlers()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                pass
        os._exit(code)


def main():
    allowed.extend(folder(path) for path in plan["allowed"])
    sys.addaudithook(watch)
    stages = plan["stages"]
    if not plan["fork"]:
        return 0 if run(stages[0], None) == DONE else 1
    hooks = None
    if not plan["backendPath"]:
        os.chdir(plan["source"])
        try:
            hooks = back_end(plan["source"])
        except BaseException:
            hooks = None
    for stage in stages:
        child = os.fork()
        if child == 0:
            leave(run(stage, hooks))
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            tell(event="died", stage=stage, how="was ended by signal %d" % os.WTERMSIG(status))
            return 1
        if os.WEXITSTATUS(status) not in (DONE, TOLD):
            tell(event="died", stage=stage, how="ended with status %d and without an answer" % os.WEXITSTATUS(status))
            return 1
        if os.WEXITSTATUS(status) != DONE:
            return 1
    return 0


leave(main())
`;
