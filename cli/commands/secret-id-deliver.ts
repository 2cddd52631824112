import { openCluster } from "../../live/kubernetes/cluster";
import type { KubeconfigChoice } from "../../live/kubernetes/kubeconfig";
import { isNamespace, isObjectName, namespaceForm, objectNameForm } from "../../modules/kubernetes/names";
import { exitCodes, Refusal, type ExitCode, type Problem } from "../../problem/problem";
import { withAppRole } from "../approle-session";
import { nothingIssued } from "../counted-uses";
import { deliver, sayNothingIssued, type DeliveryOptions } from "../delivery";
import { deliveryJson, deliveryReport } from "../delivery-report";
import type { Io } from "../io";

export type SecretIdDeliverOptions = DeliveryOptions & {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly json: boolean;
};

/**
 * `strongroom secret-id deliver ROLE --namespace NS`: a new secret-id, written into a Secret of a cluster for an application that
 * cannot log in by itself. It goes over the Kubernetes API, so that it stands in no Pulumi state, and no terminal sees it.
 */
export async function secretIdDeliver(options: SecretIdDeliverOptions, io: Io): Promise<ExitCode> {
  checkNames(options);
  const cluster = await openCluster(clusterChoice(options), io.signal).catch(sayNothingIssued);
  const delivery = await withAppRole(options, io, nothingIssued, (deployer) => deliver(deployer, cluster, options));
  io.out(options.json ? deliveryJson(delivery) : deliveryReport(delivery, options));
  return exitCodes.clean;
}

function clusterChoice({ kubeconfig, context }: SecretIdDeliverOptions): KubeconfigChoice {
  return { ...(kubeconfig === undefined ? {} : { file: kubeconfig }), ...(context === undefined ? {} : { context }) };
}

function checkNames({ namespace, secret }: SecretIdDeliverOptions): void {
  const [first, ...rest]: Problem[] = [
    ...(isNamespace(namespace) ? [] : [{ subject: "--namespace", must: namespaceForm, found: namespace }]),
    ...(isObjectName(secret) ? [] : [{ subject: "--secret", must: objectNameForm, found: secret }]),
  ];
  if (first === undefined) return;
  throw new Refusal([first, ...rest], { exitCode: exitCodes.usage, summary: nothingIssued });
}
