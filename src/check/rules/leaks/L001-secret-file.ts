import { holdsPrivateKey, isSample, releasedFiles, SECRET_NAME } from "../../released-files.ts";
import type { RuleFinding } from "../../rule.ts";
import { memberPath } from "../../metadata-view.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** L001: a file that holds secrets is in the archive. */
export const secretFile: Rule = defineRule({
  code: "L001",
  slug: "secret-file",
  title: "a file that holds secrets is in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "`.env`, `.pypirc`, `.netrc`, private keys, service accounts: names that stand for secrets.",
    why: "Everybody can download it, for ever; tokens are found within minutes.",
    fix: "exclude the file, build again and revoke what it holds",
    bad: "pkg-1.0/.env",
    good: "pkg-1.0/.env.example",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const { distribution, path, member } of releasedFiles(inputs)) {
      if (!SECRET_NAME.test(path) || isSample(path)) continue;
      if (/\.(pem|key)$/.test(path) && !(await holdsPrivateKey(distribution, member))) continue;
      findings.push({
        message: `${path} is in ${distribution.fileName}`,
        location: { file: memberPath(distribution, member) },
        subject: path,
      });
    }
    return findings;
  },
});
