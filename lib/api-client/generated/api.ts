// Generated from the routes by `npm run openapi`; a change of this file is a change of the API.

export interface paths {
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
         * Run every sync that is due
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
         * @description For an ADMIN of the organization.
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
         * Create a customer
         * @description For every member of the organization.
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
         * Change, pause or resume a customer; as ADMIN, choose its container and Google Ads account
         * @description For every member of the organization; some fields for an ADMIN only.
         */
        patch: operations["customers.update"];
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
         * @description For an ADMIN of the organization.
         */
        post: operations["customers.connect"];
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
         * List containers and Google Ads accounts that the customer's Google login can see
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
         * @description For every member of the organization.
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
         * @description For every member of the organization.
         */
        delete: operations["members.remove"];
        options?: never;
        head?: never;
        /**
         * Give a member another role, from their next request on
         * @description For an ADMIN of the organization.
         */
        patch: operations["members.update"];
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
         * @description For an ADMIN of the organization.
         */
        get: operations["invitations.list"];
        put?: never;
        /**
         * Invite an address; hand the returned link to the person, it is good for seven days
         * @description For an ADMIN of the organization.
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
         * @description For an ADMIN of the organization.
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
         * @description For every signed-in user, with or without an organization.
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
         * @description For every signed-in user, with or without an organization.
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
         * @description For every signed-in user, with or without an organization.
         */
        post: operations["organization.create"];
        /**
         * Delete the organization with everything in it; what is live on websites stays there
         * @description For an ADMIN of the organization.
         */
        delete: operations["organization.delete"];
        options?: never;
        head?: never;
        /**
         * Change name, time zone, how versions go live, or whether anything is written at Google
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
        ActivityDay: {
            /**
             * Format: date
             * @description A day in the organization’s time zone
             */
            date: string;
            runsFailed: number;
            runsSucceeded: number;
            trackingsCreated: number;
            trackingsFailed: number;
            /** @description Jobs that succeeded */
            trackingsSynced: number;
        };
        ActivityReport: {
            /** @description Every day of the range, also those on which nothing happened */
            days: components["schemas"]["ActivityDay"][];
            /** @description Why runs and trackings failed in the range, most frequent first */
            errors: {
                code: string;
                runs: number;
                trackings: number;
            }[];
            /** @description Set where the database does not know the organization’s time zone any more: what to do */
            notice: string | null;
            /** @description Runs requested in the range; seconds from the request to the verified live version */
            runs: {
                failed: number;
                medianSeconds: number | null;
                p95Seconds: number | null;
                succeeded: number;
            };
            /** @description In which the days are counted */
            timeZone: string;
        };
        AdsAccount: {
            currencyCode: string | null;
            googleAdsAccountId: string;
            /** @description The manager account through which it is reached */
            loginCustomerId: string | null;
            manager: boolean;
            name: string;
            /** @description Why it cannot be used as it is */
            problem: components["schemas"]["GoogleProblem"] | null;
        };
        AuditEntry: {
            /** @description For example tracking.update */
            action: string;
            actor: {
                id: string;
                /**
                 * @description database: a person or program at the database itself, past the service; id is the login
                 * @enum {string}
                 */
                kind: "user" | "run" | "refresh" | "system" | "database";
            };
            /** @description What changed, as it is. Secrets are redacted; a personal value that was forgotten is null */
            after: Record<string, never> | null;
            /** @description What changed, as it was */
            before: Record<string, never> | null;
            /** @description SHA-256 over the hash of the entry before and this entry, in hex */
            hash: string;
            /** Format: date-time */
            occurredAt: string;
            requestId: string | null;
            /** @description Counts the entries of the organization, without a gap */
            sequence: number;
            target: {
                id: string;
                type: string;
            };
        };
        AuditVerification: {
            /** @description The first entry that does not fit */
            broken: {
                /** @enum {string} */
                reason: "changed" | "missing" | "not_linked" | "not_as_signed" | "forged_checkpoint" | "missing_checkpoint" | "personal_changed";
                sequence: number;
            } | null;
            /** @description Entries looked at */
            checked: number;
            /** @description Signed checkpoints looked at: signature, number, and that each follows the one before */
            checkpoints: number;
            /** @description The signed checkpoint that the check began behind; null: at the first entry */
            from: {
                hash: string;
                sequence: number;
                /** Format: date-time */
                signedAt: string;
            } | null;
            intact: boolean;
            /** @description When the service last found the whole chain to hold, from its first entry; null: not yet, or it did not hold */
            lastFullCheck: string | null;
            /** @description Entries before the checkpoint, which were not looked at this time; null: all were */
            notChecked: {
                from: number;
                until: number;
            } | null;
            /** @description The last entry that fits; keep it elsewhere to compare later */
            until: {
                hash: string;
                sequence: number;
            } | null;
        };
        ChangeRole: {
            /** @enum {string} */
            role: "MEMBER" | "ADMIN";
        };
        CompletedConnection: {
            connection: components["schemas"]["Connection"];
            /** Format: uuid */
            customerId: string;
        };
        Connection: {
            /** Format: date-time */
            createdAt: string;
            /** @description Customers that belong to this login */
            customerCount: number;
            email: string;
            errorCode: string | null;
            /** @description The stable id of the Google account */
            googleAccountId: string;
            /** @description What to do about an `ERROR` */
            nextStep: string | null;
            /** @description What the login has granted */
            scopes: string[];
            /** @enum {string} */
            status: "ACTIVE" | "ERROR" | "DISCONNECTED";
            /** @description Of the access token, which is renewed by itself */
            tokenExpiresAt: string | null;
        };
        Consent: {
            /** Format: uri */
            authorizationUrl: string;
        };
        Container: {
            /** @description The public id, `GTM-…` */
            googleContainerId: string;
            name: string;
            path: string;
            /** @description `web` for websites */
            usageContext: string[];
        };
        Conversion: {
            /** @enum {string} */
            category: "DEFAULT" | "PAGE_VIEW" | "PURCHASE" | "SIGNUP" | "DOWNLOAD" | "ADD_TO_CART" | "BEGIN_CHECKOUT" | "SUBSCRIBE_PAID" | "PHONE_CALL_LEAD" | "SUBMIT_LEAD_FORM" | "BOOK_APPOINTMENT" | "REQUEST_QUOTE" | "GET_DIRECTIONS" | "OUTBOUND_CLICK" | "CONTACT" | "ENGAGEMENT" | "QUALIFIED_LEAD" | "CONVERTED_LEAD";
            /** @enum {string} */
            counting: "ONE_PER_CLICK" | "MANY_PER_CLICK";
            currency: string | null;
            value: number | null;
        };
        ConversionChanges: {
            /** @enum {string} */
            category?: "DEFAULT" | "PAGE_VIEW" | "PURCHASE" | "SIGNUP" | "DOWNLOAD" | "ADD_TO_CART" | "BEGIN_CHECKOUT" | "SUBSCRIBE_PAID" | "PHONE_CALL_LEAD" | "SUBMIT_LEAD_FORM" | "BOOK_APPOINTMENT" | "REQUEST_QUOTE" | "GET_DIRECTIONS" | "OUTBOUND_CLICK" | "CONTACT" | "ENGAGEMENT" | "QUALIFIED_LEAD" | "CONVERTED_LEAD";
            /** @enum {string} */
            counting?: "ONE_PER_CLICK" | "MANY_PER_CLICK";
            currency?: string | null;
            value?: number | null;
        };
        ConversionInput: {
            /** @enum {string} */
            category?: "DEFAULT" | "PAGE_VIEW" | "PURCHASE" | "SIGNUP" | "DOWNLOAD" | "ADD_TO_CART" | "BEGIN_CHECKOUT" | "SUBSCRIBE_PAID" | "PHONE_CALL_LEAD" | "SUBMIT_LEAD_FORM" | "BOOK_APPOINTMENT" | "REQUEST_QUOTE" | "GET_DIRECTIONS" | "OUTBOUND_CLICK" | "CONTACT" | "ENGAGEMENT" | "QUALIFIED_LEAD" | "CONVERTED_LEAD";
            /**
             * @default ONE_PER_CLICK
             * @enum {string}
             */
            counting?: "ONE_PER_CLICK" | "MANY_PER_CLICK";
            /**
             * @description Of ISO 4217
             * @example EUR
             */
            currency?: string;
            /**
             * @description What one conversion is worth
             * @example 25
             */
            value?: number;
        };
        /**
         * @description A click on an element, or on anything inside of it.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         */
        CreateButtonClick: {
            /** @default {} */
            conversion?: components["schemas"]["ConversionInput"];
            /** Format: uuid */
            customerId: string;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             */
            ignoreCase?: boolean;
            /** @example Buy button */
            name: string;
            /**
             * @description CSS selector of the element, for BUTTON_CLICK and FORM_SUBMIT. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description discriminator enum property added by openapi-typescript
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
            /** @example Corner Bakery */
            name: string;
            /** @example https://corner-bakery.example */
            websiteUrl: string;
        };
        /** @description An event that the website pushes into the data layer. */
        CreateCustomEvent: {
            /** @default {} */
            conversion?: components["schemas"]["ConversionInput"];
            /** Format: uuid */
            customerId: string;
            /**
             * @description The event as the website pushes it into the data layer
             * @example newsletter_signup
             */
            eventName: string;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             */
            ignoreCase?: boolean;
            /** @example Buy button */
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
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
        CreatedTrackings: {
            /** @description In the order of the request */
            data: components["schemas"]["Tracking"][];
        };
        /**
         * @description A form that the browser sends.
         *
         *     Not seen: A form that a script sends without a submit event, as many AJAX forms do, is not seen. Track the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.
         *
         *     Not seen: A form inside of an iframe, as embedded forms often are, is not seen. Install Tag Manager inside of the frame, or use the event of the form’s maker as CUSTOM_EVENT.
         */
        CreateFormSubmit: {
            /** @default {} */
            conversion?: components["schemas"]["ConversionInput"];
            /** Format: uuid */
            customerId: string;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             */
            ignoreCase?: boolean;
            /** @example Buy button */
            name: string;
            /**
             * @description CSS selector of the element, for BUTTON_CLICK and FORM_SUBMIT. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description discriminator enum property added by openapi-typescript
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
        };
        /**
         * @description A click on an element, or on anything inside of it.
         *
         *     Not seen: A click inside of an iframe or of a closed shadow root does not reach the page. Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.
         */
        CreateOneOfManyButtonClick: {
            /** @default {} */
            conversion?: components["schemas"]["ConversionInput"];
            /** Format: uuid */
            customerId?: string;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             */
            ignoreCase?: boolean;
            /** @example Buy button */
            name: string;
            /**
             * @description CSS selector of the element, for BUTTON_CLICK and FORM_SUBMIT. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description discriminator enum property added by openapi-typescript
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
        /** @description An event that the website pushes into the data layer. */
        CreateOneOfManyCustomEvent: {
            /** @default {} */
            conversion?: components["schemas"]["ConversionInput"];
            /** Format: uuid */
            customerId?: string;
            /**
             * @description The event as the website pushes it into the data layer
             * @example newsletter_signup
             */
            eventName: string;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             */
            ignoreCase?: boolean;
            /** @example Buy button */
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
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
         * @description A form that the browser sends.
         *
         *     Not seen: A form that a script sends without a submit event, as many AJAX forms do, is not seen. Track the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.
         *
         *     Not seen: A form inside of an iframe, as embedded forms often are, is not seen. Install Tag Manager inside of the frame, or use the event of the form’s maker as CUSTOM_EVENT.
         */
        CreateOneOfManyFormSubmit: {
            /** @default {} */
            conversion?: components["schemas"]["ConversionInput"];
            /** Format: uuid */
            customerId?: string;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             */
            ignoreCase?: boolean;
            /** @example Buy button */
            name: string;
            /**
             * @description CSS selector of the element, for BUTTON_CLICK and FORM_SUBMIT. It is written to Tag Manager letter by letter; a click on anything inside of the element counts too
             * @example #buy, a.cta-buy
             */
            selector: string;
            /**
             * @description discriminator enum property added by openapi-typescript
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
        };
        /**
         * @description A page that is opened, also by a single-page application without loading it.
         *
         *     Needs urlPattern or urlRegex.
         */
        CreateOneOfManyPageView: {
            /** @default {} */
            conversion?: components["schemas"]["ConversionInput"];
            /** Format: uuid */
            customerId?: string;
            /**
             * @description Whether a PAGE_VIEW also counts where a single-page application changes the address without loading a page
             * @default true
             */
            historyChanges?: boolean;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             */
            ignoreCase?: boolean;
            /** @example Buy button */
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
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
         * @description A page that is opened, also by a single-page application without loading it.
         *
         *     Needs urlPattern or urlRegex.
         */
        CreatePageView: {
            /** @default {} */
            conversion?: components["schemas"]["ConversionInput"];
            /** Format: uuid */
            customerId: string;
            /**
             * @description Whether a PAGE_VIEW also counts where a single-page application changes the address without loading a page
             * @default true
             */
            historyChanges?: boolean;
            /**
             * @description Whether `urlPattern` and `urlRegex` match in either case of letters
             * @default false
             */
            ignoreCase?: boolean;
            /** @example Buy button */
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
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
        CreateTracking: components["schemas"]["CreateButtonClick"] | components["schemas"]["CreatePageView"] | components["schemas"]["CreateFormSubmit"] | components["schemas"]["CreateCustomEvent"];
        CreateTrackings: {
            /**
             * Format: uuid
             * @description For every tracking that names no customer of its own
             */
            customerId?: string;
            trackings: (components["schemas"]["CreateOneOfManyButtonClick"] | components["schemas"]["CreateOneOfManyPageView"] | components["schemas"]["CreateOneOfManyFormSubmit"] | components["schemas"]["CreateOneOfManyCustomEvent"])[];
        };
        Customer: {
            /** @description The Google login that serves this customer */
            connection: components["schemas"]["CustomerConnection"] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description When it was deleted, until it is restored or purged */
            deletedAt: string | null;
            /**
             * @description The worst state that its trackings are deployed in; UNKNOWN without trackings, or before they were looked at
             * @enum {string}
             */
            deploymentWorst: "LIVE" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            googleAccountId: string | null;
            googleAdsAccountId: string | null;
            googleContainerId: string | null;
            /** Format: uuid */
            id: string;
            loginCustomerId: string | null;
            name: string;
            /** @description Open findings that want a look: hints and dismissed ones are not counted */
            openFindings: number;
            /**
             * @description The first that holds: `PAUSED`, syncing pauses, and what is live goes on counting; `ERROR`, the Google login or the container was lost; `NOT_CONNECTED`, there is no Google login; `SETUP_INCOMPLETE`, no container or no Google Ads account is chosen; `READY`, edits are synced
             * @enum {string}
             */
            status: "PAUSED" | "ERROR" | "NOT_CONNECTED" | "SETUP_INCOMPLETE" | "READY";
            trackingCount: number;
            /** Format: date-time */
            updatedAt: string;
            version: number;
            websiteUrl: string;
        };
        CustomerConnection: {
            email: string;
            googleAccountId: string;
            scopes: string[];
            /** @enum {string} */
            status: "ACTIVE" | "ERROR" | "DISCONNECTED";
            tokenExpiresAt: string | null;
        };
        CustomersReport: {
            data: {
                awaitingPublish: number;
                /** Format: uuid */
                customerId: string;
                failed: number;
                inProgress: number;
                lastSyncedAt: string | null;
                name: string;
                pending: number;
                /** @enum {string} */
                status: "PAUSED" | "ERROR" | "NOT_CONNECTED" | "SETUP_INCOMPLETE" | "READY";
                succeeded: number;
                /** @description Live trackings */
                total: number;
            }[];
        };
        DeletedOrganization: {
            connections: {
                email: string;
                googleAccountId: string;
                /** @description Whether the permission is ended in the Google account too */
                revokedAtGoogle: boolean;
            }[];
            /** @description Trackings whose tags stay in the containers of the clients */
            liveTrackings: number;
            /** @description How to end the permission where it may still exist */
            nextStep: string | null;
        };
        DeploymentReason: {
            /** @constant */
            code: "never_published";
        } | {
            /** @constant */
            code: "tag_missing";
        } | {
            /** @constant */
            code: "trigger_missing";
        } | {
            /** @constant */
            code: "paused";
        } | {
            /** @constant */
            code: "no_firing_trigger";
        } | {
            /** @constant */
            code: "linker_missing";
        } | {
            /** @constant */
            code: "action_missing";
        } | {
            /** @constant */
            code: "action_hidden";
        } | {
            at: string;
            /** @constant */
            code: "schedule_not_started";
        } | {
            at: string;
            /** @constant */
            code: "schedule_ended";
        } | {
            /** @constant */
            code: "blocked";
            trigger: string;
        } | {
            /** @constant */
            code: "exception";
            trigger: string;
        } | {
            /** @constant */
            code: "variable_missing";
            variable: string;
        } | {
            /** @constant */
            code: "consent_required";
            readonly types: string[];
        } | {
            /** @constant */
            code: "linker_prefix";
            linker: string;
            tag: string;
        } | {
            /** @constant */
            code: "changed";
            readonly fields: {
                /** @description What is there; absent where nothing is */
                after?: string | number | boolean;
                before?: string | number | boolean;
                field: string;
            }[];
        } | {
            /** @constant */
            code: "setup_tag_paused";
            tag: string;
        };
        DetachCustomer: {
            /** @description Why; it is kept in the audit log */
            reason?: string;
            /**
             * @description What to let go of
             * @enum {string}
             */
            what: "container" | "googleAdsAccount" | "both";
        };
        DisconnectedConnection: {
            connection: components["schemas"]["Connection"];
            /** @description How to end the permission where it may still exist */
            nextStep: string | null;
            /** @description `true`: the permission is ended in the Google account too. `false`: it may still exist there, because it is used elsewhere, Google could not be reached, or it was disconnected before */
            revokedAtGoogle: boolean;
        };
        DismissFinding: {
            /** @example The shop is closed until spring */
            reason: string;
            /**
             * Format: date-time
             * @description When it comes back, within the hour after, if it is still so; without it, when its data change
             */
            until?: string;
        };
        Finding: {
            /** @enum {string} */
            code: "cannot_fire.paused" | "cannot_fire.no_firing_trigger" | "cannot_fire.schedule_not_started" | "cannot_fire.schedule_ended" | "cannot_fire.blocked" | "cannot_fire.variable_missing" | "cannot_fire.linker_missing" | "cannot_fire.linker_prefix" | "cannot_fire.action_missing" | "cannot_fire.action_hidden" | "cannot_fire.setup_tag_paused" | "not_live.never_published" | "drift.changed" | "drift.missing" | "drift.overwritten" | "exception" | "consent_required" | "duplicate.copy" | "duplicate.same_label" | "duplicate.same_event" | "foreign.marked" | "leftover.linker" | "leftover.built_ins" | "shared.name_taken" | "workspace.foreign_draft" | "version.ours_rolled_back" | "version.foreign_rolled_back" | "version.foreign_unpublished_or_rolled_back" | "hint.click_in_frame" | "hint.form_without_submit" | "hint.form_in_frame";
            /** Format: uuid */
            customerId: string;
            /** @description What the summary is made of; which fields there are depends on the code */
            data: Record<string, never>;
            dismissedAt: string | null;
            dismissedUntil: string | null;
            dismissReason: string | null;
            /** Format: uuid */
            id: string;
            nextStep: string;
            /** Format: date-time */
            openedAt: string;
            /** @description When it was found to be so no more */
            resolvedAt: string | null;
            /** @enum {string} */
            severity: "hint" | "warning" | "error";
            /** @description What was found, as it was when last seen */
            summary: string;
            /** @description `null` where it is about the customer or its container */
            trackingId: string | null;
        };
        GoogleAccounts: {
            accounts: components["schemas"]["TagManagerAccount"][];
            adsAccounts: components["schemas"]["AdsAccount"][];
            /** @description Why the login reaches no Google Ads at all */
            adsProblem: components["schemas"]["GoogleProblem"] | null;
            /** @description There are more Ads accounts than are listed; any can be chosen by its id */
            adsTruncated: boolean;
        };
        GoogleProblem: {
            code: string;
            /** @description How the agency fixes it */
            nextStep: string;
        };
        Health: {
            checks?: {
                check: string;
                /** @description What is wrong and what to do about it */
                fix: string | null;
                /** @enum {string} */
                status: "ok" | "warn" | "fail";
            }[];
            database?: {
                migration: string | null;
                /** @description false where the login could see past row-level security */
                rowSecurityEnforced: boolean;
                serverVersion: string;
                timeZone: string;
            };
            /**
             * @description fail where at least one check failed
             * @enum {string}
             */
            status: "ok" | "fail";
        };
        Invitation: {
            acceptedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            email: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The member who sent it
             */
            invitedBy: string;
            /** @enum {string} */
            role: "MEMBER" | "ADMIN";
            /** @enum {string} */
            status: "OPEN" | "EXPIRED" | "ACCEPTED";
        };
        InvitationWithLink: {
            acceptedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            email: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
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
            /** @enum {string} */
            role: "MEMBER" | "ADMIN";
            /** @enum {string} */
            status: "OPEN" | "EXPIRED" | "ACCEPTED";
        };
        Invite: {
            /** @description The person who accepts must have verified this address */
            email: string;
            /**
             * @default MEMBER
             * @enum {string}
             */
            role?: "MEMBER" | "ADMIN";
        };
        Maintenance: {
            chains: {
                /** @description Not signed, because they do not hold */
                broken: number;
                signed: number;
                /** @description Not signed, because they should have been long before: a checkpoint is gone, or the schedule did not run for a week */
                unsigned: number;
            };
            denials: number;
            /** @description What failed for reasons of the service; above 0 the status is 500 */
            failures: number;
            fullChecks: {
                /** @description Of these: those that do not hold */
                broken: number;
                /** @description Chains that were checked from their first entry to their last */
                chains: number;
                entries: number;
            };
            purged: {
                containerVersions: number;
                findings: number;
                idempotencyKeys: number;
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
             * @enum {string}
             */
            fires: "yes" | "no" | "unknown";
            name: string;
            /** Format: uuid */
            trackingId: string;
            /** @enum {string} */
            type: "BUTTON_CLICK" | "PAGE_VIEW" | "FORM_SUBMIT" | "CUSTOM_EVENT";
        };
        Matches: {
            /** @description Of all trackings of the customer */
            counts: {
                no: number;
                unknown: number;
                yes: number;
            };
            /** @description At most 100: first those that fire, then unknown ones, then those that do not */
            data: components["schemas"]["Match"][];
        };
        MatchReason: {
            ignoreCase: boolean;
            /** @enum {string} */
            met: "yes" | "no" | "unknown";
            /** @description How: `equals`, `contains`, `matchRegex`, `cssSelector` */
            type: string;
            value: string;
            /** @description What is looked at, as Tag Manager calls it; `trigger`: what has to happen at all */
            variable: string;
        };
        MatchTrackings: {
            /** Format: uuid */
            customerId: string;
            visit: components["schemas"]["Visit"];
        };
        Me: {
            membership: components["schemas"]["Membership"] | null;
            /** @description Without a membership: what to do where a member has your address and another account */
            nextStep: string | null;
        };
        Member: {
            /** Format: date-time */
            createdAt: string;
            email: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            role: "MEMBER" | "ADMIN";
        };
        Membership: {
            organization: components["schemas"]["Organization"];
            user: components["schemas"]["Member"];
        };
        Organization: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            publishMode: "MANUAL" | "AUTO";
            timeZone: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Grows with every change; also the ETag */
            version: number;
            /** @description `true` stops what is written at Google for the organization: syncs and publishing wait, and what only looks goes on */
            writesPaused: boolean;
        };
        Overview: {
            customers: {
                byStatus: {
                    ERROR: number;
                    NOT_CONNECTED: number;
                    PAUSED: number;
                    READY: number;
                    SETUP_INCOMPLETE: number;
                };
                total: number;
            };
            /** @description At most ten, most trackings first */
            topCustomers: {
                /** Format: uuid */
                id: string;
                name: string;
                trackingCount: number;
            }[];
            trackings: {
                bySyncStatus: {
                    AWAITING_PUBLISH: number;
                    FAILED: number;
                    IN_PROGRESS: number;
                    PENDING: number;
                    SUCCESS: number;
                };
                total: number;
            };
        };
        /** @description What went wrong: problem details of RFC 9457 */
        Problem: {
            /** @enum {string} */
            code: "invalid_request" | "malformed_json" | "unauthenticated" | "not_a_member" | "forbidden" | "not_found" | "method_not_allowed" | "conflict" | "limit_reached" | "version_superseded" | "request_in_progress" | "gone" | "precondition_failed" | "payload_too_large" | "unsupported_media_type" | "rate_limited" | "idempotency_key_reused" | "google_rejected" | "google_unavailable" | "quota_exhausted" | "clock_skew" | "unavailable" | "outcome_unknown" | "internal";
            /** @description What is wrong this time, and what to do */
            detail: string;
            /** @description The path that was called */
            instance: string;
            invalidParams?: {
                /** @description Where the input is: `body.selector`, `query.limit`, `path.customerId` */
                name: string;
                /** @description How to fix it */
                reason: string;
            }[];
            /** @description What to name when asking about this response */
            requestId: string;
            status: number;
            /** @description The same for every occurrence of the code */
            title: string;
            /** @description Address of the explanation of the code */
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
            connections: number;
            customers: number;
            failed: number;
            /** @description What failed for reasons of the service; above 0 the status is 500 */
            failures: number;
            invitations: number;
            oauthStates: number;
            /** @description Of the trackings: those that could not be removed at Google */
            stillDeployed: number;
            trackings: number;
            users: number;
        };
        RefreshedTokens: {
            /** @description Postponed; their tokens are kept */
            failed: number;
            /** @description What failed for reasons of the service; above 0 the status is 500 */
            failures: number;
            /** @description Their grants have ended: their owners have to connect again */
            lost: number;
            refreshed: number;
            /** @description Another process refreshes them, or no time was left */
            skipped: number;
            /** @description Their tokens cannot be decrypted with the keys that are configured */
            unreadable: number;
        };
        SignUp: {
            /** @example Northlight Agency */
            name: string;
            /**
             * @description IANA time zone in which reports count their days; a former name becomes the present one
             * @default UTC
             * @example Europe/Berlin
             */
            timeZone?: string;
        };
        SweptRuns: {
            /** @description What failed for reasons of the service; above 0 the status is 500 */
            failures: number;
            outcomes: Record<string, never>;
        };
        /** @default {} */
        SyncCustomer: {
            /**
             * @description After a rollback: the live version becomes the latest one again, and ours is built on it
             * @constant
             */
            buildOnLive?: true;
        };
        SyncJob: {
            /** @enum {string} */
            action: "CREATE" | "UPDATE" | "DELETE";
            /** Format: date-time */
            createdAt: string;
            errorCode: string | null;
            errorMessage: string | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
            /** Format: uuid */
            trackingId: string;
        };
        SyncRun: {
            attempts: number;
            /** @description How many of its trackings are in place and do not count as they are wanted; `null` until it ends */
            cannotFire: number | null;
            claimedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            customerId: string;
            errorCode: string | null;
            errorMessage: string | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "SYNC" | "PUBLISH" | "VERIFY" | "ROLLBACK";
            /** @description The container version that was live before */
            previousLiveId: string | null;
            /**
             * Format: date-time
             * @description When it is due
             */
            runAt: string;
            /** @enum {string} */
            status: "QUEUED" | "RUNNING" | "AWAITING_PUBLISH" | "SUCCEEDED" | "FAILED" | "CANCELLED";
            /** Format: date-time */
            updatedAt: string;
            /** @description The container version that this run made or published */
            versionId: string | null;
        };
        SyncRunWithJobs: {
            attempts: number;
            /** @description How many of its trackings are in place and do not count as they are wanted; `null` until it ends */
            cannotFire: number | null;
            claimedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            customerId: string;
            errorCode: string | null;
            errorMessage: string | null;
            /** @description About when it starts, by its place and the quota at Google; not before, where its place is 100 */
            expectedAt: string | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description What it does, or, while it is queued, what waits for it */
            jobs: components["schemas"]["SyncJob"][];
            /** @enum {string} */
            kind: "SYNC" | "PUBLISH" | "VERIFY" | "ROLLBACK";
            /** @description While it is queued: its place among all that are due, 1 for the next. 100 stands for every later place too. `null` while it cannot be claimed */
            position: number | null;
            /** @description The container version that was live before */
            previousLiveId: string | null;
            /**
             * Format: date-time
             * @description When it is due
             */
            runAt: string;
            /** @enum {string} */
            status: "QUEUED" | "RUNNING" | "AWAITING_PUBLISH" | "SUCCEEDED" | "FAILED" | "CANCELLED";
            /** Format: date-time */
            updatedAt: string;
            /** @description The container version that this run made or published */
            versionId: string | null;
            /** @description The switch that it waits for, because it would write at Google; `null` where none holds it up */
            waitsFor: {
                /** @enum {string} */
                code: "writes_paused" | "google_writes_off";
                message: string;
            } | null;
        };
        TagManagerAccount: {
            accountId: string;
            /** @description `null`: not read, because of Google’s quota; ask for this account alone */
            containers: components["schemas"]["Container"][] | null;
            name: string;
        };
        Tracking: {
            conversion: components["schemas"]["Conversion"];
            conversionLabel: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            customerId: string;
            /** @description When it was deleted, until it is restored or purged */
            deletedAt: string | null;
            deploymentCheckedAt: string | null;
            /**
             * @description Whether it counts as container and Google Ads account were when last looked at; UNKNOWN before
             * @enum {string}
             */
            deploymentState: "LIVE" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            eventName: string | null;
            /** @description The number after AW- */
            googleAdsConversionId: string | null;
            gtmTagId: string | null;
            gtmTriggerId: string | null;
            /** @description null where the type of tracking has no use for it */
            historyChanges: boolean | null;
            /** Format: uuid */
            id: string;
            ignoreCase: boolean;
            lastSyncedAt: string | null;
            name: string;
            selector: string | null;
            /** @description The version that is deployed; 0 before the first sync */
            syncedVersion: number;
            syncErrorCode: string | null;
            syncErrorMessage: string | null;
            /**
             * @description How far the latest edit has come: `PENDING`, it waits for a sync; `IN_PROGRESS`, a sync is at work or waits for its next try; `AWAITING_PUBLISH`, a version with it is made, and an ADMIN decides whether it goes live; `SUCCESS`, it was live and could fire when its last sync ended; `FAILED`, see `syncErrorMessage`
             * @enum {string}
             */
            syncStatus: "PENDING" | "IN_PROGRESS" | "AWAITING_PUBLISH" | "SUCCESS" | "FAILED";
            /** @enum {string} */
            type: "BUTTON_CLICK" | "PAGE_VIEW" | "FORM_SUBMIT" | "CUSTOM_EVENT";
            /** Format: date-time */
            updatedAt: string;
            urlPattern: string | null;
            urlRegex: string | null;
            /** @description Grows with every edit */
            version: number;
        };
        TrackingDeployment: {
            checkedAt: string | null;
            name: string;
            /** @description What decided; none where it is LIVE without reserve, or UNKNOWN */
            reasons: components["schemas"]["DeploymentReason"][];
            /**
             * @description What container and Google Ads account held when they were looked at
             * @enum {string}
             */
            state: "LIVE" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            /** Format: uuid */
            trackingId: string;
        };
        TrackingWithFindings: {
            conversion: components["schemas"]["Conversion"];
            conversionLabel: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            customerId: string;
            /** @description When it was deleted, until it is restored or purged */
            deletedAt: string | null;
            deploymentCheckedAt: string | null;
            /**
             * @description Whether it counts as container and Google Ads account were when last looked at; UNKNOWN before
             * @enum {string}
             */
            deploymentState: "LIVE" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
            eventName: string | null;
            /** @description Its open findings, the latest 20 */
            findings: components["schemas"]["Finding"][];
            /** @description The number after AW- */
            googleAdsConversionId: string | null;
            gtmTagId: string | null;
            gtmTriggerId: string | null;
            /** @description null where the type of tracking has no use for it */
            historyChanges: boolean | null;
            /** Format: uuid */
            id: string;
            ignoreCase: boolean;
            lastSyncedAt: string | null;
            name: string;
            selector: string | null;
            /** @description The version that is deployed; 0 before the first sync */
            syncedVersion: number;
            syncErrorCode: string | null;
            syncErrorMessage: string | null;
            /**
             * @description How far the latest edit has come: `PENDING`, it waits for a sync; `IN_PROGRESS`, a sync is at work or waits for its next try; `AWAITING_PUBLISH`, a version with it is made, and an ADMIN decides whether it goes live; `SUCCESS`, it was live and could fire when its last sync ended; `FAILED`, see `syncErrorMessage`
             * @enum {string}
             */
            syncStatus: "PENDING" | "IN_PROGRESS" | "AWAITING_PUBLISH" | "SUCCESS" | "FAILED";
            /** @enum {string} */
            type: "BUTTON_CLICK" | "PAGE_VIEW" | "FORM_SUBMIT" | "CUSTOM_EVENT";
            /** Format: date-time */
            updatedAt: string;
            urlPattern: string | null;
            urlRegex: string | null;
            /** @description Grows with every edit */
            version: number;
        };
        UpdateCustomer: {
            googleAdsAccountId?: string;
            /**
             * @description The public id of a web container
             * @example GTM-ABC123
             */
            googleContainerId?: string;
            /** @description The manager account through which the Google Ads account is reached */
            loginCustomerId?: string;
            /** @example Corner Bakery */
            name?: string;
            /** @description `true`: syncing pauses, and what is live goes on counting; `false`: it goes on, with the status that is true then */
            paused?: boolean;
            /** @example https://corner-bakery.example */
            websiteUrl?: string;
        };
        UpdateOrganization: {
            /** @example Northlight Agency */
            name?: string;
            /**
             * @description `MANUAL`: an ADMIN publishes what a sync has made; `AUTO`: it goes live at once
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
            conversion?: components["schemas"]["ConversionChanges"];
            eventName?: string | null;
            historyChanges?: boolean | null;
            ignoreCase?: boolean | null;
            /** @example Buy button */
            name?: string;
            selector?: string | null;
            urlPattern?: string | null;
            urlRegex?: string | null;
        };
        Visit: {
            /**
             * @description The HTML of the element that is clicked, best with the elements around it: the innermost one counts, where always the first child is followed. Unless it begins with `<html>` or `<body>`, what may be around it is unknown, and so are siblings
             * @example <form id="checkout"><button class="cta-buy">Buy</button></form>
             */
            clicked?: string;
            /**
             * @description An event that the website pushes into the data layer
             * @example newsletter_signup
             */
            event?: string;
            /**
             * @description Whether the page was loaded, or a single-page application has changed its address (`HISTORY`)
             * @default LOAD
             * @enum {string}
             */
            navigation?: "LOAD" | "HISTORY";
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
        };
    };
    responses: {
        /**
         * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
         *
         *     `unavailable`: The service or one of its dependencies is down or overloaded.
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
                    /** @enum {unknown} */
                    code: "clock_skew" | "unavailable";
                    /** @constant */
                    status: 503;
                };
            };
        };
        /**
         * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
         *
         *     `unavailable`: The service or one of its dependencies is down or overloaded.
         *
         *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
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
                    /** @enum {unknown} */
                    code: "clock_skew" | "unavailable" | "outcome_unknown";
                    /** @constant */
                    status: 503;
                };
            };
        };
        /** @description `gone`: A request with this `Idempotency-Key` was completed before, and what it created has been deleted since. */
        Gone: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "gone";
                    /** @constant */
                    status: 410;
                };
            };
        };
        /** @description `idempotency_key_reused`: This `Idempotency-Key` was used for another request before. */
        IdempotencyKeyReused: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "idempotency_key_reused";
                    /** @constant */
                    status: 422;
                };
            };
        };
        /** @description `internal`: There is an error on our side. */
        Internal: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "internal";
                    /** @constant */
                    status: 500;
                };
            };
        };
        /** @description `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown. */
        InvalidRequest: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "invalid_request";
                    /** @constant */
                    status: 400;
                };
            };
        };
        /**
         * @description `invalid_request`: Something in the path, the query, a header or the body is missing, malformed or unknown.
         *
         *     `malformed_json`: The body is not valid JSON in UTF-8.
         */
        InvalidRequestOrMalformedJson: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "invalid_request" | "malformed_json";
                    /** @constant */
                    status: 400;
                };
            };
        };
        /** @description `not_a_member`: You are signed in, but belong to no organization. */
        NotAMember: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "not_a_member";
                    /** @constant */
                    status: 403;
                };
            };
        };
        /**
         * @description `not_a_member`: You are signed in, but belong to no organization.
         *
         *     `forbidden`: You are authenticated, but do not have the permission.
         */
        NotAMemberOrForbidden: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "not_a_member" | "forbidden";
                    /** @constant */
                    status: 403;
                };
            };
        };
        /** @description `not_found`: There is nothing with this id that you can see. Whether it never existed, is deleted or belongs to another organization cannot be seen from the response. */
        NotFound: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "not_found";
                    /** @constant */
                    status: 404;
                };
            };
        };
        /** @description `payload_too_large`: The body is larger than 1 MiB, or has more than 10,000 values. */
        PayloadTooLarge: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "payload_too_large";
                    /** @constant */
                    status: 413;
                };
            };
        };
        /** @description `precondition_failed`: The version in `If-Match` is stale: another user has changed the resource since. */
        PreconditionFailed: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "precondition_failed";
                    /** @constant */
                    status: 412;
                };
            };
        };
        /** @description `rate_limited`: There were too many requests in too short a time, or one is under way that is allowed once at a time. */
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
                    /** @enum {unknown} */
                    code: "rate_limited";
                    /** @constant */
                    status: 429;
                };
            };
        };
        /** @description `unauthenticated`: The request has no token, or one that is expired, forged, or revoked by signing out everywhere. */
        Unauthenticated: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "unauthenticated";
                    /** @constant */
                    status: 401;
                };
            };
        };
        /** @description `unsupported_media_type`: The body is not declared as JSON in UTF-8, or is compressed. */
        UnsupportedMediaType: {
            headers: {
                "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code: "unsupported_media_type";
                    /** @constant */
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
            /** @description `internal`: There is an error on our side. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Maintenance"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal";
                        /** @constant */
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
            /** @description `internal`: There is an error on our side. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purged"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal";
                        /** @constant */
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
            /** @description `internal`: There is an error on our side. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshedTokens"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal";
                        /** @constant */
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
            /** @description `internal`: There is an error on our side. */
            500: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweptRuns"];
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal";
                        /** @constant */
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
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded.
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
                        /** @enum {unknown} */
                        code: "clock_skew" | "unavailable";
                        /** @constant */
                        status: 503;
                    };
                };
            };
        };
    };
    "auditLog.list": {
        parameters: {
            query?: {
                action?: string;
                /** @description A member, run or Google login */
                actorId?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Not before this time */
                from?: string;
                /** @description Rows on a page */
                limit?: number;
                targetId?: string;
                targetType?: string;
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
                        data: components["schemas"]["AuditEntry"][];
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
                action?: string;
                /** @description A member, run or Google login */
                actorId?: string;
                format?: "jsonl" | "csv";
                /** @description Not before this time */
                from?: string;
                targetId?: string;
                targetType?: string;
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
                /** @description start: the whole log, not only what is new */
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
                        data: components["schemas"]["Connection"][];
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
            /** @description `conflict`: A sync through this login is under way. Let run {syncRunId} end first. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
                code?: string;
                error?: string;
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
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded.
             *
             *     `outcome_unknown`: Whether it was saved is not known: the connection to the database was lost at that moment. Look, or send it again with the same Idempotency-Key if it had one.
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
                        /** @enum {unknown} */
                        code: "clock_skew" | "unavailable" | "outcome_unknown";
                        /** @constant */
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
            /** @description `not_found`: No such connection to complete. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_found";
                        /** @constant */
                        status: 404;
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `google_rejected`: At Google’s consent page these permissions were not ticked: {permissions}. Nothing was connected; connect again and tick every box. */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "google_rejected";
                        /** @constant */
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
                /** @description true: what was deleted and can be restored, instead of what is live */
                deleted?: "true" | "false";
                deploymentWorst?: "LIVE" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
                /** @description Whether open findings other than hints want a look */
                hasFindings?: "true" | "false";
                /** @description Rows on a page */
                limit?: number;
                order?: "asc" | "desc";
                /** @description A part of the name or website; case, accents and strokes of letters make no difference */
                q?: string;
                /** @description deployment: by the worst state of its trackings, LIVE, UNKNOWN, DIFFERS, NOT_LIVE, CANNOT_FIRE */
                sort?: "createdAt" | "name" | "deployment" | "openFindings";
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
                        data: components["schemas"]["Customer"][];
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
            403: components["responses"]["NotAMember"];
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
             *
             *     `limit_reached`: An organization has at most 10,000 customers. Delete those that you no longer look after.
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
                        /** @enum {unknown} */
                        code: "request_in_progress" | "limit_reached";
                        /** @constant */
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
            400: components["responses"]["InvalidRequestOrMalformedJson"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotAMemberOrForbidden"];
            404: components["responses"]["NotFound"];
            /** @description `conflict`: A sync of this customer is under way. Let it end, then change the accounts. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
                        status: 409;
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `google_rejected`: The permission was withdrawn or has expired. Connect the Google account again; nothing is lost. */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "google_rejected";
                        /** @constant */
                        status: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /** @description `google_unavailable`: Google did not respond in time. Repeat the request in some seconds. */
            502: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "google_unavailable";
                        /** @constant */
                        status: 502;
                    };
                };
            };
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded.
             *
             *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
             *
             *     `quota_exhausted`: Google allows only so many calls at a time. Repeat the request in some seconds.
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
                        /** @enum {unknown} */
                        code: "clock_skew" | "unavailable" | "outcome_unknown" | "quota_exhausted";
                        /** @constant */
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
            /** @description `limit_reached`: You have 20 consents open, which is the most. Complete one, or wait ten minutes until they expire. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "limit_reached";
                        /** @constant */
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
                        data: components["schemas"]["TrackingDeployment"][];
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
            /** @description `conflict`: A sync of this customer is under way. Let it end, then change the accounts. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
                /** @description Look into this Tag Manager account only */
                accountId?: string;
            };
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
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
            /** @description `conflict`: Connect this customer to Google first: POST /api/v1/customers/{customerId}/connect. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
                        status: 409;
                    };
                };
            };
            /** @description `google_rejected`: The permission was withdrawn or has expired. Connect the Google account again; nothing is lost. */
            422: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "google_rejected";
                        /** @constant */
                        status: 422;
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            /** @description `google_unavailable`: Google did not respond in time. Repeat the request in some seconds. */
            502: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "google_unavailable";
                        /** @constant */
                        status: 502;
                    };
                };
            };
            /**
             * @description `clock_skew`: The service and its database disagree about the time, so that the database accepts nothing.
             *
             *     `unavailable`: The service or one of its dependencies is down or overloaded.
             *
             *     `outcome_unknown`: The connection to the database was lost while the change was being saved, so it may have been saved or not.
             *
             *     `quota_exhausted`: Google allows only so many calls at a time. Repeat the request in some seconds.
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
                        /** @enum {unknown} */
                        code: "clock_skew" | "unavailable" | "outcome_unknown" | "quota_exhausted";
                        /** @constant */
                        status: 503;
                    };
                };
            };
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
             * @description `version_superseded`: Version {versionId} does not wait to be published; version {waiting} does. Review that one, then publish it.
             *
             *     `conflict`: No version waits to be published. Sync the customer first.
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
                        /** @enum {unknown} */
                        code: "version_superseded" | "conflict";
                        /** @constant */
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
             * @description `limit_reached`: An organization has at most 10,000 customers. Delete those that you no longer look after.
             *
             *     `conflict`: customer.googleContainerId: customer {customerId} uses {googleContainerId} now; delete it or choose another container for it, then restore
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
                        /** @enum {unknown} */
                        code: "limit_reached" | "conflict";
                        /** @constant */
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
    "customers.sync": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
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
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
            /** @description `conflict`: The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
    "findings.list": {
        parameters: {
            query?: {
                code?: "cannot_fire.paused" | "cannot_fire.no_firing_trigger" | "cannot_fire.schedule_not_started" | "cannot_fire.schedule_ended" | "cannot_fire.blocked" | "cannot_fire.variable_missing" | "cannot_fire.linker_missing" | "cannot_fire.linker_prefix" | "cannot_fire.action_missing" | "cannot_fire.action_hidden" | "cannot_fire.setup_tag_paused" | "not_live.never_published" | "drift.changed" | "drift.missing" | "drift.overwritten" | "exception" | "consent_required" | "duplicate.copy" | "duplicate.same_label" | "duplicate.same_event" | "foreign.marked" | "leftover.linker" | "leftover.built_ins" | "shared.name_taken" | "workspace.foreign_draft" | "version.ours_rolled_back" | "version.foreign_rolled_back" | "version.foreign_unpublished_or_rolled_back" | "hint.click_in_frame" | "hint.form_without_submit" | "hint.form_in_frame";
                /** @description `nextCursor` of the page before */
                cursor?: string;
                customerId?: string;
                /** @description Rows on a page */
                limit?: number;
                order?: "asc" | "desc";
                severity?: "hint" | "warning" | "error";
                status?: "open" | "dismissed" | "resolved" | "all";
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
                        data: components["schemas"]["Finding"][];
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
            /** @description `conflict`: This finding is resolved: there is nothing to dismiss. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
                /** @description By the time they joined */
                order?: "asc" | "desc";
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
                        data: components["schemas"]["Member"][];
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
    "members.remove": {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of the request, for your logs and ours; one of another form is ignored */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
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
             * @description `not_a_member`: You are signed in, but belong to no organization.
             *
             *     `forbidden`: This needs the role ADMIN; ask an ADMIN of your organization.
             */
            403: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_a_member" | "forbidden";
                        /** @constant */
                        status: 403;
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description `conflict`: This is the last ADMIN, and an organization needs one. Make another member ADMIN first, or delete the organization. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
            /** @description `conflict`: This is the last ADMIN, and an organization needs one. Make another member ADMIN first, or delete the organization. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
    "invitations.list": {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Rows on a page */
                limit?: number;
                /** @description By the time they were sent */
                order?: "asc" | "desc";
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
                        data: components["schemas"]["Invitation"][];
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
            403: components["responses"]["NotAMemberOrForbidden"];
            /** @description `limit_reached`: 100 invitations are open, which is the most. Revoke some, or wait until they expire. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "limit_reached";
                        /** @constant */
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
            /** @description `forbidden`: Verify your e-mail address first, then sign in again and repeat this. */
            403: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "forbidden";
                        /** @constant */
                        status: 403;
                    };
                };
            };
            /** @description `not_found`: No open invitation for your address has this token. Ask an ADMIN for a new one, and sign in with the address that was invited. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_found";
                        /** @constant */
                        status: 404;
                    };
                };
            };
            /** @description `conflict`: You belong to an organization already, and a person belongs to at most one. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
             * @description `invalid_request`: body.timeZone: must be a time zone of the IANA database that the server knows, for example Europe/Berlin, or UTC
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_request" | "malformed_json";
                        /** @constant */
                        status: 400;
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description `forbidden`: Verify your e-mail address first, then sign in again and repeat this. */
            403: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "forbidden";
                        /** @constant */
                        status: 403;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
             *
             *     `conflict`: You belong to an organization already, and a person belongs to at most one.
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
                        /** @enum {unknown} */
                        code: "request_in_progress" | "conflict";
                        /** @constant */
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
            /** @description `conflict`: A sync is under way. Let run {syncRunId} end first. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
             * @description `invalid_request`: body.timeZone: must be a time zone of the IANA database that the server knows, for example Europe/Berlin, or UTC
             *
             *     `malformed_json`: The body is not valid JSON in UTF-8.
             */
            400: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid_request" | "malformed_json";
                        /** @constant */
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
    "reports.customers": {
        parameters: {
            query?: {
                format?: "json" | "csv";
                limit?: number;
                /** @description Most trackings first, or most failed ones (customers without any are left out then) */
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
                customerId?: string;
                kind?: "SYNC" | "PUBLISH" | "VERIFY" | "ROLLBACK";
                /** @description Rows on a page */
                limit?: number;
                order?: "asc" | "desc";
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
                        data: components["schemas"]["SyncRun"][];
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
                customerId?: string;
                /** @description true: what was deleted and can be restored, instead of what is live */
                deleted?: "true" | "false";
                deploymentState?: "LIVE" | "UNKNOWN" | "DIFFERS" | "NOT_LIVE" | "CANNOT_FIRE";
                /** @description Rows on a page */
                limit?: number;
                order?: "asc" | "desc";
                sort?: "createdAt" | "name";
                syncStatus?: "PENDING" | "IN_PROGRESS" | "AWAITING_PUBLISH" | "SUCCESS" | "FAILED";
                type?: "BUTTON_CLICK" | "PAGE_VIEW" | "FORM_SUBMIT" | "CUSTOM_EVENT";
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
                        data: components["schemas"]["Tracking"][];
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
            /** @description `not_found`: No such customer. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_found";
                        /** @constant */
                        status: 404;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
             *
             *     `limit_reached`: An organization has at most 100,000 trackings. Delete those that are no longer needed.
             *
             *     `conflict`: body.name: another tracking of this customer has this name; choose another
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
                        /** @enum {unknown} */
                        code: "request_in_progress" | "limit_reached" | "conflict";
                        /** @constant */
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
            /** @description `conflict`: body.name: another tracking of this customer has this name; choose another */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "conflict";
                        /** @constant */
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
             * @description `limit_reached`: An organization has at most 100,000 trackings. Delete those that are no longer needed.
             *
             *     `conflict`: The customer of this tracking is deleted. First an ADMIN restores it with POST /api/v1/customers/{customerId}/restore.
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
                        /** @enum {unknown} */
                        code: "limit_reached" | "conflict";
                        /** @constant */
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
            /** @description `not_found`: No such customer. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_found";
                        /** @constant */
                        status: 404;
                    };
                };
            };
            /**
             * @description `request_in_progress`: A request with the same `Idempotency-Key` is in progress.
             *
             *     `limit_reached`: An organization has at most 100,000 trackings. Delete those that are no longer needed.
             *
             *     `conflict`: body.trackings.0.name: another tracking of this customer has this name; choose another
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
                        /** @enum {unknown} */
                        code: "request_in_progress" | "limit_reached" | "conflict";
                        /** @constant */
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
            /** @description `not_found`: No such customer. */
            404: {
                headers: {
                    "X-Client-Request-Id": components["headers"]["X-Client-Request-Id"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "not_found";
                        /** @constant */
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
