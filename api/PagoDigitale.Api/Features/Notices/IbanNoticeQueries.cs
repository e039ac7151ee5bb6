using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Notices.Exposed;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Calendar;

namespace PagoDigitale.Api.Features.Notices;

public sealed record IbanNoticeFilter : PageQuery
{
    /// <summary>Whether a paper is out.</summary>
    [FromQuery(Name = "isPrinted")]
    public bool? IsPrinted { get; init; }

    /// <summary>Those that a replacement gave this account.</summary>
    [FromQuery(Name = "replacementId")]
    public string? ReplacementId { get; init; }
}

/// <summary>The open notices whose money goes to an account, of the organization or of another beneficiary: what closing or replacing it is about.</summary>
public sealed class IbanNoticeQueries(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<Page<NoticeModel>>> ListAsync(string iban, IbanNoticeFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var before) is { } error)
            return error;
        if (QueryValue.TryId(filter.ReplacementId, "ibr", "replacementId", out var replacement) is { } malformed)
            return malformed;
        if (!await session.ScalarAsync<bool>("""
            SELECT EXISTS (SELECT FROM ibans WHERE organization_id = $1 AND iban = $2)
                OR EXISTS (SELECT FROM transfers t WHERE t.organization_id = $1 AND t.beneficiary <> t.organization_id AND t.iban = $2)
                OR EXISTS (SELECT FROM transfers t WHERE t.organization_id = $1 AND t.beneficiary <> t.organization_id AND t.postal_iban = $2)
            """, ct, session.Organization, iban))
            return ApiError.NotFound("Iban", iban);
        var rows = await session.QueryAsync($"""
            {NoticeRow.Select}
                AND i.state = 'unpaid' AND (i.valid_until IS NULL OR i.valid_until >= $3)
                AND EXISTS (SELECT FROM transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id
                    AND (t.iban = $2 OR t.postal_iban = $2) AND ($6::uuid IS NULL OR t.iban_replacement_id = $6))
                AND ($4::uuid IS NULL OR i.instalment_id < $4)
                AND ($5::boolean IS NULL OR {PrintedSql.IsPrinted} = $5)
            ORDER BY i.instalment_id DESC LIMIT $7
            """, NoticeRow.Read, ct, session.Organization, iban, RomeTime.LegalDate(clock.GetUtcNow()), before, filter.IsPrinted, replacement, filter.Limit + 1);
        var issuer = await NoticeIssuer.ReadWithoutLogoAsync(session, ct);
        return Page<NoticeModel>.Of(rows, filter.Limit, r => r.ToModel(issuer), r => Cursor.Of(r.InstalmentId));
    }
}
