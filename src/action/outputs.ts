import { projectOf, type SummaryDocument } from "../cli/render/github/summary-document.ts";

type OutputName =
  | "exit-code"
  | "verdict"
  | "phase"
  | "project"
  | "version"
  | "artifacts"
  | "directory"
  | "document";

/** What the action gives to later steps, as `action.yml` declares it. */
export const ACTION_OUTPUTS: Readonly<Record<OutputName, string>> = {
  "exit-code": "The command's exit code; what each one means is in docs/reference/command-line.md.",
  verdict: "green (passed) or red (failed); empty for a command without a verdict.",
  phase: "The first phase that failed; empty when none did.",
  project: "The project's name.",
  version: "The version of the release.",
  artifacts: "The distributions as a JSON list of {file, path, size, sha256}.",
  directory: "Directory of artifacts, record and report.",
  document: "A file with the whole result as JSON.",
};

/** The outputs for a command's JSON document; `file`: where that was written. */
export function actionOutputs(
  exitCode: number,
  json: SummaryDocument | null,
  file: string,
): Readonly<Record<OutputName, string>> {
  const document = json ?? {};
  const { name, version } = projectOf(document);
  const artifacts = document.artifacts ?? document.rehearsal?.artifacts ?? [];
  const shown = artifacts.map((each) => ({
    file: each.file,
    path: each.path,
    size: each.size,
    sha256: each.sha256,
  }));
  return {
    "exit-code": String(exitCode),
    verdict: document.verdict ?? "",
    phase: document.phase ?? document.error?.phase ?? "",
    project: name ?? "",
    version: version ?? "",
    artifacts: JSON.stringify(shown),
    directory: document.output?.directory ?? document.directory ?? "",
    document: json === null ? "" : file,
    // A job of a generated workflow has outputs of its own, some of these names.
    ...document.outputs,
  };
}
