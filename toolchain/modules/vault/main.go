// Command vault is HashiCorp's Vault server, built with its own tag `minimal` (which has the methods and engines approle, cert, jwt,
// oidc, userpass, database, kv, pki, ssh and transit) and with those other plugins of it that the modules of this repository declare.
package main

import (
	"os"

	"github.com/hashicorp/vault/command"
)

func main() {
	addPlugins()
	os.Exit(command.Run(os.Args[1:]))
}
