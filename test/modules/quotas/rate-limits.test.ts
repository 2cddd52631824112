import * as vault from "@pulumi/vault";
import { RateLimitQuotas } from "../../../modules/quotas/rate-limits";
import type { RateLimitQuotaArgs } from "../../../modules/quotas/rate-limits-args";
import { refusedFor, registrationsOf } from "../registrations";

const component = { id: "strongroom:quotas:RateLimitQuotas::quotas", inputs: {} };

const declare = (...quotas: readonly RateLimitQuotaArgs[]): RateLimitQuotas =>
  new RateLimitQuotas("quotas", { quotas });

describe("rate-limit quotas", () => {
  it("count everything where they name no mount", async () => {
    expect(await registrationsOf(() => declare({ name: "everything", rate: 500 }))).toEqual([
      component,
      {
        id: "vault:index/quotaRateLimit:QuotaRateLimit::everything",
        inputs: { name: "everything", path: "", rate: 500, interval: 1, blockInterval: 0 },
        parent: component.id,
        deleteBeforeReplace: true,
        replaceOnChanges: ["role"],
      },
    ]);
  });

  it("go with the mount that they count", async () => {
    const registered = await registrationsOf(() => {
      const mount = new vault.AuthBackend("userpass", { type: "userpass" });
      const onMount = { mountPath: "auth/userpass", mount };
      declare({ name: "logins", ...onMount, path: "login/*", rate: 5, interval: 60, blockInterval: 300 });
      declare({ name: "deployers", ...onMount, role: "deploy", rate: 0.5 });
    });
    expect(registered.filter(({ id }) => id.startsWith("vault:index/quota"))).toEqual([
      {
        id: "vault:index/quotaRateLimit:QuotaRateLimit::deployers",
        inputs: { name: "deployers", path: "auth/userpass/", role: "deploy", rate: 0.5, interval: 1, blockInterval: 0 },
        parent: component.id,
        deleteBeforeReplace: true,
        replaceOnChanges: ["role"],
        dependsOn: ["vault:index/authBackend:AuthBackend::userpass"],
        deletedWith: "vault:index/authBackend:AuthBackend::userpass",
      },
      {
        id: "vault:index/quotaRateLimit:QuotaRateLimit::logins",
        inputs: { name: "logins", path: "auth/userpass/login/*", rate: 5, interval: 60, blockInterval: 300 },
        parent: component.id,
        deleteBeforeReplace: true,
        replaceOnChanges: ["role"],
        dependsOn: ["vault:index/authBackend:AuthBackend::userpass"],
        deletedWith: "vault:index/authBackend:AuthBackend::userpass",
      },
    ]);
  });
});

const refused: readonly {
  name: string;
  quotas: readonly RateLimitQuotaArgs[];
  problems: readonly { subject: string; path?: string; found?: string }[];
}[] = [
  {
    name: "numbers that count nothing",
    quotas: [{ name: "all", rate: 0, interval: 0.5, blockInterval: -1 }],
    problems: ["rate", "interval", "blockInterval"].map((path) => ({ subject: 'quota "all"', path })),
  },
  {
    name: "names and paths in another form",
    quotas: [{ name: "all quotas", mountPath: "/secret", path: "data/", rate: 1 }],
    problems: ["name", "mountPath", "path"].map((path) => ({ subject: 'quota "all quotas"', path })),
  },
  {
    name: "a path or a role of no mount, and both",
    quotas: [
      { name: "a", path: "login", rate: 1 },
      { name: "b", mountPath: "auth/jwt", path: "login", role: "deploy", rate: 1 },
      { name: "c", mountPath: "secret", role: "deploy", rate: 1 },
    ],
    problems: [
      { subject: 'quota "a"', path: "mountPath" },
      { subject: 'quota "b"', path: "role", found: "both" },
      { subject: 'quota "c"', path: "role", found: 'the mount "secret"' },
    ],
  },
  {
    name: "two of one name, and two that count the same",
    quotas: [
      { name: "a", mountPath: "secret", rate: 1 },
      { name: "a", rate: 1 },
      { name: "b", mountPath: "secret", rate: 2 },
    ],
    problems: [
      { subject: 'quota "a"', path: "name" },
      { subject: 'quota "b"', found: 'what "a" counts' },
    ],
  },
];

test.each(refused)("refused: $name", ({ quotas, problems }) => {
  expect(refusedFor(() => declare(...quotas))).toEqual(
    problems.map((problem) => expect.objectContaining(problem) as unknown),
  );
});
