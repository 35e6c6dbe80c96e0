import { randomBytes } from "node:crypto";
import { holds } from "./holds.ts";
import type { RuleCase } from "../rule-case.ts";

const same = <T>(value: T): T => value;

/** Names, sizes, modes, promises: what else is in a distribution. */
export const contentCases: readonly RuleCase[] = [
  {
    code: "K026",
    fires: holds({ "demo/Data.json": "1", "demo/data.json": "2" }),
    silent: holds({ "demo/data.json": "1", "demo/data.yaml": "2" }),
    says: "differ only in case",
  },
  {
    code: "K026",
    about: "composed and decomposed",
    fires: holds({ "demo/caf\u00e9.txt": "1", "demo/cafe\u0301.txt": "2" }),
    says: "differ only in Unicode form",
  },
  { code: "K027", fires: holds({ "demo/a b.txt": "x" }), says: "has a space" },
  {
    code: "K027",
    about: "other letters",
    fires: holds({ "demo/caf\u00e9.txt": "x" }),
    says: "the path of demo/café.txt has non-ASCII",
  },
  {
    code: "K027",
    about: "a long path",
    fires: holds({ [`demo/${"long/".repeat(40)}x.txt`]: "x" }),
    says: "longer than 200",
    severity: "warning",
  },
  {
    code: "K028",
    fires: holds({ "demo/aux.py": "x = 1\n" }),
    silent: holds({ "demo/auxiliary.py": "x = 1\n", "demo/con_fig.py": "" }),
    says: "Windows cannot create demo/aux.py",
  },
  {
    code: "K028",
    about: "in an sdist",
    fires: { sdist: (good) => good.file("src/demo/what?.txt", "x") },
    says: "Windows cannot create src/demo/what?.txt: what?.txt is not allowed in a name",
    severity: "warning",
  },
  {
    code: "K028",
    about: "uv rejects an sdist with a colon in a name on every system",
    fires: { sdist: (good) => good.file("src/demo/seen_14:50.xml", "x") },
    says: "Windows cannot create src/demo/seen_14:50.xml: seen_14:50.xml is not allowed in a name",
    severity: "error",
  },
  {
    code: "K029",
    fires: holds(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`demo/n/f${n}.txt`, `${n}`]))),
    says: "2008 files",
  },
  {
    code: "K029",
    about: "the project's own limit",
    fires: { ...holds({ "demo/big.bin": randomBytes(4096) }), contract: { "max-size": { wheel: 2000 } } },
    silent: { wheel: same, contract: { "max-size": { wheel: 20_000 } } },
    says: "KiB packed",
    severity: "error",
    help: "demo/big.bin",
  },
  {
    code: "K030",
    fires: holds({ "demo/a.yml": "a", "demo/b.yaml": "b" }),
    silent: holds({ "demo/a.yml": "a" }),
    says: ".yml and in .yaml",
  },
  {
    code: "K031",
    fires: { ...holds({ "demo/data/users.json": "{}" }), contract: { forbidden: ["demo/data/"] } },
    silent: { ...holds({ "demo/database.py": "" }), contract: { forbidden: ["demo/data/"] } },
    says: "the contract forbids demo/data/",
  },
  {
    code: "K031",
    about: "a file that must be there",
    fires: { wheel: same, contract: { required: ["demo/py.typed"] } },
    silent: { ...holds({ "demo/py.typed": "" }), contract: { required: ["demo/py.typed"] } },
    says: "demo-1.0-py3-none-any.whl contains no demo/py.typed",
  },
  {
    code: "K032",
    fires: { ...holds({ "extra/__init__.py": "" }), contract: { "top-level": ["demo"] } },
    silent: { wheel: same, contract: { "top-level": ["demo"] } },
    says: "has extra, which the contract does not name",
  },
  {
    code: "K033",
    fires: holds({ "demo-1.0.data/share/x.txt": "x" }),
    silent: holds({ "demo-1.0.data/data/share/x.txt": "x" }),
    says: "demo-1.0.data/share",
    explains: "install:data-scheme",
  },
  {
    code: "K034",
    fires: holds({ "demo-1.0.data/data/etc/demo.conf": "x" }),
    silent: holds({
      "demo-1.0.data/data/etc/jupyter/x.json": "{}",
      "demo-1.0.data/data/share/man/man1/x.1": "x",
    }),
    says: "installs etc/demo.conf",
  },
  {
    code: "K035",
    fires: holds({ "demo.pth": "# hello\nimport demo.hook\n" }),
    silent: holds({ "demo.pth": "demo/lib\n", "x-nspkg.pth": "import sys\n" }),
    says: "demo.pth runs code",
    at: "demo-1.0-py3-none-any.whl!/demo.pth:2",
  },
  { code: "K036", fires: holds({ "sitecustomize.py": "" }), says: "installs sitecustomize.py" },
  {
    code: "K038",
    fires: { wheel: (good) => good.file("demo/data.json", "{}", { mode: 0o100600 }) },
    silent: { wheel: (good) => good.file("demo/data.json", "{}", { mode: 0 }) },
    says: "demo/data.json is not readable by others (mode 600)",
  },
  {
    code: "K038",
    about: "writable by everyone",
    fires: { wheel: (good) => good.file("demo/data.json", "{}", { mode: 0o100666 }) },
    says: "writable by everyone",
    severity: "info",
  },
  {
    code: "K039",
    fires: holds({ "demo-1.0.dist-info/INSTALLER": "pip\n", "demo-1.0.dist-info/direct_url.json": "{}" }),
    silent: holds({ "demo-1.0.dist-info/sboms/demo.json": "{}" }),
    says: "INSTALLER, direct_url.json",
  },
  {
    code: "K040",
    fires: holds({ "demo/node_modules/x/index.js": "x" }),
    silent: holds({ "demo/static/index.js": "x", "demo/build/__init__.py": "" }),
    says: "demo-1.0-py3-none-any.whl contains demo/node_modules/",
  },
  {
    code: "K042",
    fires: { sdist: (good) => good.file("bin/run", "#!/usr/bin/env python3\r\nprint(1)\r\n") },
    silent: {
      sdist: (good) => good.file("bin/run", "#!/usr/bin/env python3\nprint(1)\n"),
      wheel: (good) => good.file("demo-1.0.data/scripts/run", "#!python\r\nprint(1)\r\n"),
    },
    says: "the first line of bin/run",
    at: "demo-1.0.tar.gz!/demo-1.0/bin/run:1",
  },
  {
    code: "K043",
    fires: holds({ "demo/user.py": "x = 1\nfrom src.demo.cli import main\n" }),
    silent: holds({ "demo/user.py": "from demo.cli import main\n" }),
    says: "imports src.demo.cli",
    help: "write demo.cli",
    at: "demo-1.0-py3-none-any.whl!/demo/user.py:2",
  },
  {
    code: "K043",
    about: "sys.path",
    fires: holds({ "demo/user.py": 'import sys\nsys.path.insert(0, "x")\n' }),
    silent: holds({ "demo/user.py": 'import sys\n\n\ndef f():\n    sys.path.insert(0, "x")\n' }),
    says: "changes sys.path",
    severity: "warning",
  },
  {
    code: "K043",
    about: "sys.path for what the package vendors",
    fires: holds({ "demo/user.py": 'import sys\nsys.path.insert(0, "x")\n', "demo/vendored.py": "x = 1\n" }),
    silent: holds({
      "demo/user.py": 'import sys\nsys.path.insert(0, "x")\n',
      "demo/_vendor/helper.py": "x = 1\n",
    }),
    says: "changes sys.path",
    severity: "warning",
  },
  {
    code: "K044",
    fires: holds({ "demo/tour.ipynb": randomBytes(1_100_000) }),
    silent: holds({ "demo/tour.ipynb": "{}", "demo/model.bin": randomBytes(1_100_000) }),
    says: "demo/tour.ipynb: 1.1 MB",
  },
  {
    code: "K045",
    fires: { ...holds({ "demo/_speed.so": "x" }), contract: { expect: "pure" } },
    silent: { wheel: same, contract: { expect: "pure" } },
    says: "demo-1.0-py3-none-any.whl contains demo/_speed.so, but the contract expects a pure wheel",
  },
  {
    code: "K045",
    about: "a fallback without its compiled module",
    fires: { wheel: same, contract: { expect: "compiled" } },
    says: "demo-1.0-py3-none-any.whl contains no compiled module",
  },
];
