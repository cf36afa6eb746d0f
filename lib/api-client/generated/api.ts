// Generated from the routes by `npm run openapi`; a change of this file is a change of the API.

export interface paths {
    "/cron/collect-evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Collect what Google Ads has counted from the accounts that are due
         * @description For the scheduler, with the cron secret.
         */
        get: operations["cron.collectEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cron/maintain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sum up denied attempts, sign and check the chains of the audit log, purge what was kept of requests
         * @description For the scheduler, with the cron secret.
         */
        get: operations["cron.maintain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cron/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Remove for good what was deleted before the retention time
         * @description For the scheduler, with the cron secret.
         */
        get: operations["cron.purge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cron/refresh-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refresh the Google tokens that fall due
         * @description For the scheduler, with the cron secret.
         */
        get: operations["cron.refreshTokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cron/run-sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Run every sync that is due, and look up what was requested for new customers
         * @description For the scheduler, with the cron secret.
         */
        get: operations["cron.runSync"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cron/verify-deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at what is deployed for the customers that are due this night
         * @description For the scheduler, with the cron secret.
         */
        get: operations["cron.verifyDeployments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the service responds; with the cron secret also everything that it depends on
         * @description Public. Uptime checks carry no credential, and without one the response reveals nothing.
         */
        get: operations["health.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit entries: who did what to what, latest first
         * @description For an ADMIN of the organization.
         */
        get: operations["auditLog.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the log as a file, from its first entry on; the export itself is recorded
         * @description For an ADMIN of the organization.
         */
        get: operations["auditLog.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify that no entry was changed, removed, inserted or moved; names the first that was
         * @description For an ADMIN of the organization.
         */
        get: operations["auditLog.verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the Google logins of the organization
         * @description For every member of the organization.
         */
        get: operations["connections.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{googleAccountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a Google login: what it granted and whether it works
         * @description For every member of the organization.
         */
        get: operations["connections.get"];
        put?: never;
        post?: never;
        /**
         * End the use of one Google login; nothing that is synced is deleted
         * @description For an ADMIN of the organization.
         */
        delete: operations["connections.disconnect"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receive the redirect from Google’s consent page
         * @description Public. Google redirects a browser here, which carries no sign-in; the state is the proof.
         */
        get: operations["connections.callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a consent that you started, with the handle from the console’s address
         * @description For an ADMIN of the organization, never for an API key.
         */
        post: operations["connections.complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers, newest first by default
         * @description For every member of the organization.
         */
        get: operations["customers.list"];
        put?: never;
        /**
         * Create a customer; as ADMIN, with a Google login that the organization has already
         * @description For every member of the organization; some fields for an ADMIN only.
         */
        post: operations["customers.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer with the health of its Google connection
         * @description For every member of the organization.
         */
        get: operations["customers.get"];
        put?: never;
        post?: never;
        /**
         * Delete a customer with its trackings, which are removed at Google and from the website
         * @description For an ADMIN of the organization.
         */
        delete: operations["customers.delete"];
        options?: never;
        head?: never;
        /**
         * Change, pause or resume a customer; as ADMIN, choose its container and Google Ads account, and what goes live when
         * @description For every member of the organization; some fields for an ADMIN only.
         */
        patch: operations["customers.update"];
        trace?: never;
    };
    "/v1/customers/{customerId}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a conversion tag that others have made over as a tracking, as it is live; nothing is written at Google
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the consent at Google; open the returned address in a browser
         * @description For an ADMIN of the organization, never for an API key.
         */
        post: operations["customers.connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a customer a Google login that the organization has already, without a consent
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.assignConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what each tracking of a customer has counted by day, or all of it as CSV
         * @description For every member of the organization.
         */
        get: operations["customers.conversions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/deployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was last found to be live of the trackings of a customer
         * @description For every member of the organization.
         */
        get: operations["customers.deployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/detach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let go of the container or the Google Ads account; what is deployed there is left behind, on record
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.detach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tag Manager and Google Ads accounts that the customer's Google login can see, or search containers
         * @description For every member of the organization.
         */
        get: operations["customers.google"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what became live for a customer, through whom and what it changed, newest first, or all of it as CSV
         * @description For every member of the organization.
         */
        get: operations["customers.history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain what the live container and the Google Ads account hold: what counts what, and what is broken; nothing is written
         * @description For every member of the organization.
         */
        get: operations["customers.inventory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plan what a sync would do: each change, what else it meets, what it costs; nothing is written
         * @description For every member of the organization.
         */
        post: operations["customers.plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish the version that awaits it and was reviewed
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set what others have changed of all trackings of a customer back to what is wanted
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo the deletion of a customer, with the trackings that went along
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the hold after a rollback; where jobs wait, a sync starts that builds on what is live
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what was published last; the customer is on hold until it is resumed
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sync now instead of some seconds after the last edit
         * @description For every member of the organization.
         */
        post: operations["customers.sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check now whether the trackings are live and can fire; nothing is written at Google
         * @description For every member of the organization.
         */
        post: operations["customers.verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 100 customers, all or none; their containers are looked up in the background
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.createMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/bulk/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Repair the trackings of all customers of which a finding of a kind is open, at most 100 customers a call
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.repairMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open findings, newest first by default
         * @description For every member of the organization.
         */
        get: operations["findings.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{findingId}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss a finding until its data change or a time is over
         * @description For every member of the organization.
         */
        post: operations["findings.dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members of your organization, newest first by default
         * @description For every member of the organization, never for an API key.
         */
        get: operations["members.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Leave the organization; as ADMIN, remove any member
         * @description For every member of the organization, never for an API key.
         */
        delete: operations["members.remove"];
        options?: never;
        head?: never;
        /**
         * Give a member another role, from their next request on
         * @description For an ADMIN of the organization, never for an API key.
         */
        patch: operations["members.update"];
        trace?: never;
    };
    "/v1/members/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys of your organization, newest first by default; ended ones are kept for 400 days
         * @description For an ADMIN of the organization, never for an API key.
         */
        get: operations["apiKeys.list"];
        put?: never;
        /**
         * Create an API key for a script; the key is returned this once
         * @description For an ADMIN of the organization, never for an API key.
         */
        post: operations["apiKeys.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key; the key itself is not shown again
         * @description For an ADMIN of the organization, never for an API key.
         */
        get: operations["apiKeys.get"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key, from its next request on
         * @description For an ADMIN of the organization, never for an API key.
         */
        delete: operations["apiKeys.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invitations that were not revoked, newest first by default
         * @description For an ADMIN of the organization, never for an API key.
         */
        get: operations["invitations.list"];
        put?: never;
        /**
         * Invite an address; hand the returned link to the person, it is good for seven days
         * @description For an ADMIN of the organization, never for an API key.
         */
        post: operations["invitations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an invitation that has not been accepted yet
         * @description For an ADMIN of the organization, never for an API key.
         */
        delete: operations["invitations.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join the organization that has invited your verified address
         * @description For every signed-in user, with or without an organization, never for an API key.
         */
        post: operations["invitations.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your own membership: your user and organization, or none yet and why
         * @description For every signed-in user, with or without an organization, never for an API key.
         */
        get: operations["members.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the organization that you belong to
         * @description For every member of the organization.
         */
        get: operations["organization.get"];
        put?: never;
        /**
         * Sign up: found an organization and become its first ADMIN
         * @description For every signed-in user, with or without an organization, never for an API key.
         */
        post: operations["organization.create"];
        /**
         * Delete the organization with everything in it; what is live on websites stays there
         * @description For an ADMIN of the organization, never for an API key.
         */
        delete: operations["organization.delete"];
        options?: never;
        head?: never;
        /**
         * Change name, time zone, how and until when no versions go live, or whether anything is written at Google
         * @description For an ADMIN of the organization.
         */
        patch: operations["organization.update"];
        trace?: never;
    };
    "/v1/reports/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report what happened day by day, how long runs took and why they failed, as JSON or CSV
         * @description For every member of the organization.
         */
        get: operations["reports.activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report what Google Ads has counted by customer, by tracking or by day, as JSON or CSV
         * @description For every member of the organization.
         */
        get: operations["reports.conversions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report how far the trackings of each customer are, as JSON or CSV
         * @description For every member of the organization.
         */
        get: operations["reports.customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count customers and trackings by status, and list the customers with most trackings
         * @description For every member of the organization.
         */
        get: operations["reports.overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sync-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sync runs, newest first by default
         * @description For every member of the organization.
         */
        get: operations["syncRuns.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sync-runs/{syncRunId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a sync run with its jobs and, while it waits, its position in the queue
         * @description For every member of the organization.
         */
        get: operations["syncRuns.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List trackings, newest first by default
         * @description For every member of the organization.
         */
        get: operations["trackings.list"];
        put?: never;
        /**
         * Create a tracking of a button, page, form or event; the next sync creates it at Google
         * @description For every member of the organization.
         */
        post: operations["trackings.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/{trackingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a tracking with the state of its sync and its open findings
         * @description For every member of the organization.
         */
        get: operations["trackings.get"];
        put?: never;
        post?: never;
        /**
         * Delete a tracking; the next sync removes it at Google
         * @description For every member of the organization.
         */
        delete: operations["trackings.delete"];
        options?: never;
        head?: never;
        /**
         * Change a tracking; the next sync changes it at Google
         * @description For every member of the organization.
         */
        patch: operations["trackings.update"];
        trace?: never;
    };
    "/v1/trackings/{trackingId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take what others have changed of a tracking at Google as what it asks for; nothing is written at Google
         * @description For every member of the organization.
         */
        post: operations["trackings.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/{trackingId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let go of a tracking: it is deleted here, and everything of it at Google stays, on record
         * @description For an ADMIN of the organization.
         */
        post: operations["trackings.release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/{trackingId}/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set what others have changed of a tracking at Google back to what is wanted
         * @description For every member of the organization.
         */
        post: operations["trackings.repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/{trackingId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo the deletion of a tracking; the next sync re-creates it at Google
         * @description For every member of the organization.
         */
        post: operations["trackings.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 100 trackings, all or none; errors are named by their index in the list
         * @description For every member of the organization.
         */
        post: operations["trackings.createMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/bulk/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change all trackings that a filter finds, at most 500, all or none
         * @description For an ADMIN of the organization.
         */
        post: operations["trackings.changeMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/bulk/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete all trackings that a filter finds, at most 500, all or none
         * @description For an ADMIN of the organization.
         */
        post: operations["trackings.deleteMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/bulk/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move all trackings that a filter finds, at most 500, to another customer, all or none: each is created there and deleted where it was
         * @description For an ADMIN of the organization.
         */
        post: operations["trackings.moveMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trackings/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell which trackings of a customer a page, an event or an element would fire; asks Google nothing
         * @description For every member of the organization.
         */
        post: operations["trackings.match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptedTracking: {
            /** @description Differences that the tracking asks for from now on */
            accepted: components["schemas"]["Difference"][];
            /** @description Differences that no tracking can ask for: their finding is dismissed until they change */
            left: components["schemas"]["Difference"][];
            /** @description As it is wanted from now on */
            tracking: components["schemas"]["Tracking"];
        };
        ActivityDay: {
            /**
             * Format: date
             * @description A day in the organization’s time zone
             * @example 2026-03-02
             */
            date: string;
            /**
             * @description Runs that failed
             * @example 0
             */
            runsFailed: number;
            /**
             * @description Runs that succeeded
             * @example 3
             */
            runsSucceeded: number;
            /**
             * @description Trackings that were created
             * @example 4
             */
            trackingsCreated: number;
            /**
             * @description Jobs that failed
             * @example 1
             */
            trackingsFailed: number;
            /**
             * @description Jobs that succeeded
             * @example 7
             */
            trackingsSynced: number;
        };
        ActivityReport: {
            /** @description Every day of the range, also those on which nothing happened */
            days: components["schemas"]["ActivityDay"][];
            /** @description Why runs and trackings failed in the range, most frequent first */
            errors: {
                /**
                 * @description What it is, for programs to switch on
                 * @example container_not_found
                 */
                code: string;
                /** @description Runs that ended so */
                runs: number;
                /**
                 * @description Trackings that failed so
                 * @example 2
                 */
                trackings: number;
            }[];
            /**
             * @description Set where the database does not know the organization’s time zone any more: what to do
             * @example Choose another time zone.
             */
            notice: string | null;
            /** @description Runs requested in the range; seconds from the request to the verified live version */
            runs: {
                /**
                 * @description Those that failed
                 * @example 1
                 */
                failed: number;
                /**
                 * @description Half of the runs took less; `null`: there were none
                 * @example 14.2
                 */
                medianSeconds: number | null;
                /**
                 * @description Of 20 runs, 19 took less; `null`: there were none
                 * @example 61
                 */
                p95Seconds: number | null;
                /**
                 * @description Those that succeeded
                 * @example 9
                 */
                succeeded: number;
            };
            /**
             * @description In which the days are counted
             * @example Europe/Berlin
             */
            timeZone: string;
        };
        AdoptTag: {
            /**
             * @description The name of the tracking; by default that of the tag. The tag keeps its own
             * @example Buy button
             */
            name?: string;
            /**
             * @description A conversion tag of Google Ads, as the inventory lists it
             * @example 15
             */
            tagId: string;
        };
        AdsAccount: {
            /**
             * @description The currency of the account, of ISO 4217
             * @example EUR
             */
            currencyCode: string | null;
            /**
             * @description The Google Ads account, ten digits
             * @example 1234567890
             */
            googleAdsAccountId: string;
            /**
             * @description The manager account through which it is reached
             * @example 9876543210
             */
            loginCustomerId: string | null;
            /**
             * @description Whether it manages other accounts and takes no conversions itself
             * @example false
             */
            manager: boolean;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description Why it cannot be used as it is */
            problem: components["schemas"]["GoogleProblem"] | null;
        };
        ApiKey: {
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description The member who created it; when they leave, it is revoked
             */
            createdBy: string;
            /**
             * Format: date-time
             * @description Until when it can be accepted
             * @example 2026-03-02T10:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description The last four characters of the key
             * @example a9y2
             */
            lastCharacters: string;
            /** @description To the minute; null until its first use */
            lastUsedAt: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description When it was revoked; `null`: it is not
             * @example 2026-03-02T10:00:00.000Z
             */
            revokedAt: string | null;
            /**
             * @description What the member may do
             *
             *     - `MEMBER`: works with customers and trackings
             *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
             * @enum {string}
             */
            role: "MEMBER" | "ADMIN";
            /**
             * @description Its state
             *
             *     - `ACTIVE`: it can be used
             *     - `EXPIRED`: its time is over
             *     - `REVOKED`: an ADMIN has ended it
             * @enum {string}
             */
            status: "ACTIVE" | "EXPIRED" | "REVOKED";
        };
        ApiKeyWithSecret: {
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description The member who created it; when they leave, it is revoked
             */
            createdBy: string;
            /**
             * Format: date-time
             * @description Until when it can be accepted
             * @example 2026-03-02T10:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description Returned this once: store it as a secret; send it as `Authorization: Bearer KEY`
             * @example oct_live_45TMnxHRzMANH9JgEwKKfLtJNYTZYbznntFUrMU96pqIa9y2
             */
            key: string;
            /**
             * @description The last four characters of the key
             * @example a9y2
             */
            lastCharacters: string;
            /** @description To the minute; null until its first use */
            lastUsedAt: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description When it was revoked; `null`: it is not
             * @example 2026-03-02T10:00:00.000Z
             */
            revokedAt: string | null;
            /**
             * @description What the member may do
             *
             *     - `MEMBER`: works with customers and trackings
             *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
             * @enum {string}
             */
            role: "MEMBER" | "ADMIN";
            /**
             * @description Its state
             *
             *     - `ACTIVE`: it can be used
             *     - `EXPIRED`: its time is over
             *     - `REVOKED`: an ADMIN has ended it
             * @enum {string}
             */
            status: "ACTIVE" | "EXPIRED" | "REVOKED";
        };
        AssignConnection: {
            /**
             * @description A Google login of your organization, as GET /api/v1/connections lists them
             * @example 115002338441230112345
             */
            googleAccountId: string;
        };
        AuditEntry: {
            /**
             * @description For example tracking.update
             * @example tracking.update
             */
            action: string;
            /** @description Who did it */
            actor: {
                /**
                 * @description Its id or name
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                id: string;
                /**
                 * @description database: a person or program at the database itself, past the service; id is the login
                 *
                 *     - `user`: a member; `id` is theirs
                 *     - `key`: a script by an API key; `id` is the key’s
                 *     - `run`: a sync run; `id` is its id
                 *     - `refresh`: the renewal of a Google token; `id` is the Google login
                 *     - `collection`: the daily reading of what a Google Ads account has counted; `id` is the account’s
                 *     - `system`: the service itself, on schedule
                 *     - `database`: a person or program at the database itself, past the service; `id` is the login
                 * @enum {string}
                 */
                kind: "user" | "key" | "run" | "refresh" | "collection" | "system" | "database";
            };
            /** @description What changed, as it is. Secrets are redacted; a personal value that was forgotten is null */
            after: Record<string, never> | null;
            /** @description What changed, as it was */
            before: Record<string, never> | null;
            /**
             * @description SHA-256 over the hash of the entry before and this entry, in hex
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            hash: string;
            /**
             * Format: date-time
             * @description When it was done
             * @example 2026-03-02T10:00:00.000Z
             */
            occurredAt: string;
            /**
             * @description Which request it was
             * @example 0b6d1c7e-3f0a-4b5e-9c1d-2a8f4e6b7c90
             */
            requestId: string | null;
            /**
             * @description Counts the entries of the organization, without a gap
             * @example 42
             */
            sequence: number;
            /** @description To what it was done */
            target: {
                /**
                 * @description Its id or name
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                id: string;
                /**
                 * @description What kind of thing it is
                 * @example customer
                 */
                type: string;
            };
        };
        AuditVerification: {
            /** @description The first entry that does not fit */
            broken: {
                /**
                 * @description What does not fit
                 *
                 *     - `changed`: its content does not fit its hash
                 *     - `missing`: it is not there
                 *     - `not_linked`: it does not follow the entry before
                 *     - `not_as_signed`: the chain was rewritten after it was signed
                 *     - `forged_checkpoint`: the checkpoint there was not signed by this service, or not behind the one before
                 *     - `missing_checkpoint`: one before it was removed
                 *     - `personal_changed`: it shows another personal value than the one that was recorded
                 * @enum {string}
                 */
                reason: "changed" | "missing" | "not_linked" | "not_as_signed" | "forged_checkpoint" | "missing_checkpoint" | "personal_changed";
                /**
                 * @description The number of the entry
                 * @example 42
                 */
                sequence: number;
            } | null;
            /** @description Entries looked at */
            checked: number;
            /** @description Signed checkpoints looked at: signature, number, and that each follows the one before */
            checkpoints: number;
            /** @description The signed checkpoint that the check began behind; null: at the first entry */
            from: {
                /**
                 * @description The SHA-256 of the entry, in hex
                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                 */
                hash: string;
                /**
                 * @description The number of the entry
                 * @example 42
                 */
                sequence: number;
                /**
                 * Format: date-time
                 * @description When the checkpoint was signed
                 * @example 2026-03-02T10:00:00.000Z
                 */
                signedAt: string;
            } | null;
            /**
             * @description Whether nothing was changed, removed, inserted or moved
             * @example true
             */
            intact: boolean;
            /** @description When the service last found the whole chain to hold, from its first entry; null: not yet, or it did not hold */
            lastFullCheck: string | null;
            /** @description Entries before the checkpoint, which were not looked at this time; null: all were */
            notChecked: {
                /** @description The first of them */
                from: number;
                /** @description The last of them */
                until: number;
            } | null;
            /** @description The last entry that fits; keep it elsewhere to compare later */
            until: {
                /**
                 * @description The SHA-256 of the entry, in hex
                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                 */
                hash: string;
                /**
                 * @description The number of the entry
                 * @example 42
                 */
                sequence: number;
            } | null;
        };
        ChangedField: {
            /**
             * @description As it is
             * @example 12
             */
            after?: string | number | boolean;
            /**
             * @description As it was
             * @example 10
             */
            before?: string | number | boolean;
            /**
             * @description Where it differs
             * @example conversionValue
             */
            field: string;
        };
        ChangedTracking: {
            /** @description The same fields as they will be */
            after: Record<string, never>;
            /** @description The fields that change, as they are; `conversion.value` names a field of `conversion` */
            before: Record<string, never>;
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * Format: uuid
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
            /**
             * @description What kind it is
             *
             *     - `BUTTON_CLICK`: a click on what `selector` matches
             *     - `LINK_CLICK`: a click on a link, wherever it leads or only to `linkHost`
             *     - `PHONE_CLICK`: a click on a telephone number
             *     - `EMAIL_CLICK`: a click on an e-mail address
             *     - `FILE_DOWNLOAD`: a click on a link to a file of one of `fileExtensions`
             *     - `PAGE_VIEW`: a visit of a page whose address matches `urlPattern` or `urlRegex`
             *     - `FORM_SUBMIT`: a form that `selector` matches is sent
             *     - `ELEMENT_VISIBLE`: an element that `selector` matches comes into view
             *     - `SCROLL_DEPTH`: a page is scrolled down to `percent` of its height
             *     - `VIDEO`: a YouTube video is watched up to `percent` of its length
             *     - `TIMER`: a visitor stays on a page for `seconds`
             *     - `CUSTOM_EVENT`: the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches
             * @enum {string}
             */
            type: "BUTTON_CLICK" | "LINK_CLICK" | "PHONE_CLICK" | "EMAIL_CLICK" | "FILE_DOWNLOAD" | "PAGE_VIEW" | "FORM_SUBMIT" | "ELEMENT_VISIBLE" | "SCROLL_DEPTH" | "VIDEO" | "TIMER" | "CUSTOM_EVENT";
        };
        ChangedTrackings: {
            /** @description The rows of this page */
            data: components["schemas"]["ChangedTracking"][];
            /**
             * @description To be sent with the request that does it
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            digest: string;
            /** @description Trackings that the filter finds, and that are so already */
            unchanged: number;
        };
        ChangeRole: {
            /**
             * @description What the member may do
             *
             *     - `MEMBER`: works with customers and trackings
             *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
             * @enum {string}
             */
            role: "MEMBER" | "ADMIN";
        };
        ChangeTrackings: {
            changes: components["schemas"]["TrackingChanges"];
            /**
             * @description Of `?validate=true`: exactly those trackings are changed, as they were then, or none
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            digest?: string;
            /** @description Which trackings */
            filter: components["schemas"]["TrackingSelection"];
        };
        CollectedEvidence: {
            /**
             * @description What failed for reasons of the service; above 0 the status is 500
             * @example 0
             */
            failures: number;
            /**
             * @description How many accounts ended how
             * @example {
             *       "succeeded": 2
             *     }
             */
            outcomes: Record<string, never>;
        };
        CompletedConnection: {
            /** @description The Google login */
            connection: components["schemas"]["Connection"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
        };
        Connection: {
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /** @description Customers that belong to this login */
            customerCount: number;
            /**
             * @description The e-mail address
             * @example ana@agency.example
             */
            email: string;
            /**
             * @description What failed, for programs; `null`: nothing
             * @example container_not_found
             */
            errorCode: string | null;
            /**
             * @description The stable id of the Google account
             * @example 115002338441230112345
             */
            googleAccountId: string;
            /**
             * @description What to do about an `ERROR`
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string | null;
            /**
             * @description What the login has granted
             * @example [
             *       "https://www.googleapis.com/auth/tagmanager.publish"
             *     ]
             */
            scopes: string[];
            /**
             * @description Its state
             *
             *     - `ACTIVE`: the grant is valid
             *     - `ERROR`: Google has ended the grant: connect again
             *     - `DISCONNECTED`: an ADMIN has given the grant back: connect again to use it
             * @enum {string}
             */
            status: "ACTIVE" | "ERROR" | "DISCONNECTED";
            /**
             * @description Of the access token, which is renewed by itself
             * @example 2026-03-02T10:00:00.000Z
             */
            tokenExpiresAt: string | null;
        };
        Consent: {
            /**
             * Format: uri
             * @description The consent page of Google: open it in a browser
             */
            authorizationUrl: string;
        };
        Container: {
            /**
             * @description The public id, `GTM-…`
             * @example GTM-ABC123
             */
            googleContainerId: string;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description Where Tag Manager has it
             * @example accounts/6001234567/containers/7001234
             */
            path: string;
            /**
             * @description `web` for websites
             * @example [
             *       "web"
             *     ]
             */
            usageContext: string[];
        };
        Conversion: {
            /**
             * @description What the conversion is to Google Ads
             *
             *     - `DEFAULT`: none of the others
             *     - `PAGE_VIEW`: a page was viewed
             *     - `PURCHASE`: something was bought
             *     - `SIGNUP`: an account was opened
             *     - `DOWNLOAD`: something was downloaded
             *     - `ADD_TO_CART`: something was put into the cart
             *     - `BEGIN_CHECKOUT`: a checkout was begun
             *     - `SUBSCRIBE_PAID`: a paid subscription was begun
             *     - `PHONE_CALL_LEAD`: a call was made that may become a sale
             *     - `SUBMIT_LEAD_FORM`: a form was sent that may become a sale
             *     - `BOOK_APPOINTMENT`: an appointment was booked
             *     - `REQUEST_QUOTE`: a quote was requested
             *     - `GET_DIRECTIONS`: directions were looked up
             *     - `OUTBOUND_CLICK`: a link to another website was followed
             *     - `CONTACT`: contact was made
             *     - `ENGAGEMENT`: something else was done on the website
             *     - `QUALIFIED_LEAD`: a lead was found to be promising
             *     - `CONVERTED_LEAD`: a lead became a sale
             * @enum {string}
             */
            category: "DEFAULT" | "PAGE_VIEW" | "PURCHASE" | "SIGNUP" | "DOWNLOAD" | "ADD_TO_CART" | "BEGIN_CHECKOUT" | "SUBSCRIBE_PAID" | "PHONE_CALL_LEAD" | "SUBMIT_LEAD_FORM" | "BOOK_APPOINTMENT" | "REQUEST_QUOTE" | "GET_DIRECTIONS" | "OUTBOUND_CLICK" | "CONTACT" | "ENGAGEMENT" | "QUALIFIED_LEAD" | "CONVERTED_LEAD";
            /**
             * @description How many days after a click a conversion still counts; `null`: as Google or people in Google Ads have it
             * @example 30
             */
            clickThroughLookbackWindowDays: number | null;
            /**
             * @description Whether several conversions after one click on an ad count once or each
             *
             *     - `ONE_PER_CLICK`: several conversions after one click on an ad count once, as leads should
             *     - `MANY_PER_CLICK`: each counts, as purchases should
             * @enum {string}
             */
            counting: "ONE_PER_CLICK" | "MANY_PER_CLICK";
            /**
             * @description The currency of `value`, of ISO 4217
             * @example EUR
             */
            currency: (string | components["schemas"]["DataLayerValue"]) | null;
            /**
             * @description Enhanced conversions for web: what its tag sends along about the visitor, hashed in the browser
             *
             *     - `off`: nothing is sent along
             *     - `automatic`: what Tag Manager finds on the page: e-mail, phone and address
             */
            enhanced: ("off" | "automatic") | components["schemas"]["UserData"];
            /** @description Whether the conversion is of a new customer; `null`: nothing is said */
            newCustomer: (boolean | components["schemas"]["DataLayerValue"]) | null;
            /** @description Identifies an order, so that one that is reported again is not counted again; `null`: nothing does */
            orderId: components["schemas"]["DataLayerValue"] | null;
            /** @description Whether bidding aims at it, as the tracking asks for */
            primary: boolean;
            /**
             * @description What a conversion is worth, in `currency`; `null`: nothing
             * @example 25
             */
            value: (number | components["schemas"]["DataLayerValue"]) | null;
            /**
             * @description How many days after an ad was seen a conversion still counts; `null`: as Google or people in Google Ads have it
             * @example 1
             */
            viewThroughLookbackWindowDays: number | null;
        };
        ConversionAmount: {
            /** @description To three decimals: one may be credited in parts */
            conversions: number;
            /**
             * @description Of the Ads account when it counted
             * @example EUR
             */
            currency: string;
            /**
             * @description In the currency, to two decimals
             * @example 25
             */
            value: number;
        };
        ConversionChanges: {
            /**
             * @description What the conversion is to Google Ads
             *
             *     - `DEFAULT`: none of the others
             *     - `PAGE_VIEW`: a page was viewed
             *     - `PURCHASE`: something was bought
             *     - `SIGNUP`: an account was opened
             *     - `DOWNLOAD`: something was downloaded
             *     - `ADD_TO_CART`: something was put into the cart
             *     - `BEGIN_CHECKOUT`: a checkout was begun
             *     - `SUBSCRIBE_PAID`: a paid subscription was begun
             *     - `PHONE_CALL_LEAD`: a call was made that may become a sale
             *     - `SUBMIT_LEAD_FORM`: a form was sent that may become a sale
             *     - `BOOK_APPOINTMENT`: an appointment was booked
             *     - `REQUEST_QUOTE`: a quote was requested
             *     - `GET_DIRECTIONS`: directions were looked up
             *     - `OUTBOUND_CLICK`: a link to another website was followed
             *     - `CONTACT`: contact was made
             *     - `ENGAGEMENT`: something else was done on the website
             *     - `QUALIFIED_LEAD`: a lead was found to be promising
             *     - `CONVERTED_LEAD`: a lead became a sale
             * @enum {string}
             */
            category?: "DEFAULT" | "PAGE_VIEW" | "PURCHASE" | "SIGNUP" | "DOWNLOAD" | "ADD_TO_CART" | "BEGIN_CHECKOUT" | "SUBSCRIBE_PAID" | "PHONE_CALL_LEAD" | "SUBMIT_LEAD_FORM" | "BOOK_APPOINTMENT" | "REQUEST_QUOTE" | "GET_DIRECTIONS" | "OUTBOUND_CLICK" | "CONTACT" | "ENGAGEMENT" | "QUALIFIED_LEAD" | "CONVERTED_LEAD";
            /** @description How many days after a click a conversion still counts, at most 90. Without it Google’s own default. Written as `primary` is; `null` leaves what the conversion action has */
            clickThroughLookbackWindowDays?: number | null;
            /**
             * @description Whether one conversion counts after a click or each of them. Without it as Google recommends for the category: MANY_PER_CLICK for PURCHASE and SUBSCRIBE_PAID, ONE_PER_CLICK for all others
             *
             *     - `ONE_PER_CLICK`: several conversions after one click on an ad count once, as leads should
             *     - `MANY_PER_CLICK`: each counts, as purchases should
             * @enum {string}
             */
            counting?: "ONE_PER_CLICK" | "MANY_PER_CLICK";
            /** @description Of the value, of ISO 4217. A value that is the same for all needs one that is as well; without one, values of the data layer are read in the currency of the conversion action */
            currency?: (string | components["schemas"]["DataLayerValueInput"]) | null;
            /** @description Enhanced conversions for web: what its tag sends along about the visitor, hashed in the browser */
            enhanced?: (("off" | "automatic") | components["schemas"]["UserDataInput"]) | null;
            /** @description Whether the conversion is of a new customer, for bidding for new customers. `true` or `false` suit an event that only new or only known customers cause; the data layer has to say true or false as well */
            newCustomer?: (boolean | components["schemas"]["DataLayerValueInput"]) | null;
            /** @description Identifies an order, so that one that is reported again, as by a reload of the thank-you page, is not counted again. Always of the data layer: one that is the same for all would count a single conversion */
            orderId?: components["schemas"]["DataLayerValueInput"] | null;
            /**
             * @description Whether bidding aims at it (`primaryForGoal`). Written when the conversion action is made and when it is changed here; what people choose in Google Ads meanwhile stays
             * @default true
             */
            primary?: boolean;
            /** @description What one conversion is worth: the same for all, which is the default value of the conversion action too, or as the data layer says. Then a conversion without a value counts 0 */
            value?: (number | components["schemas"]["DataLayerValueInput"]) | null;
            /** @description How many days after an ad was seen a conversion still counts, at most 30. Without it Google’s own default. Written as `primary` is; `null` leaves what the conversion action has */
            viewThroughLookbackWindowDays?: number | null;
        };
        ConversionDaysOfTracking: {
            /** @description Days on which it counted something, oldest first */
            days: components["schemas"]["CountedDay"][];
            /** @description How that was judged; `null`: not yet */
            evidence: components["schemas"]["EvidenceOfTracking"] | null;
            /**
             * @description When it was last judged by what Google Ads says; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            evidenceCheckedAt: string | null;
            /**
             * @description Only those with this state
             *
             *     - `COUNTING`: conversions arrive as its history lets expect
             *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
             *     - `AWAITING_FIRST`: its conversion action has not received a single request
             *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
             *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
             *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
             *     - `STOPPED`: no conversion for longer than its history explains, and no request either
             * @enum {string}
             */
            evidenceState: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
            /**
             * @description When Google Ads received the last request, whether or not an ad is credited with it
             * @example 2026-03-02T10:00:00.000Z
             */
            lastReceivedAt: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * Format: uuid
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
        };
        ConversionInput: {
            /**
             * @description What the conversion is to Google Ads
             *
             *     - `DEFAULT`: none of the others
             *     - `PAGE_VIEW`: a page was viewed
             *     - `PURCHASE`: something was bought
             *     - `SIGNUP`: an account was opened
             *     - `DOWNLOAD`: something was downloaded
             *     - `ADD_TO_CART`: something was put into the cart
             *     - `BEGIN_CHECKOUT`: a checkout was begun
             *     - `SUBSCRIBE_PAID`: a paid subscription was begun
             *     - `PHONE_CALL_LEAD`: a call was made that may become a sale
             *     - `SUBMIT_LEAD_FORM`: a form was sent that may become a sale
             *     - `BOOK_APPOINTMENT`: an appointment was booked
             *     - `REQUEST_QUOTE`: a quote was requested
             *     - `GET_DIRECTIONS`: directions were looked up
             *     - `OUTBOUND_CLICK`: a link to another website was followed
             *     - `CONTACT`: contact was made
             *     - `ENGAGEMENT`: something else was done on the website
             *     - `QUALIFIED_LEAD`: a lead was found to be promising
             *     - `CONVERTED_LEAD`: a lead became a sale
             * @enum {string}
             */
            category?: "DEFAULT" | "PAGE_VIEW" | "PURCHASE" | "SIGNUP" | "DOWNLOAD" | "ADD_TO_CART" | "BEGIN_CHECKOUT" | "SUBSCRIBE_PAID" | "PHONE_CALL_LEAD" | "SUBMIT_LEAD_FORM" | "BOOK_APPOINTMENT" | "REQUEST_QUOTE" | "GET_DIRECTIONS" | "OUTBOUND_CLICK" | "CONTACT" | "ENGAGEMENT" | "QUALIFIED_LEAD" | "CONVERTED_LEAD";
            /**
             * @description How many days after a click a conversion still counts, at most 90. Without it Google’s own default. Written as `primary` is; `null` leaves what the conversion action has
             * @example 90
             */
            clickThroughLookbackWindowDays?: number;
            /**
             * @description Whether one conversion counts after a click or each of them. Without it as Google recommends for the category: MANY_PER_CLICK for PURCHASE and SUBSCRIBE_PAID, ONE_PER_CLICK for all others
             *
             *     - `ONE_PER_CLICK`: several conversions after one click on an ad count once, as leads should
             *     - `MANY_PER_CLICK`: each counts, as purchases should
             * @enum {string}
             */
            counting?: "ONE_PER_CLICK" | "MANY_PER_CLICK";
            /**
             * @description Of the value, of ISO 4217. A value that is the same for all needs one that is as well; without one, values of the data layer are read in the currency of the conversion action
             * @example EUR
             * @example {
             *       "dataLayer": "ecommerce.currency"
             *     }
             */
            currency?: string | components["schemas"]["DataLayerValueInput"];
            /**
             * @description Enhanced conversions for web: what its tag sends along about the visitor, hashed in the browser
             *
             *     - `off`: nothing is sent along
             *     - `automatic`: what Tag Manager finds on the page: e-mail, phone and address
             * @default off
             */
            enhanced?: ("off" | "automatic") | components["schemas"]["UserDataInput"];
            /**
             * @description Whether the conversion is of a new customer, for bidding for new customers. `true` or `false` suit an event that only new or only known customers cause; the data layer has to say true or false as well
             * @example {
             *       "dataLayer": "new_customer"
             *     }
             */
            newCustomer?: boolean | components["schemas"]["DataLayerValueInput"];
            /**
             * @description Identifies an order, so that one that is reported again, as by a reload of the thank-you page, is not counted again. Always of the data layer: one that is the same for all would count a single conversion
             * @example {
             *       "dataLayer": "ecommerce.transaction_id"
             *     }
             */
            orderId?: components["schemas"]["DataLayerValueInput"];
            /**
             * @description Whether bidding aims at it (`primaryForGoal`). Written when the conversion action is made and when it is changed here; what people choose in Google Ads meanwhile stays
             * @default true
             */
            primary?: boolean;
            /**
             * @description What one conversion is worth: the same for all, which is the default value of the conversion action too, or as the data layer says. Then a conversion without a value counts 0
             * @example 25
             * @example {
             *       "dataLayer": "ecommerce.value"
             *     }
             */
            value?: number | components["schemas"]["DataLayerValueInput"];
            /**
             * @description How many days after an ad was seen a conversion still counts, at most 30. Without it Google’s own default. Written as `primary` is; `null` leaves what the conversion action has
             * @example 30
             */
            viewThroughLookbackWindowDays?: number;
        };
        ConversionsOfCustomer: {
            /** @description By currency; none where nothing was counted */
            amounts: components["schemas"]["ConversionAmount"][];
            /** @description The last day of which Google Ads has been asked */
            collectedThrough: string | null;
            /** @description Of all currencies, to three decimals */
            conversions: number;
            /** @description Trackings that are COUNTING */
            counting: number;
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /**
             * @description Only those whose worst state is this one
             *
             *     - `COUNTING`: conversions arrive as its history lets expect
             *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
             *     - `AWAITING_FIRST`: its conversion action has not received a single request
             *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
             *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
             *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
             *     - `STOPPED`: no conversion for longer than its history explains, and no request either
             * @enum {string}
             */
            evidenceWorst: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
            /**
             * @description When Google Ads received the last request, whether or not an ad is credited with it
             * @example 2026-03-02T10:00:00.000Z
             */
            lastReceivedAt: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description Conversions of each day of the window; null where it has more than 31 days */
            sparkline: number[] | null;
            /** @description Counts of trackings */
            trackings: number;
        };
        ConversionsOfDay: {
            /** @description By currency; none where nothing was counted */
            amounts: components["schemas"]["ConversionAmount"][];
            /** @description Of all currencies, to three decimals */
            conversions: number;
            /**
             * Format: date
             * @description The day
             * @example 2026-03-02
             */
            date: string;
        };
        ConversionsOfTracking: {
            /** @description By currency; none where nothing was counted */
            amounts: components["schemas"]["ConversionAmount"][];
            /** @description The last day of which Google Ads has been asked */
            collectedThrough: string | null;
            /** @description Of all currencies, to three decimals */
            conversions: number;
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /**
             * @description The name of the customer
             * @example Corner Bakery
             */
            customerName: string;
            /**
             * @description Only those with this state
             *
             *     - `COUNTING`: conversions arrive as its history lets expect
             *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
             *     - `AWAITING_FIRST`: its conversion action has not received a single request
             *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
             *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
             *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
             *     - `STOPPED`: no conversion for longer than its history explains, and no request either
             * @enum {string}
             */
            evidenceState: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
            /**
             * @description When Google Ads received the last request, whether or not an ad is credited with it
             * @example 2026-03-02T10:00:00.000Z
             */
            lastReceivedAt: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description Conversions of each day of the window; null where it has more than 31 days */
            sparkline: number[] | null;
            /**
             * Format: uuid
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
        };
        ConversionsReport: {
            /** @description Ads accounts in use of which nothing is known yet */
            accountsNeverCollected: number;
            /** @description Up to this day, sums are of all accounts that were ever asked; null where none was */
            collectedThrough: string | null;
            /** @description The rows of this page */
            data: components["schemas"]["ConversionsOfCustomer"][];
            /**
             * Format: date
             * @description First day. Each day is one of the time zone of the Ads account that counted it
             */
            from: string;
            /**
             * @description What each row is about
             * @constant
             * @enum {string}
             */
            groupBy: "customer";
            /**
             * @description The `cursor` of the next page; `null` on the last
             * @example WzEsIjIwMjYtMDMtMDIiXQ
             */
            nextCursor: string | null;
            /** @description Over all pages; null after the first */
            totals: components["schemas"]["ConversionTotals"] | null;
            /**
             * Format: date
             * @description Last day
             */
            until: string;
        } | {
            /** @description Ads accounts in use of which nothing is known yet */
            accountsNeverCollected: number;
            /** @description Up to this day, sums are of all accounts that were ever asked; null where none was */
            collectedThrough: string | null;
            /** @description The rows of this page */
            data: components["schemas"]["ConversionsOfTracking"][];
            /**
             * Format: date
             * @description First day. Each day is one of the time zone of the Ads account that counted it
             */
            from: string;
            /**
             * @description What each row is about
             * @constant
             * @enum {string}
             */
            groupBy: "tracking";
            /**
             * @description The `cursor` of the next page; `null` on the last
             * @example WzEsIjIwMjYtMDMtMDIiXQ
             */
            nextCursor: string | null;
            /** @description Over all pages; null after the first */
            totals: components["schemas"]["ConversionTotals"] | null;
            /**
             * Format: date
             * @description Last day
             */
            until: string;
        } | {
            /** @description Ads accounts in use of which nothing is known yet */
            accountsNeverCollected: number;
            /** @description Up to this day, sums are of all accounts that were ever asked; null where none was */
            collectedThrough: string | null;
            /** @description The rows of this page */
            data: components["schemas"]["ConversionsOfDay"][];
            /**
             * Format: date
             * @description First day. Each day is one of the time zone of the Ads account that counted it
             */
            from: string;
            /**
             * @description What each row is about
             * @constant
             * @enum {string}
             */
            groupBy: "day";
            /**
             * @description The `cursor` of the next page; `null` on the last
             * @example WzEsIjIwMjYtMDMtMDIiXQ
             */
            nextCursor: string | null;
            /** @description Over all pages; null after the first */
            totals: components["schemas"]["ConversionTotals"] | null;
            /**
             * Format: date
             * @description Last day
             */
            until: string;
        };
        ConversionTotals: {
            /** @description By currency; none where nothing was counted */
            amounts: components["schemas"]["ConversionAmount"][];
            /** @description Of all currencies, to three decimals */
            conversions: number;
            /** @description Live trackings, as last judged */
            trackings: {
                /** @description By `evidenceState` */
                byState: {
                    /** @description its conversion action has not received a single request */
                    AWAITING_FIRST: number;
                    /** @description conversions arrive as its history lets expect */
                    COUNTING: number;
                    /** @description about twice as many conversions as its history lets expect, or two live tags on its label */
                    DOUBLED: number;
                    /** @description fewer conversions than usual, or none, which its history does not rule out yet */
                    QUIET: number;
                    /** @description no conversion for longer than its history explains, and no request either */
                    STOPPED: number;
                    /** @description less than one conversion a week: a stop would not be seen */
                    TOO_LITTLE_TRAFFIC: number;
                    /** @description not asked yet, or Google Ads could not be asked: it says nothing of whether it counts */
                    UNKNOWN: number;
                };
                /** @description Whether several conversions after one click on an ad count once or each */
                counting: number;
                /**
                 * @description All of them
                 * @example 12
                 */
                total: number;
            };
        };
        CountedDay: {
            /** @description To three decimals: a conversion may be credited in parts */
            conversions: number;
            /**
             * @description The currency of `value`, of ISO 4217
             * @example EUR
             */
            currency: string;
            /**
             * Format: date
             * @description The day
             * @example 2026-03-02
             */
            date: string;
            /**
             * @description What a conversion is worth, in `currency`; `null`: nothing
             * @example 25
             */
            value: number;
        };
        CreateApiKey: {
            /**
             * @description A key is replaced before its end: create another, use it, then revoke the first
             * @default 90
             */
            expiresInDays?: number;
            /**
             * @description What the key is for; no two keys that are not revoked have the same
             * @example Nightly import
             */
            name: string;
            /**
             * @description What the key may do, as far as its creator may do the same
             *
             *     - `MEMBER`: works with customers and trackings
             *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
             * @default MEMBER
             * @enum {string}
             */
            role?: "MEMBER" | "ADMIN";
        };
        /**
         * @description A click on an element, or on anything inside of it.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         */
        CreateButtonClick: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "BUTTON_CLICK";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        CreateCustomer: {
            /**
             * @description A Google login of your organization, as GET /api/v1/connections lists them
             * @example 115002338441230112345
             */
            googleAccountId?: string;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description The address of its website
             * @example https://corner-bakery.example
             */
            websiteUrl: string;
        };
        CreateCustomers: {
            /** @description The customers, up to 100: all are created, or none */
            customers: components["schemas"]["CreateOneCustomerOfMany"][];
            /**
             * @description A Google login of your organization, as GET /api/v1/connections lists them
             * @example 115002338441230112345
             */
            googleAccountId?: string;
        };
        /**
         * @description An event that the website pushes into the data layer.
         *
         *     Needs either eventName or eventRegex.
         */
        CreateCustomEvent: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /**
             * @description The event as the website pushes it into the data layer
             * @example newsletter_signup
             */
            eventName?: string;
            /**
             * @description A regular expression that is found somewhere in the name of the event, in place of `eventName`, with the rules of `urlRegex`
             * @example ^(lead|signup)_
             */
            eventRegex?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "CUSTOM_EVENT";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        CreatedCustomers: {
            /** @description In the order of the request */
            data: components["schemas"]["Customer"][];
        };
        CreatedTrackings: {
            /** @description In the order of the request */
            data: components["schemas"]["Tracking"][];
        };
        /**
         * @description An element that comes into view, also one that a script adds later, once a page.
         *
         *     Without more: `percent` 50.
         *
         *     Not seen: An element inside of an iframe or of a shadow root is not seen. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         */
        CreateElementVisible: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled (default 90), of the length that has to be watched (default 50)
             * @example 50
             */
            percent?: number;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "ELEMENT_VISIBLE";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A click on an e-mail address, a link that begins with `mailto:`.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         *
         *     Not seen: A click on something that looks like a link and has no address, or that a script stops, is not seen. Track it as BUTTON_CLICK.
         */
        CreateEmailClick: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector?: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "EMAIL_CLICK";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A click on a link to a file of one of `fileExtensions`.
         *
         *     Without more: `fileExtensions` pdf, doc, docx, xls, xlsx, ppt, pptx, zip, csv, `waitForTags` false, `waitForTagsTimeout` 2000.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         *
         *     Not seen: A file whose address does not end with its extension, as of many download scripts, is not seen. Track the link by its selector as LINK_CLICK.
         */
        CreateFileDownload: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description How the addresses of the files end, without a dot, in either case of letters
             * @default [
             *       "pdf",
             *       "doc",
             *       "docx",
             *       "xls",
             *       "xlsx",
             *       "ppt",
             *       "pptx",
             *       "zip",
             *       "csv"
             *     ]
             * @example [
             *       "pdf"
             *     ]
             */
            fileExtensions?: string[];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector?: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "FILE_DOWNLOAD";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
            /**
             * @description Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over
             * @default false
             * @example false
             */
            waitForTags?: boolean;
            /**
             * @description How long it waits at most, in milliseconds
             * @default 2000
             * @example 2000
             */
            waitForTagsTimeout?: number;
        };
        /**
         * @description A form that the browser sends.
         *
         *     Without more: `checkValidation` false, `waitForTags` false, `waitForTagsTimeout` 2000.
         *
         *     Not seen: A form that a script sends without a submit event, as many AJAX forms do, is not seen. Track its thank-you message as ELEMENT_VISIBLE, the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.
         *
         *     Not seen: A form inside of an iframe, as embedded forms often are, is not seen. Install Tag Manager inside of the frame, or use the event of the form’s maker as CUSTOM_EVENT.
         */
        CreateFormSubmit: {
            /**
             * @description Whether a form counts only if no script keeps the browser from sending it
             * @default false
             * @example true
             */
            checkValidation?: boolean;
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "FORM_SUBMIT";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
            /**
             * @description Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over
             * @default false
             * @example false
             */
            waitForTags?: boolean;
            /**
             * @description How long it waits at most, in milliseconds
             * @default 2000
             * @example 2000
             */
            waitForTagsTimeout?: number;
        };
        /**
         * @description A click on a link, or on a link inside of what `selector` matches.
         *
         *     Without more: `linkHost` any, `waitForTags` false, `waitForTagsTimeout` 2000.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         *
         *     Not seen: A click on something that looks like a link and has no address, or that a script stops, is not seen. Track it as BUTTON_CLICK.
         */
        CreateLinkClick: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Whether the link leads to the host of the page, to another one, or wherever. `www.` makes another host; links without a host, such as `tel:`, are on neither
             *
             *     - `any`: wherever it leads
             *     - `same`: to the host of the page
             *     - `other`: to another host than that of the page
             * @default any
             * @enum {string}
             */
            linkHost?: "any" | "same" | "other";
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector?: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "LINK_CLICK";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
            /**
             * @description Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over
             * @default false
             * @example false
             */
            waitForTags?: boolean;
            /**
             * @description How long it waits at most, in milliseconds
             * @default 2000
             * @example 2000
             */
            waitForTagsTimeout?: number;
        };
        CreateOneCustomerOfMany: {
            /**
             * @description The Google Ads account, ten digits
             * @example 1234567890
             */
            googleAdsAccountId?: string;
            /**
             * @description The public id of a web container
             * @example GTM-ABC123
             */
            googleContainerId?: string;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description The address of its website
             * @example https://corner-bakery.example
             */
            websiteUrl: string;
        };
        /**
         * @description A click on an element, or on anything inside of it.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         */
        CreateOneOfManyButtonClick: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "BUTTON_CLICK";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description An event that the website pushes into the data layer.
         *
         *     Needs either eventName or eventRegex.
         */
        CreateOneOfManyCustomEvent: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /**
             * @description The event as the website pushes it into the data layer
             * @example newsletter_signup
             */
            eventName?: string;
            /**
             * @description A regular expression that is found somewhere in the name of the event, in place of `eventName`, with the rules of `urlRegex`
             * @example ^(lead|signup)_
             */
            eventRegex?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "CUSTOM_EVENT";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description An element that comes into view, also one that a script adds later, once a page.
         *
         *     Without more: `percent` 50.
         *
         *     Not seen: An element inside of an iframe or of a shadow root is not seen. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         */
        CreateOneOfManyElementVisible: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled (default 90), of the length that has to be watched (default 50)
             * @example 50
             */
            percent?: number;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "ELEMENT_VISIBLE";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A click on an e-mail address, a link that begins with `mailto:`.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         *
         *     Not seen: A click on something that looks like a link and has no address, or that a script stops, is not seen. Track it as BUTTON_CLICK.
         */
        CreateOneOfManyEmailClick: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector?: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "EMAIL_CLICK";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A click on a link to a file of one of `fileExtensions`.
         *
         *     Without more: `fileExtensions` pdf, doc, docx, xls, xlsx, ppt, pptx, zip, csv, `waitForTags` false, `waitForTagsTimeout` 2000.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         *
         *     Not seen: A file whose address does not end with its extension, as of many download scripts, is not seen. Track the link by its selector as LINK_CLICK.
         */
        CreateOneOfManyFileDownload: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description How the addresses of the files end, without a dot, in either case of letters
             * @default [
             *       "pdf",
             *       "doc",
             *       "docx",
             *       "xls",
             *       "xlsx",
             *       "ppt",
             *       "pptx",
             *       "zip",
             *       "csv"
             *     ]
             * @example [
             *       "pdf"
             *     ]
             */
            fileExtensions?: string[];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector?: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "FILE_DOWNLOAD";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
            /**
             * @description Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over
             * @default false
             * @example false
             */
            waitForTags?: boolean;
            /**
             * @description How long it waits at most, in milliseconds
             * @default 2000
             * @example 2000
             */
            waitForTagsTimeout?: number;
        };
        /**
         * @description A form that the browser sends.
         *
         *     Without more: `checkValidation` false, `waitForTags` false, `waitForTagsTimeout` 2000.
         *
         *     Not seen: A form that a script sends without a submit event, as many AJAX forms do, is not seen. Track its thank-you message as ELEMENT_VISIBLE, the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.
         *
         *     Not seen: A form inside of an iframe, as embedded forms often are, is not seen. Install Tag Manager inside of the frame, or use the event of the form’s maker as CUSTOM_EVENT.
         */
        CreateOneOfManyFormSubmit: {
            /**
             * @description Whether a form counts only if no script keeps the browser from sending it
             * @default false
             * @example true
             */
            checkValidation?: boolean;
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "FORM_SUBMIT";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
            /**
             * @description Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over
             * @default false
             * @example false
             */
            waitForTags?: boolean;
            /**
             * @description How long it waits at most, in milliseconds
             * @default 2000
             * @example 2000
             */
            waitForTagsTimeout?: number;
        };
        /**
         * @description A click on a link, or on a link inside of what `selector` matches.
         *
         *     Without more: `linkHost` any, `waitForTags` false, `waitForTagsTimeout` 2000.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         *
         *     Not seen: A click on something that looks like a link and has no address, or that a script stops, is not seen. Track it as BUTTON_CLICK.
         */
        CreateOneOfManyLinkClick: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Whether the link leads to the host of the page, to another one, or wherever. `www.` makes another host; links without a host, such as `tel:`, are on neither
             *
             *     - `any`: wherever it leads
             *     - `same`: to the host of the page
             *     - `other`: to another host than that of the page
             * @default any
             * @enum {string}
             */
            linkHost?: "any" | "same" | "other";
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector?: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "LINK_CLICK";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
            /**
             * @description Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over
             * @default false
             * @example false
             */
            waitForTags?: boolean;
            /**
             * @description How long it waits at most, in milliseconds
             * @default 2000
             * @example 2000
             */
            waitForTagsTimeout?: number;
        };
        /**
         * @description A page that is opened, also by a single-page application without loading it.
         *
         *     Needs urlPattern or urlRegex.
         */
        CreateOneOfManyPageView: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether a PAGE_VIEW also counts where a single-page application changes the address without loading a page
             * @default true
             * @example true
             */
            historyChanges?: boolean;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "PAGE_VIEW";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A click on a telephone number, a link that begins with `tel:`.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         *
         *     Not seen: A click on something that looks like a link and has no address, or that a script stops, is not seen. Track it as BUTTON_CLICK.
         */
        CreateOneOfManyPhoneClick: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector?: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "PHONE_CLICK";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A page that is scrolled down to a part of its height, once a page.
         *
         *     Without more: `percent` 90.
         *
         *     Not seen: A page that is so short that all of it is in view counts as scrolled at once. Name the pages by urlPattern.
         */
        CreateOneOfManyScrollDepth: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled (default 90), of the length that has to be watched (default 50)
             * @example 50
             */
            percent?: number;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "SCROLL_DEPTH";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A visitor who stays on a page for some seconds, once a page.
         *
         *     Without more: `seconds` 30.
         */
        CreateOneOfManyTimer: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description How long a visitor has to stay on the page
             * @default 30
             * @example 30
             */
            seconds?: number;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "TIMER";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A YouTube video of the page that is watched up to a part of its length.
         *
         *     Without more: `percent` 50.
         *
         *     Not seen: A video of another player than YouTube’s is not seen. Push an event from the player and track it as CUSTOM_EVENT.
         */
        CreateOneOfManyVideo: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled (default 90), of the length that has to be watched (default 50)
             * @example 50
             */
            percent?: number;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "VIDEO";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
            /**
             * @description The address of one YouTube video, in any of its forms; without it every video counts
             * @example https://www.youtube.com/watch?v=gvHcXIF0rTU
             */
            videoUrl?: string;
        };
        /**
         * @description A page that is opened, also by a single-page application without loading it.
         *
         *     Needs urlPattern or urlRegex.
         */
        CreatePageView: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether a PAGE_VIEW also counts where a single-page application changes the address without loading a page
             * @default true
             * @example true
             */
            historyChanges?: boolean;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "PAGE_VIEW";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A click on a telephone number, a link that begins with `tel:`.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         *
         *     Not seen: A click on something that looks like a link and has no address, or that a script stops, is not seen. Track it as BUTTON_CLICK.
         */
        CreatePhoneClick: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it
             * @example #buy, a.cta-buy
             */
            selector?: string;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "PHONE_CLICK";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A page that is scrolled down to a part of its height, once a page.
         *
         *     Without more: `percent` 90.
         *
         *     Not seen: A page that is so short that all of it is in view counts as scrolled at once. Name the pages by urlPattern.
         */
        CreateScrollDepth: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled (default 90), of the length that has to be watched (default 50)
             * @example 50
             */
            percent?: number;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "SCROLL_DEPTH";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @description A visitor who stays on a page for some seconds, once a page.
         *
         *     Without more: `seconds` 30.
         */
        CreateTimer: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description How long a visitor has to stay on the page
             * @default 30
             * @example 30
             */
            seconds?: number;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "TIMER";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
        };
        /**
         * @example {
         *       "customerId": "0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73",
         *       "name": "Buy button",
         *       "type": "BUTTON_CLICK",
         *       "selector": "#buy, a.cta-buy",
         *       "conversion": {
         *         "category": "PURCHASE",
         *         "value": 25,
         *         "currency": "EUR"
         *       }
         *     }
         */
        CreateTracking: components["schemas"]["CreateButtonClick"] | components["schemas"]["CreateLinkClick"] | components["schemas"]["CreatePhoneClick"] | components["schemas"]["CreateEmailClick"] | components["schemas"]["CreateFileDownload"] | components["schemas"]["CreatePageView"] | components["schemas"]["CreateFormSubmit"] | components["schemas"]["CreateElementVisible"] | components["schemas"]["CreateScrollDepth"] | components["schemas"]["CreateVideo"] | components["schemas"]["CreateTimer"] | components["schemas"]["CreateCustomEvent"];
        CreateTrackings: {
            /**
             * Format: uuid
             * @description For every tracking that names no customer of its own
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /** @description The trackings, at most 100 */
            trackings: (components["schemas"]["CreateOneOfManyButtonClick"] | components["schemas"]["CreateOneOfManyLinkClick"] | components["schemas"]["CreateOneOfManyPhoneClick"] | components["schemas"]["CreateOneOfManyEmailClick"] | components["schemas"]["CreateOneOfManyFileDownload"] | components["schemas"]["CreateOneOfManyPageView"] | components["schemas"]["CreateOneOfManyFormSubmit"] | components["schemas"]["CreateOneOfManyElementVisible"] | components["schemas"]["CreateOneOfManyScrollDepth"] | components["schemas"]["CreateOneOfManyVideo"] | components["schemas"]["CreateOneOfManyTimer"] | components["schemas"]["CreateOneOfManyCustomEvent"])[];
        };
        /**
         * @description A YouTube video of the page that is watched up to a part of its length.
         *
         *     Without more: `percent` 50.
         *
         *     Not seen: A video of another player than YouTube’s is not seen. Push an event from the player and track it as CUSTOM_EVENT.
         */
        CreateVideo: {
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description What Google Ads counts
             * @default {}
             */
            conversion?: components["schemas"]["ConversionInput"];
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][];
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name: string;
            /**
             * @description How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled (default 90), of the length that has to be watched (default 50)
             * @example 50
             */
            percent?: number;
            /**
             * @description What kind it is (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "VIDEO";
            /**
             * @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page
             * @example /thank-you*
             */
            urlPattern?: string;
            /**
             * @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match
             * @example ^https://shop\.example/(de|en)/thank-you/?$
             */
            urlRegex?: string;
            /**
             * @description The address of one YouTube video, in any of its forms; without it every video counts
             * @example https://www.youtube.com/watch?v=gvHcXIF0rTU
             */
            videoUrl?: string;
        };
        Customer: {
            /** @description The Google login that serves this customer */
            connection: components["schemas"]["CustomerConnection"] | null;
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /** @description When it was deleted, until it is restored or purged */
            deletedAt: string | null;
            /**
             * @description When all of its trackings were looked at last: each night, unless there are more customers than a night has room for
             * @example 2026-03-02T10:00:00.000Z
             */
            deploymentCheckedAt: string | null;
            /**
             * @description The worst state that its trackings are deployed in; UNKNOWN without trackings, or before they were looked at
             *
             *     - `LIVE`: the live container version and the Google Ads account hold what is wanted, and it can fire
             *     - `PAUSED`: as it is wanted: its agency has paused it, so nothing is counted
             *     - `UNKNOWN`: not looked at yet, or it could not be decided
             *     - `DIFFERS`: live and able to fire, but not as it is wanted: other people have changed it
             *     - `NOT_LIVE`: the live container version does not have it
             *     - `CANNOT_FIRE`: live, but something keeps it from firing or from counting
             * @enum {string}
             */
            deploymentWorst: "LIVE" | "PAUSED" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            /** @description What holds for it, by its own or the organization’s */
            effective: {
                /**
                 * @description Nothing is published before, but by a rollback; `null` or a time that is past: nothing is frozen
                 * @example 2026-03-02T10:00:00.000Z
                 */
                frozenUntil: string | null;
                /**
                 * @description What happens to a version that a sync has made
                 *
                 *     - `MANUAL`: an ADMIN publishes what a sync has made
                 *     - `AUTO`: what a sync has made goes live at once
                 * @enum {string}
                 */
                publishMode: "MANUAL" | "AUTO";
            };
            /**
             * @description The worst of what Google Ads says of its trackings; UNKNOWN without trackings, or before it was asked
             *
             *     - `COUNTING`: conversions arrive as its history lets expect
             *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
             *     - `AWAITING_FIRST`: its conversion action has not received a single request
             *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
             *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
             *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
             *     - `STOPPED`: no conversion for longer than its history explains, and no request either
             * @enum {string}
             */
            evidenceWorst: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
            /**
             * @description Its own freeze; `null`: that of the organization
             * @example 2026-03-02T10:00:00.000Z
             */
            frozenUntil: string | null;
            /**
             * @description The Google login, by the number that Google gave it
             * @example 115002338441230112345
             */
            googleAccountId: string | null;
            /**
             * @description The Google Ads account, ten digits
             * @example 1234567890
             */
            googleAdsAccountId: string | null;
            /**
             * @description The public id of the Tag Manager container
             * @example GTM-ABC123
             */
            googleContainerId: string | null;
            /** @description Whether syncs, repairs and publishing wait since a rollback, until an ADMIN resumes the customer */
            hold: boolean;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description The manager account through which the Google Ads account is reached; `null`: directly
             * @example 9876543210
             */
            loginCustomerId: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description Open findings that want a look: hints and dismissed ones are not counted */
            openFindings: number;
            /**
             * @description Its own; `null`: that of the organization
             *
             *     - `MANUAL`: an ADMIN publishes what a sync has made
             *     - `AUTO`: what a sync has made goes live at once
             */
            publishMode: ("MANUAL" | "AUTO") | null;
            /** @description Container and Google Ads account that were asked for when it was created; `null` once they are chosen */
            requestedChoice: components["schemas"]["RequestedChoice"] | null;
            /**
             * @description The first of these that holds
             *
             *     - `PAUSED`: a member has paused it: nothing is written at Google, and what is live goes on counting
             *     - `ERROR`: the Google login or the container was lost: connect or choose again; what is live goes on counting
             *     - `NOT_CONNECTED`: there is no Google login: connect it
             *     - `SETUP_INCOMPLETE`: no container or no Google Ads account is chosen: nothing is synced
             *     - `READY`: login, container and Google Ads account are there: changes are synced
             * @enum {string}
             */
            status: "PAUSED" | "ERROR" | "NOT_CONNECTED" | "SETUP_INCOMPLETE" | "READY";
            /**
             * @description How many trackings it has
             * @example 12
             */
            trackingCount: number;
            /**
             * Format: date-time
             * @description When it was last changed
             * @example 2026-03-02T10:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description Counts the edits; also the `ETag`, to be sent back as `If-Match`
             * @example 3
             */
            version: number;
            /**
             * @description The address of its website
             * @example https://corner-bakery.example
             */
            websiteUrl: string;
        };
        CustomerConnection: {
            /**
             * @description The e-mail address
             * @example ana@agency.example
             */
            email: string;
            /**
             * @description The Google login, by the number that Google gave it
             * @example 115002338441230112345
             */
            googleAccountId: string;
            /**
             * @description What Google has granted
             * @example [
             *       "https://www.googleapis.com/auth/tagmanager.publish"
             *     ]
             */
            scopes: string[];
            /**
             * @description Its state
             *
             *     - `ACTIVE`: the grant is valid
             *     - `ERROR`: Google has ended the grant: connect again
             *     - `DISCONNECTED`: an ADMIN has given the grant back: connect again to use it
             * @enum {string}
             */
            status: "ACTIVE" | "ERROR" | "DISCONNECTED";
            /**
             * @description When the access token of Google ends; it is renewed before
             * @example 2026-03-02T10:00:00.000Z
             */
            tokenExpiresAt: string | null;
        };
        CustomerConversions: {
            /** @description null where the customer has no Google Ads account */
            account: components["schemas"]["EvidenceAccount"] | null;
            /** @description Oldest tracking first */
            data: components["schemas"]["ConversionDaysOfTracking"][];
            /**
             * Format: date
             * @description First day, in the time zone of the Ads account
             */
            from: string;
            /**
             * @description The `cursor` of the next page; `null` on the last
             * @example WzEsIjIwMjYtMDMtMDIiXQ
             */
            nextCursor: string | null;
            /** @description Of all live trackings of the customer */
            totals: {
                /** @description By currency; none where nothing was counted */
                amounts: components["schemas"]["ConversionAmount"][];
                /** @description Of all currencies, to three decimals */
                conversions: number;
            };
            /**
             * Format: date
             * @description Last day: yesterday there, or in the organization’s time zone while that of the account is not known
             */
            until: string;
        };
        CustomersReport: {
            /** @description The rows of this page */
            data: {
                /**
                 * @description Those that wait for an ADMIN to publish
                 * @example 1
                 */
                awaitingPublish: number;
                /**
                 * Format: uuid
                 * @description The customer
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                customerId: string;
                /**
                 * @description Those that failed
                 * @example 1
                 */
                failed: number;
                /**
                 * @description Those that a run works on
                 * @example 0
                 */
                inProgress: number;
                /**
                 * @description When a sync last succeeded; `null`: never
                 * @example 2026-03-02T10:00:00.000Z
                 */
                lastSyncedAt: string | null;
                /**
                 * @description Its name, for people
                 * @example Corner Bakery
                 */
                name: string;
                /**
                 * @description Those that wait for a sync
                 * @example 1
                 */
                pending: number;
                /**
                 * @description Its state
                 *
                 *     - `PAUSED`: a member has paused it: nothing is written at Google, and what is live goes on counting
                 *     - `ERROR`: the Google login or the container was lost: connect or choose again; what is live goes on counting
                 *     - `NOT_CONNECTED`: there is no Google login: connect it
                 *     - `SETUP_INCOMPLETE`: no container or no Google Ads account is chosen: nothing is synced
                 *     - `READY`: login, container and Google Ads account are there: changes are synced
                 * @enum {string}
                 */
                status: "PAUSED" | "ERROR" | "NOT_CONNECTED" | "SETUP_INCOMPLETE" | "READY";
                /**
                 * @description Those that succeeded
                 * @example 9
                 */
                succeeded: number;
                /**
                 * @description Live trackings
                 * @example 12
                 */
                total: number;
            }[];
        };
        /** @description Read from the data layer of the page at the moment of the conversion */
        DataLayerValue: {
            /**
             * @description The name of the value
             * @example ecommerce.value
             */
            dataLayer: string;
        };
        /** @description Read from the data layer of the page at the moment of the conversion */
        DataLayerValueInput: {
            /**
             * @description The name of the value, with dots for what is inside of another
             * @example ecommerce.value
             */
            dataLayer: string;
        };
        DeletedOrganization: {
            /** @description The Google logins that were disconnected */
            connections: {
                /**
                 * @description The e-mail address
                 * @example ana@agency.example
                 */
                email: string;
                /**
                 * @description The Google login, by the number that Google gave it
                 * @example 115002338441230112345
                 */
                googleAccountId: string;
                /** @description Whether the permission is ended in the Google account too */
                revokedAtGoogle: boolean;
            }[];
            /** @description Trackings whose tags stay in the containers of the clients */
            liveTrackings: number;
            /**
             * @description How to end the permission where it may still exist
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string | null;
        };
        DeletedTracking: {
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * Format: uuid
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
            /**
             * @description What kind it is
             *
             *     - `BUTTON_CLICK`: a click on what `selector` matches
             *     - `LINK_CLICK`: a click on a link, wherever it leads or only to `linkHost`
             *     - `PHONE_CLICK`: a click on a telephone number
             *     - `EMAIL_CLICK`: a click on an e-mail address
             *     - `FILE_DOWNLOAD`: a click on a link to a file of one of `fileExtensions`
             *     - `PAGE_VIEW`: a visit of a page whose address matches `urlPattern` or `urlRegex`
             *     - `FORM_SUBMIT`: a form that `selector` matches is sent
             *     - `ELEMENT_VISIBLE`: an element that `selector` matches comes into view
             *     - `SCROLL_DEPTH`: a page is scrolled down to `percent` of its height
             *     - `VIDEO`: a YouTube video is watched up to `percent` of its length
             *     - `TIMER`: a visitor stays on a page for `seconds`
             *     - `CUSTOM_EVENT`: the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches
             * @enum {string}
             */
            type: "BUTTON_CLICK" | "LINK_CLICK" | "PHONE_CLICK" | "EMAIL_CLICK" | "FILE_DOWNLOAD" | "PAGE_VIEW" | "FORM_SUBMIT" | "ELEMENT_VISIBLE" | "SCROLL_DEPTH" | "VIDEO" | "TIMER" | "CUSTOM_EVENT";
        };
        DeletedTrackings: {
            /** @description The rows of this page */
            data: components["schemas"]["DeletedTracking"][];
            /**
             * @description To be sent with the request that does it
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            digest: string;
        };
        DeleteTrackings: {
            /**
             * @description Of `?validate=true`: exactly those trackings are changed, as they were then, or none
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            digest?: string;
            /** @description Which trackings */
            filter: components["schemas"]["TrackingSelection"];
        };
        DeploymentReason: {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "never_published";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "tag_missing";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "trigger_missing";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "paused";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "paused_as_wanted";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "no_firing_trigger";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "linker_missing";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "action_missing";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "action_hidden";
        } | {
            /**
             * @description When
             * @example 2026-03-02T10:00:00.000Z
             */
            at: string;
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "schedule_not_started";
        } | {
            /**
             * @description When
             * @example 2026-03-02T10:00:00.000Z
             */
            at: string;
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "schedule_ended";
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "blocked";
            /**
             * @description The name of the trigger
             * @example Staging
             */
            trigger: string;
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "exception";
            /**
             * @description The name of the trigger
             * @example Staging
             */
            trigger: string;
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "variable_missing";
            /**
             * @description The name of the variable
             * @example Page URL
             */
            variable: string;
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "consent_required";
            /**
             * @description The kinds of consent
             * @example [
             *       "ad_storage"
             *     ]
             */
            readonly types: string[];
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "linker_prefix";
            /**
             * @description The name of the Conversion Linker
             * @example Conversion Linker
             */
            linker: string;
            /**
             * @description The name of the tag
             * @example OCT - Lead
             */
            tag: string;
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "changed";
            /** @description What differs */
            readonly fields: {
                /**
                 * @description What is there; absent where nothing is
                 * @example 30
                 */
                after?: string | number | boolean;
                /**
                 * @description As it is wanted
                 * @example 25
                 */
                before?: string | number | boolean;
                /**
                 * @description Where it differs
                 * @example conversionValue
                 */
                field: string;
            }[];
        } | {
            /**
             * @description What it is, for programs to switch on
             * @constant
             * @enum {string}
             */
            code: "setup_tag_paused";
            /**
             * @description The name of the tag
             * @example OCT - Lead
             */
            tag: string;
        };
        DetachCustomer: {
            /**
             * @description Why; it is kept in the audit log
             * @example The shop is closed until spring
             */
            reason?: string;
            /**
             * @description What to let go of
             *
             *     - `container`: the Tag Manager container
             *     - `googleAdsAccount`: the Google Ads account
             *     - `both`: both of them
             * @enum {string}
             */
            what: "container" | "googleAdsAccount" | "both";
        };
        Difference: {
            /**
             * @description What is at Google; absent where nothing is
             * @example 10
             */
            after?: string | number | boolean;
            /**
             * @description What the tracking asked for; absent where that was nothing
             * @example 25
             */
            before?: string | number | boolean;
            /**
             * @description Where it differs
             * @example conversionValue
             */
            field: string;
            /**
             * @description `tag`, `trigger:main`, `trigger:history`, `trigger:exception-1` and on, or `action`
             * @example tag
             */
            object: string;
        };
        DisconnectedConnection: {
            /** @description The Google login */
            connection: components["schemas"]["Connection"];
            /**
             * @description How to end the permission where it may still exist
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string | null;
            /** @description `true`: the permission is ended in the Google account too. `false`: it may still exist there, because it is used elsewhere, Google could not be reached, or it was disconnected before */
            revokedAtGoogle: boolean;
        };
        DismissFinding: {
            /**
             * @description Why
             * @example The shop is closed until spring
             */
            reason: string;
            /**
             * Format: date-time
             * @description When it comes back, within the hour after, if it is still so; without it, when its data change
             */
            until?: string;
        };
        EvidenceAccount: {
            /**
             * @description When it was last asked; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            collectedAt: string | null;
            /** @description The first day of which it has been asked */
            collectedFrom: string | null;
            /** @description The last one; what it counted later is not known yet */
            collectedThrough: string | null;
            /**
             * @description The currency of `value`, of ISO 4217
             * @example EUR
             */
            currency: string | null;
            /**
             * @description Why it could not be asked the last time
             * @example container_not_found
             */
            errorCode: string | null;
            /**
             * @description The same as a sentence, with what to do
             * @example Choose another container, or ask for access to this one.
             */
            errorMessage: string | null;
            /**
             * @description The Google Ads account, ten digits
             * @example 1234567890
             */
            googleAdsAccountId: string;
            /**
             * Format: date-time
             * @description When it is asked next
             * @example 2026-03-02T10:00:00.000Z
             */
            nextCollectionAt: string;
            /**
             * @description In which its days are counted; null until it was first asked
             * @example Europe/Berlin
             */
            timeZone: string | null;
        };
        EvidenceOfTracking: {
            /**
             * Format: date
             * @description The last day on which it counted a conversion
             * @example 2026-11-28
             */
            lastConversionOn?: string;
            /**
             * Format: date
             * @description The day of the last request, attributed to an ad or not
             */
            lastReceivedOn?: string;
            /** @description What the rule compared */
            numbers: {
                /** @description Days that the rule looked at: of the silence, of the wait, of the window */
                days?: number;
                /** @description Conversions in as many days by the history before them */
                expected?: number;
                /** @description Conversions in these days */
                observed?: number;
                /** @description Conversions a week in the up to eight weeks before */
                perWeek?: number;
                /** @description Observed by expected */
                ratio?: number;
                /** @description How often a year chance alone would bring such a silence */
                silencesPerYear?: number;
                /** @description Live tags on the label, at least */
                tags?: number;
                /** @description What the deciding number was compared with */
                threshold?: number;
            };
            /**
             * @description The rule that decided
             *
             *     - `not_collected`: Google Ads has not been asked yet what it has received.
             *     - `account_unreachable`: The Google Ads account could not be read, so it is not known what it has received.
             *     - `action_missing`: The conversion action does not exist in the Google Ads account, so nothing can be counted on it.
             *     - `not_synced`: The tracking has not been synced yet, so there is no conversion action to count on.
             *     - `paused`: The tracking is paused, so nothing is to be counted. It is judged again once it goes on.
             *     - `stale`: What Google Ads has received was read too long ago to say whether it still counts.
             *     - `no_request_ever`: Google Ads has never received a request of this tag, in {days} days up to now.
             *     - `no_conversion_yet`: Google Ads has counted no conversion in {days} days up to now.
             *     - `request_without_conversion`: The tag fires: Google Ads received a request on {lastReceivedOn}. It has counted no conversion in {days} days up to now; a request counts as one only where an ad has led to the visit.
             *     - `fewer_than_one_a_week`: It counted {perWeek} conversions a week in the weeks up to the last one, on {lastConversionOn}. Below {threshold} a week a stop cannot be distinguished from chance.
             *     - `silent_longer_than_expected`: Nothing has arrived since {since}: no conversion in {days} days, where {expected} were to be expected by the weeks before. Chance brings such a silence {silencesPerYear} times a year; {threshold} or less is a stop.
             *     - `silent_while_requests_arrive`: The tag fires: Google Ads received a request on {lastReceivedOn}. But it has counted no conversion in the {days} days since {since}, where {expected} were to be expected by the weeks before.
             *     - `silent_for_now`: No conversion in the {days} days since {since}, where {expected} were to be expected by the weeks before. Chance brings such a silence {silencesPerYear} times a year: that is no stop yet.
             *     - `two_live_tags`: {tags} live tags send to this label at least: each conversion is counted as often as they fire.
             *     - `ratio_over_14_days`: From {since} on it counted {observed} conversions in {days} days, where {expected} were to be expected by the weeks before: {ratio} times as many. From {threshold} on, with level weeks before, it may be counted twice.
             *     - `first_two_weeks`: The first conversion was on {since}: {observed} in {days} days. Before {threshold} days there is nothing to compare with.
             *     - `as_before`: It counts: {observed} conversions in the last {days} days, {expected} in as many days before. The last was on {lastConversionOn}.
             * @enum {string}
             */
            rule: "not_collected" | "account_unreachable" | "action_missing" | "not_synced" | "paused" | "stale" | "no_request_ever" | "no_conversion_yet" | "request_without_conversion" | "fewer_than_one_a_week" | "silent_longer_than_expected" | "silent_while_requests_arrive" | "silent_for_now" | "two_live_tags" | "ratio_over_14_days" | "first_two_weeks" | "as_before";
            /**
             * Format: date
             * @description The first day of what the rule has found: of the silence, of the doubling
             */
            since?: string;
            /**
             * @description The rule that decided, with its numbers, in words
             * @example The tag is paused in Tag Manager: nothing is counted.
             */
            summary: string;
        };
        Finding: {
            /**
             * @description What it is, for programs to switch on
             *
             *     - `cannot_fire.paused`: Resume the tag in Tag Manager and publish, or dismiss this if the pause is meant.
             *     - `cannot_fire.no_firing_trigger`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It re-creates what is missing.
             *     - `cannot_fire.schedule_not_started`: Remove the schedule of the tag in Tag Manager and publish, or dismiss this until that time.
             *     - `cannot_fire.schedule_ended`: Remove the schedule of the tag in Tag Manager and publish.
             *     - `cannot_fire.blocked`: Remove the exception from the tag in Tag Manager, or narrow its conditions, and publish.
             *     - `cannot_fire.variable_missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It enables the built-in variables that our triggers use. A variable of your own has to be re-created in Tag Manager.
             *     - `cannot_fire.linker_missing`: If the container has a Conversion Linker, let it fire on all pages again and publish. Otherwise sync the customer, which adds one.
             *     - `cannot_fire.linker_prefix`: Give both the same cookie prefix in Tag Manager and publish.
             *     - `cannot_fire.action_missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It creates a new conversion action.
             *     - `cannot_fire.action_hidden`: Enable the conversion action in Google Ads.
             *     - `cannot_fire.setup_tag_paused`: Resume the setup tag in Tag Manager, or remove it from the sequence of the tag, and publish.
             *     - `not_live.never_published`: Publish the version that the last sync made, or publish in Tag Manager.
             *     - `drift.changed`: Change the tracking to what is wanted, set the field back at Google, or dismiss this.
             *     - `drift.missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It re-creates what is missing.
             *     - `drift.overwritten`: Tell the people who made that change, and change the tracking if theirs was right. Then dismiss this.
             *     - `drift.settings`: See at Google whether these settings are meant. If so, dismiss this.
             *     - `drift.arranged`: Nothing has to be done. If it is not meant, set it back at Google; else dismiss this.
             *     - `exception`: See in Tag Manager whether the exception is meant. If so, dismiss this.
             *     - `consent_required`: See in Tag Manager whether this is meant. If so, dismiss this.
             *     - `enhanced.not_used`: An administrator of that account has to do it in Google Ads, since no API can: under Goals, Settings, Enhanced conversions, switch them on and agree to the customer data terms. Then verify the customer.
             *     - `duplicate.copy`: Delete or pause the copy in Tag Manager and publish.
             *     - `duplicate.same_label`: Delete the tag in Tag Manager, or give it a conversion action of its own, and publish.
             *     - `duplicate.same_event`: If both conversions are goals, the event counts twice: delete or pause one of the tags.
             *     - `foreign.marked`: Remove our mark from the notes of the tag in Tag Manager.
             *     - `leftover.linker`: Delete it in Tag Manager once no other tag needs it.
             *     - `leftover.built_ins`: Disable them in Tag Manager if they are not wanted, or dismiss this.
             *     - `shared.name_taken`: Rename it in Tag Manager, then sync the customer.
             *     - `workspace.foreign_draft`: Move these changes to another workspace or discard them in Tag Manager, then sync the customer.
             *     - `workspace.unpublished_drafts`: Publish or discard them in Tag Manager. They do not hold up a sync, which has a workspace of its own.
             *     - `version.ours_rolled_back`: To build on what is live, sync the customer with {"buildOnLive": true}. To go forward, publish the newest version in Tag Manager, then sync.
             *     - `version.foreign_rolled_back`: To build on what is live, sync the customer with {"buildOnLive": true}. To go forward, publish the newest version in Tag Manager, then sync.
             *     - `version.foreign_unpublished_or_rolled_back`: To include it, publish the newest version in Tag Manager, then sync the customer. To leave it out, sync with {"buildOnLive": true} or, where nothing is live yet, delete that version in Tag Manager and sync.
             *     - `rollback.on_hold`: Correct the trackings, then resume the customer with POST /api/v1/customers/{customerId}/resume.
             *     - `rollback.automatic`: See how the run of kind ROLLBACK has ended and what these trackings want, then resume the customer with POST /api/v1/customers/{customerId}/resume.
             *     - `rollback.kept`: See in Tag Manager whether each is as it is wanted.
             *     - `rollback.actions_left`: Delete the trackings that are not wanted any more, which hides their conversion actions once synced; for the others, resume the customer with POST /api/v1/customers/{customerId}/resume.
             *     - `verify.failed`: See the findings of these trackings, correct them and sync the customer, or take our changes out with POST /api/v1/customers/{customerId}/rollback.
             *     - `evidence.stopped`: Verify the customer with POST /api/v1/customers/{customerId}/verify and see its findings and history. If all is live as it should be, open the page: it may have lost the container’s snippet, the event or element may have another name, or the traffic may be gone.
             *     - `evidence.doubled`: See whether another tag, another container or the website itself sends the same conversion, and remove what is too many. Dismiss this if there are more customers indeed.
             *     - `rights.container_lost`: Give the connected Google account the right to publish in this container again, then verify the customer.
             *     - `rights.ads_lost`: Give the connected Google account standard access to the Google Ads account, or correct the manager account, then verify the customer.
             *     - `hint.click_in_frame`: Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
             *     - `hint.link_without_address`: Track it as BUTTON_CLICK.
             *     - `hint.download_without_extension`: Track the link by its selector as LINK_CLICK.
             *     - `hint.form_without_submit`: Track its thank-you message as ELEMENT_VISIBLE, the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.
             *     - `hint.form_in_frame`: Install Tag Manager inside of the frame, or use the event of the form’s maker as CUSTOM_EVENT.
             *     - `hint.element_in_frame`: Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
             *     - `hint.short_page`: Name the pages by urlPattern.
             *     - `hint.other_player`: Push an event from the player and track it as CUSTOM_EVENT.
             * @enum {string}
             */
            code: "cannot_fire.paused" | "cannot_fire.no_firing_trigger" | "cannot_fire.schedule_not_started" | "cannot_fire.schedule_ended" | "cannot_fire.blocked" | "cannot_fire.variable_missing" | "cannot_fire.linker_missing" | "cannot_fire.linker_prefix" | "cannot_fire.action_missing" | "cannot_fire.action_hidden" | "cannot_fire.setup_tag_paused" | "not_live.never_published" | "drift.changed" | "drift.missing" | "drift.overwritten" | "drift.settings" | "drift.arranged" | "exception" | "consent_required" | "enhanced.not_used" | "duplicate.copy" | "duplicate.same_label" | "duplicate.same_event" | "foreign.marked" | "leftover.linker" | "leftover.built_ins" | "shared.name_taken" | "workspace.foreign_draft" | "workspace.unpublished_drafts" | "version.ours_rolled_back" | "version.foreign_rolled_back" | "version.foreign_unpublished_or_rolled_back" | "rollback.on_hold" | "rollback.automatic" | "rollback.kept" | "rollback.actions_left" | "verify.failed" | "evidence.stopped" | "evidence.doubled" | "rights.container_lost" | "rights.ads_lost" | "hint.click_in_frame" | "hint.link_without_address" | "hint.download_without_extension" | "hint.form_without_submit" | "hint.form_in_frame" | "hint.element_in_frame" | "hint.short_page" | "hint.other_player";
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What the summary is made of; which fields there are depends on the code */
            data: Record<string, never>;
            /**
             * @description When it was dismissed; `null`: it is not
             * @example 2026-03-02T10:00:00.000Z
             */
            dismissedAt: string | null;
            /**
             * @description Until when it is dismissed; `null`: until its data change
             * @example 2026-03-02T10:00:00.000Z
             */
            dismissedUntil: string | null;
            /**
             * @description Why it was dismissed
             * @example The shop is closed until spring
             */
            dismissReason: string | null;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description What to do
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string;
            /**
             * Format: date-time
             * @description When it was found
             * @example 2026-03-02T10:00:00.000Z
             */
            openedAt: string;
            /** @description When it was found to be so no more */
            resolvedAt: string | null;
            /**
             * @description How urgent it is
             *
             *     - `hint`: a limit of what can be measured
             *     - `warning`: wants a look
             *     - `error`: something does not count
             * @enum {string}
             */
            severity: "hint" | "warning" | "error";
            /**
             * @description What was found, as it was when last seen
             * @example The tag is paused in Tag Manager: nothing is counted.
             */
            summary: string;
            /**
             * @description `null` where it is about the customer or its container
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string | null;
        };
        GoogleAccounts: {
            /** @description Those that match, where a search was made */
            accounts: components["schemas"]["TagManagerAccount"][];
            /** @description `null`: not asked for, since containers were searched for */
            adsAccounts: components["schemas"]["AdsAccount"][] | null;
            /** @description Why the login reaches no Google Ads at all */
            adsProblem: components["schemas"]["GoogleProblem"] | null;
            /** @description There are more Ads accounts than are listed; any can be chosen by its id */
            adsTruncated: boolean;
            /** @description `null`: nothing was left out */
            notSearched: components["schemas"]["NotSearched"] | null;
        };
        GoogleProblem: {
            /**
             * @description What it is, for programs to switch on
             * @example container_not_found
             */
            code: string;
            /**
             * @description How the agency fixes it
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string;
        };
        Health: {
            /** @description Everything that was looked at */
            checks?: {
                /**
                 * @description What was looked at
                 * @example cron
                 */
                check: string;
                /**
                 * @description What is wrong and what to do about it
                 * @example Run npm run db:migrate.
                 */
                fix: string | null;
                /**
                 * @description Its state
                 *
                 *     - `ok`: nothing to do
                 *     - `warn`: to look at; the service works
                 *     - `fail`: something does not work
                 * @enum {string}
                 */
                status: "ok" | "warn" | "fail";
            }[];
            /** @description The database, as the service reaches it */
            database?: {
                /**
                 * @description The newest migration that was applied
                 * @example 20261129002001_claim_plans
                 */
                migration: string | null;
                /** @description false where the login could see past row-level security */
                rowSecurityEnforced: boolean;
                /**
                 * @description The version of PostgreSQL
                 * @example 18.4
                 */
                serverVersion: string;
                /**
                 * @description The time zone of the database
                 * @example UTC
                 */
                timeZone: string;
            };
            /**
             * @description fail where at least one check failed
             *
             *     - `ok`: nothing to do
             *     - `fail`: something does not work
             * @enum {string}
             */
            status: "ok" | "fail";
        };
        HistoryChange: {
            /**
             * @description - `added`: it was not there before
             *     - `added_back`: it had been removed, and is there again
             *     - `removed`: it is not there any more
             *     - `replaced`: it was removed, and made again under another id
             *     - `paused`: it was paused: it does not fire
             *     - `resumed`: it is not paused any more
             *     - `changed`: it is there, and differs
             *     - `reset`: what others had set was set back to what is wanted
             *     - `hidden`: it was hidden in Google Ads
             *     - `shown`: it is not hidden in Google Ads any more
             * @enum {string}
             */
            change: "added" | "added_back" | "removed" | "replaced" | "paused" | "resumed" | "changed" | "reset" | "hidden" | "shown";
            /** @description How many objects; of other people’s nothing else is kept */
            count: number;
            /** @description What was changed of an object of a tracking, as far as it is known */
            fields: components["schemas"]["ChangedField"][];
            /**
             * @description - `tag`: a tag of the container
             *     - `trigger`: a trigger of the container
             *     - `variable`: a variable of the container
             *     - `builtInVariable`: a built-in variable of the container
             *     - `conversionAction`: a conversion action in Google Ads
             * @enum {string}
             */
            object: "tag" | "trigger" | "variable" | "builtInVariable" | "conversionAction";
            /**
             * @description The change as a sentence
             * @example The tag is paused in Tag Manager: nothing is counted.
             */
            summary: string;
            /**
             * @description Whose object it is; `null` of what serves several trackings, and of other people’s
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string | null;
        };
        HistoryEntry: {
            /** @description `null` where it is not known what was changed */
            changes: components["schemas"]["HistoryChange"][] | null;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description What it is for
             *
             *     - `FIRST_SEEN`: the version that was live when the container was first looked at
             *     - `PUBLISHED`: another version became live
             *     - `ROLLED_BACK`: an earlier version became live again
             *     - `ACTIONS_CHANGED`: a run changed conversion actions in Google Ads
             * @enum {string}
             */
            kind: "FIRST_SEEN" | "PUBLISHED" | "ROLLED_BACK" | "ACTIONS_CHANGED";
            /** @description When the version was made, or its name edited, by its fingerprint; Google returns no more about it */
            madeAt: string | null;
            /**
             * @description Why there are no changes; `null` where there are
             * @example Choose another time zone.
             */
            notice: string | null;
            /**
             * @description - `OURS`: a run of OneClickTag
             *     - `TAG_MANAGER`: a user or program in Tag Manager, whose name Google does not tell
             * @enum {string}
             */
            origin: "OURS" | "TAG_MANAGER";
            /**
             * @description The version that was seen live before, where one was
             * @example 3
             */
            previousVersionId: string | null;
            /** @description Who asked for what that run did; `null` where an edit or the schedule did, or Tag Manager was used */
            requestedBy: {
                /**
                 * Format: uuid
                 * @description Its id
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                id: string;
                /**
                 * @description What it is for
                 *
                 *     - `user`: a member; `id` is theirs
                 *     - `key`: a script by an API key; `id` is the key’s
                 * @enum {string}
                 */
                kind: "user" | "key";
            } | null;
            /** @description The run that made the version, or put it live */
            runId: string | null;
            /**
             * Format: date-time
             * @description When it was first seen live, or done in Google Ads
             */
            seenAt: string;
            /**
             * @description What happened, as a sentence
             * @example The tag is paused in Tag Manager: nothing is counted.
             */
            summary: string;
            /**
             * @description The version in Tag Manager; `null` of what was done in Google Ads
             * @example 4
             */
            versionId: string | null;
        };
        Inventory: {
            /** @description The conversion actions of the accounts, but for removed ones that no tag feeds, at most 500; `counts` has all of them */
            actions: components["schemas"]["InventoryAction"][];
            /**
             * Format: date-time
             * @description When it was last looked at; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            checkedAt: string;
            /** @description How many there are of each */
            counts: components["schemas"]["InventoryCounts"];
            /**
             * @description The accounts whose conversion actions were read: its own, and the one that counts for it
             * @example [
             *       "1234567890"
             *     ]
             */
            googleAdsAccountIds: string[];
            /**
             * @description The public id of the Tag Manager container
             * @example GTM-ABC123
             */
            googleContainerId: string;
            /** @description What is not as it should be, errors first, at most 500; `counts` has all of them */
            issues: components["schemas"]["InventoryIssue"][];
            /**
             * @description The number of the newest version
             * @example 3
             */
            latestVersionId: string | null;
            /**
             * @description null where the container was never published
             * @example 3
             */
            liveVersionId: string | null;
            /** @description The tags that have to do with conversions, at most 500; `counts` has all of them */
            tags: components["schemas"]["InventoryTag"][];
            /** @description The triggers of these tags, and those that nothing uses, at most 500; `counts` has all of them */
            triggers: components["schemas"]["InventoryTrigger"][];
            /** @description The variables that these tags and triggers read, at most 500; `counts` has all of them */
            variables: components["schemas"]["InventoryVariable"][];
        };
        InventoryAction: {
            /**
             * @description The Google Ads account that has it
             * @example 6001234567
             */
            accountId: string;
            /**
             * @description The number of the conversion action in Google Ads
             * @example 6543210987
             */
            actionId: string;
            /**
             * @description What the conversion is to Google Ads
             * @example PURCHASE
             */
            category: string;
            /**
             * @description The number after AW-
             * @example 123456789
             */
            conversionId: string | null;
            /**
             * @description `ONE_PER_CLICK` or `MANY_PER_CLICK`
             * @example ONE_PER_CLICK
             */
            counting: string | null;
            /**
             * @description The ids of the tags that send to it
             * @example [
             *       "15"
             *     ]
             */
            fedBy: string[];
            /**
             * @description The label of a conversion action
             * @example AbC-D_efGh12345
             */
            label: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description Whether bidding aims at it */
            primary: boolean;
            /**
             * @description Whether it counts, is hidden or is removed
             * @example ENABLED
             */
            status: string;
            /**
             * @description The tracking of OneClickTag that it belongs to
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string | null;
            /**
             * @description `WEBPAGE` is fed by tags
             * @example customer
             */
            type: string;
        };
        InventoryCounts: {
            /** @description Conversion actions of the accounts */
            actions: number;
            /** @description Those that have to do with conversions */
            conversionTags: number;
            /** @description What is not as it should be */
            issues: number;
            /** @description All tags of the live version */
            tags: number;
            /** @description Triggers of these tags, and those that nothing uses */
            triggers: number;
            /** @description Variables that these tags and triggers read */
            variables: number;
        };
        InventoryFeed: {
            /**
             * @description Of the action with this label; null where no account read has one
             * @example 6543210987
             */
            actionId: string | null;
            /**
             * @description The number after AW-
             * @example 123456789
             */
            conversionId: string;
            /**
             * @description The label of a conversion action
             * @example AbC-D_efGh12345
             */
            label: string;
        };
        InventoryIssue: {
            /**
             * @description What it is, for programs to switch on
             *
             *     - `version.not_published`: See in Tag Manager what the newest version changes; publish it, or make the live one the latest.
             *     - `label.unknown`: Give the tag the label of an action that exists, or delete it.
             *     - `label.other_account`: See whether that account still counts for the customer. If not, delete the tag.
             *     - `label.shared`: Keep one of the tags with all triggers that are meant, and delete or pause the others.
             *     - `label.click_and_form`: Remove the click trigger: a form that is not sent is no conversion.
             *     - `action.without_tag`: Add a tag, see whether the page sends it without Tag Manager, or remove the action.
             *     - `action.removed`: Delete the tag, or give it the label of an action that exists.
             *     - `action.hidden`: Enable the action in Google Ads, or delete the tag.
             *     - `action.counting`: Change how the action counts in Google Ads, or accept it from the tracking that is meant so.
             *     - `action.micro_primary`: Make the action secondary in Google Ads, or let the tag fire on what is worth something.
             *     - `action.counted_by_analytics`: Make the imported action secondary in Google Ads, so that bidding counts each conversion once.
             *     - `purchase.value_missing`: Give the tag the value and the currency of the order from the data layer.
             *     - `purchase.value_fixed`: Take the value of the order from the data layer, and let the action use different values.
             *     - `purchase.order_id_missing`: Give the tag the id of the order from the data layer as its transaction id.
             *     - `page.reload_counts`: Send an id of the order or enquiry as transaction id, or let the action count one per click.
             *     - `linker.missing`: Add a Conversion Linker that fires on all pages; the next sync of a tracking does.
             *     - `linker.cannot_fire`: Let the Conversion Linker fire on all pages again: see its pause, triggers, exceptions and schedule.
             *     - `linker.cookie_prefix`: Give both the same cookie prefix in Tag Manager.
             *     - `tag.paused`: Resume the tag in Tag Manager, or delete it if it is not missed.
             *     - `tag.no_trigger`: Give the tag a trigger, or delete it.
             *     - `tag.cannot_fire`: Take away in Tag Manager what keeps the tag from firing, or delete it.
             *     - `tag.consent_required`: Nothing has to be done where this is meant: without consent Google models conversions only for tags that fire.
             *     - `tag.legacy`: Delete the tag, or replace it by the one that Google offers in its place.
             *     - `trigger.contradicts_itself`: Keep one of the conditions, or make a trigger of each.
             *     - `trigger.unused`: Delete the trigger, or give it to the tag that it was made for.
             *     - `variable.missing`: Create the variable again in Tag Manager, or correct the name where it is read: until then no new version compiles.
             *     - `variable.not_enabled`: Enable the variable in Tag Manager: Variables, Configure.
             * @enum {string}
             */
            code: "version.not_published" | "label.unknown" | "label.other_account" | "label.shared" | "label.click_and_form" | "action.without_tag" | "action.removed" | "action.hidden" | "action.counting" | "action.micro_primary" | "action.counted_by_analytics" | "purchase.value_missing" | "purchase.value_fixed" | "purchase.order_id_missing" | "page.reload_counts" | "linker.missing" | "linker.cannot_fire" | "linker.cookie_prefix" | "tag.paused" | "tag.no_trigger" | "tag.cannot_fire" | "tag.consent_required" | "tag.legacy" | "trigger.contradicts_itself" | "trigger.unused" | "variable.missing" | "variable.not_enabled";
            /**
             * @description What to do
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string;
            /** @description What proves it; a missing variable has its name as id */
            objects: {
                /**
                 * @description Its id
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                id: string;
                /**
                 * @description What it is for
                 *
                 *     - `tag`: a tag of the container
                 *     - `trigger`: a trigger of the container
                 *     - `variable`: a variable of the container
                 *     - `conversionAction`: a conversion action in Google Ads
                 * @enum {string}
                 */
                kind: "tag" | "trigger" | "variable" | "conversionAction";
                /**
                 * @description Its name, for people
                 * @example Corner Bakery
                 */
                name: string;
            }[];
            /**
             * @description How urgent it is
             *
             *     - `hint`: a limit of what can be measured
             *     - `warning`: wants a look
             *     - `error`: something does not count
             * @enum {string}
             */
            severity: "hint" | "warning" | "error";
            /**
             * @description What was found
             * @example The tag is paused in Tag Manager: nothing is counted.
             */
            summary: string;
        };
        InventoryTag: {
            /** @description When it was changed last, as far as its fingerprint says */
            changedAt: string | null;
            /**
             * @description The ids of the triggers that keep it from firing
             * @example [
             *       "17"
             *     ]
             */
            exceptions: string[];
            /** @description What it sends conversions to, as far as that is certain */
            feeds: components["schemas"]["InventoryFeed"][];
            /**
             * @description The ids of its triggers
             * @example [
             *       "14"
             *     ]
             */
            firesOn: string[];
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description Whether it is paused, and so does not fire */
            paused: boolean;
            /**
             * @description The number of the tag in Tag Manager
             * @example 15
             */
            tagId: string;
            /**
             * @description The tracking of OneClickTag that it belongs to
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string | null;
            /**
             * @description As Tag Manager calls it: `awct` is a conversion tag of Google Ads
             * @example customer
             */
            type: string;
        };
        InventoryTrigger: {
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description The tracking of OneClickTag that it belongs to
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string | null;
            /**
             * @description The number of the trigger in Tag Manager
             * @example 14
             */
            triggerId: string;
            /**
             * @description What kind it is
             * @example customer
             */
            type: string;
            /**
             * @description The ids of the tags that fire on it or except it
             * @example [
             *       "15"
             *     ]
             */
            usedBy: string[];
        };
        InventoryVariable: {
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description As Tag Manager calls it; null of one that is missing
             * @example customer
             */
            type: string | null;
            /**
             * @description null of a built-in one, and of one that is missing
             * @example 16
             */
            variableId: string | null;
        };
        Invitation: {
            /**
             * @description When it was accepted; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            acceptedAt: string | null;
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * @description The e-mail address
             * @example ana@agency.example
             */
            email: string;
            /**
             * Format: date-time
             * @description Until when it can be accepted
             * @example 2026-03-02T10:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * Format: uuid
             * @description The member who sent it
             */
            invitedBy: string;
            /**
             * @description What the member may do
             *
             *     - `MEMBER`: works with customers and trackings
             *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
             * @enum {string}
             */
            role: "MEMBER" | "ADMIN";
            /**
             * @description Its state
             *
             *     - `OPEN`: can be accepted
             *     - `EXPIRED`: seven days have passed: invite again for a new link
             *     - `ACCEPTED`: the person has joined
             * @enum {string}
             */
            status: "OPEN" | "EXPIRED" | "ACCEPTED";
        };
        InvitationWithLink: {
            /**
             * @description When it was accepted; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            acceptedAt: string | null;
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * @description The e-mail address
             * @example ana@agency.example
             */
            email: string;
            /**
             * Format: date-time
             * @description Until when it can be accepted
             * @example 2026-03-02T10:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * Format: uuid
             * @description The member who sent it
             */
            invitedBy: string;
            /**
             * Format: uri
             * @description Returned this once: hand it to the person, who signs in and accepts
             */
            link: string;
            /**
             * @description What the member may do
             *
             *     - `MEMBER`: works with customers and trackings
             *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
             * @enum {string}
             */
            role: "MEMBER" | "ADMIN";
            /**
             * @description Its state
             *
             *     - `OPEN`: can be accepted
             *     - `EXPIRED`: seven days have passed: invite again for a new link
             *     - `ACCEPTED`: the person has joined
             * @enum {string}
             */
            status: "OPEN" | "EXPIRED" | "ACCEPTED";
        };
        Invite: {
            /**
             * @description The person who accepts must have verified this address
             * @example ana@agency.example
             */
            email: string;
            /**
             * @description What the member may do
             *
             *     - `MEMBER`: works with customers and trackings
             *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
             * @default MEMBER
             * @enum {string}
             */
            role?: "MEMBER" | "ADMIN";
        };
        Maintenance: {
            /** @description Chains of the audit log */
            chains: {
                /** @description Not signed, because they do not hold */
                broken: number;
                /**
                 * @description Chains that were signed
                 * @example 4
                 */
                signed: number;
                /** @description Not signed, because they should have been long before: a checkpoint is gone, or the schedule did not run for a week */
                unsigned: number;
            };
            /** @description Partitions of what conversion actions have counted by day */
            conversionMonths: {
                /** @description Months that are over for 25 months */
                dropped: number;
                /** @description Months to come */
                made: number;
            };
            /**
             * @description Denied attempts that were summed up
             * @example 0
             */
            denials: number;
            /**
             * @description What failed for reasons of the service; above 0 the status is 500
             * @example 0
             */
            failures: number;
            /** @description Chains that were checked as a whole */
            fullChecks: {
                /** @description Of these: those that do not hold */
                broken: number;
                /** @description Chains that were checked from their first entry to their last */
                chains: number;
                /**
                 * @description Entries that were checked
                 * @example 120
                 */
                entries: number;
            };
            /** @description What was removed for good */
            purged: {
                /**
                 * @description API keys that ended long ago
                 * @example 0
                 */
                apiKeys: number;
                /**
                 * @description Container versions that were seen
                 * @example 0
                 */
                containerVersions: number;
                /**
                 * @description Findings
                 * @example 0
                 */
                findings: number;
                /**
                 * @description Old entries of histories
                 * @example 0
                 */
                historyEntries: number;
                /**
                 * @description Used idempotency keys
                 * @example 7
                 */
                idempotencyKeys: number;
                /**
                 * @description Counts of requests
                 * @example 40
                 */
                requestCounts: number;
            };
            /** @description Dismissals whose time was over */
            reopenedFindings: number;
        };
        Match: {
            /** @description The conditions, each with whether it is met */
            because: components["schemas"]["MatchReason"][];
            /**
             * @description `unknown` where what is given of the visit does not decide
             *
             *     - `yes`: it is so
             *     - `no`: it is not so
             *     - `unknown`: it cannot be decided by what is given
             * @enum {string}
             */
            fires: "yes" | "no" | "unknown";
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * Format: uuid
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
            /**
             * @description What kind it is
             *
             *     - `BUTTON_CLICK`: a click on what `selector` matches
             *     - `LINK_CLICK`: a click on a link, wherever it leads or only to `linkHost`
             *     - `PHONE_CLICK`: a click on a telephone number
             *     - `EMAIL_CLICK`: a click on an e-mail address
             *     - `FILE_DOWNLOAD`: a click on a link to a file of one of `fileExtensions`
             *     - `PAGE_VIEW`: a visit of a page whose address matches `urlPattern` or `urlRegex`
             *     - `FORM_SUBMIT`: a form that `selector` matches is sent
             *     - `ELEMENT_VISIBLE`: an element that `selector` matches comes into view
             *     - `SCROLL_DEPTH`: a page is scrolled down to `percent` of its height
             *     - `VIDEO`: a YouTube video is watched up to `percent` of its length
             *     - `TIMER`: a visitor stays on a page for `seconds`
             *     - `CUSTOM_EVENT`: the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches
             * @enum {string}
             */
            type: "BUTTON_CLICK" | "LINK_CLICK" | "PHONE_CLICK" | "EMAIL_CLICK" | "FILE_DOWNLOAD" | "PAGE_VIEW" | "FORM_SUBMIT" | "ELEMENT_VISIBLE" | "SCROLL_DEPTH" | "VIDEO" | "TIMER" | "CUSTOM_EVENT";
        };
        Matches: {
            /** @description Of all trackings of the customer */
            counts: {
                /**
                 * @description Those of which it is not so
                 * @example 3
                 */
                no: number;
                /**
                 * @description Those of which it cannot be decided
                 * @example 0
                 */
                unknown: number;
                /**
                 * @description Those of which it is so
                 * @example 1
                 */
                yes: number;
            };
            /** @description At most 100: first those that fire, then unknown ones, then those that do not */
            data: components["schemas"]["Match"][];
        };
        MatchReason: {
            /** @description Whether nothing fires where it is met */
            exception: boolean;
            /**
             * @description Whether capitals make no difference
             * @example false
             */
            ignoreCase: boolean;
            /**
             * @description Whether it is so
             *
             *     - `yes`: it is so
             *     - `no`: it is not so
             *     - `unknown`: it cannot be decided by what is given
             * @enum {string}
             */
            met: "yes" | "no" | "unknown";
            /** @description Whether it holds where it otherwise would not */
            not: boolean;
            /**
             * @description How: `equals`, `contains`, `startsWith`, `matchRegex`, `cssSelector`, `greaterOrEquals`
             * @example customer
             */
            type: string;
            /**
             * @description What it is compared with
             * @example /thank-you
             */
            value: string;
            /**
             * @description What is looked at, as Tag Manager calls it; `trigger`: what has to happen at all
             * @example Page URL
             */
            variable: string;
        };
        MatchTrackings: {
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description What happens on the website */
            visit: components["schemas"]["Visit"];
        };
        Me: {
            /** @description Your user and organization; `null`: you belong to none */
            membership: components["schemas"]["Membership"] | null;
            /**
             * @description Without a membership: what to do where a member has your address and another account, or sign-up is not open
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string | null;
        };
        Member: {
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * @description The e-mail address
             * @example ana@agency.example
             */
            email: string;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description What the member may do
             *
             *     - `MEMBER`: works with customers and trackings
             *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
             * @enum {string}
             */
            role: "MEMBER" | "ADMIN";
        };
        Membership: {
            /** @description Your organization */
            organization: components["schemas"]["Organization"];
            /** @description You, as a member */
            user: components["schemas"]["Member"];
        };
        MovedTracking: {
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /**
             * @description The tracking that it goes on as at the other customer; null with `?validate=true`
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            movedTo: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * Format: uuid
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
            /**
             * @description What kind it is
             *
             *     - `BUTTON_CLICK`: a click on what `selector` matches
             *     - `LINK_CLICK`: a click on a link, wherever it leads or only to `linkHost`
             *     - `PHONE_CLICK`: a click on a telephone number
             *     - `EMAIL_CLICK`: a click on an e-mail address
             *     - `FILE_DOWNLOAD`: a click on a link to a file of one of `fileExtensions`
             *     - `PAGE_VIEW`: a visit of a page whose address matches `urlPattern` or `urlRegex`
             *     - `FORM_SUBMIT`: a form that `selector` matches is sent
             *     - `ELEMENT_VISIBLE`: an element that `selector` matches comes into view
             *     - `SCROLL_DEPTH`: a page is scrolled down to `percent` of its height
             *     - `VIDEO`: a YouTube video is watched up to `percent` of its length
             *     - `TIMER`: a visitor stays on a page for `seconds`
             *     - `CUSTOM_EVENT`: the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches
             * @enum {string}
             */
            type: "BUTTON_CLICK" | "LINK_CLICK" | "PHONE_CLICK" | "EMAIL_CLICK" | "FILE_DOWNLOAD" | "PAGE_VIEW" | "FORM_SUBMIT" | "ELEMENT_VISIBLE" | "SCROLL_DEPTH" | "VIDEO" | "TIMER" | "CUSTOM_EVENT";
        };
        MovedTrackings: {
            /** @description The rows of this page */
            data: components["schemas"]["MovedTracking"][];
            /**
             * @description To be sent with the request that does it
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            digest: string;
            /** @description Trackings that the filter finds, and that are of that customer already */
            unchanged: number;
        };
        MoveTrackings: {
            /**
             * @description Of `?validate=true`: exactly those trackings are changed, as they were then, or none
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            digest?: string;
            /** @description Which trackings */
            filter: components["schemas"]["TrackingSelection"];
            /**
             * Format: uuid
             * @description The customer that they move to, of the same organization
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            to: string;
        };
        NotSearched: {
            /** @description Tag Manager accounts of the login whose containers were not read */
            accounts: number;
            /**
             * @description How to read them
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string;
        };
        Organization: {
            /** @description `true`: a version of ours that keeps a tracking from counting which counted before is taken back by itself, if two looks in a row find it so */
            autoRollback: boolean;
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * @description The folder of the container that new tags, triggers and variables are put into; it is created where there is none of that name. `null`: into none. What is there stays where it is
             * @example OneClickTag
             */
            folder: string | null;
            /**
             * @description Until when nothing is published for customers without a freeze of their own; `null`: there is none. One that is past freezes nothing
             * @example 2026-03-02T10:00:00.000Z
             */
            frozenUntil: string | null;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description The name of the agency
             * @example Northlight Agency
             */
            name: string;
            /**
             * @description How new tags and triggers are named, with `{name}` or `{id}` in it, and `{type}` or `{customer}` if you like. What is there keeps its name
             * @example {customer} | Ads | {name}
             */
            namePattern: string;
            /**
             * @description What happens to a version that a sync has made
             *
             *     - `MANUAL`: an ADMIN publishes what a sync has made
             *     - `AUTO`: what a sync has made goes live at once
             * @enum {string}
             */
            publishMode: "MANUAL" | "AUTO";
            /**
             * @description The time zone in which reports count their days
             * @example Europe/Berlin
             */
            timeZone: string;
            /**
             * Format: date-time
             * @description When it was last changed
             * @example 2026-03-02T10:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description Grows with every change; also the ETag
             * @example 3
             */
            version: number;
            /** @description `true` stops what is written at Google for the organization: syncs and publishing wait, and what only looks goes on */
            writesPaused: boolean;
        };
        Overview: {
            /** @description Counts of customers */
            customers: {
                /** @description By status */
                byStatus: {
                    /** @description the Google login or the container was lost: connect or choose again; what is live goes on counting */
                    ERROR: number;
                    /** @description there is no Google login: connect it */
                    NOT_CONNECTED: number;
                    /** @description a member has paused it: nothing is written at Google, and what is live goes on counting */
                    PAUSED: number;
                    /** @description login, container and Google Ads account are there: changes are synced */
                    READY: number;
                    /** @description no container or no Google Ads account is chosen: nothing is synced */
                    SETUP_INCOMPLETE: number;
                };
                /**
                 * @description All of them
                 * @example 12
                 */
                total: number;
            };
            /** @description At most ten, most trackings first */
            topCustomers: {
                /**
                 * Format: uuid
                 * @description Its id
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                id: string;
                /**
                 * @description Its name, for people
                 * @example Corner Bakery
                 */
                name: string;
                /**
                 * @description How many trackings it has
                 * @example 12
                 */
                trackingCount: number;
            }[];
            /** @description Counts of trackings */
            trackings: {
                /** @description By `syncStatus` */
                bySyncStatus: {
                    /** @description a container version with it is made; an ADMIN decides whether it goes live */
                    AWAITING_PUBLISH: number;
                    /** @description the last run could not bring it live: `syncErrorCode` and `syncErrorMessage` say why */
                    FAILED: number;
                    /** @description a run is writing the latest edit */
                    IN_PROGRESS: number;
                    /** @description the latest edit waits for the next sync */
                    PENDING: number;
                    /** @description the last run has verified it live, or nothing was left to do */
                    SUCCESS: number;
                };
                /**
                 * @description All of them
                 * @example 12
                 */
                total: number;
            };
        };
        /** @default {} */
        PlanCustomer: {
            /**
             * @description As of the sync that it is made for
             * @constant
             * @enum {boolean}
             */
            buildOnLive?: true;
            /**
             * @description How far the run would go; `sync` by default
             *
             *     - `sync`: what is missing is made again, too
             *     - `repair`: what other people changed is set back, too
             * @enum {string}
             */
            mode?: "sync" | "repair";
            /** @description With mode `repair`: a dry run of the repair of these trackings, and of no other */
            trackingIds?: string[];
        };
        PlannedChange: {
            /**
             * @description What was done
             *
             *     - `create`: it is made
             *     - `update`: some of its fields change
             *     - `delete`: it goes
             * @enum {string}
             */
            action: "create" | "update" | "delete";
            /** @description The same fields as they will be; `null` where it is deleted. A field that goes is left out */
            after: Record<string, never> | null;
            /** @description The fields that change, as they are; `null` where it is created. A field that is not there yet is left out */
            before: Record<string, never> | null;
            /**
             * @description What it is for
             *
             *     - `conversionAction`: a conversion action in Google Ads
             *     - `trigger`: a trigger in Tag Manager
             *     - `tag`: a tag in Tag Manager
             *     - `variable`: a variable of the container’s own
             *     - `builtInVariable`: a variable that Tag Manager brings along, once it is enabled
             *     - `folder`: a folder of the container, in which people keep objects together
             * @enum {string}
             */
            kind: "conversionAction" | "trigger" | "tag" | "variable" | "builtInVariable" | "folder";
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description Where it is changed
             *
             *     - `googleAds`: Google Ads
             *     - `tagManager`: Google Tag Manager
             * @enum {string}
             */
            service: "googleAds" | "tagManager";
            /**
             * @description The change in a sentence
             * @example Adds the tag “OCT - Newsletter”.
             */
            summary: string;
            /** @description The trackings that it is for */
            trackingIds: string[];
        };
        PlannedFinding: {
            /**
             * @description What it is, for programs to switch on
             *
             *     - `cannot_fire.paused`: Resume the tag in Tag Manager and publish, or dismiss this if the pause is meant.
             *     - `cannot_fire.no_firing_trigger`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It re-creates what is missing.
             *     - `cannot_fire.schedule_not_started`: Remove the schedule of the tag in Tag Manager and publish, or dismiss this until that time.
             *     - `cannot_fire.schedule_ended`: Remove the schedule of the tag in Tag Manager and publish.
             *     - `cannot_fire.blocked`: Remove the exception from the tag in Tag Manager, or narrow its conditions, and publish.
             *     - `cannot_fire.variable_missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It enables the built-in variables that our triggers use. A variable of your own has to be re-created in Tag Manager.
             *     - `cannot_fire.linker_missing`: If the container has a Conversion Linker, let it fire on all pages again and publish. Otherwise sync the customer, which adds one.
             *     - `cannot_fire.linker_prefix`: Give both the same cookie prefix in Tag Manager and publish.
             *     - `cannot_fire.action_missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It creates a new conversion action.
             *     - `cannot_fire.action_hidden`: Enable the conversion action in Google Ads.
             *     - `cannot_fire.setup_tag_paused`: Resume the setup tag in Tag Manager, or remove it from the sequence of the tag, and publish.
             *     - `not_live.never_published`: Publish the version that the last sync made, or publish in Tag Manager.
             *     - `drift.changed`: Change the tracking to what is wanted, set the field back at Google, or dismiss this.
             *     - `drift.missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It re-creates what is missing.
             *     - `drift.overwritten`: Tell the people who made that change, and change the tracking if theirs was right. Then dismiss this.
             *     - `drift.settings`: See at Google whether these settings are meant. If so, dismiss this.
             *     - `drift.arranged`: Nothing has to be done. If it is not meant, set it back at Google; else dismiss this.
             *     - `exception`: See in Tag Manager whether the exception is meant. If so, dismiss this.
             *     - `consent_required`: See in Tag Manager whether this is meant. If so, dismiss this.
             *     - `enhanced.not_used`: An administrator of that account has to do it in Google Ads, since no API can: under Goals, Settings, Enhanced conversions, switch them on and agree to the customer data terms. Then verify the customer.
             *     - `duplicate.copy`: Delete or pause the copy in Tag Manager and publish.
             *     - `duplicate.same_label`: Delete the tag in Tag Manager, or give it a conversion action of its own, and publish.
             *     - `duplicate.same_event`: If both conversions are goals, the event counts twice: delete or pause one of the tags.
             *     - `foreign.marked`: Remove our mark from the notes of the tag in Tag Manager.
             *     - `leftover.linker`: Delete it in Tag Manager once no other tag needs it.
             *     - `leftover.built_ins`: Disable them in Tag Manager if they are not wanted, or dismiss this.
             *     - `shared.name_taken`: Rename it in Tag Manager, then sync the customer.
             *     - `workspace.foreign_draft`: Move these changes to another workspace or discard them in Tag Manager, then sync the customer.
             *     - `workspace.unpublished_drafts`: Publish or discard them in Tag Manager. They do not hold up a sync, which has a workspace of its own.
             *     - `version.ours_rolled_back`: To build on what is live, sync the customer with {"buildOnLive": true}. To go forward, publish the newest version in Tag Manager, then sync.
             *     - `version.foreign_rolled_back`: To build on what is live, sync the customer with {"buildOnLive": true}. To go forward, publish the newest version in Tag Manager, then sync.
             *     - `version.foreign_unpublished_or_rolled_back`: To include it, publish the newest version in Tag Manager, then sync the customer. To leave it out, sync with {"buildOnLive": true} or, where nothing is live yet, delete that version in Tag Manager and sync.
             *     - `rollback.on_hold`: Correct the trackings, then resume the customer with POST /api/v1/customers/{customerId}/resume.
             *     - `rollback.automatic`: See how the run of kind ROLLBACK has ended and what these trackings want, then resume the customer with POST /api/v1/customers/{customerId}/resume.
             *     - `rollback.kept`: See in Tag Manager whether each is as it is wanted.
             *     - `rollback.actions_left`: Delete the trackings that are not wanted any more, which hides their conversion actions once synced; for the others, resume the customer with POST /api/v1/customers/{customerId}/resume.
             *     - `verify.failed`: See the findings of these trackings, correct them and sync the customer, or take our changes out with POST /api/v1/customers/{customerId}/rollback.
             *     - `evidence.stopped`: Verify the customer with POST /api/v1/customers/{customerId}/verify and see its findings and history. If all is live as it should be, open the page: it may have lost the container’s snippet, the event or element may have another name, or the traffic may be gone.
             *     - `evidence.doubled`: See whether another tag, another container or the website itself sends the same conversion, and remove what is too many. Dismiss this if there are more customers indeed.
             *     - `rights.container_lost`: Give the connected Google account the right to publish in this container again, then verify the customer.
             *     - `rights.ads_lost`: Give the connected Google account standard access to the Google Ads account, or correct the manager account, then verify the customer.
             *     - `hint.click_in_frame`: Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
             *     - `hint.link_without_address`: Track it as BUTTON_CLICK.
             *     - `hint.download_without_extension`: Track the link by its selector as LINK_CLICK.
             *     - `hint.form_without_submit`: Track its thank-you message as ELEMENT_VISIBLE, the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.
             *     - `hint.form_in_frame`: Install Tag Manager inside of the frame, or use the event of the form’s maker as CUSTOM_EVENT.
             *     - `hint.element_in_frame`: Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
             *     - `hint.short_page`: Name the pages by urlPattern.
             *     - `hint.other_player`: Push an event from the player and track it as CUSTOM_EVENT.
             * @enum {string}
             */
            code: "cannot_fire.paused" | "cannot_fire.no_firing_trigger" | "cannot_fire.schedule_not_started" | "cannot_fire.schedule_ended" | "cannot_fire.blocked" | "cannot_fire.variable_missing" | "cannot_fire.linker_missing" | "cannot_fire.linker_prefix" | "cannot_fire.action_missing" | "cannot_fire.action_hidden" | "cannot_fire.setup_tag_paused" | "not_live.never_published" | "drift.changed" | "drift.missing" | "drift.overwritten" | "drift.settings" | "drift.arranged" | "exception" | "consent_required" | "enhanced.not_used" | "duplicate.copy" | "duplicate.same_label" | "duplicate.same_event" | "foreign.marked" | "leftover.linker" | "leftover.built_ins" | "shared.name_taken" | "workspace.foreign_draft" | "workspace.unpublished_drafts" | "version.ours_rolled_back" | "version.foreign_rolled_back" | "version.foreign_unpublished_or_rolled_back" | "rollback.on_hold" | "rollback.automatic" | "rollback.kept" | "rollback.actions_left" | "verify.failed" | "evidence.stopped" | "evidence.doubled" | "rights.container_lost" | "rights.ads_lost" | "hint.click_in_frame" | "hint.link_without_address" | "hint.download_without_extension" | "hint.form_without_submit" | "hint.form_in_frame" | "hint.element_in_frame" | "hint.short_page" | "hint.other_player";
            /**
             * @description What to do
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string;
            /**
             * @description How urgent it is
             *
             *     - `hint`: a limit of what can be measured
             *     - `warning`: wants a look
             *     - `error`: something does not count
             * @enum {string}
             */
            severity: "hint" | "warning" | "error";
            /**
             * @description What was found
             * @example The tag is paused in Tag Manager: nothing is counted.
             */
            summary: string;
            /**
             * @description `null` where it is about the container
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string | null;
        };
        PlannedWait: {
            /**
             * @description What it is, for programs to switch on
             * @example container_not_found
             */
            code: string;
            /**
             * @description Why it is not written, and what to do
             * @example Google rejects one of the values. Correct the tracking as Google says.
             */
            message: string;
            /**
             * @description `null` where all of the container waits
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string | null;
        };
        /** @description What went wrong: problem details of RFC 9457 */
        Problem: {
            /**
             * @description What it is, for programs to switch on
             *
             *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
             *     - `malformed_json`: The body is not valid JSON in UTF-8.
             *     - `unauthenticated`: The request has no token or API key, or one that is expired, forged, or revoked.
             *     - `not_a_member`: You are signed in, but belong to no organization.
             *     - `forbidden`: You are authenticated, but do not have the permission.
             *     - `sign_up_closed`: The operator of this service does not let anybody found an organization, or join one, by themselves.
             *     - `not_found`: There is nothing with this id that you can see. Whether it never existed, is deleted or belongs to another organization cannot be seen from the response.
             *     - `method_not_allowed`: The path exists, but not with this method.
             *     - `conflict`: The request is valid, but not in the current state of the resource.
             *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
             *     - `version_superseded`: The container version is not, or no longer, the one that waits to be published: a later run has replaced it.
             *     - `frozen`: Nothing is published for the customer for some time, by its own freeze or that of the organization.
             *     - `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
             *     - `gone`: A request with this `Idempotency-Key` was completed before, and what it created has been deleted since.
             *     - `precondition_failed`: The version in `If-Match` is stale: another user has changed the resource since.
             *     - `payload_too_large`: The body is larger than 1 MiB, or has more than 10,000 values.
             *     - `unsupported_media_type`: The body is not declared as JSON in UTF-8, or is compressed.
             *     - `rate_limited`: There were too many requests in too short a time, or one is under way that is allowed once at a time.
             *     - `idempotency_key_reused`: This `Idempotency-Key` was used for another request before.
             *     - `google_rejected`: Google understood the request and rejected it; repeating it gives the same result.
             *     - `google_unavailable`: Google could not be reached or did not respond in time.
             *     - `quota_exhausted`: The requests that Google allows for all organizations together are used up for now.
             *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
             *     - `unavailable`: The service or one of its dependencies is down or overloaded.
             *     - `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
             *     - `internal`: There is an error on our side.
             * @enum {string}
             */
            code: "invalid_request" | "malformed_json" | "unauthenticated" | "not_a_member" | "forbidden" | "sign_up_closed" | "not_found" | "method_not_allowed" | "conflict" | "limit_reached" | "version_superseded" | "frozen" | "request_in_progress" | "gone" | "precondition_failed" | "payload_too_large" | "unsupported_media_type" | "rate_limited" | "idempotency_key_reused" | "google_rejected" | "google_unavailable" | "quota_exhausted" | "clock_skew" | "unavailable" | "outcome_unknown" | "internal";
            /**
             * @description What is wrong this time, and what to do
             * @example query.limit: must be at most 100
             */
            detail: string;
            /**
             * @description The path that was called
             * @example /api/v1/customers
             */
            instance: string;
            /** @description Each invalid input */
            invalidParams?: {
                /**
                 * @description Where the input is: `body.selector`, `query.limit`, `path.customerId`
                 * @example query.limit
                 */
                name: string;
                /**
                 * @description How to fix it
                 * @example must be at most 100
                 */
                reason: string;
            }[];
            /**
             * @description What to name when asking about this response
             * @example 0b6d1c7e-3f0a-4b5e-9c1d-2a8f4e6b7c90
             */
            requestId: string;
            /**
             * @description The status of the response
             * @example 400
             */
            status: number;
            /**
             * @description The same for every occurrence of the code
             * @example The request is not valid
             */
            title: string;
            /**
             * @description Address of the explanation of the code
             * @example https://api.example.com/docs#invalid_request
             */
            type: string;
        };
        PublishVersion: {
            /**
             * @description The container version that was reviewed: `versionId` of the run that awaits publishing
             * @example 4
             */
            versionId: string;
        };
        Purged: {
            /**
             * @description Google logins
             * @example 0
             */
            connections: number;
            /**
             * @description Customers
             * @example 1
             */
            customers: number;
            /**
             * @description What could not be removed; it is tried again
             * @example 0
             */
            failed: number;
            /**
             * @description What failed for reasons of the service; above 0 the status is 500
             * @example 0
             */
            failures: number;
            /**
             * @description Invitations
             * @example 0
             */
            invitations: number;
            /**
             * @description Consents that were begun
             * @example 1
             */
            oauthStates: number;
            /** @description Of the trackings: those that could not be removed at Google */
            stillDeployed: number;
            /**
             * @description Trackings
             * @example 3
             */
            trackings: number;
            /**
             * @description Members
             * @example 0
             */
            users: number;
        };
        RefreshedTokens: {
            /**
             * @description Postponed; their tokens are kept
             * @example 1
             */
            failed: number;
            /**
             * @description What failed for reasons of the service; above 0 the status is 500
             * @example 0
             */
            failures: number;
            /** @description Their grants have ended: their owners have to connect again */
            lost: number;
            /**
             * @description Tokens that were renewed
             * @example 3
             */
            refreshed: number;
            /** @description Another process refreshes them, or no time was left */
            skipped: number;
            /** @description Their tokens cannot be decrypted with the keys that are configured */
            unreadable: number;
        };
        Repair: {
            /** @description What people have arranged of the trackings, and no repair takes back */
            left: {
                /**
                 * @description `tag`, `trigger:main`, `trigger:history`, `trigger:exception-1` and on, or `action`
                 * @example tag
                 */
                object: string;
                /**
                 * @description What was left, in words
                 * @example The tag is paused.
                 */
                summary: string;
                /**
                 * @description The tracking
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                trackingId: string;
                /**
                 * @description - `paused`: The tag is paused.
                 *     - `exception`: The tag has an exception.
                 *     - `schedule`: The tag has a schedule.
                 *     - `consent`: The tag requires consent.
                 *     - `live_only`: The tag fires in published versions only.
                 *     - `sequence`: Other tags fire before or after the tag.
                 *     - `priority`: The tag has a priority.
                 *     - `folder`: It is in a folder.
                 *     - `notes`: It has notes of its own.
                 *     - `name`: It has another name.
                 *     - `value`: A value was added, and the tracking has none.
                 *     - `triggers`: The tag also fires on another trigger.
                 *     - `conditions`: The trigger has more conditions.
                 *     - `primary_for_goal`: Whether it is primary for its goal was changed.
                 * @enum {string}
                 */
                what: "paused" | "exception" | "schedule" | "consent" | "live_only" | "sequence" | "priority" | "folder" | "notes" | "name" | "value" | "triggers" | "conditions" | "primary_for_goal";
            }[];
            /** @description What it sets back or makes again at Google */
            repaired: components["schemas"]["RepairedObject"][];
        };
        RepairCustomers: {
            /**
             * @description The kind of finding: all trackings of which one is open are repaired
             *
             *     - `drift.changed`: Change the tracking to what is wanted, set the field back at Google, or dismiss this.
             *     - `drift.missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It re-creates what is missing.
             *     - `cannot_fire.no_firing_trigger`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It re-creates what is missing.
             *     - `cannot_fire.variable_missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It enables the built-in variables that our triggers use. A variable of your own has to be re-created in Tag Manager.
             *     - `cannot_fire.linker_missing`: If the container has a Conversion Linker, let it fire on all pages again and publish. Otherwise sync the customer, which adds one.
             *     - `cannot_fire.action_missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It creates a new conversion action.
             *     - `cannot_fire.action_hidden`: Enable the conversion action in Google Ads.
             * @enum {string}
             */
            code: "drift.changed" | "drift.missing" | "cannot_fire.no_firing_trigger" | "cannot_fire.variable_missing" | "cannot_fire.linker_missing" | "cannot_fire.action_missing" | "cannot_fire.action_hidden";
            /** @description Only of these customers */
            customerIds?: string[];
        };
        RepairedObject: {
            /** @description Empty where the whole object was missing and is made again */
            fields: {
                /**
                 * @description What the tracking asks for; absent where that is nothing
                 * @example 25
                 */
                after?: string | number | boolean;
                /**
                 * @description What was there; absent where nothing was
                 * @example 10
                 */
                before?: string | number | boolean;
                /**
                 * @description The field, in the terms of Google
                 * @example parameter:conversionValue
                 */
                field: string;
            }[];
            /**
             * @description `tag`, `trigger:main`, `trigger:history`, `trigger:exception-1` and on, or `action`
             * @example trigger:main
             */
            object: string;
            /**
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
        };
        RequestedChoice: {
            /**
             * @description What it is, for programs to switch on
             * @example container_not_found
             */
            code: string | null;
            /**
             * @description The Google Ads account, ten digits
             * @example 1234567890
             */
            googleAdsAccountId: string | null;
            /**
             * @description The public id of the Tag Manager container
             * @example GTM-ABC123
             */
            googleContainerId: string | null;
            /**
             * @description What to do
             * @example Sync the customer with POST /api/v1/customers/{customerId}/sync.
             */
            nextStep: string | null;
            /**
             * @description While it is `PENDING`, `code` says what it waits for; once it has `FAILED`, why
             *
             *     - `PENDING`: Google has not confirmed it yet, and it is tried again by itself
             *     - `FAILED`: it cannot be chosen: `nextStep` says why
             * @enum {string}
             */
            status: "PENDING" | "FAILED";
        };
        ReverseImpact: {
            /**
             * @description What else is affected
             *
             *     - `tag`: a tag of the container
             *     - `trigger`: a trigger of the container
             *     - `variable`: a variable of the container
             * @enum {string}
             */
            kind: "tag" | "trigger" | "variable";
            /**
             * @description The name of what else is affected
             * @example Corner Bakery
             */
            name: string;
            /**
             * @description How it is affected
             *
             *     - `uses`: it uses a trigger or variable that changes or goes
             *     - `fires_on_same_event`: it fires whenever the tracking does
             *     - `counts_twice`: it counts the same conversion once more
             * @enum {string}
             */
            reason: "uses" | "fires_on_same_event" | "counts_twice";
            /**
             * @description The trigger or variable that changes, or the tag of the tracking
             * @example OCT - Newsletter
             */
            subject: string;
        };
        RollbackCustomer: {
            /**
             * @description `previous_version`: the version that was live before ours is live again, only while ours is live; `our_changes`: only what we changed is taken out of what is live, and later work of other people stays
             *
             *     - `previous_version`: the version that was live before ours is live again
             *     - `our_changes`: only what we changed is taken out of what is live
             * @enum {string}
             */
            mode: "previous_version" | "our_changes";
        };
        RunPlan: {
            /** @description What else these changes meet, of other people and of ours */
            alsoUses: components["schemas"]["ReverseImpact"][];
            /** @description The container that the changes are made to */
            buildsOn: {
                /**
                 * @description The newest version
                 * @example 3
                 */
                latestVersionId: string | null;
                /**
                 * @description The version that is live; `null`: none was ever published
                 * @example 3
                 */
                liveVersionId: string | null;
                /** @description The live version is made the newest one again */
                setsLatest: boolean;
            };
            /** @description In the order in which they are made */
            changes: components["schemas"]["PlannedChange"][];
            /** @description What the sync will need that applies it, if nothing goes wrong; `null` of one that has written it */
            cost: {
                /**
                 * @description Calls to Google Ads
                 * @example 7
                 */
                adsCalls: number;
                /** @description About how long the quota of Tag Manager takes for them while others use it up too */
                quotaSeconds: number;
                /**
                 * @description Calls to Tag Manager
                 * @example 11
                 */
                tagManagerCalls: number;
            } | null;
            /**
             * @description Stands for the plan and all that it was based on: `planDigest` of the sync that applies exactly this; `null` of a sync that was not asked for by a plan
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            digest: string | null;
            /** @description What was found on the way */
            findings: components["schemas"]["PlannedFinding"][];
            /**
             * @description How far the run goes that it is made for
             *
             *     - `edit`: what was edited; what is missing elsewhere is only named
             *     - `sync`: what is missing is made again, too
             *     - `repair`: what other people changed is set back, too
             * @enum {string}
             */
            mode: "edit" | "sync" | "repair";
            /**
             * @description Whether what changes in Tag Manager is published at once, awaits an ADMIN, or nothing is to be published
             *
             *     - `AT_ONCE`: it goes live with the run
             *     - `BY_ADMIN`: the version is made, and an ADMIN decides whether it goes live
             *     - `NONE`: no version is made
             * @enum {string}
             */
            publishing: "AT_ONCE" | "BY_ADMIN" | "NONE";
            /** @description What is not written, and why */
            waits: components["schemas"]["PlannedWait"][];
        };
        SignUp: {
            /**
             * @description The name of the agency
             * @example Northlight Agency
             */
            name: string;
            /**
             * @description IANA time zone in which reports count their days; a former name becomes the present one
             * @default UTC
             * @example Europe/Berlin
             */
            timeZone?: string;
        };
        StartedRepairs: {
            /** @description Customers that are left: one call repairs at most 100 */
            more: number;
            /** @description One for each customer */
            runs: {
                /**
                 * Format: uuid
                 * @description The customer
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                customerId: string;
                /**
                 * Format: uuid
                 * @description The run
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                syncRunId: string;
                /** @description The trackings that the run repairs */
                trackingIds: string[];
            }[];
            /** @description Customers for which no run was made */
            skipped: {
                /**
                 * Format: uuid
                 * @description The customer
                 * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
                 */
                customerId: string;
                /**
                 * @description The same in words, and what to do about it
                 * @example It is paused. Let it go on first.
                 */
                reason: string;
                /**
                 * @description - `no_such_customer`: There is no customer with this id.
                 *     - `nothing_found`: No finding of this kind is open for it.
                 *     - `paused`: It is paused. Let it go on first.
                 *     - `not_connected`: It is not connected to Google. Connect it first.
                 *     - `connection_lost`: Its Google login or its container is lost. Connect it again, or sync it to see whether it is back.
                 *     - `setup_incomplete`: It has no container or no Google Ads account. Choose them first.
                 *     - `on_hold`: It is on hold after a rollback. An ADMIN resumes it first.
                 *     - `repair_under_way`: A repair of it is under way. Let that end, then see what is still open.
                 * @enum {string}
                 */
                why: "no_such_customer" | "nothing_found" | "paused" | "not_connected" | "connection_lost" | "setup_incomplete" | "on_hold" | "repair_under_way";
            }[];
        };
        SweptRuns: {
            /** @description Containers and Google Ads accounts that were requested for new customers */
            choices: {
                /**
                 * @description Those that failed
                 * @example 1
                 */
                failed: number;
                /**
                 * @description Those that Google has confirmed
                 * @example 2
                 */
                resolved: number;
                /**
                 * @description Those that are tried again later
                 * @example 0
                 */
                waiting: number;
            };
            /**
             * @description What failed for reasons of the service; above 0 the status is 500
             * @example 0
             */
            failures: number;
            /**
             * @description How many runs ended so, by outcome
             * @example {
             *       "succeeded": 2
             *     }
             */
            outcomes: Record<string, never>;
            /**
             * @description Runs whose publishing a freeze had held up, queued again
             * @example 0
             */
            released: number;
        };
        /** @default {} */
        SyncCustomer: {
            /**
             * @description After a rollback: the live version becomes the latest one again, and ours is built on it
             * @constant
             * @enum {boolean}
             */
            buildOnLive?: true;
            /**
             * @description The plan that was looked at: exactly that is written, or nothing, and the run ends with `plan_stale`
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            planDigest?: string;
        };
        SyncJob: {
            /**
             * @description What it does for the tracking at Google
             *
             *     - `CREATE`: brings the tracking to Google
             *     - `UPDATE`: changes what is there
             *     - `DELETE`: removes what is there
             * @enum {string}
             */
            action: "CREATE" | "UPDATE" | "DELETE";
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * @description What failed, for programs; `null`: nothing
             * @example container_not_found
             */
            errorCode: string | null;
            /**
             * @description What failed and what to do; `null`: nothing
             * @example Choose another container, or ask for access to this one.
             */
            errorMessage: string | null;
            /**
             * @description When it ended; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description Its state
             *
             *     - `QUEUED`: waits for a run
             *     - `RUNNING`: a run is at work on it
             *     - `SUCCEEDED`: done and verified
             *     - `FAILED`: not done: `errorCode` and `errorMessage` say why
             *     - `CANCELLED`: replaced by a newer job of the same tracking, or no longer wanted
             * @enum {string}
             */
            status: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
            /**
             * Format: uuid
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
        };
        SyncRun: {
            /**
             * @description How often it was begun or continued
             * @example 1
             */
            attempts: number;
            /** @description How many of its trackings are in place and do not count as they are wanted; `null` until it ends */
            cannotFire: number | null;
            /**
             * @description When it was last begun or continued; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            claimedAt: string | null;
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /**
             * @description What failed, for programs; `null`: nothing
             * @example container_not_found
             */
            errorCode: string | null;
            /**
             * @description What failed and what to do; `null`: nothing
             * @example Choose another container, or ask for access to this one.
             */
            errorMessage: string | null;
            /**
             * @description When it ended; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            finishedAt: string | null;
            /**
             * @description When its version, which only a freeze keeps from it, goes live by itself; `null`: it waits for an ADMIN, or for nothing
             * @example 2026-03-02T10:00:00.000Z
             */
            goesLiveAt: string | null;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description What it is for
             *
             *     - `SYNC`: writes what was edited
             *     - `PUBLISH`: publishes a version that was reviewed
             *     - `PLAN`: works out what a sync would change, and writes nothing
             *     - `VERIFY`: looks at what is live and writes nothing
             *     - `REPAIR`: sets what other people have changed back to what is wanted
             *     - `ROLLBACK`: takes back what was brought live
             * @enum {string}
             */
            kind: "SYNC" | "PUBLISH" | "PLAN" | "VERIFY" | "REPAIR" | "ROLLBACK";
            /**
             * @description The container version that was live before
             * @example 3
             */
            previousLiveId: string | null;
            /**
             * Format: date-time
             * @description When it is due
             */
            runAt: string;
            /**
             * @description Its state
             *
             *     - `QUEUED`: waits for its turn
             *     - `RUNNING`: in progress, or postponed until Google lets it go on
             *     - `AWAITING_PUBLISH`: its version is made and waits for an ADMIN: publish `versionId`
             *     - `SUCCEEDED`: done; single trackings may have failed all the same
             *     - `FAILED`: ended by an error: `errorCode` and `errorMessage` say which
             *     - `CANCELLED`: ended before it was done: a newer run replaces it, or what it was for is gone
             * @enum {string}
             */
            status: "QUEUED" | "RUNNING" | "AWAITING_PUBLISH" | "SUCCEEDED" | "FAILED" | "CANCELLED";
            /**
             * Format: date-time
             * @description When it was last changed
             * @example 2026-03-02T10:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description The container version that this run made or published
             * @example 4
             */
            versionId: string | null;
        };
        SyncRunWithJobs: {
            /**
             * @description How often it was begun or continued
             * @example 1
             */
            attempts: number;
            /** @description How many of its trackings are in place and do not count as they are wanted; `null` until it ends */
            cannotFire: number | null;
            /**
             * @description When it was last begun or continued; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            claimedAt: string | null;
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /**
             * @description What failed, for programs; `null`: nothing
             * @example container_not_found
             */
            errorCode: string | null;
            /**
             * @description What failed and what to do; `null`: nothing
             * @example Choose another container, or ask for access to this one.
             */
            errorMessage: string | null;
            /** @description About when it starts, by its place and the quota at Google; not before, where its place is 100 */
            expectedAt: string | null;
            /**
             * @description When it ended; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            finishedAt: string | null;
            /**
             * @description When its version, which only a freeze keeps from it, goes live by itself; `null`: it waits for an ADMIN, or for nothing
             * @example 2026-03-02T10:00:00.000Z
             */
            goesLiveAt: string | null;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /** @description What it does, or, while it is queued, what waits for it */
            jobs: components["schemas"]["SyncJob"][];
            /**
             * @description What it is for
             *
             *     - `SYNC`: writes what was edited
             *     - `PUBLISH`: publishes a version that was reviewed
             *     - `PLAN`: works out what a sync would change, and writes nothing
             *     - `VERIFY`: looks at what is live and writes nothing
             *     - `REPAIR`: sets what other people have changed back to what is wanted
             *     - `ROLLBACK`: takes back what was brought live
             * @enum {string}
             */
            kind: "SYNC" | "PUBLISH" | "PLAN" | "VERIFY" | "REPAIR" | "ROLLBACK";
            /** @description Of a plan: its result, once it is ready. Of other runs: what they write or have written, and so what the version changes that awaits publishing; `null` while that is not known, and where nothing had to change */
            plan: components["schemas"]["RunPlan"] | null;
            /**
             * @description The plan that it has to apply, and nothing else; `null` where it was asked for without one
             * @example 5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a
             */
            planDigest: string | null;
            /** @description While it is queued: its place among all that are due, 1 for the next. 100 stands for every later place too. `null` while it cannot be claimed */
            position: number | null;
            /**
             * @description The container version that was live before
             * @example 3
             */
            previousLiveId: string | null;
            /** @description What a repair sets back and what it leaves; `null` of other runs, or before it has begun */
            repair: components["schemas"]["Repair"] | null;
            /**
             * Format: date-time
             * @description When it is due
             */
            runAt: string;
            /**
             * @description Its state
             *
             *     - `QUEUED`: waits for its turn
             *     - `RUNNING`: in progress, or postponed until Google lets it go on
             *     - `AWAITING_PUBLISH`: its version is made and waits for an ADMIN: publish `versionId`
             *     - `SUCCEEDED`: done; single trackings may have failed all the same
             *     - `FAILED`: ended by an error: `errorCode` and `errorMessage` say which
             *     - `CANCELLED`: ended before it was done: a newer run replaces it, or what it was for is gone
             * @enum {string}
             */
            status: "QUEUED" | "RUNNING" | "AWAITING_PUBLISH" | "SUCCEEDED" | "FAILED" | "CANCELLED";
            /**
             * Format: date-time
             * @description When it was last changed
             * @example 2026-03-02T10:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description The container version that this run made or published
             * @example 4
             */
            versionId: string | null;
            /** @description The switch that it waits for, because it would write at Google or publish; `null` where none holds it up */
            waitsFor: {
                /**
                 * @description What it is, for programs to switch on
                 *
                 *     - `writes_paused`: an ADMIN of the agency has stopped what is written at Google
                 *     - `google_writes_off`: the operator of the service has stopped what is written at Google
                 *     - `on_hold`: the customer is on hold after a rollback, until an ADMIN resumes it
                 *     - `frozen`: publishing is frozen: the version is made, and goes live by itself afterwards
                 * @enum {string}
                 */
                code: "writes_paused" | "google_writes_off" | "on_hold" | "frozen";
                /**
                 * @description What it waits for
                 * @example An ADMIN of your organization has stopped what is written at Google.
                 */
                message: string;
            } | null;
        };
        TagManagerAccount: {
            /**
             * @description The number of the Tag Manager account
             * @example 6001234567
             */
            accountId: string;
            /** @description `null`: not read, because each account costs a call of Google’s quota; see `notSearched` */
            containers: components["schemas"]["Container"][] | null;
            /**
             * @description `null`: not asked for, since the account was reached by its number or by a container
             * @example Corner Bakery
             */
            name: string | null;
        };
        Tracking: {
            /**
             * @description Whether only what the browser really sends counts
             * @example true
             */
            checkValidation: boolean | null;
            /** @description What has to hold besides */
            conditions: components["schemas"]["TrackingCondition"][];
            /** @description What Google Ads counts */
            conversion: components["schemas"]["Conversion"];
            /**
             * @description The label of its conversion action; `null`: none yet
             * @example AbC-D_efGh12345
             */
            conversionLabel: string | null;
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description When it was deleted, until it is restored or purged */
            deletedAt: string | null;
            /**
             * @description When it was last looked at what is live; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            deploymentCheckedAt: string | null;
            /**
             * @description Whether it counts as container and Google Ads account were when last looked at; UNKNOWN before
             *
             *     - `LIVE`: the live container version and the Google Ads account hold what is wanted, and it can fire
             *     - `PAUSED`: as it is wanted: its agency has paused it, so nothing is counted
             *     - `UNKNOWN`: not looked at yet, or it could not be decided
             *     - `DIFFERS`: live and able to fire, but not as it is wanted: other people have changed it
             *     - `NOT_LIVE`: the live container version does not have it
             *     - `CANNOT_FIRE`: live, but something keeps it from firing or from counting
             * @enum {string}
             */
            deploymentState: "LIVE" | "PAUSED" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            /**
             * @description The name of the event in the data layer
             * @example generate_lead
             */
            eventName: string | null;
            /**
             * @description A regular expression that the name of the event matches
             * @example ^(lead|signup)_
             */
            eventRegex: string | null;
            /** @description How that was judged; `null`: not yet */
            evidence: components["schemas"]["EvidenceOfTracking"] | null;
            /**
             * @description When it was last judged by what Google Ads says; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            evidenceCheckedAt: string | null;
            /**
             * @description Whether it counts, by what Google Ads has received; UNKNOWN before it was asked
             *
             *     - `COUNTING`: conversions arrive as its history lets expect
             *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
             *     - `AWAITING_FIRST`: its conversion action has not received a single request
             *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
             *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
             *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
             *     - `STOPPED`: no conversion for longer than its history explains, and no request either
             * @enum {string}
             */
            evidenceState: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
            /** @description What keeps it from counting, each by itself */
            exceptions: components["schemas"]["TrackingCondition"][];
            /**
             * @description How the addresses of the files end
             * @example [
             *       "pdf"
             *     ]
             */
            fileExtensions: string[] | null;
            /**
             * @description The number after AW-
             * @example AW-123456789
             */
            googleAdsConversionId: string | null;
            /**
             * @description Its tag in Tag Manager; `null`: none yet
             * @example 15
             */
            gtmTagId: string | null;
            /**
             * @description Its trigger in Tag Manager; `null`: none yet
             * @example 14
             */
            gtmTriggerId: string | null;
            /**
             * @description null where the type of tracking has no use for it
             * @example true
             */
            historyChanges: boolean | null;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description Whether capitals make no difference
             * @example false
             */
            ignoreCase: boolean;
            /**
             * @description When its conversion action last received a request, from an ad or not; `null`: never, or not known
             * @example 2026-03-02T10:00:00.000Z
             */
            lastReceivedAt: string | null;
            /**
             * @description When a sync last succeeded; `null`: never
             * @example 2026-03-02T10:00:00.000Z
             */
            lastSyncedAt: string | null;
            /**
             * @description Where the link leads, seen from the page
             *
             *     - `any`: wherever it leads
             *     - `same`: to the host of the page
             *     - `other`: to another host than that of the page
             */
            linkHost: ("any" | "same" | "other") | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description `true`: its tag is paused in Tag Manager, so that nothing is counted; what other people have paused there stays theirs */
            paused: boolean;
            /**
             * @description How much has to be in view, scrolled or watched
             * @example 50
             */
            percent: number | null;
            /**
             * @description How long a visitor has to stay
             * @example 30
             */
            seconds: number | null;
            /**
             * @description The CSS selector of what is clicked, sent or seen
             * @example #order button
             */
            selector: string | null;
            /** @description The version that is deployed; 0 before the first sync */
            syncedVersion: number;
            /**
             * @description Why the last run failed, for programs; `null`: it did not
             * @example cannot_fire
             */
            syncErrorCode: string | null;
            /**
             * @description Why the last run failed and what to do; `null`: it did not
             * @example Choose another container, or ask for access to this one.
             */
            syncErrorMessage: string | null;
            /**
             * @description How far its latest edit has come on its way to Google
             *
             *     - `PENDING`: the latest edit waits for the next sync
             *     - `IN_PROGRESS`: a run is writing the latest edit
             *     - `AWAITING_PUBLISH`: a container version with it is made; an ADMIN decides whether it goes live
             *     - `SUCCESS`: the last run has verified it live, or nothing was left to do
             *     - `FAILED`: the last run could not bring it live: `syncErrorCode` and `syncErrorMessage` say why
             * @enum {string}
             */
            syncStatus: "PENDING" | "IN_PROGRESS" | "AWAITING_PUBLISH" | "SUCCESS" | "FAILED";
            /**
             * @description What kind it is
             *
             *     - `BUTTON_CLICK`: a click on what `selector` matches
             *     - `LINK_CLICK`: a click on a link, wherever it leads or only to `linkHost`
             *     - `PHONE_CLICK`: a click on a telephone number
             *     - `EMAIL_CLICK`: a click on an e-mail address
             *     - `FILE_DOWNLOAD`: a click on a link to a file of one of `fileExtensions`
             *     - `PAGE_VIEW`: a visit of a page whose address matches `urlPattern` or `urlRegex`
             *     - `FORM_SUBMIT`: a form that `selector` matches is sent
             *     - `ELEMENT_VISIBLE`: an element that `selector` matches comes into view
             *     - `SCROLL_DEPTH`: a page is scrolled down to `percent` of its height
             *     - `VIDEO`: a YouTube video is watched up to `percent` of its length
             *     - `TIMER`: a visitor stays on a page for `seconds`
             *     - `CUSTOM_EVENT`: the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches
             * @enum {string}
             */
            type: "BUTTON_CLICK" | "LINK_CLICK" | "PHONE_CLICK" | "EMAIL_CLICK" | "FILE_DOWNLOAD" | "PAGE_VIEW" | "FORM_SUBMIT" | "ELEMENT_VISIBLE" | "SCROLL_DEPTH" | "VIDEO" | "TIMER" | "CUSTOM_EVENT";
            /**
             * Format: date-time
             * @description When it was last changed
             * @example 2026-03-02T10:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description The address of the pages
             * @example /thank-you
             */
            urlPattern: string | null;
            /**
             * @description A regular expression that the address matches
             * @example /order/[0-9]+/thanks
             */
            urlRegex: string | null;
            /**
             * @description Grows with every edit
             * @example 3
             */
            version: number;
            /**
             * @description The one YouTube video that counts; `null`: each does
             * @example https://www.youtube.com/watch?v=gvHcXIF0rTU
             */
            videoUrl: string | null;
            /**
             * @description Whether the browser goes on only after the tags have fired
             * @example false
             */
            waitForTags: boolean | null;
            /**
             * @description How long it waits at most, in milliseconds
             * @example 2000
             */
            waitForTagsTimeout: number | null;
            /** @description What is probably a mistake, by what it asks for; nothing of it keeps it from being synced */
            warnings: components["schemas"]["TrackingWarning"][];
        };
        /** @description A null takes a value away, or sets it back to its default */
        TrackingChanges: {
            /**
             * @description Whether a form counts only if no script keeps the browser from sending it
             * @example true
             */
            checkValidation?: boolean | null;
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][] | null;
            /** @description What Google Ads counts */
            conversion?: components["schemas"]["ConversionChanges"];
            /** @description The event as the website pushes it into the data layer */
            eventName?: string | null;
            /** @description A regular expression that is found somewhere in the name of the event, in place of `eventName`, with the rules of `urlRegex` */
            eventRegex?: string | null;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][] | null;
            /**
             * @description How the addresses of the files end, without a dot, in either case of letters
             * @example [
             *       "pdf"
             *     ]
             */
            fileExtensions?: string[] | null;
            /**
             * @description Whether a PAGE_VIEW also counts where a single-page application changes the address without loading a page
             * @example true
             */
            historyChanges?: boolean | null;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @example false
             */
            ignoreCase?: boolean | null;
            /**
             * @description Whether the link leads to the host of the page, to another one, or wherever. `www.` makes another host; links without a host, such as `tel:`, are on neither
             *
             *     - `any`: wherever it leads
             *     - `same`: to the host of the page
             *     - `other`: to another host than that of the page
             */
            linkHost?: ("any" | "same" | "other") | null;
            /** @description `true`: its tag is paused in Tag Manager, so that nothing is counted; what other people have paused there stays theirs */
            paused?: boolean;
            /** @description How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled (default 90), of the length that has to be watched (default 50) */
            percent?: number | null;
            /**
             * @description How long a visitor has to stay on the page
             * @example 30
             */
            seconds?: number | null;
            /** @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it */
            selector?: string | null;
            /** @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page */
            urlPattern?: string | null;
            /** @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match */
            urlRegex?: string | null;
            /** @description The address of one YouTube video, in any of its forms; without it every video counts */
            videoUrl?: string | null;
            /**
             * @description Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over
             * @example false
             */
            waitForTags?: boolean | null;
            /**
             * @description How long it waits at most, in milliseconds
             * @example 2000
             */
            waitForTagsTimeout?: number | null;
        };
        TrackingCondition: {
            /**
             * @description Whether capitals make no difference
             * @example false
             */
            ignoreCase: boolean;
            /** @description Whether it holds where it otherwise would not */
            not: boolean;
            /**
             * @description - `equals`: it is this text
             *     - `contains`: it has this text in it
             *     - `startsWith`: it begins with this text
             *     - `matches`: this regular expression is found in it
             * @enum {string}
             */
            operator: "equals" | "contains" | "startsWith" | "matches";
            /**
             * @description What it is compared with
             * @example staging.
             */
            value: string;
            /**
             * @description `url`, `host`, `path`, or a value of the data layer, with dots for what is inside
             *
             *     - `url`: the address of the page, without its fragment
             *     - `host`: the host of the page
             *     - `path`: the path of the page
             */
            variable: ("url" | "host" | "path") | {
                /**
                 * @description The name of the value
                 * @example user.type
                 */
                dataLayer: string;
            };
        };
        TrackingConditionInput: {
            /**
             * @description Whether capitals make no difference
             * @default false
             * @example false
             */
            ignoreCase?: boolean;
            /**
             * @description Whether it holds where it otherwise would not
             * @default false
             */
            not?: boolean;
            /**
             * @description `matches`: a regular expression that is found somewhere in it, with the rules of `urlRegex`
             *
             *     - `equals`: it is this text
             *     - `contains`: it has this text in it
             *     - `startsWith`: it begins with this text
             *     - `matches`: this regular expression is found in it
             * @enum {string}
             */
            operator: "equals" | "contains" | "startsWith" | "matches";
            /**
             * @description What it is compared with
             * @example staging.
             */
            value: string;
            /**
             * @description `url`: the address of the page without its fragment; `host` and `path`: parts of it; or a value of the data layer at that moment, as text: one that is not there is `undefined`
             *
             *     - `url`: the address of the page, without its fragment
             *     - `host`: the host of the page
             *     - `path`: the path of the page
             */
            variable: ("url" | "host" | "path") | {
                /**
                 * @description A value of the data layer, by its name, with dots for what is inside of another
                 * @example user.type
                 */
                dataLayer: string;
            };
        };
        TrackingDeployment: {
            /**
             * @description When it was last looked at; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            checkedAt: string | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description What decided; none where it is LIVE without reserve, or UNKNOWN */
            reasons: components["schemas"]["DeploymentReason"][];
            /**
             * @description What container and Google Ads account held when they were looked at
             *
             *     - `LIVE`: the live container version and the Google Ads account hold what is wanted, and it can fire
             *     - `PAUSED`: as it is wanted: its agency has paused it, so nothing is counted
             *     - `UNKNOWN`: not looked at yet, or it could not be decided
             *     - `DIFFERS`: live and able to fire, but not as it is wanted: other people have changed it
             *     - `NOT_LIVE`: the live container version does not have it
             *     - `CANNOT_FIRE`: live, but something keeps it from firing or from counting
             * @enum {string}
             */
            state: "LIVE" | "PAUSED" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            /**
             * Format: uuid
             * @description The tracking
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            trackingId: string;
        };
        TrackingSelection: {
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId?: string;
            /**
             * @description Only those with this verdict
             *
             *     - `LIVE`: the live container version and the Google Ads account hold what is wanted, and it can fire
             *     - `PAUSED`: as it is wanted: its agency has paused it, so nothing is counted
             *     - `UNKNOWN`: not looked at yet, or it could not be decided
             *     - `DIFFERS`: live and able to fire, but not as it is wanted: other people have changed it
             *     - `NOT_LIVE`: the live container version does not have it
             *     - `CANNOT_FIRE`: live, but something keeps it from firing or from counting
             * @enum {string}
             */
            deploymentState?: "LIVE" | "PAUSED" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            /**
             * @description Only those with this state
             *
             *     - `COUNTING`: conversions arrive as its history lets expect
             *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
             *     - `AWAITING_FIRST`: its conversion action has not received a single request
             *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
             *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
             *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
             *     - `STOPPED`: no conversion for longer than its history explains, and no request either
             * @enum {string}
             */
            evidenceState?: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
            /** @description These, by id */
            ids?: string[];
            /**
             * @description A part of the name, in capitals or not
             * @example newsletter
             */
            nameContains?: string;
            /**
             * @description How far its latest edit has come on its way to Google
             *
             *     - `PENDING`: the latest edit waits for the next sync
             *     - `IN_PROGRESS`: a run is writing the latest edit
             *     - `AWAITING_PUBLISH`: a container version with it is made; an ADMIN decides whether it goes live
             *     - `SUCCESS`: the last run has verified it live, or nothing was left to do
             *     - `FAILED`: the last run could not bring it live: `syncErrorCode` and `syncErrorMessage` say why
             * @enum {string}
             */
            syncStatus?: "PENDING" | "IN_PROGRESS" | "AWAITING_PUBLISH" | "SUCCESS" | "FAILED";
            /**
             * @description What kind it is
             *
             *     - `BUTTON_CLICK`: a click on what `selector` matches
             *     - `LINK_CLICK`: a click on a link, wherever it leads or only to `linkHost`
             *     - `PHONE_CLICK`: a click on a telephone number
             *     - `EMAIL_CLICK`: a click on an e-mail address
             *     - `FILE_DOWNLOAD`: a click on a link to a file of one of `fileExtensions`
             *     - `PAGE_VIEW`: a visit of a page whose address matches `urlPattern` or `urlRegex`
             *     - `FORM_SUBMIT`: a form that `selector` matches is sent
             *     - `ELEMENT_VISIBLE`: an element that `selector` matches comes into view
             *     - `SCROLL_DEPTH`: a page is scrolled down to `percent` of its height
             *     - `VIDEO`: a YouTube video is watched up to `percent` of its length
             *     - `TIMER`: a visitor stays on a page for `seconds`
             *     - `CUSTOM_EVENT`: the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches
             * @enum {string}
             */
            type?: "BUTTON_CLICK" | "LINK_CLICK" | "PHONE_CLICK" | "EMAIL_CLICK" | "FILE_DOWNLOAD" | "PAGE_VIEW" | "FORM_SUBMIT" | "ELEMENT_VISIBLE" | "SCROLL_DEPTH" | "VIDEO" | "TIMER" | "CUSTOM_EVENT";
        };
        TrackingWarning: {
            /**
             * @description What it is, for programs to switch on
             *
             *     - `purchase.value_missing`: a purchase that asks for no value
             *     - `purchase.value_fixed`: a purchase that is always worth the same
             *     - `purchase.currency_missing`: a purchase whose value has no currency
             *     - `purchase.order_id_missing`: a purchase without an order id, so that a reload of the thank-you page counts again
             *     - `page.reload_counts`: a page of which each reload counts again
             *     - `action.counting`: a lead of which several count after a click, or a purchase of which only one does
             *     - `action.micro_primary`: bidding aims at no more than a page, a scroll, a video or time
             * @enum {string}
             */
            code: "purchase.value_missing" | "purchase.value_fixed" | "purchase.currency_missing" | "purchase.order_id_missing" | "page.reload_counts" | "action.counting" | "action.micro_primary";
            /**
             * @description What was found
             * @example The tag is paused in Tag Manager: nothing is counted.
             */
            summary: string;
        };
        TrackingWithFindings: {
            /**
             * @description Whether only what the browser really sends counts
             * @example true
             */
            checkValidation: boolean | null;
            /** @description What has to hold besides */
            conditions: components["schemas"]["TrackingCondition"][];
            /** @description What Google Ads counts */
            conversion: components["schemas"]["Conversion"];
            /**
             * @description The label of its conversion action; `null`: none yet
             * @example AbC-D_efGh12345
             */
            conversionLabel: string | null;
            /**
             * Format: date-time
             * @description When it was created
             * @example 2026-03-02T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description The customer
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            customerId: string;
            /** @description When it was deleted, until it is restored or purged */
            deletedAt: string | null;
            /**
             * @description When it was last looked at what is live; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            deploymentCheckedAt: string | null;
            /**
             * @description Whether it counts as container and Google Ads account were when last looked at; UNKNOWN before
             *
             *     - `LIVE`: the live container version and the Google Ads account hold what is wanted, and it can fire
             *     - `PAUSED`: as it is wanted: its agency has paused it, so nothing is counted
             *     - `UNKNOWN`: not looked at yet, or it could not be decided
             *     - `DIFFERS`: live and able to fire, but not as it is wanted: other people have changed it
             *     - `NOT_LIVE`: the live container version does not have it
             *     - `CANNOT_FIRE`: live, but something keeps it from firing or from counting
             * @enum {string}
             */
            deploymentState: "LIVE" | "PAUSED" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            /**
             * @description The name of the event in the data layer
             * @example generate_lead
             */
            eventName: string | null;
            /**
             * @description A regular expression that the name of the event matches
             * @example ^(lead|signup)_
             */
            eventRegex: string | null;
            /** @description How that was judged; `null`: not yet */
            evidence: components["schemas"]["EvidenceOfTracking"] | null;
            /**
             * @description When it was last judged by what Google Ads says; `null`: not yet
             * @example 2026-03-02T10:00:00.000Z
             */
            evidenceCheckedAt: string | null;
            /**
             * @description Whether it counts, by what Google Ads has received; UNKNOWN before it was asked
             *
             *     - `COUNTING`: conversions arrive as its history lets expect
             *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
             *     - `AWAITING_FIRST`: its conversion action has not received a single request
             *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
             *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
             *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
             *     - `STOPPED`: no conversion for longer than its history explains, and no request either
             * @enum {string}
             */
            evidenceState: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
            /** @description What keeps it from counting, each by itself */
            exceptions: components["schemas"]["TrackingCondition"][];
            /**
             * @description How the addresses of the files end
             * @example [
             *       "pdf"
             *     ]
             */
            fileExtensions: string[] | null;
            /** @description Its open findings, the latest 20 */
            findings: components["schemas"]["Finding"][];
            /**
             * @description The number after AW-
             * @example AW-123456789
             */
            googleAdsConversionId: string | null;
            /**
             * @description Its tag in Tag Manager; `null`: none yet
             * @example 15
             */
            gtmTagId: string | null;
            /**
             * @description Its trigger in Tag Manager; `null`: none yet
             * @example 14
             */
            gtmTriggerId: string | null;
            /**
             * @description null where the type of tracking has no use for it
             * @example true
             */
            historyChanges: boolean | null;
            /**
             * Format: uuid
             * @description Its id
             * @example 0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73
             */
            id: string;
            /**
             * @description Whether capitals make no difference
             * @example false
             */
            ignoreCase: boolean;
            /**
             * @description When its conversion action last received a request, from an ad or not; `null`: never, or not known
             * @example 2026-03-02T10:00:00.000Z
             */
            lastReceivedAt: string | null;
            /**
             * @description When a sync last succeeded; `null`: never
             * @example 2026-03-02T10:00:00.000Z
             */
            lastSyncedAt: string | null;
            /**
             * @description Where the link leads, seen from the page
             *
             *     - `any`: wherever it leads
             *     - `same`: to the host of the page
             *     - `other`: to another host than that of the page
             */
            linkHost: ("any" | "same" | "other") | null;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name: string;
            /** @description `true`: its tag is paused in Tag Manager, so that nothing is counted; what other people have paused there stays theirs */
            paused: boolean;
            /**
             * @description How much has to be in view, scrolled or watched
             * @example 50
             */
            percent: number | null;
            /**
             * @description How long a visitor has to stay
             * @example 30
             */
            seconds: number | null;
            /**
             * @description The CSS selector of what is clicked, sent or seen
             * @example #order button
             */
            selector: string | null;
            /** @description The version that is deployed; 0 before the first sync */
            syncedVersion: number;
            /**
             * @description Why the last run failed, for programs; `null`: it did not
             * @example cannot_fire
             */
            syncErrorCode: string | null;
            /**
             * @description Why the last run failed and what to do; `null`: it did not
             * @example Choose another container, or ask for access to this one.
             */
            syncErrorMessage: string | null;
            /**
             * @description How far its latest edit has come on its way to Google
             *
             *     - `PENDING`: the latest edit waits for the next sync
             *     - `IN_PROGRESS`: a run is writing the latest edit
             *     - `AWAITING_PUBLISH`: a container version with it is made; an ADMIN decides whether it goes live
             *     - `SUCCESS`: the last run has verified it live, or nothing was left to do
             *     - `FAILED`: the last run could not bring it live: `syncErrorCode` and `syncErrorMessage` say why
             * @enum {string}
             */
            syncStatus: "PENDING" | "IN_PROGRESS" | "AWAITING_PUBLISH" | "SUCCESS" | "FAILED";
            /**
             * @description What kind it is
             *
             *     - `BUTTON_CLICK`: a click on what `selector` matches
             *     - `LINK_CLICK`: a click on a link, wherever it leads or only to `linkHost`
             *     - `PHONE_CLICK`: a click on a telephone number
             *     - `EMAIL_CLICK`: a click on an e-mail address
             *     - `FILE_DOWNLOAD`: a click on a link to a file of one of `fileExtensions`
             *     - `PAGE_VIEW`: a visit of a page whose address matches `urlPattern` or `urlRegex`
             *     - `FORM_SUBMIT`: a form that `selector` matches is sent
             *     - `ELEMENT_VISIBLE`: an element that `selector` matches comes into view
             *     - `SCROLL_DEPTH`: a page is scrolled down to `percent` of its height
             *     - `VIDEO`: a YouTube video is watched up to `percent` of its length
             *     - `TIMER`: a visitor stays on a page for `seconds`
             *     - `CUSTOM_EVENT`: the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches
             * @enum {string}
             */
            type: "BUTTON_CLICK" | "LINK_CLICK" | "PHONE_CLICK" | "EMAIL_CLICK" | "FILE_DOWNLOAD" | "PAGE_VIEW" | "FORM_SUBMIT" | "ELEMENT_VISIBLE" | "SCROLL_DEPTH" | "VIDEO" | "TIMER" | "CUSTOM_EVENT";
            /**
             * Format: date-time
             * @description When it was last changed
             * @example 2026-03-02T10:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description The address of the pages
             * @example /thank-you
             */
            urlPattern: string | null;
            /**
             * @description A regular expression that the address matches
             * @example /order/[0-9]+/thanks
             */
            urlRegex: string | null;
            /**
             * @description Grows with every edit
             * @example 3
             */
            version: number;
            /**
             * @description The one YouTube video that counts; `null`: each does
             * @example https://www.youtube.com/watch?v=gvHcXIF0rTU
             */
            videoUrl: string | null;
            /**
             * @description Whether the browser goes on only after the tags have fired
             * @example false
             */
            waitForTags: boolean | null;
            /**
             * @description How long it waits at most, in milliseconds
             * @example 2000
             */
            waitForTagsTimeout: number | null;
            /** @description What is probably a mistake, by what it asks for; nothing of it keeps it from being synced */
            warnings: components["schemas"]["TrackingWarning"][];
        };
        UpdateCustomer: {
            /**
             * @description Until then nothing is published for it, but by a rollback; in place of the freeze of the organization. Within a year; `null`: as the organization
             * @example 2026-03-02T10:00:00.000Z
             */
            frozenUntil?: string | null;
            /**
             * @description The Google Ads account, ten digits, with or without dashes
             * @example 123-456-7890
             */
            googleAdsAccountId?: string;
            /**
             * @description The public id of a web container
             * @example GTM-ABC123
             */
            googleContainerId?: string;
            /**
             * @description The manager account through which the Google Ads account is reached
             * @example 9876543210
             */
            loginCustomerId?: string;
            /**
             * @description Its name, for people
             * @example Corner Bakery
             */
            name?: string;
            /** @description `true`: syncing pauses, and what is live goes on counting; `false`: it goes on, with the status that is true then */
            paused?: boolean;
            /**
             * @description Whether its versions go live at once, in place of what the organization has; `null`: as that
             *
             *     - `MANUAL`: an ADMIN publishes what a sync has made
             *     - `AUTO`: what a sync has made goes live at once
             */
            publishMode?: ("MANUAL" | "AUTO") | null;
            /**
             * @description The address of its website
             * @example https://corner-bakery.example
             */
            websiteUrl?: string;
        };
        UpdateOrganization: {
            /** @description `true`: a version of ours that keeps a tracking from counting which counted before is taken back by itself, if two looks in a row find it so */
            autoRollback?: boolean;
            /** @description The folder of the container that new tags, triggers and variables are put into; it is created where there is none of that name. `null`: into none. What is there stays where it is */
            folder?: string | null;
            /**
             * @description Until then nothing is published, but by a rollback: what a sync makes waits and goes live by itself afterwards, where it would have. Within a year; `null` ends the freeze
             * @example 2026-03-02T10:00:00.000Z
             */
            frozenUntil?: string | null;
            /**
             * @description The new name of the agency
             * @example Northlight Agency
             */
            name?: string;
            /**
             * @description How new tags and triggers are named, with `{name}` or `{id}` in it, and `{type}` or `{customer}` if you like. What is there keeps its name
             * @example {customer} | Ads | {name}
             */
            namePattern?: string;
            /**
             * @description `MANUAL`: an ADMIN publishes what a sync has made; `AUTO`: it goes live at once
             *
             *     - `MANUAL`: an ADMIN publishes what a sync has made
             *     - `AUTO`: what a sync has made goes live at once
             * @enum {string}
             */
            publishMode?: "MANUAL" | "AUTO";
            /**
             * @description IANA time zone in which reports count their days; a former name becomes the present one
             * @example Europe/Berlin
             */
            timeZone?: string;
            /** @description `true` stops what is written at Google for the organization: syncs and publishing wait, and what only looks goes on */
            writesPaused?: boolean;
        };
        /** @description A null takes a value away, or sets it back to its default */
        UpdateTracking: {
            /**
             * @description Whether a form counts only if no script keeps the browser from sending it
             * @example true
             */
            checkValidation?: boolean | null;
            /** @description What has to hold besides, all of it: at most 10, of which 3 by an expression */
            conditions?: components["schemas"]["TrackingConditionInput"][] | null;
            /** @description What Google Ads counts */
            conversion?: components["schemas"]["ConversionChanges"];
            /** @description The event as the website pushes it into the data layer */
            eventName?: string | null;
            /** @description A regular expression that is found somewhere in the name of the event, in place of `eventName`, with the rules of `urlRegex` */
            eventRegex?: string | null;
            /** @description What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an expression. Each is a trigger that blocks the tag */
            exceptions?: components["schemas"]["TrackingConditionInput"][] | null;
            /**
             * @description How the addresses of the files end, without a dot, in either case of letters
             * @example [
             *       "pdf"
             *     ]
             */
            fileExtensions?: string[] | null;
            /**
             * @description Whether a PAGE_VIEW also counts where a single-page application changes the address without loading a page
             * @example true
             */
            historyChanges?: boolean | null;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @example false
             */
            ignoreCase?: boolean | null;
            /**
             * @description Whether the link leads to the host of the page, to another one, or wherever. `www.` makes another host; links without a host, such as `tel:`, are on neither
             *
             *     - `any`: wherever it leads
             *     - `same`: to the host of the page
             *     - `other`: to another host than that of the page
             */
            linkHost?: ("any" | "same" | "other") | null;
            /**
             * @description Its name, for people
             * @example Buy button
             */
            name?: string;
            /** @description `true`: its tag is paused in Tag Manager, so that nothing is counted; what other people have paused there stays theirs */
            paused?: boolean;
            /** @description How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled (default 90), of the length that has to be watched (default 50) */
            percent?: number | null;
            /**
             * @description How long a visitor has to stay on the page
             * @example 30
             */
            seconds?: number | null;
            /** @description CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too, and of a link trigger links inside of it */
            selector?: string | null;
            /** @description The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on any host, with or without a slash at its end; `/thank-you*` also everything below and after it; `shop.example/thank-you` names the host too; `*\/thank-you` may begin with anything. Without `?` any query will do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page */
            urlPattern?: string | null;
            /** @description A regular expression that is found somewhere in the address of the page, without its fragment. Only what browsers and RE2 read alike: no look-around, back-references, inline flags, `\A`, `\z` or `(?P<`; and nothing that can keep a browser busy without end. Along with `urlPattern` both have to match */
            urlRegex?: string | null;
            /** @description The address of one YouTube video, in any of its forms; without it every video counts */
            videoUrl?: string | null;
            /**
             * @description Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over
             * @example false
             */
            waitForTags?: boolean | null;
            /**
             * @description How long it waits at most, in milliseconds
             * @example 2000
             */
            waitForTagsTimeout?: number | null;
        };
        UserAddress: {
            /** @description Where it has the city */
            city?: components["schemas"]["DataLayerValue"];
            /** @description Where it has the country, as a code of two letters */
            country: components["schemas"]["DataLayerValue"];
            /** @description Where it has the first name */
            firstName: components["schemas"]["DataLayerValue"];
            /** @description Where it has the last name */
            lastName: components["schemas"]["DataLayerValue"];
            /** @description Where it has the postal code */
            postalCode: components["schemas"]["DataLayerValue"];
            /** @description Where it has the region, state or province */
            region?: components["schemas"]["DataLayerValue"];
            /** @description Where it has street and number */
            street?: components["schemas"]["DataLayerValue"];
        };
        UserAddressInput: {
            /** @description Where it has the city */
            city?: components["schemas"]["DataLayerValueInput"];
            /** @description Where it has the country, as a code of two letters */
            country: components["schemas"]["DataLayerValueInput"];
            /** @description Where it has the first name */
            firstName: components["schemas"]["DataLayerValueInput"];
            /** @description Where it has the last name */
            lastName: components["schemas"]["DataLayerValueInput"];
            /** @description Where it has the postal code */
            postalCode: components["schemas"]["DataLayerValueInput"];
            /** @description Where it has the region, state or province */
            region?: components["schemas"]["DataLayerValueInput"];
            /** @description Where it has street and number */
            street?: components["schemas"]["DataLayerValueInput"];
        };
        UserData: {
            /** @description Where it has name and address */
            address?: components["schemas"]["UserAddress"];
            /** @description Where the data layer has the e-mail address */
            email?: components["schemas"]["DataLayerValue"];
            /** @description Where it has the phone number, with its country code */
            phone?: components["schemas"]["DataLayerValue"];
        };
        UserDataInput: {
            /** @description Where it has name and address */
            address?: components["schemas"]["UserAddressInput"];
            /** @description Where the data layer has the e-mail address */
            email?: components["schemas"]["DataLayerValueInput"];
            /** @description Where it has the phone number, with its country code */
            phone?: components["schemas"]["DataLayerValueInput"];
        };
        VerifiedDeployments: {
            /**
             * @description What failed for reasons of the service; above 0 the status is 500
             * @example 0
             */
            failures: number;
            /**
             * @description How many runs ended so, by outcome
             * @example {
             *       "succeeded": 2
             *     }
             */
            outcomes: Record<string, never>;
        };
        Visit: {
            /**
             * @description The HTML of the element that is clicked, best with the elements around it: the innermost one counts, where always the first child is followed. Unless it begins with `<html>` or `<body>`, what may be around it is unknown, and so are siblings
             * @example <form id="checkout"><button class="cta-buy">Buy</button></form>
             */
            clicked?: string;
            /**
             * @description All that the data layer holds at that moment, by name; what is not named is not there
             * @example {
             *       "user": {
             *         "type": "customer"
             *       }
             *     }
             */
            dataLayer?: {
                [key: string]: unknown;
            };
            /**
             * @description An event that the website pushes into the data layer
             * @example newsletter_signup
             */
            event?: string;
            /**
             * @description Whether the page was loaded, or a single-page application has changed its address (`HISTORY`)
             *
             *     - `LOAD`: the page was loaded
             *     - `HISTORY`: a script has changed the address without loading
             * @default LOAD
             * @enum {string}
             */
            navigation?: "LOAD" | "HISTORY";
            /**
             * @description How much of that element is in view, or of the video is watched; all of it where it is not said
             * @example 100
             */
            percent?: number;
            /**
             * @description How far the page is scrolled down, in percent of its height
             * @example 90
             */
            scrolled?: number;
            /**
             * @description How many seconds the visitor stays on the page
             * @example 30
             */
            stayed?: number;
            /**
             * @description The same of a form that is sent
             * @example <form id="contact"></form>
             */
            submitted?: string;
            /**
             * @description The page that the visitor has opened, as the browser shows it or as people write it
             * @example https://shop.example/thank-you?order=7
             */
            url?: string;
            /**
             * @description The address of the YouTube video that is watched
             * @example https://www.youtube.com/watch?v=gvHcXIF0rTU
             */
            video?: string;
            /**
             * @description The same of an element that comes into view
             * @example <div class="thank-you">Thank you</div>
             */
            visible?: string;
        };
    };
    responses: {
        /**
         * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
         *
         *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
         */
        ClockSkewOrUnavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     *
                     *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                     *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                     * @enum {string}
                     */
                    code: "clock_skew" | "unavailable";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 503;
                };
            };
        };
        /**
         * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
         *
         *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
         *
         *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not. → Read the resource to see. A request with an `Idempotency-Key` can be sent again with the same key: it counts once.
         */
        ClockSkewOrUnavailableOrOutcomeUnknown: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     *
                     *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                     *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                     *     - `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
                     * @enum {string}
                     */
                    code: "clock_skew" | "unavailable" | "outcome_unknown";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 503;
                };
            };
        };
        /** @description `forbidden`: You are authenticated, but do not have the permission. → Do what `detail` says; where it asks for the role ADMIN, ask an ADMIN of your organization. */
        Forbidden: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "forbidden";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 403;
                };
            };
        };
        /** @description `gone`: A request with this `Idempotency-Key` was completed before, and what it created has been deleted since. → Create another one with another key. */
        Gone: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "gone";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 410;
                };
            };
        };
        /** @description `idempotency_key_reused`: This `Idempotency-Key` was used for another request before. → Use a new key for each request, and the same key only to repeat a request. */
        IdempotencyKeyReused: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "idempotency_key_reused";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 422;
                };
            };
        };
        /** @description `internal`: There is an error on our side. → Repeat the request; if it fails again, contact us with the `requestId`. */
        Internal: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "internal";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 500;
                };
            };
        };
        /** @description `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown. → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help. */
        InvalidRequest: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "invalid_request";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 400;
                };
            };
        };
        /**
         * @description `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown. → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.
         *
         *     `malformed_json`: The body is not valid JSON in UTF-8. → Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.
         */
        InvalidRequestOrMalformedJson: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     *
                     *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
                     *     - `malformed_json`: The body is not valid JSON in UTF-8.
                     * @enum {string}
                     */
                    code: "invalid_request" | "malformed_json";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 400;
                };
            };
        };
        /** @description `not_a_member`: You are signed in, but belong to no organization. → Sign up with `POST /api/v1/organization`, or accept an invitation. */
        NotAMember: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "not_a_member";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 403;
                };
            };
        };
        /**
         * @description `not_a_member`: You are signed in, but belong to no organization. → Sign up with `POST /api/v1/organization`, or accept an invitation.
         *
         *     `forbidden`: You are authenticated, but do not have the permission. → Do what `detail` says; where it asks for the role ADMIN, ask an ADMIN of your organization.
         */
        NotAMemberOrForbidden: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     *
                     *     - `not_a_member`: You are signed in, but belong to no organization.
                     *     - `forbidden`: You are authenticated, but do not have the permission.
                     * @enum {string}
                     */
                    code: "not_a_member" | "forbidden";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 403;
                };
            };
        };
        /** @description `not_found`: There is nothing with this id that you can see. Whether it never existed, is deleted or belongs to another organization cannot be seen from the response. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
        NotFound: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "not_found";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 404;
                };
            };
        };
        /** @description `payload_too_large`: The body is larger than 1 MiB, or has more than 10,000 values. → Split it into several requests. */
        PayloadTooLarge: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "payload_too_large";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 413;
                };
            };
        };
        /** @description `precondition_failed`: The version in `If-Match` is stale: another user has changed the resource since. → Read it again, and repeat the change with its new ETag. */
        PreconditionFailed: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "precondition_failed";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 412;
                };
            };
        };
        /** @description `rate_limited`: There were too many requests in too short a time, or one is under way that is allowed once at a time. → Wait as many seconds as `Retry-After` says. */
        RateLimited: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "rate_limited";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 429;
                };
            };
        };
        /** @description `unauthenticated`: The request has no token or API key, or one that is expired, forged, or revoked. → Send a Firebase ID token, which is valid for an hour, or an API key as `Authorization: Bearer TOKEN`. */
        Unauthenticated: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "unauthenticated";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 401;
                };
            };
        };
        /** @description `unsupported_media_type`: The body is not declared as JSON in UTF-8, or is compressed. → Send `Content-Type: application/json` and no `Content-Encoding`. */
        UnsupportedMediaType: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /**
                     * @description What it is, for programs to switch on
                     * @enum {string}
                     */
                    code: "unsupported_media_type";
                    /**
                     * @description Its state
                     * @constant
                     * @enum {integer}
                     */
                    status: 415;
                };
            };
        };
    };
    parameters: {
        /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
        RequestId: string;
    };
    requestBodies: never;
    headers: {
        /** @description The version of the resource, to be sent as `If-Match` */
        ETag: string;
        /** @description `true` where a request with this `Idempotency-Key` was completed before: nothing was created again */
        "Idempotency-Replayed": "true";
        /** @description The URL of the result, if it has one */
        Location: string;
        /** @description What remains of each limit, and when it is reset */
        RateLimit: string;
        /** @description The limits that the call counts against (draft-ietf-httpapi-ratelimit-headers) */
        "RateLimit-Policy": string;
        /** @description Seconds to wait before the next attempt */
        "Retry-After": number;
        /** @description The scheme, `Bearer`, with `error="invalid_token"` where a token was sent (RFC 6750) */
        "WWW-Authenticate": string;
        /** @description Your own id of the request, if you sent one as `X-Request-Id` */
        "X-Client-Request-Id": string;
        /** @description Our id of the request, for questions about it and in the audit log */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "cron.collectEvidence": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectedEvidence"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /** @description `internal`: There is an error on our side. → Repeat the request; if it fails again, contact us with the `requestId`. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectedEvidence"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "internal";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 500;
                    };
                };
            };
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "cron.maintain": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Maintenance"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /** @description `internal`: There is an error on our side. → Repeat the request; if it fails again, contact us with the `requestId`. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Maintenance"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "internal";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 500;
                    };
                };
            };
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "cron.purge": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purged"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /** @description `internal`: There is an error on our side. → Repeat the request; if it fails again, contact us with the `requestId`. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purged"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "internal";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 500;
                    };
                };
            };
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "cron.refreshTokens": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshedTokens"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /** @description `internal`: There is an error on our side. → Repeat the request; if it fails again, contact us with the `requestId`. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshedTokens"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "internal";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 500;
                    };
                };
            };
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "cron.runSync": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweptRuns"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /** @description `internal`: There is an error on our side. → Repeat the request; if it fails again, contact us with the `requestId`. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweptRuns"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "internal";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 500;
                    };
                };
            };
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "cron.verifyDeployments": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifiedDeployments"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /** @description `internal`: There is an error on our side. → Repeat the request; if it fails again, contact us with the `requestId`. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifiedDeployments"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "internal";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 500;
                    };
                };
            };
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "health.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                         *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                         * @enum {string}
                         */
                        code: "clock_skew" | "unavailable";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 503;
                    };
                };
            };
        };
    };
    "auditLog.list": {
        parameters: {
            query?: {
                /** @description What was done */
                action?: "organization.create" | "organization.update" | "organization.delete" | "organization.restore" | "organization.purge" | "member.create" | "member.update" | "member.delete" | "member.restore" | "member.purge" | "invitation.create" | "invitation.update" | "invitation.delete" | "invitation.restore" | "invitation.purge" | "apiKey.create" | "apiKey.update" | "apiKey.delete" | "apiKey.restore" | "apiKey.purge" | "apiKey.revoke" | "customer.create" | "customer.update" | "customer.delete" | "customer.restore" | "customer.purge" | "customer.detach" | "tracking.create" | "tracking.update" | "tracking.delete" | "tracking.restore" | "tracking.purge" | "tracking.release" | "tracking.move" | "connection.create" | "connection.update" | "connection.delete" | "connection.restore" | "connection.purge" | "syncRun.create" | "syncRun.update" | "syncRun.delete" | "syncRun.restore" | "syncRun.purge" | "syncRun.queued" | "syncRun.running" | "syncRun.awaiting_publish" | "syncRun.succeeded" | "syncRun.failed" | "syncRun.cancelled" | "syncRun.sync" | "syncRun.publish" | "syncRun.plan" | "syncRun.verify" | "syncRun.repair" | "syncRun.rollback" | "finding.create" | "finding.update" | "finding.delete" | "finding.restore" | "finding.purge" | "finding.dismiss" | "finding.reopen" | "auditLog.export" | "access.deny";
                /** @description A member, run or Google login */
                actorId?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Not before this time */
                from?: string;
                /** @description Rows on a page */
                limit?: number;
                /** @description To which one */
                targetId?: string;
                /**
                 * @description To what kind of thing
                 *
                 *     - `organization`: the agency itself
                 *     - `member`: a person of the agency
                 *     - `invitation`: an invitation to join
                 *     - `apiKey`: an API key of the agency
                 *     - `customer`: a client of the agency
                 *     - `tracking`: a tracking of a customer
                 *     - `connection`: a Google login
                 *     - `syncRun`: a run at Google
                 *     - `finding`: a finding
                 *     - `operation`: an operation that was denied
                 *     - `auditLog`: the log itself
                 */
                targetType?: "organization" | "member" | "invitation" | "apiKey" | "customer" | "tracking" | "connection" | "syncRun" | "finding" | "operation" | "auditLog";
                /** @description Before this time */
                until?: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["AuditEntry"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "auditLog.export": {
        parameters: {
            query?: {
                /** @description What was done */
                action?: "organization.create" | "organization.update" | "organization.delete" | "organization.restore" | "organization.purge" | "member.create" | "member.update" | "member.delete" | "member.restore" | "member.purge" | "invitation.create" | "invitation.update" | "invitation.delete" | "invitation.restore" | "invitation.purge" | "apiKey.create" | "apiKey.update" | "apiKey.delete" | "apiKey.restore" | "apiKey.purge" | "apiKey.revoke" | "customer.create" | "customer.update" | "customer.delete" | "customer.restore" | "customer.purge" | "customer.detach" | "tracking.create" | "tracking.update" | "tracking.delete" | "tracking.restore" | "tracking.purge" | "tracking.release" | "tracking.move" | "connection.create" | "connection.update" | "connection.delete" | "connection.restore" | "connection.purge" | "syncRun.create" | "syncRun.update" | "syncRun.delete" | "syncRun.restore" | "syncRun.purge" | "syncRun.queued" | "syncRun.running" | "syncRun.awaiting_publish" | "syncRun.succeeded" | "syncRun.failed" | "syncRun.cancelled" | "syncRun.sync" | "syncRun.publish" | "syncRun.plan" | "syncRun.verify" | "syncRun.repair" | "syncRun.rollback" | "finding.create" | "finding.update" | "finding.delete" | "finding.restore" | "finding.purge" | "finding.dismiss" | "finding.reopen" | "auditLog.export" | "access.deny";
                /** @description A member, run or Google login */
                actorId?: string;
                /**
                 * @description The form of the response
                 *
                 *     - `jsonl`: JSON, one entry a line
                 *     - `csv`: CSV in UTF-8, for spreadsheets
                 */
                format?: "jsonl" | "csv";
                /** @description Not before this time */
                from?: string;
                /** @description To which one */
                targetId?: string;
                /**
                 * @description To what kind of thing
                 *
                 *     - `organization`: the agency itself
                 *     - `member`: a person of the agency
                 *     - `invitation`: an invitation to join
                 *     - `apiKey`: an API key of the agency
                 *     - `customer`: a client of the agency
                 *     - `tracking`: a tracking of a customer
                 *     - `connection`: a Google login
                 *     - `syncRun`: a run at Google
                 *     - `finding`: a finding
                 *     - `operation`: an operation that was denied
                 *     - `auditLog`: the log itself
                 */
                targetType?: "organization" | "member" | "invitation" | "apiKey" | "customer" | "tracking" | "connection" | "syncRun" | "finding" | "operation" | "auditLog";
                /** @description Before this time */
                until?: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "auditLog.verify": {
        parameters: {
            query?: {
                /**
                 * @description start: the whole log, not only what is new
                 *
                 *     - `checkpoint`: from the last signed checkpoint on
                 *     - `start`: the whole log
                 */
                from?: "checkpoint" | "start";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "connections.list": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Rows on a page */
                limit?: number;
                /**
                 * @description Its state
                 *
                 *     - `ACTIVE`: the grant is valid
                 *     - `ERROR`: Google has ended the grant: connect again
                 *     - `DISCONNECTED`: an ADMIN has given the grant back: connect again to use it
                 */
                status?: "ACTIVE" | "ERROR" | "DISCONNECTED";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["Connection"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "connections.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The Google login, by the number that Google gave it */
                googleAccountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "connections.disconnect": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The Google login, by the number that Google gave it */
                googleAccountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisconnectedConnection"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: A sync through this login is under way. Let run {syncRunId} end first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "connections.callback": {
        parameters: {
            query?: {
                /** @description What it is, for programs to switch on */
                code?: string;
                /** @description Why Google grants nothing, in place of `code` */
                error?: string;
                /** @description What the consent was begun with; Google returns it */
                state?: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found: continue at `Location` */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
             *
             *     `outcome_unknown`: Whether it was saved is not known: the connection to the database was lost at that moment. Look, or send it again with the same Idempotency-Key if it had one. → Read the resource to see. A request with an `Idempotency-Key` can be sent again with the same key: it counts once.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                         *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                         *     - `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
                         * @enum {string}
                         */
                        code: "clock_skew" | "unavailable" | "outcome_unknown";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 503;
                    };
                };
            };
        };
    };
    "connections.complete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the console was sent as `connection` after the consent
                     * @example 4QmVbC0f8sYp1cVdJ0q3m2R7uXn5wZk9aTgHhLiEoDs
                     */
                    handle: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompletedConnection"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `not_found`: No such connection to complete. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `google_rejected`: At Google’s consent page these permissions were not ticked: {permissions}. Nothing was connected; connect again and tick every box. → Do what `detail` says: most often the agency has to change a permission at Google. */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_rejected";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.list": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /**
                 * @description true: what was deleted and can be restored, instead of what is live
                 *
                 *     - `true`: yes
                 *     - `false`: no
                 */
                deleted?: "true" | "false";
                /**
                 * @description Only those whose worst verdict is this one
                 *
                 *     - `LIVE`: the live container version and the Google Ads account hold what is wanted, and it can fire
                 *     - `PAUSED`: as it is wanted: its agency has paused it, so nothing is counted
                 *     - `UNKNOWN`: not looked at yet, or it could not be decided
                 *     - `DIFFERS`: live and able to fire, but not as it is wanted: other people have changed it
                 *     - `NOT_LIVE`: the live container version does not have it
                 *     - `CANNOT_FIRE`: live, but something keeps it from firing or from counting
                 */
                deploymentWorst?: "LIVE" | "PAUSED" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
                /**
                 * @description Only those whose worst state is this one
                 *
                 *     - `COUNTING`: conversions arrive as its history lets expect
                 *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
                 *     - `AWAITING_FIRST`: its conversion action has not received a single request
                 *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
                 *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
                 *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
                 *     - `STOPPED`: no conversion for longer than its history explains, and no request either
                 */
                evidenceWorst?: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
                /**
                 * @description Whether open findings other than hints want a look
                 *
                 *     - `true`: yes
                 *     - `false`: no
                 */
                hasFindings?: "true" | "false";
                /** @description Rows on a page */
                limit?: number;
                /**
                 * @description Which end of the list comes first
                 *
                 *     - `asc`: the first or least one first
                 *     - `desc`: the last or greatest one first
                 */
                order?: "asc" | "desc";
                /** @description A part of the name or website; case, accents and strokes of letters make no difference */
                q?: string;
                /**
                 * @description deployment and evidence: by the worst state of its trackings, LIVE, PAUSED, UNKNOWN, DIFFERS, NOT_LIVE, CANNOT_FIRE, and COUNTING, QUIET, AWAITING_FIRST, TOO_LITTLE_TRAFFIC, UNKNOWN, DOUBLED, STOPPED
                 *
                 *     - `createdAt`: by the time of creation
                 *     - `name`: by name
                 *     - `deployment`: by the worst verdict on its trackings
                 *     - `evidence`: by the worst of what Google Ads says of its trackings
                 *     - `openFindings`: by the number of open findings
                 */
                sort?: "createdAt" | "name" | "deployment" | "evidence" | "openFindings";
                /**
                 * @description Its state
                 *
                 *     - `PAUSED`: a member has paused it: nothing is written at Google, and what is live goes on counting
                 *     - `ERROR`: the Google login or the container was lost: connect or choose again; what is live goes on counting
                 *     - `NOT_CONNECTED`: there is no Google login: connect it
                 *     - `SETUP_INCOMPLETE`: no container or no Google Ads account is chosen: nothing is synced
                 *     - `READY`: login, container and Google Ads account are there: changes are synced
                 */
                status?: "PAUSED" | "ERROR" | "NOT_CONNECTED" | "SETUP_INCOMPLETE" | "READY";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["Customer"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "customers.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key within 24 hours, it gets the same response and is not repeated */
                "Idempotency-Key"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `not_found`: body.googleAccountId: there is no such Google login; GET /api/v1/connections lists those of your organization → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress. → Send it again after `Retry-After`; it then returns what the first one created.
             *
             *     `conflict`: body.googleAccountId: this Google login is lost; connect one of its customers again, or choose another login → Do what `detail` says first, or read the resource again and repeat the change.
             *
             *     `limit_reached`: An organization has at most 10,000 customers. Delete those that you no longer look after. → Make room as `detail` says, then repeat the request.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         * @enum {string}
                         */
                        code: "request_in_progress" | "conflict" | "limit_reached";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "customers.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /**
             * @description `invalid_request`: body.frozenUntil: must be in the future, and at most a year ahead → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8. → Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
                         *     - `malformed_json`: The body is not valid JSON in UTF-8.
                         * @enum {string}
                         */
                        code: "invalid_request" | "malformed_json";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 400;
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: A sync of this customer is under way. Let it end, then change the accounts. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `google_rejected`: The permission was withdrawn or has expired. Connect the Google account again; nothing is lost. → Do what `detail` says: most often the agency has to change a permission at Google. */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_rejected";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /** @description `google_unavailable`: Google did not respond in time. Repeat the request in some seconds. → Repeat the request later. Nothing is done twice. */
            502: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_unavailable";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 502;
                    };
                };
            };
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
             *
             *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not. → Read the resource to see. A request with an `Idempotency-Key` can be sent again with the same key: it counts once.
             *
             *     `quota_exhausted`: Google allows only so many calls at a time. Repeat the request after the seconds that Retry-After says. → Wait as many seconds as `Retry-After` says. A sync continues automatically.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                         *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                         *     - `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
                         *     - `quota_exhausted`: The requests that Google allows for all organizations together are used up for now.
                         * @enum {string}
                         */
                        code: "clock_skew" | "unavailable" | "outcome_unknown" | "quota_exhausted";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 503;
                    };
                };
            };
        };
    };
    "customers.adopt": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key within 24 hours, it gets the same response and is not repeated */
                "Idempotency-Key"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptTag"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tracking"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `not_found`: body.tagId: the live version of the container has no such tag; GET /api/v1/customers/{customerId}/inventory lists them → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress. → Send it again after `Retry-After`; it then returns what the first one created.
             *
             *     `limit_reached`: An organization has at most 100,000 trackings. Delete those that are no longer needed. → Make room as `detail` says, then repeat the request.
             *
             *     `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "request_in_progress" | "limit_reached" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description `idempotency_key_reused`: This `Idempotency-Key` was used for another request before. → Use a new key for each request, and the same key only to repeat a request.
             *
             *     `google_rejected`: The permission was withdrawn or has expired. Connect the Google account again; nothing is lost. → Do what `detail` says: most often the agency has to change a permission at Google.
             */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `idempotency_key_reused`: This `Idempotency-Key` was used for another request before.
                         *     - `google_rejected`: Google understood the request and rejected it; repeating it gives the same result.
                         * @enum {string}
                         */
                        code: "idempotency_key_reused" | "google_rejected";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /** @description `google_unavailable`: Google did not respond in time. Repeat the request in some seconds. → Repeat the request later. Nothing is done twice. */
            502: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_unavailable";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 502;
                    };
                };
            };
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
             *
             *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not. → Read the resource to see. A request with an `Idempotency-Key` can be sent again with the same key: it counts once.
             *
             *     `quota_exhausted`: Google allows only so many calls at a time. Repeat the request after the seconds that Retry-After says. → Wait as many seconds as `Retry-After` says. A sync continues automatically.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                         *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                         *     - `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
                         *     - `quota_exhausted`: The requests that Google allows for all organizations together are used up for now.
                         * @enum {string}
                         */
                        code: "clock_skew" | "unavailable" | "outcome_unknown" | "quota_exhausted";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 503;
                    };
                };
            };
        };
    };
    "customers.connect": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `limit_reached`: You have 20 consents open, which is the most. Complete one, or wait ten minutes until they expire. → Make room as `detail` says, then repeat the request. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "limit_reached";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.assignConnection": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignConnection"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `not_found`: body.googleAccountId: there is no such Google login; GET /api/v1/connections lists those of your organization → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            /** @description `conflict`: body.googleAccountId: this Google login is lost; connect one of its customers again, or choose another login → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.conversions": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Days until yesterday, in the time zone of the Ads account */
                days?: number;
                /**
                 * @description csv: all trackings instead of a page
                 *
                 *     - `json`: JSON
                 *     - `csv`: CSV in UTF-8, for spreadsheets
                 */
                format?: "json" | "csv";
                /** @description Rows on a page */
                limit?: number;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerConversions"];
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "customers.deployment": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Rows on a page */
                limit?: number;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["TrackingDeployment"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "customers.detach": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DetachCustomer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: A sync of this customer is under way. Let it end, then change the accounts. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.google": {
        parameters: {
            query?: {
                /** @description Read the containers of this Tag Manager account */
                accountId?: string;
                /** @description A part of the name of a Tag Manager account, whose containers are read; case, accents and strokes of letters make no difference. Or the public id of a container, `GTM-…`, which alone is looked up */
                q?: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoogleAccounts"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: Connect this customer to Google first: POST /api/v1/customers/{customerId}/connect, or POST /api/v1/customers/{customerId}/connection with a login that your organization has. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            /** @description `google_rejected`: The permission was withdrawn or has expired. Connect the Google account again; nothing is lost. → Do what `detail` says: most often the agency has to change a permission at Google. */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_rejected";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /** @description `google_unavailable`: Google did not respond in time. Repeat the request in some seconds. → Repeat the request later. Nothing is done twice. */
            502: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_unavailable";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 502;
                    };
                };
            };
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
             *
             *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not. → Read the resource to see. A request with an `Idempotency-Key` can be sent again with the same key: it counts once.
             *
             *     `quota_exhausted`: Google allows only so many calls at a time. Repeat the request after the seconds that Retry-After says. → Wait as many seconds as `Retry-After` says. A sync continues automatically.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                         *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                         *     - `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
                         *     - `quota_exhausted`: The requests that Google allows for all organizations together are used up for now.
                         * @enum {string}
                         */
                        code: "clock_skew" | "unavailable" | "outcome_unknown" | "quota_exhausted";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 503;
                    };
                };
            };
        };
    };
    "customers.history": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /**
                 * @description csv: the whole history instead of a page, times in the organization’s time zone
                 *
                 *     - `json`: JSON
                 *     - `csv`: CSV in UTF-8, for spreadsheets
                 */
                format?: "json" | "csv";
                /** @description Rows on a page */
                limit?: number;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["HistoryEntry"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "customers.inventory": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inventory"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            /** @description `google_rejected`: The permission was withdrawn or has expired. Connect the Google account again; nothing is lost. → Do what `detail` says: most often the agency has to change a permission at Google. */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_rejected";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /** @description `google_unavailable`: Google did not respond in time. Repeat the request in some seconds. → Repeat the request later. Nothing is done twice. */
            502: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_unavailable";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 502;
                    };
                };
            };
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
             *
             *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not. → Read the resource to see. A request with an `Idempotency-Key` can be sent again with the same key: it counts once.
             *
             *     `quota_exhausted`: Google allows only so many calls at a time. Repeat the request after the seconds that Retry-After says. → Wait as many seconds as `Retry-After` says. A sync continues automatically.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                         *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                         *     - `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
                         *     - `quota_exhausted`: The requests that Google allows for all organizations together are used up for now.
                         * @enum {string}
                         */
                        code: "clock_skew" | "unavailable" | "outcome_unknown" | "quota_exhausted";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 503;
                    };
                };
            };
        };
    };
    "customers.plan": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PlanCustomer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            /** @description Accepted: the work continues in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            /**
             * @description `invalid_request`: body.trackingIds: must be live trackings of this customer, as GET /api/v1/trackings?customerId=… lists them → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8. → Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
                         *     - `malformed_json`: The body is not valid JSON in UTF-8.
                         * @enum {string}
                         */
                        code: "invalid_request" | "malformed_json";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 400;
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.publish": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishVersion"];
            };
        };
        responses: {
            /** @description Accepted: the work continues in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `frozen`: Publishing is frozen for this customer until {until}. Publish then; or an ADMIN ends its own freeze with PATCH /api/v1/customers/{customerId} {"frozenUntil": null}, or that of the organization with PATCH /api/v1/organization {"frozenUntil": null}. → Wait until the time that `detail` names, or have an ADMIN end the freeze.
             *
             *     `version_superseded`: Version {versionId} does not wait to be published; version {waiting} does. Review that one, then publish it. → Review the version that `detail` names, then publish that one.
             *
             *     `conflict`: No version waits to be published. Sync the customer first. → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `frozen`: Nothing is published for the customer for some time, by its own freeze or that of the organization.
                         *     - `version_superseded`: The container version is not, or no longer, the one that waits to be published: a later run has replaced it.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "frozen" | "version_superseded" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.repair": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: the work continues in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `limit_reached`: An organization has at most 10,000 customers. Delete those that you no longer look after. → Make room as `detail` says, then repeat the request.
             *
             *     `conflict`: customer.googleContainerId: customer {customerId} uses {googleContainerId} now; delete it or choose another container for it, then restore → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "limit_reached" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.resume": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: A rollback of this customer is under way. Let it end first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.rollback": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackCustomer"];
            };
        };
        responses: {
            /** @description Accepted: the work continues in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.sync": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncCustomer"];
            };
        };
        responses: {
            /** @description Accepted: the work continues in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.verify": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The customer */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: the work continues in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.createMany": {
        parameters: {
            query?: {
                /**
                 * @description Create nothing: no customers are returned, or the errors of each
                 *
                 *     - `true`: yes
                 *     - `false`: no
                 */
                validate?: "true" | "false";
            };
            header?: {
                /** @description Names this request: sent again with the same key within 24 hours, it gets the same response and is not repeated */
                "Idempotency-Key"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomers"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedCustomers"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `not_found`: body.googleAccountId: there is no such Google login; GET /api/v1/connections lists those of your organization → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress. → Send it again after `Retry-After`; it then returns what the first one created.
             *
             *     `conflict`: body.googleAccountId: this Google login is lost; connect one of its customers again, or choose another login → Do what `detail` says first, or read the resource again and repeat the change.
             *
             *     `limit_reached`: An organization has at most 10,000 customers. Delete those that you no longer look after. → Make room as `detail` says, then repeat the request.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         * @enum {string}
                         */
                        code: "request_in_progress" | "conflict" | "limit_reached";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "customers.repairMany": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepairCustomers"];
            };
        };
        responses: {
            /** @description Accepted: the work continues in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedRepairs"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "findings.list": {
        parameters: {
            query?: {
                /**
                 * @description What it is, for programs to switch on
                 *
                 *     - `cannot_fire.paused`: Resume the tag in Tag Manager and publish, or dismiss this if the pause is meant.
                 *     - `cannot_fire.no_firing_trigger`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It re-creates what is missing.
                 *     - `cannot_fire.schedule_not_started`: Remove the schedule of the tag in Tag Manager and publish, or dismiss this until that time.
                 *     - `cannot_fire.schedule_ended`: Remove the schedule of the tag in Tag Manager and publish.
                 *     - `cannot_fire.blocked`: Remove the exception from the tag in Tag Manager, or narrow its conditions, and publish.
                 *     - `cannot_fire.variable_missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It enables the built-in variables that our triggers use. A variable of your own has to be re-created in Tag Manager.
                 *     - `cannot_fire.linker_missing`: If the container has a Conversion Linker, let it fire on all pages again and publish. Otherwise sync the customer, which adds one.
                 *     - `cannot_fire.linker_prefix`: Give both the same cookie prefix in Tag Manager and publish.
                 *     - `cannot_fire.action_missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It creates a new conversion action.
                 *     - `cannot_fire.action_hidden`: Enable the conversion action in Google Ads.
                 *     - `cannot_fire.setup_tag_paused`: Resume the setup tag in Tag Manager, or remove it from the sequence of the tag, and publish.
                 *     - `not_live.never_published`: Publish the version that the last sync made, or publish in Tag Manager.
                 *     - `drift.changed`: Change the tracking to what is wanted, set the field back at Google, or dismiss this.
                 *     - `drift.missing`: Sync the customer with POST /api/v1/customers/{customerId}/sync. It re-creates what is missing.
                 *     - `drift.overwritten`: Tell the people who made that change, and change the tracking if theirs was right. Then dismiss this.
                 *     - `drift.settings`: See at Google whether these settings are meant. If so, dismiss this.
                 *     - `drift.arranged`: Nothing has to be done. If it is not meant, set it back at Google; else dismiss this.
                 *     - `exception`: See in Tag Manager whether the exception is meant. If so, dismiss this.
                 *     - `consent_required`: See in Tag Manager whether this is meant. If so, dismiss this.
                 *     - `enhanced.not_used`: An administrator of that account has to do it in Google Ads, since no API can: under Goals, Settings, Enhanced conversions, switch them on and agree to the customer data terms. Then verify the customer.
                 *     - `duplicate.copy`: Delete or pause the copy in Tag Manager and publish.
                 *     - `duplicate.same_label`: Delete the tag in Tag Manager, or give it a conversion action of its own, and publish.
                 *     - `duplicate.same_event`: If both conversions are goals, the event counts twice: delete or pause one of the tags.
                 *     - `foreign.marked`: Remove our mark from the notes of the tag in Tag Manager.
                 *     - `leftover.linker`: Delete it in Tag Manager once no other tag needs it.
                 *     - `leftover.built_ins`: Disable them in Tag Manager if they are not wanted, or dismiss this.
                 *     - `shared.name_taken`: Rename it in Tag Manager, then sync the customer.
                 *     - `workspace.foreign_draft`: Move these changes to another workspace or discard them in Tag Manager, then sync the customer.
                 *     - `workspace.unpublished_drafts`: Publish or discard them in Tag Manager. They do not hold up a sync, which has a workspace of its own.
                 *     - `version.ours_rolled_back`: To build on what is live, sync the customer with {"buildOnLive": true}. To go forward, publish the newest version in Tag Manager, then sync.
                 *     - `version.foreign_rolled_back`: To build on what is live, sync the customer with {"buildOnLive": true}. To go forward, publish the newest version in Tag Manager, then sync.
                 *     - `version.foreign_unpublished_or_rolled_back`: To include it, publish the newest version in Tag Manager, then sync the customer. To leave it out, sync with {"buildOnLive": true} or, where nothing is live yet, delete that version in Tag Manager and sync.
                 *     - `rollback.on_hold`: Correct the trackings, then resume the customer with POST /api/v1/customers/{customerId}/resume.
                 *     - `rollback.automatic`: See how the run of kind ROLLBACK has ended and what these trackings want, then resume the customer with POST /api/v1/customers/{customerId}/resume.
                 *     - `rollback.kept`: See in Tag Manager whether each is as it is wanted.
                 *     - `rollback.actions_left`: Delete the trackings that are not wanted any more, which hides their conversion actions once synced; for the others, resume the customer with POST /api/v1/customers/{customerId}/resume.
                 *     - `verify.failed`: See the findings of these trackings, correct them and sync the customer, or take our changes out with POST /api/v1/customers/{customerId}/rollback.
                 *     - `evidence.stopped`: Verify the customer with POST /api/v1/customers/{customerId}/verify and see its findings and history. If all is live as it should be, open the page: it may have lost the container’s snippet, the event or element may have another name, or the traffic may be gone.
                 *     - `evidence.doubled`: See whether another tag, another container or the website itself sends the same conversion, and remove what is too many. Dismiss this if there are more customers indeed.
                 *     - `rights.container_lost`: Give the connected Google account the right to publish in this container again, then verify the customer.
                 *     - `rights.ads_lost`: Give the connected Google account standard access to the Google Ads account, or correct the manager account, then verify the customer.
                 *     - `hint.click_in_frame`: Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
                 *     - `hint.link_without_address`: Track it as BUTTON_CLICK.
                 *     - `hint.download_without_extension`: Track the link by its selector as LINK_CLICK.
                 *     - `hint.form_without_submit`: Track its thank-you message as ELEMENT_VISIBLE, the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.
                 *     - `hint.form_in_frame`: Install Tag Manager inside of the frame, or use the event of the form’s maker as CUSTOM_EVENT.
                 *     - `hint.element_in_frame`: Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
                 *     - `hint.short_page`: Name the pages by urlPattern.
                 *     - `hint.other_player`: Push an event from the player and track it as CUSTOM_EVENT.
                 */
                code?: "cannot_fire.paused" | "cannot_fire.no_firing_trigger" | "cannot_fire.schedule_not_started" | "cannot_fire.schedule_ended" | "cannot_fire.blocked" | "cannot_fire.variable_missing" | "cannot_fire.linker_missing" | "cannot_fire.linker_prefix" | "cannot_fire.action_missing" | "cannot_fire.action_hidden" | "cannot_fire.setup_tag_paused" | "not_live.never_published" | "drift.changed" | "drift.missing" | "drift.overwritten" | "drift.settings" | "drift.arranged" | "exception" | "consent_required" | "enhanced.not_used" | "duplicate.copy" | "duplicate.same_label" | "duplicate.same_event" | "foreign.marked" | "leftover.linker" | "leftover.built_ins" | "shared.name_taken" | "workspace.foreign_draft" | "workspace.unpublished_drafts" | "version.ours_rolled_back" | "version.foreign_rolled_back" | "version.foreign_unpublished_or_rolled_back" | "rollback.on_hold" | "rollback.automatic" | "rollback.kept" | "rollback.actions_left" | "verify.failed" | "evidence.stopped" | "evidence.doubled" | "rights.container_lost" | "rights.ads_lost" | "hint.click_in_frame" | "hint.link_without_address" | "hint.download_without_extension" | "hint.form_without_submit" | "hint.form_in_frame" | "hint.element_in_frame" | "hint.short_page" | "hint.other_player";
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description The customer */
                customerId?: string;
                /** @description Rows on a page */
                limit?: number;
                /**
                 * @description Which end of the list comes first
                 *
                 *     - `asc`: the first or least one first
                 *     - `desc`: the last or greatest one first
                 */
                order?: "asc" | "desc";
                /**
                 * @description How urgent it is
                 *
                 *     - `hint`: a limit of what can be measured
                 *     - `warning`: wants a look
                 *     - `error`: something does not count
                 */
                severity?: "hint" | "warning" | "error";
                /**
                 * @description Its state
                 *
                 *     - `open`: wants a look
                 *     - `dismissed`: silenced by a member until its data change or its time is over
                 *     - `resolved`: over; it never comes back, a new one may
                 *     - `all`: whatever its status
                 */
                status?: "open" | "dismissed" | "resolved" | "all";
                /** @description The tracking */
                trackingId?: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["Finding"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "findings.dismiss": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The finding */
                findingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissFinding"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: This finding is resolved: there is nothing to dismiss. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "members.list": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Rows on a page */
                limit?: number;
                /**
                 * @description By the time they joined
                 *
                 *     - `asc`: the first or least one first
                 *     - `desc`: the last or greatest one first
                 */
                order?: "asc" | "desc";
                /**
                 * @description What the member may do
                 *
                 *     - `MEMBER`: works with customers and trackings
                 *     - `ADMIN`: also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents
                 */
                role?: "MEMBER" | "ADMIN";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["Member"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "members.remove": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The member */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description `not_a_member`: You are signed in, but belong to no organization. → Sign up with `POST /api/v1/organization`, or accept an invitation.
             *
             *     `forbidden`: This needs the role ADMIN; ask an ADMIN of your organization. → Do what `detail` says; where it asks for the role ADMIN, ask an ADMIN of your organization.
             */
            403: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `not_a_member`: You are signed in, but belong to no organization.
                         *     - `forbidden`: You are authenticated, but do not have the permission.
                         * @enum {string}
                         */
                        code: "not_a_member" | "forbidden";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 403;
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description `conflict`: This is the last ADMIN, and an organization needs one. Make another member ADMIN first, or delete the organization. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "members.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The member */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRole"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: This is the last ADMIN, and an organization needs one. Make another member ADMIN first, or delete the organization. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "apiKeys.list": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Rows on a page */
                limit?: number;
                /**
                 * @description By the time they were created
                 *
                 *     - `asc`: the first or least one first
                 *     - `desc`: the last or greatest one first
                 */
                order?: "asc" | "desc";
                /**
                 * @description Its state
                 *
                 *     - `ACTIVE`: it can be used
                 *     - `EXPIRED`: its time is over
                 *     - `REVOKED`: an ADMIN has ended it
                 */
                status?: "ACTIVE" | "EXPIRED" | "REVOKED";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["ApiKey"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "apiKeys.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /**
             * @description `limit_reached`: An organization has at most 50 live API keys. Revoke those that are no longer used. → Make room as `detail` says, then repeat the request.
             *
             *     `conflict`: body.name: a key of your organization has this name; revoke it, or choose another → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "limit_reached" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "apiKeys.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The API key */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `not_found`: No such API key. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "apiKeys.revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The API key */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `not_found`: No such API key. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "invitations.list": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Rows on a page */
                limit?: number;
                /**
                 * @description By the time they were sent
                 *
                 *     - `asc`: the first or least one first
                 *     - `desc`: the last or greatest one first
                 */
                order?: "asc" | "desc";
                /**
                 * @description Its state
                 *
                 *     - `OPEN`: can be accepted
                 *     - `EXPIRED`: seven days have passed: invite again for a new link
                 *     - `ACCEPTED`: the person has joined
                 */
                status?: "OPEN" | "EXPIRED" | "ACCEPTED";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["Invitation"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "invitations.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invite"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationWithLink"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description `not_a_member`: You are signed in, but belong to no organization. → Sign up with `POST /api/v1/organization`, or accept an invitation.
             *
             *     `forbidden`: You are authenticated, but do not have the permission. → Do what `detail` says; where it asks for the role ADMIN, ask an ADMIN of your organization.
             *
             *     `sign_up_closed`: No organization can be founded or joined here at present. The operator of this service decides when that changes. → Do what `detail` says; repeating the request does not help.
             */
            403: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `not_a_member`: You are signed in, but belong to no organization.
                         *     - `forbidden`: You are authenticated, but do not have the permission.
                         *     - `sign_up_closed`: The operator of this service does not let anybody found an organization, or join one, by themselves.
                         * @enum {string}
                         */
                        code: "not_a_member" | "forbidden" | "sign_up_closed";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 403;
                    };
                };
            };
            /** @description `limit_reached`: 100 invitations are open, which is the most. Revoke some, or wait until they expire. → Make room as `detail` says, then repeat the request. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "limit_reached";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "invitations.revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The invitation */
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "invitations.accept": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The token of the link: what is behind `?invitation=`
                     * @example 4QmVbC0f8sYp1cVdJ0q3m2R7uXn5wZk9aTgHhLiEoDs
                     */
                    token: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description `forbidden`: Verify your e-mail address first, then sign in again and repeat this. → Do what `detail` says; where it asks for the role ADMIN, ask an ADMIN of your organization.
             *
             *     `sign_up_closed`: No organization can be founded or joined here at present. The operator of this service decides when that changes. → Do what `detail` says; repeating the request does not help.
             */
            403: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `forbidden`: You are authenticated, but do not have the permission.
                         *     - `sign_up_closed`: The operator of this service does not let anybody found an organization, or join one, by themselves.
                         * @enum {string}
                         */
                        code: "forbidden" | "sign_up_closed";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 403;
                    };
                };
            };
            /** @description `not_found`: No open invitation for your address has this token. Ask an ADMIN for a new one, and sign in with the address that was invited. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            /** @description `conflict`: You belong to an organization already, and a person belongs to at most one. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "members.me": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "organization.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "organization.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key within 24 hours, it gets the same response and is not repeated */
                "Idempotency-Key"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /**
             * @description `invalid_request`: body.timeZone: must be a time zone of the IANA database that the server knows, for example Europe/Berlin, or UTC → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8. → Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
                         *     - `malformed_json`: The body is not valid JSON in UTF-8.
                         * @enum {string}
                         */
                        code: "invalid_request" | "malformed_json";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 400;
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description `forbidden`: Verify your e-mail address first, then sign in again and repeat this. → Do what `detail` says; where it asks for the role ADMIN, ask an ADMIN of your organization.
             *
             *     `sign_up_closed`: Organizations are created by the operator of this service: ask them for one, with your account {account} as its first ADMIN. Or ask an ADMIN of an organization to invite your address. → Do what `detail` says; repeating the request does not help.
             */
            403: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `forbidden`: You are authenticated, but do not have the permission.
                         *     - `sign_up_closed`: The operator of this service does not let anybody found an organization, or join one, by themselves.
                         * @enum {string}
                         */
                        code: "forbidden" | "sign_up_closed";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 403;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress. → Send it again after `Retry-After`; it then returns what the first one created.
             *
             *     `conflict`: You belong to an organization already, and a person belongs to at most one. → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "request_in_progress" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "organization.delete": {
        parameters: {
            query: {
                /** @description The name of the organization, letter for letter */
                confirmName: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedOrganization"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `conflict`: A sync is under way. Let run {syncRunId} end first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "organization.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOrganization"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /**
             * @description `invalid_request`: body.timeZone: must be a time zone of the IANA database that the server knows, for example Europe/Berlin, or UTC → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8. → Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
                         *     - `malformed_json`: The body is not valid JSON in UTF-8.
                         * @enum {string}
                         */
                        code: "invalid_request" | "malformed_json";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 400;
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "reports.activity": {
        parameters: {
            query?: {
                /**
                 * @description The form of the response
                 *
                 *     - `json`: JSON
                 *     - `csv`: CSV in UTF-8, for spreadsheets
                 */
                format?: "json" | "csv";
                /** @description First day; 29 days before the last if left out */
                from?: string;
                /** @description Last day; today in the organization’s time zone if left out */
                until?: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityReport"];
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "reports.conversions": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description The customer */
                customerId?: string;
                /** @description Days until the last; 30 if left out, and not together with `from` */
                days?: number;
                /**
                 * @description csv: all rows instead of a page, one for each currency
                 *
                 *     - `json`: JSON
                 *     - `csv`: CSV in UTF-8, for spreadsheets
                 */
                format?: "json" | "csv";
                /** @description First day, instead of `days` */
                from?: string;
                /**
                 * @description What each row is about
                 *
                 *     - `customer`: a row for each customer
                 *     - `tracking`: a row for each tracking
                 *     - `day`: a row for each day, also those on which nothing was counted
                 */
                groupBy?: "customer" | "tracking" | "day";
                /** @description Customers or trackings on a page; days are never paged */
                limit?: number;
                /** @description Last day; yesterday in the organization’s time zone if left out */
                until?: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversionsReport"];
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "reports.customers": {
        parameters: {
            query?: {
                /**
                 * @description The form of the response
                 *
                 *     - `json`: JSON
                 *     - `csv`: CSV in UTF-8, for spreadsheets
                 */
                format?: "json" | "csv";
                /** @description Rows at most */
                limit?: number;
                /**
                 * @description Most trackings first, or most failed ones (customers without any are left out then)
                 *
                 *     - `trackings`: by the number of trackings
                 *     - `failed`: by the number of failed trackings
                 */
                sort?: "trackings" | "failed";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersReport"];
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "reports.overview": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "syncRuns.list": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description The customer */
                customerId?: string;
                /**
                 * @description What it is for
                 *
                 *     - `SYNC`: writes what was edited
                 *     - `PUBLISH`: publishes a version that was reviewed
                 *     - `PLAN`: works out what a sync would change, and writes nothing
                 *     - `VERIFY`: looks at what is live and writes nothing
                 *     - `REPAIR`: sets what other people have changed back to what is wanted
                 *     - `ROLLBACK`: takes back what was brought live
                 */
                kind?: "SYNC" | "PUBLISH" | "PLAN" | "VERIFY" | "REPAIR" | "ROLLBACK";
                /** @description Rows on a page */
                limit?: number;
                /**
                 * @description Which end of the list comes first
                 *
                 *     - `asc`: the first or least one first
                 *     - `desc`: the last or greatest one first
                 */
                order?: "asc" | "desc";
                /**
                 * @description Its state
                 *
                 *     - `QUEUED`: waits for its turn
                 *     - `RUNNING`: in progress, or postponed until Google lets it go on
                 *     - `AWAITING_PUBLISH`: its version is made and waits for an ADMIN: publish `versionId`
                 *     - `SUCCEEDED`: done; single trackings may have failed all the same
                 *     - `FAILED`: ended by an error: `errorCode` and `errorMessage` say which
                 *     - `CANCELLED`: ended before it was done: a newer run replaces it, or what it was for is gone
                 */
                status?: "QUEUED" | "RUNNING" | "AWAITING_PUBLISH" | "SUCCEEDED" | "FAILED" | "CANCELLED";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["SyncRun"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "syncRuns.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The run */
                syncRunId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "trackings.list": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description The customer */
                customerId?: string;
                /**
                 * @description true: what was deleted and can be restored, instead of what is live
                 *
                 *     - `true`: yes
                 *     - `false`: no
                 */
                deleted?: "true" | "false";
                /**
                 * @description Only those with this verdict
                 *
                 *     - `LIVE`: the live container version and the Google Ads account hold what is wanted, and it can fire
                 *     - `PAUSED`: as it is wanted: its agency has paused it, so nothing is counted
                 *     - `UNKNOWN`: not looked at yet, or it could not be decided
                 *     - `DIFFERS`: live and able to fire, but not as it is wanted: other people have changed it
                 *     - `NOT_LIVE`: the live container version does not have it
                 *     - `CANNOT_FIRE`: live, but something keeps it from firing or from counting
                 */
                deploymentState?: "LIVE" | "PAUSED" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
                /**
                 * @description Only those with this state
                 *
                 *     - `COUNTING`: conversions arrive as its history lets expect
                 *     - `QUIET`: fewer conversions than usual, or none, which its history does not rule out yet
                 *     - `AWAITING_FIRST`: its conversion action has not received a single request
                 *     - `TOO_LITTLE_TRAFFIC`: less than one conversion a week: a stop would not be seen
                 *     - `UNKNOWN`: not asked yet, or Google Ads could not be asked: it says nothing of whether it counts
                 *     - `DOUBLED`: about twice as many conversions as its history lets expect, or two live tags on its label
                 *     - `STOPPED`: no conversion for longer than its history explains, and no request either
                 */
                evidenceState?: "COUNTING" | "QUIET" | "AWAITING_FIRST" | "TOO_LITTLE_TRAFFIC" | "UNKNOWN" | "DOUBLED" | "STOPPED";
                /** @description Rows on a page */
                limit?: number;
                /**
                 * @description Which end of the list comes first
                 *
                 *     - `asc`: the first or least one first
                 *     - `desc`: the last or greatest one first
                 */
                order?: "asc" | "desc";
                /**
                 * @description What the list is sorted by
                 *
                 *     - `createdAt`: by the time of creation
                 *     - `name`: by name
                 */
                sort?: "createdAt" | "name";
                /**
                 * @description How far its latest edit has come on its way to Google
                 *
                 *     - `PENDING`: the latest edit waits for the next sync
                 *     - `IN_PROGRESS`: a run is writing the latest edit
                 *     - `AWAITING_PUBLISH`: a container version with it is made; an ADMIN decides whether it goes live
                 *     - `SUCCESS`: the last run has verified it live, or nothing was left to do
                 *     - `FAILED`: the last run could not bring it live: `syncErrorCode` and `syncErrorMessage` say why
                 */
                syncStatus?: "PENDING" | "IN_PROGRESS" | "AWAITING_PUBLISH" | "SUCCESS" | "FAILED";
                /**
                 * @description What kind it is
                 *
                 *     - `BUTTON_CLICK`: a click on what `selector` matches
                 *     - `LINK_CLICK`: a click on a link, wherever it leads or only to `linkHost`
                 *     - `PHONE_CLICK`: a click on a telephone number
                 *     - `EMAIL_CLICK`: a click on an e-mail address
                 *     - `FILE_DOWNLOAD`: a click on a link to a file of one of `fileExtensions`
                 *     - `PAGE_VIEW`: a visit of a page whose address matches `urlPattern` or `urlRegex`
                 *     - `FORM_SUBMIT`: a form that `selector` matches is sent
                 *     - `ELEMENT_VISIBLE`: an element that `selector` matches comes into view
                 *     - `SCROLL_DEPTH`: a page is scrolled down to `percent` of its height
                 *     - `VIDEO`: a YouTube video is watched up to `percent` of its length
                 *     - `TIMER`: a visitor stays on a page for `seconds`
                 *     - `CUSTOM_EVENT`: the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches
                 */
                type?: "BUTTON_CLICK" | "LINK_CLICK" | "PHONE_CLICK" | "EMAIL_CLICK" | "FILE_DOWNLOAD" | "PAGE_VIEW" | "FORM_SUBMIT" | "ELEMENT_VISIBLE" | "SCROLL_DEPTH" | "VIDEO" | "TIMER" | "CUSTOM_EVENT";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The rows of this page */
                        data: components["schemas"]["Tracking"][];
                        /**
                         * @description The `cursor` of the next page; `null` on the last
                         * @example WzEsIjIwMjYtMDMtMDIiXQ
                         */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "trackings.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key within 24 hours, it gets the same response and is not repeated */
                "Idempotency-Key"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTracking"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tracking"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            /** @description `not_found`: No such customer. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress. → Send it again after `Retry-After`; it then returns what the first one created.
             *
             *     `limit_reached`: An organization has at most 100,000 trackings. Delete those that are no longer needed. → Make room as `detail` says, then repeat the request.
             *
             *     `conflict`: body.name: another tracking of this customer has this name; choose another → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "request_in_progress" | "limit_reached" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The tracking */
                trackingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingWithFindings"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailable"];
        };
    };
    "trackings.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The tracking */
                trackingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The tracking */
                trackingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTracking"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tracking"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: body.name: another tracking of this customer has this name; choose another → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.accept": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The tracking */
                trackingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedTracking"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: An edit of this tracking is not synced yet. Let it sync first, then see what still differs. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            /** @description `google_rejected`: The permission was withdrawn or has expired. Connect the Google account again; nothing is lost. → Do what `detail` says: most often the agency has to change a permission at Google. */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_rejected";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /** @description `google_unavailable`: Google did not respond in time. Repeat the request in some seconds. → Repeat the request later. Nothing is done twice. */
            502: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "google_unavailable";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 502;
                    };
                };
            };
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing. → Wait; the operator of the service has to set a clock right. Nothing was read or changed.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded. → Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.
             *
             *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not. → Read the resource to see. A request with an `Idempotency-Key` can be sent again with the same key: it counts once.
             *
             *     `quota_exhausted`: Google allows only so many calls at a time. Repeat the request after the seconds that Retry-After says. → Wait as many seconds as `Retry-After` says. A sync continues automatically.
             */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
                         *     - `unavailable`: The service or one of its dependencies is down or overloaded.
                         *     - `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
                         *     - `quota_exhausted`: The requests that Google allows for all organizations together are used up for now.
                         * @enum {string}
                         */
                        code: "clock_skew" | "unavailable" | "outcome_unknown" | "quota_exhausted";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 503;
                    };
                };
            };
        };
    };
    "trackings.release": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The tracking */
                trackingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: Run {syncRunId} of this customer is under way, or its version waits to be published. Let it end first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.repair": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The tracking */
                trackingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: the work continues in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncRunWithJobs"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is meant for; at another version it fails with 412 */
                "If-Match"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The tracking */
                trackingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tracking"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            404: components["responses"]["NotFound"];
            /**
             * @description `limit_reached`: An organization has at most 100,000 trackings. Delete those that are no longer needed. → Make room as `detail` says, then repeat the request.
             *
             *     `conflict`: The customer of this tracking is deleted. First an ADMIN restores it with POST /api/v1/customers/{customerId}/restore. → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "limit_reached" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.createMany": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same key within 24 hours, it gets the same response and is not repeated */
                "Idempotency-Key"?: string;
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTrackings"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedTrackings"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            /** @description `not_found`: No such customer. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress. → Send it again after `Retry-After`; it then returns what the first one created.
             *
             *     `limit_reached`: An organization has at most 100,000 trackings. Delete those that are no longer needed. → Make room as `detail` says, then repeat the request.
             *
             *     `conflict`: body.trackings.0.name: another tracking of this customer has this name; choose another → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "request_in_progress" | "limit_reached" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.changeMany": {
        parameters: {
            query?: {
                /**
                 * @description Change nothing: say which trackings would change and how, with the `digest` to send for it
                 *
                 *     - `true`: yes
                 *     - `false`: no
                 */
                validate?: "true" | "false";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeTrackings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedTrackings"];
                };
            };
            /**
             * @description `invalid_request`: body.filter: finds more than 500 trackings; add a condition, and repeat with others → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8. → Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
                         *     - `malformed_json`: The body is not valid JSON in UTF-8.
                         * @enum {string}
                         */
                        code: "invalid_request" | "malformed_json";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 400;
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `conflict`: What the filter finds, or one of these trackings, is not as it was when you looked at it; nothing was changed. Look again with ?validate=true and send the new digest. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.deleteMany": {
        parameters: {
            query?: {
                /**
                 * @description Change nothing: say which trackings would change and how, with the `digest` to send for it
                 *
                 *     - `true`: yes
                 *     - `false`: no
                 */
                validate?: "true" | "false";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteTrackings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedTrackings"];
                };
            };
            /**
             * @description `invalid_request`: body.filter: finds more than 500 trackings; add a condition, and repeat with others → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8. → Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
                         *     - `malformed_json`: The body is not valid JSON in UTF-8.
                         * @enum {string}
                         */
                        code: "invalid_request" | "malformed_json";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 400;
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `conflict`: What the filter finds, or one of these trackings, is not as it was when you looked at it; nothing was changed. Look again with ?validate=true and send the new digest. → Do what `detail` says first, or read the resource again and repeat the change. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.moveMany": {
        parameters: {
            query?: {
                /**
                 * @description Change nothing: say which trackings would change and how, with the `digest` to send for it
                 *
                 *     - `true`: yes
                 *     - `false`: no
                 */
                validate?: "true" | "false";
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveTrackings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedTrackings"];
                };
            };
            /**
             * @description `invalid_request`: body.filter: finds more than 500 trackings; add a condition, and repeat with others → Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8. → Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
                         *     - `malformed_json`: The body is not valid JSON in UTF-8.
                         * @enum {string}
                         */
                        code: "invalid_request" | "malformed_json";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 400;
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `not_found`: No such customer. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            /**
             * @description `limit_reached`: A customer has at most 20,000 trackings. Delete those of it that are no longer needed. → Make room as `detail` says, then repeat the request.
             *
             *     `conflict`: What the filter finds, or one of these trackings, is not as it was when you looked at it; nothing was changed. Look again with ?validate=true and send the new digest. → Do what `detail` says first, or read the resource again and repeat the change.
             */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         *
                         *     - `limit_reached`: The organization, the customer or the user has as many of these as are allowed.
                         *     - `conflict`: The request is valid, but not in the current state of the resource.
                         * @enum {string}
                         */
                        code: "limit_reached" | "conflict";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 409;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
    "trackings.match": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchTrackings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matches"];
                };
            };
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMember"];
            /** @description `not_found`: No such customer. → Use ids from responses of the API. What was deleted meanwhile is no longer in your lists. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /**
                         * @description What it is, for programs to switch on
                         * @enum {string}
                         */
                        code: "not_found";
                        /**
                         * @description Its state
                         * @constant
                         * @enum {integer}
                         */
                        status: 404;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ClockSkewOrUnavailableOrOutcomeUnknown"];
        };
    };
}
