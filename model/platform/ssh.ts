import { anyOf, type Certainty } from "../certainty";
import { asCount, asList, asText } from "../scalars";
import { wordsOf, type Container } from "../server/workload";
import { field, isAbsent, type Value } from "../value";
import { hasPort } from "./firewall/opening";
import { notRead } from "./join";
import type { PublishedPort } from "./published-port";
import { withoutOpenTag } from "./vault-images";

/** Where something may be what SSH needs, and whether it is. */
export interface SshSign {
  readonly value: Value<unknown>;
  readonly isThere: Certainty;
}

export const sshPort = 22;

/** A container's port 22, and the programs that answer there: its image, or a word of its command. */
export function sshInContainer(container: Container): SshSign[] {
  const ports = asList(field(container.settings, "ports"));
  return [
    ...(ports.kind === "known" ? ports.value : [ports]).map((port) => isSshPort(field(port, "containerPort"))),
    {
      value: container.image,
      isThere: says(withoutOpenTag(container.image), /(?:^|[/-])(?:openssh-server|sshd|dropbear)(?:[:@-]|$)/u),
    },
    ...wordsOf(container).map((word) => ({ value: word, isThere: says(word, /(?:^|\/)(?:sshd|dropbear)$/u) })),
  ];
}

/** A Service's port 22, or that of the pods behind it. */
export function sshInServicePort(port: Value): SshSign {
  const [own, target] = [isSshPort(field(port, "port")), isSshPort(field(port, "targetPort"))];
  return { value: target.isThere === true ? target.value : own.value, isThere: anyOf([target.isThere, own.isThere]) };
}

export function sshInPublishedPort({ value, ports }: PublishedPort): SshSign {
  return { value, isThere: hasPort(ports, sshPort) };
}

function isSshPort(value: Value): SshSign {
  if (value.kind !== "known") return { value, isThere: notRead(value) };
  const [name, number] = [asText(value), asCount(value)];
  const isNamed = name.kind === "known" && name.value === "ssh";
  return { value, isThere: !isAbsent(value) && (isNamed || (number.kind === "known" && number.value === sshPort)) };
}

function says(text: Value<string | undefined>, word: RegExp): Certainty {
  return text.kind === "known" ? word.test(text.value ?? "") : notRead(text);
}
