import { chartValuesType } from "../file-types";
import { input, type Resource } from "../resource";
import { asBoolean, asList, asText } from "../scalars";
import { field, isAbsent, known, type Unknown, type Value } from "../value";
import { applicationInstallations, applicationSetInstallations } from "./argo-cd";
import { firstGiven, notOpened, valuesFiles, type Installation } from "./installation";
import { mergeValues } from "./merge-values";
import { setValues, type Setting } from "./set-values";

/** The charts that a resource installs; none for a resource that installs none. */
export function installationsOf(resource: Resource): Installation[] {
  return readers.find(({ type }) => type.test(resource.type))?.read(resource) ?? [];
}

/** Pulumi's own releases and charts, Flux's HelmRelease, Argo CD's Application and ApplicationSet, and a file of values. */
const readers: readonly { readonly type: RegExp; readonly read: (resource: Resource) => Installation[] }[] = [
  { type: /^kubernetes:helm\.sh\/v[34]:/u, read: readPulumi },
  { type: /^kubernetes:helm\.toolkit\.fluxcd\.io\/\w+:HelmRelease$/u, read: readFlux },
  { type: /^kubernetes:argoproj\.io\/\w+:Application$/u, read: applicationInstallations },
  { type: /^kubernetes:argoproj\.io\/\w+:ApplicationSet$/u, read: applicationSetInstallations },
  { type: new RegExp(`^${chartValuesType}$`, "u"), read: readFile },
];

function readPulumi(resource: Resource): Installation[] {
  // Pulumi leaves nulls out unless it is told otherwise.
  const allowsNulls = asBoolean(input(resource, "allowNullValues"));
  return [
    {
      chart: input(resource, "chart"),
      version: input(resource, "version"),
      repository: input(resource, "repositoryOpts", "repo"),
      values: input(resource, "values"),
      settings: [],
      unopened: valuesFiles(input(resource, "valueYamlFiles")),
      release: input(resource, "name"),
      namespace: input(resource, "namespace"),
      nullRemoves: allowsNulls.kind === "known" && allowsNulls.value === true,
    },
  ];
}

/** What stands in the release wins over all that it takes from elsewhere (helm-controller, ChartValuesFromReferences). */
function readFlux(resource: Resource): Installation[] {
  const spec = input(resource, "spec");
  const [references, inline] = [field(spec, "valuesFrom"), field(spec, "values")];
  const parts = asList(references);
  const items = parts.kind === "known" ? parts.value : [references];
  const beneath = setValues(known(undefined, inline.place), items.flatMap(readTarget));
  return [
    {
      chart: field(spec, "chart", "spec", "chart"),
      version: field(spec, "chart", "spec", "version"),
      repository: field(spec, "chart", "spec", "sourceRef", "name"),
      values: mergeValues(beneath, inline),
      settings: [],
      unopened: items.filter((item) => isAbsent(targetOf(item))).map(takenFrom),
      release: firstGiven(field(spec, "releaseName"), input(resource, "metadata", "name")),
      namespace: firstGiven(field(spec, "targetNamespace"), input(resource, "metadata", "namespace")),
      nullRemoves: true,
    },
  ];
}

/** A reference with a path gives that one value. */
function readTarget(reference: Value): Setting[] {
  const target = targetOf(reference);
  return isAbsent(target) ? [] : [{ name: target, value: takenFrom(reference), isText: true }];
}

function targetOf(reference: Value): Value<string | undefined> {
  return asText(field(reference, "targetPath"));
}

function takenFrom(reference: Value): Unknown {
  return notOpened("stands in a Secret or a ConfigMap of the cluster, if anywhere", reference);
}

function readFile(resource: Resource): Installation[] {
  return [
    {
      values: input(resource, "values"),
      settings: [],
      unopened: valuesFiles(input(resource, "valuesFiles")),
      release: input(resource, "name"),
      namespace: input(resource, "namespace"),
      nullRemoves: true,
    },
  ];
}
