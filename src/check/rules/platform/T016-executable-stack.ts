import { about, binaryRule } from "./views/platform-rule.ts";
import type { Rule } from "../../engine/rule.ts";

/** T016: a library asks for a stack from which code can run. */
export const executableStack: Rule = binaryRule({
  code: "T016",
  slug: "executable-stack",
  title: "a library requires an executable stack",
  severity: "warning",
  docs: {
    what: "The library is marked as running code from the stack (PT_GNU_STACK is executable).",
    why: "glibc 2.41 and newer, and hardened systems, refuse to load it into a running Python. Elsewhere it disables a protection of the whole process.",
    fix: "link with `-z noexecstack`, and add a `.note.GNU-stack` section to hand-written assembly",
    bad: "GNU_STACK RWE",
    good: "GNU_STACK RW",
    peers: ["shipwheel"],
  },
  *check(wheel, binaries) {
    for (const each of binaries)
      if (each.binary.format === "elf" && each.binary.executableStack && each.binary.kind === "shared")
        yield about(wheel, each, `${each.member} requires an executable stack`);
  },
});
