import { parseRequirement } from "../requirement.ts";
import { isValidName } from "../../version/names.ts";
import { parseSpecifierSet } from "../../version/specifiers.ts";
import { pythonRepr } from "../python-repr.ts";
import { single, type MetadataError, type UploadFields } from "./form-metadata.ts";

/** Requirements by PEP 508, none of them with an address. */
export function* requiresDist(fields: UploadFields): Generator<MetadataError> {
  const field = "requires-dist";
  for (const value of fields.meaningful("requires_dist")) {
    const requirement = parseRequirement(value);
    if ("error" in requirement) {
      const message = `${pythonRepr(value)} is invalid for 'requires-dist'`;
      yield { field, reason: "invalid-requires-dist", value, message };
    } else if (requirement.url !== null) {
      const message = `Can't have direct dependency: ${value.trim()}`;
      yield { field, reason: "direct-dependency", value, message };
    }
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

/** Import names of PEP 794: dotted identifiers, perhaps marked private. */
export function* importNames(fields: UploadFields): Generator<MetadataError> {
  for (const [form, field] of [
    ["import_name", "import-name"],
    ["import_namespace", "import-namespace"],
  ] as const) {
    for (const value of fields.meaningful(form)) {
      const [name = "", option] = value.split(";").map((part) => part.trim());
      const bad = name.split(".").find((part) => !/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(part));
      const why =
        bad !== undefined
          ? `${pythonRepr(bad)} is not a valid identifier`
          : option !== undefined && option !== "private"
            ? "the only valid option is 'private'"
            : null;
      if (why === null) continue;
      const message = `${pythonRepr(value)} is invalid for '${field}'; ${why}`;
      yield { field, reason: "invalid-import-name", value, message };
    }
  }
}
