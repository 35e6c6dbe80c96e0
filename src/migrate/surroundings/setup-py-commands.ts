import { applyChanges, type TextChange } from "../../text/file-edit.ts";
import {
  isTitle,
  lineOf,
  readOptions,
  releaseCommands,
  separator,
  type CommandPlace,
  type LeftCommand,
  type Rewritten,
} from "./command-files.ts";

const COMMAND =
  /(?<![\w./-])(?:(python[\d.]*|py|pypy3?|\{envpython\}|\$[({]?(?:PYTHON3?|PY)[)}]?)[ \t]+)(?:\.\/)?setup\.py\b|(?<![\w./-])\.\/setup\.py\b/g;
const WORD = /^(?:[ \t]|\\\r?\n)+([a-z][a-z_]*)(?![\w.:/=-])/;
const WITH_VALUE =
  /^(?:--formats|-d|--dist-dir|-r|--repository|--root|--prefix|--record|--python-tag|-p|--plat-name|--tag-build|-b|--build-base|--build-dir|--builder|--addopts)$/;

/** Commands of setuptools that people give. Another word may be the next of a sentence. */
const KNOWN: ReadonlySet<string> = new Set([
  ..."sdist bdist bdist_wheel bdist_egg bdist_rpm build build_py build_ext build_sphinx check clean develop".split(
    " ",
  ),
  ..."egg_info install nosetests ptr pytest register rotate saveopts test tests upload upload_docs".split(
    " ",
  ),
  ..."upload_sphinx compile_catalog extract_messages init_catalog update_catalog lint flake8 coverage docs".split(
    " ",
  ),
]);

const INSTEAD: Readonly<Record<string, string>> = {
  test: "python -m pytest, or python -m unittest",
  tests: "python -m pytest, or python -m unittest",
  pytest: "python -m pytest",
  ptr: "python -m pytest",
  nosetests: "python -m pytest",
  check: "python -m build && python -m twine check dist/*",
  clean: "remove build, dist and *.egg-info",
  build_sphinx: "sphinx-build docs docs/_build",
  compile_catalog: "pybabel compile",
  extract_messages: "pybabel extract",
  init_catalog: "pybabel init",
  update_catalog: "pybabel update",
  upload: "python -m twine upload dist/*",
  register: "nothing; the first upload registers the project",
  lint: "run the linter itself",
  flake8: "flake8",
};

/** `python setup.py sdist` and its like, once there is no setup.py. */
export function rewriteSetupPy(text: string, place: CommandPlace): Rewritten {
  const changes: TextChange[] = [];
  const left: LeftCommand[] = [];
  let uploads = false;
  for (const found of text.matchAll(COMMAND)) {
    const [written, python = "python"] = found;
    const start = found.index;
    if (isTitle(text, start)) continue;
    const { names, options, length } = readCommands(text.slice(start + written.length));
    const end = start + written.length + length;
    const commands = replacement(names, new Map(options), place, python);
    if (commands === null) {
      const command = text.slice(start, end).replaceAll(/\s+/g, " ");
      left.push({ line: lineOf(text, start), command, help: instead(names, options) });
      continue;
    }
    uploads ||= names.includes("upload");
    changes.push({ start, end, text: commands.join(separator(text, start, place)) });
  }
  return { text: applyChanges(text, changes), left, asks: [], uploads };
}

type Options = readonly (readonly [string, string | null])[];

function readCommands(text: string): { names: readonly string[]; options: Options; length: number } {
  const names: string[] = [];
  const options: (readonly [string, string | null])[] = [];
  let at = 0;
  for (;;) {
    const read = readOptions(text.slice(at), WITH_VALUE);
    options.push(...read.options);
    at += read.length;
    const word = WORD.exec(text.slice(at));
    if (word === null || !KNOWN.has(word[1] ?? "")) return { names, options, length: at };
    names.push(word[1] ?? "");
    at += word[0].length;
  }
}

function replacement(
  names: readonly string[],
  options: ReadonlyMap<string, string | null>,
  place: CommandPlace,
  python: string,
): readonly string[] | null {
  const only = (...known: readonly string[]): boolean =>
    [...options.keys()].every((name) => known.includes(name) || name === "-q" || name === "--quiet");
  const isEach = (...known: readonly string[]): boolean =>
    names.length > 0 && names.every((name) => known.includes(name));
  if (
    isEach("install") &&
    only("--user", "--root", "--prefix", "--record", "--single-version-externally-managed", "-f", "--force")
  ) {
    const kept = ["--user", "--root", "--prefix"].flatMap((name) => {
      const value = options.get(name);
      return value === undefined ? [] : [value === null ? name : `${name}=${value}`];
    });
    return [[python, "-m pip install", ...kept, "."].join(" ")];
  }
  if (isEach("develop") && only("--user"))
    return [
      [python, "-m pip install", ...options.keys(), "-e", "."]
        .filter((each) => !/^-q|^--quiet/.test(each))
        .join(" "),
    ];
  const [hasSdist, hasWheel] = [names.includes("sdist"), names.includes("bdist_wheel")];
  if (
    !isEach("sdist", "bdist_wheel", "build", "clean", "check", "register", "upload") ||
    !(hasSdist || hasWheel)
  )
    return null;
  if (!only("--universal", "--formats", "-d", "--dist-dir", "-r", "--repository", "-a", "--all")) return null;
  const folder = options.get("-d") ?? options.get("--dist-dir") ?? null;
  const index = options.get("-r") ?? options.get("--repository") ?? null;
  return releaseCommands(place, python, {
    build: [
      ...(hasSdist && hasWheel ? [] : [hasSdist ? "--sdist" : "--wheel"]),
      ...(folder === null ? [] : ["--outdir", folder]),
    ],
    // twine reads the same .pypirc.
    upload: names.includes("upload") ? (index === null ? [] : ["--repository", index]) : null,
    files: `${folder ?? "dist"}/*`,
  });
}

function instead(names: readonly string[], options: Options): string {
  const known = names.map((name) => INSTEAD[name]).find((each) => each !== undefined);
  if (known !== undefined) return `setup.py is removed; instead: ${known}`;
  return options.some(([name]) => /^--(?:full)?(?:version|name)$/.test(name))
    ? "setup.py is removed; read the installed version: importlib.metadata.version()"
    : "setup.py is removed, and this command with it";
}
