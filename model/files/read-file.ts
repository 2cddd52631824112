import { chartValuesIn, readChartValues } from "./chart-values";
import { isCloudConfig, isUserData, readCloudConfig, readFirstScript } from "./cloud-init";
import { isCompose, readCompose } from "./compose";
import { isEnvironmentFileName, readEnvironmentFile } from "./environment-file";
import { readHcl } from "./hcl";
import { readJson } from "./json";
import { isManifest, readManifests } from "./kubernetes";
import { isKustomization, readKustomization } from "./kustomization";
import type { Located } from "./located";
import { kindByLook } from "./looks";
import { isMultipart, readMultipart } from "./mime";
import { isPrometheusRules, readPrometheusRules } from "./prometheus-rules";
import { isState, readState } from "./pulumi-state";
import type { FileProblem, Reading, Skipped, SourceText } from "./reading";
import { isStackConfiguration, readStackConfiguration } from "./stack-configuration";
import { readTemplate } from "./template";
import { isUnitName, readUnit } from "./unit";
import { readYaml } from "./yaml";

/**
 * Reads a file by what is in it, and by its name where that decides (a unit, variables). Never throws and never guesses: what is of no
 * kind that is read is skipped, and what cannot be read is a problem.
 */
export function readFile(source: SourceText): Reading | Skipped {
  const reading = readByKind(source);
  return reading.kind === "skipped" ? reading : readTemplate(source, reading);
}

function readByKind(source: SourceText): Reading | Skipped {
  if (source.text.trim() === "") return skipped("is empty");
  if (isUnitName(source.file)) return readUnit(source);
  if (isEnvironmentFileName(source.file)) return readEnvironmentFile(source);
  if (isCloudConfig(source.text)) return readCloudConfig(source);
  if (isMultipart(source.text)) return readMultipart(source);
  if (isUserData(source)) return readFirstScript(source);
  if (/\.hcl$/iu.test(source.file)) return readHcl(source) ?? ofNoKind;
  return (
    (startsLikeJson.test(source.text) ? readJsonFile(source) : readYamlFile(source)) ?? readHcl(source) ?? ofNoKind
  );
}

/** Two braces begin a template. */
const startsLikeJson = /^\s*(?:\[|\{(?!\{))/u;

/** Files of which a folder's are worth opening; one that is named by itself is opened whatever its name. */
export function mayBeRead(file: string): boolean {
  return (
    /\.(?:ya?ml|json|hcl)$|(?:user[-_]?data|cloud[-_]?init)[^\\/]*$/iu.test(file) ||
    isUnitName(file) ||
    isEnvironmentFileName(file)
  );
}

function skipped(because: string): Skipped {
  return { kind: "skipped", because };
}

const ofNoKind = skipped("is of no kind that is read");

/** What Vault's parser takes for its configuration, or a policy, is often no JSON to others. */
function readJsonFile(source: SourceText): Reading | undefined {
  const document = readJson(source);
  if (!("must" in document)) return readDocuments([document]);
  if (!/\.json$/iu.test(source.file)) return readYamlFile(source);
  return readHcl(source) ?? unreadable(source, [document]);
}

function readYamlFile(source: SourceText): Reading | undefined {
  const { documents, problems } = readYaml(source);
  const reading = readDocuments(documents);
  if (problems.length === 0) return reading;
  if (reading === undefined) return unreadable(source, problems);
  return { ...reading, problems: [...reading.problems, ...problems] };
}

function readDocuments(documents: readonly Located[]): Reading | undefined {
  if (documents.some(isManifest)) return readManifests(documents);
  for (const document of documents) {
    if (isState(document)) return readState(document);
    if (isKustomization(document)) return { kind: "Kubernetes", resources: readKustomization(document), problems: [] };
    if (isCompose(document)) return readCompose(document);
    if (isPrometheusRules(document)) return readPrometheusRules(document);
    if (isStackConfiguration(document)) return readStackConfiguration(document);
    const values = chartValuesIn(document);
    if (values !== undefined) return readChartValues(values);
  }
  return undefined;
}

function unreadable({ text }: SourceText, problems: readonly FileProblem[]): Reading | undefined {
  const kind = kindByLook(text);
  return kind === undefined ? undefined : { kind, resources: [], problems };
}
