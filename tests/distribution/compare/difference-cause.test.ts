import { expect, test } from "vitest";
import { compareArchives } from "../../../src/distribution/compare/compare-archives.ts";
import { causeOf, differingParts, type Varied } from "../../../src/distribution/compare/difference-cause.ts";
import { openBytes } from "../../support/open-bytes.ts";
import { buildTarGz, type TarMemberSpec } from "../../support/sdist.ts";

const BUILT = Date.UTC(2026, 10, 30, 20) / 1000;
const VARIED: Varied = {
  directories: ["/tmp/one", "/tmp/two"],
  built: { from: BUILT, to: BUILT + 10 },
  sourceTime: 1_500_000_000,
  zone: 42_120,
};

async function compared(
  first: readonly Partial<TarMemberSpec>[],
  second: readonly Partial<TarMemberSpec>[],
  how: "meaning" | "bytes" = "bytes",
) {
  const bytes = (members: readonly Partial<TarMemberSpec>[]) =>
    buildTarGz(members.map((each, at) => ({ name: `d-1/${at}`, content: "x", ...each })));
  await using one = await openBytes("d-1.tar.gz", bytes(first));
  await using two = await openBytes("d-1.tar.gz", bytes(second));
  return compareArchives(one, two, how);
}

test.each([
  ["missing", [{}, {}], [{}]],
  ["added", [{}], [{}, {}]],
  ["content", [{ content: "a" }], [{ content: "b" }]],
  ["mode", [{ mode: 0o644 }], [{ mode: 0o664 }]],
  ["time", [{ modified: 1 }], [{ modified: 2 }]],
  ["owner", [{ owner: ["a", "b"] }], [{}]],
  ["order", [{ name: "d-1/a" }, { name: "d-1/b" }], [{ name: "d-1/b" }, { name: "d-1/a" }]],
] as const)("%s", async (kind, first, second) => {
  const found = await compared(first, second);
  expect(found.map((each) => each.kind)).toEqual([kind]);
  const means = ["missing", "added", "content"].includes(kind);
  expect(await compared(first, second, "meaning")).toHaveLength(means ? 1 : 0);
});

test("equal files have no difference, and other packing of the same members is one of the archive", async () => {
  expect(await compared([{}], [{}])).toEqual([]);
  await using one = await openBytes("d-1.tar.gz", buildTarGz([{ name: "d-1/a" }]));
  await using two = await openBytes("d-1.tar.gz", buildTarGz([{ name: "d-1/a", gnu: true }]));
  expect(compareArchives(one, two, "bytes")).toMatchObject([{ member: null, kind: "archive" }]);
});

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19);

test.each([
  [iso(BUILT), iso(BUILT + 4), "build time"],
  [iso(BUILT - 3600), iso(1_500_000_000 + 42_120), "file times of the checkout"],
  [iso(1_000_000_000), iso(1_000_000_000 + 42_120), "time zone"],
  [iso(1_000_000_000), iso(1_000_009_999), "unknown"],
])("a time %s and %s: %s", (first, second, cause) => {
  expect(causeOf({ member: "m", kind: "time", first, second }, null, VARIED)).toBe(cause);
});

test.each([
  ["path /tmp/one/src", "path /tmp/two/src", "build directory"],
  [`a\nstamp = ${BUILT + 1}\n`, `a\nstamp = ${BUILT + 5}\n`, "build time"],
  ["at 2026-11-30", "at 2026-12-01", "build time"],
  ["b\na\n", "a\nb\n", "file order"],
  ["x = 1\n", "x = 2\n", "unknown"],
])("a content %j and %j: %s", (first, second, cause) => {
  const difference = { member: "m", kind: "content", first: "", second: "" } as const;
  expect(causeOf(difference, [first, second], VARIED)).toBe(cause);
});

test("a member that is too large to be read has no cause of its own", () => {
  expect(causeOf({ member: "m", kind: "content", first: "", second: "" }, null, VARIED)).toBe("unknown");
});

test("the lines in which two texts first differ", () => {
  expect(differingParts("a\nb\nc", "a\nx\nc")).toEqual(["b", "x"]);
  expect(differingParts("a", "a\nb")).toEqual(["", "b"]);
});
