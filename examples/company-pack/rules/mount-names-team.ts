import { asText, defineRule, demand, input } from "strongroom/policy-pack";
import { notKnownYet } from "strongroom/testing";
import { z } from "zod";

const must = "say in its description whose it is: team:<name>";

/** A company's own rule: whoever is woken at night should see in Vault whom to call. */
export default defineRule({
  id: "mount-names-team",
  family: "company",
  title: "Every secrets engine says which team it belongs to",
  severity: "low",
  blocks: "outside dev",
  sources: [{ title: "Company handbook", section: "Who answers for what" }],
  rationale: "A mount that nobody owns is never cleaned up, and nobody dares to remove it when it is abused.",
  remediation: "begin the mount's description with team:<name>",
  config: z.object({
    teams: z
      .array(z.string())
      .default(["platform", "payments"])
      .describe("the teams there are")
      .meta({ stricter: "fewer" }),
  }),
  kind: "resource",
  check: (resource, { teams }) => {
    if (resource.type !== "vault:index/mount:Mount") return [];
    const isNamed = (description: string | undefined) =>
      teams.some((team) => description?.startsWith(`team:${team}`) === true);
    return demand(asText(input(resource, "description")), { must }, { known: isNamed, secret: () => false });
  },
  examples: {
    good: [{ name: "a team", resources: [mount("team:payments, card data")] }],
    bad: [
      {
        name: "no description",
        resources: [mount(undefined)],
        finds: [{ subject: 'mount "cards"', path: "description", must, found: "nothing" }],
      },
      {
        name: "a team that is none",
        resources: [mount("team:nobody")],
        finds: [{ subject: 'mount "cards"', path: "description", must, found: '"team:nobody"' }],
      },
    ],
    unknown: [
      {
        name: "a description that another resource decides",
        resources: [mount(notKnownYet)],
        finds: [{ subject: 'mount "cards"', path: "description", must }],
      },
    ],
  },
});

function mount(description: string | undefined) {
  return { type: "vault:index/mount:Mount", props: { path: "cards", type: "kv", description } };
}
