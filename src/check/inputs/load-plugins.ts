import { pluginRules, requireDistinct } from "../engine/plugin.ts";
import type { Rule } from "../engine/rule.ts";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";

/** Seconds that one rule of a plugin may wait for something. (A loop that never yields cannot be ended from inside.) */
const LIMIT_SECONDS = 20;

/** What a visitor that threw is remembered by. */
class Failed {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/**
 * Loads the plugins that a project's configuration names, which runs their code: only for a user who said so. Throws
 * the fault `config/plugin` when one cannot be loaded or clashes with another.
 */
export async function loadPlugins(
  names: readonly string[],
  directory: string,
  ports: Pick<Ports, "modules">,
): Promise<readonly Rule[]> {
  const all: Rule[] = [];
  for (const name of names) {
    try {
      const rules = pluginRules(name, await ports.modules.load(name, directory));
      requireDistinct([...all, ...rules]);
      for (const each of rules.map((rule) => isolated(rule))) all.push(each);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw fault("config/plugin", { plugin: name, reason }, { cause: error });
    }
  }
  return all;
}

/** The rule with a limit of time, whose visitor cannot stop the reading of an archive. */
function isolated(rule: Rule): Rule {
  const { visitor } = rule;
  return {
    ...rule,
    visitor:
      visitor === null
        ? null
        : {
            wants: (member) => attempt(() => visitor.wants(member), 1),
            look: (bytes, member) => attempt<unknown>(() => visitor.look(bytes, member), undefined),
          },
    async check(inputs, options, seen) {
      const broken = (seen as readonly { readonly value: unknown }[]).find(
        (each) => each.value instanceof Failed,
      );
      if (broken !== undefined) throw (broken.value as Failed).error;
      return await within(LIMIT_SECONDS, rule.check(inputs, options, seen));
    },
  };

  /** A visitor that throws once is shown the first byte of every member after, and is told as failed. */
  function attempt<T>(act: () => T, instead: T): T {
    try {
      return act();
    } catch (error) {
      return instead === undefined ? (new Failed(error) as T) : instead;
    }
  }
}

async function within<T>(seconds: number, work: T | Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
