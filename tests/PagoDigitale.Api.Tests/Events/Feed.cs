using Npgsql;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Events;

/// <summary>Writers of events that commit when the test says so, and readers that follow the feed as a register would.</summary>
internal static class Feed
{
    public static Task InsertAsync(NpgsqlConnection connection, string organization, string type, int count = 1) =>
        ExecuteAsync(
            connection,
            $"""
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at)
            SELECT '{organization}', gen_random_uuid(), '{type}', 'unit', 'x', hashtext('x'),
                convert_to(jsonb_build_object('n', n)::text, 'UTF8'), now()
                FROM generate_series(1, {count}) n
            """
        );

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, sql);
    }

    /// <summary>All pages from a place on, and the place where they end.</summary>
    public static async Task<(List<Event> Events, string ResumeAfter)> FollowAsync(
        TestApi api,
        string organization,
        string? after,
        string? type = null,
        int? limit = 200
    )
    {
        var events = new List<Event>();
        string? cursor = null;
        while (true)
        {
            var page = await api.Admin.Events.ListAsync(
                organization,
                new()
                {
                    Type = type,
                    After = after,
                    Limit = limit,
                    Cursor = cursor,
                }
            );
            events.AddRange(page.Items);
            if (page.NextCursor is null)
                return (events, page.ResumeAfter);
            cursor = page.NextCursor;
        }
    }
}
