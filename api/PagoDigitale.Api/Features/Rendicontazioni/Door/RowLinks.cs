using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>A row of a current rendicontazione, and the receipt that proves what it tells of.</summary>
public sealed record ProvedRow(Guid Rendicontazione, int Row, Guid Receipt);

/// <summary>A payment as rows name it: its identifier, and the IUV that it paid.</summary>
public sealed record NamedPayment(Guid Receipt, string Iur, string Iuv);

/// <summary>Ties rows of rendicontazioni to the debts and receipts that they tell of, whichever came first.</summary>
public sealed class RowLinks(TenantSession session, AccertamentoChanges changes)
{
    private const string TieAll = """
        UPDATE rendicontazione_rows w SET instalment_id = i.instalment_id
        FROM door.instalments i, rendicontazioni r
        WHERE w.organization_id = $1 AND w.instalment_id IS NULL
          AND r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
          AND i.organization_id = $1 AND i.iuv = w.iuv
        RETURNING i.instalment_id
        """;

    private static readonly SqlText _tieSome = SqlText.Statement(typeof(RowLinks), "TieInstalments.sql");

    /// <summary>Rows that came before their debt was known.</summary>
    /// <returns>The instalments that rows were tied to, of those asked for or, with null, of all.</returns>
    public async Task<IReadOnlyCollection<Guid>> TieInstalmentsAsync(IReadOnlyCollection<Guid>? instalments, CancellationToken ct)
    {
        if (instalments is null)
            return await NotedAsync(session.QueryAsync(TieAll, r => (Guid?)r.GetGuid(0), ct, session.Organization), ct);
        // Most organizations have no such row, and a flow of debts asks for twenty thousand instalments at a time.
        if (
            !await session.ScalarAsync<bool>(
                """
                SELECT (SELECT iuv FROM rendicontazione_rows
                    WHERE organization_id = $1 AND instalment_id IS NULL ORDER BY iuv LIMIT 1) IS NOT NULL
                """,
                ct,
                session.Organization
            )
        )
            return [];
        return await NotedAsync(
            session.QueryAsync(_tieSome, r => (Guid?)r.GetGuid(0), ct, session.Organization, instalments.ToArray()),
            ct
        );
    }

    /// <returns>The instalments of those rows, where they are known.</returns>
    public async Task<IReadOnlyCollection<Guid>> TieReceiptsAsync(IReadOnlyCollection<ProvedRow> rows, CancellationToken ct) =>
        rows.Count == 0
            ? []
            : await NotedAsync(
                session.QueryAsync(
                    """
                    UPDATE rendicontazione_rows w SET receipt_record_id = n.receipt
                    FROM unnest($2::uuid[], $3::int[], $4::uuid[]) AS n(rendicontazione, row_index, receipt)
                    WHERE w.organization_id = $1 AND w.rendicontazione_id = n.rendicontazione AND w.row_index = n.row_index
                    RETURNING w.instalment_id
                    """,
                    r => r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0),
                    ct,
                    session.Organization,
                    rows.Select(r => r.Rendicontazione).ToArray(),
                    rows.Select(r => r.Row).ToArray(),
                    rows.Select(r => r.Receipt).ToArray()
                ),
                ct
            );

    /// <summary>Every current row that tells of these payments, repeated ones too.</summary>
    public Task TieReceiptsAsync(IReadOnlyCollection<NamedPayment> payments, CancellationToken ct) =>
        NotedAsync(
            session.QueryAsync(
                """
                UPDATE rendicontazione_rows w SET receipt_record_id = c.receipt
                FROM unnest($2::uuid[], $3::text[], $4::text[]) AS c(receipt, iur, iuv), rendicontazioni r
                WHERE w.organization_id = $1 AND w.iur = c.iur AND w.iuv = c.iuv AND w.receipt_record_id IS NULL
                  AND r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
                RETURNING w.instalment_id
                """,
                r => r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0),
                ct,
                session.Organization,
                payments.Select(p => p.Receipt).ToArray(),
                payments.Select(p => p.Iur).ToArray(),
                payments.Select(p => p.Iuv).ToArray()
            ),
            ct
        );

    /// <summary>The receipt proves nothing any more.</summary>
    public Task UntieAsync(Guid receipt, CancellationToken ct) =>
        NotedAsync(
            session.QueryAsync(
                """
                UPDATE rendicontazione_rows SET receipt_record_id = NULL WHERE organization_id = $1 AND receipt_record_id = $2
                RETURNING instalment_id
                """,
                r => r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0),
                ct,
                session.Organization,
                receipt
            ),
            ct
        );

    /// <summary>What is collected of a debt depends on what proves the rows that tell of it.</summary>
    private async Task<IReadOnlyCollection<Guid>> NotedAsync(Task<List<Guid?>> tied, CancellationToken ct)
    {
        var instalments = (await tied).OfType<Guid>().ToHashSet();
        await changes.NoteAsync(instalments, ct);
        return instalments;
    }
}
