import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { subjectOf } from "../../../model/subject";
import { pkiRoleOf, type PkiRole } from "../../../model/vault/pki-role";
import { pkiMountOf, pkiUrlsOf, type PkiUrls } from "../../../model/vault/pki-urls";
import { vaultsOf } from "../../../model/vault/vault";
import type { Unknown, Value } from "../../../model/value";
import { duration } from "../../duration";
import { demandLife } from "../../life";
import { demand, demandEach, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./pki-role-bounded.examples";

const day = 24 * 3600;

export default defineRule({
  id: "pki-role-bounded",
  family: "secrets",
  title: "A PKI role signs named hosts only, for a short time, and what it signed can be revoked",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Production Environment Requirements" },
    { title: "Vault Security", section: "Step 1: Create a Policy for the Application" },
  ],
  rationale:
    "Whoever may use a role can be every server whose name it signs: with any name, a bare * or wildcards that is every " +
    "server there is. A certificate that lives for years outlives the people who knew of it, and one that names no place to " +
    "ask for its revocation stays good when its key has leaked.",
  remediation: "list the domains, leave globs and wildcards off, and set max_ttl",
  config: z.object({
    maxTtlSeconds: z
      .number()
      .int()
      .positive()
      .default(90 * day)
      .meta({ stricter: "lower" })
      .describe("the longest life of a certificate, in seconds"),
    minRsaBits: z
      .number()
      .int()
      .positive()
      .default(2048)
      .meta({ stricter: "higher" })
      .describe("the smallest RSA key, in bits"),
    minEcBits: z
      .number()
      .int()
      .positive()
      .default(224)
      .meta({ stricter: "higher" })
      .describe("the smallest elliptic-curve key, in bits"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, limits) => [...judgeRole(pkiRoleOf(resource), limits), ...judgeUrls(pkiUrlsOf(resource))],
  checkStack: ({ resources }, _config, { vaultAddress }) =>
    vaultsOf(resources, vaultAddress).flatMap(({ here }) => here.flatMap((resource) => judgeEngine(resource, here))),
  examples,
});

interface Limits {
  readonly maxTtlSeconds: number;
  readonly minRsaBits: number;
  readonly minEcBits: number;
}

const named = { must: "sign only names in domains that are listed (allow_any_name)" };
const bounded = { must: "list domains of at least two labels after every *" };
const noWildcards = {
  must: "sign no wildcard certificates (allow_wildcard_certificates)",
  fix: "set allow_wildcard_certificates to false: on is Vault's default",
};
const hostnames = { must: "sign only host names (enforce_hostnames)", fix: "leave enforce_hostnames on" };
const nameChecked = { must: "check the common name (cn_validations)", fix: "take disabled out of cn_validations" };
const namedSans = { must: "list the URIs and other names that it signs, without a bare *" };
const twoLabels = { must: "list domains of at least two labels where subdomains are signed (allow_subdomains)" };
const noDate = { must: "end certificates by max_ttl and not by a date (not_after)", fix: "leave not_after out" };

function judgeRole(role: ReturnType<typeof pkiRoleOf>, limits: Limits): Outcome[] {
  if (role === undefined) return [];
  if ("kind" in role) return [notEvaluated(role, named)];
  const longest = { must: `sign for 1s to ${duration(limits.maxTtlSeconds)} (max_ttl)` };
  return [
    ...judgeNames(role),
    ...demand(role.hostnamesOnly, hostnames, { known: (isOn) => isOn, secret: () => false }),
    ...demandEach(role.nameChecks, nameChecked, {
      known: (check) => check !== "disabled",
      secret: (check) => !check.is("disabled"),
    }),
    ...[role.uriSans, role.otherSans].flatMap((sans) =>
      demandEach(sans, namedSans, { known: (san) => !anySan.test(san), secret: (san) => !san.matches(anySan) }),
    ),
    ...judgeKey(role, limits),
    ...demandLife(role.maxTtl, limits.maxTtlSeconds, longest),
    ...demand(role.notAfter, noDate, { known: (date) => (date ?? "") === "", secret: (date) => date.isEmpty() }),
  ];
}

function judgeNames(role: PkiRole): Outcome[] {
  const anyName = demand(role.anyName, named, { known: (isOn) => isOn !== true, secret: () => false });
  return anyName.length > 0 ? anyName : [...judgeGlobs(role), ...judgeWildcards(role), ...judgeSubdomains(role)];
}

/** `*`, and `1.2.3;UTF8:*` or `*;*` for names of other kinds. */
const anySan = /^(?:[^*]*;[^*]*:?)?\*+$|^\*;/u;
const oneLabel = /^[^.*]+\.?$/u;

function judgeSubdomains({ subdomains, domains }: PkiRole): Outcome[] {
  if (subdomains.kind === "known" && subdomains.value !== true) return [];
  const wide = demandEach(domains, twoLabels, {
    known: (domain) => !oneLabel.test(domain),
    secret: (domain) => !domain.matches(oneLabel),
  });
  return wide.length > 0 && subdomains.kind !== "known" ? [notEvaluated(subdomains, twoLabels)] : wide;
}

/** `*` also stands for dots, and for the end of a longer name: `*example.com` is `evil-example.com` too. */
const boundedGlob = /^(?!.*\*)|^.*\*[^.*]*(?:\.[^.*]+){2,}$/u;

function judgeGlobs({ globs, domains }: PkiRole): Outcome[] {
  if (globs.kind === "known" && globs.value !== true) return [];
  const wide = demandEach(domains, bounded, {
    known: (domain) => boundedGlob.test(domain),
    secret: (domain) => domain.matches(boundedGlob),
  });
  return wide.length > 0 && globs.kind !== "known" ? [notEvaluated(globs, bounded)] : wide;
}

/** They are signed only where some name with a `*` would be let through (issuing/issue_common.go, ValidateNames). */
function judgeWildcards({ wildcards, subdomains, domains }: PkiRole): Outcome[] {
  const allowed = demand(wildcards, noWildcards, { known: (isOn) => !isOn, secret: () => false });
  if (allowed.length === 0 || (domains.kind === "known" && domains.value.length === 0)) return [];
  const isOn = subdomains.kind === "known" && subdomains.value === true;
  const open = [subdomains, domains, ...(domains.kind === "known" ? domains.value : [])].find(isUnknown);
  if (isOn || (domains.kind === "known" && domains.value.some(hasStar))) return allowed;
  return open === undefined ? [] : [notEvaluated(open, noWildcards)];
}

function hasStar(domain: Value<string>): boolean {
  return domain.kind === "secret" ? domain.matches(/\*/u) : domain.kind === "known" && domain.value.includes("*");
}

function isUnknown(value: Value<unknown>): boolean {
  return value.kind === "unknown";
}

/** Vault itself signs no RSA key below 2048 bits and none on a curve below 224 (sdk/helper/certutil/helpers.go). */
function judgeKey({ keyType, keyBits }: PkiRole, { minRsaBits, minEcBits }: Limits): Outcome[] {
  const requirement = {
    must: `sign RSA keys of ${minRsaBits} bits or more, and elliptic ones of ${minEcBits} or more`,
  };
  if (keyType.kind === "unknown") return [notEvaluated(keyType, requirement)];
  const is = (text: string) => (keyType.kind === "secret" ? keyType.is(text) : keyType.value === text);
  if (is("any")) return minRsaBits <= 2048 && minEcBits <= 224 ? [] : [violation(keyType, requirement)];
  const [least, own] = is("rsa") ? [minRsaBits, 2048] : is("ec") ? [minEcBits, 256] : [0, 0];
  return demand(keyBits, requirement, { known: (bits) => (bits || own) >= least, secret: () => false });
}

const askable = {
  must: "name a CRL or an OCSP responder in certificates",
  fix: "set crl_distribution_points or ocsp_servers",
};

/** What is empty for one issuer is the engine's. */
function judgeUrls(urls: ReturnType<typeof pkiUrlsOf>): Outcome[] {
  if (urls === undefined) return [];
  if ("kind" in urls) return [notEvaluated(urls, askable)];
  if (urls.ofIssuer || isNamed(urls.crl) || isNamed(urls.ocsp)) return [];
  const open = [urls.crl, urls.ocsp].flatMap(openPlacesOf)[0];
  return [open === undefined ? violation(urls.crl, askable, "neither") : notEvaluated(open, askable)];
}

function isNamed(places: PkiUrls["crl"]): boolean {
  return places.kind === "known" && places.value.some((place) => !isUnknown(place));
}

/** One that is not known can be an empty text, which names nothing. */
function openPlacesOf(places: PkiUrls["crl"]): Value<unknown>[] {
  return places.kind === "known" ? places.value.filter(isUnknown) : [places];
}

/** An engine with roles and nothing that says where its revocations are. What a declaration of that says is judged by itself. */
function judgeEngine(resource: Resource, beside: readonly Resource[]): Outcome[] {
  const path = pkiMountOf(resource);
  if (path === undefined) return [];
  const declared = <T extends object>(found: readonly (T | Unknown | undefined)[]) =>
    found.flatMap((each) => (each === undefined || "kind" in each ? [] : [each]));
  const roles = declared(beside.map(pkiRoleOf)).map(({ mount }) => areSame(mount, path));
  const urls = declared(beside.map(pkiUrlsOf))
    .filter(({ ofIssuer, crl, ocsp }) => !ofIssuer || isNamed(crl) || isNamed(ocsp))
    .map(({ mount }) => areSame(mount, path));
  if (roles.every((same) => same === false) || urls.includes(true)) return [];
  const requirement = { ...askable, subject: subjectOf(resource) };
  const isOpen = !roles.includes(true) || urls.includes("perhaps");
  return [isOpen ? notEvaluated(path, requirement, "nothing yet") : violation(path, requirement, "neither")];
}

function areSame(mount: Value<string | undefined>, path: Value<string | undefined>): boolean | "perhaps" {
  return mount.kind === "known" && path.kind === "known" ? mount.value === path.value : "perhaps";
}
