import * as v from "valibot";
import { flag, oneOf, text } from "./value-schemas.ts";

/** Who vouches for a publishing job. */
export type PublisherProvider = "github" | "gitlab" | "google" | "activestate";

/** A trusted publisher as a person recorded it: what the index was told, field by field. */
export interface RecordedPublisher {
  readonly provider: PublisherProvider;
  /** GitHub: `owner/name`. GitLab: the namespace with all its groups, and the project. */
  readonly repository?: string | undefined;
  /** GitHub: file name below `.github/workflows/`. GitLab: path of the top-level pipeline file. */
  readonly workflow?: string | undefined;
  /** Absent: the publisher names no environment, and takes every one. */
  readonly environment?: string | undefined;
  readonly email?: string | undefined;
  readonly subject?: string | undefined;
  readonly organization?: string | undefined;
  readonly project?: string | undefined;
  readonly actor?: string | undefined;
  /** True: made before the project exists. Absent: nobody said. */
  readonly pending?: boolean | undefined;
}

/** The recorded publishers by the name of their index. */
export type RecordedPublishers = Readonly<Record<string, readonly RecordedPublisher[]>>;

/** The fields that a provider's publisher has to have. */
const NEEDED: Readonly<Record<PublisherProvider, readonly (keyof RecordedPublisher)[]>> = {
  github: ["repository", "workflow"],
  gitlab: ["repository", "workflow"],
  google: ["email"],
  activestate: ["organization", "project", "actor"],
};

const publisher = v.pipe(
  v.strictObject({
    provider: v.optional(
      v.pipe(
        oneOf(["github", "gitlab", "google", "activestate"] as const),
        v.description("The identity provider of the publishing job."),
      ),
      "github",
    ),
    repository: v.optional(
      v.pipe(text, v.description("GitHub: owner/name. GitLab: namespace/project, with all groups.")),
    ),
    workflow: v.optional(
      v.pipe(
        text,
        v.description("GitHub: file name in .github/workflows/. GitLab: path of the pipeline file."),
      ),
    ),
    environment: v.optional(
      v.pipe(text, v.description("The environment; omit it if the publisher has none.")),
    ),
    email: v.optional(v.pipe(text, v.description("Google: e-mail address of the service account."))),
    subject: v.optional(v.pipe(text, v.description("Google: numeric id of the service account."))),
    organization: v.optional(v.pipe(text, v.description("ActiveState: the organization."))),
    project: v.optional(v.pipe(text, v.description("ActiveState: the project on the ActiveState platform."))),
    actor: v.optional(v.pipe(text, v.description("ActiveState: id of the account that created it."))),
    pending: v.optional(flag("Whether it is a pending publisher, created before the project exists.")),
  }),
  v.check(
    (given) => NEEDED[given.provider].every((name) => given[name] !== undefined),
    "lacks a field of its provider: github and gitlab need repository and workflow, google needs email, activestate needs organization, project and actor",
  ),
);

/** `[[tool.shipwheel.publish.publishers.INDEX]]`. */
export const publishersSection: v.GenericSchema<unknown, RecordedPublishers> = v.record(
  v.string(),
  v.array(publisher, "must be a list of publishers: [[tool.shipwheel.publish.publishers.INDEX]]"),
);
