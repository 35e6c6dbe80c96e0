import { child, scalarText } from "../formats/yaml-file.ts";
import { input, type Step } from "./model.ts";

/** A command line of a `run` step, comments gone, continued lines joined. */
export interface CommandLine {
  readonly text: string;
  /** Offset in the script. */
  readonly index: number;
}

const known = new Map<string, readonly CommandLine[]>();
/** So many scripts are kept: a rule asks for those of the file at hand, as the rule before it did. */
const MOST_SCRIPTS = 500;

/** The command lines of a script, read once for all rules. */
export function commandLines(script: string): readonly CommandLine[] {
  const before = known.get(script);
  if (before !== undefined) return before;
  if (known.size >= MOST_SCRIPTS) known.clear();
  const lines = readLines(script);
  known.set(script, lines);
  return lines;
}

function readLines(script: string): readonly CommandLine[] {
  const lines: CommandLine[] = [];
  let open: { text: string; index: number } | null = null;
  let index = 0;
  let document: string | null = null;
  for (const raw of script.split("\n")) {
    if (document !== null) {
      if (raw.trim() === document) document = null;
      index += raw.length + 1;
      continue;
    }
    const line = raw.replace(/(^|\s)#.*$/, "").trimEnd();
    const joined: string = open === null ? line : `${open.text} ${line.trim()}`;
    const start: number = open === null ? index : open.index;
    open = /[\\`]$/.test(joined) ? { text: joined.slice(0, -1).trimEnd(), index: start } : null;
    if (open === null) document = hereDocument(joined);
    if (open === null && joined.trim() !== "") lines.push({ text: spoken(joined.trim()), index: start });
    index += raw.length + 1;
  }
  if (open !== null && open.text.trim() !== "") lines.push({ text: open.text.trim(), index: open.index });
  return lines;
}

/** The word that ends the text that a command reads from the lines below it; null: there is none, or a shell runs it. */
function hereDocument(line: string): string | null {
  const [, before = "", , word = null] = /^(.*?)(?<!<)<<-?\s*(["']?)(\w+)\2/.exec(line) ?? [];
  return /(?:^|[\s|;&])(?:ba|z|da)?sh(?:\s|$)|\bssh\b/.test(before) ? null : word;
}

const SAYS =
  /(^|[;&|]\s*|\b(?:then|do|else)\s+)((?:echo|printf)\b)((?:\s+(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s;&|<>"']+))+)(?!\s*\||\s*[^\s;&|<>])/g;

/** A command line without what it only prints: words for people are no commands, unless another program reads them. */
function spoken(text: string): string {
  return text.replaceAll(SAYS, (all: string, before: string, says: string, words: string) =>
    // A substitution runs its command.
    /\$\(|`/.test(words) ? all : `${before}${says}`,
  );
}

/** Words in front of a tool's name that start it: `python -m`, `uvx`, `uv run --with x`. */
const BEFORE = String.raw`(?:^|[\s;&|("'])`;

const BUILD = new RegExp(
  `${BEFORE}(?:${[
    String.raw`python[\d.]*(?:\.exe)? -m (?:build|flit build|poetry build|hatch build|pdm build|cibuildwheel|pip wheel)`,
    String.raw`pyproject-build`,
    String.raw`(?:uv|hatch|hatchling|flit|poetry|pdm|maturin|rye) build`,
    String.raw`(?:uvx|pipx run|uv tool run)(?: \S+)*? (?:build|hatch build|flit build|poetry build|pyproject-build|cibuildwheel)`,
    String.raw`pip3? wheel`,
    String.raw`cibuildwheel`,
    String.raw`poetry publish(?: \S+)*? --build`,
    String.raw`(?:flit|pdm) publish(?!(?: \S+)*? --no-build)`,
    String.raw`maturin (?:publish|sdist)`,
    String.raw`python[\d.]*(?:\.exe)? setup\.py(?: \S+)*? (?:sdist|bdist_wheel|bdist)`,
    String.raw`(?:tox|nox)(?: \S+)*? -(?:e|s|-session)[ =]?(?:build|dist|sdist|wheel|package)[\w-]*`,
    String.raw`(?:make|just|invoke|task|poe)(?: run)? (?:build|dist|sdist|wheel|package)[\w-]*`,
  ].join("|")})(?![\\w-]|\\.\\w)`,
);

const BUILD_ACTIONS = new Set([
  "pypa/cibuildwheel",
  "hynek/build-and-inspect-python-package",
  "pyo3/maturin-action",
]);

/** Whether a step builds distributions: it then runs the project's own code. */
export function builds(step: Step): boolean {
  const command = scalarText(input(step, "command")) ?? "";
  if (BUILD_ACTIONS.has(step.action)) return command !== "upload";
  return (
    step.run !== null &&
    commandLines(step.run).some(({ text }) => BUILD.test(text) && !text.includes("--print-build-identifiers"))
  );
}

const TEST = new RegExp(
  `${BEFORE}(?:pytest|py\\.test|tox|nox|unittest|ctest|(?:hatch|pdm|poe|rye|poetry run|make|just|invoke|task)(?: run)?(?: \\S+)? tests?)(?![\\w-])`,
);

/** Whether a step runs the project's tests. */
export function tests(step: Step): boolean {
  const installs = /^(?:python[\d.]* -m )?(?:pip|uv|apt-get|conda|pipx)\b.*\b(?:install|sync|add)\b/;
  return (
    step.run !== null &&
    commandLines(step.run).some(({ text }) =>
      text.split(/&&|;/).some((part) => !installs.test(part.trim()) && TEST.test(part)),
    )
  );
}

/** Whether the tests of a step may fail without any effect. */
export function testsInVain(step: Step): boolean {
  if (!tests(step)) return false;
  if (scalarText(child(step.node, "continue-on-error")) === "true") return true;
  return commandLines(step.run ?? "")
    .filter(({ text }) => TEST.test(text))
    .every(({ text }) => /\|\|\s*(?:true|:|exit 0|echo\b[^&|;]*)\s*["']?$/.test(text));
}

const INSPECT = new RegExp(
  `${BEFORE}(?:twine check|check-wheel-contents|pydistcheck|shipwheel (?:check|rehearse|verify|release)|pip3? install(?: \\S+)*? \\S*dist/|auditwheel show|abi3audit)`,
);

/** Whether a step looks at the distributions before they are published. */
export function inspects(step: Step): boolean {
  if (/^hynek\/build-and-inspect-python-package|\/shipwheel(?:$|\/)/.test(step.action)) return true;
  return step.run !== null && commandLines(step.run).some(({ text }) => INSPECT.test(text));
}
