import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { LIMIT_SOURCE } from "../../src/verify/driver/limit-source.ts";

/** Seconds of processor time after which a root, and another module, that loads nothing counts as hung. */
function seconds(timeout: number): readonly number[] {
  const program = `import os, sys, time, _signal
TIMEOUT, ROOTS = ${timeout}, frozenset(["demo"])
${LIMIT_SOURCE}
out = []
for name in ("demo", "demo.a"):
    arm(True, name)
    out.append(_signal.getitimer(_signal.ITIMER_PROF)[1])
    arm(False)
print(out)
`;
  const printed = execFileSync("python3", ["-c", program], { encoding: "utf8" });
  return (JSON.parse(printed) as readonly number[]).map((each) => Math.round(each));
}

test.skipIf(process.platform === "win32")(
  "a root may compute for longer, and a longer limit for an import counts for all",
  () => {
    expect(seconds(60)).toEqual([30, 10]);
    expect(seconds(300)).toEqual([150, 50]);
    expect(seconds(5)).toEqual([5, 5]);
  },
);
