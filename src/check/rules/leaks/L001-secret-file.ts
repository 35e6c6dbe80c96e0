import { holdsSecret, isSample, SECRET_NAME } from "../../views/released-files.ts";
import { memberPath } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** L001: a file that holds secrets is in the archive. */
export const secretFile: Rule = defineRule({
  code: "L001",
  slug: "secret-file",
  title: "a file that holds secrets is in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "`.env`, `.pypirc`, `.netrc`, private keys, service accounts: names that stand for secrets. In tests, documents and examples it is worth knowing only.",
    why: "Anyone can download it, permanently; tokens are found within minutes.",
    fix: "exclude the file, build again and revoke what it holds",
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
