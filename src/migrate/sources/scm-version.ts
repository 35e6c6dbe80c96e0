import type { VersionModel } from "../model/project-model.ts";

/** A version by the options of setuptools-scm. */
export function scmVersion(given: Readonly<Record<string, unknown>>): VersionModel {
  const {
    version_file: file,
    write_to: old,
    version_file_template: template,
    write_to_template: before,
    ...options
  } = given;
  const [versionFile, versionFileTemplate] = [file ?? old, template ?? before].map((each) =>
    typeof each === "string" ? each : null,
  );
  return {
    kind: "scm",
    scm: { versionFile: versionFile ?? null, versionFileTemplate: versionFileTemplate ?? null, options },
  };
}
