import { isIdentifier, isKeyword } from "../../python-source/identifiers.ts";
import { formatRequirement, parseRequirement } from "../../version/requirement.ts";
import { isValidName } from "../../version/names.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";
import { pythonRepr } from "../python-repr.ts";
import { single, type MetadataError, type UploadFields } from "./form-metadata.ts";

/** Requirements by PEP 508. */
export function* requiresDist(fields: UploadFields): Generator<MetadataError> {
  const field = "requires-dist";
  for (const value of fields.meaningful("requires_dist")) {
    if (!("error" in parseRequirement(value))) continue;
    const message = `${pythonRepr(value)} is invalid for 'requires-dist'`;
    yield { field, reason: "invalid-requires-dist", value, message };
  }
}

/** Requirements with an address of their own; PyPI spells them as its library does. */
export function* directDependencies(fields: UploadFields): Generator<MetadataError> {
  for (const value of fields.meaningful("requires_dist")) {
    const requirement = parseRequirement(value);
    if ("error" in requirement || requirement.url === null) continue;
    const extras = [...new Set(requirement.extras)].sort();
    const message = `Can't have direct dependency: ${formatRequirement({ ...requirement, extras })}`;
    yield { field: "requires-dist", reason: "direct-dependency", value, message };
  }
}

/** The supported Pythons as a specifier set. */
export function* requiresPython(fields: UploadFields): Generator<MetadataError> {
  const value = single(fields, "requires_python");
  if (value === null || parseSpecifierSet(value) !== null) return;
  const message = `${pythonRepr(value)} is invalid for 'requires-python'`;
  yield { field: "requires-python", reason: "invalid-requires-python", value, message };
}

/** Extras have names like projects. */
export function* providesExtra(fields: UploadFields): Generator<MetadataError> {
  for (const value of fields.meaningful("provides_extra")) {
    if (isValidName(value)) continue;
    const message = `${pythonRepr(value)} is invalid for 'provides-extra'`;
    yield { field: "provides-extra", reason: "invalid-provides-extra", value, message };
  }
}

/** The older fields of the same form; PyPI says it in other words there. */
export function* otherDists(fields: UploadFields): Generator<MetadataError> {
  for (const [form, field] of [
    ["provides_dist", "provides-dist"],
    ["obsoletes_dist", "obsoletes-dist"],
  ] as const) {
    for (const value of fields.meaningful(form)) {
      const requirement = parseRequirement(value);
      if ("error" in requirement) {
        // With the text and a mark below the place: PyPI shows its library's message of three lines.
        const { column, stop } = requirement;
        const mark = `${" ".repeat(column - 1)}${"~".repeat(stop - column)}^`;
        const message = `${pythonRepr(value)} is invalid: ${requirement.error}\n    ${value}\n    ${mark}`;
        yield { field, reason: "invalid-requires-dist", value, message };
      } else if (requirement.url !== null) {
        const message = `Can't have direct dependency: ${pythonRepr(value)}`;
        yield { field, reason: "direct-dependency", value, message };
      }
    }
  }
}

/** Import names of PEP 794: dotted identifiers that are no keywords, perhaps marked private. */
export function* importNames(fields: UploadFields): Generator<MetadataError> {
  for (const [form, field] of [
    ["import_name", "import-name"],
    ["import_namespace", "import-namespace"],
  ] as const) {
    for (const value of fields.meaningful(form)) {
      const why = importNameProblem(value);
      if (why === null) continue;
      const name = value.split(";")[0]?.trimEnd() ?? "";
      const shown = why.startsWith("the only") ? value : name;
      const message = `${pythonRepr(shown)} is invalid for '${field}'; ${why}`;
      yield { field, reason: "invalid-import-name", value, message };
    }
  }
}

function importNameProblem(value: string): string | null {
  const [name = "", option] = value.split(/;(.*)/s);
  for (const part of name.trimEnd().split(".")) {
    if (!isIdentifier(part)) return `${pythonRepr(part)} is not a valid identifier`;
    if (isKeyword(part)) return `${pythonRepr(part)} is a keyword`;
  }
  return option !== undefined && option.trimStart() !== "private"
    ? "the only valid option is 'private'"
    : null;
}
