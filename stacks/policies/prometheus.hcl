# Prometheus scrapes Vault's metrics

path "sys/metrics" {
  capabilities = ["read"]
}
