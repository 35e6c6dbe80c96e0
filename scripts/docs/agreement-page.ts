import { agreementRow, recordedCases, type AgreementRow } from "../../tests/support/agreement.ts";
import { unpackBadCases } from "../../tests/support/bad-dists.ts";
import { uploadRows, type UploadRow } from "../../tests/support/upload-agreement.ts";
import { GENERATED } from "./generated.ts";
import { uploadSection } from "./uploads-section.ts";

/** What PyPI refuses beside what the rehearsal index and the check say. */
export async function measuredAgreementPage(): Promise<string> {
  await using folder = await unpackBadCases();
  const rows: AgreementRow[] = [];
  for (const each of recordedCases()) rows.push(await agreementRow(each, folder.path));
  return agreementPage(rows, await uploadRows());
}

/** The page, from every row. */
export function agreementPage(rows: readonly AgreementRow[], uploads: readonly UploadRow[]): string {
  const refused = rows.filter(({ pypi }) => pypi !== null);
  const count = (test: (row: AgreementRow) => boolean): number => rows.filter(test).length;
  const lines = rows.map(({ id, pypi, index, errors }) =>
    [
      `\`${id}\``,
      cell(pypi),
      index === null ? "takes it" : sameWords(pypi, index),
      errors.join(", ") || "–",
    ].join(" | "),
  );
  return `${GENERATED}

# Agreement with PyPI

${uploadSection(uploads)}
## Whole distributions

What PyPI's own upload code (of August 2026, executed offline) said to ${rows.length} whole distributions, beside what the rehearsal index and \`shipwheel check\` say to them.

- PyPI rejects ${refused.length}. The rehearsal index rejects **${count(({ pypi, index }) => pypi !== null && index !== null)}** of them, and \`check\` has an error for **${count(({ pypi, errors }) => pypi !== null && errors.length > 0)}**. The rest ends in an error of PyPI's own (HTTP 500), which the index does not imitate. False greens of \`check\`: **${count(({ pypi, errors }) => pypi !== null && errors.length === 0)}**.
- PyPI takes ${rows.length - refused.length}. The rehearsal index rejects **${count(({ pypi, index }) => pypi === null && index !== null)}** of them. \`check\` has an error for ${count(({ pypi, errors }) => pypi === null && errors.length > 0)}: these are what PyPI does not look at and what breaks for users (unsafe archives, wrong RECORD, scripts that cannot start).

Metadata and file names beyond these cases are generated: \`npm run differential\` puts 60,000 variations to the rules that index and check share, and to the libraries of PyPI's lock file (packaging 26.2, email-validator 2.3.0, rfc3986 2.0.0, trove-classifiers 2026.6.1.19).
Nothing that those reject is accepted; a share of it runs with every test.
Descriptions are judged by PyPI's renderer itself (readme_renderer 45.0, docutils 0.23, nh3 0.3.6).

| case | PyPI | rehearsal index | errors of check |
| --- | --- | --- | --- |
${lines.map((line) => `| ${line} |`).join("\n")}
`;
}

function cell(words: string | null): string {
  return words === null
    ? "takes it"
    : (words.replaceAll("|", "\\|").replaceAll("<", "&lt;").split("\n")[0]?.slice(0, 160).trim() ?? "");
}

/** The index's words are told when they are not PyPI's. */
function sameWords(pypi: string | null, index: string): string {
  const plain = (text: string): string => text.replaceAll(/\W+/g, " ").slice(0, 40);
  return pypi !== null && plain(pypi) === plain(index) ? "the same" : cell(index);
}
