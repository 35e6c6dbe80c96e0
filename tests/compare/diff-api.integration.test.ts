import { expect, test } from "vitest";
import { document, run } from "../acceptance/cli.ts";
import { temporaryDirectory } from "../support/git.ts";
import { wheel } from "./support.ts";

const OLD = `"""A demo."""


def kept(a, b=1): ...
def gone(): ...
def moved(a, b): ...
def stricter(a): ...


class Base: ...
class Thing(Base):
    def method(self, flag): ...
`;
const NOW = `"""A demo."""


def kept(a, b=1, c=None): ...
def moved(b, a): ...
def stricter(a, needed): ...
def came(): ...


class Base: ...
class Thing:
    def method(self, flag): ...
`;

/** Its own members are gone; those that a base of the standard library gives can still be called. */
const OVERRIDES = `import collections.abc
from collections.abc import MutableSequence
from enum import Enum


class Mine(dict[str, int]):
    def __init__(self, size): ...
    def clear(self): ...
class Deeper(Mine): ...
class Keys(collections.abc.MutableMapping):
    def pop(self, key, default=None): ...
    def own(self): ...
class Items(MutableSequence):
    def pop(self, index=-1): ...
class Failed(Exception):
    def __str__(self): ...
class Plain:
    def __repr__(self): ...
    def __eq__(self, other): ...
class Color(Enum):
    RED = 1
`;
const INHERITED = `import collections.abc
from collections.abc import MutableSequence
from enum import Enum


class Mine(dict[str, int]): ...
class Deeper(Mine):
    def update(self, *args): ...
class Keys(collections.abc.MutableMapping):
    def clear(self): ...
class Items(MutableSequence): ...
class Failed(Exception): ...
class Plain: ...
class Color(Enum): ...
`;

const writer =
  (directory: string) =>
  (version: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const builder = wheel({ version });
    for (const [path, content] of Object.entries(files)) builder.file(path, content);
    return builder.write(directory);
  };

test("the public API by griffe, without importing: private paths, aliases, __getattr__, conventions", async () => {
  using place = temporaryDirectory("diff");
  const write = writer(place.path);
  const boom = "raise SystemExit('imported')\n";
  const before = await write("1.0.0", {
    "demo/__init__.py": `from demo._impl import shown as shown\nfrom demo.late import old\n__all__ = ["shown", "old"]\n${boom}`,
    "demo/_impl.py": "def shown(x): ...\ndef hidden(x): ...\n",
    "demo/late.py": "def old(): ...\ndef send(__self, __x): ...\n",
    "demo/api.py": OLD,
    "demo/kin.py": OVERRIDES,
  });
  const after = await write("1.0.1", {
    "demo/__init__.py": `from demo._impl import shown as shown\n__all__ = ["shown"]\n${boom}`,
    "demo/_impl.py": "def shown(x, y): ...\n",
    "demo/late.py":
      'def send(self, x, /): ...\ndef __getattr__(name):\n    if name == "old":\n        return print\n    raise AttributeError(name)\n',
    "demo/api.py": NOW,
    "demo/kin.py": INHERITED,
  });
  const ended = await run(["diff", before, after, "--json", "--check"], { cwd: place.path });
  const told = document(ended) as unknown as {
    changes: { code: string; level: string; subject: string }[];
    asked: string;
    needed: string;
  };
  expect(ended.exit, ended.stderr).toBe(1);
  expect(told).toMatchObject({
    asked: "major",
    made: "patch",
    isEnough: false,
    needed: "2.0.0",
    notCompared: [],
  });
  expect(told.changes.map(({ level, subject }) => `${level} ${subject}`).sort()).toEqual([
    "major demo.api.Thing",
    "major demo.api.gone",
    "major demo.api.moved(a)",
    "major demo.api.moved(b)",
    "major demo.api.stricter(needed)",
    "major demo.kin.Color.RED",
    "major demo.kin.Deeper.__init__",
    "major demo.kin.Keys.own",
    "major demo.kin.Mine.__init__",
    "major demo.kin.Plain.__eq__",
    "major demo.old",
    "major demo.shown(y)",
    "minor demo.api.came",
    "minor demo.api.kept(c)",
    "minor demo.late.old",
  ]);
});

