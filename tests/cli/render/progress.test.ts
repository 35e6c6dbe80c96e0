import { formatBytes, formatSeconds } from "../../../src/text/quantities.ts";
import { describe, expect, test } from "vitest";
import { makeProgress, type Progress } from "../../../src/cli/render/progress.ts";
import { makeStyle, wantsColour } from "../../../src/cli/render/style.ts";
import { renderTable } from "../../../src/cli/render/table.ts";

function display(columns: number | undefined): { progress: Progress; written: string[]; tick: () => void } {
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
    },
    makeStyle(false),
  );
  return { progress, written, tick: () => tick() };
}

describe("progress", () => {
  test("without a terminal: one plain line at each end, no control characters", () => {
    const { progress, written } = display(undefined);
    progress.sink({ type: "start", id: "b", title: "build" });
    progress.sink({ type: "update", id: "b", detail: "wheel" });
    progress.sink({ type: "end", id: "b", outcome: "ok", detail: "2 files", seconds: 1.25 });
    progress.sink({ type: "note", level: "warning", text: "careful" });
    progress.close();
    expect(written.join("")).toBe("✓ build · 2 files 1.3 s\n! careful\n");
  });

  test("on a terminal what runs side by side is shown side by side, and erased at the end", () => {
    const { progress, written, tick } = display(80);
    progress.sink({ type: "start", id: "a", title: "one" });
    progress.sink({ type: "start", id: "b", title: "two" });
    progress.sink({ type: "start", id: "b1", parent: "b", title: "inner" });
    tick();
    const frame = written.at(-1) ?? "";
    expect(
      frame.split("\n").map((line) => line.replace(/^( *)\S /, "$1").replace(/ [\d.]+ m?s$/, "")),
    ).toEqual(["one", "two", "  inner", ""]);
    progress.close();
    expect(written.at(-1)).toBe("\u001b[3A\u001b[0J");
  });

  test("a long title stays on its line", () => {
    const { progress, written } = display(40);
    progress.sink({ type: "start", id: "a", title: "x".repeat(200) });
    expect(Math.max(...(written.at(-1) ?? "").split("\n").map((line) => line.length))).toBeLessThanOrEqual(
      40,
    );
    progress.close();
  });
});

test("colour follows the flag, then NO_COLOR and FORCE_COLOR, then the terminal", () => {
  expect(wantsColour("always", { NO_COLOR: "1" }, false)).toBe(true);
  expect(wantsColour("never", { FORCE_COLOR: "1" }, true)).toBe(false);
  expect(wantsColour("auto", { NO_COLOR: "1" }, true)).toBe(false);
  expect(wantsColour("auto", { NO_COLOR: "" }, true)).toBe(true);
  expect(wantsColour("auto", { FORCE_COLOR: "1" }, false)).toBe(true);
  expect(wantsColour("auto", { FORCE_COLOR: "0" }, true)).toBe(false);
  expect(wantsColour("auto", { TERM: "dumb" }, true)).toBe(false);
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

test("a table pads its columns, colour codes not counted", () => {
  const green = makeStyle(true).good("ok");
  expect(
    renderTable(
      ["a", "n"],
      [
        ["long", "1"],
        [green, "20"],
      ],
      [1],
    ),
  ).toEqual(["a      n", "────  ──", "long   1", `${green}    20`]);
});
