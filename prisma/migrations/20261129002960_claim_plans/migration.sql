-- What a claim reads is always little and indexed, however full the queue is. The statistics of a queue are those of
-- another moment, so they may not turn a claim into a scan of the whole table.
alter function app.claim_run(uuid, interval, uuid) set enable_seqscan = off;
alter function app.next_run(timestamptz) set enable_seqscan = off set enable_bitmapscan = off;
alter function app.first_due(uuid) set enable_seqscan = off set enable_bitmapscan = off;
alter function app.last_claim(uuid) set enable_seqscan = off set enable_bitmapscan = off;
