import { ServiceAccount } from "../../../modules/kubernetes/service-account";
import { refusedFor, registrationsOf } from "../registrations";

const component = { id: "strongroom:kubernetes:ServiceAccount::shop/orders", inputs: {} };

const account = {
  id: "kubernetes:core/v1:ServiceAccount::shop/orders",
  inputs: {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "orders", namespace: "shop" },
    automountServiceAccountToken: false,
  },
  parent: component.id,
  protect: true,
};

describe("a service account", () => {
  it("is protected, and gives its Pods no token for the API server", async () => {
    const args = { name: "orders", namespace: "shop" };
    expect(await registrationsOf(() => new ServiceAccount("shop/orders", args))).toEqual([account, component]);
  });

  it("is bound in the whole cluster where it reviews its own token", async () => {
    const args = { name: "orders", namespace: "shop", authDelegator: true, automountServiceAccountToken: true };
    expect(await registrationsOf(() => new ServiceAccount("shop/orders", args))).toEqual([
      { ...account, inputs: { ...account.inputs, automountServiceAccountToken: true } },
      {
        id: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding::shop/orders",
        inputs: {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "ClusterRoleBinding",
          metadata: { name: "vault-auth-delegator:shop:orders" },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:auth-delegator" },
          subjects: [{ kind: "ServiceAccount", name: "orders", namespace: "shop" }],
        },
        parent: component.id,
        dependsOn: [account.id],
      },
      component,
    ]);
  });

  it.each([
    [{ name: "default", namespace: "shop" }, ["name"]],
    [{ name: "Orders", namespace: "shop.example" }, ["name", "namespace"]],
    [{ name: "", namespace: "" }, ["name", "namespace"]],
  ])("%j is refused", (args, paths) => {
    expect(refusedFor(() => new ServiceAccount("orders", args)).map(({ path }) => path)).toEqual(paths);
  });
});
