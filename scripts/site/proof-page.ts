import { PUBLIC_REPORTS } from "../../tests/support/public-reports.ts";
import { cell as plainCell } from "../docs/generated.ts";
import { FORGE, type SitePage } from "./pages.ts";

interface UseRow {
  readonly row: string;
  readonly what: string;
  readonly file: string;
  readonly test: string;
}

/** What works, with the test that holds it. */
export function proofPage(read: (path: string) => string): Omit<SitePage, "address"> {
  const rows = JSON.parse(read("tests/cases/reported-use/rows.json")) as readonly UseRow[];
  const used = rows.map(({ what, file, test }) => `| ${cell(what)} | [${cell(test)}](${FORGE}${file}) |\n`);
  const reports = PUBLIC_REPORTS.map(
    ({ about, tests }) => `| ${cell(about)} | ${tests.map(cell).join("; ")} |\n`,
  );
  const tables = [
    "Every claim has a test that fails when the claim is false. `npm test` runs them all.",
    "## On the command line",
    `| what | test |\n| --- | --- |\n${used.join("")}`,
    "## Publishing",
    "What people reported of uploaders and indexes, each rebuilt and held.",
    `| what was reported | tests, or the rule |\n| --- | --- |\n${reports.join("")}`,
  ];
  return {
    title: "What works, with proof",
    description: "Claims about shipwheel, each with the test that holds it.",
    body: tables.join("\n\n"),
  };
}

function cell(text: string): string {
  return plainCell(text).replaceAll("<", "&lt;");
}
