import type { Finding } from "../../findings/finding.ts";
import { SECRET_IN_HISTORY } from "../audit-rules.ts";
import type { HistorySecret } from "./scan-history.ts";

/** Findings on credentials; what tests and examples hold is a note. Pure. */
export function judgeSecrets(secrets: readonly HistorySecret[]): readonly Finding[] {
  return secrets.map(({ path, line, commit, kind, masked, isInTree, isSample }) => {
    const at = commit === null ? "not committed yet" : `commit ${commit.slice(0, 12)}`;
    const where = isInTree ? "" : ", no longer in the tree but still in the history";
    const what = masked === "" ? `${path} is ${kind}` : `${path} contains ${kind} (${masked})`;
    return SECRET_IN_HISTORY.finding({
      ...(isSample ? { severity: "info" as const, confidence: "likely" as const } : {}),
      subject: path,
      message: `${what}, ${at}${where}`,
      location: { file: path, ...(line === null || !isInTree ? {} : { line }) },
      help:
        commit === null
          ? "remove it before you commit, and keep it out with .gitignore"
          : "revoke it: whoever has a clone has it",
      details: { commit, line, isInTree },
    });
  });
}
