import path from "node:path";

/** Where everything of one embedded Vault is. */
export interface EmbeddedFolder {
  /** Where the server runs, and where relative paths in its configuration therefore begin: the project. */
  readonly project: string;
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
  readonly audit: string;
  readonly tls: string;
  readonly caFile: string;
  readonly caKeyFile: string;
  readonly certificateFile: string;
  readonly certificateKeyFile: string;
}

/** @param local the project's `.strongroom` folder */
export function embeddedFolder(local: string): EmbeddedFolder {
  const root = path.resolve(local, "vault");
  const at = (...names: string[]) => path.join(root, ...names);
  return {
    project: path.dirname(path.resolve(local)),
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
    audit: at("audit"),
    tls: at("tls"),
    caFile: at("tls", "ca.pem"),
    caKeyFile: at("tls", "ca-key.pem"),
    certificateFile: at("tls", "server.pem"),
    certificateKeyFile: at("tls", "server-key.pem"),
  };
}
