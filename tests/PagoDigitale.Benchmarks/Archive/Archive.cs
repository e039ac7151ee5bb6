using Npgsql;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>
/// Fills a migrated database with organizations and with any number of their debts, as the application would have left them after
/// years: rows of every table of the path of money, consistent with each other and with the sub-ledger. By binary COPY as the owner
/// of the tables, without looking at foreign keys; what is written follows from ordinals, so each table is written by itself.
/// </summary>
/// <remarks>
/// Not there: files of flows, entries of the activity log (a chain has to be sealed by the application), items of reconciliation.
/// </remarks>
public sealed class Archive(string connectionString)
{
    public const string Iban = "IT60X0542811101000000123456";
    public const string TaxonomyCode = "9/0101100IM/";
    public const string Broker = "15376371009";

    public static string StationOf(string organization) => $"{organization}_01";

    /// <summary>Below a million rows indexes are kept while rows come in; above it is faster to make them afterwards.</summary>
    private const int RowsWithIndexesMax = 1_000_000;

    /// <summary>An organization with an account, a station, services and accertamenti, and no debts.</summary>
    public async Task RegisterAsync(params IEnumerable<string> organizations)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            $"""
            INSERT INTO organizations (organization_id, name, created_at, updated_at)
                SELECT o, 'Ordine di prova ' || o, now() - interval '2 years', now() FROM unnest($1::text[]) o;
            INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
                SELECT o, '{Iban}', 'Tesoreria', false, now() FROM unnest($1::text[]) o;
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, created_at)
                SELECT o, o || '_01', '{Broker}', 3, '{ArchivedDebt.SegregationCode}', true, now() FROM unnest($1::text[]) o;
            INSERT INTO accertamenti (organization_id, accertamento_id, year, number, chapter, description, created_at)
                SELECT o, gen_random_uuid(), 2026, n::text, '3.100', 'Quote ' || n, now()
                FROM unnest($1::text[]) o, generate_series(1, {ArchivedDebt.Accertamenti}) n;
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, created_at)
                SELECT o, 'QUOTA' || n, 'Quota annuale ' || n, '{TaxonomyCode}', '{Iban}', now()
                FROM unnest($1::text[]) o, generate_series(1, {ArchivedDebt.Services}) n;
            """.Replace("$1", "@organizations", StringComparison.Ordinal)
        );
        command.Parameters.Add(new() { ParameterName = "organizations", Value = organizations.ToArray() });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The debts of one organization, which is registered.</summary>
    public async Task FillAsync(ArchiveShape shape)
    {
        await ExecuteAsync($"SELECT make_months('{shape.From:yyyy-MM-dd}', current_date)");
        var accertamenti = await AccertamentiAsync(shape.Organization);
        var firstSequence = await TakeSequencesAsync(ArchivedEvents.CountOf(shape));
        var dropped = shape.Total > RowsWithIndexesMax ? await DropIndexesAsync() : [];
        await Task.WhenAll(DebtTables.WriteAsync(OpenAsync, shape, accertamenti), PaymentTables.WriteAsync(OpenAsync, shape, accertamenti));
        await ArchivedEvents.WriteAsync(OpenAsync, shape, firstSequence);
        foreach (var index in dropped)
            await ExecuteAsync(index);
    }

    /// <summary>What autovacuum would have done by now.</summary>
    public Task SettleAsync() => ExecuteAsync("VACUUM (ANALYZE)");

    /// <summary>Foreign keys are not looked at: what is written is right by its making.</summary>
    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SET session_replication_role = replica", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task<Guid[]> AccertamentiAsync(string organization)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            "SELECT array_agg(accertamento_id ORDER BY number::integer) FROM accertamenti WHERE organization_id = $1"
        );
        command.Parameters.Add(new() { Value = organization });
        return (Guid[])(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The place of the first of so many events.</summary>
    private async Task<long> TakeSequencesAsync(long count)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            "UPDATE event_numbering SET last_sequence = last_sequence + $1 RETURNING last_sequence - $1 + 1"
        );
        command.Parameters.Add(new() { Value = count });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Those that no constraint needs, of the tables that are filled. Gives what makes them again.</summary>
    private async Task<List<string>> DropIndexesAsync()
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var (names, definitions) = (new List<string>(), new List<string>());
        await using (
            var command = source.CreateCommand(
                """
                SELECT i.indexrelid::regclass::text, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') FROM pg_index i
                WHERE i.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
                """
            )
        )
        {
            command.Parameters.Add(new() { Value = (string[])[.. DebtTables.Names, .. PaymentTables.Names, ArchivedEvents.Table] });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
                definitions.Add(reader.GetString(1));
            }
        }
        foreach (var name in names)
            await ExecuteAsync($"DROP INDEX {name}");
        return definitions;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{connectionString};Command Timeout=0");
        await using var connection = await source.OpenConnectionAsync();
        await using var setting = new NpgsqlCommand("SET maintenance_work_mem = '1GB'", connection);
        await setting.ExecuteNonQueryAsync();
        await using var statement = new NpgsqlCommand(sql, connection);
        await statement.ExecuteNonQueryAsync();
    }
}
