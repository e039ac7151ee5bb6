using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Database;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>The schema stays ready to be distributed by organization, and safe to migrate.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    /// <summary>Tables of the platform itself.</summary>
    private static readonly string[] WithoutTenant =
    [
        "clients",
        "client_secrets",
        "signing_keys",
        "schema_migrations",
        "workers",
        "standby_heartbeat",
        "event_numbering",
        "taxonomy_versions",
        "outbound_calls",
        "taxonomy_codes",
    ];

    /// <summary>Work queues, which a worker reads for every tenant: their keys name the job.</summary>
    private static readonly string[] Queues = ["jobs"];

    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public async Task Every_table_has_a_tenant_but_those_of_the_platform() =>
        (
            await QueryAsync(
                """
                SELECT relname FROM pg_class c WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
                  AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id')
                """
            )
        ).ShouldBe(WithoutTenant, ignoreOrder: true);

    [Fact]
    public async Task Every_primary_key_and_unique_index_of_a_tenant_table_begins_with_the_organization()
    {
        var offenders = await QueryAsync(
            """
            SELECT t.relname || '.' || i.relname
            FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_attribute organization ON organization.attrelid = t.oid AND organization.attname = 'organization_id'
            WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique AND x.indkey[0] <> organization.attnum
            """
        );

        offenders.Where(o => !Queues.Contains(o.Split('.')[0])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Migrations_run_once_and_refuse_a_file_that_was_changed()
    {
        (await MigrationRunner.RunAsync(_connectionString)).ShouldBe(0);
        await QueryAsync("UPDATE schema_migrations SET sha256 = 'another' WHERE name LIKE '0001%' RETURNING name");

        var error = await Should.ThrowAsync<InvalidOperationException>(() => MigrationRunner.RunAsync(_connectionString));

        error.Message.ShouldContain("0001_platform");
    }

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }
}
