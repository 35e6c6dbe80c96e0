/**
 * What makes many imports quick, Python. A release of many modules imports the same other projects again and again;
 * those that at least three of its modules name are loaded once, before the forks, if a fork of its own shows that they
 * load and start no thread. The roots are imported before that, so that none of them finds by accident what it does not
 * import; a failure that follows is confirmed in a truly new interpreter all the same.
 */
export const WARM_SOURCE: string = String.raw`
MANY = 40


def candidates():
    standard = getattr(sys, "stdlib_module_names", None)
    if standard is None or len(PLAN["modules"]) < MANY:
        return []
    own = set(name.partition(".")[0] for name in PLAN["modules"])
    counts = {}
    for path in FIRST:
        try:
            with open(path, "rb") as f:
                source = f.read()
        except OSError:
            continue
        seen = set()
        for line in source.splitlines():
            words = line.split()
            if len(words) > 1 and line[:1] in (b"i", b"f") and words[0] in (b"import", b"from"):
                name = words[1].split(b",")[0].decode("ascii", "ignore")
                top = name.partition(".")[0]
                if top and top not in standard and top not in own:
                    seen.add(name)
        for name in seen:
            counts[name] = counts.get(name, 0) + 1
    return sorted((name for name in counts if counts[name] > 2), key=lambda name: (-counts[name], name))


def probe(names):
    """Imports the names in a fork; those that load quietly, in order, and the first one that does not."""
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(r)
        for name in names:
            arm(True)
            try:
                __import__(name)
                fine = threads() == 1
            except BaseException:
                fine = False
            arm(False)
            os.write(w, b"+" if fine else b"-")
            if not fine:
                break
        os._exit(0)
    os.close(w)
    answers = b""
    while True:
        some = os.read(r, 4096)
        if not some:
            break
        answers += some
    os.close(r)
    os.waitpid(pid, 0)
    return names[: answers.count(b"+")]


def warm_up(names):
    for _ in range(8):
        if not names:
            return
        fine = probe(names)
        if len(fine) == len(names):
            break
        names = fine + names[len(fine) + 1:]
    else:
        names = fine
    for name in names:
        try:
            __import__(name)
        except BaseException:
            pass
`;
