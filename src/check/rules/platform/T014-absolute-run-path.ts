import { isBuildersWheel } from "../../../distribution/platform-tags.ts";
import { about, binaryRule } from "./views/platform-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** T014: a library looks for others in a folder of the builder's machine. */
export const absoluteRunPath: Rule = binaryRule({
  code: "T014",
  slug: "absolute-run-path",
  title: "a library looks for others in an absolute folder",
  severity: "warning",
  docs: {
    what: "RPATH or RUNPATH of a library names a folder of the machine that built it.",
    why: "The folder is not there at the user's, or holds something else, which is then loaded; and it tells how your machine looks.",
    fix: "`patchelf --remove-rpath` or a path relative to `$ORIGIN`; auditwheel repair does so",
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
