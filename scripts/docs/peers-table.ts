import { plantedAnswers, plantedBugs } from "../planted-bugs.ts";
import { between } from "./generated.ts";

const README = "README.md";
const BROKEN = "docs/reference/bad-dists.md";
const FAULTS = "docs/reference/publish-faults.md";

/** A tool of the table, and what each page calls it; null where the page does not ask it. */
interface Peer {
  readonly name: string;
  readonly planted: string | null;
  readonly broken: string | null;
  readonly faults: string | null;
}

const PEERS: readonly Peer[] = [
  { name: "**shipwheel**", planted: "shipwheel", broken: "shipwheel check", faults: "shipwheel" },
  { name: "twine", planted: "twine check --strict", broken: "twine check --strict", faults: "twine" },
  { name: "uv publish", planted: "uv publish --dry-run", broken: null, faults: "uv" },
  {
    name: "check-wheel-contents",
    planted: "check-wheel-contents",
    broken: "check-wheel-contents",
    faults: null,
  },
  { name: "pydistcheck", planted: "pydistcheck", broken: "pydistcheck", faults: null },
  { name: "validate-pyproject", planted: "validate-pyproject", broken: "validate-pyproject", faults: null },
  ...["hatch", "poetry", "pdm"].map((name) => ({
    name: `${name} publish`,
    planted: null,
    broken: null,
    faults: name,
  })),
];

/** How an upload under trouble ends well in its first run. */
const WELL = /^(?:done|rejected)\b/;

/** The README with the table of what other tools find, taken from the pages that measured it. */
export function peersTable(read: (path: string) => string): ReadonlyMap<string, string> {
  const broken = new Map(tableOf(read(BROKEN), "tool").map((row) => [row["tool"], row]));
  const troubles = tableOf(read(FAULTS), "failure");
  const rows = PEERS.map(({ name, planted, broken: column, faults }) => {
    const objects = column === null ? undefined : broken.get(column);
    return [
      name,
      planted === null ? "" : plantedCount(planted),
      objects === undefined ? "" : `${objects["objects to"]} of ${objects["of"]}`,
      faults === null
        ? ""
        : `${troubles.filter((row) => WELL.test(row[faults] ?? "")).length} of ${troubles.length}`,
    ].join(" | ");
  });
  return new Map([
    [
      README,
      between(read(README), "other tools", [
        "| tool | [planted release bugs](docs/reference/planted-bugs.md) found | [broken distributions](docs/reference/bad-dists.md) rejected | [upload failures](docs/reference/publish-faults.md) handled in one run |",
        "| --- | --- | --- | --- |",
        ...rows.map((row) => `| ${row} |`),
      ]),
    ],
  ]);
}

function plantedCount(tool: string): string {
  const bugs = plantedBugs();
  const found =
    tool === "shipwheel"
      ? plantedAnswers().filter(({ rule }) => rule !== null)
      : bugs.filter(({ peers }) => peers[tool]?.startsWith("FAIL"));
  return `${found.length} of ${bugs.length}`;
}

/** The rows of the table whose first column has this title, each by the titles of its columns. */
function tableOf(page: string, first: string): readonly Readonly<Record<string, string>>[] {
  const lines = page.split("\n");
  const head = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  if (head === -1) throw new Error(`no table begins with the column ${first}`);
  const end = lines.findIndex((line, at) => at > head && !line.startsWith("|"));
  const titles = cells(lines[head] ?? "");
  return lines
    .slice(head + 2, end)
    .map((line) => Object.fromEntries(cells(line).map((text, at) => [titles[at] ?? "", text])));
}

function cells(line: string): readonly string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((text) => text.trim());
}
