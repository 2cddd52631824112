// Command pulumi-resource-vault is the Pulumi provider for Vault, version 7.8.0: Pulumi's Terraform bridge over HashiCorp's
// Terraform provider, as the official plugin of that version is built, because the official one is not published as a Go module.
//
// What the official plugin settles by hand in its resources.go
// (https://github.com/pulumi/pulumi-vault/blob/v7.8.0/provider/resources.go) is settled here in provider.go; the types' tokens
// come from the installed @pulumi/vault (tokens.go). `-describe` prints what is offered, for test/toolchain/provider.test.ts.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

// Programs bring their types with the SDK, so nothing asks a running plugin for more of its schema than its name.
const minimalSchema = `{"name":"vault","version":"` + version + `"}`

func main() {
	provider, err := newProvider()
	if err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-vault:", err)
		os.Exit(1)
	}
	if len(os.Args) == 2 && os.Args[1] == "-describe" {
		if err := json.NewEncoder(os.Stdout).Encode(describe(provider)); err != nil {
			fmt.Fprintln(os.Stderr, "pulumi-resource-vault:", err)
			os.Exit(1)
		}
		return
	}
	tfbridge.Main(provider.Name, version, provider, []byte(minimalSchema))
}
