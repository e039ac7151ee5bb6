using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The new ones of the staged lines become movements, as one set; those already there get the provvisorio they lacked.</summary>
public sealed class MovementWriter(TenantSession session, IBookedMovements booked, TimeProvider clock)
{
    public async Task InsertAsync(Guid statement, CancellationToken ct)
    {
        await session.ExecuteAsync(
            $"""
            INSERT INTO bank_movements (organization_id, movement_id, statement_id, line_number, accounting_date, value_date,
                amount_cents, description, provvisorio, is_pago_pa, reference_kind, reference_value, reference_confidence, state)
            SELECT $1, {UuidSeries.Sql(
                "$3",
                "row_number() OVER (ORDER BY s.line_number)"
            )}, $2, s.line_number, s.accounting_date, s.value_date, s.amount_cents, s.description, s.provvisorio,
                s.is_pago_pa, s.kind, s.value, s.confidence, 'unmatched'
            FROM staged_lines s WHERE NOT EXISTS (SELECT FROM known_lines k WHERE k.line_number = s.line_number)
            """,
            ct,
            session.Organization,
            statement,
            UuidSeries.Prefix(clock.GetUtcNow())
        );
        var completed = await session.QueryAsync(
            """
            UPDATE bank_movements m SET provvisorio = s.provvisorio, provvisorio_statement_id = $2
            FROM known_lines k JOIN staged_lines s USING (line_number)
            WHERE m.organization_id = $1 AND m.movement_id = k.movement_id AND m.provvisorio IS NULL AND s.provvisorio IS NOT NULL
            RETURNING m.movement_id
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            statement
        );
        await booked.NameProvvisoriAsync(completed, ct);
    }
}
