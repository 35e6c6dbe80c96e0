import { memberPath } from "../../views/metadata-view.ts";
import { isSample, SECRET_NAME } from "../../views/released-files.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";
import { mayHoldSecret } from "./credential-prefixes.ts";
import { findSecrets } from "./secrets.ts";

/** L002: a token or private key is in the archive. */
export const secretInContent: Rule = defineRule({
  code: "L002",
  slug: "secret-in-content",
  title: "a token or private key is in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "A member contains a credential: a token of PyPI, GitHub, GitLab, npm, Slack, OpenAI or others, an AWS key, or a private key. In tests, documents and examples the finding is only a note.",
    why: "Anyone can download it, permanently; attackers find published tokens within minutes.",
    fix: "remove it, build again, and revoke it",
    bad: 'TOKEN = "ghp_..."',
    good: 'TOKEN = os.environ["TOKEN"]',
    peers: ["secretlint:preset-recommend"],
  },
  visitor: {
    // A file that is secret by its name is told once.
    wants: ({ path, size }) =>
      IS_IMAGE.test(path) || (SECRET_NAME.test(path) && !isSample(path))
        ? 0
        : Math.min(size, IS_BINARY.test(path) ? MOST_OF_BINARY : MOST_OF_TEXT),
    look: (bytes) =>
      mayHoldSecret(bytes)
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")
        : undefined,
  },
  async check(_inputs, _options, seen) {
    const findings: RuleFinding[] = [];
    for (const { distribution, member, value } of seen) {
      for (const { kind, masked, line } of await findSecrets(value)) {
        const place = { file: memberPath(distribution, member.name), line, excerpt: masked };
        const sample = isSample(member.path);
        findings.push({
          message: `${member.path} contains ${kind} (${masked})${sample ? ", probably a made-up value in a test or example" : ""}`,
          // The line itself is not shown: it holds the secret.
          location: IS_BINARY.test(member.path) ? { file: place.file } : place,
          subject: sample ? `${distribution.fileName} samples` : `${member.path} ${masked}`,
          ...(sample && { severity: "info" as const, confidence: "likely" as const }),
        });
      }
    }
    return findings;
  },
});

const MOST_OF_TEXT = 4 * 2 ** 20;
const MOST_OF_BINARY = 2 ** 20;

const IS_IMAGE = /\.(png|jpe?g|gif|ico|webp|woff2?|ttf|otf|eot|mp[34]|pdf)$/i;
const IS_BINARY =
  /\.(so(\.[\d.]+)?|pyd|dll|dylib|a|o|exe|zip|gz|bz2|xz|zst|whl|mo|pyc|npy|npz|parquet|h5|onnx|pt|bin|wasm|pkl|db|sqlite3?)$/i;
