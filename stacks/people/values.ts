import { z } from "zod";
import { httpsAddress, name } from "../words";

const groupNames = {
  platform: "Who operates Vault.",
  security: "Who watches over it.",
  developers: "Who writes the applications.",
} as const;

/** @param what what the group is called by where it comes from */
function groups(what: string) {
  const group = z.string().min(1);
  return z
    .strictObject({
      platform: group.describe(groupNames.platform),
      security: group.describe(groupNames.security),
      developers: group.describe(groupNames.developers),
    })
    .describe(`Each group by ${what}.`);
}

const isLoopback = (address: string): boolean => /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(address);

const redirect = z
  .string()
  .refine(
    (address) => URL.canParse(address) && (address.startsWith("https://") || isLoopback(address)),
    "must start with https://, or with http://localhost for the command line",
  )
  .refine((address) => !address.includes("*"), "must be one address, without a wildcard");

const oidc = z.strictObject({
  method: z.literal("oidc").describe("An OpenID Connect provider."),
  mount: name.default("oidc").describe("Mount path of the auth method."),
  issuer: httpsAddress.describe("The provider, whose discovery document Vault reads."),
  caFile: z.string().min(1).optional().describe("PEM certificates of the CA of its certificate, below stacks/."),
  clientId: z.string().min(1).describe("What the provider calls this Vault. Its secret never stands here."),
  redirectUris: z.array(redirect).min(1).describe("Where the provider may send a browser back to."),
  groupsClaim: z.string().min(1).default("groups").describe("The claim that lists a person's groups."),
  scopes: z
    .array(z.string().min(1))
    .default([])
    .describe("What else to ask the provider for, so that it sends that claim."),
  groups: groups("its id or name in that claim"),
});

const ldap = z.strictObject({
  method: z.literal("ldap").describe("A directory."),
  mount: name.default("ldap").describe("Mount path of the auth method."),
  url: z.string().startsWith("ldaps://", "must start with ldaps://").describe("The directory, over TLS."),
  caFile: z.string().min(1).optional().describe("PEM certificates of the CA of its certificate, below stacks/."),
  userDn: z.string().min(1).describe("Where people are."),
  userAttribute: z.string().min(1).default("uid").describe("The attribute with which a person logs in."),
  groupDn: z.string().min(1).describe("Where groups are."),
  groups: groups("its name in the directory"),
});

const github = z.strictObject({
  method: z.literal("github").describe("An organisation at GitHub."),
  mount: name.default("github").describe("Mount path of the auth method."),
  organization: z.string().min(1).describe("Its name."),
  organizationId: z.number().int().positive().describe("Its number, which stays when it is renamed."),
  groups: groups("its team's slug"),
});

export const people = z
  .discriminatedUnion("method", [oidc, ldap, github])
  .describe("People: who they are is said by the company's own provider, and what they may do by their groups.");

export type PeopleValues = z.output<typeof people>;
