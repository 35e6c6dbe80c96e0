/** Part of the Python runner. The stages, each in a process of its own. */
export const RUNNER_STAGES: string = String.raw`def build_sdist(hooks):
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


# Imported once for all stages. Others may keep the directory in which they are imported (flit_scm does).
SHARED = {
    "flit_core.buildapi", "hatchling.build", "pdm.backend", "poetry.core.masonry.api", "setuptools.build_meta", "uv_build"}


def main():
    allowed.extend(folder(path) for path in plan["allowed"])
    vary()
    sys.addaudithook(watch)
    stages = plan["stages"]
    if not plan["fork"]:
        return 0 if run(stages[0], None) == DONE else 1
    hooks = None
    if not plan["backendPath"] and plan["backend"].partition(":")[0] in SHARED:
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