/** What is given by position has no name, what the interpreter calls has none either. */
const SHAPES = `from typing import overload
import requests


class Special:
    def __eq__(self, other): ...
    def __exit__(self, kind, value, trace): ...
    def __getitem__(self, key): ...
    def __setitem__(self, key, value): ...
    def __call__(self, value): ...
    def at(self, place, /): ...
    @staticmethod
    def alone(a): ...
    @property
    def size(self): ...
    @size.setter
    def size(self, value): ...
class Failed(requests.RequestException):
    def shown(self): ...
def pick(a): ...
def later(): ...
`;
const RESHAPED = `from typing import overload
import requests


class Special:
    def __eq__(self, value): ...
    def __exit__(self, *args): ...
    def __getitem__(self, index): ...
    def __setitem__(self, key, value, more): ...
    def __call__(self, it): ...
    def at(self, position, /): ...
    def alone(a): ...
    @property
    def size(self): ...
class Failed(requests.RequestException): ...
@overload
def pick(a: int) -> int: ...
@overload
def pick(a: str) -> str: ...
async def later(): ...
`;
const STUB = `from typing import overload
@overload
def load(a: int) -> int: ...
@overload
def load(a: str, b: int) -> str: ...
`;

test("special methods, positions, overloads, kinds, and modules that no Python reads", async () => {
  using place = temporaryDirectory("diff");
  const write = writer(place.path);
  const before = await write("1.0.0", {
    "demo/__init__.py": "from demo.lost import a\nfrom demo.lost import *\n__all__ = ['a', 'b']\n",
    "demo/lost.py": "def a(): ...\ndef b(): ...\n",
    "demo/old.py": "print 'Python 2'\n",
    "demo/shapes.py": SHAPES,
    "demo/stub.pyi": STUB,
    "demo/tests/__init__.py": "",
    "demo/tests/test_it.py": "def test_it(a): ...\n",
    "demo/conftest.py": "def fixture(a): ...\n",
  });
  const after = await write("1.0.1", {
    "demo/__init__.py": "from demo.lost import a\nfrom demo.lost import *\n__all__ = ['a', 'b']\n",
    "demo/lost.py": "<<<<<<< HEAD\n",
    "demo/old.py": "print 'Python 2'\n",
    "demo/shapes.py": RESHAPED,
    "demo/stub.pyi": STUB.replace(", b: int", ""),
    "demo/tests/__init__.py": "",
    "demo/tests/test_it.py": "def test_it(b): ...\n",
    "demo/conftest.py": "def fixture(b): ...\n",
  });
  const told = document(await run(["diff", before, after, "--json"], { cwd: place.path })) as unknown as {
    changes: { level: string; subject: string; why?: string }[];
    notCompared: readonly string[];
  };
  expect(told.changes.map(({ level, subject }) => `${level} ${subject}`).sort()).toEqual([
    "major demo.shapes.Failed.shown",
    "major demo.shapes.Special.__call__(it)",
    "major demo.shapes.Special.__call__(value)",
    "major demo.shapes.Special.__setitem__(more)",
    "major demo.shapes.Special.alone",
    "major demo.shapes.Special.size",
    "major demo.shapes.later",
    "major demo.stub.load(b)",
  ]);
  expect(told.changes.find(({ subject }) => subject.endsWith("shown"))?.why).toBe(
    "unless requests.RequestException has it, which was not read",
  );
  expect(told.notCompared).toEqual([
    expect.stringMatching(/^the public API of demo\.lost: Syntax error: .*lost\.py/),
  ]);

  const unread = await run(["diff", before, after, "--check", "--shape", "nowhere/*.json"], {
    cwd: place.path,
  });
  expect(unread.exit).toBe(1);
  const small = await write("1.0.2", { "demo/__init__.py": "", "demo/lost.py": ">>>>>>> branch\n" });
  const smaller = await write("1.0.3", { "demo/__init__.py": "", "demo/lost.py": "=======\n" });
  const ended = await run(["diff", small, smaller, "--check"], { cwd: place.path });
  expect(ended.exit).toBe(1);
  expect(ended.stdout).toContain("asks for at least a patch release; not all of it could be compared");
  expect((await run(["diff", small, smaller, "--check", "--no-api"], { cwd: place.path })).exit).toBe(0);
});
