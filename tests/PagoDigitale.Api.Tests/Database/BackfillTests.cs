using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Platform.Database;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>
/// What migrations make of rows written before them. An organization's rows are put, without what came later, into a database of
/// an older schema; migrated to the end it must say what the one they came from says, to the cent, and every control must hold.
/// </summary>
public sealed class BackfillTests(OneApi one) : IClassFixture<OneApi>, IAsyncLifetime
{
    private const string OtherPsp = "60000000002";

    private string _old = "";

    public async Task InitializeAsync() => _old = await TestDatabase.CreateEmptyAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_old);

    /// <summary>0018 works out what each reversale booked of which payment; 0019 what each movement paid out.</summary>
    [Fact]
    public async Task Reversali_of_the_old_kind_get_their_payments_and_movements_their_links()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await BookedAsync(scene);

        await MigrateAsync(scene, until: "0017_plans_and_search");

        await SaysTheSameAsync(
            scene,
            "SELECT reversale_id || ' ' || row_index || ' ' || instalment_id || ' ' || transfer_index || ' ' || allocation_index || ' ' || amount_cents FROM reversale_payments",
            "SELECT movement_id || ' ' || rendicontazione_id || ' ' || amount_cents FROM movement_links"
        );
    }

    /// <summary>0025 works out what stornos had taken back of it.</summary>
    [Fact]
    public async Task Stornos_of_the_old_kind_get_the_reversali_they_undid()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = await BookedAsync(scene);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day.AddDays(1), -file.Sum, file.FlowId));
        await scene.ReconcileAsync();
        (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.ShouldContain(c =>
            c.Cause == "storno" && c.AmountCents == file.Sum
        );

        await MigrateAsync(scene, until: "0022_warnings_and_prices");

        await SaysTheSameAsync(
            scene,
            "SELECT reversale_id || ' ' || debit_id || ' ' || credit_id || ' ' || amount_cents FROM reversale_stornos"
        );
    }

    /// <summary>Booked by statement and by flow; with several shares, unallocated, revoked, revised and paid twice.</summary>
    /// <returns>A flow that was credited and booked.</returns>
    private static async Task<FlowFile> BookedAsync(MoneyScene scene)
    {
        var (first, second, fine, revoked) = (
            await scene.PaidAsync(),
            await scene.PaidAsync(4_000),
            await scene.PaidAsync(2_500, "MULTE"),
            await scene.PaidAsync(3_000)
        );
        await scene.ReceiveAsync(second with { ReceiptId = "DUE" });
        var credited = scene.Flow(first.Row, second.Row, fine.Row);
        await scene.UploadAsync(credited);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, credited.Sum, credited.FlowId));
        await scene.ReconcileAsync();
        await IssueAsync(scene, credited);
        var untold = scene.Flow(MoneyScene.Day, OtherPsp, revoked.Row, second.Row with { ReceiptId = "DUE" });
        await scene.UploadAsync(untold);
        await IssueAsync(scene, untold);
        await scene.UploadAsync(untold with { At = untold.At.AddHours(1) });
        var later = await scene.PaidAsync(9_000);
        var back = scene.Flow(later.Row, revoked.Row with { Outcome = "3" }) with { TotalCents = 6_000 };
        await scene.UploadAsync(back);
        await IssueAsync(scene, back);
        await scene.BalancedAsync();
        return credited;
    }

    private static Task IssueAsync(MoneyScene scene, FlowFile file) =>
        scene.Client.Reversali.CreateAsync(
            scene.Organization,
            new()
            {
                FlowId = file.FlowId,
                Counterpart = "Versanti diversi",
                CollectionAccount = "100",
            }
        );

    private async Task MigrateAsync(MoneyScene scene, string until)
    {
        await MigrationRunner.RunAsync(_old, until);
        await using (var from = NpgsqlDataSource.Create(one.Api.ConnectionString))
        await using (var to = NpgsqlDataSource.Create(_old))
        await using (var connection = await to.OpenConnectionAsync())
        {
            // What refers to what was right where it comes from.
            await ExecuteAsync(connection, "SET session_replication_role = replica");
            foreach (var (table, columns) in await TablesAsync(connection))
                await CopyAsync(from, connection, table, columns, scene.Organization);
        }
        await MigrationRunner.RunAsync(_old);
    }

    /// <summary>Columns that tell what to do with a movement and came later are made up where the older schema wants others.</summary>
    private static async Task CopyAsync(NpgsqlDataSource from, NpgsqlConnection to, string table, string[] columns, string organization)
    {
        if (!await ExistsAsync(from, table))
            return;
        await using var read = from.CreateCommand($"SELECT coalesce(json_agg(t), '[]')::text FROM {table} t WHERE organization_id = $1");
        read.Parameters.Add(new() { Value = organization });
        var rows = (string)(await read.ExecuteScalarAsync())!;
        var values = columns.Select(c => (table, c) == ("bank_movements", "fingerprint") ? "uuid_send(movement_id)" : $"\"{c}\"");
        await using var write = new NpgsqlCommand(
            $"""
            INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(
                ", ",
                values
            )} FROM json_populate_recordset(NULL::{table}, $1::json)
            """,
            to
        );
        write.Parameters.Add(new() { Value = rows });
        await write.ExecuteNonQueryAsync();
    }

    private static async Task<bool> ExistsAsync(NpgsqlDataSource source, string table)
    {
        await using var command = source.CreateCommand($"SELECT to_regclass('{table}') IS NOT NULL");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Tables of an organization's business, with the columns that are written.</summary>
    private static async Task<List<(string Table, string[] Columns)>> TablesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
              AND c.relname NOT IN ('jobs', 'events', 'activity_log', 'activity_heads', 'idempotency_keys', 'flow_staging')
              AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'organization_id' AND NOT o.attisdropped)
            GROUP BY c.relname ORDER BY c.relname
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<(string, string[])>();
        while (await reader.ReadAsync())
            tables.Add((reader.GetString(0), reader.GetFieldValue<string[]>(1)));
        return tables;
    }

    private async Task SaysTheSameAsync(MoneyScene scene, params string[] questions)
    {
        foreach (var question in questions)
        {
            var sql = $"{question} WHERE organization_id = '{scene.Organization}' ORDER BY 1";
            var expected = await QueryAsync(one.Api.ConnectionString, sql);
            expected.ShouldNotBeEmpty();
            (await QueryAsync(_old, sql)).ShouldBe(expected);
        }
        await using var migrated = await TestApi.OverAsync(_old);
        var balance = await migrated.Admin.Ledger.ReadTrialBalanceAsync(scene.Organization);
        balance
            .Controls.Where(c => c.DifferenceCents != 0)
            .Select(c => $"{c.Name}: ledger {c.LedgerCents}, register {c.RegisterCents}")
            .ShouldBeEmpty();
        balance.IsBalanced.ShouldBeTrue();
        (await CasesAsync(migrated)).ShouldBe(await CasesAsync(one.Api));

        async Task<List<(string, string, long)>> CasesAsync(TestApi api) =>
            [
                .. (await api.Admin.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.Select(c =>
                    (c.Cause, c.ReversaleId ?? "", c.AmountCents)
                ),
            ];
    }

    private static async Task<List<string>> QueryAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
