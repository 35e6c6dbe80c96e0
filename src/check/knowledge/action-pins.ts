import table from "./action-pins.json" with { type: "json" };

/** A release of an action and the commit that its tag stands for. */
export interface ActionPin {
  readonly version: string;
  readonly commit: string;
}

/** Releases by `owner/name`, lower-case. */
export const ACTION_PINS: ReadonlyMap<string, ActionPin> = new Map(Object.entries(table.actions));
