import { notKnownYet } from "../../example";
import type { RuleData } from "../../rule";

export const mustBeService = "give tokens that can be revoked one by one (token_type)";
export const mustBeHidden = "not be listed for everybody who reaches Vault (listing_visibility)";
export const mustBeBounded = "have a longest lease of its own (max_lease_ttl)";

const subject = 'auth method "approle"';

export const examples: RuleData["examples"] = {
  good: [
    {
      name: "tuned with its mount",
      resources: [
        method({ tune: { maxLeaseTtl: "12h", listingVisibility: "hidden", tokenType: "default-service" } }),
        {
          type: "vault:kubernetes/authBackendConfig:AuthBackendConfig",
          props: { backend: "kubernetes", kubernetesHost: "https://10.0.0.1" },
        },
      ],
    },
    {
      name: "tuned by a write beside it, by either of its paths",
      resources: [
        method({}),
        write("sys/auth/approle/tune", { max_lease_ttl: 3600 }),
        method({ path: "machines" }),
        write("/sys/mounts/auth/machines/tune", { max_lease_ttl: "12h" }),
      ],
      isPartial: true,
    },
    {
      name: "a mount by a write",
      resources: [write("sys/auth/approle", { type: "approle", config: { max_lease_ttl: "12h" } })],
    },
    {
      name: "batch tokens and a listing that somebody needs",
      resources: [method({ tune: { maxLeaseTtl: "12h", tokenType: "batch", listingVisibility: "unauth" } })],
      config: { batchMethods: ["approle/"], listedMethods: ["approle"] },
      isPartial: true,
    },
    { name: "another stack's duty", resources: [method({})], responsible: { auth: "vault-auth" } },
  ],
  bad: [
    {
      name: "not tuned at all, and to the server's own lease",
      resources: [method({}), write("sys/auth/people", { type: "ldap", config: { max_lease_ttl: "system" } })],
      finds: [
        { subject, path: "tune.maxLeaseTtl", must: mustBeBounded, found: "none" },
        {
          subject: 'write to "sys/auth/people"',
          path: "dataJson.config.max_lease_ttl",
          must: mustBeBounded,
          found: "none",
        },
      ],
    },
    {
      name: "another method's tuning",
      resources: [method({}), write("sys/auth/approle2/tune", { max_lease_ttl: 3600 })],
      finds: [{ subject, path: "tune.maxLeaseTtl", must: mustBeBounded, found: "none" }],
    },
    {
      name: "batch tokens, and listed for everybody",
      resources: [
        method({ tune: { maxLeaseTtl: "12h", tokenType: "default-batch", listingVisibility: "unauth" } }),
        write("sys/auth/people/tune", { token_type: "batch", listing_visibility: "unauth" }),
      ],
      finds: [
        { subject, path: "tune.tokenType", must: mustBeService, found: '"default-batch"' },
        { subject, path: "tune.listingVisibility", must: mustBeHidden, found: '"unauth"' },
        {
          subject: 'write to "sys/auth/people/tune"',
          path: "dataJson.token_type",
          must: mustBeService,
          found: '"batch"',
        },
        {
          subject: 'write to "sys/auth/people/tune"',
          path: "dataJson.listing_visibility",
          must: mustBeHidden,
          found: '"unauth"',
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a tuning that another resource decides",
      resources: [method({ tune: notKnownYet })],
      finds: [
        { subject, path: "tune.tokenType", must: mustBeService },
        { subject, path: "tune.listingVisibility", must: mustBeHidden },
        { subject, path: "tune.maxLeaseTtl", must: mustBeBounded },
      ],
    },
    {
      name: "a write that could tune it",
      resources: [method({}), write(notKnownYet, { max_lease_ttl: 3600 })],
      finds: [{ subject, path: "path", must: mustBeBounded }],
    },
  ],
};

function method(props: Record<string, unknown>) {
  return { type: "vault:index/authBackend:AuthBackend", props: { type: "approle", path: "approle", ...props } };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
