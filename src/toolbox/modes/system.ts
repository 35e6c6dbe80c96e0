import { basename, join } from "node:path";
import { fileRequirement } from "./places.ts";
import { lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import type { Mode, ModePorts } from "./mode.ts";

const MARKER =
  "[externally-managed]\nError=This Python belongs to the system: use a virtual environment or pipx.\n";
const ASK =
  "import sys, sysconfig, os; print(os.path.realpath(getattr(sys, '_base_executable', sys.executable))); print(sysconfig.get_path('stdlib'))";

/**
 * The Python of an operating system, marked as PEP 668 has it: pip must reject it, and say why. Then what an image or a
 * distribution does that overrides the marker: the release is installed beside the standard library, without any
 * virtual environment. The prefix is a light copy of the cell's own; the base Python stays as it is.
 */
export const system: Mode = {
  summary: "the Python of a system, without a virtual environment; marked by PEP 668",
  source: "file",
  installer: "pip",
  needsPip: true,
  command: "pip install --break-system-packages NAME",
  async install(target, request, ports) {
    if (ports.environment.platform !== "linux")
      return { kind: "not-tried", reason: "a Python of its own can be put together on Linux only" };
    const pip = request.pips.get(target.python.executable);
    if (pip === undefined)
      return { kind: "not-tried", reason: `there is no pip for ${target.python.executable}` };
    await makeSandbox(target.directory, ports);
    const run = (argv: readonly string[]) =>
      runInSandbox(argv, target, request, ports, { PYTHONNOUSERSITE: "1" });
    const asked = await run([target.python.executable, "-I", "-c", ASK]);
    const [base, library] = asked.output.split("\n");
    if (!asked.ok || base === undefined || library === undefined)
      return { kind: "not-tried", reason: `${target.python.executable} does not start: ${lastWords(asked)}` };
    const prefix = join(target.directory, "system");
    const python = await lightPrefix(prefix, base, library, ports);
    const shown = await run([python, "-I", "-c", "import sys; print(sys.prefix)"]);
    if (shown.output.trim() !== prefix)
      return {
        kind: "not-tried",
        reason: `${base} finds its own library wherever it lies, and cannot be copied`,
      };
    await ports.files.write(join(prefix, "lib", basename(library), "EXTERNALLY-MANAGED"), MARKER);
    const install = [...pip.command(python), "install", "--no-warn-script-location"];
    const rejected = await run([...install, fileRequirement(target, request)]);
    if (rejected.ok || !rejected.output.includes("externally-managed-environment"))
      return {
        kind: "failed",
        results: [rejected],
        reason: "pip installed into a Python that is marked as externally managed",
      };
    const result = await run([...install, "--break-system-packages", fileRequirement(target, request)]);
    if (!result.ok) return { kind: "failed", results: [result], reason: lastWords(result) };
    return {
      kind: "installed",
      results: [result],
      entrance: {
        bin: join(prefix, "bin"),
        runner: null,
        python: [python],
        env: {},
        note: "pip rejects it without --break-system-packages, and names PEP 668",
      },
    };
  },
};

/** A prefix with a copy of the interpreter, and the standard library by links: never hard links, which are shared. */
async function lightPrefix(prefix: string, base: string, library: string, ports: ModePorts): Promise<string> {
  const python = join(prefix, "bin", basename(base));
  const own = join(prefix, "lib", basename(library));
  await ports.files.makeDirectory(join(prefix, "bin"));
  await ports.files.makeDirectory(join(own, "site-packages"));
  await ports.files.copy(base, python);
  for (const { name } of await ports.files.list(library)) {
    if (["site-packages", "dist-packages", "EXTERNALLY-MANAGED", "__pycache__"].includes(name)) continue;
    await ports.files.symlink(join(library, name), join(own, name));
  }
  return python;
}
