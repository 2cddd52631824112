import { input, type Resource } from "../../resource";
import { asList, asText } from "../../scalars";
import { field, type Value } from "../../value";
import { ofProtocol, portsIn, rangeOf, textsIn, type Opening } from "./opening";

/** Firewalls of Hetzner Cloud and DigitalOcean, and OpenStack's security group rules. */
export const hostingForms = [
  { type: /^hcloud:index\/firewall:Firewall$/u, read: readHetzner },
  { type: /^digitalocean:index\/firewall:Firewall$/u, read: readDigitalOcean },
  { type: /^openstack:networking\/secGroupRule:SecGroupRule$/u, read: readOpenStack },
];

function readHetzner(firewall: Resource): Opening[] {
  return itemsOf(input(firewall, "rules"))
    .filter((rule) => !says(field(rule, "direction"), "out"))
    .map((rule) => opening(firewall, rule, "port", "sourceIps"));
}

function readDigitalOcean(firewall: Resource): Opening[] {
  return itemsOf(input(firewall, "inboundRules")).map((rule) =>
    opening(firewall, rule, "portRange", "sourceAddresses"),
  );
}

function opening(resource: Resource, rule: Value, ports: string, sources: string): Opening {
  return {
    resource,
    value: rule,
    ports: ofProtocol(field(rule, "protocol"), portsIn(field(rule, ports))),
    sources: { addresses: textsIn(field(rule, sources)), isAnybody: false },
  };
}

function readOpenStack(rule: Resource): Opening[] {
  if (says(input(rule, "direction"), "egress")) return [];
  const [prefix, group] = [input(rule, "remoteIpPrefix"), input(rule, "remoteGroupId")];
  const namesNobody = [prefix, group].every((source) => source.kind === "known" && !source.value);
  return [
    {
      resource: rule,
      value: rule.inputs,
      groupInput: "securityGroupId",
      ports: ofProtocol(input(rule, "protocol"), rangeOf(input(rule, "portRangeMin"), input(rule, "portRangeMax"))),
      sources: { addresses: [asText(prefix)], isAnybody: namesNobody },
    },
  ];
}

function itemsOf(value: Value): readonly Value[] {
  const items = asList(value);
  return items.kind === "known" ? items.value : [items];
}

function says(value: Value, word: string): boolean {
  const text = asText(value);
  return text.kind === "known" && text.value?.toLowerCase() === word;
}
