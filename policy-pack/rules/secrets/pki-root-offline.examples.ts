import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const must = "be in an engine without roles: a root signs intermediates, and they sign the rest";
const found = "an engine with roles";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a root in an engine of its own",
      resources: [root({ backend: "pki-root" }), role({ backend: "pki" })],
      isPartial: true,
    },
    {
      name: "a root with a key that the program made before",
      resources: [
        write("pki-root/issuers/generate/root/existing", { common_name: "example" }),
        role({ backend: "pki" }),
      ],
      isPartial: true,
    },
    {
      name: "an intermediate that issues, and whose root is elsewhere",
      resources: [write("pki/intermediate/generate/internal", { common_name: "example" }), role({ backend: "pki" })],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "a root and a role in one engine",
      resources: [root({ backend: "pki" }), role({ backend: "/pki/" })],
      finds: [{ subject: 'root of PKI engine "pki"', path: "backend", must, found }],
    },
    {
      name: "a root and a role by writes",
      resources: [
        write("ca/root/generate/exported", { common_name: "example" }, "root"),
        write("ca/roles/api", { allowed_domains: "api.example.com", server_flag: true }, "role"),
      ],
      finds: [{ subject: 'write to "ca/root/generate/exported"', path: "path", must, found }],
    },
    {
      name: "a root that follows another",
      resources: [write("pki/root/rotate/kms", { common_name: "example" }), role({ backend: "pki" })],
      finds: [{ subject: 'write to "pki/root/rotate/kms"', path: "path", must, found }],
    },
  ],
  unknown: [
    {
      name: "a root in an engine that another resource decides",
      resources: [root({ backend: notKnownYet }), role({ backend: "pki" })],
      finds: [{ subject: 'root of PKI engine "example"', path: "backend", must }],
    },
    {
      name: "a role in an engine that another resource decides",
      resources: [root({ backend: "pki-root" }), role({ backend: notKnownYet })],
      finds: [{ subject: 'PKI role "api"', path: "backend", must }],
    },
  ],
};

function root(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:pkiSecret/secretBackendRootCert:SecretBackendRootCert",
    props: { type: "internal", commonName: "example", ttl: "87600h", ...props },
  };
}

function role(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:pkiSecret/secretBackendRole:SecretBackendRole",
    props: {
      name: "api",
      allowedDomains: ["api.example.com"],
      allowBareDomains: true,
      allowWildcardCertificates: false,
      keyType: "ec",
      keyBits: 256,
      maxTtl: "604800",
      ...props,
    },
  };
}

function write(path: string, data: Record<string, unknown>, name = "example"): ExampleResource {
  return { type: "vault:generic/endpoint:Endpoint", name, props: { path, dataJson: JSON.stringify(data) } };
}
