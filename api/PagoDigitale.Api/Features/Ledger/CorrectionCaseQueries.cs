using Npgsql;
using PagoDigitale.Api.Features.Allocations.Exposed;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Open cases of what was booked and taken back afterwards, payment by payment or, where the bank did it, flow by flow. Nobody
/// opens or closes them: a case is there as long as more is regularised than came, and gone when the revocation is booked with
/// its flow, the money comes again or the reversale is annulled.
/// </summary>
public sealed class CorrectionCaseQueries(TenantSession session)
{
    /// <summary>A case of a flow is keyed by its reversale, with places that no transfer and no allocation has.</summary>
    private static readonly string _sql = $"""
        SELECT * FROM (
            SELECT e.instalment_id AS key, e.transfer_index, e.allocation_index, e.cause, a.year, a.number, a.chapter,
                e.booked, e.collected, e.booked - e.collected AS amount, i.iuv, i.notice_number, i.position_id, e.reversale_id, NULL::text AS flow_id
            FROM ({CorrectionSql.Excess}) e
            JOIN accertamenti a ON a.organization_id = $1 AND a.accertamento_id = e.accertamento_id
            JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = e.instalment_id
            WHERE e.cause IS NOT NULL AND ($5::int IS NULL OR a.year = $5) AND ($6::text IS NULL OR a.number = $6)
            UNION ALL
            SELECT s.reversale_id, -1::smallint, -1::smallint, 'storno', NULL, NULL, NULL, s.booked, greatest(s.came, 0), s.taken_back,
                NULL, NULL, NULL, s.reversale_id, s.flow_id
            FROM ({ShortfallSql.Flows}) s
            WHERE s.taken_back > 0 AND (($5::int IS NULL AND $6::text IS NULL) OR EXISTS (
                SELECT FROM reversale_allocations l JOIN accertamenti a ON a.organization_id = $1 AND a.accertamento_id = l.accertamento_id
                WHERE l.organization_id = $1 AND l.reversale_id = s.reversale_id AND ($5::int IS NULL OR a.year = $5)
                    AND ($6::text IS NULL OR a.number = $6)))) cases
        WHERE $2::uuid IS NULL OR (key, transfer_index, allocation_index) > ($2, $3, $4)
        ORDER BY key, transfer_index, allocation_index LIMIT $7
        """;

    public async Task<Outcome<Page<CorrectionCase>>> ListAsync(CorrectionCaseFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 3, out var cursor) is { } error)
            return error;
        var (key, transfer, allocation) = (Guid.Empty, (short)0, (short)0);
        if (cursor is not null && !(Guid.TryParseExact(cursor.Keys[0], "N", out key)
            && short.TryParse(cursor.Keys[1], out transfer) && short.TryParse(cursor.Keys[2], out allocation)))
            return Cursor.Malformed();
        var rows = await session.QueryAsync(_sql, r => (Cursor: new Cursor($"{r.GetGuid(0):N}", $"{r.GetInt16(1)}", $"{r.GetInt16(2)}"), Case: Map(r)), ct,
            session.Organization, cursor is null ? null : key, transfer, allocation, filter.AccertamentoYear, filter.AccertamentoNumber, filter.Limit + 1);
        return Page<CorrectionCase>.Of(rows, filter.Limit, r => r.Case, r => r.Cursor);
    }

    private static CorrectionCase Map(NpgsqlDataReader r)
    {
        var cause = StateText.Parse<CorrectionCause>(r.GetString(3));
        return new()
        {
            Cause = cause,
            AccertamentoYear = r.IsDBNull(4) ? null : r.GetInt16(4),
            AccertamentoNumber = Text(r, 5),
            Chapter = Text(r, 6),
            RegularisedCents = r.GetInt64(7),
            CollectedCents = r.GetInt64(8),
            AmountCents = r.GetInt64(9),
            Iuv = Text(r, 10),
            NoticeNumber = Text(r, 11),
            PositionId = r.IsDBNull(12) ? null : PublicId.Format("pos", r.GetGuid(12)),
            ReversaleId = PublicId.Format("rev", r.GetGuid(13)),
            FlowId = Text(r, 14),
            NextStep = NextStep(cause),
        };
    }

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static string NextStep(CorrectionCause cause) => cause switch
    {
        CorrectionCause.Revoked =>
            "Issue the reversale of the flow that revokes the payment: it takes the amount off again. Where that flow cannot be booked, correct the reversale in accounting by this amount.",
        CorrectionCause.Revised =>
            "Annul the reversale (annulReversale) and book the revised flow anew. Where the treasurer has executed it or its year is over, correct it in accounting by this amount.",
        _ => "Wait for the credit that makes the flow up again, and ask the PSP for it. If it will not come, annul the reversale (annulReversale); "
            + "where the treasurer has executed it or its year is over, correct it in accounting by this amount.",
    };
}
