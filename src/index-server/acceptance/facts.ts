import type { AttestationVerifier } from "../../distribution/attestation-verifying.ts";
import type { DescriptionRenderer } from "../../distribution/metadata/description-rendering.ts";
import type { Distribution } from "../../distribution/distribution.ts";
import type { Identity } from "../oidc/tokens.ts";
import type { IndexSettings } from "../settings.ts";
import type { IndexState, Project } from "../state/state.ts";
import type { Credentials } from "../upload/authorization.ts";
import type { FormFields } from "../../distribution/acceptance/form-fields.ts";
import type { UploadedFile } from "../upload/parse-upload.ts";

/** Where the links in PyPI's messages lead: its site and its documentation, without a trailing slash. */
export interface MessageLinks {
  readonly site: string;
  readonly docs: string;
}

/** What sessions hold back until they end (PEP 694). */
export interface Reservations {
  /** Whether a project that does not exist yet is not being made by somebody else. By its normalised name. */
  isReservedFor(project: string, identity: Identity): boolean;
  /** Whether a file of this name is being published this very moment. */
  isHeld(fileName: string): boolean;
}

/** What is known when the form has been read. */
export interface RequestFacts {
  readonly fields: FormFields;
  readonly fileFields: readonly string[];
  readonly content: UploadedFile | null;
  readonly credentials: Credentials;
  readonly settings: IndexSettings;
  readonly links: MessageLinks;
  readonly state: IndexState;
  readonly now: Date;
  /** PyPI's README renderer; null when the index runs without. */
  readonly renderer: DescriptionRenderer | null;
  /** Examines attestations; null: the index takes none. */
  readonly attestations: AttestationVerifier | null;
  readonly reservations: Reservations;
}

/** What is known once the form is sound: there is a file, and somebody sends it. */
export interface FileFacts extends RequestFacts {
  readonly content: UploadedFile;
  readonly identity: Identity;
  /** As the form spells them. */
  readonly name: string;
  readonly version: string;
  readonly fileType: "sdist" | "bdist_wheel";
  /** Null for a project that this upload would make. */
  readonly project: Project | null;
}

/** What is known once the archive has been read. */
export interface ArchiveFacts extends FileFacts {
  readonly distribution: Distribution;
}

/** The project's name as messages spell it: as first registered. */
export function projectName(facts: Pick<FileFacts, "project" | "name">): string {
  return facts.project?.name ?? facts.name;
}
