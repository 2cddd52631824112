import { input, type Resource } from "../../resource";
import { asList, asText } from "../../scalars";
import { field, type Value } from "../../value";
import { ofProtocol, portsIn, textsIn, type Opening, type Ports } from "./opening";

/** Network security groups, with their rules inside or apart, of Pulumi's providers azure and azure-native. */
export const azureForms = [
  { type: /^azure(?:-native)?:network(?:\/v\w+)?(?:\/networkSecurityGroup)?:NetworkSecurityGroup$/u, read: readGroup },
  { type: /^azure:network\/networkSecurityRule:NetworkSecurityRule$/u, read: apart },
  { type: /^azure-native:network(?:\/v\w+)?:SecurityRule$/u, read: apart },
];

function readGroup(group: Resource): Opening[] {
  const rules = asList(input(group, "securityRules"));
  return (rules.kind === "known" ? rules.value : [rules]).flatMap((rule) => openingsIn(group, rule));
}

function apart(rule: Resource): Opening[] {
  return openingsIn(rule, rule.inputs).map((opening) => ({ ...opening, groupInput: "networkSecurityGroupName" }));
}

function openingsIn(resource: Resource, rule: Value): Opening[] {
  if (says(field(rule, "direction"), "outbound") || says(field(rule, "access"), "deny")) return [];
  const addresses = [field(rule, "sourceAddressPrefix"), field(rule, "sourceAddressPrefixes")].flatMap(textsIn);
  return [
    {
      resource,
      value: rule,
      ports: ofProtocol(field(rule, "protocol"), destinationPorts(rule)),
      sources: { addresses, isAnybody: false },
    },
  ];
}

function destinationPorts(rule: Value): Ports {
  const ranges = asList(field(rule, "destinationPortRanges"));
  const several = ranges.kind === "known" ? ranges.value : [ranges];
  return [...asListOfOne(field(rule, "destinationPortRange")), ...several].flatMap(portsIn);
}

function asListOfOne(value: Value): readonly Value[] {
  return value.kind === "known" && value.value === undefined ? [] : [value];
}

function says(value: Value, word: string): boolean {
  const text = asText(value);
  return text.kind === "known" && text.value?.toLowerCase() === word;
}
