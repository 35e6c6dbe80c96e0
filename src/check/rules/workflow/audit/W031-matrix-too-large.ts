import { child, scalarText, type YamlNode } from "../../../../tree/yaml-file.ts";
import { workflows } from "../../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** GitHub's limit of jobs that one matrix makes. */
const MOST = 256;

/** W031: GitHub does not start a matrix of this size. */
export const matrixTooLarge: Rule = defineRule({
  code: "W031",
  slug: "matrix-too-large",
  title: "a matrix has more jobs than GitHub allows",
  severity: "error",
  needs: ["tree"],
  docs: {
    what: `A matrix has more than ${MOST} combinations.`,
    why: `GitHub starts at most ${MOST} jobs of one matrix in a run: the run fails before any job starts.`,
    fix: "test fewer combinations, or several in one job",
    bad: "matrix: { a: [1, ..., 20], b: [1, ..., 20] }",
    good: "matrix: { a: [1, ..., 20] }",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return (await workflows(inputs)).flatMap(({ file, jobs }) =>
      jobs.flatMap((job) => {
        const matrix = child(child(job.node, "strategy"), "matrix");
        const size = sizeOf(matrix);
        if (matrix === null || size === null || size <= MOST) return [];
        return {
          message: `the matrix of the job ${job.id} makes ${size} jobs, but GitHub starts ${MOST} at most`,
          location: file.locate(matrix),
          subject: `${file.path} ${job.id}`,
        };
      }),
    );
  },
});

/** Combinations without those that `exclude` may take away; null when anything is computed. */
function sizeOf(matrix: YamlNode | null): number | null {
  if (matrix?.kind !== "map") return null;
  let size = 1;
  let axes = 0;
  for (const [name, { value }] of matrix.entries) {
    if (name === "include") continue;
    if (value.kind !== "list") return scalarText(value) === null ? size : null;
    size = name === "exclude" ? size - value.items.length : size * value.items.length;
    axes += 1;
  }
  const more = matrix.entries.get("include")?.value;
  return axes === 0 ? (more?.kind === "list" ? more.items.length : null) : size;
}
