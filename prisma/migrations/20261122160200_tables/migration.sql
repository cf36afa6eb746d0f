-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL DEFAULT app.uuid_v7(),
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "publish_mode" TEXT NOT NULL DEFAULT 'MANUAL',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "deletion_id" UUID,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL DEFAULT app.uuid_v7(),
    "organization_id" UUID NOT NULL DEFAULT app.require_org(),
    "email" TEXT NOT NULL,
    "firebase_uid" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'MEMBER',
    "tokens_valid_after" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "deletion_id" UUID,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL DEFAULT app.uuid_v7(),
    "organization_id" UUID NOT NULL DEFAULT app.require_org(),
    "name" TEXT NOT NULL,
    "website_url" TEXT NOT NULL,
    "google_account_id" TEXT,
    "google_container_id" TEXT,
    "container_path" TEXT,
    "google_ads_account_id" TEXT,
    "login_customer_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "tracking_count" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "deletion_id" UUID,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "google_connection" (
    "organization_id" UUID NOT NULL DEFAULT app.require_org(),
    "google_account_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "scopes" TEXT[],
    "access_token" TEXT,
    "refresh_token" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),
    "token_version" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "error_code" TEXT,
    "last_refreshed_at" TIMESTAMPTZ(3),
    "refresh_failures" INTEGER NOT NULL DEFAULT 0,
    "refresh_due_at" TIMESTAMPTZ(3),
    "lease_owner" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "deletion_id" UUID,

    CONSTRAINT "google_connection_pkey" PRIMARY KEY ("organization_id","google_account_id")
);

-- CreateTable
CREATE TABLE "oauth_state" (
    "id" UUID NOT NULL DEFAULT app.uuid_v7(),
    "organization_id" UUID NOT NULL DEFAULT app.require_org(),
    "user_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "state_hash" TEXT NOT NULL,
    "code_verifier" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "handle_hash" TEXT,
    "pending_grant" TEXT,
    "completed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oauth_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tracking" (
    "id" UUID NOT NULL DEFAULT app.uuid_v7(),
    "organization_id" UUID NOT NULL DEFAULT app.require_org(),
    "customer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "selector" TEXT,
    "url_pattern" TEXT,
    "event_name" TEXT,
    "conversion_category" TEXT NOT NULL,
    "conversion_counting" TEXT NOT NULL,
    "conversion_value" DECIMAL(12,2),
    "conversion_currency" TEXT,
    "gtm_trigger_id" TEXT,
    "gtm_tag_id" TEXT,
    "google_ads_conversion_id" TEXT,
    "conversion_label" TEXT,
    "conversion_action_resource_name" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "synced_version" INTEGER NOT NULL DEFAULT 0,
    "sync_status" TEXT NOT NULL DEFAULT 'PENDING',
    "sync_error_code" TEXT,
    "sync_error_message" TEXT,
    "last_synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "deletion_id" UUID,

    CONSTRAINT "tracking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_job" (
    "id" UUID NOT NULL DEFAULT app.uuid_v7(),
    "organization_id" UUID NOT NULL DEFAULT app.require_org(),
    "customer_id" UUID NOT NULL,
    "tracking_id" UUID NOT NULL,
    "run_id" UUID,
    "action" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" UUID NOT NULL DEFAULT app.uuid_v7(),
    "organization_id" UUID NOT NULL DEFAULT app.require_org(),
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'SYNC',
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "container_path" TEXT,
    "checkpoint" JSONB NOT NULL DEFAULT '{}',
    "workspace_path" TEXT,
    "version_id" TEXT,
    "previous_live_id" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "run_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_owner" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "claimed_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quota_slot" (
    "slot" SMALLINT NOT NULL,
    "granted_at" TIMESTAMPTZ(6) NOT NULL,
    "organization_id" UUID,

    CONSTRAINT "quota_slot_pkey" PRIMARY KEY ("slot")
);

-- CreateTable
CREATE TABLE "quota_day" (
    "day" DATE NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quota_day_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_account_organization_id_id_key" ON "user_account"("organization_id", "id");

-- CreateIndex
CREATE INDEX "customer_organization_id_google_account_id_idx" ON "customer"("organization_id", "google_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_organization_id_id_key" ON "customer"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_state_state_hash_key" ON "oauth_state"("state_hash");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_state_handle_hash_key" ON "oauth_state"("handle_hash");

-- CreateIndex
CREATE INDEX "oauth_state_organization_id_user_id_idx" ON "oauth_state"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "oauth_state_organization_id_customer_id_idx" ON "oauth_state"("organization_id", "customer_id");

-- CreateIndex
CREATE INDEX "tracking_organization_id_customer_id_created_at_id_idx" ON "tracking"("organization_id", "customer_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tracking_organization_id_id_key" ON "tracking"("organization_id", "id");

-- CreateIndex
CREATE INDEX "sync_job_organization_id_tracking_id_idx" ON "sync_job"("organization_id", "tracking_id");

-- CreateIndex
CREATE INDEX "sync_job_organization_id_run_id_idx" ON "sync_job"("organization_id", "run_id");

-- CreateIndex
CREATE INDEX "sync_job_organization_id_customer_id_idx" ON "sync_job"("organization_id", "customer_id");

-- CreateIndex
CREATE INDEX "sync_run_organization_id_customer_id_created_at_idx" ON "sync_run"("organization_id", "customer_id", "created_at");

-- CreateIndex
CREATE INDEX "sync_run_organization_id_created_at_id_idx" ON "sync_run"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sync_run_organization_id_id_key" ON "sync_run"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_organization_id_google_account_id_fkey" FOREIGN KEY ("organization_id", "google_account_id") REFERENCES "google_connection"("organization_id", "google_account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "google_connection" ADD CONSTRAINT "google_connection_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "oauth_state" ADD CONSTRAINT "oauth_state_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "oauth_state" ADD CONSTRAINT "oauth_state_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "user_account"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "oauth_state" ADD CONSTRAINT "oauth_state_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "tracking" ADD CONSTRAINT "tracking_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "tracking" ADD CONSTRAINT "tracking_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sync_job" ADD CONSTRAINT "sync_job_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sync_job" ADD CONSTRAINT "sync_job_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sync_job" ADD CONSTRAINT "sync_job_organization_id_tracking_id_fkey" FOREIGN KEY ("organization_id", "tracking_id") REFERENCES "tracking"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sync_job" ADD CONSTRAINT "sync_job_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "sync_run"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

