import { expect, test } from "vitest";
import { renderMade } from "../../../src/cli/render/actions.ts";
import { apartLines } from "../../../src/cli/render/report-text.ts";

const style = new Proxy({}, { get: () => (text: string) => text }) as never;

test("what was not tried or is exempt is told once, with its reason", () => {
  const trial = {
    notTried: [{ kind: "module", name: "demo.win", reason: "it is for Windows" }],
    failures: [
      {
        kind: "script",
        name: "demo",
        detail: "",
        exemption: { kind: "declared", reason: "it needs a display" },
      },
      {
        kind: "module",
        name: "demo.a",
        detail: "",
        exemption: { kind: "consequence", reason: "of another" },
      },
      { kind: "module", name: "demo.b", detail: "", exemption: null },
    ],
  };
  const skippedGates = [{ name: "npm run audit", reason: "the registry is down" }];
  const gates = [
    { name: "pytest", python: "3.9", outcome: "not-run", detail: "CPython 3.9 is not here" },
    { name: "mypy", python: "3.13.1", outcome: "passed", detail: "" },
  ] as never;
  expect(apartLines({ trials: [trial, trial] as never, gates, skippedGates })).toEqual([
    "not tried: module demo.win: it is for Windows",
    "exempt: script demo: it needs a display",
    "not tried: gate npm run audit: the registry is down",
    "not tried: gate pytest on Python 3.9: CPython 3.9 is not here",
  ]);
});

test("a push is named only where there is a remote to push to", () => {
  const made = { files: [], commit: null, tags: [{ name: "v1.0", id: "a" }] } as never;
  expect(renderMade(made, { actions: [], hasRemote: true }, style).join("\n")).toContain(
    "git push --follow-tags",
  );
  expect(renderMade(made, { actions: [], hasRemote: false }, style).join("\n")).not.toContain("push");
});
