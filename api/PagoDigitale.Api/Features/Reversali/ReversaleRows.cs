using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>Reads reversali with what they are put on and what brought their money.</summary>
public sealed class ReversaleRows(TenantSession session, ReversaleMovementQueries movements)
{
    private const int AllocationsMax = 1000;

    /// <summary>
    /// Column 14: whether a movement is known to have brought the flow, in whichever of its revisions. With LIMIT, so that it is
    /// looked up for each line of the page and not for all there are.
    /// </summary>
    private const string Columns = """
        v.reversale_id, v.year, v.number, v.accounting_date, v.amount_cents, v.counterpart, v.collection_account, v.provvisorio,
            v.flusso_id,
            v.movement_id, v.rendicontazione_id,
        v.payments_count, v.unallocated_cents, v.created_at,
        (SELECT true FROM door.rendicontazioni o
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.flusso_id = o.flusso_id AND r.psp_id = o.psp_id
                AND r.movement_id IS NOT NULL
            WHERE o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id LIMIT 1) IS NOT NULL,
        v.executed_on, v.annulled_at, v.annulment_reason
        """;

    public async Task<List<(Guid Id, ReversaleModel Model)>> QueryAsync(string where, object?[] values, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM reversali v WHERE {where}",
            r => (Id: r.GetGuid(0), Model: Map(r)),
            ct,
            values
        );
        var ids = rows.Select(r => r.Id).ToArray();
        var (allocations, brought) = (await AllocationsAsync(ids, ct), await movements.OfAsync(ids, ct));
        return
        [
            .. rows.Select(r =>
                (r.Id, r.Model with { Allocations = [.. allocations[r.Id].Take(AllocationsMax)], Movements = [.. brought[r.Id]] })
            ),
        ];
    }

    /// <summary>In order of number.</summary>
    public async Task<List<ReversaleModel>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken ct) =>
        [
            .. (
                await QueryAsync(
                    "v.organization_id = $1 AND v.reversale_id = ANY ($2) ORDER BY v.year, v.number",
                    [session.Organization, ids.ToArray()],
                    ct
                )
            ).Select(r => r.Model),
        ];

    public static ApiError NotFound(string reversale) =>
        ApiError.NotFound("reversale-not-found", ReversaliTexts.NotFound, ReversaliTexts.NoSuch.With(reversale));

    private async Task<ILookup<Guid, ReversaleAllocation>> AllocationsAsync(IEnumerable<Guid> ids, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT l.reversale_id, a.year, a.number, a.chapter, l.amount_cents, l.payments_count
                FROM reversale_allocations l JOIN door.accertamenti a ON a.organization_id = $1 AND a.accertamento_id = l.accertamento_id
                WHERE l.organization_id = $1 AND l.reversale_id = ANY ($2) ORDER BY a.year, a.number
                """,
                r =>
                    (
                        Id: r.GetGuid(0),
                        Line: new ReversaleAllocation
                        {
                            AccertamentoYear = r.GetInt16(1),
                            AccertamentoNumber = r.GetString(2),
                            Chapter = r.GetString(3),
                            AmountCents = r.GetInt64(4),
                            PaymentsCount = r.GetInt32(5),
                        }
                    ),
                ct,
                session.Organization,
                ids.ToArray()
            )
        ).ToLookup(r => r.Id, r => r.Line);

    private static ReversaleModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format("rev", r.GetGuid(0)),
            Year = r.GetInt16(1),
            Number = r.GetInt32(2),
            AccountingDate = r.GetFieldValue<DateOnly>(3),
            AmountCents = r.GetInt64(4),
            Counterpart = r.GetString(5),
            CollectionAccount = r.GetString(6),
            Provvisorio = r.IsDBNull(7) ? null : r.GetString(7),
            FlussoId = r.GetString(8),
            MovementId = r.IsDBNull(9) ? null : PublicId.Format("mov", r.GetGuid(9)),
            RendicontazioneId = PublicId.Format("rnd", r.GetGuid(10)),
            PaymentsCount = r.GetInt32(11),
            UnallocatedCents = r.GetInt64(12),
            ExecutedOn = r.IsDBNull(15) ? null : r.GetFieldValue<DateOnly>(15),
            AnnulledAt = r.IsDBNull(16) ? null : r.GetFieldValue<DateTimeOffset>(16),
            AnnulmentReason = r.IsDBNull(17) ? null : r.GetString(17),
            // What books nothing asks nothing.
            Warnings = r.IsDBNull(16) ? ReversaleWarning.Of(r.GetInt64(4), r.GetInt64(12), r.GetBoolean(14)) : [],
            CreatedAt = r.GetFieldValue<DateTimeOffset>(13),
            Movements = [],
            Allocations = [],
        };
}
