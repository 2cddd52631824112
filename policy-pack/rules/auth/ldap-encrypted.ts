import { z } from "zod";
import { ldapConnectionOf, type LdapConnection } from "../../../model/vault/ldap";
import type { Value } from "../../../model/value";
import { notKnownYet } from "../../example";
import { demand, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const encrypted = { must: "reach the directory over TLS: ldaps://, or ldap:// with starttls" };
const verified = {
  must: "check the directory's certificate (insecure_tls)",
  fix: "set certificate to the CA's, in PEM",
};
const recent = {
  must: "use TLS 1.2 or newer (tls_min_version)",
  fix: "leave tls_min_version out, or set tls12 or tls13",
};
// A directory may take a bind without a password for an anonymous one, and succeed (RFC 4513, 5.1.2).
const notEmpty = {
  must: "let nobody in without a password (deny_null_bind)",
  fix: "leave deny_null_bind out, or set it to true",
};
const subject = 'LDAP auth method "ldap"';

export default defineRule({
  id: "ldap-encrypted",
  family: "auth",
  title: "Vault reaches a directory over TLS, and checks whom it reaches",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "End-to-End TLS" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "With every login Vault sends the person's password to the directory, and its own bind password too. Over plain ldap:// " +
    "all of them cross the network in the clear, and where the certificate is not checked anybody can stand in for the " +
    "directory and let in whom they like. A directory that is asked without a password may answer that all is well, whoever asks.",
  remediation: "write ldaps:// or set starttls, leave insecure_tls off and deny_null_bind on",
  config: z.object({}),
  kind: "resource",
  needsMounts: true,
  check: (resource) => {
    const connection = ldapConnectionOf(resource);
    if (connection === undefined) return [];
    return "kind" in connection ? [notEvaluated(connection, encrypted)] : judgeConnection(connection);
  },
  examples: {
    good: [
      { name: "ldaps", resources: [method({ url: "ldaps://ldap-1.example.com,ldaps://ldap-2.example.com" })] },
      {
        name: "StartTLS",
        resources: [method({ url: "ldap://ldap.example.com", starttls: true, tlsMinVersion: "tls12" })],
      },
      {
        name: "the secrets engine",
        resources: [engine({ url: "ldaps://ldap.example.com" })],
      },
      {
        name: "a write of another engine's configuration",
        resources: [
          {
            type: "vault:index/mount:Mount",
            name: "secret",
            props: { path: "secret", type: "kv", options: { version: "2" } },
          },
          write("secret/config", { max_versions: 10 }),
        ],
      },
    ],
    bad: [
      {
        name: "one of two servers in the clear",
        resources: [method({ url: "ldaps://ldap-1.example.com, LDAP://ldap-2.example.com:389" })],
        finds: [{ subject, path: "url", must: encrypted.must, found: '"LDAP://ldap-2.example.com:389"' }],
      },
      {
        name: "StartTLS switched off",
        resources: [method({ url: "ldap://ldap.example.com", starttls: false })],
        finds: [{ subject, path: "url", must: encrypted.must, found: '"ldap://ldap.example.com"' }],
      },
      {
        name: "a certificate that nobody checks, and old TLS",
        resources: [method({ url: "ldaps://ldap.example.com", insecureTls: true, tlsMinVersion: "tls10" })],
        finds: [
          { subject, path: "insecureTls", must: verified.must, found: "true" },
          { subject, path: "tlsMinVersion", must: recent.must, found: '"tls10"' },
        ],
      },
      {
        name: "logins without a password, which the directory decides about",
        resources: [
          method({ url: "ldaps://ldap.example.com", denyNullBind: false }),
          write("auth/staff/config", { url: "ldaps://ldap.example.com", token_max_ttl: "4h", deny_null_bind: "0" }),
        ],
        finds: [
          { subject, path: "denyNullBind", must: notEmpty.must, found: "false" },
          {
            subject: 'write to "auth/staff/config"',
            path: "dataJson.deny_null_bind",
            must: notEmpty.must,
            found: "false",
          },
        ],
      },
      {
        name: "the secrets engine with Vault's own default address",
        resources: [engine({})],
        finds: [{ subject: 'LDAP engine "ldap"', path: "url", must: encrypted.must, found: '"ldap://127.0.0.1"' }],
      },
      {
        name: "the engine for Active Directory",
        resources: [
          {
            type: "vault:ad/secretBackend:SecretBackend",
            props: { backend: "ad", binddn: "cn=vault", bindpass: "x", url: "ldap://ad.example.com" },
          },
        ],
        finds: [
          {
            subject: 'Active Directory engine "ad"',
            path: "url",
            must: encrypted.must,
            found: '"ldap://ad.example.com"',
          },
        ],
      },
      {
        name: "a write to a method with another name",
        resources: [
          write("auth/staff/config", { url: "ldap://ldap.example.com", userdn: "ou=people", insecure_tls: "true" }),
        ],
        finds: [
          {
            subject: 'write to "auth/staff/config"',
            path: "dataJson.url",
            must: encrypted.must,
            found: "a secret value (not shown)",
          },
          {
            subject: 'write to "auth/staff/config"',
            path: "dataJson.insecure_tls",
            must: verified.must,
            found: "true",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a server that another resource decides",
        resources: [method({ url: notKnownYet })],
        finds: [{ subject, path: "url", must: encrypted.must }],
      },
      {
        name: "StartTLS, or not, as another resource decides",
        resources: [method({ url: "ldap://ldap.example.com", starttls: notKnownYet })],
        finds: [{ subject, path: "starttls", must: encrypted.must }],
      },
    ],
  },
});

function judgeConnection({ urls, startTls, insecureTls, tlsMinVersion, denyNullBind }: LdapConnection): Outcome[] {
  return [
    ...judgeUrls(urls, startTls),
    ...demand(insecureTls, verified, { known: (isOn) => isOn !== true, secret: () => false }),
    ...demand(tlsMinVersion, recent, {
      known: (version) => version === undefined || !oldTls.test(version),
      secret: (version) => !version.matches(oldTls),
    }),
    ...demand(denyNullBind, notEmpty, { known: (isOn) => isOn !== false, secret: () => false }),
  ];
}

const oldTls = /^tls1[01]$/iu;

/** StartTLS makes the connection to a plain address an encrypted one, and to any other changes nothing. */
function judgeUrls(urls: LdapConnection["urls"], startTls: Value<boolean | undefined>): Outcome[] {
  if (startTls.kind === "known" && startTls.value === true) return [];
  if (urls.kind !== "known") return [notEvaluated(urls, encrypted)];
  const plain = urls.value.filter((url) => !isEncrypted(url));
  if (plain.length > 0 && startTls.kind === "unknown") return [notEvaluated(startTls, encrypted)];
  return plain.map((url) => (url.kind === "unknown" ? notEvaluated(url, encrypted) : violation(url, encrypted)));
}

function isEncrypted(url: Value<string>): boolean {
  return url.kind === "secret" ? url.matches(ldaps) : url.kind === "known" && ldaps.test(url.value);
}

const ldaps = /^ldaps:\/\//iu;

function method(props: Record<string, unknown>) {
  return {
    type: "vault:ldap/authBackend:AuthBackend",
    props: { path: "ldap", userdn: "ou=people,dc=example,dc=com", tokenMaxTtl: 4 * 3600, ...props },
  };
}

function engine(props: Record<string, unknown>) {
  return {
    type: "vault:ldap/secretBackend:SecretBackend",
    props: { path: "ldap", binddn: "cn=vault,dc=example,dc=com", bindpass: "not-shown", ...props },
  };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
