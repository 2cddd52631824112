import path from "node:path";

/** Where everything of one embedded Vault is. The server runs inside `root`: relative paths in its configuration begin there. */
export interface EmbeddedFolder {
  readonly root: string;
  readonly lock: string;
  /** Secret: how far the bootstrap is, and the unseal key. */
  readonly unsealFile: string;
  /** Secret: the deployer's login. */
  readonly loginFile: string;
  readonly serverFile: string;
  readonly dataVersionFile: string;
  readonly configurationFile: string;
  readonly log: string;
  readonly previousLog: string;
  readonly data: string;
  readonly audit: string;
  readonly tls: string;
  readonly caFile: string;
  readonly caKeyFile: string;
  readonly certificateFile: string;
  readonly certificateKeyFile: string;
}

/** @param strongroom the project's `.strongroom` folder */
export function embeddedFolder(strongroom: string): EmbeddedFolder {
  const root = path.resolve(strongroom, "vault");
  const at = (...names: string[]) => path.join(root, ...names);
  return {
    root,
    // Beside the folder, not inside: a reset removes the folder while it holds the lock.
    lock: `${root}.lock`,
    unsealFile: at("unseal.json"),
    loginFile: at("login.json"),
    serverFile: at("server.json"),
    dataVersionFile: at("data-version.json"),
    configurationFile: at("configuration.json"),
    log: at("server.log"),
    previousLog: at("server.previous.log"),
    data: at("data"),
    audit: at("audit"),
    tls: at("tls"),
    caFile: at("tls", "ca.crt"),
    caKeyFile: at("tls", "ca.key"),
    certificateFile: at("tls", "server.crt"),
    certificateKeyFile: at("tls", "server.key"),
  };
}
