import { expect, test } from "vitest";
import { parseFileName } from "../../src/distribution/file-names.ts";
import { artifactory } from "../../src/index-client/dialects/artifactory.ts";
import { pypi } from "../../src/index-client/dialects/pypi.ts";
import { preflight } from "../../src/publish/preflight.ts";
import type { RemoteProject } from "../../src/publish/remote-project.ts";
import type { RemoteFile } from "../../src/index-client/simple-page.ts";
import type { Uploadable } from "../../src/publish/upload-form.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const PYPI = { title: "PyPI", dialect: pypi };

function local(fileName: string, sha256 = "a".repeat(64), size = 1000): Uploadable {
  const kind = fileName.endsWith(".whl") ? "wheel" : "sdist";
  const parsed = parseFileName(fileName);
  return { path: `/${fileName}`, fileName, kind, size, parsed, digests: { sha256 }, metadata: null };
}

function remote(...files: readonly (Partial<RemoteFile> & { readonly fileName: string })[]): RemoteProject {
  const complete = files.map((file): [string, RemoteFile] => [
    file.fileName,
    {
      sha256: "a".repeat(64),
      address: null,
      size: 1000,
      uploadTime: NOW,
      yanked: false,
      provenance: null,
      ...file,
    },
  ]);
  return {
    state: "known",
    files: new Map(complete),
    address: "https://index.example.test/simple/demo/",
    reason: "",
    forbidden: null,
    unhashed: new Map(),
  };
}

const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 24 * 60 * 60 * 1000);
const WHEEL = "demo-1.0-py3-none-any.whl";
const SDIST = "demo-1.0.tar.gz";

test("wheels go first, the most general of all before the others, the sdist last", () => {
  const names = [
    SDIST,
    "demo-1.0-cp313-cp313-win_amd64.whl",
    WHEEL,
    "demo-1.0-cp313-cp313-macosx_11_0_arm64.whl",
  ];
  const { files } = preflight(
    names.map((name) => local(name)),
    remote(),
    PYPI,
    NOW,
  );
  expect(files.map((each) => each.file.fileName)).toEqual([
    WHEEL,
    "demo-1.0-cp313-cp313-macosx_11_0_arm64.whl",
    "demo-1.0-cp313-cp313-win_amd64.whl",
    SDIST,
  ]);
});

test("the same bytes are done, other bytes stop everything", () => {
  const there = remote({ fileName: WHEEL }, { fileName: SDIST, sha256: "b".repeat(64) });
  const plan = preflight([local(WHEEL), local(SDIST)], there, PYPI, NOW);
  expect(plan.files.map((each) => each.state)).toEqual(["present", "diverged"]);
  expect(plan.findings).toMatchObject([{ rule: "U002", severity: "error", subject: SDIST }]);
  expect(plan.findings[0]?.message).toContain("b".repeat(64));
});

test("a file without a digest on the page is neither ours nor another one", () => {
  const there = remote({ fileName: WHEEL, sha256: "" });
  const plan = preflight([local(WHEEL)], there, PYPI, NOW);
  expect(plan.files[0]?.state).toBe("unproven");
  expect(plan.findings).toMatchObject([{ rule: "U013", severity: "error", subject: WHEEL }]);
  expect(plan.findings[0]?.message).not.toMatch(/another|different/);
});

test("a file without a digest that the index answered to have taken is ours", () => {
  const there = remote({ fileName: WHEEL, sha256: "" });
  const plan = preflight([local(WHEEL)], there, PYPI, NOW, new Set([WHEEL]));
  expect([plan.files[0]?.state, plan.findings]).toEqual(["present", []]);
});

test("a yanked file is no publication", () => {
  const plan = preflight([local(WHEEL)], remote({ fileName: WHEEL, yanked: true }), PYPI, NOW);
  expect(plan.findings).toMatchObject([{ rule: "U012", severity: "error", subject: WHEEL }]);
});

test.for([
  [14, []],
  [14.01, ["U003"]],
] as const)("after %s days a release takes new files: %j", ([days, rules]) => {
  const there = remote({ fileName: WHEEL, uploadTime: daysAgo(days) });
  const plan = preflight([local(WHEEL), local(SDIST)], there, PYPI, NOW);
  expect(plan.findings.map((each) => each.rule)).toEqual(rules);
});

test("a closed release in which nothing is missing is no trouble", () => {
  const there = remote({ fileName: WHEEL, uploadTime: daysAgo(400) });
  expect(preflight([local(WHEEL)], there, PYPI, NOW).findings).toEqual([]);
});

test("another sdist of the same version: only PyPI minds", () => {
  const there = remote({ fileName: "demo-1.0.0.zip" });
  expect(preflight([local(SDIST)], there, PYPI, NOW).findings).toMatchObject([
    { rule: "U004", subject: SDIST },
    { rule: "U006" },
  ]);
  const privately = preflight([local(SDIST)], there, { title: "ours", dialect: artifactory }, NOW);
  expect(privately.findings.map((each) => each.rule)).toEqual(["U006"]);
});

test("files of the version that are not ours are told, those of other versions are not", () => {
  const there = remote({ fileName: "demo-1.0.0-cp313-cp313-win32.whl" }, { fileName: "demo-0.9.tar.gz" });
  const { findings } = preflight([local(WHEEL)], there, PYPI, NOW);
  expect(findings).toMatchObject([{ rule: "U006", severity: "warning" }]);
  expect(findings[0]?.message).not.toContain("0.9");
});

test("a file over PyPI's usual limit is told before it is sent", () => {
  const big = local(WHEEL, "a".repeat(64), 100 * 1024 * 1024 + 1);
  expect(preflight([big], remote(), PYPI, NOW).findings).toMatchObject([
    { rule: "U005", severity: "warning" },
  ]);
});
