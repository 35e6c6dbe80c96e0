import { formatBytes, formatSeconds } from "../../../src/text/quantities.ts";
import { describe, expect, test } from "vitest";
import { makeProgress, type Progress } from "../../../src/cli/render/progress.ts";
import { makeStyle } from "../../../src/cli/render/style.ts";
import type { AnnouncedStage } from "../../../src/ports/event.ts";

interface Display {
  readonly progress: Progress;
  readonly written: string[];
  readonly tick: () => void;
}

function display(
  columns: number | undefined,
  {
    verbosity = 0,
    groups = false,
    opening,
  }: { readonly verbosity?: number; readonly groups?: boolean; readonly opening?: string } = {},
): Display {
  const written: string[] = [];
  let tick = (): void => undefined;
  let now = 0;
  const progress = makeProgress(
    {
      write: (text) => written.push(text),
      columns,
      elapsed: () => (now += 0.5),
      everyTick: (action) => {
        tick = action;
        return () => undefined;
      },
      verbosity,
      groups,
      opening,
    },
    makeStyle(false),
  );
  return { progress, written, tick: () => tick() };
}

const STAGES: readonly AnnouncedStage[] = [
  { id: "read", title: "read the project", phase: "config", headline: false },
  { id: "version", title: "validate the version", phase: "version", headline: true },
  { id: "build", title: "build sdist and wheel", phase: "build", headline: true },
  { id: "gates", title: "run the gates", phase: "check", headline: false },
  { id: "check", title: "check the project", phase: "check", headline: true },
  { id: "verify", title: "smoke-test", phase: "verify", headline: true },
];

/** A run in which the check finds something and the trials are not reached. */
function run({ sink }: Progress): void {
  sink({ type: "stages", stages: STAGES });
  const whole = (id: string, outcome: "ok" | "failed" | "skipped", detail?: string, seconds = 1): void => {
    sink({ type: "start", id, title: id });
    sink({ type: "end", id, outcome, seconds, ...(detail === undefined ? {} : { detail }) });
  };
  whole("read", "ok", "18 files", 0.0004);
  whole("version", "ok", "1.0");
  sink({ type: "start", id: "build", title: "build" });
  sink({ type: "update", id: "build", detail: "wheel" });
  whole("gates", "skipped", "none configured", 0);
  sink({ type: "end", id: "build", outcome: "ok", detail: "2 files", seconds: 1.25 });
  whole("check", "failed", "319 rules");
  whole("verify", "skipped", "the build failed", 0);
}

