import {
  publishDistributions,
  type PublishOptions,
  type PublishOutcome,
} from "../../src/publish/publish-distributions.ts";
import { remoteProject } from "../../src/publish/remote-project.ts";
import type { PublishCredentials, UploadIndex } from "../../src/publish/target.ts";
import type { PublishPorts } from "../../src/publish/upload-file.ts";
import type { Uploadable } from "../../src/publish/upload-form.ts";
import { uploadToken } from "../../src/publish/upload-token.ts";

/** An index, and as whom files go there. */
export interface TestTarget extends UploadIndex {
  readonly credentials: PublishCredentials;
}

/** Looks at an index once and brings files to it. */
export async function publishTo(
  files: readonly Uploadable[],
  { credentials, ...index }: TestTarget,
  ports: PublishPorts,
  options?: PublishOptions,
): Promise<PublishOutcome> {
  const project = files.find((file) => file.metadata !== null)?.metadata?.name ?? "";
  const look = () => remoteProject(index, credentials, project, ports);
  const token = uploadToken(index, credentials, ports, project);
  return publishDistributions(files, { index, token, look, remote: await look() }, ports, options);
}
