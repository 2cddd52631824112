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

# Its server certificate
path "pki/issue/payments" {
  capabilities = ["create", "update"]
}
