import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { createAuthority, createServerCertificate } from "../../../toolchain/embedded/certificate";
import { provideParts } from "../../../toolchain/provide";
import { freePorts } from "../../toolchain/embedded/free-ports";
import { bind, success } from "./bind";
import { companions } from "./companions";

export interface DirectoryUser {
  readonly name: string;
  readonly password: string;
  /** Any that is named exists; the first is the user's own. */
  readonly groups: readonly [string, ...string[]];
  /** Whether this one may search the whole directory, as an account of a server's own does. */
  readonly searches?: boolean;
}

/**
 * A real LDAP server. A user is `uid=ada,cn=<its own group>,ou=users,<baseDn>`, and may bind as `uid=ada,<baseDn>` as well; its
 * `memberOf` and the groups themselves are `cn=<group>,ou=groups,<baseDn>`.
 */
export interface Directory {
  /** `ldaps://127.0.0.1:<port>`; nothing listens without TLS. */
  readonly address: string;
  /** Of the CA that signed its certificate. */
  readonly caPem: string;
  readonly baseDn: string;
  stop(): Promise<void>;
}

const baseDn = "dc=example,dc=test";

/** Starts GLAuth with these users on a loopback port that nobody uses. Takes less than a second. */
export async function startDirectory({ users }: { readonly users: readonly DirectoryUser[] }): Promise<Directory> {
  const { directory } = await provideParts(["directory"], {
    progress: () => undefined,
    signal: new AbortController().signal,
  });
  const programs = companions("directory");
  const write = (name: string, text: string) => {
    const file = path.join(programs.folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  try {
    const { port } = await freePorts("port");
    const authority = await createAuthority(new Date());
    const certificate = await createServerCertificate(authority, new Date());
    const server = {
      listen: `127.0.0.1:${port}`,
      cert: write("server.pem", certificate.certificate),
      key: write("server.key", certificate.key),
    };
    programs.start(directory.path, "-c", write("directory.toml", configuration(server, users)));
    const address = `ldaps://${server.listen}`;
    const found = { address, caPem: authority.certificate, baseDn };
    await programs.ready("the directory answers", async () => {
      if ((await bind(found, "", "")) !== success) throw new Error("the directory refuses everybody");
    });
    return { ...found, stop: () => programs.stop() };
  } catch (error) {
    await programs.stop();
    throw error;
  }
}

function configuration(server: Readonly<Record<string, string>>, users: readonly DirectoryUser[]): string {
  const groups = [...new Set(users.flatMap((user) => user.groups))];
  const idOf = (group: string) => 5000 + groups.indexOf(group);
  return [
    ...table("[ldap]", { enabled: false }),
    ...table("[ldaps]", { enabled: true, ...server }),
    ...table("[backend]", { datastore: "config", baseDN: baseDn, nameformat: "uid", groupformat: "cn" }),
    // A test of a wrong password must not lock out the others, which come from the same address.
    ...table("[behaviors]", { LimitFailedBinds: false }),
    ...groups.flatMap((name) => table("[[groups]]", { name, gidnumber: idOf(name) })),
    ...users.flatMap(({ name, password, groups: [own, ...others], searches }, index) => [
      ...table("[[users]]", {
        name,
        uidnumber: 6000 + index,
        primarygroup: idOf(own),
        otherGroups: others.map(idOf),
        passsha256: createHash("sha256").update(password).digest("hex"),
      }),
      ...(searches === true ? table("[[users.capabilities]]", { action: "search", object: "*" }) : []),
    ]),
  ].join("\n");
}

/** JSON's strings, numbers, booleans and lists are TOML's. */
function table(header: string, values: Readonly<Record<string, unknown>>): string[] {
  return [header, ...Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)}`)];
}
