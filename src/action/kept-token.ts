import { nodePorts } from "../adapters/node-ports.ts";
import type { RunnerFiles } from "../adapters/runner-files.ts";
import type { UploadTokenEvent } from "../ports/event.ts";
import { Secret } from "../ports/secret.ts";
import { burnUploadToken } from "../publish/trusted-publishing.ts";
import { workflowCommand } from "../text/workflow-command.ts";

const NAME = "upload-token";

interface KeptToken {
  readonly token: string;
  readonly uploadUrl: string;
  readonly ca?: string;
}

/** Masks a token in the log before anything can show it, and keeps it for {@link burnKeptToken} while it is good. */
export function keepToken(
  { minted }: UploadTokenEvent,
  runner: Pick<RunnerFiles, "state">,
  write: (text: string) => void,
): void {
  if (minted === null) return runner.state(NAME, "");
  const token = minted.token.reveal();
  write(workflowCommand("add-mask", token));
  const kept: KeptToken = { ...minted, token };
  runner.state(NAME, JSON.stringify(kept));
}

/** Makes the token useless that a killed run left behind. Null when there was none. */
export async function burnKeptToken(variables: Readonly<Record<string, string>>): Promise<boolean | null> {
  const text = variables[`STATE_${NAME}`] ?? "";
  if (text === "") return null;
  const { token, ...target } = JSON.parse(text) as KeptToken;
  await using node = nodePorts({});
  return burnUploadToken(target, new Secret(token), node.ports.http);
}
