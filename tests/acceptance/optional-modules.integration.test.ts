import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rehearse, scratch } from "./rehearsal.ts";

const CASE = join(import.meta.dirname, "..", "cases", "found-real", "opt");

/** What a trial reports beside its outcome. */
interface Reported {
  readonly imported: readonly string[];
  readonly notTried: readonly { readonly kind: string; readonly name: string; readonly reason: string }[];
}

test("a project with optional modules of every kind passes: extras, hosts, guards, other platforms", async () => {
  using place = scratch();
  const project = join(place.path, "opt");
  cpSync(CASE, project, { recursive: true });
  const git = (...args: readonly string[]): Buffer =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: project });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "release");
  git("tag", "v1.0");

  const answer = await rehearse(project, join(place.path, "state"));

  expect(answer.exit, answer.talk).toBe(0);
  const observed = answer.findings.filter(({ rule }) => rule.startsWith("I"));
  expect(observed.map(({ severity, details }) => [severity, details?.["modules"]])).toEqual([
    ["info", ["demo_opt.guarded"]],
  ]);
  for (const trial of answer.trials as unknown as readonly Reported[]) {
    // With an extra of its own, an extra of another project's, and beside its hosts.
    expect(trial.imported).toEqual(
      expect.arrayContaining([
        "demo_opt",
        "demo_opt.otel",
        "demo_opt.over_http2",
        "demo_opt.paster",
        "demo_opt.pytest_plugin",
      ]),
    );
    expect(trial.notTried.map(({ name }) => name).toSorted()).toEqual([
      "demo_opt.mac",
      "demo_opt.reg",
      "demo_opt.win",
    ]);
  }
});
