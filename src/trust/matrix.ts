import { evaluateText, type Contexts, type Scalar } from "../tree/workflows/expressions.ts";
import type { Job } from "../tree/workflows/model.ts";
import { child, scalarText, type YamlNode } from "../tree/yaml-file.ts";

/** More rows than GitHub makes jobs of. */
const MOST_ROWS = 256;

type Row = ReadonlyMap<string, Scalar | undefined>;

/** The contexts of each job that a matrix makes of one; a job without a matrix has its own alone. */
export function combinationsOf(job: Job, contexts: Contexts): readonly Contexts[] {
  const matrix = child(child(job.node, "strategy"), "matrix");
  if (matrix?.kind !== "map") return [contexts];
  let rows: readonly Row[] = [new Map()];
  for (const [name, { value }] of matrix.entries) {
    if (name === "include" || name === "exclude") continue;
    const values = value.kind === "list" ? value.items : [null];
    rows = rows
      .flatMap((row) => values.map((each) => new Map([...row, ...cells(`matrix.${name}`, each, contexts)])))
      .slice(0, MOST_ROWS);
  }
  const include = matrix.entries.get("include")?.value;
  const added =
    include?.kind === "list" ? include.items.map((each) => new Map(cells("matrix", each, contexts))) : [];
  const isPlain = rows.length === 1 && rows[0]?.size === 0;
  const all = isPlain ? (added.length === 0 ? rows : added) : [...rows, ...added];
  return all.map((row) => (path) => (path.startsWith("matrix.") ? row.get(path) : contexts(path)));
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
