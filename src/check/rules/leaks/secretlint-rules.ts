import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";

/** What a kept rule found: the credential itself, its place, and what it is. */
export interface KeptFinding {
  readonly token: string;
  readonly index: number;
  readonly kind: string;
}

/** Rules whose findings are no credentials, or which our own know better. */
const PASSED_BY = /-(basicauth|database-connection-string|filter-comments)$/;
const NO_SECRET: ReadonlySet<string> = new Set(["AWSAccountID", "AWSAccessKeyID"]);

/**
 * Runs the rules of secretlint's recommended preset over a text. They come in when there is a file with the beginning
 * of a credential, and not before. Decision 15 tells why these.
 */
export async function findByKeptRules(content: string): Promise<readonly KeptFinding[]> {
  const { messages } = await lintSource({
    source: { content, filePath: "member.txt", ext: ".txt", contentType: "text" },
    options: {
      noPhysicFilePath: true,
      config: {
        rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, rules: [] }],
      },
    },
  });
  return messages
    .filter(({ ruleId, messageId }) => !PASSED_BY.test(ruleId) && !NO_SECRET.has(messageId))
    .map(({ range, ruleId, messageId }) => ({
      token: content.slice(range[0], range[1]),
      index: range[0],
      kind: KINDS[messageId] ?? `a credential for ${ruleId.replace(/^.*-rule-/, "").replaceAll("-", " ")}`,
    }));
}

const KINDS: Readonly<Record<string, string>> = {
  AWSSecretAccessKey: "an AWS secret key",
  GITHUB_TOKEN: "a GitHub token",
  PrivateKey: "a private key",
  PRIVATE_KEY: "a private key",
  SLACK_TOKEN: "a Slack token",
  IncomingWebhook: "a Slack webhook",
};
