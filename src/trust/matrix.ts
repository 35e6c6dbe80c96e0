import { evaluateText, type Contexts, type Scalar } from "../tree/workflows/expressions.ts";
import { MOST_CELLS, type Job } from "../tree/workflows/model.ts";
import { child, scalarText, type YamlNode } from "../tree/formats/yaml-file.ts";

/** Values by their path (`matrix.os`, `matrix.python.version`); undefined: only the run knows it. */
type Row = ReadonlyMap<string, Scalar | undefined>;

/**
 * The contexts of each job that a matrix makes of one, by GitHub's own order: the product of the lists, without what
 * `exclude` names, then `include`, which extends every row whose own values it does not change, else is a row itself. A
 * job without a matrix has its own contexts alone.
 */
export function combinationsOf(job: Job, contexts: Contexts): readonly Contexts[] {
  const matrix = child(child(job.node, "strategy"), "matrix");
  if (matrix?.kind !== "map") return [contexts];
  const lists = Array.from(matrix.entries).filter(([name]) => name !== "include" && name !== "exclude");
  const rows = withIncluded(
    withoutExcluded(product(lists, contexts), entriesOf(matrix.entries.get("exclude")?.value, contexts)),
    entriesOf(matrix.entries.get("include")?.value, contexts),
    new Set(lists.map(([name]) => name.toLowerCase())),
  );
  return rows.map((row) => (path) => (path.startsWith("matrix.") ? row.get(path) : contexts(path)));
}

function product(
  lists: readonly (readonly [string, { readonly value: YamlNode }])[],
  contexts: Contexts,
): readonly Row[] {
  if (lists.length === 0) return [];
  let rows: readonly Row[] = [new Map()];
  for (const [name, { value }] of lists) {
    const values = value.kind === "list" ? value.items : [null];
    rows = rows
      .flatMap((row) => values.map((each) => new Map([...row, ...cells(`matrix.${name}`, each, contexts)])))
      .slice(0, MOST_CELLS);
  }
  return rows;
}

/** The entries of `include` or `exclude`; an expression gives one of which nothing is known. */
function entriesOf(node: YamlNode | undefined, contexts: Contexts): readonly Row[] {
  if (node === undefined) return [];
  if (node.kind !== "list") return scalarText(node) === null ? [] : [new Map()];
  return node.items.map((each) => new Map(cells("matrix", each, contexts)));
}

function withoutExcluded(rows: readonly Row[], excluded: readonly Row[]): readonly Row[] {
  return rows.filter(
    (row) =>
      !excluded.some(
        (entry) =>
          entry.size > 0 &&
          Array.from(entry).every(([path, value]) => isKnown(value) && row.get(path) === value),
      ),
  );
}

function withIncluded(
  rows: readonly Row[],
  included: readonly Row[],
  listed: ReadonlySet<string>,
): readonly Row[] {
  const own = [...rows];
  const added: Row[] = [];
  for (const entry of included) {
    const changes = Array.from(entry).filter(([path]) => listed.has(path.split(".")[1] ?? ""));
    const fits = rows.map((row) =>
      changes.every(([path, value]) => isKnown(value) && row.get(path) === value),
    );
    if (entry.size === 0 || !fits.includes(true)) added.push(entry);
    else for (const [at, row] of own.entries()) if (fits[at] === true) own[at] = new Map([...row, ...entry]);
  }
  return [...own, ...added].slice(0, MOST_CELLS);
}

function isKnown(value: Scalar | undefined): boolean {
  return value !== undefined;
}

/** A value of a matrix by its path: an object's keys are paths of their own. */
function cells(
  path: string,
  node: YamlNode | null,
  contexts: Contexts,
): readonly (readonly [string, Scalar | undefined])[] {
  if (node?.kind === "map")
    return Array.from(node.entries).flatMap(([name, { value }]) => cells(`${path}.${name}`, value, contexts));
  const text = scalarText(node);
  const found = text === null ? null : evaluateText(text, contexts);
  return [[path.toLowerCase(), found !== null && "value" in found ? found.value : undefined]];
}
