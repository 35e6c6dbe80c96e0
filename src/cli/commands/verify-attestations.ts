import { document } from "../documents.ts";
import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { parsePublisher, PUBLISHER_FORMS } from "../../attest/publisher-text.ts";
import { publisherWords, type AttestingPublisher } from "../../attest/publisher.ts";
import type {
  VerifiedAttestation,
  VerifyAttestationsReport,
} from "../../rehearse/attestations/verify-attestations.ts";
import { fault } from "../../findings/fault.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import type { Style } from "../render/style.ts";
import { renderTable } from "../render/table.ts";
import type { Outcome } from "../session.ts";
import type { OptionsOf } from "../options/declaration.ts";
import type { ATTESTATION_OPTIONS } from "./options/attestation-options.ts";
import type { Invocation } from "./definition.ts";
import { workingDirectory } from "./directory.ts";

/** `shipwheel verify --attestations`: who signed these files, without any network. */
export async function verifyTheAttestations({
  session,
  args,
  options,
}: Invocation<OptionsOf<typeof ATTESTATION_OPTIONS>>): Promise<Outcome> {
  const { verifyAttestations } = await import("../../rehearse/attestations/verify-attestations.ts");
  const here = workingDirectory(session.globals, terminal.directory());
  const path = (given: string | undefined): string | null =>
    given === undefined ? null : resolve(here, given);
  const report = await verifyAttestations(
    {
      paths: args.map((each) => resolve(here, each)),
      publisher: publisherOf(options.publisher),
      provenance: path(options.provenance),
      trustRoot: path(options.trustRoot),
    },
    session.ports,
  );
  return tell(report, session.style);
}

function publisherOf(text: string | undefined): AttestingPublisher | null {
  if (text === undefined) return null;
  const publisher = parsePublisher(text);
  if (publisher === null) {
    const reason = `--publisher ${text} is not of the form ${PUBLISHER_FORMS}`;
    throw fault("usage/arguments", { reason, command: "verify" });
  }
  return publisher;
}

function tell({ trustRoot, attestations }: VerifyAttestationsReport, style: Style): Outcome {
  const isGreen = attestations.every((each) => each.verdict.verified);
  const rows = attestations.map((each) => [
    each.from,
    each.verdict.verified ? style.good("holds") : style.error("is not valid"),
    words(each),
  ]);
  const nobody = attestations.some((each) => each.verdict.verified && each.publisher === null);
  const files = new Set(attestations.map((each) => each.file)).size;
  const lines = [
    ...renderTable(["attestation", "", ""], rows, style),
    "",
    `believed: ${trustRoot}`,
    ...(nobody
      ? [style.warning(`anyone can sign; name the expected publisher with --publisher ${PUBLISHER_FORMS}`)]
      : []),
    isGreen
      ? `${style.good("verified")}: ${attestations.length} attestations of ${files} files`
      : `${style.error("not verified")}: the publisher did not sign these files`,
  ];
  return {
    exitCode: isGreen ? 0 : EXIT_CODES.verify,
    json: document("attestations", {
      verdict: isGreen ? "green" : "red",
      phase: isGreen ? null : "verify",
      trustRoot,
      attestations: attestations.map(({ verdict, ...rest }) => ({
        ...rest,
        ...(verdict.verified ? { ...verdict, time: verdict.time.toISOString() } : verdict),
      })),
    }),
    text: lines.join("\n"),
  };
}

function words({ verdict, publisher }: VerifiedAttestation): string {
  if (!verdict.verified) return verdict.message;
  const kind = verdict.predicateType.includes("slsa") ? "built" : "published";
  const who = publisher === null ? (verdict.identity.subject ?? "nobody named") : publisherWords(publisher);
  return `${kind} by ${who}, logged ${verdict.time.toISOString()} as ${verdict.logIndex}`;
}
