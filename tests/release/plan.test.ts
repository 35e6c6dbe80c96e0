import { expect, test } from "vitest";
import { planRelease, type PlanInput } from "../../src/release/plan.ts";

const input: PlanInput = {
  name: "Demo.Pkg",
  version: "1.0.0-rc1",
  backend: "hatchling",
  commit: "0123456789abcdef0123456789abcdef01234567",
  tagsAtHead: [],
  target: "pypi",
  installers: ["pip", "uv"],
  pythons: ["3.11"],
};

test("every reversible step comes before the first irreversible one, and uploads are irreversible", () => {
  const { actions } = planRelease(input);
  const first = actions.findIndex((action) => !action.reversible);
  expect(actions.slice(first).every((action) => action.kind === "upload" && !action.reversible)).toBe(true);
  expect(actions.filter((action) => action.kind === "upload")).toHaveLength(2);
});

test("the steps of a release are all there: gates before the tag, the upload before the announcement", () => {
  const release = {
    gates: ["pytest -q"],
    signs: true,
    remote: "origin",
    forge: "GitHub (demo/demo)",
    verifiesPublished: true,
  };
  const { actions } = planRelease({ ...input, release });
  const after = actions.findIndex((action) => action.kind === "gate");
  expect(actions.slice(after).map((action) => action.kind)).toEqual([
    "gate",
    "sign",
    "tag",
    "tag",
    "announce",
    "upload",
    "upload",
    "verify",
    "announce",
    "seal",
  ]);
  expect(actions.filter((action) => !action.reversible).map((action) => action.kind)).toEqual([
    "upload",
    "upload",
    "announce",
  ]);
});

test("names the files by their normalised names and versions", () => {
  const plan = planRelease(input);
  expect(plan).toMatchObject({ version: "1.0.0rc1", publicVersion: "1.0.0rc1", prerelease: true });
  expect(plan.actions.map((action) => action.subject)).toContain("demo_pkg-1.0.0rc1.tar.gz");
});

test("a tag that is there is not made again; a plain directory gets none", () => {
  const kinds = (overrides: Partial<PlanInput>): string[] =>
    planRelease({ ...input, version: "1.0", ...overrides }).actions.map((action) => action.kind);
  expect(kinds({})).toContain("tag");
  expect(kinds({ tagsAtHead: ["v1.0"] })).not.toContain("tag");
  expect(kinds({ commit: null })).not.toContain("tag");
});

test("the wheel is uploaded before the sdist, so that early installers need not build", () => {
  const uploads = planRelease(input).actions.filter((action) => action.kind === "upload");
  expect(uploads.map((action) => action.subject.endsWith(".whl"))).toEqual([true, false]);
});

test("a local version is shown with the public form that alone can be uploaded", () => {
  expect(planRelease({ ...input, version: "1.0+g1a2b3c4" })).toMatchObject({
    version: "1.0+g1a2b3c4",
    publicVersion: "1.0",
  });
  expect(planRelease({ ...input, version: "one" }).publicVersion).toBeNull();
});
