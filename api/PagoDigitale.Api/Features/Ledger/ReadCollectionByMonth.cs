using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

public sealed record CollectionByMonthFilter
{
    [FromQuery(Name = "year"), Range(2000, 2100)]
    public int? Year { get; init; }
}

public sealed record CollectionByMonth
{
    public required int Year { get; init; }
    public required IReadOnlyList<CollectionMonth> Items { get; init; }
}

/// <summary>What happened in a month to the money of a service, or to money of none.</summary>
public sealed record CollectionMonth
{
    public required string Month { get; init; }
    public string? ServiceCode { get; init; }
    public required long IssuedCents { get; init; }
    public required long CancelledCents { get; init; }
    public required long PaidCents { get; init; }
    public required long PaidToOthersCents { get; init; }
    public required long GivenBackCents { get; init; }
    public required long ReportedCents { get; init; }
    public required long TransferredCents { get; init; }
    public required long RegularisedCents { get; init; }
}

/// <summary>
/// A year of the ledger by legal month and service, from the balances that are kept of each (decision 0028) and what waits for them: a
/// few rows for each month, however many were posted.
/// </summary>
public sealed class ReadCollectionByMonthHandler(TenantSession session, TimeProvider clock)
{
    private const string Sql = $"""
        SELECT month, service_code, kind, debit, credit, sum(amount_cents)::bigint, sum(postings_count)::bigint FROM (
            SELECT month, service_code, kind, debit, credit, amount_cents, postings_count FROM posting_balances
            WHERE organization_id = $1 AND month BETWEEN $2 AND $3
            UNION ALL
            SELECT month, service_code, kind, debit, credit, amount_cents, 1 FROM (
                SELECT t.kind, t.debit, t.credit, t.amount_cents, {PostingMonthSql.Key} FROM door.posting_tail t
                {PostingMonthSql.Join} WHERE t.organization_id = $1) waiting
            WHERE month BETWEEN $2 AND $3) balances
        GROUP BY month, service_code, kind, debit, credit ORDER BY month, service_code
        """;

    public async Task<Outcome<CollectionByMonth>> RunAsync(CollectionByMonthFilter filter, CancellationToken ct)
    {
        var year = filter.Year ?? RomeTime.LegalDate(clock.GetUtcNow()).Year;
        var sums = await session.QueryAsync(
            Sql,
            r =>
                (
                    Month: r.GetFieldValue<DateOnly>(0),
                    Service: r.GetString(1),
                    Sum: new LedgerSum(
                        StateText.Parse<PostingKind>(r.GetString(2)),
                        StateText.Parse<LedgerAccount>(r.GetString(3)),
                        StateText.Parse<LedgerAccount>(r.GetString(4)),
                        r.GetInt64(5),
                        r.GetInt64(6)
                    )
                ),
            ct,
            session.Organization,
            new DateOnly(year, 1, 1),
            new DateOnly(year, 12, 1)
        );
        return new CollectionByMonth
        {
            Year = year,
            Items = [.. sums.GroupBy(s => (s.Month, s.Service), s => s.Sum).Select(g => Of(g.Key.Month, g.Key.Service, new([.. g])))],
        };
    }

    private static CollectionMonth Of(DateOnly month, string service, LedgerSums sums) =>
        new()
        {
            Month = month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            ServiceCode = service.Length == 0 ? null : service,
            IssuedCents = sums.Net(LedgerAccount.Receivables, PostingKind.Issued, PostingKind.AmountChanged),
            CancelledCents = -sums.Net(LedgerAccount.Receivables, PostingKind.Cancelled, PostingKind.Reopened),
            PaidCents =
                sums.Net(LedgerAccount.PspClearing, PostingKind.Paid) + sums.Net(LedgerAccount.BankSuspense, PostingKind.PaidOutsideNode),
            PaidToOthersCents = sums.Net(LedgerAccount.PassedThrough, PostingKind.Paid, PostingKind.PaidOutsideNode),
            GivenBackCents = -sums.Net(LedgerAccount.Treasury, PostingKind.Refunded),
            ReportedCents = sums.Net(LedgerAccount.ReportedClearing, PostingKind.Reported),
            TransferredCents = sums.Net(LedgerAccount.BankSuspense, PostingKind.Transferred),
            RegularisedCents = sums.Net(LedgerAccount.Treasury, PostingKind.Regularised),
        };
}
