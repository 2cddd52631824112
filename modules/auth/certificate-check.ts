import { X509Certificate } from "node:crypto";
import type { Problem } from "../../problem/problem";
import type { CertificateAuthArgs, CertificateRoleArgs } from "./certificate-args";
import { refuseFor } from "./refuse";
import { roleNameProblems } from "./role-name";

/**
 * Checks that each role trusts a CA and asks for more than a certificate of it.
 * @throws Refusal with every problem of all roles
 */
export function checkCertificateAuth({ path, roles }: CertificateAuthArgs): void {
  refuseFor([
    ...roleNameProblems(path, roles),
    ...roles.flatMap((role) => {
      const subject = `role "${role.name}" of auth method "${path}"`;
      return [...caProblems(subject, role.caCertificates), ...nameProblems(subject, role)];
    }),
  ]);
}

const block = /-----BEGIN ([A-Z ]+)-----[^-]*-----END \1-----/g;

/** The PEM blocks of these texts, each on lines of its own as Vault demands, in their order. */
export function pemBlocks(texts: readonly string[]): string {
  return texts.flatMap((text) => text.match(block) ?? []).join("\n");
}

function caProblems(subject: string, texts: readonly string[]): Problem[] {
  const problem = { subject, path: "caCertificates", must: "be PEM certificates of CAs" };
  const fix = "give the CA's own certificate, as the CA publishes it";
  if (texts.length === 0) return [{ ...problem, found: "none", fix }];
  return texts.flatMap((text) => {
    const blocks = [...text.matchAll(block)];
    if (blocks.length === 0) return [{ ...problem, found: "a text without a PEM block", fix }];
    return blocks.flatMap(([pem, kind]) => {
      // What stands there is not repeated: it could be a private key.
      const found = kind === "CERTIFICATE" ? whyNoCa(pem) : `a block of another kind, ${kind ?? ""}`;
      return found === undefined ? [] : [{ ...problem, found, fix }];
    });
  });
}

function whyNoCa(pem: string): string | undefined {
  try {
    const { ca, subject } = new X509Certificate(pem);
    return ca ? undefined : `the certificate of ${subject.replaceAll("\n", ", ")}, which is no CA`;
  } catch {
    return "a certificate that cannot be read";
  }
}

const constraints = ["allowedNames", "allowedDnsSans", "allowedUriSans", "allowedOrganizationalUnits"] as const;

function nameProblems(subject: string, role: CertificateRoleArgs): Problem[] {
  const { allowedNames = [], allowedDnsSans = [], allowedUriSans = [] } = role;
  const unbound = {
    subject,
    path: "allowedNames",
    must: "bind the certificate's name: without, every certificate of the CA would do",
    found: "no allowedNames, allowedDnsSans or allowedUriSans",
    fix: "name whom the role is for",
  };
  const anyName = constraints.flatMap((path) =>
    (role[path] ?? [])
      .filter((name) => /^[*\s]*$/.test(name))
      .map((name) => ({
        subject,
        path,
        must: "bind to a name",
        found: `"${name}"`,
        fix: "name whom the role is for, or what all their names end with",
      })),
  );
  return [...([...allowedNames, ...allowedDnsSans, ...allowedUriSans].length > 0 ? [] : [unbound]), ...anyName];
}
