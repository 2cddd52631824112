package main

import (
	"github.com/hashicorp/terraform-provider-vault/schema"
	"github.com/hashicorp/terraform-provider-vault/vault"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// The version of the @pulumi/vault SDK that this plugin answers to.
const version = "7.8.0"

// newProvider fails when the SDK names a type that the Terraform provider does not have.
func newProvider() (tfbridge.ProviderInfo, error) {
	terraform := shimv2.NewProvider(schema.NewProvider(vault.Provider()).SchemaProvider())
	resources, dataSources, err := tokens(terraform)
	if err != nil {
		return tfbridge.ProviderInfo{}, err
	}
	provider := tfbridge.ProviderInfo{
		P:           terraform,
		Name:        "vault",
		Version:     version,
		Config:      configuration(),
		Resources:   resources,
		DataSources: dataSources,
	}
	for name, fields := range fieldsUnlikeTerraform {
		resources[name].Fields = fields
	}
	// A resource without a `name` gets one from its Pulumi name; as in the official plugin, which a program may rely on.
	provider.SetAutonaming(255, "-")
	return provider, nil
}

// insecure is called so since a later Terraform provider than the one that the SDK of this version was made from.
var insecure = &tfbridge.SchemaInfo{Elem: &tfbridge.SchemaInfo{
	Fields: map[string]*tfbridge.SchemaInfo{"insecure": {Name: "insecureTls"}},
}}

// What the SDK calls or treats otherwise than the bridge would by itself.
var fieldsUnlikeTerraform = map[string]map[string]*tfbridge.SchemaInfo{
	// As in the official resources.go; naming `name` also keeps it from being filled in (SetAutonaming).
	"vault_pki_secret_backend_role": {"ou": {Name: "organizationUnit"}},
	"vault_identity_group_alias":    {"name": {Name: "name"}},
	// Terraform marks these write-only and no longer sensitive; the SDK says that they are secret.
	"vault_kv_secret_v2":                        {"data_json_wo": {Secret: tfbridge.True()}},
	"vault_database_secret_backend_static_role": {"password_wo": {Secret: tfbridge.True()}},
	"vault_database_secret_backend_connection":  {"elasticsearch": insecure},
	"vault_database_secrets_mount":              {"elasticsearch": insecure},
}

// configuration gives the defaults of a provider that the program does not configure itself.
func configuration() map[string]*tfbridge.SchemaInfo {
	return map[string]*tfbridge.SchemaInfo{
		"skip_tls_verify": {Default: &tfbridge.DefaultInfo{EnvVars: []string{"VAULT_SKIP_VERIFY"}}},
		"max_lease_ttl_seconds": {Default: &tfbridge.DefaultInfo{
			EnvVars: []string{"TERRAFORM_VAULT_MAX_TTL"}, Value: 1200,
		}},
		"max_retries": {Default: &tfbridge.DefaultInfo{EnvVars: []string{"VAULT_MAX_RETRIES"}, Value: 2}},
	}
}
