import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyRelease } from "../../../src/verify/verify-release.ts";
import { release } from "../support/release.ts";
import { trialBench } from "../support/trials.ts";

const CODE = `
import os, subprocess, sys
def main():
    if "daemon" in sys.argv:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(36000)"], start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(os.path.join(os.environ["HOME"], "pid"), "w") as file: file.write(str(child.pid))
    if "wait" in sys.argv: subprocess.run([sys.executable, "-c", "pass"])
`;

test.skipIf(process.platform !== "linux")(
  "a daemon that a command leaves in a session of its own is ended and told; what ends by itself is not",
  async () => {
    await using bench = await trialBench();
    const tested = release({
      files: { "demo/__init__.py": CODE },
      entryPoints: "[console_scripts]\ndemo = demo:main\n",
    });
    const request = await bench.request(tested, { expectations: { commands: ["demo daemon"] } });
    const { findings } = await verifyRelease(request, bench.own.ports);
    const cell = request.cells[0]?.id ?? "";
    expect(
      findings.map(({ rule, severity, message, details }) => [rule, severity, message, details]),
    ).toEqual([
      [
        "I023",
        "warning",
        "a program of the release left a process behind: python -c import time; time.sleep(36000)",
        { trials: [cell] },
      ],
    ]);
    const pid = readFileSync(join(request.directory, cell, "home", "pid"), "utf8");
    await expect.poll(() => isAlive(Number(pid)), { timeout: 60_000 }).toBe(false);
    const sound = await bench.verify(tested, { expectations: { commands: ["demo wait"] } });
    expect(sound.findings).toEqual([]);
  },
);

/** Whether it runs; one that has ended and waits for its parent does not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
