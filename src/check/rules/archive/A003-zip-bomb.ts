import { problemRule } from "../../engine/archive-problem-rule.ts";
import type { Rule } from "../../engine/rule.ts";
import { symptom } from "../../../findings/finding.ts";

/** A003: the archive unpacks to far more than its size, or has far too many members. Found by the reader itself. */
export const zipBomb: Rule = problemRule({
  code: "A003",
  slug: "zip-bomb",
  title: "the archive unpacks to far more than its size, or has very many members",
  severity: "error",
  severities: { "many-members": "info" },
  on: "dist",
  explains: [symptom.refusal("compression-ratio")],
  docs: {
    what: "The archive unpacks to more than 64 MiB, at a compression ratio above 50; or it has more than 100000 members, which are not read. With more than 25000 members its Python sources are not read (a note).",
    why: 'PyPI rejects a ratio above 50 ("File exceeds compression ratio of 50"); very many members take installers minutes.',
    fix: "leave the repetitive data out, or compress it inside the package",
    bad: "70 MiB of zeros in a module's data",
    good: "data that is fetched or generated when needed",
    peers: ["PyPI"],
  },
});
