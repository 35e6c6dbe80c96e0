/** Part of the Python runner. Standard streams: the protocol keeps the first two for itself, the backend prints to standard error. */
export const RUNNER_TALK: string = String.raw`
import importlib, json, os, sys

sys.path[0:1] = []
talk_fd = os.dup(1)
listen_fd = os.dup(0)
os.dup2(2, 1)
null_fd = os.open(os.devnull, os.O_RDONLY)
os.dup2(null_fd, 0)
os.close(null_fd)


def tell(**event):
    data = (json.dumps(event) + "\n").encode("ascii")
    while data:
        data = data[os.write(talk_fd, data):]


def hear():
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(listen_fd, 1)
        if not byte:
            sys.exit(3)
        line += byte
    return json.loads(line)


class Stop(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Wants(Exception):
    def __init__(self, requirements):
        super().__init__()
        self.requirements = requirements


def folder(path):
    return os.path.join(os.path.realpath(path), "")


`;
