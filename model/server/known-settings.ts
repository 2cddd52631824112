/**
 * Every setting that Vault 1.21 reads from a server's configuration. Sources, where a line names no other: Vault 1.21.0,
 * command/server/config.go and internalshared/configutil/ (config.go, listener.go, telemetry.go, userlockout.go, hcp_link.go, kms.go).
 * Everything else Vault passes over, with a warning in its log at most.
 */
export interface Settings {
  readonly names: readonly string[];
  /** Blocks in it whose settings are known as well. */
  readonly blocks?: Readonly<Record<string, Settings>>;
  /** Blocks with a label, by the label; those of another label are not known. */
  readonly labelled?: Readonly<Record<string, Readonly<Record<string, Settings>>>>;
  /** Blocks that can stand there once only, or Vault does not start. */
  readonly single?: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/u);

const listener: Settings = {
  names: words(`
    type purpose role address cluster_address max_request_size max_request_duration require_request_header tls_disable tls_cert_file
    tls_key_file tls_min_version tls_max_version tls_cipher_suites tls_require_and_verify_client_cert tls_client_ca_file
    tls_disable_client_certs http_read_timeout http_read_header_timeout http_write_timeout http_idle_timeout
    proxy_protocol_behavior proxy_protocol_authorized_addrs x_forwarded_for_authorized_addrs x_forwarded_for_hop_skips
    x_forwarded_for_reject_not_present x_forwarded_for_reject_not_authorized x_forwarded_for_client_cert_header
    x_forwarded_for_client_cert_header_decoders socket_mode socket_user socket_group agent_api proxy_api telemetry profiling
    inflight_requests_logging cors_enabled cors_allowed_origins cors_allowed_headers custom_response_headers chroot_namespace
    redact_addresses redact_cluster_name redact_version disable_replication_status_endpoints disable_request_limiter
    max_json_depth max_json_string_value_length max_json_object_entry_count max_json_array_element_count max_json_token
    max_token_header_size`),
  blocks: {
    agent_api: { names: ["enable_quit"] },
    proxy_api: { names: ["enable_quit"] },
    telemetry: { names: ["unauthenticated_metrics_access"] },
    profiling: { names: ["unauthenticated_pprof_access"] },
    inflight_requests_logging: { names: ["unauthenticated_in_flight_requests_access"] },
  },
};

const telemetry: Settings = {
  names: words(`
    statsite_address statsd_address disable_hostname enable_hostname_label metrics_prefix usage_gauge_period
    maximum_gauge_cardinality circonus_api_token circonus_api_app circonus_api_url circonus_submission_interval
    circonus_submission_url circonus_check_id circonus_check_force_metric_activation circonus_check_instance_id
    circonus_check_search_tag circonus_check_tags circonus_check_display_name circonus_broker_id circonus_broker_select_tag
    dogstatsd_addr dogstatsd_tags prometheus_retention_time stackdriver_project_id stackdriver_location stackdriver_namespace
    stackdriver_debug_logs lease_metrics_epsilon num_lease_metrics_buckets add_lease_metrics_namespace_labels filter_default
    prefix_filter add_mount_point_rollback_metrics`),
};

/** HashiCorp's go-kms-wrapping, options.go of each wrapper; the first four are any seal's (kms.go, parseKMS). */
const seal = (text: string): Settings => ({ names: words(`purpose disabled priority name ${text}`) });
const seals: Readonly<Record<string, Settings>> = {
  alicloudkms: seal("kms_key_id region domain access_key secret_key access_secret"),
  awskms: seal(`
    kms_key_id region endpoint access_key secret_key session_token shared_creds_filename shared_creds_profile
    web_identity_token_file role_session_name role_arn disallow_env_vars key_not_required`),
  azurekeyvault: seal(`
    tenant_id client_id client_secret environment resource vault_name key_name disallow_env_vars key_not_required`),
  gcpckms: seal("credentials project region key_ring crypto_key user_agent key_not_required"),
  ocikms: seal("key_id crypto_endpoint management_endpoint auth_type_api_key"),
  transit: seal(`
    address token key_name mount_path namespace disable_renewal key_id_prefix tls_ca_cert tls_ca_path tls_client_cert
    tls_client_key tls_server_name tls_skip_verify`),
};

/** physical/raft/ (config.go, raft.go), physical/consul/, physical/etcd/; the first four are any storage's (ParseStorage). */
const storage = (text: string): Settings => ({
  names: words(`redirect_addr advertise_addr cluster_addr disable_clustering ${text}`),
});
const consulRegistration = `
  address scheme token tls_ca_file tls_cert_file tls_key_file tls_min_version tls_skip_verify disable_registration service
  service_tags service_meta service_address check_timeout reconcile_timeout`;
