import { metadataRefusals } from "../metadata-refusals.ts";
import { symptom } from "../../../../findings/finding.ts";
import { memberPath, metadataMember } from "../../../views/metadata-view.ts";
import { defineRule, type Rule, type RuleInputs } from "../../../engine/rule.ts";

/** M031: an import name is invalid. */
export const importNameInvalid: Rule = defineRule({
  code: "M031",
  slug: "import-name-invalid",
  title: "an import name is invalid",
  severity: "error",
  needs: ["tree", "dist"],

  docs: {
    what: "Import-Name and Import-Namespace (PEP 794) list dotted identifiers, each once and with all its parents.",
    why: "PyPI rejects the upload (\"is invalid for 'import-name'\"); backends reject duplicates and names without a parent.",
    fix: "correct or drop the entry",
    bad: 'import-names = ["my-pkg"]',
    good: 'import-names = ["my_pkg"]',
    peers: ["PyPI", "validate-pyproject:ImportNameDuplicated", "validate-pyproject:ImportNameMissing"],
  },
  *check(inputs) {
    for (const { distribution, error, location } of metadataRefusals(inputs, "invalid-import-name")) {
      yield {
        message: `${distribution.fileName}: "${error.value}" is not an import name`,
        location,
        subject: error.value,
        why: `PyPI answers: "${error.message}."`,
        explains: [symptom.refusal("invalid-import-name")],
      };
    }
    for (const { label, file, names } of declarations(inputs)) {
      const known = new Set<string>();
      for (const name of names) {
        const parent = name.split(".").slice(0, -1).join(".");
        const why = known.has(name)
          ? "occurs twice"
          : parent !== "" && !names.includes(parent)
            ? `has a parent, ${parent}, that is not listed`
            : null;
        known.add(name);
        if (why === null) continue;
        yield { message: `${label}: the import name ${name} ${why}`, location: { file }, subject: name };
      }
    }
  },
});
interface Declaration {
  readonly label: string;
  readonly file: string;
  readonly names: readonly string[];
}

/** Import names and namespaces of each source, options cut off. */
function* declarations({ tree, distributions }: RuleInputs): Generator<Declaration> {
  const project = tree?.pyproject?.value["project"] as Readonly<Record<string, unknown>> | undefined;
  const listed = ["import-names", "import-namespaces"].flatMap((key) => {
    const value = project?.[key];
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  });
  if (listed.length > 0) yield { label: "pyproject.toml", file: "pyproject.toml", names: listed.map(bare) };
  for (const distribution of distributions) {
    const { metadata, fileName } = distribution;
    const names = [...(metadata?.importNames ?? []), ...(metadata?.importNamespaces ?? [])];
    if (names.length === 0) continue;
    yield {
      label: fileName,
      file: memberPath(distribution, metadataMember(distribution)),
      names: names.map(bare),
    };
  }
}

function bare(name: string): string {
  return name.split(";")[0]?.trim() ?? "";
}
