package main

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// property is one property under its Pulumi name.
type property struct {
	Input     bool `json:"input"`
	Required  bool `json:"required"`
	Secret    bool `json:"secret"`
	WriteOnly bool `json:"writeOnly"`
	// The engine replaces the resource when this changes.
	Replaces bool `json:"replaces"`
	// "String", "List", ...; a list of at most one element is "Object" or of its element's type, as the SDK flattens it.
	Type string `json:"type"`
	// The type of a list's, set's or map's elements, where they are no objects.
	Element    string              `json:"element,omitempty"`
	Properties map[string]property `json:"properties,omitempty"`
}

type description struct {
	Configuration map[string]property            `json:"configuration"`
	Resources     map[string]map[string]property `json:"resources"`
	Functions     map[string]map[string]property `json:"functions"`
}

func describe(provider tfbridge.ProviderInfo) description {
	result := description{
		Configuration: properties(provider.P.Schema(), provider.Config),
		Resources:     map[string]map[string]property{},
		Functions:     map[string]map[string]property{},
	}
	for name, info := range provider.Resources {
		result.Resources[string(info.Tok)] = properties(provider.P.ResourcesMap().Get(name).Schema(), info.Fields)
	}
	for name, info := range provider.DataSources {
		result.Functions[string(info.Tok)] = properties(provider.P.DataSourcesMap().Get(name).Schema(), info.Fields)
	}
	return result
}

func properties(schemas shim.SchemaMap, infos map[string]*tfbridge.SchemaInfo) map[string]property {
	result := map[string]property{}
	schemas.Range(func(name string, schema shim.Schema) bool {
		result[tfbridge.TerraformToPulumiNameV2(name, schemas, infos)] = describeProperty(schema, infos[name])
		return true
	})
	return result
}

func describeProperty(schema shim.Schema, info *tfbridge.SchemaInfo) property {
	described := property{
		Input:     schema.Optional() || schema.Required(),
		Required:  schema.Required() && (info == nil || info.Default == nil),
		Secret:    schema.Sensitive() || (info != nil && info.Secret != nil && *info.Secret),
		WriteOnly: schema.WriteOnly(),
		Replaces:  schema.ForceNew(),
		Type:      schema.Type().String(),
	}
	single := tfbridge.IsMaxItemsOne(schema, info)
	switch element := schema.Elem().(type) {
	case shim.Resource:
		described.Properties = properties(element.Schema(), elementFields(info))
		if single {
			described.Type = "Object"
		}
	case shim.Schema:
		if single {
			described.Type = element.Type().String()
		} else {
			described.Element = element.Type().String()
		}
	}
	return described
}

func elementFields(info *tfbridge.SchemaInfo) map[string]*tfbridge.SchemaInfo {
	if info == nil || info.Elem == nil {
		return nil
	}
	return info.Elem.Fields
}
