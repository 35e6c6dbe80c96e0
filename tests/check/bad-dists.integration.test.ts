import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badDistsPage } from "../../scripts/docs/bad-dists-page.ts";
import { BAD_CASES, checkBadCase, judge, unpackBadCases, type CaseFinding } from "../support/bad-dists.ts";
import { repositoryText } from "../support/repository.ts";

let folder: Awaited<ReturnType<typeof unpackBadCases>>;
const answers = new Map<string, readonly CaseFinding[]>();

beforeAll(async () => {
  folder = await unpackBadCases();
});

afterAll(() => folder[Symbol.asyncDispose]());

/** Cases that another rule names, and why that is right. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  "set-wheel-only":
    "one wheel by itself is asked for in so many words; a rehearsal and a set of files tell G012",
};

/** Cases that the expected rule names at another severity, and why that is right. */
const OTHER_SEVERITY: Readonly<Record<string, string>> = {
  "wheel-api-too-new":
    "the package itself imports it without a guard: it breaks for everybody who has the oldest admitted Python",
  "wheel-removed-stdlib":
    "the package itself imports it without a guard: it breaks for everybody who has a newer admitted Python",
  "wf-scm-shallow":
    "its workflow runs at pushes of tags only: a checkout of depth 1 has the tag, and git describe gives the version",
};

describe("the shared broken projects and distributions", () => {
  test("there are 159 of them, and 4 controls", () => {
    expect(BAD_CASES.filter(({ rule }) => rule !== "-")).toHaveLength(159);
    expect(BAD_CASES.filter(({ rule }) => rule === "-")).toHaveLength(4);
  });

  test.each(BAD_CASES)("$id: $note", async (each) => {
    const findings = await checkBadCase(each, folder.path);
    answers.set(each.id, findings);
    if (each.id in NAMED_OTHERWISE) expect(judge(each, findings)).toBe("missed");
    else if (each.id in OTHER_SEVERITY) expect(judge(each, findings)).toBe("other severity");
    else
      expect([judge(each, findings), findings]).toEqual([each.rule === "-" ? "silent" : "found", findings]);
  });

  test("the page that compares us with the other tools is up to date: npm run docs -- bad-dists", () => {
    expect(answers.size).toBe(BAD_CASES.length);
    expect(repositoryText("docs/reference/bad-dists.md")).toBe(badDistsPage(answers));
  });
});
