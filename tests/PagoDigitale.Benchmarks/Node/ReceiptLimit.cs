namespace PagoDigitale.Benchmarks.Node;

/// <summary>
/// What pgbench does for one receipt: in one durable transaction, as the application's role behind row-level security, the statements by
/// which the application takes it, each for one row and prepared. The rows are those of ours in number, size and indexes: raw message,
/// receipt and its transfer, instalment, position, posting and its copy for the balances, the two events, entry of the activity log; the
/// locks, and what is looked up, are ours too. Left out is only what costs us more: no message is read or packed, no XML or JSON written,
/// and the entry gets no place in the chain of the activity log.
/// </summary>
internal static class ReceiptLimit
{
    /// <summary>
    /// Variables: first (ordinal of the first unpaid debt), count (how many there are), scatter, base, clients, i (0), organization,
    /// station, content, paid, received.
    /// </summary>
    public const string Script = """
        \set i :i + 1
        \set ordinal :first + ((:base + :i * :clients + :client_id) * :scatter) % :count
        \set digits 3470000000000000 + :ordinal
        \set check :digits % 93
        BEGIN;
        SELECT set_config('app.organization', :organization, true), set_config('lock_timeout', '1s', true),
            :digits::text || lpad(:check::text, 2, '0') AS notice, lpad(to_hex(:ordinal::bigint), 32, '0') AS iur,
            lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7000'
                || lpad(to_hex(:ordinal::bigint), 15, '8000000') AS id \gset
        SELECT station_id, broker_fiscal_code FROM door.stations WHERE organization_id = :organization AND station_id = :station;
        SELECT i.notice_number FROM instalments i JOIN positions p ON p.organization_id = :organization AND p.position_id = i.position_id
            WHERE i.organization_id = :organization AND i.notice_number = :notice ORDER BY p.position_id, i.instalment_id
            FOR UPDATE OF p, i SKIP LOCKED;
        SELECT i.position_id, i.instalment_id, i.notice_number, i.state, i.is_released, i.receipt_record_id, i.amount_cents AS amount,
            i.is_settled_in_part, i.paid_cents + i.discharged_own_cents + i.discharged_others_cents AS settled,
            coalesce((SELECT sum(t.amount_cents) FROM transfers t WHERE t.organization_id = :organization
                AND t.instalment_id = i.instalment_id AND t.beneficiary = :organization), 0)::bigint AS own
            FROM instalments i WHERE i.organization_id = :organization AND i.notice_number = :notice \gset
        INSERT INTO receipts (organization_id, receipt_record_id, version, amount_cents, fee_cents, paid_at, application_date,
                transfer_date, psp_id, psp_fiscal_code, psp_name, channel, payment_method, debtor_type, debtor_fiscal_code, debtor_name,
                payer_type, payer_fiscal_code, payer_name, description, is_stand_in, message_id, received_at, anomalies, iur, notice_number,
                iuv, primary_organization, classification, position_id, instalment_id, origin)
            VALUES (:organization, (:id || '1')::uuid, 'v2', :amount, 150, now(), current_date, current_date, 'LIMIT', '60000000001',
                'Banca di Prova', 'app', 'creditCard', 'G', :iur, 'Mario Rossi', 'G', '10000000016', 'Mario Rossi', 'Quota annuale', false,
                (:id || '2')::uuid, now(), '[]', :iur, :notice, substr(:notice, 2), :organization, 'regular', :position_id, :instalment_id,
                'node')
            ON CONFLICT (organization_id, iur) DO NOTHING RETURNING receipt_record_id;
        INSERT INTO receipt_transfers (organization_id, receipt_record_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code,
                remittance_information)
            VALUES (:organization, (:id || '1')::uuid, 1, :organization, :amount, 'IT60X0542811101000000123456', '9/0101100IM/',
                '/RFB/' || substr(:notice, 2));
        UPDATE instalments SET state = 'paid', paid_at = now(), paid_cents = amount_cents, receipt_record_id = (:id || '1')::uuid,
                payment_in_progress_until = NULL, is_settled_in_part = false,
                state_before_report = CASE WHEN state IN ('paid', 'reported', 'reconciled') THEN state_before_report ELSE state END
            WHERE organization_id = :organization AND instalment_id = :instalment_id;
        WITH posted AS (
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id,
                reference)
            VALUES (:organization, (:id || '3')::uuid, now(), 'paid', 'psp-clearing', 'receivables', :amount, :position_id, :instalment_id,
                'rcp_' || :id || '1')
            RETURNING posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, reference)
            INSERT INTO posting_tail (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id,
                instalment_id, reference)
            SELECT :organization, posted.* FROM posted;
        SELECT p.position_id, p.valid_from, array_agg(i.state ORDER BY i.instalment_index), coalesce(sum(i.paid_cents), 0)::bigint,
                bool_or(i.is_settled_in_part AND i.discharged_own_cents + i.discharged_others_cents = 0)
            FROM positions p JOIN instalments i USING (organization_id, position_id)
            WHERE p.organization_id = :organization AND p.position_id = :position_id GROUP BY p.position_id, p.valid_from;
        UPDATE positions SET state = 'paid', paid_cents = :amount, version = version + 1, updated_at = now()
            WHERE organization_id = :organization AND position_id = :position_id;
        SELECT p.position_id, p.external_id, p.service_code, p.unit_code, p.flow_id, p.state, i.amount_cents, p.paid_cents, i.notices
            FROM positions p CROSS JOIN LATERAL (
                SELECT array_agg(i.notice_number ORDER BY i.option_index, i.instalment_index) AS notices,
                    coalesce(sum(i.amount_cents) FILTER (WHERE i.state <> 'cancelled'), 0)::bigint AS amount_cents
                FROM instalments i
                WHERE i.organization_id = :organization AND i.position_id = p.position_id AND i.state <> 'replaced') i
            WHERE p.organization_id = :organization AND p.position_id = :position_id;
        INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at)
            VALUES (:organization, (:id || '4')::uuid, 'position.paid', 'position', 'pos_' || :id || '0', hashtext('pos_' || :id || '0'),
                decode(:paid, 'base64'), now());
        SELECT DISTINCT iur FROM door.rendicontazione_rows WHERE organization_id = :organization AND iur = :iur AND outcome_code = 3;
        SELECT c.iur, c.notice_number, c.iuv, c.amount_cents, coalesce((SELECT sum(t.amount_cents) FROM receipt_transfers t
                WHERE t.organization_id = :organization AND t.receipt_record_id = c.receipt_record_id
                    AND t.beneficiary = :organization), 0)::bigint,
                c.paid_at, c.psp_id, c.classification, p.position_id, p.external_id, p.state
            FROM receipts c LEFT JOIN door.positions p ON p.organization_id = :organization AND p.position_id = c.position_id
            WHERE c.organization_id = :organization AND c.receipt_record_id = (:id || '1')::uuid;
        INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at)
            VALUES (:organization, (:id || '5')::uuid, 'receipt.received', 'receipt', 'rcp_' || :id || '1', hashtext('rcp_' || :id || '1'),
                decode(:received, 'base64'), now());
        SELECT pg_advisory_xact_lock_shared(hashtextextended('reconciliation-receipts/' || :organization, 0));
        SELECT EXISTS (SELECT FROM reconciliation_jobs WHERE organization_id = :organization) AND (
            EXISTS (SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni r USING (organization_id, rendicontazione_id)
                WHERE w.organization_id = :organization AND w.iuv = substr(:notice, 2) AND w.receipt_record_id IS NULL
                    AND r.state <> 'superseded')
            OR EXISTS (SELECT FROM door.bank_movements WHERE organization_id = :organization AND reference_value = substr(:notice, 2)
                AND state = 'unmatched'));
        INSERT INTO inbound_messages (organization_id, message_id, kind, media_type, content, content_coding, content_sha256, size_bytes,
                source, received_at, outcome)
            VALUES (:organization, (:id || '2')::uuid, 'node-receipt', 'text/xml', decode(:content, 'base64'), 2, decode(:iur, 'hex'),
                length(:content) * 3 / 4, :station, now(), 'OK');
        UPDATE refused_messages SET state = 'taken', taken_as = 'rcp_' || :id || '1', taken_by_organization = :organization,
                settled_at = now()
            WHERE organization_id = :organization AND source = :station AND content_sha256 = decode(:iur, 'hex') AND state <> 'taken'
            RETURNING refused_message_id;
        INSERT INTO activity_log (organization_id, activity_id, occurred_at, client_id, operation_id, method, path, status, outcome,
                trace_id, resource, code, reason)
            VALUES (:organization, (:id || '6')::uuid, now(), 'node', 'paSendRTV2', 'POST', '/node/' || :station, 200, 'succeeded', :iur,
                :notice, NULL, NULL);
        COMMIT;
        """;
}
