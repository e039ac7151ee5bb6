using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

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

/// <summary>
/// The open notices whose money goes to an account, of the organization or of another beneficiary: what closing or replacing it is about.
/// </summary>
public sealed class ListIbanNoticesHandler(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<Page<NoticeModel>>> RunAsync(string iban, IbanNoticeFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var before) is { } error)
            return error;
        if (QueryValue.TryId(filter.ReplacementId, "ibr", "replacementId", out var replacement) is { } malformed)
            return malformed;
        if (
            !await session.ScalarAsync<bool>(
                """
                SELECT EXISTS (SELECT FROM door.ibans WHERE organization_id = $1 AND iban = $2)
                    OR EXISTS (SELECT FROM door.transfers t WHERE t.organization_id = $1 AND t.beneficiary <> t.organization_id
                        AND t.iban = $2)
                    OR EXISTS (SELECT FROM door.transfers t WHERE t.organization_id = $1 AND t.beneficiary <> t.organization_id
                        AND t.postal_iban = $2)
                """,
                ct,
                session.Organization,
                iban
            )
        )
            return ApiError.NotFound("iban-not-found", NoticesTexts.IbanNotFound, NoticesTexts.NoSuchIban.With(iban));
        var credits = new Conditions(
            "t.organization_id = $1 AND t.instalment_id = i.instalment_id AND (t.iban = $2 OR t.postal_iban = $2)",
            session.Organization,
            iban
        ).And("t.iban_replacement_id = ?", replacement);
        var where = new Conditions("", credits.Values)
            .Always($"EXISTS (SELECT FROM door.transfers t WHERE {credits})")
            .AndKeyed("i.state", "unpaid")
            .Behind("i.instalment_id", before)
            .And(PayableSql.IsNotPastLastDay("?"), RomeTime.LegalDate(clock.GetUtcNow()))
            .And($"{PrintedSql.IsPrinted} = ?", filter.IsPrinted);
        var rows = await session.QueryAsync(
            $"{NoticeRow.Select}{where.Page(filter.Limit, "i.instalment_id")}",
            NoticeRow.Read,
            ct,
            where.Values
        );
        var issuer = await NoticeIssuer.ReadWithoutLogoAsync(session, ct);
        return Page<NoticeModel>.Of(rows, filter.Limit, r => r.ToModel(issuer), r => Cursor.Of(r.InstalmentId));
    }
}
