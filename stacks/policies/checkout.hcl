# A database login of its own for each Pod
path "database/creds/checkout" {
  capabilities = ["read"]
}

# Customers' data, encrypted before it is stored
path "transit/encrypt/checkout" {
  capabilities = ["update"]
}

path "transit/decrypt/checkout" {
  capabilities = ["update"]
}

path "transit/rewrap/checkout" {
  capabilities = ["update"]
}

# Its server certificate. Vault holds a ttl to the role's limit, but not a not_after
path "pki/issue/checkout" {
  capabilities      = ["create", "update"]
  denied_parameters = { "not_after" = [] }
}
