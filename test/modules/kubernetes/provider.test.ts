import { kubernetesProvider } from "../../../modules/kubernetes/provider";
import { refusedFor, registrationsOf } from "../registrations";

const provider = (inputs: object) => ({ id: "pulumi:providers:kubernetes::cluster", inputs });

describe("the Kubernetes provider", () => {
  it("takes a context and the cluster's name, and changes ConfigMaps in place", async () => {
    const args = { context: "staging", cluster: "eu-1" };
    expect(await registrationsOf(() => kubernetesProvider("cluster", args))).toEqual([
      provider({ context: "staging", clusterIdentifier: "eu-1", enableConfigMapMutable: "true" }),
    ]);
  });

  it("takes the path of a kubeconfig", async () => {
    const args = { context: "staging", cluster: "eu-1", kubeconfig: "/etc/deploy/kubeconfig" };
    expect(await registrationsOf(() => kubernetesProvider("cluster", args))).toEqual([
      provider({
        context: "staging",
        clusterIdentifier: "eu-1",
        enableConfigMapMutable: "true",
        kubeconfig: "/etc/deploy/kubeconfig",
      }),
    ]);
  });

  it.each(["apiVersion: v1\nusers:\n- user: {token: CANARY}", '{"users": "CANARY"}', "apiVersion: v1"])(
    "refuses contents in place of a path, and does not repeat them",
    (kubeconfig) => {
      expect(
        refusedFor(() => kubernetesProvider("cluster", { context: "staging", cluster: "eu-1", kubeconfig })),
      ).toEqual([
        {
          subject: 'Kubernetes provider "cluster"',
          path: "kubeconfig",
          must: "be the path of a file: what it says would stand in state in clear",
          found: "the contents of one",
          fix: "write them to a file of mode 0600 and give its path, or set KUBECONFIG",
        },
      ]);
    },
  );
});
