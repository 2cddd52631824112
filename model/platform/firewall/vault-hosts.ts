import { foreignTexts } from "../../server/embedded";
import { configurationsOf, isServer } from "../../server/settings";
import { asText } from "../../scalars";
import { isList, leaves, type Value } from "../../value";
import { input, type Resource } from "../../resource";
import { openingsOf } from "./firewall";
import { isAbout, type Opening } from "./opening";

/**
 * The openings of the firewalls in front of machines that run Vault. Which these are is told by a rule for Vault's own ports, by a
 * machine in the stack that runs Vault and has the group, and by a name that says nothing else.
 */
export function openingsToVault(resources: readonly Resource[]): Opening[] {
  const openings = resources.flatMap(openingsOf);
  if (openings.length === 0) return [];
  const groups = new Set([
    ...openings.filter(({ ports }) => vaultPorts.some((port) => isAbout(ports, port))).flatMap(groupsOf),
    ...resources.filter(isNamedVault).map(({ urn }) => urn),
    ...resources.filter(runsVault).flatMap(groupsOfMachine),
  ]);
  return openings.filter((opening) => {
    // Of a rule of which nothing is known, nobody can tell what it is for.
    if (opening.value.kind === "unknown") return true;
    const ownGroups =
      opening.groupInput === undefined ? [...groupsOf(opening), ...targetsOf(opening)] : groupsOf(opening);
    return ownGroups.some((group) => groups.has(group));
  });
}

/** Vault's own: the API and the cluster's (command/server/config.go). */
export const vaultPorts = [8200, 8201];

/** The group by its URN, where this stack makes it, and by its id or name, where it is said. */
function groupsOf({ resource, groupInput }: Opening): string[] {
  if (groupInput === undefined) return [resource.urn];
  return [resource.urn, ...(resource.decidedBy?.get(groupInput) ?? []), ...textsOf(input(resource, groupInput))];
}

/** Machines that a firewall picks by their tags or labels. */
function targetsOf({ resource }: Opening): string[] {
  return ["targetTags", "tags"].flatMap((name) => itemsOf(input(resource, name)));
}

/** `vault`, `vault-servers`, `production-vault-sg`; not `vault-clients`, `backup-vault` or `from-vault`. */
const saysVaultHost =
  /^(?:(?!.*(?:^|[^a-z])(?:key|backup|recovery|data|from|to|for)[-_. ]*vault).*[^a-z])?vault(?:[-_. ](?:sg|nsg|fw|firewall|security|group|servers?|cluster|nodes?|hosts?|instances?|dev|staging|prod|production|\d+))*$/iu;

function isNamedVault(resource: Resource): boolean {
  if (!openingsOf(resource).some(({ groupInput }) => groupInput === undefined) && !isGroup.test(resource.type))
    return false;
  const names = [input(resource, "name"), input(resource, "groupName"), input(resource, "tags", "Name")];
  return [resource.name, ...names.flatMap(textsOf)].some((name) => saysVaultHost.test(name));
}

/** Groups whose rules are all declared apart have no openings of their own. */
const isGroup = /(?:SecurityGroup|SecGroup)$/u;

/** A machine, or the template of one, whose first configuration sets up a Vault server. */
function runsVault(resource: Resource): boolean {
  if (/^(?:vault|kubernetes|pulumi|strongroom):/u.test(resource.type)) return false;
  return (
    configurationsOf(resource).some((settings) => settings.kind === "known" && isServer(settings)) ||
    foreignTexts(resource).some((text) => startsServer(text))
  );
}

function startsServer(value: Value): boolean {
  const command = /\b(?:vault|bao)\s+server\b/u;
  const text = asText(value);
  if (text.kind === "secret") return text.matches(command);
  return text.kind === "known" && command.test(text.value ?? "");
}

/** Whatever decides the machine's inputs may be its group, and whatever is named beside a group or a tag. */
function groupsOfMachine(machine: Resource): string[] {
  const named = ["vpcSecurityGroupIds", "securityGroups", "securityGroupNames", "firewallIds", "tags"];
  return [
    ...[...(machine.decidedBy?.values() ?? [])].flat(),
    ...named.flatMap((name) => itemsOf(input(machine, name))),
  ];
}

/** Of a list alone: tags that are pairs of names and values pick nothing. */
function itemsOf(value: Value): string[] {
  return value.kind === "known" && isList(value.value) ? textsOf(value) : [];
}

function textsOf(value: Value): string[] {
  return [...leaves(value)].map(asText).flatMap((text) => (text.kind === "known" ? (text.value ?? []) : []));
}
