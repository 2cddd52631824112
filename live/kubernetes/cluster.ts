import { request as send, type RequestOptions } from "node:https";
import { text } from "node:stream/consumers";
import { types } from "node:util";
import { Refusal } from "../../problem/problem";
import { readKubeconfig, type KubeconfigChoice } from "./kubeconfig";
import { ClusterRefusal, parseJson, statusMessage } from "./refusal";

export interface ClusterRequest {
  readonly method: "GET" | "POST" | "PUT";
  /** `/api/v1/namespaces/payments/secrets`, with a query where it needs one. */
  readonly path: string;
  /** What it does, for errors: `read Secret payments/vault-approle`. */
  readonly what: string;
  readonly body?: object;
  /** What must not be repeated in an error. */
  readonly secrets?: readonly string[];
}

/** One Kubernetes cluster, asked over its API with the credential of a kubeconfig. */
export interface Cluster {
  /** The context that chose it. */
  readonly context: string;
  /**
   * The API server's answer, as it came; undefined where it is no JSON.
   * @throws ClusterRefusal where it says no; another Refusal where it does not answer in time, so that nobody knows what it did
   */
  request(request: ClusterRequest): Promise<unknown>;
}

/** @throws Refusal where the kubeconfig will not do. Nothing is sent yet. */
export async function openCluster(choice: KubeconfigChoice, signal: AbortSignal): Promise<Cluster> {
  const config = await readKubeconfig(choice);
  const context = config.getCurrentContext();
  const server = config.getCurrentCluster()?.server.replace(/\/+$/, "") ?? "";
  return {
    context,
    async request({ method, path, what, body, secrets = [] }) {
      const shown = (message: string): string =>
        secrets.reduce((rest, each) => rest.replaceAll(each, "(removed)"), message);
      const timeout = AbortSignal.timeout(patience);
      // Whatever NODE_TLS_REJECT_UNAUTHORIZED says: these requests carry secrets.
      const options: RequestOptions = {
        method,
        rejectUnauthorized: true,
        signal: AbortSignal.any([signal, timeout]),
        headers: { "content-type": "application/json", accept: "application/json" },
      };
      let answer: Answer;
      try {
        await config.applyToHTTPSOptions(options);
        answer = await answerTo(`${server}${path}`, options, body);
      } catch (error) {
        signal.throwIfAborted();
        throw unanswered(
          context,
          what,
          timeout.aborted ? `nothing within ${patience / 1000} s` : shown(messageOf(error)),
        );
      }
      if (answer.status < 200 || answer.status > 299) {
        throw new ClusterRefusal(context, what, answer.status, shown(statusMessage(answer.text)));
      }
      return parseJson(answer.text);
    },
  };
}

/** Milliseconds. */
const patience = 30_000;

interface Answer {
  readonly status: number;
  readonly text: string;
}

function answerTo(url: string, options: RequestOptions, body: object | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send(url, options, (response) => {
      text(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    })
      .on("error", reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const messageOf = (error: unknown): string => (types.isNativeError(error) ? error.message : String(error));

function unanswered(context: string, what: string, found: string): Refusal {
  return new Refusal([
    {
      subject: `cluster ${context}`,
      path: `to ${what}`,
      must: "answer",
      found: found.trim(),
      fix: "check the context, the network, and that its credential is good (kubectl get namespaces)",
    },
  ]);
}
