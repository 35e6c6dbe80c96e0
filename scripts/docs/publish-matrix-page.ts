import { answerMatrix, credentialMatrix, type Matrix } from "../../tests/support/publish-matrix.ts";
import { GENERATED } from "./generated.ts";

/** What an upload does by what is on the machine, the index and its answer; every cell is run. */
export async function publishMatrixPage(): Promise<string> {
  const [credentials, answers] = [await credentialMatrix(), await answerMatrix()];
  return `${GENERATED}

# Uploads by credentials, index and response

The program that writes this page runs every cell of these tables, and a test runs them again.

## Which credentials are used

The user name that is sent with the secret when the machine has only the credentials of that row, or the error. [Credentials](credentials.md) says where each is read.

${tableOf(credentials)}

## How an upload ends

A simulated index of each kind answers the upload of one wheel as the row says; its pages show the files that it has stored. "done" means that the page showed the file with
its digest. A code is the finding or the error that the user sees: \`shipwheel explain CODE\`.

${tableOf(answers)}
`;
}

function tableOf({ columns, rows }: Matrix): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}
