using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Events;

/// <summary>The feed, of one organization or of all those a client acts for: what has a place, in the order of places.</summary>
public sealed class EventFeed(TenantSession session)
{
    /// <summary>For each organization the next ones by its own index, then the first of all of them.</summary>
    private static string Page(Conditions where, string order, int rows) =>
        $"""
            SELECT e.* FROM unnest($1::text[]) AS o(id) CROSS JOIN LATERAL (
                SELECT organization_id, sequence, numbering, event_id, type, occurred_at, subject_type, subject_id, data::text
                FROM door.events WHERE {where} ORDER BY {order} LIMIT {rows}) e
            ORDER BY e.sequence LIMIT {rows}
            """;

    private const string Last = """
        SELECT e.* FROM unnest($1::text[]) AS o(id) CROSS JOIN LATERAL (
            SELECT organization_id, sequence, numbering FROM door.events WHERE organization_id = o.id AND sequence IS NOT NULL
                ORDER BY sequence DESC LIMIT 1) e
        ORDER BY e.sequence DESC LIMIT 1
        """;

    private sealed record Row(FeedPlace Place, EventModel Event);

    public async Task<Outcome<EventPage>> ReadAsync(string[] organizations, EventFilter filter, CancellationToken ct)
    {
        if (FeedPlace.TryRead(filter.Cursor, filter.After, out var place) is { } error)
            return error;
        await NumberEvents.StepAsync(session, ct);
        if (
            !place.IsStart
            && !await session.ScalarAsync<bool>("SELECT feed_has($1, $2, $3)", ct, place.Organization, place.Sequence, place.Numbering)
        )
            return FeedPlace.Lost();
        await session.ExecuteAsync("SELECT set_config('app.organizations', $1, true)", ct, $",{string.Join(',', organizations)},");
        // Before the page: what gets its place in between is on the page, and not stepped over.
        var seen = await SeenAsync(organizations, filter, ct);
        // The subject as a range and first in the order: only its own index gives the rows so (Conditions.AndKeyed).
        var where = new Conditions("organization_id = o.id AND sequence > $2", organizations, place.Sequence)
            .And("type = ?", filter.Type)
            .And("subject_id >= ?", filter.SubjectId)
            .And("subject_id <= ?", filter.SubjectId);
        var rows = await session.QueryAsync(
            Page(where, filter.SubjectId is null ? "sequence" : "subject_id, sequence", filter.Limit + 1),
            Map,
            ct,
            where.Values
        );
        var items = rows.Take(filter.Limit).ToList();
        var reached = items.Count > 0 ? items[^1].Place : place;
        var hasMore = rows.Count > filter.Limit;
        return new EventPage
        {
            Items = [.. items.Select(r => r.Event)],
            NextCursor = hasMore ? reached.ToCursor().ToString() : null,
            ResumeAfter = (!hasMore && seen.Sequence > reached.Sequence ? seen : reached).ToCursor().ToString(),
        };
    }

    /// <summary>A filtered page without more to come has looked through all there was: the next one need not do it again.</summary>
    private async Task<FeedPlace> SeenAsync(string[] organizations, EventFilter filter, CancellationToken ct) =>
        filter.Type is null && filter.SubjectId is null
            ? FeedPlace.Start
            : (await session.QueryAsync(Last, PlaceOf, ct, [organizations])).SingleOrDefault(FeedPlace.Start);

    private static FeedPlace PlaceOf(NpgsqlDataReader r) => new(r.GetString(0), r.GetInt64(1), r.GetInt32(2));

    private static Row Map(NpgsqlDataReader r) =>
        new(
            PlaceOf(r),
            new()
            {
                Id = PublicId.Format("evt", r.GetGuid(3)),
                Organization = r.GetString(0),
                Sequence = r.GetInt64(1),
                Type = r.GetString(4),
                OccurredAt = r.GetFieldValue<DateTimeOffset>(5),
                Subject = new() { Type = r.GetString(6), Id = r.GetString(7) },
                Data = JsonSerializer.Deserialize<Dictionary<string, JsonNode?>>(r.GetString(8), ApiJson.Options)!,
            }
        );
}
