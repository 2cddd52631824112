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

# Its server certificate
path "pki/issue/checkout" {
  capabilities = ["create", "update"]
}
