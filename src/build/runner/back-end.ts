/** Part of the Python runner. Finds the backend and checks what its hooks answer. */
export const RUNNER_BACK_END: string = String.raw`def back_end(source):
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
    if isinstance(name, str) and os.path.basename(name) != name and name.endswith(suffix):
        raise Stop("no-artefact", "the hook answered a path, not the base name %s" % os.path.basename(name))
    if not isinstance(name, str) or not name.endswith(suffix):
        raise Stop("no-artefact", "the hook answered %r, which names no %s file" % (name, suffix))
    if not os.path.isfile(os.path.join(out, name)):
        raise Stop("no-artefact", "the hook answered %r, yet there is no such file" % (name,))
    return name


def hook_of(hooks, name):
    hook = getattr(hooks, name, None)
    if hook is None:
        raise Stop("no-hook", "the backend %s has no %s" % (plan["backend"], name))
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


`;
