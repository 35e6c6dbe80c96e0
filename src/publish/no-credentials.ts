import { fault } from "../findings/fault.ts";
import type { PublishCredentials } from "./target.ts";

/** Nobody's: only to look at what is public. Whoever asks it for an identity gets the fault `auth/no-provider`. */
export const NO_CREDENTIALS: PublishCredentials = {
  kind: "trusted-publishing",
  provider: {
    id: "given",
    title: "nobody",
    identity: () => Promise.reject(fault("auth/no-provider", { index: "" })),
    publisherFields: () => [],
  },
};
