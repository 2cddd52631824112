import type { SshCertificateAuthorityArgs } from "../../../../modules/secrets/ssh/args";
import { SshCertificateAuthority, sshCertificateAuthorityRights } from "../../../../modules/secrets/ssh/authority";
import { refusedFor, registrationsOf } from "../../registrations";

const component = { id: "strongroom:secrets:SshCertificateAuthority::ssh", inputs: {} };

const mount = {
  id: "vault:index/mount:Mount::ssh",
  inputs: { path: "ssh", type: "ssh" },
  parent: component.id,
  protect: true,
};

const inMount = { parent: component.id, dependsOn: [mount.id], deletedWith: mount.id };

const authority = {
  id: "vault:ssh/secretBackendCa:SecretBackendCa::ssh",
  inputs: { backend: "ssh", generateSigningKey: true, keyType: "ssh-ed25519" },
  protect: true,
  ...inMount,
};

const everyRole = {
  backend: "ssh",
  keyType: "ca",
  allowUserKeyIds: false,
  allowEmptyPrincipals: false,
  allowedCriticalOptions: "none",
  notBeforeDuration: "30",
};

const userRole = {
  id: "vault:ssh/secretBackendRole:SecretBackendRole::ssh/engineer",
  inputs: {
    ...everyRole,
    name: "engineer",
    allowUserCertificates: true,
    allowHostCertificates: false,
    allowedUsers: "deploy,ops",
    allowedExtensions: "permit-pty",
    defaultExtensions: { "permit-pty": "" },
    ttl: "1800",
    maxTtl: "28800",
  },
  ...inMount,
};

const hostRole = {
  id: "vault:ssh/secretBackendRole:SecretBackendRole::ssh/host",
  inputs: {
    ...everyRole,
    name: "host",
    allowUserCertificates: false,
    allowHostCertificates: true,
    allowedDomains: "a.example.com,b.example.com",
    allowBareDomains: true,
    allowSubdomains: false,
    ttl: "2592000",
    maxTtl: "7776000",
  },
  ...inMount,
};

const declared = (args: Omit<SshCertificateAuthorityArgs, "path">) =>
  new SshCertificateAuthority("ssh", { path: "ssh", ...args });

describe("an SSH certificate authority", () => {
  it("is a protected mount with a protected key that Vault makes, and roles", async () => {
    const userRoles = [{ name: "engineer", allowedUsers: ["ops", "deploy"] }];
    const hostRoles = [{ name: "host", allowedDomains: ["b.example.com", "a.example.com"] }];
    expect(await registrationsOf(() => declared({ userRoles, hostRoles }))).toEqual([
      component,
      mount,
      authority,
      userRole,
      hostRole,
    ]);
  });

  it("has what is given", async () => {
    const role = {
      name: "engineer",
      allowedUsers: ["deploy", "ops"],
      defaultUser: "ops",
      extensions: ["permit-user-rc", "permit-pty"],
      sourceAddresses: ["10.1.0.0/16", "10.0.0.0/16"],
      ttl: 60,
      maxTtl: 120,
    };
    expect(await registrationsOf(() => declared({ keyType: "ecdsa-sha2-nistp384", userRoles: [role] }))).toEqual([
      component,
      mount,
      { ...authority, inputs: { ...authority.inputs, keyType: "ecdsa-sha2-nistp384" } },
      {
        ...userRole,
        inputs: {
          ...userRole.inputs,
          defaultUser: "ops",
          allowedExtensions: "permit-pty,permit-user-rc",
          defaultExtensions: { "permit-pty": "", "permit-user-rc": "" },
          defaultCriticalOptions: { "source-address": "10.0.0.0/16,10.1.0.0/16" },
          ttl: "60",
          maxTtl: "120",
        },
      },
    ]);
  });

  it("refuses, all at once, what would sign for more than was meant", () => {
    const problems = refusedFor(() =>
      declared({
        userRoles: [
          { name: "any", allowedUsers: ["*"], defaultUser: "root", extensions: ["*"] },
          { name: "nobody", allowedUsers: [], ttl: 7200, maxTtl: 3600 },
        ],
        hostRoles: [
          { name: "any", allowedDomains: ["*.example.com", "com"] },
          { name: "none", allowedDomains: ["example.com"], allowBareDomains: false },
        ],
      }),
    );
    expect(problems.map(({ subject, path }) => [subject, path])).toEqual([
      ['role "any" of SSH engine "ssh"', "name"],
      ['role "any" of SSH engine "ssh"', "allowedUsers[0]"],
      ['role "any" of SSH engine "ssh"', "defaultUser"],
      ['role "any" of SSH engine "ssh"', "extensions[0]"],
      ['role "nobody" of SSH engine "ssh"', "allowedUsers"],
      ['role "nobody" of SSH engine "ssh"', "ttl"],
      ['role "any" of SSH engine "ssh"', "allowedDomains[0]"],
      ['role "any" of SSH engine "ssh"', "allowedDomains[1]"],
      ['role "none" of SSH engine "ssh"', "allowBareDomains"],
    ]);
  });

  it("refuses source addresses that are no networks, or that are every address", () => {
    const bound = (sourceAddresses: string[]) => ({ name: "engineer", allowedUsers: ["deploy"], sourceAddresses });
    const problem = {
      subject: 'role "engineer" of SSH engine "ssh"',
      fix: "name the networks that requests come from",
    };
    expect(refusedFor(() => declared({ userRoles: [bound(["10.0.0.0/8", "db.example.com"])] }))).toEqual([
      {
        ...problem,
        path: "sourceAddresses[1]",
        must: "be a network such as 10.20.0.0/16, or 192.0.2.7/32 for one address",
        found: '"db.example.com"',
      },
    ]);
    expect(refusedFor(() => declared({ userRoles: [bound(["128.0.0.0/1", "0.0.0.0/1"])] }))).toEqual([
      {
        ...problem,
        path: "sourceAddresses",
        must: "leave addresses out: together these networks are every IPv4 address there is",
        found: "128.0.0.0/1, 0.0.0.0/1",
      },
    ]);
  });

  it("lets the deployer make the key and roles, and nothing else", () => {
    expect(sshCertificateAuthorityRights("ssh").map(({ path, capabilities }) => [path, capabilities])).toEqual([
      ["ssh/config/ca", ["create", "read", "update"]],
      ["ssh/roles/+", ["create", "read", "update", "delete"]],
    ]);
  });
});
