using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public sealed class IbanReplacementLookup(TenantSession session, TimeProvider clock)
{
    public async Task<IbanReplacementModel> ToModelAsync(IbanReplacementRecord record, CancellationToken ct) =>
        record.ToModel(record.State == IbanReplacementState.Scheduled ? await CountAsync(record.Iban, ct) : null);

    /// <summary>By public id; locked when it is going to be changed.</summary>
    public async Task<Outcome<IbanReplacementRecord>> FindAsync(string replacement, bool forUpdate, CancellationToken ct) =>
        PublicId.TryParse(replacement, IbanReplacementModel.Prefix, out var id) && await FindAsync(id, forUpdate, ct) is { } found
            ? found
            : ApiError.NotFound("iban-replacement-not-found", IbanReplacementTexts.NotFound, IbanReplacementTexts.NoSuch.With(replacement));

    public async Task<IbanReplacementRecord?> FindAsync(Guid id, bool forUpdate, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"SELECT {IbanReplacementRecord.Columns} FROM iban_replacements WHERE organization_id = $1 AND replacement_id = $2"
                    + (forUpdate ? " FOR UPDATE" : ""),
                IbanReplacementRecord.Read,
                ct,
                session.Organization,
                id
            )
        ).SingleOrDefault();

    /// <summary>What has not begun, or not ended, for an account.</summary>
    public async Task<IbanReplacementRecord?> FindOpenAsync(string iban, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"""
                SELECT {IbanReplacementRecord.Columns} FROM iban_replacements WHERE organization_id = $1 AND iban = $2
                    AND state IN ('scheduled', 'running')
                """,
                IbanReplacementRecord.Read,
                ct,
                session.Organization,
                iban
            )
        ).SingleOrDefault();

    /// <summary>Everything unpaid that credits the account now.</summary>
    public async Task<IbanReplacementCounts> CountAsync(string iban, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"""
                SELECT count(*) FILTER (WHERE n.is_open), count(*) FILTER (WHERE n.is_open AND n.is_printed),
                    count(*) FILTER (WHERE NOT n.is_open),
                    (SELECT count(*) FROM door.services s WHERE s.organization_id = $1 AND (s.iban = $2 OR s.postal_iban = $2))
                FROM (SELECT {UnpaidSql.IsOpen} AS is_open, {PrintedSql.IsPrinted} AS is_printed
                      FROM instalments i JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
                      WHERE {UnpaidSql.IsUnpaid}
                        AND EXISTS (SELECT FROM transfers t WHERE {UnpaidSql.Credits} AND t.instalment_id = i.instalment_id)) n
                """,
                r => new IbanReplacementCounts(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)),
                ct,
                session.Organization,
                iban,
                RomeTime.LegalDate(clock.GetUtcNow())
            )
        ).Single();
}
