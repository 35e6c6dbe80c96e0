"""Runs one command as a whole process and writes its cost: measure.py REPORT.json LOG COMMAND...

CPU is user + system time, with all children that were waited for. The command's output goes to LOG.
"""
import json
import os
import sys
import time

report, log, *argv = sys.argv[1:]
null = os.open(os.devnull, os.O_RDONLY)
out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
actions = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
start = time.perf_counter()
pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions)
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - start
with open(report, "w", encoding="utf-8") as file:
    json.dump({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "status": os.waitstatus_to_exitcode(status)}, file)
