import { join } from "node:path";
import { symptom, type Finding } from "../../findings/finding.ts";
import { lastWords } from "../../toolbox/modes/run-in-sandbox.ts";
import { failed, succeeded } from "../attempt.ts";
import { findSitePackages, readInstalled } from "../install/installed.ts";
import { firstPartyModules } from "../imports/modules.ts";
import { makeSmokePlace } from "../smoke/smoke-environment.ts";
import { runProgram } from "../smoke/run-program.ts";
import { outputOf, tail } from "../smoke/output-text.ts";
import { SMOKE_CHECK_RAN_NOTHING } from "../smoke/smoke-rules.ts";
import type { TrialPorts } from "../run-trial.ts";
import { OWN_TESTS_FAIL } from "./scenario-rules.ts";
import { scenarioEnvironment } from "./previous-release.ts";
import { scenarioNotTried, type Scenario } from "./scenario.ts";
import { judgeTests, type TestRun } from "./judge-tests.ts";

/** Seconds for a whole suite. */
const TIMEOUT = 1800;
/** Where pytest looks for its settings, in its own order. */
const SETTINGS: readonly (readonly [file: string, marker: RegExp | null])[] = [
  ["pytest.ini", null],
  [".pytest.ini", null],
  ["pyproject.toml", /^\[tool\.pytest/m],
  ["tox.ini", /^\[pytest\]/m],
  ["setup.cfg", /^\[tool:pytest\]/m],
];
/** Writes where the tests took the modules of the release from. */
const PLUGIN = `import json, os, sys
def pytest_sessionfinish(session):
    names = json.loads(os.environ["SHIPWHEEL_NAMES"])
    seen = {name: getattr(sys.modules.get(name), "__file__", None) for name in names if name in sys.modules}
    with open(os.environ["SHIPWHEEL_SEEN"], "w") as file: json.dump(seen, file)
`;

/**
 * The tests alone, in a directory without the sources, with what they need in an environment that lies over the one of
 * the release: that one stays as users have it.
 */
export const ownTests: Scenario = {
  id: "tests",
  isAsked: ({ tests }) => tests !== undefined,
  async run(place, ports) {
    const { directory, request, further, reference } = place;
    const { paths = ["tests"], group, requirements = [], args = [] } = further.scenarios.tests ?? {};
    const { tree: copy } = further.files;
    if (copy === null)
      return scenarioNotTried("tests", "there are no sources with tests, only distributions");
    const tree = await copy(join(directory, "sources"));
    const { environment } = reference;
    const installed = await readInstalled(environment, request.project.name, ports);
    const overlay = await scenarioEnvironment("overlay", place, ports);
    const groups = group === undefined ? [] : ["--group", `${join(tree, "pyproject.toml")}:${group}`];
    const ready = await overlay.install("pytest", ...requirements, ...groups);
    const run = join(directory, "run");
    if (!ready.ok) {
      const finding = OWN_TESTS_FAIL.finding({
        subject: "tests",
        symptom: symptom.install("tests"),
        message: `what the tests need cannot be installed: ${lastWords(ready)}`,
        help: "correct [tool.shipwheel.verify.tests] group and requirements",
      });
      return {
        ...NOTHING,
        detail: "not run",
        findings: [finding],
        attempts: [failed("command", "pytest", lastWords(ready), { finding })],
      };
    }
    const site = await findSitePackages(overlay.environment, ports);
    // Named so that it comes after all others.
    await ports.files.write(join(site, "zz_shipwheel_base.pth"), `${installed.sitePackages}\n`);
    await ports.files.write(join(site, "shipwheel_seen.py"), PLUGIN);
    const settings = await copyTests(tree, run, paths, ports);
    await ports.files.remove(join(directory, "sources"));
    const [junit, seen] = [join(directory, "junit.xml"), join(directory, "seen.json")];
    const names = [...firstPartyModules(installed.files.keys()).keys()].filter((each) => !each.includes("."));
    const smoke = await makeSmokePlace(overlay, request.environmentBase, ports);
    const words = [
      "-m",
      "pytest",
      "-p",
      "no:cacheprovider",
      "-p",
      "shipwheel_seen",
      "-o",
      "pythonpath=",
      "-c",
      settings,
      "--rootdir=.",
      `--junitxml=${junit}`,
      ...args,
      ...paths,
    ];
    const path = `${environment.scripts}:${smoke.env["PATH"] ?? ""}`;
    const { completed, ran } = await runProgram(
      {
        argv: [overlay.python, "-I", ...words],
        command: ["python", "-m", "pytest", ...args, ...paths],
        place: {
          ...smoke,
          work: run,
          env: { ...smoke.env, PATH: path, SHIPWHEEL_NAMES: JSON.stringify(names), SHIPWHEEL_SEEN: seen },
        },
        timeout: TIMEOUT,
      },
      ports,
    );
    const tests: TestRun = {
      status: completed.timedOut ? null : completed.status,
      junit: await textOf(junit, ports),
      seen: JSON.parse((await textOf(seen, ports)) || "{}") as TestRun["seen"],
      sitePackages: [installed.sitePackages, await ports.files.realPath(installed.sitePackages)],
    };
    const { problem, passed, isEmpty } = judgeTests(tests);
    const output = tail(outputOf(completed), 40);
    const told = {
      subject: "tests",
      details: { command: ran.command, output },
      symptom: symptom.install("tests"),
    };
    const finding: Finding | null =
      problem === null
        ? null
        : isEmpty
          ? SMOKE_CHECK_RAN_NOTHING.finding({
              ...told,
              message: `the project's tests checked nothing: ${problem}`,
              help: "name the tests in [tool.shipwheel.verify.tests] paths, and what they need in group",
            })
          : OWN_TESTS_FAIL.finding({
              ...told,
              message: `the project's tests fail against the installed wheel: ${problem}`,
              why: tail(output, 12),
              help: "run them with the installed wheel, in a directory without the sources",
            });
    return {
      ...NOTHING,
      detail: `${passed} passed`,
      commands: [ran],
      findings: finding === null ? [] : [finding],
      attempts: [
        finding === null
          ? succeeded("command", "pytest")
          : failed("command", "pytest", problem ?? "", { finding }),
      ],
    };
  },
};

const NOTHING = { findings: [], attempts: [], commands: [], notTried: [] } as const;

/** Copies the tests, the conftest above them and pytest's settings; answers the file of the settings. */
async function copyTests(
  tree: string,
  run: string,
  paths: readonly string[],
  ports: TrialPorts,
): Promise<string> {
  const { files } = ports;
  await files.makeDirectory(run);
  for (const path of [...paths, "conftest.py"]) {
    if ((await files.stat(join(tree, path))) === null) continue;
    await files.makeDirectory(join(run, path, ".."));
    await files.copy(join(tree, path), join(run, path));
  }
  for (const [name, marker] of SETTINGS) {
    const text = await textOf(join(tree, name), ports);
    if (text === "" || (marker !== null && !marker.test(text))) continue;
    await files.write(join(run, name), text);
    return name;
  }
  // Without a file of its own, pytest takes one of a directory above.
  await files.write(join(run, "pytest.ini"), "[pytest]\n");
  return "pytest.ini";
}

async function textOf(path: string, { files }: Pick<TrialPorts, "files">): Promise<string> {
  return (await files.stat(path)) === null ? "" : files.readText(path);
}
