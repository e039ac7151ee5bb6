using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Database;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>What only grows is kept by month (decision 0030).</summary>
public sealed class MonthTests(OwnApi own) : IClassFixture<OwnApi>
{
    private const string Organization = "77777777777";
    private const string MonthOfMessage = "SELECT tableoid::regclass::text FROM inbound_messages WHERE message_id = $1";

    [Fact]
    public async Task A_row_goes_to_the_month_of_its_identifier()
    {
        await RunAsync("SELECT make_months('2031-01-10', '2031-02-10')");
        var (last, first) = (IdOf("2031-01-31T23:59:59.999Z"), IdOf("2031-02-01T00:00:00Z"));

        await AddAsync(last);
        await AddAsync(first);

        (await ReadAsync<string>(MonthOfMessage, last)).ShouldBe("months.inbound_messages_2031_01");
        (await ReadAsync<string>(MonthOfMessage, first)).ShouldBe("months.inbound_messages_2031_02");
    }

    [Fact]
    public async Task What_came_before_its_month_was_made_moves_into_it()
    {
        var (inside, outside) = (IdOf("2033-05-15T12:00:00Z"), IdOf("2033-06-01T00:00:00Z"));
        await AddAsync(inside);
        await AddAsync(outside);
        (await ReadAsync<string>(MonthOfMessage, inside)).ShouldBe("months.inbound_messages_other");

        await RunAsync("SELECT make_months('2033-05-01', '2033-05-31')");

        (await ReadAsync<string>(MonthOfMessage, inside)).ShouldBe("months.inbound_messages_2033_05");
        (await ReadAsync<string>(MonthOfMessage, outside)).ShouldBe("months.inbound_messages_other");
        (await ReadAsync<int>("SELECT make_months('2033-05-01', '2033-05-31')")).ShouldBe(0, "they are there");
    }

    [Fact]
    public async Task Several_replicas_make_the_same_months_once()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync<int>("SELECT make_months('2034-01-01', '2034-06-01')")));

        made.Order().ShouldBe([0, 0, 0, 0, 0, 0, 0, 6 * await ReadAsync<int>("SELECT count(*)::integer FROM pg_partitioned_table")]);
    }

    /// <summary>Whoever reads for long is waited for a second; the job says so, and its next run makes what is missing.</summary>
    [Fact]
    public async Task A_long_reader_delays_the_making_and_breaks_nothing()
    {
        var job = own.Api.Services.GetRequiredService<MakeMonths>();
        (await MonthsToComeAsync()).ShouldBeEmpty();
        await using (var reader = new NpgsqlConnection(own.Api.ConnectionString))
        {
            await reader.OpenAsync();
            await using var transaction = await reader.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("SELECT count(*) FROM events", reader))
                await command.ExecuteScalarAsync();

            (await job.RunOnceAsync(CancellationToken.None)).ShouldBe(0);
        }

        (await job.RunOnceAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
        (await MonthsToComeAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_application_reaches_the_months_through_the_table_alone()
    {
        await using var connection = new NpgsqlConnection(own.Api.ConnectionString);
        await connection.OpenAsync();
        await using (var role = new NpgsqlCommand("SET ROLE pagodigitale_app", connection))
            await role.ExecuteNonQueryAsync();
        foreach (
            var month in await ReadAsync<string[]>(
                "SELECT array_agg(oid::regclass::text) FROM pg_class WHERE relispartition AND relkind = 'r'"
            )
        )
        {
            await using var read = new NpgsqlCommand($"SELECT count(*) FROM {month}", connection);

            (await Should.ThrowAsync<PostgresException>(() => read.ExecuteScalarAsync())).SqlState.ShouldBe(
                PostgresErrorCodes.InsufficientPrivilege
            );
        }
    }

    /// <summary>Nobody but this job looks at a table kept by month as a whole.</summary>
    [Fact]
    public async Task The_size_of_a_whole_table_is_known()
    {
        await RunAsync(
            $"""
            INSERT INTO inbound_messages (organization_id, message_id, kind, media_type, content, content_sha256, size_bytes, received_at)
            SELECT '{Organization}', gen_random_uuid(), 'test', 'text/plain', '', '', 0, now() FROM generate_series(1, 5000)
            """
        );

        await own.Api.Services.GetRequiredService<KnowTableSizes>().RunOnceAsync(CancellationToken.None);

        (await ReadAsync<float>("SELECT reltuples FROM pg_class WHERE oid = 'inbound_messages'::regclass")).ShouldBeGreaterThanOrEqualTo(
            5000
        );
    }

    private async Task<List<string>> MonthsToComeAsync()
    {
        var next = TestClock.Now.AddMonths(3).ToString("yyyy_MM", System.Globalization.CultureInfo.InvariantCulture);
        return
        [
            .. await ReadAsync<string[]>(
                """
                SELECT coalesce(array_agg(oid::regclass::text), '{}') FROM pg_class
                WHERE relispartition AND relkind = 'r' AND relname LIKE '%' || $1
                """,
                next
            ),
        ];
    }

    private Task AddAsync(Guid id) =>
        RunAsync(
            $"""
            INSERT INTO inbound_messages (organization_id, message_id, kind, media_type, content, content_sha256, size_bytes, received_at)
            VALUES ('{Organization}', '{id}', 'test', 'text/plain', '', '', 0, now())
            """
        );

    private static Guid IdOf(string moment) =>
        Guid.CreateVersion7(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));

    private async Task RunAsync(string sql) => await ReadAsync<object>(sql);

    private async Task<T> ReadAsync<T>(string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(own.Api.ConnectionString);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
