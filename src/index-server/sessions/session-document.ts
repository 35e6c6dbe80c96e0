import { PARTS_MECHANISM, POST_MECHANISM } from "../../index-client/upload-2.ts";
import { fileSessionUrl, sessionUrl, stageUrl } from "./addresses.ts";
import { timestamp } from "./messages.ts";
import { currentFiles, type Session } from "./session.ts";

/** What is told of a session. */
export function sessionDocument(session: Session, origin: string): Readonly<Record<string, unknown>> {
  const url = sessionUrl(session, origin);
  return {
    links: {
      session: url,
      upload: `${url}/files`,
      publish: `${url}/publish`,
      extend: `${url}/extend`,
      stage: stageUrl(session, origin),
    },
    mechanisms: [POST_MECHANISM, PARTS_MECHANISM],
    "session-token": session.token,
    "expires-at": timestamp(session.expires),
    status: session.status,
    files: Object.fromEntries(
      currentFiles(session).map((file) => [
        file.fileName,
        {
          status: file.status,
          link: fileSessionUrl(session, file, origin),
          ...(file.notices.length === 0 ? {} : { notices: file.notices }),
        },
      ]),
    ),
    ...(session.notices.length === 0 ? {} : { notices: session.notices }),
  };
}
