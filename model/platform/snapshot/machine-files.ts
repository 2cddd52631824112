import { cloudInitType, unitType } from "../../file-types";
import { isCloudConfig, readCloudConfig } from "../../files/cloud-init";
import { isMultipart, readMultipart } from "../../files/mime";
import { isUnitName, readUnit } from "../../files/unit";
import { input, type Resource } from "../../resource";
import { asList, asText } from "../../scalars";
import { foreignTexts } from "../../server/embedded";
import { field, leaves, type Value } from "../../value";
import { pipelinesIn, type Command } from "../shell";
import { isCrontab } from "./crontab";
import type { Script } from "../scripts";
import { revealed, withinText } from "./program";
import { argumentsOf } from "./script";

/** A file on a machine, as far as a stack says what is in it. */
export interface MachineFile {
  readonly resource: Resource;
  /** What says it. */
  readonly value: Value;
  /** Empty for one of which nobody says where it is. */
  readonly path: string;
  readonly text: string;
}

/** The files that a resource writes on a machine: by cloud-init, by a script, or itself. */
export function filesOn(resource: Resource): MachineFile[] {
  if (resource.type === cloudInitType) return filesOfCloudInit(resource, resource);
  if (resource.type === unitType) return [];
  return foreignTexts(resource).flatMap((value) => {
    const text = revealed(value) ?? "";
    const source = { file: resource.name, text };
    const reading = isCloudConfig(text)
      ? readCloudConfig(source)
      : isMultipart(text)
        ? readMultipart(source)
        : undefined;
    if (reading !== undefined)
      return reading.resources.flatMap((read) => filesOfCloudInit(read, resource)).map((file) => ({ ...file, value }));
    return withWritten({ resource, value, path: pathBeside(value, resource), text });
  });
}

function filesOfCloudInit({ inputs }: Resource, resource: Resource): MachineFile[] {
  const files = asList(field(inputs, "write_files"));
  const written = (files.kind === "known" ? files.value : []).map((file): MachineFile => {
    const value = field(file, "content");
    return { resource, value, path: revealed(field(file, "path")) ?? "", text: revealed(value) ?? "" };
  });
  const started = ["bootcmd", "runcmd"].flatMap((name) => {
    const commands = asList(field(inputs, name));
    return commands.kind === "known" ? commands.value : [];
  });
  const scripts = [field(inputs, "script"), ...started];
  return [
    ...written,
    ...scripts.flatMap((value) => {
      const text = [...leaves(value)].map((word) => revealed(word) ?? "").join(" ");
      return text === "" ? [] : withWritten({ resource, value, path: "", text });
    }),
  ];
}

/** The path that stands beside a text in the same resource: `remotePath`, `destination`. */
function pathBeside(text: Value, resource: Resource): string {
  const paths = [...leaves(resource.inputs)].map((value) => revealed(value) ?? "");
  return paths.find((path) => /^\/[\w./@-]+$/u.test(path) && path !== revealed(text)) ?? "";
}

/** A file, and those that it writes if it is a script: `cat > /etc/cron.d/snapshot <<EOF`, `(crontab -l; echo "...") | crontab -`. */
function withWritten(file: MachineFile): MachineFile[] {
  const pipelines = pipelinesIn(file.text);
  const setsTable = pipelines.flat().some((command) => argumentsOf(command, /^crontab$/u) !== undefined);
  const written = pipelines.flatMap((pipeline) => {
    const text = pipeline.map(printedBy).find((printed) => printed !== undefined);
    if (text === undefined) return [];
    const path = pipeline.map(writtenBy).find((name) => name !== undefined);
    if (path !== undefined) return [{ ...file, path, text }];
    return setsTable && isCrontab(text) ? [{ ...file, path: "/etc/crontab", text }] : [];
  });
  return [file, ...written];
}

function printedBy(command: Command): string | undefined {
  const [program, ...words] = command.words;
  const isPrinting = program === "echo" || program === "printf";
  return (
    command.document ??
    (isPrinting
      ? words
          .filter((word) => !word.startsWith("-"))
          .join(" ")
          .replaceAll("\\n", "\n")
      : undefined)
  );
}

function writtenBy(command: Command): string | undefined {
  const tee = argumentsOf(command, /^tee$/u)?.find((word) => !word.startsWith("-"));
  return tee ?? command.output;
}

/** A unit of systemd's. */
export interface Unit {
  readonly resource: Resource;
  /** `vault-snapshot.timer`. */
  readonly name: string;
  /** What stands in a section under a name, in order; a unit can say most things more than once. */
  readonly setting: (section: string, name: string) => readonly Script[];
}

export function unitsIn(resources: readonly Resource[], files: readonly MachineFile[]): Unit[] {
  const declared = resources.filter(({ type }) => type === unitType);
  return [
    ...declared.map((unit) => asUnit(unit, unit, unit.name)),
    ...files.flatMap(({ resource, path, text, value }) => {
      const name = isUnitName(path) ? path : /^\s*\[(?:Unit|Service|Timer)\]/u.test(text) ? resource.name : undefined;
      if (name === undefined) return [];
      return readUnit({ file: name, text }).resources.map((unit) => asUnit(unit, resource, name, value));
    }),
  ];
}

/** @param whole the text that it stands in, if it is no file of its own */
function asUnit(unit: Resource, resource: Resource, path: string, whole?: Value): Unit {
  const name = path.replaceAll("\\", "/").replace(/\.d\/[^/]+$/u, "");
  return {
    resource,
    name: name.slice(name.lastIndexOf("/") + 1),
    setting: (section, setting) => {
      const values = asList(input(unit, section, setting));
      const all = values.kind === "known" ? values.value : [];
      return whole === undefined ? all.map(asText) : all.map((value) => withinText(whole, revealed(value) ?? ""));
    },
  };
}
