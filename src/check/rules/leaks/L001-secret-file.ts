import { holdsSecret, isSample, SECRET_NAME } from "../../views/released-files.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L001: a file with secrets is in the archive. */
export const secretFile: Rule = defineRule({
  code: "L001",
  slug: "secret-file",
  title: "a file with secrets is in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "`.env`, `.pypirc`, `.netrc`, private keys, service accounts: the names of files that usually contain secrets. In tests, documents and examples the finding is only a note.",
    why: "Anyone can download it, permanently; attackers find published tokens within minutes.",
    fix: "exclude the file, build again, and revoke the secrets in it",
    bad: "pkg-1.0/.env",
    good: "pkg-1.0/.env.example",
    peers: ["shipwheel"],
  },
  visitor: {
    wants: ({ path, size }) => (SECRET_NAME.test(path) ? Math.min(size, 256 * 1024) : 0),
    look: (bytes, { path }) => holdsSecret(path, bytes) || undefined,
  },
  *check(_inputs, _options, seen) {
    for (const { distribution, member } of seen) {
      const sample = isSample(member.path);
      yield {
        message: `${member.path} is in ${distribution.fileName}`,
        location: { file: memberPath(distribution, member.name) },
        subject: sample ? `${distribution.fileName} samples` : member.path,
        ...(sample && { severity: "info" as const, confidence: "likely" as const }),
      };
    }
  },
});
