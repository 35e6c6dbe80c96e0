"""Runs a command in a pseudo-terminal and prints what the terminal was sent.

Usage: python3 scripts/pty-run.py COLUMNS INPUT COMMAND...
INPUT is typed once a line that ends with "? " or "] " is waited on; "^C" types Ctrl-C half a second after something was shown.
The last line is "exit N".
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

columns, typed, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    time.sleep(0.1)
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(columns), 0, 0))
shown_at = None
output = b""
while True:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
        shown_at = shown_at or time.monotonic()
    if typed == "^C" and shown_at is not None and time.monotonic() - shown_at > 0.5:
        os.write(terminal, b"\x03")
        typed = ""
    elif typed not in ("", "^C") and output.endswith(b"] "):
        os.write(terminal, typed.encode() + b"\n")
        typed = ""
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(output.replace(b"\r\n", b"\n"))
sys.stdout.buffer.write(f"\nexit {os.waitstatus_to_exitcode(status)}\n".encode())
