/**
 * The bench's objects as an ordinary Pulumi program makes them: the SDK's resources, one after the other, run by Pulumi's own ts-node,
 * without a policy pack. The same objects as in strongroom.ts and terraform.tf.
 */
import * as vault from "@pulumi/vault";

const objects = Number(process.env["BENCH_OBJECTS"]);
if (objects > 0) {
  const provider = new vault.Provider("vault", {
    authLoginUserpass: { mount: "userpass", username: "strongroom-deploy" },
    skipChildToken: true,
  });

  for (const name of ["a", "b"]) {
    const filePath = `.strongroom/vault/audit/${name}.log`;
    new vault.Audit(name, { type: "file", path: name, options: { file_path: filePath, mode: "0600" } }, { provider });
  }

  const policies: vault.Policy[] = [];
  for (let index = 0; index < Math.ceil(objects / 2); index++) {
    const name = `bench-${index}`;
    const policy = `path "secret/data/${name}" {\n  capabilities = ["read"]\n}\n`;
    policies.push(new vault.Policy(name, { name, policy }, { provider }));
  }

  const approle = new vault.AuthBackend(
    "approle",
    {
      type: "approle",
      path: "approle",
      description: "Applications that have no identity of their platform",
      tune: { defaultLeaseTtl: "1h", maxLeaseTtl: "12h", listingVisibility: "hidden" },
    },
    { provider },
  );
  policies.slice(0, Math.floor(objects / 2)).forEach((policy, index) => {
    const roleName = `bench-${index}`;
    new vault.approle.AuthBackendRole(
      roleName,
      {
        backend: approle.path,
        roleName,
        bindSecretId: true,
        secretIdBoundCidrs: ["127.0.0.1/32"],
        secretIdTtl: 12 * 3600,
        secretIdNumUses: 24,
        tokenBoundCidrs: ["127.0.0.1/32"],
        tokenPolicies: [policy.name],
        tokenTtl: 3600,
        tokenMaxTtl: 4 * 3600,
      },
      { provider },
    );
  });
}
