import { input, type Resource } from "../../resource";
import { asList, asText } from "../../scalars";
import { field, isAbsent, type Value } from "../../value";
import { ofProtocol, rangeOf, textsIn, type Opening } from "./opening";

/** Security groups, with their rules inside or apart, of Pulumi's providers aws and aws-native. */
export const awsForms = [
  { type: /^aws:ec2\/(?:default)?securityGroup:(?:Default)?SecurityGroup$/iu, read: listed("ingress") },
  { type: /^aws-native:ec2:SecurityGroup$/u, read: listed("securityGroupIngress") },
  { type: /^aws:ec2\/securityGroupRule:SecurityGroupRule$/u, read: readTypedRule },
  { type: /^aws:vpc\/securityGroupIngressRule:SecurityGroupIngressRule$/u, read: apart("securityGroupId") },
  { type: /^aws-native:ec2:SecurityGroupIngress$/u, read: apart("groupId") },
];

function listed(name: string): (group: Resource) => Opening[] {
  return (group) => {
    const rules = asList(input(group, name));
    return (rules.kind === "known" ? rules.value : [rules]).map((rule) => opening(group, rule));
  };
}

function apart(groupInput: string): (rule: Resource) => Opening[] {
  return (rule) => [{ ...opening(rule, rule.inputs), groupInput }];
}

function readTypedRule(rule: Resource): Opening[] {
  const type = asText(input(rule, "type"));
  return type.kind === "known" && type.value === "egress" ? [] : apart("securityGroupId")(rule);
}

function opening(resource: Resource, rule: Value): Opening {
  const protocol = [field(rule, "protocol"), field(rule, "ipProtocol")].find((it) => !isAbsent(it));
  const ports = rangeOf(field(rule, "fromPort"), field(rule, "toPort"));
  return {
    resource,
    value: rule,
    ports: ofProtocol(protocol ?? field(rule, "protocol"), ports),
    sources: { addresses: sourceNames.flatMap((name) => textsIn(field(rule, name))), isAnybody: false },
  };
}

const sourceNames = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6", "cidrIp"];
