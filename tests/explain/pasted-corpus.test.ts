import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CAUSES, explainPasted } from "../../src/explain/explain-pasted.ts";
import { explain } from "../../src/explain/explain.ts";

interface Row {
  readonly from: string;
  /** Null: nothing may be explained. */
  readonly cause: string | null;
  readonly message: string;
  /** No pattern was written or changed for it. */
  readonly isHeldBack: boolean;
}

const ROWS: readonly Row[] = readFileSync(join(import.meta.dirname, "corpus", "messages.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [from = "", cause = "", ...rest] = line.split(" | ");
    return {
      from: from.replace(/^!/, ""),
      cause: cause === "-" ? null : cause,
      message: rest
        .join(" | ")
        .replaceAll(/\\\\/g, "\u0000")
        .replaceAll("\\n", "\n")
        .replaceAll("\\t", "\t")
        .replaceAll("\u0000", "\\"),
      isHeldBack: line.startsWith("!"),
    };
  });

/** What is told first: a cause, else the index's own answer as `refusal:REASON`. */
function top(message: string): string | null {
  const found = explainPasted(message);
  const reason = found?.answer?.reason ?? null;
  return found?.causes[0]?.id ?? (reason === null ? null : `refusal:${reason}`);
}

test("the corpus has 150 messages of public threads and more, every cause is among them", () => {
  const cited = ROWS.filter(({ from }) => /^[\w.-]+\/[\w.-]+#\d+$/.test(from));
  expect(new Set(cited.map(({ message }) => message)).size).toBeGreaterThanOrEqual(150);
  const seen = new Set(ROWS.map(({ cause }) => cause));
  const unseen = CAUSES.map(({ id }) => id).filter((id) => !seen.has(id));
  // What only a running index or an unusual client says.
  expect(unseen).toEqual(["claim-differs", "invalid-pyproject", "connection-refused"]);
});

test.each(ROWS.filter(({ isHeldBack }) => !isHeldBack))("$from: $message", ({ cause, message }) => {
  expect(top(message)).toBe(cause);
});

describe("messages that no pattern was written for", () => {
  const held = ROWS.filter(({ isHeldBack }) => isHeldBack);

  test("at least nine of ten are explained", () => {
    const right = held.filter(({ cause, message }) => top(message) === cause);
    expect(right.length / held.length).toBeGreaterThanOrEqual(0.9);
  });

  test.each(held)("none is explained wrongly: $from", ({ cause, message }) => {
    expect([cause, null]).toContain(top(message));
  });
});

test("a whole log: the cause first, the consequences behind it", () => {
  const log = `Collecting demo
  Getting requirements to build wheel: finished with status 'error'
  error: subprocess-exited-with-error
  × Getting requirements to build wheel did not run successfully.
      LookupError: setuptools-scm was unable to detect version for /tmp/demo.
ERROR: Failed to build 'demo'`;
  expect(explainPasted(log)?.causes.map(({ id }) => id)).toEqual([
    "scm-no-version",
    "build-failed-while-installing",
  ]);
});

test("every rule that a cause names exists", () => {
  for (const { id, rules = [] } of CAUSES)
    for (const code of rules) expect(explain(code), `${id} ${code}`).not.toBeNull();
});

test.each([
  ["a very long line", "x".repeat(300_000)],
  ["many tracebacks", `File "/usr/bin/x", line 3, in <module>\n`.repeat(4000)],
  ["hostile escapes", "\u001b]0;evil\u0007 \u001b[2J File already exists"],
])("%s takes no time worth speaking of", (_what, text) => {
  const started = performance.now();
  explainPasted(text);
  expect(performance.now() - started).toBeLessThan(5000);
});
