import { join } from "node:path";
import { expect, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { stories } from "../../examples/stories.ts";
import { scratch } from "../acceptance/rehearsal.ts";
import { runHere } from "../support/in-process.ts";

const ENV = { env: { GITHUB_TOKEN: "", GH_TOKEN: "" } };

// The same states are rehearsed whole in tests/acceptance/examples.integration.test.ts.
test.each(stories.map(({ name, states }) => [name, states["misregistered"]] as const))(
  "%s: its real claims match what is recorded, its runbook is up to date, and one change does not match",
  async (name, state) => {
    using directory = scratch();
    const repaired = join(directory.path, "repaired");
    makeExample(name, "repaired", repaired);
    const right = await runHere(["doctor", "trust", repaired, "--offline"], ENV);
    expect(right.exit, right.stdout).toBe(0);
    expect(right.stdout).toContain("matches the recorded publisher");
    expect(right.stdout).not.toContain("nobody recorded");
    const current = await runHere(["runbook", repaired, "--check"], ENV);
    expect(current.exit, current.stdout).toBe(0);

    const misregistered = join(directory.path, "misregistered");
    makeExample(name, "misregistered", misregistered);
    const wrong = await runHere(["doctor", "trust", misregistered, "--offline"], ENV);
    expect(wrong.exit, wrong.stdout).toBe(5);
    const defects = state?.expected.defects ?? [];
    expect(defects).not.toEqual([]);
    for (const { names } of defects) expect(wrong.stdout).toContain(names);
    expect(wrong.stdout).toContain("invalid-publisher: valid token, but no corresponding publisher");
  },
);
