import { input, type Resource } from "../../resource";
import { asBoolean, asList, asText } from "../../scalars";
import { field, isAbsent, type Value } from "../../value";
import { allPorts, ofProtocol, portsIn, textsIn, type Opening, type Ports } from "./opening";

/** Firewalls of Pulumi's providers gcp and google-native. */
export const googleForms = [
  { type: /^gcp:compute\/firewall:Firewall$/u, read: readFirewall("allows", "protocol") },
  { type: /^google-native:compute\/\w+:Firewall$/u, read: readFirewall("allowed", "ipProtocol") },
];

function readFirewall(allows: string, protocol: string): (firewall: Resource) => Opening[] {
  return (firewall) => {
    const [direction, disabled] = [asText(input(firewall, "direction")), asBoolean(input(firewall, "disabled"))];
    if (direction.kind === "known" && direction.value === "EGRESS") return [];
    if (disabled.kind === "known" && disabled.value === true) return [];
    const rules = asList(input(firewall, allows));
    return (rules.kind === "known" ? rules.value : [rules]).map((rule) => ({
      resource: firewall,
      value: rule,
      ports: ofProtocol(field(rule, protocol), portsOf(rule)),
      sources: {
        addresses: textsIn(input(firewall, "sourceRanges")),
        // Without any source the rule applies to traffic from all of them (Google Cloud's API, firewalls, sourceRanges).
        isAnybody: ["sourceRanges", "sourceTags", "sourceServiceAccounts"].every((name) =>
          isAbsent(input(firewall, name)),
        ),
      },
    }));
  };
}

function portsOf(rule: Value): Ports {
  const ports = asList(field(rule, "ports"));
  if (ports.kind === "known" && ports.value.length === 0) return [allPorts];
  return (ports.kind === "known" ? ports.value : [ports]).flatMap(portsIn);
}
