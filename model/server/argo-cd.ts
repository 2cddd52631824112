import { input, type Resource } from "../resource";
import { asBoolean, asList, asText } from "../scalars";
import { field, isAbsent, known, unknown, type Unknown, type Value } from "../value";
import { generatedYaml, withoutPlaceholders } from "./generated-text";
import { firstGiven, notOpened, valuesFiles, type Installation } from "./installation";
import type { Setting } from "./set-values";

/** What an Application of Argo CD installs: of its one source, or of each of several. */
export function applicationInstallations(resource: Resource): Installation[] {
  return installationsIn(input(resource, "spec"), input(resource, "metadata", "name"));
}

/** The same of an ApplicationSet's template, of which what its generators fill in is not known. */
export function applicationSetInstallations(resource: Resource): Installation[] {
  const template = input(resource, "spec", "template");
  const patch = input(resource, "spec", "templatePatch");
  const patched = isAbsent(patch) ? [] : [notOpened("may be changed by the set's templatePatch", patch)];
  return installationsIn(field(template, "spec"), field(template, "metadata", "name")).map((installation) => ({
    ...installation,
    chart: withoutPlaceholders(installation.chart),
    version: withoutPlaceholders(installation.version),
    repository: withoutPlaceholders(installation.repository),
    values: generatedYaml(installation.values),
    settings: installation.settings.map(({ name, value, isText }) => ({
      isText,
      name: withoutPlaceholders(name),
      value: withoutPlaceholders(value),
    })),
    unopened: [...installation.unopened, ...patched],
    release: withoutPlaceholders(installation.release),
    namespace: withoutPlaceholders(installation.namespace),
  }));
}

/** One with everything that an Application says of its chart. */
type ArgoInstallation = Required<Installation>;

function installationsIn(spec: Value, name: Value): ArgoInstallation[] {
  const sources = asList(field(spec, "sources"));
  return [field(spec, "source"), ...(sources.kind === "known" ? sources.value : [sources])].map((source) => {
    const helm = field(source, "helm");
    return {
      chart: field(source, "chart"),
      version: field(source, "targetRevision"),
      repository: field(source, "repoURL"),
      values: firstGiven(field(helm, "valuesObject"), field(helm, "values")),
      settings: [
        ...itemsOf(field(helm, "parameters")).map(readParameter),
        ...itemsOf(field(helm, "fileParameters")).map(readFileParameter),
      ],
      unopened: valuesFiles(field(helm, "valueFiles")),
      release: firstGiven(field(helm, "releaseName"), name),
      namespace: field(spec, "destination", "namespace"),
      nullRemoves: true,
    };
  });
}

function itemsOf(list: Value): readonly Value[] {
  const items = asList(list);
  return items.kind === "known" ? items.value : [items];
}

/** Argo CD puts its variables in, and hands it to Helm's `--set`, or `--set-string` (util/helm/cmd.go; the documentation, Build Environment). */
function readParameter(parameter: Value): Setting {
  const name = asText(field(parameter, "name"));
  const value = field(parameter, "value");
  const isText = asBoolean(field(parameter, "forceString"));
  const isOpen =
    value.kind === "known" && typeof value.value === "string" && /\$\{?(?:ARGOCD|KUBE)_/u.test(value.value);
  if (isOpen || isText.kind !== "known") return { name, value: byArgo(isOpen ? value : isText), isText: true };
  return { name, value: isAbsent(value) ? known("", value.place) : value, isText: isText.value === true };
}

function byArgo({ place }: Value<unknown>): Unknown {
  return unknown("is filled in by Argo CD", place);
}

/** The text of a file that lies with the chart. */
function readFileParameter(parameter: Value): Setting {
  return {
    name: asText(field(parameter, "name")),
    value: notOpened("stands in a file of the chart's, which rules cannot open", field(parameter, "path")),
    isText: true,
  };
}
