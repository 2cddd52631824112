import { input, type Resource } from "../resource";
import { asCount } from "../scalars";
import { field, type Value } from "../value";
import { allOf, type Certainty } from "../certainty";
import { notRead } from "./join";
import { serversIn } from "./servers";
import { handledAs, itemsOf, says, type HandledTls } from "./tls-handling";

/** What is between clients and Vault's port in a cloud, and whether it certainly leads there. */
export interface CloudHop extends HandledTls {
  readonly isForVault: Certainty;
}

/** The hops to Vault's port that a resource of AWS or Azure is. */
export function cloudHopsOf(resource: Resource): CloudHop[] {
  if (targetGroup.test(resource.type)) return [readProtocol(resource, "port")];
  if (listener.test(resource.type)) return [readProtocol(resource, "port")];
  if (resource.type === "aws:elb/loadBalancer:LoadBalancer")
    return itemsOf(input(resource, "listeners")).map(readClassic);
  if (resource.type === "azure:network/applicationGateway:ApplicationGateway") {
    return itemsOf(input(resource, "backendHttpSettings")).map(readGatewaySettings);
  }
  return [];
}

export const targetGroup = /^aws:(?:a?lb|elasticloadbalancingv2)\/targetGroup:TargetGroup$/u;
export const listener = /^aws:(?:a?lb|elasticloadbalancingv2)\/listener:Listener$/u;

/** Network load balancers pass on what is TCP to them; what is TLS, HTTPS or HTTP ends there (Elastic Load Balancing, Listeners). */
function readProtocol(resource: Resource, port: string): CloudHop {
  const protocol = input(resource, "protocol");
  return { ...ended(protocol), isForVault: isVaultPort(input(resource, port)) };
}

export function ended(protocol: Value): HandledTls {
  return handledAs(
    protocol,
    [
      [says(protocol, /^HTTP$/iu), "in the clear"],
      [says(protocol, /^(?:HTTPS|TLS|SSL)$/iu), "encrypted again"],
    ],
    "passed through",
  );
}

function readClassic(each: Value): CloudHop {
  const [front, back] = [field(each, "lbProtocol"), field(each, "instanceProtocol")];
  const isPassed = allOf([says(front, /^tcp$/iu), says(back, /^tcp$/iu)]);
  const isAgain = allOf([says(front, /^(?:https|ssl)$/iu), says(back, /^(?:https|ssl)$/iu)]);
  const handled = handledAs(
    each,
    [
      [isPassed, "passed through"],
      [isAgain, "encrypted again"],
    ],
    "in the clear",
  );
  return { ...handled, isForVault: isVaultPort(field(each, "instancePort")) };
}

function readGatewaySettings(settings: Value): CloudHop {
  const protocol = field(settings, "protocol");
  const handled = handledAs(protocol, [[says(protocol, /^https$/iu), "encrypted again"]], "in the clear");
  return { ...handled, isForVault: isVaultPort(field(settings, "port")) };
}

function isVaultPort(value: Value): Certainty {
  const port = asCount(value);
  return port.kind === "known" ? port.value === 8200 : notRead(port);
}

/**
 * Listeners on other ports whose default action leads to a target group with Vault's port. What they do with TLS, their target group
 * does not show. Of one whose target is not known it is not known either whether it leads there, where the stack has servers of Vault's.
 */
export function listenersBeforeVault(
  resources: readonly Resource[],
): readonly (CloudHop & { readonly resource: Resource })[] {
  const groups = new Map(
    resources
      .filter(({ type }) => targetGroup.test(type))
      .map((group) => [group.urn, isVaultPort(input(group, "port"))] as const),
  );
  const hasServers = serversIn(resources).length > 0;
  return resources.flatMap((resource): readonly (CloudHop & { readonly resource: Resource })[] => {
    if (!listener.test(resource.type)) return [];
    const hop = { ...ended(input(resource, "protocol")), resource };
    const deciders = resource.decidedBy?.get("defaultActions") ?? [];
    if (deciders.some((urn) => groups.get(urn) === true)) return [{ ...hop, isForVault: true }];
    const target = itemsOf(input(resource, "defaultActions"))
      .map((action) => field(action, "targetGroupArn"))
      .find(({ kind }) => kind === "unknown");
    const isElsewhere = deciders.length > 0 && deciders.every((urn) => groups.get(urn) === false);
    return target === undefined || isElsewhere || !hasServers ? [] : [{ ...hop, isForVault: notRead(target) }];
  });
}
