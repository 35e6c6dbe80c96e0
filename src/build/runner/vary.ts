/** Part of the Python runner. Conditions that must not matter to a build: umask, modes and times of the sources, the order of directories, the clock. */
export const RUNNER_VARY: string = String.raw`class Reversed:
    def __init__(self, entries):
        self.entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()

    def close(self):
        self.entries = iter(())


def vary():
    varied = plan.get("vary")
    if not varied:
        return
    import time
    group = 0
    if "umask" in varied["what"]:
        umask = os.umask(0o022)
        group = 0o020
        os.umask(0o002 if umask & 0o020 else 0o022)
    # Two checkouts never have the same times: what is not varied is fixed.
    when = varied["sourceTime"] - (0 if "file times" in varied["what"] else 86400)
    for place, folders, files in os.walk(plan["source"]):
        if ".git" in folders:
            folders.remove(".git")
        for path in [os.path.join(place, name) for name in files] + [place]:
            if os.path.islink(path):
                continue
            if group:
                os.chmod(path, os.stat(path).st_mode & 0o7777 ^ group)
            os.utime(path, (when, when))
    if "file order" in varied["what"]:
        listdir, scandir = os.listdir, os.scandir
        os.listdir = lambda *path: sorted(listdir(*path), reverse=True)

        def backwards(*path):
            with scandir(*path) as entries:
                return Reversed(sorted(entries, key=lambda entry: entry.name, reverse=True))
        os.scandir = backwards
    # A zip tells even seconds only.
    time.sleep(max(0, min(3, varied["notBefore"] - time.time())))


`;
