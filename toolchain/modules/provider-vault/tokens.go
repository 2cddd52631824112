package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	pulumi "github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

//go:embed sdk-tokens.json
var sdkTokens []byte

// The types whose two names do not follow the rule of `joined`.
var irregular = map[string]string{
	"vault:azure/backend:Backend":                     "vault_azure_secret_backend",
	"vault:azure/backendRole:BackendRole":             "vault_azure_secret_backend_role",
	"vault:tokenauth/authBackendRole:AuthBackendRole": "vault_token_auth_backend_role",
}

// tokens maps Terraform's names to the SDK's. Terraform types that the SDK does not know stay unmapped.
func tokens(terraform shim.Provider) (
	map[string]*tfbridge.ResourceInfo, map[string]*tfbridge.DataSourceInfo, error,
) {
	var sdk struct{ Resources, Functions []string }
	if err := json.Unmarshal(sdkTokens, &sdk); err != nil {
		return nil, nil, fmt.Errorf("sdk-tokens.json: %w", err)
	}
	resourceNames := namesByJoined(terraform.ResourcesMap())
	dataSourceNames := namesByJoined(terraform.DataSourcesMap())

	var missing []string
	resources := map[string]*tfbridge.ResourceInfo{}
	for _, token := range sdk.Resources {
		if name, ok := terraformName(token, resourceNames); ok {
			resources[name] = &tfbridge.ResourceInfo{Tok: pulumi.Type(token)}
		} else {
			missing = append(missing, token)
		}
	}
	dataSources := map[string]*tfbridge.DataSourceInfo{}
	for _, token := range sdk.Functions {
		if name, ok := terraformName(token, dataSourceNames); ok {
			dataSources[name] = &tfbridge.DataSourceInfo{Tok: pulumi.ModuleMember(token)}
		} else {
			missing = append(missing, token)
		}
	}
	if len(missing) > 0 {
		sort.Strings(missing)
		return nil, nil, fmt.Errorf("the Terraform provider has nothing for %s", strings.Join(missing, ", "))
	}
	return resources, dataSources, nil
}

func terraformName(token string, byJoined map[string]string) (string, bool) {
	if name, ok := irregular[token]; ok {
		return name, true
	}
	name, ok := byJoined[joined(token)]
	return name, ok
}

// joined is what a token and its Terraform name have in common: the module (none for `index`) and the type's or function's
// name in lower case, written together. `vault:pkiSecret/secretBackendRole:SecretBackendRole` and
// `vault_pki_secret_backend_role` both give `pkisecretbackendrole`: such a module swallows the `Secret` that follows it.
func joined(token string) string {
	rest := strings.TrimPrefix(token, "vault:")
	module, member, _ := strings.Cut(rest, "/")
	_, name, _ := strings.Cut(member, ":")
	name = strings.ToLower(strings.TrimPrefix(name, "get"))
	module = strings.ToLower(module)
	if module == "index" {
		module = ""
	}
	if strings.HasSuffix(module, "secret") {
		name = strings.TrimPrefix(name, "secret")
	}
	return module + name
}

func namesByJoined(resources shim.ResourceMap) map[string]string {
	byJoined := map[string]string{}
	resources.Range(func(name string, _ shim.Resource) bool {
		byJoined[strings.ReplaceAll(strings.TrimPrefix(name, "vault_"), "_", "")] = name
		return true
	})
	return byJoined
}
