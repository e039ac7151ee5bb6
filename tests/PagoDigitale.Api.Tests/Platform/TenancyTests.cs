using Npgsql;
using PagoDigitale.Api.Tests.Contract;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>
/// Row-level security, tried as the application's role by raw SQL on every table of the catalogue that has an organization:
/// a query that forgot its WHERE shows nothing of another tenant. What shows something all the same is declared and attacked one by one
/// (decision 0018).
/// </summary>
public sealed partial class TenancyTests(OwnApi one, AcrossOnce across) : IClassFixture<OwnApi>, IClassFixture<AcrossOnce>
{
    private const string InsufficientPrivilege = "42501";

    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task The_application_sees_and_writes_nothing_of_another_organization()
    {
        var organizations = await TwoOrganizations.CreateAsync(_api);
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        var tables = (await TablesAsync(source)).Where(t => t.IsProtected).ToList();
        tables.Count.ShouldBeGreaterThan(20);
        foreach (var (table, _, columns) in tables)
        {
            await using var connection = await source.OpenConnectionAsync();
            await ExecuteAsync(
                connection,
                $"SET ROLE pagodigitale_app; SELECT set_config('app.organization', '{organizations.Own}', false)"
            );
            (await ScalarAsync(connection, $"SELECT count(*) FROM {table} WHERE organization_id = '{organizations.Foreign}'")).ShouldBe(
                0,
                table
            );
            (await ScalarAsync(connection, $"SELECT count(*) FROM {table} WHERE organization_id <> '{organizations.Own}'")).ShouldBe(
                0,
                table
            );
            // The policy's check comes before constraints on other columns: values need not make sense, only have their type.
            var values = string.Join(
                ", ",
                columns.Select(c => c.Name == "organization_id" ? $"'{organizations.Foreign}'" : $"({Sample(c.Type)})::{c.Type}")
            );
            var refusal = await Should.ThrowAsync<PostgresException>(
                () => ExecuteAsync(connection, $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({values})"),
                table
            );
            refusal.SqlState.ShouldBe(InsufficientPrivilege, $"{table}: {refusal.MessageText}");
        }
    }

    [Fact]
    public async Task Postings_events_and_the_activity_log_can_only_be_added_to()
    {
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        foreach (
            var sql in new[]
            {
                "UPDATE postings SET amount_cents = 1",
                "DELETE FROM postings",
                "TRUNCATE postings",
                "DELETE FROM activity_log",
                "UPDATE activity_log SET status = 200",
                "DELETE FROM activity_heads",
                "UPDATE events SET sequence = 1",
                "DELETE FROM events",
                "SELECT * FROM event_numbering",
            }
        )
        {
            await using var connection = await source.OpenConnectionAsync();
            await ExecuteAsync(connection, "SET ROLE pagodigitale_app");
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(connection, sql), sql)).SqlState.ShouldBe(
                InsufficientPrivilege,
                sql
            );
        }
    }

    /// <summary>COPY refuses row-level security: grants and a view do the same for the staged rows of flows.</summary>
    [Fact]
    public async Task Staged_rows_are_signed_by_the_database_and_seen_by_their_organization_alone()
    {
        var (own, foreign) = (Registry.NewCode(), Registry.NewCode());
        var flow = Guid.NewGuid();
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        foreach (var organization in new[] { own, foreign })
        {
            await using var writer = await AsApplicationAsync(source, organization);
            await using var importer = await writer.BeginBinaryImportAsync(
                "COPY flow_staging (flow_id, row_number, original, content_hash) FROM STDIN (FORMAT BINARY)"
            );
            await importer.WriteRowAsync(default, flow, 2, organization, Guid.NewGuid());
            await importer.CompleteAsync();
        }

        await using var connection = await AsApplicationAsync(source, own);
        foreach (
            var sql in new[]
            {
                "SELECT count(*) FROM flow_staging",
                "DELETE FROM flow_staging",
                "UPDATE flow_staging SET original = ''",
                "TRUNCATE flow_staging",
                "INSERT INTO flow_staging (organization_id, flow_id, row_number, original, content_hash) "
                    + $"VALUES ('{foreign}', gen_random_uuid(), 2, '', gen_random_uuid())",
                "UPDATE staged_flow_rows SET original = ''",
                "INSERT INTO staged_flow_rows (organization_id, flow_id, row_number, original, content_hash) "
                    + $"VALUES ('{foreign}', gen_random_uuid(), 2, '', gen_random_uuid())",
            }
        )
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(connection, sql), sql)).SqlState.ShouldBe(
                InsufficientPrivilege,
                sql
            );
        (
            await ScalarAsync(
                connection,
                $"SELECT count(*) FROM staged_flow_rows WHERE flow_id = '{flow}' AND organization_id = original "
                    + $"AND organization_id = '{own}'"
            )
        ).ShouldBe(1);
        (await ScalarAsync(connection, $"SELECT count(*) FROM staged_flow_rows WHERE organization_id <> '{own}'")).ShouldBe(0);
        await ExecuteAsync(connection, "DELETE FROM staged_flow_rows");

        await using var owner = await source.OpenConnectionAsync();
        (
            await ScalarAsync(owner, $"SELECT count(*) FROM flow_staging WHERE flow_id = '{flow}' AND organization_id = '{foreign}'")
        ).ShouldBe(1);
        (await ScalarAsync(owner, $"SELECT count(*) FROM flow_staging WHERE flow_id = '{flow}'")).ShouldBe(1);
        await using var nobody = await AsApplicationAsync(source, "");
        (
            await Should.ThrowAsync<PostgresException>(() =>
                ExecuteAsync(
                    nobody,
                    "INSERT INTO flow_staging (flow_id, row_number, original, content_hash) "
                        + "VALUES (gen_random_uuid(), 2, '', gen_random_uuid())"
                )
            )
        ).SqlState.ShouldBe(PostgresErrorCodes.NotNullViolation);
    }

    private static async Task<NpgsqlConnection> AsApplicationAsync(NpgsqlDataSource source, string organization)
    {
        var connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, $"SET ROLE pagodigitale_app; SELECT set_config('app.organization', '{organization}', false)");
        return connection;
    }

    private static string Sample(string type) =>
        type switch
        {
            "uuid" => "gen_random_uuid()",
            "jsonb" => "'{}'",
            "boolean" => "true",
            "date" => "now()",
            _ when type.StartsWith("timestamp", StringComparison.Ordinal) => "now()",
            _ when type.EndsWith("[]", StringComparison.Ordinal) => "'{}'",
            _ => "'1'",
        };

    private static async Task<List<(string Name, bool IsProtected, List<(string Name, string Type)> Columns)>> TablesAsync(
        NpgsqlDataSource source
    )
    {
        await using var command = source.CreateCommand(
            """
            SELECT c.relname, c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid),
                array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attidentity = '' AND a.attgenerated = ''),
                array_agg(format_type(a.atttypid, NULL) ORDER BY a.attnum) FILTER (WHERE a.attidentity = '' AND a.attgenerated = '')
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
            GROUP BY c.oid, c.relname, c.relrowsecurity HAVING bool_or(a.attname = 'organization_id')
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<(string, bool, List<(string, string)>)>();
        while (await reader.ReadAsync())
            tables.Add(
                (reader.GetString(0), reader.GetBoolean(1), [.. reader.GetFieldValue<string[]>(2).Zip(reader.GetFieldValue<string[]>(3))])
            );
        return tables;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
