import { z } from "zod";
import type { Blocks, RuleData } from "./rule";

/** Where a rule's violations block, for a person. */
export const blocksWords: Readonly<Record<Blocks, string>> = {
  everywhere: "in every environment",
  "outside dev": "in staging and production; warns in dev",
  nowhere: "nowhere; warns",
};

/** A limit of a rule's own that an environment may set. */
export interface Setting {
  readonly name: string;
  readonly meaning: string;
  readonly standard: unknown;
}

export function settingsOf({ config }: Pick<RuleData, "config">): Setting[] {
  const { properties = {} } = z.toJSONSchema(config, { io: "input" });
  return Object.entries(properties).map(([name, schema]) => {
    const { description, default: standard } = typeof schema === "object" ? schema : {};
    return { name, meaning: description ?? "", standard };
  });
}

/** What a rule said of one of its examples, as its page shows it. */
export function foundInExample({
  subject,
  path,
  must,
  found,
}: RuleData["examples"]["bad"][number]["finds"][number]): string {
  return `${subject}${path === undefined ? "" : ` ${path}`} must ${must}; found ${found}`;
}
