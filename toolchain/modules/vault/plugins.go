package main

import (
	"reflect"

	credKube "github.com/hashicorp/vault-plugin-auth-kubernetes"
	credGitHub "github.com/hashicorp/vault/builtin/credential/github"
	credLdap "github.com/hashicorp/vault/builtin/credential/ldap"
	logicalTotp "github.com/hashicorp/vault/builtin/logical/totp"
	"github.com/hashicorp/vault/helper/builtinplugins"
	dbPostgres "github.com/hashicorp/vault/plugins/database/postgresql"
	"github.com/hashicorp/vault/sdk/logical"
)

// addPlugins enters the plugins under the names that they have in the official build (helper/builtinplugins/registry_full.go).
func addPlugins() {
	add("credentialBackends", map[string]logical.Factory{
		"github":     credGitHub.Factory,
		"kubernetes": credKube.Factory,
		"ldap":       credLdap.Factory,
	})
	add("logicalBackends", map[string]logical.Factory{"totp": logicalTotp.Factory})
	add("databasePlugins", map[string]builtinplugins.BuiltinFactory{"postgresql-database-plugin": dbPostgres.New})
}

// add fills one of the registry's maps. They are unexported, and a build of Vault can be extended by all of its plugins or by none;
// `go build -overlay` would be the other way, but does not replace files of a module cache. Vault's version is pinned, so that
// these names cannot change unnoticed.
func add[Factory any](kind string, factories map[string]Factory) {
	unexported := reflect.ValueOf(builtinplugins.Registry).Elem().FieldByName(kind)
	plugins := reflect.NewAt(unexported.Type(), unexported.Addr().UnsafePointer()).Elem()
	for name, factory := range factories {
		plugin := reflect.New(plugins.Type().Elem()).Elem()
		plugin.FieldByName("Factory").Set(reflect.ValueOf(factory))
		plugins.SetMapIndex(reflect.ValueOf(name), plugin)
	}
}