const storages: Readonly<Record<string, Settings>> = {
  raft: {
    ...storage(`
      path node_id performance_multiplier trailing_logs snapshot_threshold snapshot_interval snapshot_delay apply_delay
      max_entry_size max_mount_and_namespace_table_entry_size retry_join retry_join_as_non_voter autopilot_reconcile_interval
      autopilot_update_interval autopilot_upgrade_version autopilot_redundancy_zone raft_wal raft_log_verifier_enabled
      raft_log_verification_interval`),
    blocks: {
      retry_join: {
        names: words(`
          auto_join auto_join_scheme auto_join_port leader_api_addr leader_ca_cert leader_client_cert leader_client_key
          leader_ca_cert_file leader_client_cert_file leader_client_key_file leader_tls_servername`),
      },
    },
  },
  consul: storage(`path session_ttl lock_wait_time max_parallel consistency_mode ${consulRegistration}`),
  etcd: storage(`
    address discovery_srv discovery_srv_name etcd_api ha_enabled path sync username password tls_ca_file tls_cert_file
    tls_key_file request_timeout lock_timeout max_receive_size max_send_size`),
  file: storage("path"),
};

const registrations: Readonly<Record<string, Settings>> = {
  // serviceregistration/kubernetes/service_registration.go
  kubernetes: { names: ["namespace", "pod_name"] },
  consul: { names: words(consulRegistration) },
};

/** Vault documentation, Configuration, kms_library: Enterprise's managed keys. */
const kmsLibraries: Readonly<Record<string, Settings>> = { pkcs11: { names: words("name library") } };

const lockout: Settings = {
  names: words("type lockout_threshold lockout_duration lockout_counter_reset disable_lockout"),
};

export const serverSettings: Settings = {
  names: [
    ...words(`
      experiments cache_size disable_cache disable_printable_check ui max_lease_ttl default_lease_ttl
      remove_irrevocable_lease_after cluster_cipher_suites plugin_directory plugin_tmpdir plugin_file_uid plugin_file_permissions
      introspection_endpoint raw_storage_endpoint api_addr cluster_addr disable_clustering allow_audit_log_prefixing
      disable_performance_standby disable_sealwrap disable_indexing disable_sentinel_trace enable_response_header_hostname
      enable_response_header_raft_node_id log_requests_level detect_deadlocks observations imprecise_lease_role_tracking
      license_path enable_post_unseal_trace post_unseal_trace_directory disable_mlock default_max_request_duration log_file
      log_format log_level log_rotate_bytes log_rotate_duration log_rotate_max_files pid_file cluster_name
      administrative_namespace_path storage backend ha_storage ha_backend service_registration hsm seal kms entropy listener
      user_lockout telemetry cloud`),
    // Vault Enterprise's own (Vault documentation, Configuration).
    ...words(
      "kms_library reporting replication sentinel enable_multiseal adaptive_overload_protection license_entitlement",
    ),
    // Vault documentation 2.x, Configuration; Production hardening.
    ...words("enable_unauthenticated_access deny_slash_in_templated_paths"),
  ],
  blocks: {
    telemetry,
    cloud: {
      names: words("resource_id enable_api_capability enable_passthrough_capability client_id client_secret"),
    },
    // vault/observations/observations.go
    observations: { names: words("ledger_path type_prefix_denylist type_prefix_allowlist file_mode") },
  },
  labelled: {
    listener: { tcp: listener, unix: listener },
    user_lockout: { all: lockout, userpass: lockout, ldap: lockout, approle: lockout },
    seal: seals,
    hsm: seals,
    kms: seals,
    kms_library: kmsLibraries,
    storage: storages,
    backend: storages,
    ha_storage: storages,
    ha_backend: storages,
    service_registration: registrations,
  },
  single: words("telemetry storage backend ha_storage ha_backend service_registration cloud"),
};

/**
 * Settings of a server's that an agent or a proxy reads as well: their configuration is made from the same one (command/agent/config/config.go
 * and command/proxy/config/config.go, which embed configutil.SharedConfig). A seal and a user lockout do nothing there.
 */
const shared: ReadonlySet<string> = new Set(
  words(`
    listener telemetry entropy cloud kms pid_file log_file log_format log_level log_rotate_bytes log_rotate_duration
    log_rotate_max_files disable_mlock cluster_name default_max_request_duration administrative_namespace_path`),
);

/** Settings that only a server's configuration has. */
export const serversOwnSettings: readonly string[] = serverSettings.names.filter((name) => !shared.has(name));

/** Settings that only later versions have. Source: Vault documentation 2.x, Configuration and TCP listener, Important changes. */
export const settingsSince: Readonly<Record<string, string>> = {
  enable_unauthenticated_access: "2.0.0",
  license_entitlement: "2.0.0",
  max_token_header_size: "2.0.0",
  // Vault's CHANGELOG, 1.20.1
  allow_audit_log_prefixing: "1.20.1",
};

/** Settings that Vault once read, and by which one can mean another. Sources: Vault's CHANGELOG and documentation. */
export const formerSettings: Readonly<Record<string, string>> = {
  // "Setting it has no effect" (TCP listener); Go chooses.
  tls_prefer_server_cipher_suites: "it does nothing any more",
  // Vault's own dev configuration has it, and no version reads it (command/server/config.go, DevConfig).
  enable_raw_endpoint: "the setting is raw_storage_endpoint",
  unauthenticated_in_flight_request_access: "the setting is unauthenticated_in_flight_requests_access",
};
