using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
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
    private const string Columns = "organization_id, sequence, numbering, event_id, type, occurred_at, subject_type, subject_id, data";

    private const string OwnEnd = """
        SELECT organization_id, sequence, numbering FROM door.events WHERE organization_id = $1 AND sequence IS NOT NULL
        ORDER BY sequence DESC LIMIT 1
        """;

    private const string AcrossEnd = "SELECT f.organization_id, f.sequence, f.numbering FROM across.feed_end($1, $2) f";

    private const string OwnKnown = """
        SELECT ($3 = 0 OR across.feed_has($2, $3, $4))
            AND NOT EXISTS (SELECT FROM door.forgotten_events WHERE organization_id = $1 AND sequence > $3)
        """;

    private const string AcrossKnown = "SELECT ($4 = 0 OR across.feed_has($3, $4, $5)) AND NOT across.feed_forgot($1, $2, $4)";

    private const string AcrossPage = """
        SELECT f.organization_id, f.sequence, f.numbering, f.event_id, f.type, f.occurred_at, f.subject_type, f.subject_id, f.data
        FROM across.feed_page($1, $2, $3, $4, $5, $6) f
        """;

    private sealed record Row(FeedPlace Place, EventModel Event);

    /// <summary>Of the session's organization.</summary>
    public Task<Outcome<EventPage>> ReadOwnAsync(EventFilter filter, CancellationToken ct) =>
        ReadAsync(
            filter,
            place => session.ScalarAsync<bool>(OwnKnown, ct, session.Organization, place.Organization, place.Sequence, place.Numbering),
            () => session.QueryAsync(OwnEnd, PlaceOf, ct, session.Organization),
            place =>
            {
                // The hash of the subject, or the type, as a range and first in the order: only its own index gives the rows so
                // (Conditions.AndKeyed).
                var where = new Conditions("organization_id = $1 AND sequence > $2", session.Organization, place.Sequence)
                    .And("type >= ?", filter.Type)
                    .And("type <= ?", filter.Type)
                    .And("subject_hash >= hashtext(?)", filter.SubjectId)
                    .And("subject_hash <= hashtext(?)", filter.SubjectId)
                    .And("subject_id = ?", filter.SubjectId);
                var order =
                    filter.SubjectId is not null ? "subject_hash, sequence"
                    : filter.Type is not null ? "type, sequence"
                    : "sequence";
                return session.QueryAsync(
                    $"SELECT {Columns} FROM door.events WHERE {where} ORDER BY {order} LIMIT {filter.Limit + 1}",
                    Map,
                    ct,
                    where.Values
                );
            },
            ct
        );

    /// <summary>Of several, in the platform's session; the database shows those that the client acts for.</summary>
    public Task<Outcome<EventPage>> ReadAcrossAsync(string clientId, string[] organizations, EventFilter filter, CancellationToken ct) =>
        ReadAsync(
            filter,
            place =>
                session.ScalarAsync<bool>(AcrossKnown, ct, clientId, organizations, place.Organization, place.Sequence, place.Numbering),
            () => session.QueryAsync(AcrossEnd, PlaceOf, ct, clientId, organizations),
            place =>
                session.QueryAsync(
                    AcrossPage,
                    Map,
                    ct,
                    clientId,
                    organizations,
                    place.Sequence,
                    Text(filter.Type),
                    Text(filter.SubjectId),
                    filter.Limit + 1
                ),
            ct
        );

    private async Task<Outcome<EventPage>> ReadAsync(
        EventFilter filter,
        Func<FeedPlace, Task<bool>> known,
        Func<Task<List<FeedPlace>>> end,
        Func<FeedPlace, Task<List<Row>>> page,
        CancellationToken ct
    )
    {
        if (FeedPlace.TryRead(filter.Cursor, filter.After, out var place) is { } error)
            return error;
        await NumberEvents.StepAsync(session, ct);
        // Who was given the beginning and comes back with it is somewhere; who brings nothing has missed nothing.
        if ((filter.Cursor ?? filter.After) is { Length: > 0 } && !await known(place))
            return FeedPlace.Lost();
        // A filtered page without more to come has looked through all there was: the next one need not do it again. Asked before
        // the page: what gets its place in between is on the page, and not stepped over.
        var seen = filter.Type is null && filter.SubjectId is null ? FeedPlace.Start : (await end()).SingleOrDefault(FeedPlace.Start);
        var rows = await page(place);
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

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

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
                Data = JsonSerializer.Deserialize<Dictionary<string, JsonNode?>>(
                    PackedEvent.Unpack(r.GetFieldValue<byte[]>(8), r.GetString(7)),
                    ApiJson.Options
                )!,
            }
        );
}
