import type { Resource } from "../resource";
import { asBoolean, asText } from "../scalars";
import { readSecret } from "../secret";
import { field, isFields, known, map, type Value } from "../value";
import { foreignTexts } from "./embedded";
import { chartValues } from "./helm-values";
import { isKnown, openContainersIn } from "./open-pods";
import { configurationsOf } from "./settings";
import { runsVault } from "./vault-command";
import { containersOf, type Container } from "./workload";

/** One sign that a server runs in dev mode or keeps nothing: what it says where it stands. */
export interface DevSign {
  readonly what: "dev mode" | "a dev root token" | "storage in memory";
  /** Known true where the sign is there. */
  readonly present: Value<boolean>;
}

/** The signs of a dev server in a resource, in every place where a server can be started. */
export function devSignsOf(resource: Resource): DevSign[] {
  return [
    ...openContainersIn(resource).map(devMode),
    ...containersOf(resource).filter(isKnown).flatMap(inContainer),
    ...foreignTexts(resource).map((text) => devMode(holds(asText(text), startsDevServer))),
    ...inChart(resource),
    ...configurationsOf(resource).flatMap(storageInMemory),
  ];
}

/**
 * Flags that switch dev mode on (command/server.go: "Automatically enable dev mode if other dev flags are provided"), on a
 * command line or in a script. Go's flag package takes one dash or two; `-dev=false` switches off.
 */
const devFlag =
  /(?:^|[\s;&|('"`])--?dev(?:-tls|-ha|-transactional|-consul|-leased-kv|-auto-seal|-kv-v1|-no-kv)?(?:=(?:1|t|T|TRUE|true|True))?(?=$|[\s;&|)'"`])/u;

/** The same in a unit file or a machine's first script, where other programs have flags as well. */
function startsDevServer(text: string): boolean {
  return text.split(/[\n;|]/u).some((command) => {
    const start = command.search(/\b(?:vault|bao)\s+server\b/u);
    return start !== -1 && devFlag.test(command.slice(start));
  });
}

function hasDevFlag(commandLine: string): boolean {
  return devFlag.test(commandLine);
}

function inContainer(container: Container): DevSign[] {
  const tokens = container.environment.filter(({ name }) => /^(?:VAULT|BAO)_DEV_ROOT_TOKEN_ID$/u.test(name));
  const signs = [...tokens.map(({ value }) => value), ...container.openVariables].map(devToken);
  if (!runsVault(container)) return [...openCommands(container).map(devMode), ...signs];
  // The image's own command is `server -dev` (Dockerfile).
  const byDefault = container.runsImageDefault ? [devMode(known(true, container.image.place))] : [];
  return [...container.commandLine.map((text) => devMode(holds(text, hasDevFlag))), ...byDefault, ...signs];
}

/** What is not known of another program's command line, where it can still be a command of Vault's: the first word, or what a shell runs. */
function openCommands({ commandLine: [first, ...others] }: Container): Value<boolean>[] {
  if (first === undefined) return [];
  if (first.kind === "unknown") return [first];
  const isShell = holds(first, (text) => /(?:^|\/)(?:ba|da|a|z|k)?sh$/u.test(text));
  return isShell.kind === "known" && isShell.value
    ? others.flatMap((text) => (text.kind === "unknown" ? [text] : []))
    : [];
}

function inChart(resource: Resource): DevSign[] {
  const values = chartValues(resource);
  if (values === undefined) return [];
  const enabled = asBoolean(values.get("server", "dev", "enabled"));
  return [
    devMode(map(enabled, (isEnabled, place) => known(isEnabled === true, place))),
    devMode(holds(asText(values.given("server", "extraArgs")), hasDevFlag)),
    devToken(values.given("server", "extraEnvironmentVars", "VAULT_DEV_ROOT_TOKEN_ID")),
  ];
}

function devMode(present: Value<boolean>): DevSign {
  return { what: "dev mode", present };
}

function devToken(value: Value): DevSign {
  return { what: "a dev root token", present: holds(asText(value), (text) => text !== "") };
}

function holds(value: Value<string | undefined>, is: (text: string) => boolean): Value<boolean> {
  if (value.kind === "secret") return readSecret(value, (text) => known(is(text), value.place));
  return map(value, (text, place) => known(text !== undefined && is(text), place));
}

/** Vault's kinds of storage that are gone when the process is (command/commands.go). */
const inMemory: ReadonlySet<string> = new Set(["inmem", "inmem_ha", "inmem_transactional", "inmem_transactional_ha"]);

function storageInMemory(settings: Value): DevSign[] {
  return ["storage", "ha_storage", "backend"].flatMap((name): DevSign[] => {
    const storage = field(settings, name);
    if (storage.kind === "unknown") return [{ what: "storage in memory", present: storage }];
    if (storage.kind === "secret") return [];
    if (!isFields(storage.value)) return [];
    return [...storage.value].map(([kind, body]) => ({
      what: "storage in memory",
      present: known(inMemory.has(kind), body.place),
    }));
  });
}
