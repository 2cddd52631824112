import { after, hasOption, isFilledIn, nameOf, operandsOf, optionOf, type Run } from "./script";
import { elsewhere, storeAt, type Destination } from "./store";

/**
 * To a remote, whose kind stands in rclone's configuration or in variables (rclone documentation, Environment Variables). One of the kind
 * `crypt` encrypts what it gets.
 */
export function byRclone(words: readonly string[], { variables }: Run): Destination | undefined {
  const target = operandsOf(after(words, /^(?:copy|copyto|move|moveto|sync|rcat)$/u) ?? []).at(-1);
  if (target === undefined || !(target.includes(":") || isFilledIn(target))) return undefined;
  const { remote, path } = /^(?<remote>[\w -]+):(?<path>.*)$/su.exec(target)?.groups ?? {};
  if (remote === undefined)
    return { store: undefined, bucket: undefined, isElsewhere: target.includes(":") || undefined };
  const setting = (name: string) => variables.get(`RCLONE_CONFIG_${remote.toUpperCase()}_${name}`)?.toLowerCase();
  switch (setting("TYPE")) {
    case undefined:
      return elsewhere(undefined, nameOf(path));
    case "crypt":
      return elsewhere("encrypting");
    case "s3":
      return elsewhere(setting("PROVIDER") === "aws" ? "Amazon S3" : "S3", nameOf(path));
    case "google cloud storage":
      return elsewhere("Google", nameOf(path));
    case "azureblob":
      return elsewhere("Azure");
    case "local":
      return undefined;
    default:
      return elsewhere("other");
  }
}

/** What rclone's configuration says of its remotes, as the variables that mean the same. */
export function remotesIn(configuration: string): [string, string][] {
  let remote = "";
  return configuration.split(/\r?\n/u).flatMap((line): [string, string][] => {
    remote = /^\s*\[(?<name>[\w -]+)\]\s*$/u.exec(line)?.groups?.["name"] ?? remote;
    const [, name, value] = /^\s*(type|provider)\s*=(.*)$/u.exec(line) ?? [];
    if (remote === "" || name === undefined || value === undefined) return [];
    return [[`RCLONE_CONFIG_${remote.toUpperCase()}_${name.toUpperCase()}`, value.trim()]];
  });
}

/** To an alias, which a variable or `mc alias set` gives its address (MinIO documentation, mc alias). */
export function byMinio(words: readonly string[], { variables, commands }: Run): Destination | undefined {
  const target = operandsOf(after(words, /^(?:cp|mv|mirror|pipe|put)$/u) ?? []).at(-1);
  if (target === undefined || /^[./]/u.test(target)) return undefined;
  const [alias = "", ...path] = target.split("/");
  const set = commands.flatMap((command) => after(command.words, /^alias$/u, /^set$/u) ?? []);
  const address = set[0] === alias ? set[1] : variables.get(`MC_HOST_${alias}`);
  return elsewhere(storeAt(address), nameOf(path.join("/")));
}

/**
 * Consul Enterprise's agent keeps snapshots in the folder where it runs, unless its options or its configuration name a bucket (Consul
 * documentation, consul snapshot agent).
 */
export function byConsul(words: readonly string[]): Destination | undefined {
  const agent = after(words, /^snapshot$/u, /^agent$/u);
  if (agent === undefined) return undefined;
  if (hasOption(agent, /^--?aws-s3-/u)) {
    const store = hasOption(agent, /^--?aws-s3-endpoint/u) ? "S3" : "Amazon S3";
    return elsewhere(store, nameOf(optionOf(agent, /^--?aws-s3-bucket$/u)));
  }
  if (hasOption(agent, /^--?google-/u)) return elsewhere("Google");
  if (hasOption(agent, /^--?azure-/u)) return elsewhere("Azure");
  return hasOption(agent, /^--?config-(?:file|dir)/u)
    ? { store: undefined, bucket: undefined, isElsewhere: undefined }
    : undefined;
}
