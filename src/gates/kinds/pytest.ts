import { join } from "node:path";
import { shippedSources } from "../../tree/shipped-sources.ts";
import { testCommandOf } from "../../tree/test-command.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { GateKind, GatePlace, GateRun, GateTrace, GateVerdict } from "../gate-kind.ts";
import { junitCounts } from "../junit.ts";
import { settingsPlace, type SettingsPlaces } from "../tool-settings.ts";
import { broken, failed, jsonIn, numberIn, passed, said, vacuous } from "../verdicts.ts";

/** Where pytest has settings, in its own order; `[tool.pytest]` since pytest 9. */
const SETTINGS: SettingsPlaces = {
  files: ["pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini"],
  table: ["tool", "pytest"],
  sections: [
    ["tox.ini", "pytest"],
    ["setup.cfg", "tool:pytest"],
  ],
};

/** Starts pytest without the working directory on the import path, and with our plugin on it. */
const LAUNCH = "import sys; sys.path.append(sys.argv.pop(1)); import pytest; raise SystemExit(pytest.main())";

const START = ["python", "-I", "-c", LAUNCH] as const;
const FIXED = "-q --color=no -p no:cacheprovider -p shipwheel_seen -o pythonpath=".split(" ");

/** Writes from where the tests took the modules of the release. */
const PLUGIN = `import json, os, sys
def pytest_sessionfinish(session):
    names = json.loads(os.environ["SHIPWHEEL_NAMES"])
    seen = {name: getattr(sys.modules.get(name), "__file__", None) for name in names if name in sys.modules}
    with open(os.environ["SHIPWHEEL_SEEN"], "w") as file: json.dump({"seen": seen, "prefix": sys.prefix}, file)
`;

const TEST_FILE = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/;

/** The project's tests by pytest, on every declared Python against the installed wheel. */
export const pytest: GateKind = {
  id: "pytest",
  summary: "the tests, on every declared Python, against the installed wheel",
  tool: "pytest",
  environment: "release",
  onEveryPython: true,
  withoutSources: true,
  coveredBy: [],
  async detect(tree) {
    const place = await settingsPlace(tree, SETTINGS);
    if (place !== null) return place;
    const tests = await testCommandOf(tree);
    return tests?.runner === "pytest"
      ? (tree.files.find(({ path }) => TEST_FILE.test(path))?.path ?? null)
      : null;
  },
  async commands({ tree, settings: { paths, args }, output, wheel }) {
    const chosen = paths.length > 0 ? paths : testsInside(tree, wheel);
    return {
      files: { "shipwheel_seen.py": PLUGIN },
      steps: [
        {
          argv: [
            ...START,
            output,
            ...FIXED,
            `--junitxml=${join(output, "junit.xml")}`,
            // The sources that a path such as --cov=src measures are not what is tested.
            ...((await measuresCoverage(tree)) ? ["--no-cov"] : []),
            ...args,
            ...chosen,
          ],
          shown: ["python", "-m", "pytest", "-q", ...args, ...chosen],
          env: {
            SHIPWHEEL_NAMES: JSON.stringify(wheel?.topLevel ?? []),
            SHIPWHEEL_SEEN: join(output, "seen.json"),
          },
        },
      ],
    };
  },
  judge,
};

/** Tests that ship inside the import package are only there where it is installed. */
function testsInside(tree: SourceTree, wheel: GatePlace["wheel"]): readonly string[] {
  if (wheel === null) return [];
  const shipped = shippedSources(
    tree,
    Array.from(wheel.modules, (name) => ({ name })),
  );
  const tests = tree.files.map(({ path }) => path).filter((path) => TEST_FILE.test(path));
  const isInside = tests.length > 0 && tests.every((path) => shipped.has(path));
  return isInside ? ["--pyargs", ...wheel.topLevel] : [];
}

async function measuresCoverage(tree: SourceTree): Promise<boolean> {
  const texts = [
    tree.pyproject?.text ?? "",
    ...(await Promise.all(
      ["pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg", "pytest.toml"].map((path) => tree.readText(path)),
    )),
  ];
  return texts.some((text) => /^[^#\n]*--cov\b/m.test(text ?? ""));
}

const REMEDY = "correct paths and args of the gate, or testpaths and the markers of pytest's settings";

function judge({ runs, text }: GateTrace): GateVerdict {
  const [run] = runs;
  const report = text("junit.xml");
  if (run === undefined || run.status === null) return broken("test", run);
  if (run.status === 5) return vacuous("test", nothingCollected(said(run)), REMEDY);
  if (report === "" || run.status === 3 || run.status === 4) return broken("test", run);
  const { tests, failures, errors, skipped } = junitCounts(report);
  const ran = tests - skipped;
  // Then the report has one entry for each file that could not be imported, and none for a test.
  const uncollected = numberIn(said(run), /^!+ Interrupted: (\d+) errors? during collection !+$/m);
  if (uncollected !== null) return withMissing(failed(uncollected, "collection error", null, "test"), run);
  if (failures + errors > 0) return withMissing(failed(failures + errors, "failure", ran, "test"), run);
  if (ran <= 0)
    return vacuous("test", tests === 0 ? "no test was collected" : `all ${tests} tests were skipped`, REMEDY);
  if (run.status !== 0) return failed(null, `pytest exited with ${run.status}`, ran, "test");
  const stranger = outsideEnvironment(text("seen.json"));
  if (stranger !== null) return failed(null, stranger, ran, "test");
  return passed(ran, "test", `${ran} passed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
}

/** What is missing is either not in the wheel, or not among what the tests need. */
function withMissing(verdict: GateVerdict, run: GateRun): GateVerdict {
  const missing = /ModuleNotFoundError: No module named '([^']+)'/.exec(said(run))?.[1];
  return missing === undefined
    ? verdict
    : {
        ...verdict,
        remedy: `if the tests need ${missing}, add it to the gate's group or requirements; if it is yours, the wheel does not have it`,
      };
}

function nothingCollected(output: string): string {
  const deselected = /(\d+) deselected/.exec(output)?.[1];
  return deselected === undefined ? "no test was collected" : `all ${deselected} tests were deselected`;
}

/** The first module of the release that did not come from the environment. */
function outsideEnvironment(text: string): string | null {
  const { seen = {}, prefix = "" } = (jsonIn(text) ?? {}) as {
    readonly seen?: Readonly<Record<string, string | null>>;
    readonly prefix?: string;
  };
  const other = Object.entries(seen).find(([, file]) => file !== null && !file.startsWith(prefix));
  return other === undefined ? null : `the tests import ${other[0]} from ${other[1]}, not the installed one`;
}
