import { child, scalarText, type YamlNode } from "../../../../tree/formats/yaml-file.ts";
import { MOST_CELLS } from "../../../../tree/workflows/model.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W031: GitHub does not start a matrix of this size. */
export const matrixTooLarge: Rule = defineRule({
  code: "W031",
  slug: "matrix-too-large",
  title: "a matrix has more jobs than GitHub allows",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: `A matrix has more than ${MOST_CELLS} combinations.`,
    why: `GitHub starts at most ${MOST_CELLS} jobs of one matrix in a run: the run fails before any job starts.`,
    fix: "test fewer combinations, or several in one job",
    bad: "matrix: { a: [1, ..., 20], b: [1, ..., 20] }",
    good: "matrix: { a: [1, ..., 20] }",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return (await resolvedWorkflows(inputs)).flatMap(({ file, jobs }) =>
      jobs.flatMap((job) => {
        const matrix = child(child(job.node, "strategy"), "matrix");
        const size = sizeOf(matrix);
        if (matrix === null || size === null || size <= MOST_CELLS) return [];
        return {
          message: `the matrix of the job ${job.id} makes ${size} jobs, but GitHub starts ${MOST_CELLS} at most`,
          location: file.locate(matrix),
          subject: `${file.path} ${job.id}`,
        };
      }),
    );
  },
});

/** More combinations are not counted one by one: no `exclude` makes so few of them that GitHub starts them all. */
const MOST_COUNTED = 20_000;

/** Combinations without those that `exclude` takes away; null when anything is computed. */
function sizeOf(matrix: YamlNode | null): number | null {
  if (matrix?.kind !== "map") return null;
  const axes = new Map<string, readonly string[]>();
  for (const [name, { value }] of matrix.entries) {
    if (name === "include" || name === "exclude") continue;
    if (value.kind !== "list") return null;
    axes.set(
      name,
      value.items.map((item, at) => scalarText(item) ?? `item ${at}`),
    );
  }
  const more = matrix.entries.get("include")?.value;
  if (axes.size === 0) return more?.kind === "list" ? more.items.length : null;
  const size = Array.from(axes.values()).reduce((product, { length }) => product * length, 1);
  const excluded = matrix.entries.get("exclude")?.value;
  if (excluded === undefined) return size;
  if (excluded.kind !== "list") return null;
  if (size > MOST_COUNTED) return size;
  const rows = excluded.items.map((item) =>
    item.kind === "map"
      ? Array.from(item.entries, ([key, { value }]) => [key, scalarText(value)] as const)
      : [],
  );
  return combinations(axes).filter(
    (each) => !rows.some((row) => row.length > 0 && row.every(([key, value]) => each.get(key) === value)),
  ).length;
}

function combinations(axes: ReadonlyMap<string, readonly string[]>): readonly ReadonlyMap<string, string>[] {
  let found: readonly ReadonlyMap<string, string>[] = [new Map()];
  for (const [name, values] of axes)
    found = found.flatMap((each) => values.map((value) => new Map([...each, [name, value]])));
  return found;
}
