# What the payment providers gave us
path "secret/data/payments/+" {
  capabilities = ["read"]
}

# Card tokens, encrypted before they are stored
path "transit/encrypt/payments" {
  capabilities = ["update"]
}

path "transit/decrypt/payments" {
  capabilities = ["update"]
}

path "transit/rewrap/payments" {
  capabilities = ["update"]
}

# Its server certificate. Vault holds a ttl to the role's limit, but not a not_after
path "pki/issue/payments" {
  capabilities      = ["create", "update"]
  denied_parameters = { "not_after" = [] }
}
