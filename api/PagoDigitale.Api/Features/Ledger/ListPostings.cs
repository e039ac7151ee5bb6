using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

public sealed record PostingModel
{
    public required string Id { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required PostingKind Kind { get; init; }
    public required LedgerAccount Debit { get; init; }
    public required LedgerAccount Credit { get; init; }
    public required long AmountCents { get; init; }
    public string? PositionId { get; init; }
    public string? InstalmentId { get; init; }
    public string? Reference { get; init; }
}

public sealed record PostingFilter : PageQuery
{
    [CommaSeparated("kind")]
    public string[]? Kind { get; init; }

    [FromQuery(Name = "account")]
    public string? Account { get; init; }

    [FromQuery(Name = "instalmentId")]
    public string? InstalmentId { get; init; }

    [FromQuery(Name = "positionId")]
    public string? PositionId { get; init; }

    [FromQuery(Name = "noticeNumber"), RegularExpression(QueryForm.NoticeNumber)]
    public string? NoticeNumber { get; init; }

    [FromQuery(Name = "occurredFrom")]
    public DateOnly? OccurredFrom { get; init; }

    [FromQuery(Name = "occurredTo")]
    public DateOnly? OccurredTo { get; init; }
}

public sealed class ListPostingsHandler(TenantSession session)
{
    public async Task<Outcome<Page<PostingModel>>> RunAsync(PostingFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } malformed)
            return malformed;
        if (Check(filter, out var position, out var instalment) is { } wrong)
            return wrong;
        var where = new Conditions("organization_id = $1", session.Organization)
            .AndAnyOf("FROM door.postings WHERE ", "kind", KindsOf(filter))
            .Behind("posting_id", after)
            .And(
                "instalment_id = ANY (ARRAY(SELECT i.instalment_id FROM door.instalments i WHERE i.organization_id = $1 "
                    + "AND i.position_id = ?))",
                position
            )
            .And("instalment_id = ?", instalment)
            .And(
                "instalment_id = (SELECT i.instalment_id FROM door.instalments i WHERE i.organization_id = $1 AND i.notice_number = ?)",
                filter.NoticeNumber
            )
            .AndCreated("posting_id", filter.OccurredFrom, filter.OccurredTo, "occurred_at");
        // In words, not as a value: what holds these two accounts has indexes of its own, and they are seldom.
        if (filter.Account is { } account)
            where.Always($"(debit = '{account}' OR credit = '{account}')");
        var rows = await session.QueryAsync(
            $"""
            SELECT posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, reference
            FROM door.postings WHERE {where.Page(filter.Limit, "posting_id")}
            """,
            r => (Id: r.GetGuid(0), Posting: Map(r)),
            ct,
            where.Values
        );
        return Page<PostingModel>.Of(rows, filter.Limit, r => r.Posting, r => Cursor.Of(r.Id));
    }

    /// <summary>An account has no index: it is looked for among the postings of the kinds that can touch it.</summary>
    private static string[]? KindsOf(PostingFilter filter)
    {
        if (
            filter.Account is null
            || StateText.Parse<LedgerAccount>(filter.Account) is LedgerAccount.PayerCredits or LedgerAccount.PassedThrough
        )
            return filter.Kind;
        var kinds = PostingKinds.Of(StateText.Parse<LedgerAccount>(filter.Account)).Select(StateText.Of);
        return [.. filter.Kind is { } asked ? kinds.Intersect(asked) : kinds];
    }

    private static ApiError? Check(PostingFilter filter, out Guid? position, out Guid? instalment)
    {
        (position, instalment) = (null, null);
        return QueryValue.TryStates<PostingKind>(filter.Kind, "kind")
            ?? QueryValue.TryState<LedgerAccount>(filter.Account, "account", out _)
            ?? QueryValue.TryId(filter.PositionId, "pos", "positionId", out position)
            ?? QueryValue.TryId(filter.InstalmentId, "ins", "instalmentId", out instalment);
    }

    private static PostingModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format("pst", r.GetGuid(0)),
            OccurredAt = r.GetFieldValue<DateTimeOffset>(1),
            Kind = StateText.Parse<PostingKind>(r.GetString(2)),
            Debit = StateText.Parse<LedgerAccount>(r.GetString(3)),
            Credit = StateText.Parse<LedgerAccount>(r.GetString(4)),
            AmountCents = r.GetInt64(5),
            PositionId = r.IsDBNull(6) ? null : PublicId.Format("pos", r.GetGuid(6)),
            InstalmentId = r.IsDBNull(7) ? null : PublicId.Format("ins", r.GetGuid(7)),
            Reference = r.IsDBNull(8) ? null : r.GetString(8),
        };
}
