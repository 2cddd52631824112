import { z } from "zod";
import { Refusal } from "../../problem/problem";

/** The API server answered, and the answer is no. Holds neither the request's body nor its credential. */
export class ClusterRefusal extends Refusal {
  readonly status: number;

  /**
   * @param context of the kubeconfig
   * @param what was asked: `write Secret payments/vault-approle`
   * @param status the HTTP status
   * @param message the API server's own, already free of what the request carried
   */
  constructor(context: string, what: string, status: number, message: string) {
    const fix = wayOut(status);
    super([
      {
        subject: `cluster ${context}`,
        path: `to ${what}`,
        must: "agree",
        found: message === "" ? `${status}` : `${status}: ${message}`,
        ...(fix === undefined ? {} : { fix }),
      },
    ]);
    this.status = status;
  }
}

function wayOut(status: number): string | undefined {
  switch (status) {
    case 401:
      return "log in to the cluster again, or choose another context";
    case 403:
      return "use a context whose user may do this, or ask for the right";
    case 404:
      return "check the namespace";
    case 409:
      return "somebody else has just changed it: run this again";
    default:
      return undefined;
  }
}

const statusBody = z.object({ message: z.string() });

/** The message of an API server's error, empty where it has none. */
export function statusMessage(body: string): string {
  const parsed = statusBody.safeParse(parseJson(body));
  return parsed.success ? parsed.data.message : "";
}

/** Undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not the API server's form, so a proxy's page: the status says enough, and the text could hold anything.
    return undefined;
  }
}
