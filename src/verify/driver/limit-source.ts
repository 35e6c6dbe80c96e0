/**
 * How the driver tells a hung import from a slow one, Python. Time of the processor counts where there is any to count:
 * a loop that loads no further module within ten seconds of it (thirty in a root, which users meet first) is hung, and
 * so is a process that waits for as long without using any. A busy machine makes neither happen. A longer limit for one
 * import makes all of these longer in proportion.
 */
export const LIMIT_SOURCE: string = String.raw`
TICK = max(min(10.0, TIMEOUT), TIMEOUT / 6.0)
PATIENCE = max(min(10.0, TIMEOUT), TIMEOUT / 2.0)
LIMIT = [TICK]
BEGUN = [0.0]
SEEN = {}


class StillRunning(BaseException):
    pass


def cpu():
    t = os.times()
    return t[0] + t[1]


def starved():
    """How often the machine took the processor away from this process."""
    try:
        with open("/proc/self/status") as f:
            for line in f:
                if line.startswith("nonvoluntary_ctxt_switches"):
                    return int(line.split()[1])
    except (OSError, ValueError):
        pass
    return 0


def waits_for_child():
    try:
        with open("/proc/self/task/%d/children" % os.getpid()) as f:
            return f.read().strip() != ""
    except OSError:
        return False


def snapshot(key):
    """What was loaded, used and taken since the last call; a module that is being imported counts as one itself."""
    now = (len(sys.modules), cpu(), starved())
    before = SEEN.get(key, now)
    SEEN[key] = now
    return now[0] - before[0], now[1] - before[1], now[2] - before[2]


def give_up(words):
    # The next ring, two seconds later, ends a process that catches this one.
    for number in (_signal.SIGALRM, _signal.SIGPROF, _signal.SIGVTALRM):
        _signal.signal(number, _signal.SIG_DFL)
    _signal.setitimer(_signal.ITIMER_PROF, 0)
    _signal.setitimer(_signal.ITIMER_REAL, 2)
    raise StillRunning("still running after " + words)


def ring_cpu(number, frame):
    loaded, _, _ = snapshot("cpu")
    if loaded <= 1:
        give_up("%g seconds of processor time" % LIMIT[0])
    _signal.setitimer(_signal.ITIMER_VIRTUAL, TICK * 6)


def ring_wall(number, frame):
    loaded, used, taken = snapshot("wall")
    elapsed = time.time() - BEGUN[0]
    idle = loaded <= 1 and used < TICK / 10 and taken < TICK * 5
    if (idle and (elapsed >= TIMEOUT or not waits_for_child())) or elapsed >= TIMEOUT * 30:
        give_up("%d seconds" % round(elapsed))


def arm(on, name=None):
    if _signal is None or not hasattr(_signal, "setitimer"):
        return
    if on:
        BEGUN[0] = time.time()
        LIMIT[0] = PATIENCE if name in ROOTS else TICK
        SEEN.clear()
        snapshot("cpu")
        snapshot("wall")
        _signal.signal(_signal.SIGALRM, ring_wall)
        _signal.signal(_signal.SIGPROF, ring_cpu)
        _signal.setitimer(_signal.ITIMER_REAL, TICK, TICK)
        _signal.setitimer(_signal.ITIMER_PROF, LIMIT[0], LIMIT[0])
        # Not handled: the system ends a loop that never comes back to Python.
        _signal.setitimer(_signal.ITIMER_VIRTUAL, TICK * 6)
    else:
        for timer in (_signal.ITIMER_REAL, _signal.ITIMER_PROF, _signal.ITIMER_VIRTUAL):
            _signal.setitimer(timer, 0)
        for number in (_signal.SIGALRM, _signal.SIGPROF):
            _signal.signal(number, _signal.SIG_DFL)


def hung_by(number):
    return _signal is not None and number in (
        getattr(_signal, "SIGALRM", None), getattr(_signal, "SIGVTALRM", None), getattr(_signal, "SIGPROF", None))
`;
