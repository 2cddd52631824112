import type { SshCertificateAuthorityArgs } from "../../modules/secrets/ssh/args";
import type { HostValues } from "./values";

/** The authority that hosts trust, and that vouches for the hosts. */
export function declareHosts({ domain, users }: HostValues): SshCertificateAuthorityArgs {
  const [defaultUser] = users;
  return {
    path: "ssh",
    description: "SSH certificates",
    userRoles: [
      {
        name: "platform",
        allowedUsers: users,
        ...(defaultUser === undefined ? {} : { defaultUser }),
        // It is needed at the login, not for the session.
        maxTtl: 1800,
      },
    ],
    hostRoles: [{ name: "host", allowedDomains: [domain], allowBareDomains: false, allowSubdomains: true }],
  };
}
