import { answerMatrix, credentialMatrix, type Matrix } from "../../tests/support/publish-matrix.ts";
import { GENERATED } from "./generated.ts";

/** What an upload does by what is on the machine, the index and its answer; every cell is run. */
export async function publishMatrixPage(): Promise<string> {
  const [credentials, answers] = [await credentialMatrix(), await answerMatrix()];
  return `${GENERATED}

# Uploads, by machine, index and answer

Each cell of these tables is run by the program that writes the page, and again by a test.

## Which credentials are used

The name that is sent beside the secret, with only the credentials of the row on the machine, or the error. [Credentials](credentials.md) says where each is read.

${tableOf(credentials)}

## How an upload ends

An index of each kind, played on this machine, answers the upload of one wheel as the row says; its pages show what it has stored. "done" means that the page showed the file with
its digest. A code is the finding or the error that the user reads: \`shipwheel explain CODE\`.

${tableOf(answers)}
`;
}

function tableOf({ columns, rows }: Matrix): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}
