using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Keeps with the reversali which movements brought their money and what stornos took back of it, and says which have booked a
/// movement.
/// </summary>
public sealed class BookedMovementWriter(TenantSession session, TimeProvider clock) : IBookedMovements
{
    private int CurrentYear => RomeTime.LegalDate(clock.GetUtcNow()).Year;

    public Task<List<BookedReversale>> OfMovementAsync(Guid movement, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT DISTINCT v.year || '/' || v.number, v.executed_on IS NOT NULL OR v.year <> $3 FROM door.movement_links l
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id AND r.is_accounted
            JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.flusso_id = r.flusso_id AND o.psp_id = r.psp_id
            JOIN reversali v ON v.organization_id = $1 AND v.annulled_at IS NULL AND v.rendicontazione_id = o.rendicontazione_id
            WHERE l.organization_id = $1 AND l.movement_id = $2 AND (r.state = 'matched' OR (l.amount_cents > 0 AND EXISTS (
                SELECT FROM door.movement_links d
                JOIN door.bank_movements b ON b.organization_id = $1 AND b.movement_id = d.movement_id AND b.counterpart_id IS NOT NULL
                WHERE d.organization_id = $1 AND d.rendicontazione_id = r.rendicontazione_id AND d.amount_cents < 0
                  AND d.linked_at >= l.linked_at)))
            """,
            r => new BookedReversale(r.GetString(0), r.GetBoolean(1)),
            ct,
            session.Organization,
            movement,
            CurrentYear
        );

    public Task<List<BookedReversale>> OfStatementAsync(Guid statement, int max, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT DISTINCT v.year || '/' || v.number, v.executed_on IS NOT NULL OR v.year <> $4 FROM reversali v
            LEFT JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
            WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND (
                v.movement_id IN (
                    SELECT movement_id FROM door.bank_movements
                    WHERE organization_id = $1 AND (statement_id = $2 OR provvisorio_statement_id = $2))
                OR (o.flusso_id, o.psp_id) IN (
                    SELECT r.flusso_id, r.psp_id FROM door.bank_movements m
                    JOIN door.movement_links l ON l.organization_id = $1 AND l.movement_id = m.movement_id
                    JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id
                    WHERE m.organization_id = $1 AND m.statement_id = $2))
            ORDER BY 1 LIMIT $3
            """,
            r => new BookedReversale(r.GetString(0), r.GetBoolean(1)),
            ct,
            session.Organization,
            statement,
            max,
            CurrentYear
        );

    /// <summary>Whatever the revision, and another one when the first was taken back.</summary>
    public Task NameMovementsAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE reversali v SET movement_id = m.movement_id, provvisorio = m.provvisorio
            FROM door.rendicontazioni r
            JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = r.movement_id
            JOIN door.rendicontazioni b ON b.organization_id = $1 AND b.flusso_id = r.flusso_id AND b.psp_id = r.psp_id
            WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND r.organization_id = $1 AND r.rendicontazione_id = ANY ($2)
              AND r.state = 'matched' AND v.rendicontazione_id = b.rendicontazione_id
              AND (v.movement_id IS NULL OR EXISTS (
                  SELECT FROM door.bank_movements o WHERE o.organization_id = $1 AND o.movement_id = v.movement_id
                      AND o.state = 'reversed'))
            """,
            ct,
            session.Organization,
            flows.ToArray()
        );

    public Task NameProvvisoriAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE reversali v SET provvisorio = m.provvisorio FROM door.bank_movements m
            WHERE m.organization_id = $1 AND m.movement_id = ANY ($2) AND m.provvisorio IS NOT NULL
              AND v.organization_id = $1 AND v.movement_id = m.movement_id AND v.provvisorio IS NULL
            """,
            ct,
            session.Organization,
            movements.ToArray()
        );

    public async Task<ILookup<Guid, Guid>> TakeBackAsync(IReadOnlyCollection<Storno> stornos, Guid? flow, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                INSERT INTO reversale_stornos (organization_id, reversale_id, debit_id, credit_id, amount_cents)
                SELECT $1, v.reversale_id, n.debit, n.credit, least(n.cents, l.amount_cents)
                FROM unnest($2::uuid[], $3::uuid[], $4::bigint[]) AS n(debit, credit, cents)
                JOIN door.movement_links l ON l.organization_id = $1 AND l.movement_id = n.credit AND l.amount_cents > 0
                    AND ($5::uuid IS NULL OR l.rendicontazione_id = $5)
                JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id
                JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.flusso_id = r.flusso_id AND o.psp_id = r.psp_id
                JOIN reversali v ON v.organization_id = $1 AND v.annulled_at IS NULL AND v.rendicontazione_id = o.rendicontazione_id
                RETURNING debit_id, reversale_id
                """,
                r => (Debit: r.GetGuid(0), Reversale: r.GetGuid(1)),
                ct,
                session.Organization,
                stornos.Select(s => s.Debit).ToArray(),
                stornos.Select(s => s.Credit).ToArray(),
                stornos.Select(s => s.AmountCents).ToArray(),
                flow
            )
        ).ToLookup(r => r.Debit, r => r.Reversale);

    public Task ForgetStornosAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct) =>
        session.ExecuteAsync(
            "DELETE FROM reversale_stornos WHERE organization_id = $1 AND (debit_id = ANY ($2) OR credit_id = ANY ($2))",
            ct,
            session.Organization,
            movements.ToArray()
        );
}
