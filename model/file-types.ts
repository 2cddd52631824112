/** Types of what is read from a file outside any program, beside Kubernetes manifests and policies, which have the types that Pulumi gives them. */

/** A configuration of a Vault server or agent; its one input is its `text`. */
export const configurationFileType = "strongroom:file:ServerConfiguration";
/** Values for the official chart: `values`, a tree; of a release that Kustomize installs also its `name`, `namespace` and `valuesFiles`. */
export const chartValuesType = "strongroom:file:ChartValues";
/** A systemd unit: an object of sections, each an object of settings, each a list of texts in the file's order. */
export const unitType = "strongroom:file:Unit";
/** A machine's first configuration: cloud-init's tree, or a `script`. */
export const cloudInitType = "strongroom:file:CloudInit";
/** A Docker Compose project: its tree. */
export const composeType = "strongroom:file:Compose";
/** Prometheus's rules: a tree. */
export const prometheusRulesType = "strongroom:file:PrometheusRules";
/** Variables as Docker, Compose and direnv read them from a file; its one input is its `text`. */
export const environmentFileType = "strongroom:file:EnvironmentFile";
/** The configuration of a Pulumi stack: its tree. */
export const stackConfigurationType = "strongroom:file:StackConfiguration";
