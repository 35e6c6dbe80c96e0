import * as v from "valibot";
import { symptom } from "../../../findings/finding.ts";
import { indexProject } from "../../views/index-projects.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N024: a file exceeds the index's size limit. */
export const fileTooLarge: Rule = defineRule({
  code: "N024",
  slug: "file-too-large",
  title: "a file exceeds the index's size limit",
  severity: "error",
  needs: ["dist"],
  pypiOnly: true,
  options: v.strictObject({
    "file-limit": v.optional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.description("the index's limit for one file of this project, in MiB"),
      ),
      100,
    ),
    "project-limit": v.optional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.description("the index's limit for all files of this project, in GiB"),
      ),
      10,
    ),
  }),
  docs: {
    what: "PyPI accepts files of at most 100 MiB and projects of at most 10 GiB; it raises both limits on request.",
    why: 'PyPI rejects the upload ("File too large. Limit for project ... is 100 MB.").',
    fix: "remove large data, or request a higher limit and set it in the options of this rule",
    bad: "a wheel of 140 MB",
    good: "data fetched at first use",
    peers: ["PyPI", "pydistcheck:distro-too-large-compressed"],
  },
  *check(inputs, options) {
    for (const { fileName, size, entries, metadata } of inputs.distributions) {
      if (size > options["file-limit"] * MEBIBYTE) {
        const largest = entries.toSorted((a, b) => b.size - a.size).slice(0, 3);
        const listed = largest.map((entry) => `${entry.name} (${inMegabytes(entry.size)})`).join(", ");
        yield {
          message: `${fileName} has ${inMegabytes(size)}, and the limit is ${options["file-limit"]} MiB; its largest members: ${listed}`,
          location: { file: fileName },
          subject: fileName,
          explains: [symptom.refusal("file-too-large")],
        };
      }
      const project = metadata === null ? null : indexProject(inputs, metadata.name);
      const others = project?.files.filter((each) => each.fileName !== fileName) ?? [];
      const total = others.reduce((sum, each) => sum + (each.size ?? 0), size);
      if (total <= options["project-limit"] * 1024 * MEBIBYTE) continue;
      yield {
        message: `with ${fileName} the project has ${inMegabytes(total)}, and the limit is ${options["project-limit"]} GiB`,
        location: { file: fileName },
        subject: "project",
        explains: [symptom.refusal("project-too-large")],
      };
    }
  },
});
const MEBIBYTE = 1024 * 1024;

function inMegabytes(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(1)} MiB`;
}
