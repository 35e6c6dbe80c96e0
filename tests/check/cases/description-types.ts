import { edit } from "../../support/tree.ts";
import { headers, type RuleCase, type Situation } from "../rule-case.ts";

const plain = (text: string): Situation => ({
  wheel: (good) =>
    good
      .metadataLines(headers("Description-Content-Type", "Description-Content-Type: text/plain"))
      .description(text),
});
const untyped = (text: string): Situation => ({
  wheel: (good) => good.metadataLines(headers("Description-Content-Type", null)).description(text),
});
const rst = (text: string): Situation => ({
  tree: {
    "pyproject.toml": edit('readme = "README.md"', 'readme = "README.rst"'),
    "README.md": null,
    "README.rst": text,
  },
});

/** What a description is taken for. */
export const descriptionTypeCases: readonly RuleCase[] = [
  {
    code: "D002",
    about: "words without any markup",
    fires: untyped("It greets.\n"),
    silent: untyped("\n"),
    says: "no content type",
    severity: "info",
    help: "text/x-rst",
  },
  {
    code: "D002",
    about: "the name of the file tells",
    fires: {
      tree: {
        "README.md": "It greets.\n",
        "pyproject.toml": edit('readme = "README.md"', 'readme = { file = "README.md" }'),
      },
    },
    says: "no content type",
    severity: "warning",
    help: "text/markdown",
  },
  {
    code: "D008",
    about: "once for each tag, and in Markdown only",
    fires: { tree: { "README.md": "# demo\n\n<video src='a'></video>\n\n<video src='b'></video>\n" } },
    silent: plain("<video src='a'></video>\n"),
    says: "<video>",
  },
  {
    code: "D013",
    about: "another mistake",
    fires: rst("demo\n====\n\n.. include:: CHANGES.rst\n\nText.\n"),
    silent: rst("demo\n====\n\n`broken\n"),
    says: "PyPI disables",
  },
  {
    code: "D015",
    about: "plain text shows no picture",
    fires: { tree: { "README.md": "# demo\n\n![build](http://good.dev/x.png)\n" } },
    silent: plain(".. image:: http://good.dev/x.png\n"),
    says: "plain http",
  },
];
