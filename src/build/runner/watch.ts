/** Part of the Python runner. The audit hook: what is written outside the allowed directories is told, inside the protected ones denied. */
export const RUNNER_WATCH: string = String.raw`plan = hear()
allowed = []
protected = [folder(path) for path in plan["protected"]]
seen = set()
real_folders = {}
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
        folder_of, name = os.path.split(os.path.abspath(os.fsdecode(path)))
        real = real_folders.get(folder_of)
        if real is None:
            real = real_folders[folder_of] = os.path.realpath(folder_of)
    except (TypeError, ValueError, OSError):
        return
    path = os.path.join(real, name)
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


`;
