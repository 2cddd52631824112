import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { addressFault } from "../address";
import type { LdapAuthArgs } from "./ldap-args";
import { defaultLives, searches } from "./ldap-config";
import { caProblems } from "./pem";
import { lifeProblems } from "./token";

/**
 * Checks that a directory is reached over TLS, that Vault finds people in one way, and that groups are given something.
 * @throws Refusal with every problem of the method and of all its groups
 */
export function checkLdapAuth(args: LdapAuthArgs): void {
  const subject = `auth method "${args.path}"`;
  const { caCertificate: ca, groups = [] } = args;
  refuseFor([
    ...urlProblems(subject, args),
    ...(ca === undefined ? [] : caProblems(subject, "caCertificate", [ca])),
    ...(args.userDn === "" ? [{ subject, path: "userDn", must: "say where people are", found: "nothing" }] : []),
    ...searchProblems(subject, args),
    ...lifeProblems(subject, args, defaultLives),
    ...groups.flatMap(({ name, policies }) =>
      policies.length > 0
        ? []
        : [
            {
              subject: `group "${name}" of ${subject}`,
              path: "policies",
              must: "name at least one policy",
              found: "none",
            },
          ],
    ),
  ]);
}

function urlProblems(subject: string, { urls, startTls = false }: LdapAuthArgs): Problem[] {
  if (urls.length === 0) return [{ subject, path: "urls", must: "name at least one server", found: "none" }];
  const schemes = startTls ? ["ldaps:", "ldap:"] : ["ldaps:"];
  return urls.flatMap((url, index) => {
    // Vault takes a comma for the next server.
    const found = url.includes(",") ? "one with a comma" : addressFault(url, { schemes });
    if (found === undefined) return [];
    const must = "be an address such as ldaps://ldap.example.com";
    const fix =
      "start with ldaps://, or set startTls: else people's passwords would be on the network; bindDn says who Vault searches as";
    return [{ subject, path: `urls[${index}]`, must, found, fix }];
  });
}

function searchProblems(subject: string, args: LdapAuthArgs): Problem[] {
  const { anonymousSearch = false, bindDn, upnDomain, userFilter } = args;
  const ways = [
    ...(bindDn === undefined ? [] : ["bindDn"]),
    ...(anonymousSearch ? ["anonymousSearch"] : []),
    ...(upnDomain === undefined ? [] : ["upnDomain"]),
  ];
  return [
    ...(ways.length < 2
      ? []
      : [
          {
            subject,
            must: "find people in one way: by bindDn, anonymousSearch or upnDomain, or by userDn alone",
            found: ways.join(" and "),
          },
        ]),
    ...(userFilter === undefined || searches(args)
      ? []
      : [
          {
            subject,
            path: "userFilter",
            must: "be applied, and Vault applies it only to a search",
            found: "no bindDn or anonymousSearch",
            fix: "let Vault search, or leave the filter out",
          },
        ]),
  ];
}
