"""Runs one command on a terminal until it is sent something, and writes what that cost: first-line.py REPORT.json LOG COMMAND...

Wall time and CPU as in measure.py; the command is killed then, with all that it started.
"""
import json
import os
import pty
import signal
import sys
import time

report, log, *argv = sys.argv[1:]
start = time.perf_counter()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(argv[0], argv)
shown = os.read(terminal, 65536)
wall = time.perf_counter() - start
os.killpg(pid, signal.SIGKILL)
_, _, used = os.wait4(pid, 0)
with open(log, "wb") as file:
    file.write(shown)
with open(report, "w", encoding="utf-8") as file:
    json.dump({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "status": 0}, file)
