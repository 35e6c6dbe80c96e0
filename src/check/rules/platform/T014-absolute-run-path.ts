import { isBuildersWheel } from "../../../distribution/platform-tags.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** T014: a library looks for others in a folder of the builder's machine. */
export const absoluteRunPath: Rule = binaryRule({
  code: "T014",
  slug: "absolute-run-path",
  title: "a library has an absolute run path",
  severity: "warning",
  docs: {
    what: "RPATH or RUNPATH of a library names a folder of the build machine.",
    why: "The folder does not exist on the user's machine, or contains another library, which is then loaded. The path also reveals details of the build machine.",
    fix: "use `patchelf --remove-rpath` or a path relative to `$ORIGIN`; `auditwheel repair` sets one",
    bad: "RUNPATH /home/me/build/lib",
    good: "RUNPATH $ORIGIN/../pkg.libs",
    peers: ["auditwheel"],
  },
  *check(wheel, binaries) {
    // No index takes that wheel; the folders are those of the Python that just built it, and auditwheel removes them.
    if (isBuildersWheel(wheel.parsed)) return;
    for (const each of binaries) {
      if (each.binary.format !== "elf") continue;
      const absolute = each.binary.runPaths.find((path) => !/^\$(?:ORIGIN|\{ORIGIN\})/.test(path));
      if (absolute === undefined) continue;
      yield about(wheel, each, `${each.member} looks for libraries in ${absolute}`);
    }
  },
});
