import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeExample } from "../../examples/make-example.ts";
import { stories } from "../../examples/stories.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { differences, rehearse, run, scratch } from "./rehearsal.ts";

const cells = stories.flatMap((story) =>
  Object.entries(story.states).map(([name, state]) => ({
    example: story.name,
    state: name,
    ...state.expected,
  })),
);

/** What PyPI says of the files that it refuses. */
const REFUSALS: Readonly<Record<string, RegExp>> = {
  "pyforge broken": /local.*version/iu,
  "lmstxt broken": /direct.*dependency/iu,
};

/** What the examples' settings try beside the virtual environments. */
const MODES: Readonly<Record<string, readonly string[]>> = {
  modelforge: ["wheel uv-tool ok", "wheel tests ok"],
  pyforge: ["wheel uv-tool ok", "wheel uvx ok"],
  lmstxt: ["wheel uv-tool ok", "wheel hashes ok"],
  zen: ["wheel uv-tool ok", "wheel file ok"],
  labos: ["wheel uv-tool ok", "wheel editable ok", "wheel tests ok"],
};

describe("rehearse names every planted defect of an example in one run, and nothing else", () => {
  test.each(cells)("$example $state: exit $exit", async (cell) => {
    using directory = scratch();
    const project = join(directory.path, "project");
    makeExample(cell.example, cell.state, project);

    // What is refused before anything is installed needs one installer to be seen.
    const options = cell.state === "misregistered" ? ["--installer", "uv"] : [];
    const answer = await rehearse(project, join(directory.path, "state"), options);

    expect(differences(answer.findings, cell), answer.talk).toEqual([]);
    expect(answer.exit, answer.talk).toBe(cell.exit);
    if (cell.fault !== undefined) {
      expect(answer.error).toMatchObject({
        code: cell.fault.code,
        location: { file: cell.fault.file, line: cell.fault.line },
      });
      return;
    }
    expect(answer.verdict).toBe(cell.exit === 0 ? "green" : "red");
    const words = REFUSALS[`${cell.example} ${cell.state}`];
    if (words !== undefined) {
      const refused = answer.publication.filter((upload) => upload.outcome === "refused");
      expect(refused.length, answer.talk).toBeGreaterThan(0);
      for (const upload of refused) expect(upload.message).toMatch(words);
    }
    if (cell.state === "misregistered")
      for (const { message, why, help } of answer.findings.filter(({ rule }) => rule === "U021")) {
        expect(why).toContain("invalid-publisher: valid token, but no corresponding publisher (");
        const [, there, here] = / is "([^"]+)" there, but the job presents "([^"]+)"/.exec(message) ?? [];
        for (const value of [there, here]) expect(help).toContain(value ?? "both values");
        expect(help).toMatch(/^(?:give the job|publish from) .+; or set .+ at https:.+ and record it: /);
      }
    if (cell.exit === 0) {
      const outcomes = answer.trials.map((trial) => `${trial.artifact} ${trial.installer} ${trial.outcome}`);
      const further = MODES[cell.example] ?? [];
      expect(outcomes.toSorted()).toEqual(
        ["sdist pip ok", "sdist uv ok", "wheel pip ok", "wheel uv ok", ...further].toSorted(),
      );
      expect(answer.publication.map((upload) => upload.outcome)).toEqual(["stored", "stored"]);
    }
  });
});

describe("what a person reads", () => {
  test("each defect under its code, with the place, and a red last line", async () => {
    using directory = scratch();
    const project = join(directory.path, "project");
    makeExample("zen", "broken", project);

    const { exit, stdout } = await run(project, join(directory.path, "state"));

    expect(exit).toBe(1);
    const defects = stories.find((story) => story.name === "zen")?.states["broken"]?.expected.defects ?? [];
    expect(defects.length).toBeGreaterThan(0);
    for (const defect of defects)
      expect(stdout).toMatch(new RegExp(`^${defect.severity}\\[${defect.rule}\\]: `, "mu"));
    expect(stdout).toMatch(/--> setup\.py:9:\d+/u);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^FAILED: zen-orchestrator 1\.2\.2 /u);
  });
});

describe("the measure itself", () => {
  const defect = { what: "", rule: "K001", severity: "error", names: "some.whl" } as const;
  const finding: Finding = {
    rule: "K001",
    slug: "empty-wheel",
    phase: "check",
    severity: "error",
    confidence: "certain",
    message: "some.whl holds nothing",
  };

  test("accepts exactly what was planted", () => {
    expect(differences([finding], { exit: 1, defects: [defect] })).toEqual([]);
  });

  test("sees a defect that is not named, also when another of the same rule is", () => {
    const two = { exit: 1, defects: [defect, { ...defect, names: "other.whl" }] };
    expect(differences([finding], two)).toEqual(["missing: K001 error other.whl ()"]);
  });

  test("sees a finding too many, a wrong severity and an unexpected note", () => {
    const expected = { exit: 1, defects: [defect], notes: ["F008"] };
    const note: Finding = { ...finding, rule: "F008", severity: "info" };
    expect(differences([finding, finding, note], expected)).toHaveLength(1);
    expect(differences([{ ...finding, severity: "warning" }], expected)).toHaveLength(2);
    expect(differences([finding, { ...note, severity: "warning" }], expected)).toHaveLength(1);
  });
});
