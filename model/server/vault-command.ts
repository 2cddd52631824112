import { asText, textOf } from "../scalars";
import { field, type Value } from "../value";
import { wordsOf, type Container } from "./workload";

/** Whether the container runs Vault's own image (hashicorp/vault, vault-enterprise) or OpenBao's, or a command of theirs. */
export function runsVault(container: Container): boolean {
  return (
    hasServerImage(container) ||
    vaultCommandsOf(container).length > 0 ||
    wordsOf(container).some((word) => word.kind === "known" && program.test(word.value))
  );
}

/** Vault's command, and that of OpenBao, its fork. */
const program = /(?:^|\/)(?:vault|bao)$/u;
const entryPoint = /(?:^|\/)docker-entrypoint\.sh$/u;

/** An image that is not known is Vault's where its container is called so. */
export function hasVaultImage({ image, settings }: Container): boolean {
  if (image.kind === "known") return /(?:^|\/)(?:vault|vault-enterprise)(?:[:@]|$)/u.test(image.value ?? "");
  return textOf(field(settings, "name")) === "vault";
}

/** Whether the image is one that starts a server by itself: Vault's, or OpenBao's (openbao, openbao-ubi, openbao-hsm-ubi). */
export function hasServerImage(container: Container): boolean {
  const { image } = container;
  return (
    hasVaultImage(container) ||
    (image.kind === "known" && /(?:^|\/)openbao(?:-[\w-]+)?(?:[:@]|$)/u.test(image.value ?? ""))
  );
}

/** Whether its image or the container itself is called after Vault, as a copy of the image in a registry of one's own is. */
function isCalledVault({ image, settings }: Container): boolean {
  return [image, asText(field(settings, "name"))].some(
    (name) => name.kind === "known" && calledVault.test(name.value ?? ""),
  );
}

/** Vault, or OpenBao, its fork; Vaultwarden is another program. */
export const calledVault = /vault(?!warden)|(?<![a-z])(?:open)?bao(?![a-z])/iu;

/**
 * The commands of Vault's that a container runs: `server`, `agent`, `operator`. By the entry point of Vault's image the first argument
 * is one as well (docker-entrypoint.sh).
 */
export function vaultCommandsOf(container: Container): string[] {
  const words = wordsOf(container).map((word) => (word.kind === "known" ? word.value : ""));
  const isOwnImage = hasServerImage(container);
  return words.filter((word, index) => {
    if (!vaultCommands.has(word)) return false;
    const before = words[index - 1];
    if (before !== undefined) return program.test(before) || (isOwnImage && entryPoint.test(before));
    return container.runsImageCommand && (isOwnImage || (word === "server" && isCalledVault(container)));
  });
}

/**
 * Whether a container of Vault's image may start a server though its command line names none of Vault's commands: it leaves that to
 * the image, or something in it is not known here. `cp /bin/vault /shared` and `sleep infinity` start none.
 */
export function leavesStartOpen(container: Container): boolean {
  const words = wordsOf(container);
  const [first] = words;
  if (first === undefined) return true;
  if (container.runsImageCommand && isOpenArgument(first)) return true;
  if (first.kind !== "known") return true;
  if (passesOn.test(first.value) && words.some(({ kind }) => kind !== "known")) return true;
  return words.some((word, index) => {
    if (word.kind !== "known") return false;
    const next = words[index + 1];
    if (entryPoint.test(word.value)) return next === undefined || isOpenArgument(next);
    return program.test(word.value) && next !== undefined && isVariable(next);
  });
}

/** Flags the entry point gives to a server. */
function isOpenArgument(word: Value<string>): boolean {
  return isVariable(word) || (word.kind === "known" && word.value.startsWith("-"));
}

function isVariable(word: Value<string>): boolean {
  return word.kind !== "known" || word.value.startsWith("$");
}

export function isShell(word: string): boolean {
  return /(?:^|\/)(?:ba|da|a|z|k)?sh$/u.test(word);
}

/** Programs that run what their arguments say. */
const passesOn =
  /(?:^|\/)(?:(?:ba|da|a|z|k)?sh|dumb-init|tini|env|gosu|su-exec|setpriv|vault|bao|docker-entrypoint\.sh)$/u;

/** Whether the container starts by a script in a file, which can start anything. */
export function startsByScript(container: Container): boolean {
  const [first, ...others] = wordsOf(container).flatMap((word) => (word.kind === "known" ? [word.value] : []));
  if (first === undefined) return false;
  const isOwn = /^(?:\.{0,2}\/)(?!(?:usr\/(?:local\/)?)?s?bin\/)/u.test(first);
  return isOwn || [first, ...others].some((word) => /\.(?:ba)?sh$/u.test(word) && !entryPoint.test(word));
}

/** command/commands.go */
const vaultCommands: ReadonlySet<string> = new Set([
  ...["agent", "audit", "auth", "debug", "delete", "events", "hcp", "kv", "lease", "list", "login", "monitor"],
  ...["namespace", "operator", "patch", "path-help", "pki", "plugin", "policy", "print", "proxy", "read", "secrets"],
  ...["server", "ssh", "status", "token", "transform", "transit", "unwrap", "version", "version-history", "write"],
]);
