import type { Direction } from "../../model/platform/network-policy";
import type { Requirement } from "../outcome";

/** What is asked of a rule that leaves nobody out, whoever's policy it stands in. */
export function openTo(direction: Direction): Requirement {
  return direction === "ingress"
    ? { must: "say whom it lets in to Vault", fix: "name the clients in from" }
    : {
        must: "say whom it lets Vault connect to",
        fix: "name the services in to",
        accept: "name the port in this rule's portsToAnywhere",
      };
}
