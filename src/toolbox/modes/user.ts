import { join } from "node:path";
import { pinnedRequirement } from "../installers/named-requirement.ts";
import { lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import type { Mode } from "./mode.ts";

/**
 * The user scheme, below a base of its own. Installed packages of the base interpreter are ignored (`-I`), so that they
 * cannot stand in for a requirement that the release lacks.
 */
export const user: Mode = {
  summary: "the user scheme, with a home and a user base of its own",
  source: "index",
  installer: "pip",
  needsPip: true,
  command: "pip install --user NAME",
  async install(target, request, ports) {
    const { executable, version } = target.python;
    const pip = request.pips.get(executable);
    if (pip === undefined) return { kind: "not-tried", reason: `there is no pip for ${executable}` };
    await makeSandbox(target.directory, ports);
    const base = join(target.directory, "home", ".local");
    const env = { PYTHONUSERBASE: base };
    const result = await runInSandbox(
      [
        ...pip.command(executable),
        "install",
        "--user",
        "--ignore-installed",
        "--no-warn-script-location",
        pinnedRequirement(target, request),
      ],
      target,
      {
        ...request,
        indexVariables: { ...request.indexVariables, PIP_INDEX_URL: request.routes.redirecting },
      },
      ports,
      {
        ...env,
        PYTHONNOUSERSITE: "",
        PIP_EXTRA_INDEX_URL: "",
        PIP_FIND_LINKS: "",
        PIP_ONLY_BINARY: request.project.name,
      },
    );
    if (/externally-managed-environment/.test(result.output))
      return {
        kind: "not-tried",
        reason: `${executable} is externally managed (PEP 668): pip installs nothing there`,
      };
    if (/User site-packages are not visible/.test(result.output))
      return {
        kind: "not-tried",
        reason: `${executable} belongs to a virtual environment, which has no user scheme`,
      };
    if (!result.ok) return { kind: "failed", results: [result], reason: lastWords(result) };
    const minor = version.split(".").slice(0, 2).join("");
    const bin =
      ports.environment.platform === "win32" ? join(base, `Python${minor}`, "Scripts") : join(base, "bin");
    return {
      kind: "installed",
      results: [result],
      entrance: { bin, runner: null, python: [executable], env },
    };
  },
};
