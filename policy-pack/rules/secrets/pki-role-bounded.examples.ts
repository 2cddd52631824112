import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const day = 24 * 3600;
const named = "sign only names in domains that are listed (allow_any_name)";
const bounded = "list domains of at least two labels after every *";
const noWildcards = "sign no wildcard certificates (allow_wildcard_certificates)";
const hostnames = "sign only host names (enforce_hostnames)";
const noDate = "end certificates by max_ttl and not by a date (not_after)";
const longest = "sign for 1s to 90d (max_ttl)";
const key = "sign RSA keys of 2048 bits or more, and elliptic ones of 224 or more";
const askable = "name a CRL or an OCSP responder in certificates";
const subject = 'PKI role "api"';

const anySans = "list the URIs and other names that it signs, without a bare *";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "one host, for a week", resources: [role({})] },
    {
      name: "wildcards left on where no name with a * would be let through",
      resources: [role({ allowWildcardCertificates: true })],
    },
    {
      name: "a glob inside a domain",
      resources: [role({ allowedDomains: ["api-*.example.com"], allowGlobDomains: true })],
    },
    {
      name: "any kind of key that Vault signs itself",
      resources: [role({ keyType: "any", keyBits: 0 })],
    },
    {
      name: "an engine whose certificates say where to ask",
      resources: [
        mount("pki-1"),
        urls("pki-1", { ocspServers: ["https://vault.example.com/v1/pki-1/ocsp"] }),
        role({ backend: "pki-1" }),
      ],
    },
    {
      name: "an engine that signs for nobody",
      resources: [mount("pki-root")],
    },
    {
      name: "a write",
      resources: [
        write("ca/roles/api", {
          allowed_domains: "api.example.com",
          allow_bare_domains: true,
          allow_wildcard_certificates: false,
          key_type: "ec",
          key_bits: 256,
          max_ttl: "168h",
        }),
      ],
    },
  ],
  bad: [
    {
      name: "a common name that nobody checks",
      resources: [role({ cnValidations: ["disabled"] })],
      finds: [
        {
          subject,
          path: "cnValidations[0]",
          must: "check the common name (cn_validations)",
          found: '"disabled"',
        },
      ],
    },
    {
      name: "any URI and any name of another kind",
      resources: [role({ allowedUriSans: ["*"], allowedOtherSans: ["*"] })],
      finds: [
        { subject, path: "allowedUriSans[0]", must: anySans, found: '"*"' },
        { subject, path: "allowedOtherSans[0]", must: anySans, found: '"*"' },
      ],
    },
    {
      name: "every name below a top-level domain",
      resources: [role({ allowedDomains: ["com"], allowSubdomains: true })],
      finds: [
        {
          subject,
          path: "allowedDomains[0]",
          must: "list domains of at least two labels where subdomains are signed (allow_subdomains)",
          found: '"com"',
        },
      ],
    },
    {
      name: "any name",
      resources: [role({ allowAnyName: true, enforceHostnames: false })],
      finds: [
        { subject, path: "allowAnyName", must: named, found: "true" },
        { subject, path: "enforceHostnames", must: hostnames, found: "false" },
      ],
    },
    {
      name: "globs that any name matches, or the end of any",
      resources: [role({ allowedDomains: ["*", "*example.com", "*.example.com"], allowGlobDomains: true })],
      finds: [
        { subject, path: "allowedDomains[0]", must: bounded, found: '"*"' },
        { subject, path: "allowedDomains[1]", must: bounded, found: '"*example.com"' },
      ],
    },
    {
      name: "wildcard certificates, which are on unless switched off",
      resources: [role({ allowSubdomains: true, allowWildcardCertificates: true })],
      finds: [{ subject, path: "allowWildcardCertificates", must: noWildcards, found: "true" }],
    },
    {
      name: "a year",
      resources: [role({ maxTtl: String(365 * day) })],
      finds: [{ subject, path: "maxTtl", must: longest, found: "365d" }],
    },
    {
      name: "as long as the engine permits",
      resources: [role({ maxTtl: "0", notAfter: "2099-12-31T23:59:59Z" })],
      finds: [
        { subject, path: "maxTtl", must: longest, found: "0" },
        { subject, path: "notAfter", must: noDate, found: '"2099-12-31T23:59:59Z"' },
      ],
    },
    {
      name: "a weak key",
      resources: [role({ keyType: "rsa", keyBits: 1024 })],
      finds: [{ subject, path: "keyBits", must: key, found: "1024" }],
    },
    {
      name: "addresses without the one of the CRL",
      resources: [urls("pki", { issuingCertificates: ["https://vault.example.com/v1/pki/ca"] })],
      finds: [{ subject: 'URLs of PKI engine "pki"', path: "crlDistributionPoints", must: askable, found: "neither" }],
    },
    {
      name: "an engine with a role and without any address",
      resources: [mount("pki-2"), role({ backend: "pki-2" })],
      finds: [{ subject: 'mount "pki-2"', path: "path", must: askable, found: "neither" }],
    },
    {
      name: "a write that leaves wildcards as Vault has them",
      resources: [
        write("ca/roles/api", { allowed_domains: ["example.com"], allow_subdomains: true, server_flag: true }),
      ],
      finds: [
        {
          subject: 'write to "ca/roles/api"',
          path: "dataJson.allow_wildcard_certificates",
          must: noWildcards,
          found: "true",
        },
        { subject: 'write to "ca/roles/api"', path: "dataJson.max_ttl", must: longest, found: "nothing" },
      ],
    },
  ],
  unknown: [
    {
      name: "a domain that another resource decides, where wildcards are on",
      resources: [role({ allowedDomains: [notKnownYet], allowWildcardCertificates: true })],
      finds: [{ subject, path: "allowedDomains[0]", must: noWildcards }],
    },
    {
      name: "a life that another resource decides",
      resources: [role({ maxTtl: notKnownYet })],
      finds: [{ subject, path: "maxTtl", must: longest }],
    },
  ],
};

function role(props: Record<string, unknown>): ExampleResource {
  const names = { allowedDomains: ["api.example.com"], allowBareDomains: true, allowWildcardCertificates: false };
  return {
    type: "vault:pkiSecret/secretBackendRole:SecretBackendRole",
    props: { backend: "ca", name: "api", ...names, keyType: "ec", keyBits: 256, maxTtl: String(7 * day), ...props },
  };
}

function mount(path: string): ExampleResource {
  return {
    type: "vault:index/mount:Mount",
    name: "mount",
    props: { path, type: "pki", maxLeaseTtlSeconds: 7 * day },
  };
}

function urls(backend: string, props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:pkiSecret/secretBackendConfigUrls:SecretBackendConfigUrls",
    name: "urls",
    props: { backend, ...props },
  };
}

function write(path: string, data: Record<string, unknown>): ExampleResource {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