/** What a terminal shows at the end: the sequences that move the cursor, carried out. */
function screen(written: readonly string[]): string {
  const lines: string[] = [];
  for (const text of written) {
    if (text === "\r\u001b[0J") continue;
    // oxlint-disable-next-line no-control-regex -- moves the cursor up
    const up = /^\r\u001b\[(\d+)A\u001b\[0J$/.exec(text);
    if (up === null) lines.push(...text.replace(/\n$/, "").split("\n"));
    else lines.splice(-Number(up[1]));
  }
  return lines.join("\n");
}

const PHASES = `✓ Prepare  1.0
✓ Build    2 files
✗ Check    319 rules
– Install  the build failed`;
const timeless = (text: string): string => text.replaceAll(/ {2}[\d.]+ m?s$/gm, "");

test("a phase of which only the preparation ran is left out, and says why", () => {
  const { progress, written } = display(undefined);
  const [index, publish] = ["index", "publish"].map((id): AnnouncedStage => ({
    id,
    title: id,
    phase: "publish",
    headline: id === "publish",
  })) as [AnnouncedStage, AnnouncedStage];
  progress.sink({ type: "stages", stages: [index, publish] });
  for (const [id, outcome, detail] of [
    ["index", "ok", "http://127.0.0.1/"],
    ["publish", "skipped", "the build failed"],
  ] as const) {
    progress.sink({ type: "start", id, title: id });
    progress.sink({ type: "end", id, outcome, detail, seconds: 1 });
  }
  progress.close();
  expect(timeless(written.join("")).trim()).toBe("– Publish  the build failed");
});

describe("progress", () => {
  test("without a terminal: one plain line a phase, when it is over, and no control characters", () => {
    const { progress, written } = display(undefined);
    run(progress);
    progress.close();
    expect(timeless(written.join("").trimEnd())).toBe(PHASES);
  });

  test("on a terminal the lines of the phases become their results", () => {
    const { progress, written, tick } = display(80);
    progress.sink({ type: "stages", stages: STAGES });
    progress.sink({ type: "start", id: "build", title: "build" });
    progress.sink({ type: "update", id: "build", detail: "wheel" });
    tick();
    expect(timeless(screen(written))).toMatch(/^ {2}Prepare\n\S Build {4}build sdist and wheel: wheel\n/);
    progress.close();
    expect(screen(written)).toBe("");

    const whole = display(80);
    run(whole.progress);
    whole.progress.close();
    expect(timeless(screen(whole.written))).toBe(PHASES);
  });

  test("an interruption leaves what was over, and nothing else", () => {
    const { progress, written } = display(80);
    progress.sink({ type: "stages", stages: STAGES });
    for (const id of ["read", "version"]) {
      progress.sink({ type: "start", id, title: id });
      progress.sink({ type: "end", id, outcome: "ok", seconds: 0, detail: "1.0" });
    }
    progress.sink({ type: "start", id: "build", title: "build" });
    progress.close();
    progress.sink({ type: "end", id: "build", outcome: "failed", seconds: 1 });
    expect(timeless(screen(written))).toBe("✓ Prepare  1.0");
  });

  test("-v adds the stages, those with nothing to do in one line, and no time of 0 ms", () => {
    const { progress, written } = display(undefined, { verbosity: 1 });
    run(progress);
    progress.close();
    const text = written.join("");
    expect(text).toContain("  ✓ read the project · 18 files\n");
    expect(text).toContain("  ✓ validate the version · 1.0  1.0 s\n");
    expect(text).toContain("  – skipped: run the gates (none configured)\n");
    expect(text).not.toContain(" 0 ms");
  });

  test("in a GitHub workflow the stages of a phase are a group", () => {
    const { progress, written } = display(undefined, { groups: true });
    run(progress);
    progress.close();
    expect(written[0]).toMatch(
      /^::group::✓ Prepare {2}1\.0[^\n]*\n {2}✓ read the project[^]*\n::endgroup::\n$/,
    );
    expect(written.join("").match(/^::group::/gm)).toHaveLength(4);
  });

  test("steps without phases: a line each when they are over; a note only with -v", () => {
    const { progress, written } = display(undefined);
    progress.sink({ type: "start", id: "b", title: "push the tag" });
    progress.sink({ type: "end", id: "b", outcome: "ok", detail: "v1.0", seconds: 1.25 });
    progress.sink({ type: "note", level: "info", text: "by the way" });
    progress.sink({ type: "note", level: "warning", text: "careful" });
    progress.close();
    expect(written.join("")).toBe("✓ push the tag · v1.0  1.3 s\n! careful\n");
  });

  test("what runs side by side is shown side by side, and erased at the end", () => {
    const { progress, written, tick } = display(80);
    progress.sink({ type: "start", id: "a", title: "one" });
    progress.sink({ type: "start", id: "b", title: "two" });
    progress.sink({ type: "start", id: "b1", parent: "b", title: "inner" });
    tick();
    expect(timeless(screen(written)).replaceAll(/^\S /gm, "")).toBe("one\ntwo\n  inner");
    progress.close();
    expect(screen(written)).toBe("");
  });

  test.each([40, 60, 80])("every line fits into %i columns, wide characters counted double", (columns) => {
    const { progress, written } = display(columns, { verbosity: 1 });
    progress.sink({ type: "stages", stages: STAGES });
    progress.sink({ type: "start", id: "version", title: "version" });
    progress.sink({ type: "end", id: "version", outcome: "ok", detail: "版本".repeat(50), seconds: 2 });
    progress.sink({ type: "start", id: "a", title: "x".repeat(200) });
    const widths = screen(written)
      .split("\n")
      .map((line) => line.length + (line.match(/[版本]/g)?.length ?? 0));
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    progress.close();
  });
});

test("times and sizes as a person reads them", () => {
  expect([0.0004, 0.34, 0.9996, 1.24, 59.94, 125].map(formatSeconds)).toEqual([
    "0 ms",
    "340 ms",
    "1.0 s",
    "1.2 s",
    "59.9 s",
    "2 min 5 s",
  ]);
  expect([968, 12_345, 54_000_000].map(formatBytes)).toEqual(["968 B", "12.3 kB", "54.0 MB"]);
});

test("a download is told when it begins where nothing is live, and once; a failed one again", () => {
  const { progress, written } = display(undefined);
  const title = "download uv 1.0 (19 MB, from PyPI): there is no uv on PATH";
  progress.sink({ type: "start", id: "a", title, atOnce: true });
  expect(written.join("")).toBe(`· ${title}\n`);
  progress.sink({ type: "end", id: "a", outcome: "ok", seconds: 3 });
  expect(written.join("")).toBe(`· ${title}\n`);
  progress.sink({ type: "start", id: "b", title, atOnce: true });
  progress.sink({ type: "end", id: "b", outcome: "failed", seconds: 3 });
  expect(written.at(-1)).toBe(`✗ ${title}  3.0 s\n`);
});

test("on a terminal a download is a live line that becomes its result", () => {
  const { progress, written, tick } = display(80);
  progress.sink({ type: "start", id: "a", title: "download uv 1.0", atOnce: true });
  tick();
  expect(written.at(-1)).toMatch(/download uv 1\.0/);
  progress.sink({ type: "end", id: "a", outcome: "ok", seconds: 3 });
  progress.close();
  expect(written.join("").match(/✓ download uv 1\.0/g)).toHaveLength(1);
});

describe("the opening", () => {
  test("stands on a terminal before any event, moves, and gives way to what goes on", () => {
    const { progress, written, tick } = display(80, { opening: "Prepare" });
    expect(written).toEqual(["⠋ Prepare\n"]);
    tick();
    expect(written.at(-1)).toBe("⠙ Prepare\n");
    progress.sink({ type: "note", level: "warning", text: "a warning" });
    expect(written.at(-1)).toBe("⠙ Prepare\n");
    progress.sink({ type: "stages", stages: STAGES });
    expect(written.at(-1)).toBe(
      ["Prepare", "Build", "Check", "Install"].map((each) => `  ${each}`).join("\n") + "\n",
    );
  });

  test("gives way to what a command prints itself, and leaves nothing behind", () => {
    const { progress, written, tick } = display(80, { opening: "Prepare" });
    progress.clear();
    const before = written.length;
    tick();
    expect(written.slice(before)).toEqual([]);
  });

  test("is not written to a log", () => {
    expect(display(undefined, { opening: "Prepare" }).written).toEqual([]);
  });
});
