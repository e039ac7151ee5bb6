using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed class BookedShares(TenantSession session) : IBookedShares
{
    public Task MarkAsync(string table, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            UPDATE {table} t SET is_booked = true
            WHERE EXISTS (
                SELECT FROM rendicontazione_rows w
                JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.is_accounted
                WHERE w.organization_id = $1 AND w.instalment_id = t.instalment_id
                  AND coalesce(w.transfer_index, t.transfer_index) = t.transfer_index
                -- Each share looks its rows up: joined, all of the organization were read.
                OFFSET 0)
            """,
            ct,
            session.Organization
        );
}
