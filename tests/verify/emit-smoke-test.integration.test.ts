import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import { smokeTestSource } from "../../src/verify/emit-smoke-test.ts";
import { temporaryDirectory } from "../support/git.ts";
import { release } from "./support/release.ts";

/** Stands in for pytest: it calls what pytest would call, with the fixtures of the wheel or the sdist. */
const CALLER = `
import importlib.util, pathlib, sys, types
class Mark:
    def parametrize(self, *words, **more): return lambda function: function
fixture = lambda **more: (lambda function: function)
sys.modules["pytest"] = types.SimpleNamespace(fixture=fixture, mark=Mark())
spec = importlib.util.spec_from_file_location("smoke_test", sys.argv[1])
smoke = importlib.util.module_from_spec(spec)
spec.loader.exec_module(smoke)
place = pathlib.Path(sys.argv[2])
factory = types.SimpleNamespace(mktemp=lambda name: place / name)
scripts = smoke.installed(types.SimpleNamespace(param=sys.argv[3]), factory)
for module in smoke.MODULES: smoke.test_import(scripts, place, module)
for command, statuses in smoke.SCRIPTS: smoke.test_script(scripts, place, command, statuses)
print("passed", smoke.MODULES, smoke.SCRIPTS)
`;

test("the smoke test is a file of the project's own, and fails for what a trial fails for", () => {
  using home = temporaryDirectory("emitted");
  const options = {
    files: {
      "demo/__init__.py": "import sys\ndef main():\n    sys.exit(0 if '--about' in sys.argv else 3)\n",
    },
    // Whoever installs from the sdist gets another program.
    sdistFiles: { "demo/__init__.py": "import sys\ndef main(): sys.exit(5)\n" },
    entryPoints: "[console_scripts]\ndemo = demo:main\nleft-out = demo:main\n",
  };
  const { project, wheel, sdist } = release(options);
  const scripts = {
    demo: { args: ["--about"], exit: [0] },
    "left-out": { args: [], exit: [0], skip: "needs a display" },
  };
  const dist = join(home.path, "dist");
  mkdirSync(dist);
  writeFileSync(join(dist, wheel.fileName), wheel.bytes);
  writeFileSync(join(dist, sdist.fileName), sdist.bytes);
  writeFileSync(join(home.path, "caller.py"), CALLER);
  const run = (text: string, pattern: string = "*.whl"): string => {
    // The pip of this machine, which need not be unpacked for each environment.
    const quick = text.replace("with_pip=True", "system_site_packages=True");
    expect(quick).not.toBe(text);
    writeFileSync(join(home.path, "smoke_test.py"), quick);
    const place = join(home.path, `run-${Math.random()}`);
    mkdirSync(place);
    const env = { ...process.env, DIST: dist };
    const words = [join(home.path, "caller.py"), join(home.path, "smoke_test.py"), place, pattern];
    return execFileSync("python3", words, { env, encoding: "utf8", stdio: "pipe" });
  };
  const sound = smokeTestSource(project, { ...DEFAULT_CONFIG, scripts });
  expect(run(sound)).toBe("passed ['demo'] [[['demo', '--about'], [0]]]\n");
  const plain = smokeTestSource(project, DEFAULT_CONFIG);
  expect(() => run(plain)).toThrow(/AssertionError/);
  expect(() => run(sound, "*.tar.gz")).toThrow(/AssertionError/);
  expect(sound).not.toContain("shipwheel");
});
