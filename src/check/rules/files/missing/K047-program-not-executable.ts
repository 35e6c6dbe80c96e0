import { memberPath } from "../../../views/metadata-view.ts";
import { isAside } from "../../../views/packages/missing-modules.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";
import { installedFiles } from "../../../views/wheel-content.ts";

/** K047: the code runs a program of the wheel that is not executable. */
export const programNotExecutable: Rule = defineRule({
  code: "K047",
  slug: "program-not-executable",
  title: "the code runs a program of the wheel that is not executable",
  severity: "warning",
  needs: [["wheel", "python"]],
  docs: {
    what: "The code runs a file of the package as a command (subprocess, os.exec...), but the file is not executable in the wheel. Modules that change modes themselves are not reported.",
    why: "Installers make a file executable only if it is executable in the wheel. The command fails with PermissionError on Linux and macOS.",
    fix: "set the mode before the build (`git update-index --chmod=+x FILE`), or call os.chmod before the program is run",
    bad: "-rw-r--r-- demo/_bundled/tool  # and subprocess.run([TOOL])",
    good: "-rwxr-xr-x demo/_bundled/tool",
    peers: [],
  },
  *check(inputs) {
    const wheel = inputs.wheels[0];
    if (wheel === undefined) return;
    const members = new Map(installedFiles(wheel).map((file) => [file.path, file.member]));
    const modes = new Map(wheel.entries.map((entry) => [entry.name, entry.mode]));
    for (const module of inputs.imports?.wheel?.modules ?? []) {
      if (isAside(module.path)) continue;
      for (const { path, base, runs, line } of module.paths) {
        const member = members.get(path);
        if (runs !== true || base !== "package" || member === undefined || OF_WINDOWS.test(path)) continue;
        const mode = modes.get(member) ?? 0;
        // An archive without modes says nothing.
        if (mode === 0 || (mode & 0o111) !== 0) continue;
        yield {
          message: `${module.path}:${line} runs ${path}, which is not executable (mode ${(mode & 0o777).toString(8).padStart(4, "0")})`,
          location: { file: memberPath(wheel, member) },
          subject: path,
        };
      }
    }
  },
});

const OF_WINDOWS = /\.(exe|bat|cmd|com|ps1)$/i;
