using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Ledger;

public sealed record PostingFilter : PageQuery
{
    [FromQuery(Name = "kind")]
    public string? Kind { get; init; }

    [FromQuery(Name = "account")]
    public string? Account { get; init; }

    [FromQuery(Name = "instalmentId")]
    public string? InstalmentId { get; init; }

    [FromQuery(Name = "positionId")]
    public string? PositionId { get; init; }

    [FromQuery(Name = "noticeNumber")]
    public string? NoticeNumber { get; init; }

    [FromQuery(Name = "occurredFrom")]
    public DateOnly? OccurredFrom { get; init; }

    [FromQuery(Name = "occurredTo")]
    public DateOnly? OccurredTo { get; init; }
}

public sealed class PostingQueries(TenantSession session)
{
    public async Task<Outcome<Page<PostingModel>>> ListAsync(PostingFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } malformed)
            return malformed;
        if (Check(filter, out var position, out var instalment) is { } wrong)
            return wrong;
        await using var command = session.Command("", session.Organization);
        command.CommandText = $"""
            SELECT posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, reference
            FROM postings WHERE organization_id = $1 {Conditions(filter, after, position, instalment, command.Parameters)}
            ORDER BY posting_id DESC LIMIT {filter.Limit + 1}
            """;
        var rows = new List<(Guid Id, PostingModel Posting)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add((reader.GetGuid(0), Map(reader)));
        return Page<PostingModel>.Of(rows, filter.Limit, r => r.Posting, r => Cursor.Of(r.Id));
    }

    private static string Conditions(PostingFilter filter, Guid? after, Guid? position, Guid? instalment, NpgsqlParameterCollection parameters)
    {
        var conditions = new List<string>();
        void Where(string condition, object? value)
        {
            if (value is null)
                return;
            parameters.Add(new NpgsqlParameter { Value = value });
            conditions.Add($"AND {condition.Replace("?", $"${parameters.Count}", StringComparison.Ordinal)}");
        }

        Where("posting_id < ?", after);
        Where("kind = ?", filter.Kind);
        Where("(debit = ? OR credit = ?)", filter.Account);
        Where("position_id = ?", position);
        Where("instalment_id = ?", instalment);
        Where("instalment_id = (SELECT i.instalment_id FROM instalments i WHERE i.organization_id = $1 AND i.notice_number = ?)", filter.NoticeNumber);
        Where("occurred_at >= ?", filter.OccurredFrom is { } from ? RomeTime.StartOfDay(from.Year < 1900 ? new(1900, 1, 1) : from) : null);
        Where("occurred_at < ?", filter.OccurredTo is { } to ? RomeTime.StartOfDay(to.Year > 9000 ? new(9000, 1, 1) : to.AddDays(1)) : null);
        return string.Join(' ', conditions);
    }

    private static ApiError? Check(PostingFilter filter, out Guid? position, out Guid? instalment)
    {
        (position, instalment) = (null, null);
        if (filter.Kind is { } kind && !StateText.TryParse<PostingKind>(kind, out _))
            return Malformed("kind", $"One of: {string.Join(", ", StateText.All<PostingKind>())}.");
        if (filter.Account is { } account && !StateText.TryParse<LedgerAccount>(account, out _))
            return Malformed("account", $"One of: {string.Join(", ", StateText.All<LedgerAccount>())}.");
        if (!TryId(filter.PositionId, "pos", ref position))
            return Malformed("positionId", "Use the identifier that the position shows.");
        return TryId(filter.InstalmentId, "ins", ref instalment) ? null : Malformed("instalmentId", "Use the identifier that the instalment shows.");
    }

    private static bool TryId(string? text, string prefix, ref Guid? id)
    {
        if (text is null)
            return true;
        if (!PublicId.TryParse(text, prefix, out var parsed))
            return false;
        id = parsed;
        return true;
    }

    private static ApiError Malformed(string field, string remedy) =>
        new(ErrorKind.Malformed, "malformed-request", "The request is not well formed", $"{field} has a value it cannot have.") { Fields = [new(field, "invalid-value", "has a value it cannot have", remedy)] };

    private static PostingModel Map(NpgsqlDataReader r) => new()
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
