import { findSecrets } from "../../secrets.ts";
import { isSample, releasedFiles, SECRET_NAME } from "../../released-files.ts";
import type { RuleFinding } from "../../rule.ts";
import { memberPath } from "../../metadata-view.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** L002: a token or private key is in the archive. */
export const secretInContent: Rule = defineRule({
  code: "L002",
  slug: "secret-in-content",
  title: "a token or private key is in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "Text with the structure of a credential: PyPI and GitHub tokens, AWS access keys, private keys.",
    why: "Everybody can download it, for ever; tokens are found within minutes.",
    fix: "remove it, build again and revoke it",
    bad: 'TOKEN = "ghp_..."',
    good: 'TOKEN = os.environ["TOKEN"]',
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const { distribution, path, member, size } of releasedFiles(inputs)) {
      if (size > MOST_BYTES || IS_BINARY.test(path) || isSample(path) || SECRET_NAME.test(path)) continue;
      const bytes = await distribution.read(member, MOST_BYTES).catch(() => null);
      if (bytes === null) continue;
      for (const { kind, masked, line } of findSecrets(bytes)) {
        findings.push({
          message: `${path} holds ${kind} (${masked})`,
          // The line itself is not shown: it holds the secret.
          location: { file: memberPath(distribution, member), line, excerpt: masked },
          subject: `${path} ${masked}`,
        });
      }
    }
    return findings;
  },
});

const MOST_BYTES = 1024 * 1024;
const IS_BINARY =
  /\.(so|pyd|dll|dylib|a|o|exe|png|jpe?g|gif|ico|webp|woff2?|ttf|otf|eot|zip|gz|bz2|xz|whl|pdf|mo|pyc|npy|npz|parquet|h5|onnx|pt|bin|wasm)$/i;
