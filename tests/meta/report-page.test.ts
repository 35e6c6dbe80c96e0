import { expect, test } from "vitest";

import { renderRunPage } from "../../src/engine/page/run-page.ts";
import { repositoryText } from "../support/repository.ts";
import { evidenceOf, reportOf } from "../support/run-report.ts";

const reference = repositoryText("docs/reference/report.md") ?? "";
const fault = { phase: "tool", code: "tool/x", message: "m", cause: null, remedy: "r" } as const;
const report = reportOf({ error: fault, errors: [fault] });

/** The first cells of the table below a heading. */
function rows(heading: string): readonly string[] {
  const part = reference.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...part.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = ""]) => cell).slice(2);
}

test("the reference lists every section of the page, in its order", () => {
  const page = renderRunPage(report, evidenceOf());
  const titles = [...page.matchAll(/<h2 id="[\w-]+-title">([^<]+)<\/h2>/g)].map(([, title = ""]) => title);
  expect(titles.length).toBeGreaterThan(10);
  expect(rows("The page")).toEqual(titles);
});

test("the reference lists every key of the document", () => {
  const keys = rows("The JSON document").flatMap((cell) => cell.split(", "));
  expect(keys.toSorted()).toEqual(
    Object.keys(report)
      .map((key) => `\`${key}\``)
      .toSorted(),
  );
});
